"""Whole journeys of a user, typed and clicked."""

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from planner.domain.case import case_of
from planner.editors.table_view import EntityTableView
from planner.editors.tables import RENT_ROLL
from planner.shell.main_window import MainWindow
from planner.shell.start import user_settings, window_of
from planner.storage.project_file import read
from tests.shell.conftest import ScriptedDialogs, close

PRICE = "tenants/anthropic/contracts/colossus/price"


def type_into(table: EntityTableView, path: str, text: str, qtbot: QtBot) -> None:
    """Go to a cell, type over it, press Return."""
    assert table.show_path(path)
    QTest.keyClicks(table, text[0])
    editor = table.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, text[1:])
    QTest.keyClick(editor, Qt.Key.Key_Return)


def value_to_owner(window: MainWindow) -> float:
    figure = window.kpi_strip.key_figures()[0].figure
    return float(re.sub("[^0-9.]", "", figure))


def drawn_of_current(window: MainWindow) -> bool:
    shown = window.pages.result
    return shown is not None and shown.case_key == case_of(window.document.project).key


def test_open_the_example_type_a_price_see_it_undo_save_and_open_again(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    window = window_of(qapp, user_settings(), "light", ScriptedDialogs)
    assert isinstance(window.dialogs, ScriptedDialogs)
    window.resize(1280, 800)
    window.pages.turn_to(1)
    window.show()
    try:
        qtbot.waitUntil(lambda: drawn_of_current(window), timeout=30_000)
        chart = window.cash.chart
        assert chart.fan is not None
        first_end, figures = chart.fan.middle[-1], window.kpi_strip.key_figures()
        table = window.editors.table(RENT_ROLL)

        type_into(table, PRICE, "1500", qtbot)
        qtbot.waitUntil(lambda: window.document.project.at(PRICE) == 1500.0)
        qtbot.waitUntil(lambda: drawn_of_current(window), timeout=30_000)
        assert chart.fan.middle[-1] > first_end
        assert window.kpi_strip.key_figures() != figures
        assert window.isWindowModified()
        assert window.actions_of_window.undo.text() == "&Undo: Change price of Colossus 1 lease"

        file = tmp_path / "mine.ncplan"
        window.dialogs.files = [file]
        window.actions_of_window.save.trigger()
        assert read(file).project == window.document.project
        assert not window.isWindowModified()

        window.actions_of_window.undo.trigger()
        assert window.document.project.at(PRICE) == 1250.0
        assert window.isWindowModified()
        window.actions_of_window.redo.trigger()
        assert not window.isWindowModified()

        saved = window.document.project
        assert window.session.open(file)
        assert window.document.project == saved
        assert window.windowTitle() == "mine.ncplan[*] — Neocloud Planner"
        qtbot.waitUntil(lambda: drawn_of_current(window), timeout=30_000)
    finally:
        close(window)


def test_what_is_being_typed_is_taken_over_before_the_plan_is_saved(
    window: MainWindow, dialogs: ScriptedDialogs, qtbot: QtBot, tmp_path: Path
) -> None:
    table = window.editors.table(RENT_ROLL)
    qtbot.waitUntil(table.isVisible)
    assert table.show_path("tenants/acme/contracts/lease/price")
    QTest.keyClicks(table, "2")
    dialogs.files = [tmp_path / "mine.ncplan"]
    window.actions_of_window.save.trigger()

    assert read(tmp_path / "mine.ncplan").project.at("tenants/acme/contracts/lease/price") == 2.0


def test_a_refused_entry_is_counted_listed_and_found_again(
    window: MainWindow, qtbot: QtBot
) -> None:
    table = window.editors.table(RENT_ROLL)
    type_into(table, "tenants/acme/contracts/lease/price", "0.9 too 5.2", qtbot)
    qtbot.waitUntil(lambda: bool(table.entities.refusals))
    assert window.status.refused.accessibleName() == "1 entry refused"
    assert window.document.project.at("tenants/acme/contracts/lease/price") == 0.5

    window.editors.turn_to_name("facilities")
    window.status.refused.click()
    assert window.docks.problems.isVisible()
    entry = window.docks.problems_model.entries[0]
    assert entry.place == "Acme · Lease · Price"
    assert "0.9 too 5.2" in entry.text
    window.docks.problems_view.clicked.emit(window.docks.problems_model.index(0, 0))
    current = window.editors.current_table
    assert current is table
    assert table.entities.path_of(table.currentIndex()) == "tenants/acme/contracts/lease/price"


def test_an_empty_plan_is_filled_from_its_first_facility(
    window: MainWindow, dialogs: ScriptedDialogs, qtbot: QtBot
) -> None:
    window.actions_of_window.new.trigger()
    window.pages.facility_asked.emit()
    table = window.editors.current_table
    assert table is not None
    editor = table.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, "First site")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(window.document.project.facilities) == 1)

    assert window.document.project.facilities[0].name == "First site"
    qtbot.waitUntil(lambda: drawn_of_current(window), timeout=20_000)


def test_a_strategy_is_chosen_by_the_keyboard_and_its_own_figures_are_shown(
    qtbot: QtBot, qapp: QApplication
) -> None:
    window = window_of(qapp, user_settings(), "light", ScriptedDialogs)
    window.show()
    try:
        qtbot.waitUntil(lambda: drawn_of_current(window), timeout=30_000)
        as_written = window.pages.result
        window.case_bar.strategies.setFocus()
        QTest.keyClick(window.case_bar.strategies, Qt.Key.Key_Down)
        assert window.case_bar.choice.strategy == window.document.project.strategies[0].id
        key = case_of(window.document.project, window.case_bar.choice).key
        qtbot.waitUntil(
            lambda: window.pages.result is not None and window.pages.result.case_key == key,
            timeout=30_000,
        )
        assert as_written is not None
        assert key != as_written.case_key
    finally:
        close(window)
