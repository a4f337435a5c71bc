"""Pages on top of one another that may be squeezed: the tallest does not make the window grow."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget


class LowStack(QStackedWidget):
    """Asks for as little room as its pages can do with, and never for more than `most`."""

    def __init__(self, most: QSize, parent: QWidget) -> None:
        super().__init__(parent)
        self._most = most

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().boundedTo(self._most)
