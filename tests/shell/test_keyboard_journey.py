"""A whole journey without a mouse: every key goes to what has the focus, as the user's do."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.domain.case import case_of
from planner.paths import resource
from planner.shell.main_window import MainWindow
from planner.shell.start import user_settings, window_of
from planner.storage.project_file import read
from tests.shell.conftest import ScriptedDialogs, close

# What Qt says of popups where there is no window system.
pytestmark = pytest.mark.qt_log_ignore("does not support")
PRICE = "tenants/anthropic/contracts/colossus/price"
Key, Modifier = Qt.Key, Qt.KeyboardModifier
CONTROL, SHIFT = Modifier.ControlModifier, Modifier.ShiftModifier


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "the keyboard leads nowhere"
    return widget


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifiers)


def write(text: str) -> None:
    for letter in text:
        QTest.keyClicks(focused(), letter)


def drawn(window: MainWindow) -> bool:
    """Whether the case in view is drawn with all its draws, and what is pinned is known."""
    result, project = window.pages.result, window.document.project
    key = case_of(project, window.case_bar.choice).key
    return result is not None and result.case_key == key and window.wiring.is_settled


def changes(window: MainWindow) -> list[str]:
    return [figure.change for figure in window.kpi_strip.key_figures()]


def test_open_choose_a_strategy_edit_a_range_read_its_effect_undo_and_save(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    window = window_of(qapp, user_settings(), "light", ScriptedDialogs)
    assert isinstance(window.dialogs, ScriptedDialogs)
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    file = tmp_path / "mine.ncplan"
    file.write_bytes(Path(resource("examples", "colossus.ncplan")).read_bytes())
    try:
        qtbot.waitUntil(lambda: focused() is window.editors.current_table, timeout=30_000)
        window.dialogs.files = [file]
        press(Key.Key_O, CONTROL)
        assert window.document.path == file
        assert focused() is window.editors.current_table

        while focused() is not window.case_bar.strategies:
            press(Key.Key_F6)
        press(Key.Key_Down)
        strategy = window.document.project.strategies[0]
        assert window.case_bar.choice.strategy == strategy.id
        press(Key.Key_P, CONTROL | SHIFT)
        assert window.pinned.title == strategy.name
        qtbot.waitUntil(lambda: drawn(window), timeout=120_000)

        press(Key.Key_K, CONTROL)
        # Without a window system a popup takes no focus; its keys are given to it.
        QTest.keyClicks(window.finder.line, "colossus lease price")
        QTest.keyClick(window.finder.line, Key.Key_Return)
        window.activateWindow()
        table = window.editors.current_table
        assert table is not None
        assert focused() is table
        assert table.current_path == PRICE
        write("1300 to 1600")
        press(Key.Key_Return)
        qtbot.waitUntil(lambda: window.document.modified, timeout=30_000)
        assert focused() is table
        qtbot.waitUntil(lambda: drawn(window), timeout=120_000)
        assert changes(window)[0].startswith("▲")

        for _ in range(10):
            if focused() is not window.kpi_strip.cells[0]:
                press(Key.Key_F6)
        assert focused() is window.kpi_strip.cells[0]
        assert changes(window)[0] in focused().accessibleName()
        press(Key.Key_Right)
        assert changes(window)[1] in focused().accessibleName()

        press(Key.Key_Z, CONTROL)
        assert not window.document.modified
        qtbot.waitUntil(lambda: drawn(window), timeout=120_000)
        assert not any("▲" in change or "▼" in change for change in changes(window))
        press(Key.Key_Z, CONTROL | SHIFT)
        press(Key.Key_S, CONTROL)
        assert not window.document.modified
        assert str(read(file).project.at(PRICE)) == str(window.document.project.at(PRICE))
        assert '"1300 to 1600"' in file.read_text(encoding="utf-8")
    finally:
        close(window)
