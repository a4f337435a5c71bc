"""Overrides of strategies and outcomes: chosen by name, typed as values or factors."""

import random
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from planner.charts.palette import LIGHT
from planner.document.document import Document
from planner.document.identity import renamed
from planner.domain.project import Project
from planner.domain.strategy import Override
from planner.editors.cell import Role, State
from planner.editors.delegate import ChoiceEditor
from planner.editors.override_conflicts import conflicts_of
from planner.editors.override_model import OverrideModel, Place
from planner.editors.override_view import OverrideView
from planner.editors.path_completion import PathCompletion
from planner.editors.plan_paths import PathNames, finder_for
from planner.editors.range_preview import RangePreview
from tests.editors.plan import two_sites

ENGLISH = QLocale("en_US")
KEEP = "strategies/keep"
BAD = "uncertainties/terms/outcomes/bad"
LEASE = "tenants/acme/contracts/lease"
SLICE = "tenants/acme/contracts/slice"
EDIT = Qt.ItemDataRole.EditRole
Key = Qt.Key


def plain(text: object) -> str:
    return str(text).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def document(qapp: object) -> Iterator[Document]:
    before = QLocale()
    QLocale.setDefault(ENGLISH)
    yield Document(two_sites())
    QLocale.setDefault(before)


@pytest.fixture
def model(document: Document) -> OverrideModel:
    made = OverrideModel(document, ENGLISH, document)
    tester = QAbstractItemModelTester(
        made, QAbstractItemModelTester.FailureReportingMode.Fatal, made
    )
    assert tester.model() is made
    made.hold(BAD)
    return made


def shown(model: OverrideModel) -> list[tuple[str, ...]]:
    return [
        tuple(plain(model.index(row, column).data()) for column in range(len(Place)))
        for row in range(model.rowCount())
    ]


def overrides(document: Document, path: str) -> list[tuple[str, object, object]]:
    found: tuple[Override, ...] = document.project.at(path).overrides
    return [(each.path, each.value, each.factor) for each in found]


def test_each_override_says_what_it_changes_to_what_and_from_what(model: OverrideModel) -> None:
    assert shown(model) == [
        ("Acme › Lease › Lock-in", "3", "0"),
        ("Acme › Slice › Price", "× 1.4", "0.9 to 5.2"),
        ("Add a field…", "", ""),
    ]
    assert plain(model.cell(model.index(1, Place.VALUE)).suffix) == "= 1.26 to 7.28"


def test_a_value_is_typed_in_the_unit_of_its_field(
    model: OverrideModel, document: Document
) -> None:
    model.hold(KEEP)
    model.setData(model.index(2, Place.FIELD), "Acme › Lease › Contracted power")
    added = overrides(document, KEEP)[2]
    model.setData(model.index(2, Place.VALUE), "0.1 to 0.2 GW")

    assert added == (f"{LEASE}/mw", 90, None)
    assert overrides(document, KEEP)[2] == (f"{LEASE}/mw", "100 to 200", None)
    assert document.undo_text == "Change Acme › Lease › Contracted power in Keep it"
    document.undo()
    document.undo()
    assert document.project == two_sites()


def test_a_factor_is_typed_with_its_sign(model: OverrideModel, document: Document) -> None:
    for text in ("× 0.7", "x0.7", "* 70 %", "×0.7"):
        model.setData(model.index(1, Place.VALUE), "2")
        model.setData(model.index(1, Place.VALUE), text)
        assert overrides(document, BAD)[1] == (f"{SLICE}/price", None, 0.7)
    assert shown(model)[1][1] == "× 0.7"


@pytest.mark.parametrize(
    ("row", "text", "reason"),
    [
        (0, "-3", "Lock-in: -3 is out of bounds"),
        (0, "soon", "“soon” is not a number"),
        (1, "0.9 too 5.2", "“0.9 too 5.2” is neither a number nor a range"),
    ],
)
def test_a_value_that_the_field_refuses_stays_typed_with_its_reason(
    model: OverrideModel, document: Document, row: int, text: str, reason: str
) -> None:
    index = model.index(row, Place.VALUE)
    accepted = model.setData(index, text)
    refusal = model.refusal_at(index)

    assert not accepted
    assert refusal is not None
    assert reason in refusal.message
    assert (index.data(), index.data(Role.STATE)) == (text, State.REFUSED)
    assert list(model.refusals) == [f"{BAD}/overrides/{row}"]
    assert not document.modified
    model.drop_refusal_at(index)
    assert model.refusals == {}


def test_what_is_no_number_takes_no_factor(model: OverrideModel, document: Document) -> None:
    model.hold(KEEP)
    model.setData(model.index(0, Place.VALUE), "× 0.5")
    refusal = model.refusal_at(model.index(0, Place.VALUE))

    assert refusal is not None
    assert "no number to multiply" in refusal.message
    assert not document.modified


def test_a_field_that_is_not_there_is_refused(model: OverrideModel, document: Document) -> None:
    model.setData(model.index(2, Place.FIELD), "nowhere at all")
    refusal = model.refusal_at(model.index(2, Place.FIELD))

    assert refusal is not None
    assert "take one from the list" in refusal.message
    assert not document.modified


def test_another_field_begins_with_its_value_as_written(
    model: OverrideModel, document: Document
) -> None:
    model.setData(model.index(0, Place.FIELD), f"{SLICE}/take_or_pay")

    assert overrides(document, BAD)[0] == (f"{SLICE}/take_or_pay", 0.45, None)
    assert shown(model)[0][1:] == ("45 %", "45 %")


def test_overrides_are_removed_as_one_step(model: OverrideModel, document: Document) -> None:
    model.remove([0, 1])

    assert overrides(document, BAD) == []
    assert document.undo_text == "Remove 2 overrides of Bad"
    document.undo()
    assert document.project == two_sites()


def test_a_clash_is_marked_on_both_sides(document: Document, model: OverrideModel) -> None:
    strategy = document.project.strategies[0]
    clash = Override(path=f"{LEASE}/lock_in", value=6)
    after = document.project.replacing_at(f"{KEEP}/overrides", (*strategy.overrides, clash))
    document.edit("Clash", after)

    assert model.cell(model.index(0, Place.FIELD)).warned
    assert not model.cell(model.index(1, Place.FIELD)).warned
    assert "both set" in model.conflicts_at(0)[0]
    assert [bool(each) for each in conflicts_of(after, KEEP)] == [False, False, True]


def test_a_path_that_leads_nowhere_is_marked(document: Document, model: OverrideModel) -> None:
    lost = (Override(path="tenants/gone/demand", factor=2.0),)
    document.edit("Lost", document.project.replacing_at(f"{BAD}/overrides", lost))

    assert model.cell(model.index(0, Place.FIELD)).warned
    assert shown(model)[0] == ("tenants/gone/demand", "× 2", "—")
    assert "does not exist" in model.conflicts_at(0)[0]


def test_a_renamed_outcome_or_field_is_followed(document: Document, model: OverrideModel) -> None:
    document.edit("Id", renamed(document.project, BAD, "worse"))
    document.edit("Id", renamed(document.project, LEASE, "deal"))

    assert model.holder == "uncertainties/terms/outcomes/worse"
    assert model.overrides[0].path == "tenants/acme/contracts/deal/lock_in"
    assert shown(model)[0][0] == "Acme › Lease › Lock-in"
    document.edit("Gone", document.project.removing("uncertainties/terms"))
    assert model.holder == ""
    assert model.rowCount() == 0


def test_random_edits_undone_lead_back_to_the_start(
    document: Document, model: OverrideModel
) -> None:
    chance = random.Random(7)
    fields = [f"{LEASE}/price", f"{LEASE}/active", "market/spot_price", f"{SLICE}/facilities", "no"]
    texts = ["3", "× 0.5", "250 to 320", "yes", "north", "", "nonsense", "2026-05"]
    for _ in range(120):
        model.hold(chance.choice([BAD, KEEP]))
        row = chance.randrange(model.rowCount())
        action = chance.random()
        if action < 0.35:
            model.setData(model.index(row, Place.FIELD), chance.choice(fields))
        elif action < 0.8:
            model.setData(model.index(row, Place.VALUE), chance.choice(texts))
        elif action < 0.9:
            model.remove([row])
        else:
            document.undo()
        for line in shown(model):
            assert all(isinstance(text, str) for text in line)
    while document.undo_stack.canUndo():
        document.undo()

    assert document.project == two_sites()


class Desk:
    """The overrides of the bad outcome, in a window, and somebody who types."""

    def __init__(self, qtbot: QtBot, document: Document, path: str) -> None:
        self.qtbot, self.document = qtbot, document
        self.window = QWidget()
        self.model = OverrideModel(document, ENGLISH, self.window)
        self.view = OverrideView(self.model, LIGHT, self.window)
        qtbot.addWidget(self.window)
        self.window.resize(1200, 800)
        self.view.setGeometry(0, 560, 900, 240)
        self.model.hold(path)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.view.setFocus()

    def open(self, row: int, place: Place) -> QWidget:
        self.view.setCurrentIndex(self.model.index(row, place))
        QTest.keyClick(self.view, Key.Key_F2)
        editor = QApplication.focusWidget()
        assert editor is not None
        assert editor is not self.view
        if isinstance(editor, QLineEdit):
            editor.selectAll()
        return editor

    def is_idle(self) -> bool:
        return self.view.state() == self.view.State.NoState

    @property
    def place(self) -> tuple[int, int]:
        index: QModelIndex = self.view.currentIndex()
        return index.row(), index.column()


# What the offscreen platform says when a list opens.
@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_words_offer_fields_and_the_chosen_one_leads_to_its_value(
    qtbot: QtBot, document: Document
) -> None:
    desk = Desk(qtbot, document, BAD)
    editor = desk.open(2, Place.FIELD)
    QTest.keyClicks(editor, "slice or pay")
    completion = editor.findChild(PathCompletion)
    assert isinstance(completion, PathCompletion)
    popup = completion.completer.popup()
    assert popup is not None
    offered = [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())]
    popup.setCurrentIndex(popup.model().index(0, 0))
    QTest.keyClick(popup, Key.Key_Return)
    qtbot.waitUntil(desk.is_idle)

    assert offered == ["Acme › Slice › Take or pay"]
    assert overrides(document, BAD)[2] == (f"{SLICE}/take_or_pay", 0.45, None)
    assert desk.place == (2, Place.VALUE)


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_the_list_of_fields_is_as_wide_as_their_titles_and_stays_in_the_window(
    qtbot: QtBot,
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(0, 0, 700, 120)
    line = QLineEdit(window)
    line.setGeometry(560, 80, 130, 26)
    name = "Acme, operated jointly with its affiliates"
    project = two_sites().replacing_at("tenants/acme/name", name)
    completion = PathCompletion(line, PathNames(project, finder_for(Override, "path")))
    window.show()
    QTest.keyClicks(line, "take or pay")

    popup = completion.completer.popup()
    assert popup is not None
    assert popup.isVisible()
    assert popup.width() > line.width()
    assert popup.sizeHintForColumn(0) <= popup.viewport().width()
    assert popup.geometry().right() <= window.geometry().right() + 1
    popup.hide()


def test_a_flag_is_chosen_from_yes_and_no(qtbot: QtBot, document: Document) -> None:
    desk = Desk(qtbot, document, KEEP)
    editor = desk.open(0, Place.VALUE)
    assert isinstance(editor, ChoiceEditor)
    before = editor.chosen()
    QTest.keyClick(editor, Key.Key_Up)
    QTest.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(desk.is_idle)

    assert before == "false"
    assert overrides(document, KEEP)[0] == (f"{LEASE}/active", True, None)


def test_a_range_has_its_preview_and_a_factor_none(qtbot: QtBot, document: Document) -> None:
    desk = Desk(qtbot, document, BAD)
    editor = desk.open(1, Place.VALUE)
    assert isinstance(editor, QLineEdit)
    preview = desk.window.findChild(RangePreview)
    assert isinstance(preview, RangePreview)
    QTest.keyClicks(editor, "1 to 2")
    with_range = preview.isVisible()
    editor.selectAll()
    QTest.keyClicks(editor, "× 0.7")
    qtbot.wait(600)

    assert with_range
    assert not preview.isVisible()


def test_insert_and_delete_add_and_remove(qtbot: QtBot, document: Document) -> None:
    desk = Desk(qtbot, document, BAD)
    desk.view.setCurrentIndex(desk.model.index(0, Place.VALUE))
    QTest.keyClick(desk.view, Key.Key_Delete)
    gone = overrides(document, BAD)
    QTest.keyClick(desk.view, Key.Key_Insert)

    assert gone == [(f"{SLICE}/price", None, 1.4)]
    assert desk.place == (1, Place.FIELD)
    assert desk.view.state() == desk.view.State.EditingState


def test_return_after_a_value_leads_down(qtbot: QtBot, document: Document) -> None:
    desk = Desk(qtbot, document, BAD)
    editor = desk.open(0, Place.VALUE)
    QTest.keyClicks(editor, "6")
    QTest.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(desk.is_idle)

    assert overrides(document, BAD)[0] == (f"{LEASE}/lock_in", 6, None)
    assert desk.place == (1, Place.VALUE)


def test_a_new_plan_holds_nothing(document: Document, model: OverrideModel) -> None:
    document.open(Project.model_validate({"settings": {"start": "2030-01"}}))

    assert (model.holder, model.rowCount()) == ("", 0)
