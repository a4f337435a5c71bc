"""Typing, pasting and choosing in a real table, as a person would."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from planner.charts.palette import LIGHT
from planner.document.document import Document
from planner.editors.cell import Role, State
from planner.editors.delegate import ChoiceEditor
from planner.editors.references_editor import ReferencesEditor
from planner.editors.refusal_note import RefusalNote
from planner.editors.table_model import EntityTableModel
from planner.editors.table_view import COMPACT_ROW_HEIGHT, ROW_HEIGHT, EntityTableView
from planner.editors.tables import PHASES, RENT_ROLL, TENANTS, Table
from tests.editors.plan import many_tenants, two_sites

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LEASE = "tenants/acme/contracts/lease"
SLICE = "tenants/acme/contracts/slice"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


class Desk:
    """A table on screen with hands on the keyboard."""

    def __init__(self, qtbot: QtBot, document: Document, table: Table = RENT_ROLL) -> None:
        self.qtbot, self.document = qtbot, document
        self.model = EntityTableModel(document, table, parent=document)
        QAbstractItemModelTester(
            self.model, QAbstractItemModelTester.FailureReportingMode.Fatal, self.model
        )
        self.view = EntityTableView(self.model, LIGHT)
        qtbot.addWidget(self.view)
        self.view.resize(1400, 500)
        with qtbot.waitExposed(self.view):
            self.view.show()
        self.view.setFocus()

    def go(self, path: str) -> QModelIndex:
        index = self.model.index_of(path)
        assert index.isValid()
        self.view.go(index.row(), index.column())
        return index

    def select(self, first: str, last: str) -> None:
        start, end = self.go(first), self.model.index_of(last)
        selection = self.view.selectionModel()
        for row in range(start.row(), end.row() + 1):
            for column in range(start.column(), end.column() + 1):
                if not self.view.isColumnHidden(column):
                    index = self.model.index(row, column)
                    selection.select(index, selection.SelectionFlag.Select)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.view, key, modifier)

    def editor(self) -> QWidget:
        kinds = (QLineEdit, ChoiceEditor, ReferencesEditor)
        found = [
            e for kind in kinds for e in self.view.viewport().findChildren(kind) if e.isVisible()
        ]
        assert len(found) == 1
        return found[0]

    def type_into(self, text: str, end: Qt.Key = Key.Key_Return) -> None:
        """F2, the text in place of what is there, and a key that ends it."""
        editor = self.open_to_replace()
        QTest.keyClicks(editor, text)
        self.end(editor, end)

    def open_to_replace(self) -> QWidget:
        """F2 and Ctrl+A: the editor with all that stands in it selected."""
        self.press(Key.Key_F2)
        editor = self.editor()
        if isinstance(editor, QLineEdit):
            editor.selectAll()
        return editor

    def end(self, editor: QWidget, key: Qt.Key) -> None:
        QTest.keyClick(editor, key)
        self.qtbot.waitUntil(self.is_idle)

    def is_idle(self) -> bool:
        return self.view.state() == self.view.State.NoState

    @property
    def place(self) -> str:
        return self.model.path_of(self.view.currentIndex())

    def field(self, path: str) -> object:
        value = self.document.project.at(path)
        return getattr(value, "text", value)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot, Document(two_sites()))


def test_f2_a_range_and_return_change_the_plan_and_lead_down(desk: Desk) -> None:
    desk.go(f"{LEASE}/mw")
    desk.type_into("250 to 320")

    assert desk.field(f"{LEASE}/mw") == "250 to 320"
    assert desk.place == f"{SLICE}/mw"


def test_a_column_widens_for_what_is_entered_and_so_does_the_editor_before(desk: Desk) -> None:
    index = desk.go(f"{LEASE}/mw")
    narrow = desk.view.columnWidth(index.column())
    editor = desk.open_to_replace()
    QTest.keyClicks(editor, "triangular(250, 300, 320)")
    typed = editor.width()
    desk.end(editor, Key.Key_Return)

    assert typed > narrow
    assert desk.view.columnWidth(index.column()) > narrow


def test_f2_goes_on_writing_where_the_entry_ends(desk: Desk) -> None:
    desk.go(f"{LEASE}/name")
    before = str(desk.field(f"{LEASE}/name"))
    desk.press(Key.Key_F2)
    editor = desk.editor()
    QTest.keyClicks(editor, ", second")
    desk.end(editor, Key.Key_Return)

    assert desk.field(f"{LEASE}/name") == f"{before}, second"


def test_suffixes_are_read_in_the_fields_unit(desk: Desk) -> None:
    desk.go(f"{LEASE}/mw")
    desk.type_into("1.2 GW")
    desk.go(f"{LEASE}/price")
    desk.type_into("$1.25bn")

    assert desk.field(f"{LEASE}/mw") == 1200
    assert desk.field(f"{LEASE}/price") == 1250


def test_tab_commits_and_leads_right_over_hidden_columns(desk: Desk) -> None:
    desk.go(f"{LEASE}/mw")
    desk.type_into("95", Key.Key_Tab)

    assert desk.field(f"{LEASE}/mw") == 95
    assert desk.place == f"{LEASE}/basis"
    assert desk.is_idle()


def test_typing_replaces_what_stands_there(desk: Desk) -> None:
    desk.go(f"{LEASE}/mw")
    desk.press(Key.Key_7)
    editor = desk.editor()
    QTest.keyClicks(editor, "7")
    desk.end(editor, Key.Key_Return)

    assert desk.field(f"{LEASE}/mw") == 77


def test_a_percentage_opens_as_it_is_read(desk: Desk) -> None:
    desk.go(f"{SLICE}/take_or_pay")
    desk.press(Key.Key_F2)
    editor = desk.editor()

    assert isinstance(editor, QLineEdit)
    assert editor.text().replace("\u00a0", " ") == "45 %"


def test_escape_leaves_the_value_and_the_place(desk: Desk) -> None:
    desk.go(f"{LEASE}/mw")
    desk.press(Key.Key_F2)
    editor = desk.editor()
    QTest.keyClicks(editor, "5")
    desk.end(editor, Key.Key_Escape)

    assert desk.field(f"{LEASE}/mw") == 90
    assert desk.place == f"{LEASE}/mw"
    assert not desk.document.modified


def test_return_on_an_untouched_entry_is_no_step(desk: Desk) -> None:
    desk.go(f"{SLICE}/price")
    desk.press(Key.Key_F2)
    desk.end(desk.editor(), Key.Key_Return)

    assert not desk.document.modified


def test_a_refused_entry_stays_in_its_cell_with_a_sentence_beneath(desk: Desk) -> None:
    index = desk.go(f"{SLICE}/price")
    desk.type_into("0.9 too 5.2")
    note = desk.view.findChild(RefusalNote)

    assert desk.field(f"{SLICE}/price") == "0.9 to 5.2"
    assert index.data() == "0.9 too 5.2"
    assert index.data(Role.STATE) == State.REFUSED
    assert desk.place == f"{SLICE}/price"
    assert isinstance(note, RefusalNote)
    assert note.isVisible()
    assert note.message.startswith("Price stays 0.9 to 5.2.")
    assert note.geometry().top() > desk.view.visualRect(index).bottom()


def test_a_refused_entry_is_put_right_from_its_own_text(desk: Desk) -> None:
    desk.go(f"{SLICE}/price")
    desk.type_into("0.9 too 5.2")
    desk.press(Key.Key_F2)
    editor = desk.editor()
    assert isinstance(editor, QLineEdit)
    typed = editor.text()
    editor.setText("0.8 to 5.2")
    desk.end(editor, Key.Key_Return)
    note = desk.view.findChild(RefusalNote)

    assert typed == "0.9 too 5.2"
    assert desk.field(f"{SLICE}/price") == "0.8 to 5.2"
    assert desk.model.refusals == {}
    assert isinstance(note, RefusalNote)
    assert not note.isVisible()


def test_escape_on_a_refused_cell_shows_the_value_again(desk: Desk) -> None:
    index = desk.go(f"{SLICE}/price")
    desk.type_into("x")
    desk.press(Key.Key_Escape)

    assert index.data() == "0.9 to 5.2"
    assert desk.model.refusals == {}


def test_a_choice_is_made_with_the_keyboard(desk: Desk) -> None:
    desk.go(f"{LEASE}/basis")
    desk.press(Key.Key_F2)
    editor = desk.editor()
    QTest.keyClick(editor, Key.Key_Down)
    desk.end(editor, Key.Key_Return)

    assert desk.field(f"{LEASE}/basis") == "per_mw_month"


# What the offscreen platform says when a list opens.
@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_a_choice_taken_from_the_open_list_is_committed_at_once(desk: Desk) -> None:
    desk.go(f"{LEASE}/basis")
    desk.press(Key.Key_F2)
    editor = desk.editor()
    assert isinstance(editor, ChoiceEditor)
    editor.showPopup()
    popup = editor.view()
    popup.setCurrentIndex(editor.model().index(2, 0))
    QTest.keyClick(popup, Key.Key_Return)
    desk.qtbot.waitUntil(desk.is_idle)

    assert desk.field(f"{LEASE}/basis") == "per_gpu_hour"


def test_an_optional_choice_can_be_none(desk: Desk) -> None:
    desk.document.edit("Basis", desk.document.project.replacing_at(f"{LEASE}/mw_basis", "it"))
    desk.view.show_path(f"{LEASE}/mw_basis")
    desk.press(Key.Key_F2)
    editor = desk.editor()
    QTest.keyClick(editor, Key.Key_Home)
    desk.end(editor, Key.Key_Return)

    assert desk.field(f"{LEASE}/mw_basis") is None


def test_references_are_ticked_in_a_list(desk: Desk) -> None:
    desk.view.show_path(f"{LEASE}/facilities")
    desk.press(Key.Key_F2)
    editor = desk.editor()
    assert isinstance(editor, ReferencesEditor)
    assert editor.chosen() == ("north",)
    QTest.keyClick(editor, Key.Key_Down)
    QTest.keyClick(editor, Key.Key_Space)
    desk.end(editor, Key.Key_Return)

    assert desk.field(f"{LEASE}/facilities") == ("north", "south")


def test_flags_turn_by_space_and_by_a_click_on_the_box(desk: Desk) -> None:
    index = desk.go(f"{LEASE}/active")
    desk.press(Key.Key_Space)
    by_space = desk.field(f"{LEASE}/active")
    box = desk.view.visualRect(index).center()
    QTest.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=box)
    by_click = desk.field(f"{LEASE}/active")
    corner = desk.view.visualRect(index).topLeft() + QPoint(3, 3)
    QTest.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=corner)

    assert (by_space, by_click, desk.field(f"{LEASE}/active")) == (False, True, True)


def test_an_edit_elsewhere_does_not_wipe_out_what_is_being_typed(desk: Desk) -> None:
    desk.go(f"{LEASE}/mw")
    editor = desk.open_to_replace()
    QTest.keyClicks(editor, "12")
    after = desk.document.project.replacing_at(f"{LEASE}/mw", 50)
    desk.document.edit("Elsewhere", after)
    desk.end(editor, Key.Key_Return)

    assert desk.field(f"{LEASE}/mw") == 12


def test_a_name_in_the_last_row_adds_a_contract_and_tab_goes_on_in_it(desk: Desk) -> None:
    desk.view.go(2, 1)
    desk.type_into("New lease", Key.Key_Tab)

    assert desk.field("tenants/acme/contracts/new-lease/name") == "New lease"
    assert desk.place == "tenants/acme/contracts/new-lease/active"


def test_copy_and_paste_go_through_tab_separated_text(desk: Desk) -> None:
    desk.select(f"{LEASE}/mw", f"{SLICE}/price")
    desk.press(Key.Key_C, CTRL)

    assert (
        QGuiApplication.clipboard().text() == "90\tFixed fee\t250\n10\tPer MW-month\t0.9 to 5.2\n"
    )


def test_pasted_cells_are_one_step_and_only_the_refused_are_left(desk: Desk) -> None:
    noted: list[str] = []
    desk.view.noted.connect(noted.append)
    QGuiApplication.clipboard().setText("100\tper GPU-hour\t2.5\n200\tPer moon\t3 to 4\n")
    desk.go(f"{LEASE}/mw")
    desk.press(Key.Key_V, CTRL)

    assert desk.field(f"{LEASE}/mw") == 100
    assert desk.field(f"{LEASE}/basis") == "per_gpu_hour"
    assert desk.field(f"{LEASE}/price") == 2.5
    assert desk.field(f"{SLICE}/mw") == 200
    assert desk.field(f"{SLICE}/basis") == "per_mw_month"
    assert desk.field(f"{SLICE}/price") == "3 to 4"
    assert list(desk.model.refusals) == [f"{SLICE}/basis"]
    assert noted == ["5 entered, 1 refused and marked."]
    assert desk.document.undo_stack.count() == 1
    desk.document.undo()
    assert desk.document.project == two_sites()


def test_one_copied_cell_fills_all_that_is_selected(desk: Desk) -> None:
    QGuiApplication.clipboard().setText("6")
    desk.select(f"{LEASE}/lock_in", f"{SLICE}/tenant_notice")
    desk.press(Key.Key_V, CTRL)

    values = {
        desk.field(f"{p}/{n}")
        for p in (LEASE, SLICE)
        for n in ("lock_in", "landlord_notice", "tenant_notice")
    }
    assert values == {6}


def test_what_is_pasted_below_the_last_row_becomes_new_rows(desk: Desk) -> None:
    QGuiApplication.clipboard().setText("Third\tYes\t30\nFourth\tNo\t40\n")
    desk.view.go(2, 1)
    desk.press(Key.Key_V, CTRL)

    assert desk.field("tenants/acme/contracts/third/mw") == 30
    assert desk.field("tenants/acme/contracts/fourth/active") is False
    assert desk.document.undo_stack.count() == 1


def test_computed_cells_are_passed_over_by_a_paste(desk: Desk) -> None:
    desk.select(f"{LEASE}/price", f"{LEASE}/start")
    desk.press(Key.Key_C, CTRL)
    desk.go(f"{SLICE}/price")
    desk.press(Key.Key_V, CTRL)

    assert desk.field(f"{SLICE}/price") == 250
    assert desk.field(f"{SLICE}/start") == "2026-05-01"
    assert desk.model.refusals == {}


def test_ctrl_d_fills_the_selection_from_its_top(desk: Desk) -> None:
    desk.select(f"{LEASE}/mw", f"{SLICE}/price")
    desk.press(Key.Key_D, CTRL)

    assert desk.field(f"{SLICE}/mw") == 90
    assert desk.field(f"{SLICE}/basis") == "fixed_fee"
    assert desk.field(f"{SLICE}/price") == 250
    assert desk.document.undo_text == "Fill down"
    assert desk.document.undo_stack.count() == 1


def test_ctrl_d_in_one_cell_takes_the_value_above(desk: Desk) -> None:
    desk.go(f"{SLICE}/term")
    desk.press(Key.Key_D, CTRL)

    assert desk.field(f"{SLICE}/term") == 36


def test_delete_clears_to_the_defaults_as_one_step(desk: Desk) -> None:
    desk.select(f"{SLICE}/price", f"{SLICE}/term")
    desk.press(Key.Key_Delete)

    assert [desk.field(f"{SLICE}/{n}") for n in ("price", "start", "term")] == [0, None, None]
    assert desk.document.undo_stack.count() == 1


def test_delete_in_a_refused_cell_takes_the_refused_text_too(desk: Desk) -> None:
    index = desk.go(f"{SLICE}/price")
    desk.type_into("x")
    desk.press(Key.Key_Delete)

    assert desk.model.refusals == {}
    assert index.data(Role.STATE) == State.DEFAULT


def test_cut_copies_and_clears(desk: Desk) -> None:
    desk.go(f"{LEASE}/price")
    desk.press(Key.Key_X, CTRL)

    assert QGuiApplication.clipboard().text() == "250\n"
    assert desk.field(f"{LEASE}/price") == 0


def test_rows_are_added_copied_moved_and_removed(desk: Desk) -> None:
    desk.go(f"{LEASE}/name")
    desk.press(Key.Key_Insert)
    added = desk.place
    desk.view.commands.duplicate_rows()
    desk.press(Key.Key_Up, ALT)
    order = [row.entity.id for row in desk.model.rows]
    desk.view.commands.remove_rows()

    assert added == "tenants/acme/contracts/new-contract/name"
    assert order == ["lease", "slice", "new-contract-copy", "new-contract"]
    assert [row.entity.id for row in desk.model.rows] == ["lease", "slice", "new-contract"]


def test_what_cannot_be_removed_says_why_and_what_went_along_is_told(qtbot: QtBot) -> None:
    desk = Desk(qtbot, Document(two_sites()), TENANTS)
    noted: list[str] = []
    desk.view.noted.connect(noted.append)
    desk.go("tenants/acme/name")
    desk.view.commands.remove_rows()

    assert noted == [
        "Removed from or with it: strategy Keep it, outcome Terms › Bad, source price."
        " Undo brings all back."
    ]


def test_an_entry_of_a_flattened_table_is_added_to_the_parent_that_is_chosen(qtbot: QtBot) -> None:
    desk = Desk(qtbot, Document(two_sites()), PHASES)
    menu = desk.view.commands.row_menu()
    parents = [m for m in menu.findChildren(QMenu) if m.title() == "Add phase to"]
    action = next(a for a in parents[0].actions() if a.text() == "North")
    action.trigger()

    assert desk.place == "facilities/north/phases/new-phase/name"
    menu.deleteLater()


def test_columns_are_chosen_and_the_last_one_stays(desk: Desk) -> None:
    desk.view.show_columns(["name", "mw"])
    menu = desk.view.commands.columns_menu()
    actions = {action.text(): action for action in menu.actions()}
    actions["Recognition"].trigger()
    actions["MW"].trigger()
    actions["Recognition"].trigger()
    actions["Contract"].trigger()

    assert desk.view.shown_columns() == ["name"]
    menu.deleteLater()


@pytest.mark.qt_log_ignore(
    "does not support raise", "does not support grabbing the keyboard"
)  # of the platform without a screen, when a menu opens
def test_several_columns_are_chosen_before_their_menu_is_closed(desk: Desk) -> None:
    desk.view.show_columns(["name", "mw"])
    menu = desk.view.commands.columns_menu()
    actions = {action.text(): action for action in menu.actions()}
    menu.popup(desk.view.mapToGlobal(desk.view.rect().topLeft()))

    for name in ("MW", "Contract"):
        middle = menu.actionGeometry(actions[name]).center()
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=middle)
        assert menu.isVisible()
    assert desk.view.shown_columns() == ["name"]
    assert actions["Contract"].isChecked()
    menu.setActiveAction(actions["Term, mo"])
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert menu.isVisible()
    assert desk.view.shown_columns() == ["name", "term"]
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert not menu.isVisible()
    assert desk.view.shown_columns() == ["name"]
    menu.deleteLater()


def test_a_problem_jumps_to_its_cell_even_in_a_hidden_column(desk: Desk) -> None:
    assert desk.view.show_path(f"{SLICE}/recognition")
    assert desk.place == f"{SLICE}/recognition"
    assert "recognition" in desk.view.shown_columns()
    assert not desk.view.show_path("facilities/north/pue")


def test_the_path_under_the_cursor_is_told(desk: Desk) -> None:
    told: list[str] = []
    desk.view.current_path_changed.connect(told.append)
    desk.go(f"{SLICE}/mw")
    desk.view.setCurrentIndex(desk.model.index(0, 0))

    assert told == [f"{SLICE}/mw", LEASE]


def test_rows_are_26_px_high_and_22_where_compact(desk: Desk) -> None:
    comfortable = desk.view.rowHeight(0)
    desk.view.set_compact(True)

    assert (comfortable, desk.view.rowHeight(0)) == (ROW_HEIGHT, COMPACT_ROW_HEIGHT)


def test_a_full_circle_of_copying_changes_nothing(desk: Desk) -> None:
    every = [c.name for c in desk.model.columns if c.name != "id"]
    desk.view.show_columns(every)
    desk.view.selectAll()
    desk.press(Key.Key_C, CTRL)
    rows = QGuiApplication.clipboard().text().splitlines()[:2]
    QGuiApplication.clipboard().setText("\n".join(rows))
    desk.view.setCurrentIndex(desk.model.index(0, 0))
    desk.press(Key.Key_V, CTRL)

    assert desk.model.refusals == {}
    assert desk.document.project == two_sites()


def test_2000_tenants_open_and_scroll_without_measuring_them_all(qtbot: QtBot) -> None:
    desk = Desk(qtbot, Document(many_tenants(2_000)), TENANTS)
    desk.press(Key.Key_End, CTRL)
    desk.view.grab()

    assert desk.view.currentIndex().row() == 2_000


@pytest.mark.parametrize("key", [Key.Key_H, Key.Key_F2])
def test_whoever_types_anywhere_in_the_row_for_adding_names_what_is_added(
    qtbot: QtBot, key: Qt.Key
) -> None:
    desk = Desk(qtbot, Document(two_sites()), PHASES)
    last = desk.model.rowCount() - 1
    for name in ("parent-0", "ready"):
        place = [column.name for column in desk.model.columns].index(name)
        desk.view.setCurrentIndex(desk.model.index(last, place))
        desk.press(key)
        editor = desk.editor()
        assert isinstance(editor, QLineEdit)
        assert editor.accessibleName() == "Phase"
        assert editor.text() == ("h" if key == Key.Key_H else "")
        QTest.keyClick(editor, Key.Key_Escape)
    assert desk.model.rowCount() == last + 1


def test_a_double_click_beside_the_invitation_begins_the_name(qtbot: QtBot) -> None:
    desk = Desk(qtbot, Document(two_sites()), PHASES)
    place = [column.name for column in desk.model.columns].index("ready")
    index = desk.model.index(desk.model.rowCount() - 1, place)
    where = desk.view.visualRect(index).center()
    QTest.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    QTest.mouseDClick(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert desk.editor().accessibleName() == "Phase"


def test_who_comes_by_the_keyboard_has_the_first_name_selected(qtbot: QtBot) -> None:
    desk = Desk(qtbot, Document(two_sites()))
    qtbot.waitUntil(desk.view.hasFocus)

    chosen = desk.view.selectedIndexes()
    assert [index.data(Role.PATH) for index in chosen] == [f"{LEASE}/name"]
    assert any(
        action.isEnabled() and action.text().startswith("Remove")
        for action in desk.view.commands.row_menu().actions()
    )


def test_only_rows_with_a_neighbour_can_change_places_with_it(qtbot: QtBot) -> None:
    desk = Desk(qtbot, Document(two_sites()))
    for path, expected in ((LEASE, [False, True]), (SLICE, [True, False])):
        desk.view.show_path(f"{path}/name")
        menu = desk.view.commands.row_menu()
        moves = [each for each in menu.actions() if each.text().startswith("Move")]
        assert [each.isEnabled() for each in moves] == expected
        menu.deleteLater()


def test_a_column_that_is_chosen_has_room_for_what_it_holds(qtbot: QtBot) -> None:
    desk = Desk(qtbot, Document(two_sites()))
    place = [column.name for column in desk.model.columns].index("availability_allowance")
    assert desk.view.isColumnHidden(place)

    menu = desk.view.commands.columns_menu()
    next(action for action in menu.actions() if action.data() == place).trigger()
    assert not desk.view.isColumnHidden(place)
    assert desk.view.columnWidth(place) >= desk.view.header_width(place)


def test_long_names_are_shortened_in_menus_and_told_in_full_on_hover(qtbot: QtBot) -> None:
    name = "Acme, operated jointly with its affiliates for accelerated computing, series 7"
    desk = Desk(qtbot, Document(two_sites().replacing_at("tenants/acme/name", name)))

    offered = desk.view.commands.row_menu().actions()
    [inner] = [each.menu() for each in offered if each.text() == "Add contract to"]
    assert isinstance(inner, QMenu)
    entry = inner.actions()[0]
    assert entry.text().startswith("Acme, operated")
    assert entry.text().endswith("series 7")
    assert len(entry.text()) < len(name)
    assert entry.toolTip() == name
