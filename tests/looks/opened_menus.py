"""Menus as a person opens them: by a press on their title or button, or a right click on a row."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QMenuBar, QToolButton

LEFT = Qt.MouseButton.LeftButton
WELL_LATER = 30  # ms until what was pressed has opened


@contextmanager
def opened_from_bar(bar: QMenuBar, title: QAction) -> Iterator[QMenu]:
    """The menu beneath a title of the bar."""
    QTest.mouseClick(bar, LEFT, pos=bar.actionGeometry(title).center())
    yield from _until_closed(_popup())


@contextmanager
def opened_beside(menu: QMenu, action: QAction) -> Iterator[QMenu]:
    """The menu that an entry of an open menu leads to."""
    menu.setActiveAction(action)
    inner = action.menu()
    assert isinstance(inner, QMenu)
    assert inner.isVisible()
    yield from _until_closed(inner)


@contextmanager
def opened_on(view: QAbstractItemView, place: QPoint) -> Iterator[QMenu]:
    """The menu of what stands at a place of a list or a table."""
    viewport = view.viewport()
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(viewport, QContextMenuEvent(reason, place, viewport.mapToGlobal(place)))
    yield from _until_closed(_popup())


def look_beneath(button: QToolButton, look: Callable[[QMenu], None]) -> None:
    """Press a button and look at its menu; the button waits until the menu is closed."""
    looked: list[QMenu] = []

    def look_and_close() -> None:
        menu = _popup()
        looked.append(menu)
        look(menu)
        menu.close()

    QTimer.singleShot(WELL_LATER, look_and_close)
    QTest.mouseClick(button, LEFT)
    QTest.qWait(2 * WELL_LATER)
    assert looked


def _popup() -> QMenu:
    QApplication.processEvents()
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def _until_closed(menu: QMenu) -> Iterator[QMenu]:
    yield menu
    menu.close()
    QApplication.processEvents()
