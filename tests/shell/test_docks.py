"""Where the parts of the window stand, and how much room each has."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QDockWidget, QSizeGrip, QToolButton
from pytestqt.qtbot import QtBot

from planner.charts.palette import LIGHT
from planner.domain.project import Project
from planner.editors.tab import TABS
from planner.editors.tables import RENT_ROLL
from planner.shell.docks import EDITOR_HEIGHT
from planner.shell.main_window import FIRST_SIZE, MainWindow
from planner.shell.titled_dock import LEAST_HEIGHT
from tests.looks.long_names import long_named_plan
from tests.shell.conftest import small_plan

# A dock that floats is raised, which the platform without a screen cannot.
pytestmark = pytest.mark.qt_log_ignore("does not support raise")


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


def test_what_is_detached_floats_aside_in_reach_of_its_grip_and_keeps_the_focus(
    window: MainWindow, qtbot: QtBot
) -> None:
    editors = window.docks.editors
    table = editors.table(RENT_ROLL)
    table.setFocus()
    stood = editors.mapToGlobal(editors.rect().topLeft())

    editors.detach()
    assert editors.isFloating()
    assert editors.mapToGlobal(editors.rect().topLeft()) != stood
    assert editors.height() >= LEAST_HEIGHT
    [grip] = editors.findChildren(QSizeGrip)
    assert grip.isVisible()
    assert editors.rect().contains(grip.geometry())
    said = [button.accessibleName() for button in editors.findChildren(QToolButton)]
    assert "Put back: Tables" in said
    qtbot.waitUntil(table.hasFocus)

    editors.detach()
    assert not editors.isFloating()
    assert not grip.isVisible()


def test_a_floating_dock_is_outlined(window: MainWindow) -> None:
    editors = window.docks.editors
    editors.detach()
    QApplication.processEvents()

    picture = editors.grab().toImage()
    edge = {picture.pixelColor(picture.width() - 1, y).name() for y in range(40, 90)}
    assert edge == {LIGHT.strong.lower()}


def test_a_dock_that_floated_when_the_window_was_closed_is_shown_anew_after_the_next_one(
    open_window: Callable[[Project], MainWindow], settings: QSettings
) -> None:
    first = open_window(small_plan())
    first.docks.editors.detach()
    QApplication.processEvents()
    first.docks.keep(settings)
    first.hide()

    other = open_window(small_plan())
    editors, seen = other.docks.editors, list[bool]()
    editors.visibilityChanged.connect(seen.append)
    QApplication.processEvents()

    # Window systems ask whom a window belongs to only when it is shown.
    assert seen == [False, True]
    assert editors.isFloating()
    handle = editors.windowHandle()
    assert handle is not None
    assert handle.transientParent() is other.windowHandle()


def test_finding_a_field_goes_there_though_the_tables_float(
    window: MainWindow, qtbot: QtBot
) -> None:
    editors = window.docks.editors
    editors.detach()
    window.activateWindow()
    window.docks.tree.setFocus()
    qtbot.waitUntil(window.docks.tree.hasFocus)

    window.navigation.open("tenants/acme/contracts/lease/price")
    qtbot.waitUntil(editors.table(RENT_ROLL).hasFocus)
    assert editors.isActiveWindow()


def test_a_window_is_new_to_a_small_screen_only_once(
    open_window: Callable[[Project], MainWindow], settings: QSettings
) -> None:
    first = open_window(small_plan())
    screen = first.screen().availableGeometry()
    assert first.docks.fills_screen == (
        screen.width() <= FIRST_SIZE[0] or screen.height() <= FIRST_SIZE[1]
    )

    first.docks.keep(settings)
    assert not open_window(small_plan()).docks.fills_screen


def test_the_table_has_the_keyboard_when_a_list_beside_it_is_closed(
    window: MainWindow, qtbot: QtBot
) -> None:
    for dock, content in (
        (window.docks.problems, window.docks.problems_view),
        (window.docks.history, window.docks.history_view),
    ):
        dock.show()
        content.setFocus()
        qtbot.waitUntil(content.hasFocus)
        dock.close()
        table = window.editors.current_table
        assert table is not None
        qtbot.waitUntil(table.hasFocus)
