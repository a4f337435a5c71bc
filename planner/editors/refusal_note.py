"""The sentence beneath a cell whose entry was refused."""

from html import escape

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget

from planner.editors.cell import Palette, Refusal

WIDEST = 380
# How much wider the first line may be than its letters, since it is bold.
BOLDER = 1.1


class RefusalNote(QLabel):
    """Stands beneath the current cell while that is refused, above it where there is no room."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.message = ""
        self.set_palette(palette)
        self.hide()

    def set_palette(self, palette: Palette) -> None:
        """Dress it in these colours from now on."""
        self._quiet = palette.text
        self.setStyleSheet(
            f"QLabel {{ background: {palette.refused_fill}; color: {palette.refused};"
            f" border: 1px solid {palette.refused}; border-radius: 4px; padding: 5px 8px; }}"
        )

    def show_beneath(self, cell: QRect, room: QRect, refusal: Refusal) -> None:
        """Say why the entry in the cell was refused, inside the room that there is."""
        self.message = refusal.message
        stays = refusal.message.removesuffix(refusal.reason).strip()
        lines = [stays, refusal.reason] if refusal.reason and stays else [refusal.message]
        self.setText(
            f"<div style='font-weight:600'>{escape(lines[0])}</div>"
            + "".join(
                f"<div style='color:{self._quiet}'>{escape(line)}</div>" for line in lines[1:]
            )
        )
        width = min(WIDEST, max(room.width() - 4, 1))
        one_line = max(self.fontMetrics().horizontalAdvance(line) for line in lines)
        width = min(width, int(BOLDER * one_line) + 24)
        self.resize(width, self.heightForWidth(width))
        left = max(0, min(cell.left(), room.width() - width - 2))
        top = cell.bottom() + 3
        if top + self.height() > room.height():
            top = max(0, cell.top() - self.height() - 3)
        self.move(left, top)
        self.show()
        self.raise_()
