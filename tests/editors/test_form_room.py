"""How a form and the inspector share their room: nothing squeezed, nothing empty, no row cut."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from planner.charts.palette import LIGHT
from planner.document.document import Document
from planner.domain.case import Choice, case_of
from planner.domain.project import Project
from planner.editors.field_line import FieldLine
from planner.editors.form import EntityForm
from planner.editors.form_row import FormRow
from planner.editors.inspector import Inspector
from planner.editors.parts_field import PartsField
from planner.editors.range_typing import PAUSE
from tests.editors.plan import two_sites
from tests.looks.long_names import example, long_named_plan
from tests.looks.painted_text import painted_texts
from tests.looks.placement import misplaced_in
from tests.looks.tour import one_of_each

LEASE = "tenants/acme/contracts/lease"
FEWEST_DRAWS = 512
WIDTH, HEIGHT = 286, 400  # as in a window of 1280 x 800


def inspector_on(
    qtbot: QtBot, project: Project, width: int = WIDTH, height: int = HEIGHT
) -> Inspector:
    made = Inspector(Document(project), LIGHT)
    qtbot.addWidget(made)
    made.resize(width, height)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def within(widget: QWidget) -> Iterator[QWidget]:
    """The widget and all that is visible in it."""
    yield widget
    for child in widget.children():
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow():
            yield from within(child)


def area_of(form: EntityForm) -> QScrollArea:
    """What the fields scroll in."""
    found = [part for part in form.findChildren(QScrollArea) if part.objectName() == ""]
    assert len(found) == 1
    return found[0]


def seen_of(row: FormRow, form: EntityForm) -> tuple[int, int]:
    """Where a row begins and ends in what is seen of the fields."""
    top = row.mapTo(area_of(form).viewport(), QPoint(0, 0)).y()
    return top, top + row.height()


@pytest.mark.parametrize("width", [WIDTH, 420, 1080])
@pytest.mark.parametrize("plan", [two_sites(), long_named_plan(FEWEST_DRAWS)], ids=["two", "long"])
def test_every_row_has_the_room_it_needs_as_soon_as_it_is_shown(
    qtbot: QtBot, plan: Project, width: int
) -> None:
    inspector = inspector_on(qtbot, plan, width)

    for path in one_of_each(plan, -1):
        inspector.show_path(path)
        # No event is waited for: the first picture is right.
        found = [fault for part in within(inspector.form) for fault in misplaced_in(part)]
        assert found == [], path
        for row in inspector.form.rows:
            if row.isVisible():
                needed = row.heightForWidth(row.width())
                assert row.height() == needed, (path, row.column.name)


def test_what_is_embedded_has_room_for_lines_that_come_and_go(qtbot: QtBot) -> None:
    inspector = inspector_on(qtbot, two_sites())
    inspector.show_path(LEASE)
    row = inspector.form.fields["parts"]
    assert isinstance(row.special, PartsField)

    heights = [row.height()]
    for _ in range(2):
        row.special.add_button.click()
        assert [*misplaced_in(row.special)] == []
        heights.append(row.height())
    inspector.form.state.document.undo()
    inspector.form.state.document.undo()

    assert heights[0] < heights[1] < heights[2]
    assert row.height() == heights[0]


def test_overrides_that_come_and_go_leave_no_empty_stretch(qtbot: QtBot) -> None:
    inspector = inspector_on(qtbot, example(FEWEST_DRAWS))
    long, short = "uncertainties/terms/outcomes/amended", "uncertainties/terms/outcomes/announced"

    for path in (short, long, short, long, short):
        inspector.show_path(path)
        for _ in range(3):
            row = inspector.form.fields["overrides"]
            assert row.field.y() - row.label.geometry().bottom() <= 6
            assert row.height() - row.field.geometry().bottom() <= 2
            assert row.field.height() == row.field.sizeHint().height()
            QApplication.processEvents()


def test_what_a_field_means_takes_no_more_room_than_its_words(qtbot: QtBot) -> None:
    inspector = inspector_on(qtbot, example(FEWEST_DRAWS))
    lease = "tenants/anthropic/contracts/colossus"
    inspector.show_path(lease)
    form = inspector.form
    quiet = area_of(form).height()
    # Nine rows of 32 px are seen at 1280 x 800.
    assert quiet >= 9 * 32 - 6

    form.fields["price"].focus_target.setFocus(Qt.FocusReason.TabFocusReason)
    told = area_of(form).height()
    assert told < quiet
    # What it means goes on beneath, and scrolls; the fields keep most of the room.
    assert told >= 0.6 * form.height()
    assert form.help.height() > form.height() - told

    form.fields["name"].focus_target.setFocus(Qt.FocusReason.TabFocusReason)
    assert area_of(form).height() > told


def test_in_a_short_form_what_a_field_means_follows_the_fields(qtbot: QtBot) -> None:
    inspector = inspector_on(qtbot, two_sites(), height=900)
    inspector.show_path("drivers/overrun")
    form = inspector.form

    last = max(seen_of(row, form)[1] for row in form.rows)
    assert last <= form.help.mapTo(form, QPoint(0, 0)).y() <= last + 24
    assert not area_of(form).verticalScrollBar().isVisible()


def test_no_row_is_cut_where_the_fields_end_and_none_left_out(qtbot: QtBot) -> None:
    inspector = inspector_on(qtbot, two_sites())
    inspector.show_path(LEASE)
    form = inspector.form

    for height in range(360, 640, 7):
        inspector.resize(WIDTH, height)
        end = area_of(form).viewport().height()
        seen = [seen_of(row, form) for row in form.rows if row.isVisible()]
        assert not [each for each in seen if each[0] < end < each[1]], height
        following = min(bottom for top, bottom in seen if top >= end)
        beneath = form.help.mapTo(form, QPoint(0, 0)).y() + form.help.height()
        assert following - end + 2 > form.height() - beneath, height


def test_the_field_with_the_focus_stays_in_view_when_more_is_told_about_it(qtbot: QtBot) -> None:
    inspector = inspector_on(qtbot, example(FEWEST_DRAWS))
    inspector.show_path("tenants/anthropic/contracts/colossus")
    form = inspector.form

    seen = [
        row
        for row in form.rows
        if row.isVisible() and seen_of(row, form)[1] <= area_of(form).viewport().height()
    ]
    for row in reversed(seen):
        row.focus_target.setFocus(Qt.FocusReason.MouseFocusReason)
        top, bottom = seen_of(row, form)
        assert top >= 0
        assert bottom <= area_of(form).viewport().height(), row.column.name


def test_another_kind_of_entity_is_shown_from_its_beginning(qtbot: QtBot) -> None:
    inspector = inspector_on(qtbot, two_sites())
    inspector.show_path(LEASE)
    bar = area_of(inspector.form).verticalScrollBar()
    bar.setValue(bar.maximum())

    inspector.show_path("tenants/acme/contracts/slice")
    assert bar.value() > 0  # the same field of the next contract
    inspector.show_path("tenants/acme")
    assert bar.value() == 0


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_why_an_entry_was_refused_is_said_once_and_in_full(qtbot: QtBot) -> None:
    inspector = inspector_on(qtbot, two_sites())
    inspector.show_path(LEASE)
    row = inspector.form.fields["price"]
    assert isinstance(row.field, FieldLine)
    row.field.setFocus(Qt.FocusReason.TabFocusReason)
    row.field.selectAll()
    QTest.keyClicks(row.field, "0.9 too 5.2")
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    # Nothing floats over the sentence, not even when somebody has rested from typing.
    QTest.qWait(PAUSE + 60)
    assert inspector.form.state.preview.isHidden()

    assert "is neither a number nor a range" in row.note.text()
    assert row.note.height() >= row.note.heightForWidth(row.note.width())
    assert row.note.width() == row.width()
    top, bottom = seen_of(row, inspector.form)
    assert 0 <= top < bottom <= area_of(inspector.form).viewport().height()
    assert "neither a number" not in inspector.form.help.text()
    assert "neither a number" in row.field.accessibleDescription()


def test_a_long_text_shows_its_beginning_before_and_after_it_was_visited(qtbot: QtBot) -> None:
    project = two_sites().replacing_at("tenants/acme/contracts/lease/name", "Lease " * 20)
    inspector = inspector_on(qtbot, project)
    inspector.show_path(LEASE)
    line = inspector.form.fields["name"].field
    assert isinstance(line, FieldLine)
    assert line.cursorPosition() == 0

    line.setFocus(Qt.FocusReason.TabFocusReason)
    assert line.selectedText() == line.text()
    assert line.cursorPosition() == 0
    line.end(False)
    inspector.form.fields["mw"].focus_target.setFocus(Qt.FocusReason.TabFocusReason)
    assert line.cursorPosition() == 0


def test_a_text_that_has_no_room_ends_in_dots_and_is_told_on_hover(qtbot: QtBot) -> None:
    inspector = inspector_on(qtbot, two_sites())
    inspector.show_path(LEASE)
    line = inspector.form.fields["name"].field
    assert isinstance(line, FieldLine)

    inspector.form.state.document.edit(
        "Name", two_sites().replacing_at(f"{LEASE}/name", "illiilliil" * 20)
    )
    QApplication.processEvents()
    picture = line.grab().toImage()
    assert line.toolTip() == "illiilliil" * 20
    # Of dots only the lowest part of the line is dark, of letters like these all of it.
    low, high = line.height() // 2 + 3, line.height() // 2 - 3
    right = line.width() - 22
    dark = QColor(LIGHT.raised).lightness() - 80
    last = range(right, line.width() - 8)
    assert any(picture.pixelColor(x, low).lightness() < dark for x in last) or any(
        picture.pixelColor(x, low + 1).lightness() < dark for x in last
    )
    assert all(picture.pixelColor(x, high).lightness() >= dark for x in last)


def test_a_date_that_was_overridden_is_told_whole_or_on_hover(qtbot: QtBot) -> None:
    stored = two_sites()
    path = f"{LEASE}/start"
    outcome = "uncertainties/terms/outcomes/bad/overrides"
    override = type(stored.at(outcome)[0]).model_validate({"path": path, "value": "2026-09-01"})
    project = stored.replacing_at(outcome, (*stored.at(outcome), override))
    inspector = inspector_on(qtbot, project)
    inspector.show_path(LEASE)
    inspector.set_case(case_of(project, Choice(None, {"terms": "bad"})))
    line = inspector.form.fields["start"].field
    assert isinstance(line, FieldLine)

    assert line.text() == "2026-09-01"
    assert line.textMargins().right() == 0  # no room is kept for a part of a date
    assert "was 2026-05-01" in line.toolTip()


def test_what_a_figure_was_is_told_whole_in_fewer_words_or_not_at_all(qtbot: QtBot) -> None:
    path = f"{LEASE}/accelerators"
    outcome = "uncertainties/terms/outcomes/bad/overrides"
    plan = two_sites().replacing_at(path, 220_000)
    override = type(plan.at(outcome)[0]).model_validate({"path": path, "value": 325_000})
    project = plan.replacing_at(outcome, (*plan.at(outcome), override))
    inspector = inspector_on(qtbot, project)
    inspector.show_path(LEASE)
    inspector.set_case(case_of(project, Choice(None, {"terms": "bad"})))
    line = inspector.form.fields["accelerators"].field
    assert isinstance(line, FieldLine)

    written = set()
    for width in range(340, 90, -3):
        line.setFixedWidth(width)
        QApplication.processEvents()
        written |= {each.text for each in painted_texts(line)}

    assert written == {"325,000", "was 220,000 · Terms", "was 220,000", "220,000"}


def test_what_a_choice_was_stands_beside_it_or_is_told_on_hover(qtbot: QtBot) -> None:
    outcome = "uncertainties/terms/outcomes/bad/overrides"
    plan = two_sites()
    override = type(plan.at(outcome)[0]).model_validate(
        {"path": f"{LEASE}/basis", "value": "per_mw_month"}
    )
    project = plan.replacing_at(outcome, (*plan.at(outcome), override))
    inspector = inspector_on(qtbot, project)
    inspector.show_path(LEASE)
    inspector.set_case(case_of(project, Choice(None, {"terms": "bad"})))
    box = inspector.form.fields["basis"].field

    written = {}
    for width in (150, 400):
        box.setFixedWidth(width)
        QApplication.processEvents()
        written[width] = [each.text for each in painted_texts(box)]
        told = "" if width == 400 else "was Fixed fee · Terms"
        assert box.toolTip() == told

    assert written == {150: ["Per MW-month"], 400: ["Per MW-month", "was Fixed fee · Terms"]}


def test_what_stands_alone_is_named_once(qtbot: QtBot) -> None:
    inspector = inspector_on(qtbot, two_sites())

    for path in ("market", "settings", "valuation"):
        inspector.show_path(path)
        assert inspector.title.isVisible()
        assert not inspector.kind.isVisible()
    inspector.show_path(LEASE)
    assert inspector.kind.isVisible()


def test_a_very_long_name_takes_two_lines_and_is_told_on_hover(qtbot: QtBot) -> None:
    plan = long_named_plan(FEWEST_DRAWS)
    inspector = inspector_on(qtbot, plan)
    refresh = next(path for path in one_of_each(plan, -1) if "/refreshes/" in path)

    inspector.show_path(refresh)

    for words in (inspector.title, inspector.kind):
        assert words.height() <= 2 * words.fontMetrics().lineSpacing() + 2
        assert "…" in words.text()
        assert words.toolTip() == words.words
        assert words.heightForWidth(words.width()) <= words.height()
    inspector.resize(2000, HEIGHT)
    assert inspector.title.text().replace("\u200b", "") == inspector.title.words
    assert inspector.title.toolTip() == ""


def test_bounds_are_told_as_numbers_are_shown(qtbot: QtBot) -> None:
    inspector = inspector_on(qtbot, two_sites())
    inspector.show_path(LEASE)
    said = []
    for name in ("mw", "usage"):
        inspector.form.fields[name].focus_target.setFocus(Qt.FocusReason.TabFocusReason)
        said.append(inspector.form.help.text().replace("\N{NO-BREAK SPACE}", " "))

    assert "between 0 MW and 1,000,000 MW" in said[0]
    assert "between 0 % and 100 %" in said[1]
