"""Docks, density, focus from part to part, what the View menu says."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from planner.domain.project import Project
from planner.editors.tab import TABS
from planner.editors.table_view import EntityTableView
from planner.editors.tables import RENT_ROLL, TENANTS
from planner.shell.docks import INSPECTOR_FROM
from planner.shell.focus_order import in_reading_order
from planner.shell.main_window import MainWindow
from planner.shell.page_bar import PageBar
from planner.shell.plan_commands import Addition
from tests.shell.conftest import ScriptedDialogs, small_plan

LEASE = "tenants/acme/contracts/lease"


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_the_plan_has_the_full_height_and_the_tables_span_chart_and_inspector(
    open_window: Callable[[Project], MainWindow], qtbot: QtBot
) -> None:
    window = open_window(small_plan())
    window.resize(1600, 1000)
    window.docks.reset()
    qtbot.waitUntil(window.docks.inspector.isVisible)
    QApplication.processEvents()
    plan, editors = window.docks.plan.geometry(), window.editors.geometry()
    inspector, figures = window.docks.inspector.geometry(), window.docks.key_figures.geometry()

    assert plan.top() == figures.top()
    assert plan.bottom() == editors.bottom()
    assert editors.left() > plan.right()
    assert editors.right() == inspector.right() == figures.right()
    assert editors.top() > inspector.bottom()
    assert inspector.top() > figures.bottom()


def test_the_inspector_is_closed_at_first_where_the_window_is_narrow(
    open_window: Callable[[Project], MainWindow],
) -> None:
    window = open_window(small_plan())
    window.resize(INSPECTOR_FROM - 1, 800)
    window.docks.reset()
    assert not window.docks.inspector.isVisible()
    window.resize(INSPECTOR_FROM, 800)
    window.docks.reset()
    assert window.docks.inspector.isVisible()


def test_each_part_is_opened_and_closed_by_its_button_in_the_status_bar(
    window: MainWindow,
) -> None:
    for dock in (window.docks.plan, window.editors, window.docks.inspector):
        toggle = dock.toggleViewAction()
        was = dock.isVisible()
        toggle.trigger()
        assert dock.isVisible() is not was
        toggle.trigger()
        assert dock.isVisible() is was
    assert len(window.docks.toggles) == 5


def test_the_history_names_every_step_and_leads_back_to_it(window: MainWindow) -> None:
    window.docks.history.show()
    for price in (0.6, 0.7):
        after = window.document.project.replacing_at(f"{LEASE}/price", price)
        window.document.edit(f"Price {price}", after)
    model = window.docks.history_view.model()
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert names == ["As opened", "Price 0.6", "Price 0.7"]

    window.docks.history_view.setCurrentIndex(model.index(1, 0))
    assert window.document.project.at(f"{LEASE}/price") == 0.6


def test_f6_leads_through_every_open_part_and_back(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    window.docks.inspector.show()
    window.docks.form.show_path(LEASE)
    window.case_bar.strategies.setFocus()
    qtbot.waitUntil(window.case_bar.strategies.hasFocus)
    visited: list[QWidget] = []
    for _ in range(8):
        window.actions_of_window.next_part.trigger()
        visited.append(focused())
    assert visited[0] is window.kpi_strip.cells[0]
    assert visited[1] is window.docks.tree
    assert visited[2] is window.pages.bar
    assert visited[3] is window.capacity.chart
    assert window.docks.form.isAncestorOf(visited[4])
    assert window.editors.isAncestorOf(visited[5])
    assert window.status.isAncestorOf(visited[6])
    assert visited[7] is window.case_bar.strategies
    window.actions_of_window.previous_part.trigger()
    assert focused() is visited[6]


def test_f6_passes_by_an_inspector_that_shows_nothing(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    window.docks.inspector.show()
    window.docks.form.show_path("")
    chart = window.capacity.chart
    chart.setFocus()
    qtbot.waitUntil(chart.hasFocus)
    window.actions_of_window.next_part.trigger()
    assert window.editors.isAncestorOf(focused())


def test_at_first_the_first_cell_of_the_table_has_the_focus(
    window: MainWindow, qtbot: QtBot
) -> None:
    table = window.editors.current_table
    assert table is not None
    qtbot.waitUntil(table.hasFocus)
    assert table.current_path == "facilities/site/name"
    assert window.docks.form.path == "facilities/site"

    window.document.open(small_plan())
    assert table.current_path == "facilities/site/name"


def test_turning_to_a_page_leaves_the_focus_where_it_is(window: MainWindow, qtbot: QtBot) -> None:
    table = window.editors.current_table
    assert table is not None
    qtbot.waitUntil(table.hasFocus)
    window.pages.actions_of_pages[1].trigger()
    assert window.pages.stack.currentWidget() is window.cash
    assert table.hasFocus()

    window.cash.chart.setFocus()
    window.pages.actions_of_pages[2].trigger()
    assert window.pages.bar.hasFocus()


def test_compact_rows_are_remembered(
    window: MainWindow, open_window: Callable[[Project], MainWindow], settings: QSettings
) -> None:
    compact = next(
        action
        for action in window.actions_of_window.densities.actions()
        if action.data() == "compact"
    )
    compact.trigger()
    height = window.editors.table(RENT_ROLL).verticalHeader().defaultSectionSize()
    assert height == 22
    assert settings.value("density") == "compact"

    other = open_window(small_plan())
    assert other.editors.table(TENANTS).verticalHeader().defaultSectionSize() == 22
    checked = other.actions_of_window.densities.checkedAction()
    assert checked is not None
    assert checked.data() == "compact"


def test_the_view_menu_folds_the_figures_of_the_page_in_view(window: MainWindow) -> None:
    def folds() -> list[str]:
        return [
            action.text()
            for action in window.menus.view.actions()
            if action.shortcut().toString() == "Ctrl+T"
        ]

    window.pages.turn_to(1)
    assert folds() == ["Figures by year"]
    window.pages.turn_to(3)
    assert len(folds()) <= 1


def test_what_is_selected_in_a_table_is_in_the_inspector_and_in_the_outline(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.docks.inspector.show()
    window.editors.table(RENT_ROLL).show_path(f"{LEASE}/price")

    assert window.docks.form.form.path == LEASE
    assert window.docks.form.title.text() == "Lease"
    assert window.docks.tree.path == "tenants/acme"


def test_walking_the_outline_leads_the_tables_and_keeps_the_focus(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    tree = window.docks.tree
    tree.setFocus()
    qtbot.waitUntil(tree.hasFocus)
    tree.setCurrentIndex(tree.outline.index_of("facilities/site"))
    QTest.keyClick(tree, Qt.Key.Key_Down)

    assert tree.path == "facilities/site/phases/hall"
    table = window.editors.current_table
    assert table is not None
    assert table.entities.path_of(table.currentIndex()).startswith(tree.path)
    assert window.docks.form.form.path == tree.path
    assert tree.hasFocus()

    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert table.hasFocus()


def test_what_is_added_in_the_outline_waits_for_its_name(window: MainWindow, qtbot: QtBot) -> None:
    window.docks.tree.addition_asked.emit(Addition(TENANTS, "tenants", "Tenant"))
    table = window.editors.table(TENANTS)

    assert len(window.document.project.tenants) == 2
    added = window.document.project.tenants[-1]
    assert table.entities.path_of(table.currentIndex()) == f"tenants/{added.id}/name"
    assert table.state() == table.State.EditingState
    window.commit_typing()


def test_saving_amid_typing_leaves_the_keyboard_in_the_table(
    window: MainWindow, dialogs: ScriptedDialogs, qtbot: QtBot, tmp_path: Path
) -> None:
    table = window.editors.table(RENT_ROLL)
    table.show_path(f"{LEASE}/price")
    qtbot.waitUntil(table.hasFocus)
    QTest.keyClicks(table, "2")
    assert focused() is not table
    dialogs.files = [tmp_path / "mine.ncplan"]
    window.actions_of_window.save.trigger()
    assert window.document.project.at(f"{LEASE}/price") == 2.0
    assert focused() is table


def test_shift_f10_asks_for_the_menu_of_the_current_cell(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[QContextMenuEvent] = []

    def keep(_table: EntityTableView, event: QContextMenuEvent) -> None:
        asked.append(QContextMenuEvent(event.reason(), event.pos(), event.globalPos()))

    monkeypatch.setattr(EntityTableView, "contextMenuEvent", keep)
    table = window.editors.table(RENT_ROLL)
    table.show_path(f"{LEASE}/price")
    qtbot.waitUntil(table.hasFocus)
    QTest.keyClick(table, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert [event.reason() for event in asked] == [QContextMenuEvent.Reason.Keyboard]
    cell = table.visualRect(table.currentIndex()).translated(table.viewport().pos())
    assert cell.contains(asked[0].pos())
    menu = table.commands.row_menu()
    assert menu.actions()[0].text() == "Add contract\tIns"


def test_ctrl_delete_removes_the_row(window: MainWindow, qtbot: QtBot) -> None:
    table = window.editors.table(RENT_ROLL)
    table.show_path(f"{LEASE}/price")
    QTest.keyClick(table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert window.document.project.tenants[0].contracts == ()
    window.document.undo()
    assert window.document.project == small_plan()


def test_the_view_menu_marks_the_parts_that_are_open(window: MainWindow) -> None:
    for toggle in window.docks.toggles:
        assert toggle.isCheckable()
        assert not toggle.isIconVisibleInMenu()
        assert not toggle.icon().isNull()


@pytest.fixture
def bar(qtbot: QtBot) -> PageBar:
    made = PageBar()
    qtbot.addWidget(made)
    for place, title in enumerate(("Capacity", "Cash", "What if", "Deal")):
        made.addTab(title)
        if place in (0, 2, 3):
            made.begin_group(place)
    made.resize(made.sizeHint())
    made.show()
    return made


def test_a_rule_stands_before_each_group_but_the_first(bar: PageBar) -> None:
    plain = PageBar()
    for place in range(bar.count()):
        plain.addTab(bar.tabText(place))
    wider = [
        bar.tabSizeHint(place).width() - plain.tabSizeHint(place).width()
        for place in range(bar.count())
    ]
    plain.deleteLater()
    assert wider[0] == wider[1] == 0
    assert wider[2] == wider[3] > 0

    image = bar.grab().toImage()
    middle = bar.tabRect(2).left() + 8
    assert image.pixelColor(middle, bar.height() // 2) != image.pixelColor(
        middle + 2, bar.height() // 2
    )


def test_tab_leads_through_the_window_as_it_is_read(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    window.docks.inspector.show()
    window.docks.form.show_path(LEASE)
    window.case_bar.strategies.setFocus()
    qtbot.waitUntil(window.case_bar.strategies.hasFocus)
    parts = [
        window.case_bar,
        window.kpi_strip,
        window.docks.plan,
        window.pages,
        window.docks.inspector,
        window.editors,
    ]
    QApplication.processEvents()  # the form is laid out
    visited = [focused()]
    while not isinstance(visited[-1], EntityTableView):
        QTest.keyClick(visited[-1], Qt.Key.Key_Tab)
        assert focused() not in visited
        visited.append(focused())
    of_part = [
        next(place for place, part in enumerate(parts) if part.isAncestorOf(each))
        for each in visited
    ]
    assert of_part == sorted(of_part)
    assert set(of_part) == set(range(len(parts)))

    page = [each for each in visited if window.capacity.isAncestorOf(each)]
    assert page[-1] is window.capacity.chart
    across = [each.mapTo(window, QPoint()).x() for each in page[:-1]]
    assert across == sorted(across)
    fields = [each for each in visited if window.docks.form.form.isAncestorOf(each)]
    assert len(fields) > 10
    assert fields == in_reading_order(fields)

    last = window.pages.bar
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert focused() is visited[visited.index(last) - 1]


def test_what_the_keyboard_has_passed_may_go_and_the_menus_stay(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    window.actions_of_window.new.trigger()
    table = window.editors.current_table
    assert table is not None
    qtbot.waitUntil(table.hasFocus)
    QTest.keyClicks(focused(), "S")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.wiring.is_settled and bool(window.document.project.facilities))
    QTest.keyClick(focused(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    qtbot.wait(300)
    assert all(Shiboken.isValid(menu) for menu in window.menus.all())


def test_the_next_table_is_a_key_away(window: MainWindow, qtbot: QtBot) -> None:
    names = []
    following, before = window.editors.steps[1:]
    assert following.shortcut().toString() == "Ctrl+PgDown"
    for _ in TABS:
        following.trigger()
        names.append(window.editors.current_sheet.tab.name)
        assert window.editors.stack.isAncestorOf(focused())
    assert names == [tab.name for tab in (*TABS[1:], TABS[0])]
    before.trigger()
    assert window.editors.current_sheet.tab is TABS[-1]


def test_the_edit_menu_offers_each_command_once_however_often_it_is_opened(
    window: MainWindow,
) -> None:
    def offered() -> list[str]:
        return [action.text() for action in window.menus.edit.actions() if action.text()]

    window.editors.turn_to_name("tenants")
    window.menus.edit.aboutToShow.emit()
    once = offered()
    assert len(once) == len(set(once)) > 6
    window.menus.edit.aboutToShow.emit()
    assert offered() == once
