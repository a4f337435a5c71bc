"""What is shown of a range while it is typed, and that it never gets in the way."""

import time
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QLocale, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from planner.charts.palette import DARK, LIGHT, Palette
from planner.document.document import Document
from planner.domain.contract import Contract
from planner.domain.tenant import Tenant
from planner.editors.entry import Field
from planner.editors.other_shapes import other_shapes
from planner.editors.placement import beside
from planner.editors.range_preview import RangePreview
from planner.editors.range_typing import PAUSE
from planner.editors.range_view import RangeView, Unfinished, Unreadable, seen_in, view_of
from planner.editors.row_projection import row_of
from planner.editors.site_limit import FEE_ABATES, SITE, Limit, limit_of
from planner.editors.table_model import EntityTableModel
from planner.editors.table_view import EntityTableView
from planner.editors.tables import RENT_ROLL
from planner.units.notation import FILE_MARKS, SCREEN_MARKS, Marks
from tests.editors.plan import two_sites

Key = Qt.Key
LEASE = "tenants/acme/contracts/lease"
MW = Field(Contract.column("mw"), SCREEN_MARKS)
SHARE = Field(Contract.column("share"), SCREEN_MARKS)
DEMAND = Field(Tenant.column("demand"), SCREEN_MARKS)
SITE_340 = Limit(340.0, SITE, FEE_ABATES)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def view(field: Field, text: str, limit: Limit | None = None) -> RangeView:
    found = seen_in(field, text, limit)
    assert isinstance(found, RangeView)
    return found


def test_a_range_has_its_percentiles_and_the_sites_limit() -> None:
    shown = view(MW, "250 to 320", SITE_340)

    assert [text for _, text in shown.figures] == ["250", "283", "320"]
    assert shown.bound is not None
    assert (shown.bound.value, shown.bound.words) == (340, "site 340")
    assert [plain(each) for each in shown.sentences] == [
        "Lognormal, 8 draws in 10 from 250 to 320.",
        "3 % of draws exceed the site: the fee abates.",
    ]


def test_draws_beyond_a_fields_bound_are_told_and_percentiles_stay_inside() -> None:
    shown = view(SHARE, "normal(90%, 10%)")

    assert [plain(text) for _, text in shown.figures] == ["77.2 %", "90 %", "100 %"]
    assert plain(shown.sentences[1]) == "16 % of draws lie beyond 100 % and are set to it."
    assert shown.bound is not None
    assert plain(shown.bound.words) == "at most 100 %"
    assert shown.high == 1


def test_a_bound_far_away_is_not_drawn() -> None:
    assert view(MW, "25 to 32", SITE_340).bound is None
    assert view(MW, "25 to 32").sentences == ("Lognormal, 8 draws in 10 from 25 to 32.",)


def test_a_discrete_range_has_its_values_with_their_chances() -> None:
    shown = view(MW, "discrete(0: 70%, 60: 30%)")

    assert [plain(each) for each in shown.words_of_values] == ["0: 70 %", "60: 30 %"]
    assert shown.sentences == ("2 values; the median is 0.",)


@pytest.mark.parametrize("text", ["300", "", "1.2 GW", "2026-05: 60; 2026-09: 80"])
def test_plain_numbers_and_lists_have_no_preview(text: str) -> None:
    assert seen_in(DEMAND, text) is None


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("250 t", "250 to 320"),
        ("250 to", "250 to 320"),
        ("250 to ", "250 to 320"),
        ("norm", "normal(mean; standard deviation)"),
        ("normal(300", "normal(mean; standard deviation)"),
        ("pert(0; 2", "pert(low; likeliest; high)"),
    ],
)
def test_the_beginning_of_a_range_is_led_on_by_an_example(text: str, example: str) -> None:
    found = seen_in(MW, text)

    assert isinstance(found, Unfinished)
    assert found.hint == f"Go on, as in {example}."


@pytest.mark.parametrize(
    ("text", "reason", "example"),
    [
        (
            "0.9 too 5.2",
            "“0.9 too 5.2” is neither a number nor a range.",
            "Write 0.9 to 5.2, or one number such as 3.05.",
        ),
        (
            "320 to 250",
            "Contracted power: The low end 320 must lie below the high end 250.",
            "Write 250 to 320, or one number such as 285.",
        ),
        ("much", "“much” is neither a number nor a range.", "Write 250 to 320."),
    ],
)
def test_a_refused_text_has_a_reason_and_an_example(text: str, reason: str, example: str) -> None:
    found = seen_in(MW, text)

    assert isinstance(found, Unreadable)
    assert (found.reason, found.example) == (reason, example)


def test_figures_are_in_the_marks_of_the_locale() -> None:
    german = Field(Contract.column("mw"), Marks(",", "."))
    shown = seen_in(german, "2,5 to 3,5")

    assert isinstance(shown, RangeView)
    assert shown.figures[0][1] == "2,5"


@pytest.mark.parametrize("field", [MW, SHARE], ids=["mw", "share"])
def test_every_other_shape_can_be_entered_and_spreads_alike(field: Field) -> None:
    text = "250 to 320" if field is MW else "60 to 80 %"
    shape = view(field, text).shape
    offered = other_shapes(field, shape)

    assert [each.text.partition("(")[0] for each in offered][1:] == [
        "normal",
        "lognormal",
        "uniform",
        "triangular",
        "pert",
        "discrete",
    ]
    spread = shape.p90 - shape.p10
    for each in offered:
        other = view(field, each.text)
        (low, _), (median, _), (high, _) = other.figures
        assert low == pytest.approx(shape.p10, abs=0.1 * spread)
        assert median == pytest.approx(shape.median, abs=0.1 * spread)
        assert high == pytest.approx(shape.p90, abs=0.1 * spread)


def test_shapes_stay_inside_the_bounds_of_the_field() -> None:
    offered = other_shapes(SHARE, view(SHARE, "80 to 99 %").shape)

    assert any("100" in each.text for each in offered)
    assert all(isinstance(seen_in(SHARE, each.text), RangeView) for each in offered)


def test_a_contract_meets_the_nameplate_of_its_sites() -> None:
    project = two_sites()
    limit = limit_of(project, row_of(project, LEASE), "mw")
    everywhere = project.replacing_at(f"{LEASE}/facilities", ())
    both = limit_of(everywhere, row_of(everywhere, LEASE), "mw")
    metered = everywhere.replacing_at(f"{LEASE}/mw_basis", "facility")
    at_meter = limit_of(metered, row_of(metered, LEASE), "mw")
    halved = project.replacing_at(f"{LEASE}/share", 0.5)

    assert limit is not None
    assert limit.value == pytest.approx(100 + (80 * 120) ** 0.5)
    assert limit.label(value="198").sentence.id == "limit-site"
    assert both is not None
    assert both.value == pytest.approx(limit.value + 60)
    assert at_meter is not None
    assert at_meter.value == pytest.approx(1.25 * both.value)
    assert limit_of(halved, row_of(halved, LEASE), "mw") is None
    assert limit_of(project, row_of(project, LEASE), "price") is None


@pytest.mark.parametrize(
    ("field", "best"),
    [
        (QRect(300, 500, 100, 26), QPoint(300, 296)),  # above, over what is not kept
        (QRect(300, 60, 100, 26), QPoint(300, 90)),  # no room above
    ],
)
def test_it_stands_where_it_hides_least(field: QRect, best: QPoint) -> None:
    room, kept = QRect(0, 0, 1000, 800), QRect(0, 480, 1000, 320)

    assert beside(field, QSize(200, 200), room, kept) == best


def test_beside_a_form_at_the_right_edge_it_stands_at_the_left() -> None:
    room, form = QRect(0, 0, 1000, 800), QRect(720, 0, 280, 800)
    field = QRect(840, 400, 140, 26)
    corner = beside(field, QSize(200, 200), room, form)

    assert corner == QPoint(516, 400)
    assert not QRect(corner, QSize(200, 200)).intersects(form)
    assert not QRect(corner, QSize(200, 200)).intersects(field)


class Desk:
    """A rent roll in a window as large as a screen."""

    def __init__(self, qtbot: QtBot, palette: Palette = LIGHT) -> None:
        self.qtbot, self.document = qtbot, Document(two_sites())
        self.window = QWidget()
        self.model = EntityTableModel(self.document, RENT_ROLL, parent=self.window)
        self.view = EntityTableView(self.model, palette, self.window)
        column = QVBoxLayout(self.window)
        column.addStretch(1)
        column.addWidget(self.view)
        self.view.setFixedHeight(180)
        qtbot.addWidget(self.window)
        self.window.resize(1280, 700)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.view.setFocus()

    def open(self, path: str = f"{LEASE}/mw") -> QLineEdit:
        self.view.setCurrentIndex(self.model.index_of(path))
        QTest.keyClick(self.view, Key.Key_F2)
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        editor.selectAll()
        return editor

    @property
    def preview(self) -> RangePreview:
        found = self.window.findChild(RangePreview)
        assert isinstance(found, RangePreview)
        return found


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield Desk(qtbot)
    QLocale.setDefault(before)


def test_it_floats_above_the_cell_while_a_range_is_typed(desk: Desk) -> None:
    editor = desk.open()
    QTest.keyClicks(editor, "80 to 120")
    preview = desk.preview

    assert preview.isVisible()
    assert editor.hasFocus()
    assert preview.parentWidget() is desk.window
    cell = editor.mapTo(desk.window, QPoint(0, 0))
    assert preview.geometry().bottom() < cell.y()
    words = {label.objectName(): label.text() for label in preview.findChildren(QLabel)}
    assert words["rangePreview-title"] == "Contracted power, MW"
    assert words["rangePreview-was"] == "was 90"


def test_return_accepts_and_it_goes(desk: Desk) -> None:
    editor = desk.open()
    QTest.keyClicks(editor, "80 to 120")
    QTest.keyClick(editor, Key.Key_Return)
    desk.qtbot.waitUntil(lambda: not desk.preview.isVisible())

    assert desk.document.project.at(f"{LEASE}/mw").text == "80 to 120"


def test_escape_keeps_what_stood_there_and_it_goes(desk: Desk) -> None:
    editor = desk.open()
    QTest.keyClicks(editor, "80 to 120")
    QTest.keyClick(editor, Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: not desk.preview.isVisible())

    assert desk.document.project == two_sites()


def test_a_plain_number_shows_nothing(desk: Desk) -> None:
    editor = desk.open()
    QTest.keyClicks(editor, "80")
    desk.qtbot.wait(PAUSE + 50)

    assert not desk.preview.isVisible()


def test_a_wrong_text_is_told_only_when_typing_rests(desk: Desk) -> None:
    editor = desk.open()
    QTest.keyClicks(editor, "80 or 120")
    preview = desk.preview
    at_once = preview.isVisible()
    desk.qtbot.waitUntil(preview.isVisible)

    assert not at_once
    assert preview.spoken() == (
        "“80 or 120” is neither a number nor a range. Write 80 to 120, or one number such as 100."
    )
    assert editor.accessibleDescription() == preview.spoken()


def test_a_range_that_stands_there_is_shown_when_its_cell_is_opened(desk: Desk) -> None:
    desk.open("tenants/acme/contracts/slice/price")

    assert desk.preview.isVisible()


# What the offscreen platform says when a menu opens.
@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_f1_offers_other_shapes_and_the_chosen_one_is_written(desk: Desk) -> None:
    editor = desk.open()
    QTest.keyClicks(editor, "80 to 120")
    QTest.keyClick(editor, Key.Key_F1)
    menu = editor.findChild(QMenu)
    assert isinstance(menu, QMenu)
    uniform = next(a for a in menu.actions() if a.text().startswith("uniform"))
    uniform.trigger()
    menu.close()

    assert editor.text().startswith("uniform(")
    assert "Uniform, 8 draws in 10" in desk.preview.spoken()
    assert len(menu.actions()) == 7


def test_each_preview_is_painted_in_the_colours_of_its_palette(qtbot: QtBot) -> None:
    pictures = []
    for palette in (LIGHT, DARK):
        parent = QWidget()
        qtbot.addWidget(parent)
        preview = RangePreview(palette, parent)
        preview.show_seen("Power, MW", "300", view(MW, "250 to 320", SITE_340), True)
        preview.adjustSize()
        pictures.append(preview.grab().toImage())

    light, dark = pictures
    assert light.pixelColor(20, 40).lightness() > 200
    assert dark.pixelColor(20, 40).lightness() < 60
    for picture, palette in zip(pictures, (LIGHT, DARK), strict=True):
        wanted = {palette.accent.lower(), palette.refused.lower()}
        assert wanted <= colours(picture)


def colours(picture: QImage) -> set[str]:
    return {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
    }


@pytest.mark.parametrize(
    "text",
    [
        "normal(5, 0)",
        "uniform(1, 2)",
        "pert(0, 0, 12)",
        "lognormal(300, 3)",
        "discrete(5: 100%)",
        "-5 to 5",
    ],
)
def test_every_shape_can_be_painted(text: str, qtbot: QtBot) -> None:
    field = Field(Contract.column("price"), FILE_MARKS)
    if text == "-5 to 5":
        field = Field(Tenant.column("demand_exposure"), FILE_MARKS)
    parent = QWidget()
    qtbot.addWidget(parent)
    preview = RangePreview(LIGHT, parent)
    shown = seen_in(field, text)
    assert isinstance(shown, RangeView)
    preview.show_seen("Price", "", shown, True)
    preview.adjustSize()

    assert LIGHT.accent.lower() in colours(preview.grab().toImage())
    assert view_of(field, shown.shape) == shown


def test_a_keystroke_costs_little_even_for_the_dearest_shape() -> None:
    seen = partial(seen_in, MW, "pert(90; 150; 260)", SITE_340)
    seen()
    times = []
    for _ in range(20):
        start = time.perf_counter()
        seen()
        times.append(time.perf_counter() - start)

    assert sorted(times)[10] < 0.016
