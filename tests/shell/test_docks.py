"""Where the parts of the window stand, and how much room each has."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QDockWidget
from pytestqt.qtbot import QtBot

from planner.domain.project import Project
from planner.editors.tab import TABS
from planner.shell.docks import EDITOR_HEIGHT
from planner.shell.main_window import MainWindow
from tests.looks.long_names import long_named_plan


def test_a_dock_shows_all_of_its_content_beneath_its_title(window: MainWindow) -> None:
    window.docks.show_problems()
    window.docks.inspector.show()
    window.docks.history.show()
    QApplication.processEvents()

    for dock in window.findChildren(QDockWidget):
        title, content = dock.titleBarWidget(), dock.widget()
        if dock.isVisible() and title.isVisible() and title.height():
            assert content.geometry().top() > title.geometry().bottom(), dock.objectName()


def test_the_list_of_problems_takes_half_of_the_foot(window: MainWindow) -> None:
    window.docks.show_problems()
    QApplication.processEvents()

    assert window.docks.problems.width() == pytest.approx(window.docks.editors.width(), abs=3)


def test_no_page_and_no_table_makes_a_low_window_grow(
    open_window: Callable[[Project], MainWindow], qtbot: QtBot
) -> None:
    window = open_window(long_named_plan(512))
    window.resize(1280, 720)
    window.docks.reset()
    qtbot.waitUntil(lambda: window.wiring.is_settled, timeout=60_000)

    def check(name: str) -> None:
        QApplication.processEvents()
        assert (window.width(), window.height()) == (1280, 720), name
        assert window.docks.editors.height() >= EDITOR_HEIGHT - 2, name

    for place in range(window.pages.bar.count()):
        window.pages.turn_to(place)
        for tab in TABS:
            window.editors.turn_to(tab)
            check(f"{window.pages.bar.tabText(place)}, {tab.name}")
    window.docks.show_problems()
    check("problems")
