"""A menu of things to tick."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu


class TicksMenu(QMenu):
    """Stays open while several are ticked by click or Space; Return ticks one and closes it."""

    _pressed: QAction | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self.actionAt(event.position().toPoint())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Not the release of the press that has opened the menu."""
        action, self._pressed = self._pressed, None
        if action is self.actionAt(event.position().toPoint()) and _ticked(action):
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and _ticked(self.activeAction()):
            return
        super().keyPressEvent(event)


def _ticked(action: QAction | None) -> bool:
    """Tick an entry or take its tick away. Whether it is one to tick."""
    if action is None or not (action.isCheckable() and action.isEnabled()):
        return False
    action.trigger()
    return True
