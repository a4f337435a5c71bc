"""A line that tells what a preview beside it has to know."""

from typing import cast

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMoveEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QLineEdit


class TypingLine(QLineEdit):
    """A line edit for a form or a cell.

    Signals
    -------
    left()
        The focus goes elsewhere, but not to a menu over the line; or the line is hidden.
    placed()
        It stands elsewhere, or is wider than before.
    shapes_asked()
        F1 while `offers_shapes`.
    """

    left = Signal()
    placed = Signal()
    shapes_asked = Signal()

    # Whether F1 offers other shapes of what is typed, rather than to explain the field.
    offers_shapes = False

    def event(self, event: QEvent) -> bool:
        """Take F1 from the window while there are shapes to offer."""
        if event.type() == QEvent.Type.ShortcutOverride and self.offers_shapes:
            key = cast("QKeyEvent", event)
            if key.key() == Qt.Key.Key_F1:
                event.accept()
                return True
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file that is dragged over the line is for the window, not to be typed."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1 and self.offers_shapes:
            self.shapes_asked.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.left.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.placed.emit()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self.placed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.placed.emit()
