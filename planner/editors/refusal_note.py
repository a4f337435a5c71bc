"""The sentence beneath a cell whose entry was refused."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget

from planner.editors.cell import Palette

WIDEST = 360


class RefusalNote(QLabel):
    """Stands beneath the current cell while that is refused, above it where there is no room."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_palette(palette)
        self.hide()

    def set_palette(self, palette: Palette) -> None:
        """Dress it in these colours from now on."""
        self.setStyleSheet(
            f"QLabel {{ background: {palette.refused_fill}; color: {palette.refused};"
            f" border: 1px solid {palette.refused}; border-radius: 4px; padding: 5px 8px; }}"
        )

    def show_beneath(self, cell: QRect, room: QRect, message: str) -> None:
        """Say why the entry in the cell was refused, inside the room that there is."""
        self.setText(message)
        width = min(WIDEST, max(room.width() - 4, 1))
        one_line = self.fontMetrics().horizontalAdvance(message) + 24
        width = min(width, one_line)
        self.resize(width, self.heightForWidth(width))
        left = max(0, min(cell.left(), room.width() - width - 2))
        top = cell.bottom() + 3
        if top + self.height() > room.height():
            top = max(0, cell.top() - self.height() - 3)
        self.move(left, top)
        self.show()
        self.raise_()
