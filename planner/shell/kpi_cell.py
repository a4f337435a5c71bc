"""One key figure of the strip. LOOK.md, "Measure" and "Numbers"."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from planner.charts.figures import NONE
from planner.charts.lettering import CAPTION, FIGURE, SEMIBOLD, lettering, text_width
from planner.charts.palette import Palette, palette_in_force
from planner.charts.states import STALE_OPACITY
from planner.shell.key_figures import KeyFigure

CAPTION_TOP, FIGURE_TOP, NOTE_TOP = 9.0, 23.0, 50.0
SMALL_ROW = 14.0
PADDING, CROWDED_PADDING = 14.0, 9.0
AT_RIGHT = 0.6  # of the padding, at the right
BESIDE_GAP, CHANGE_GAP = 5.0, 8.0
FOCUS_WIDTH = 2

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class KpiCell(QWidget):
    """Caption, figure, spread; where the strip is crowded the change stands by the figure."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.key_figure = KeyFigure("", NONE)
        self.dimmed = False
        self._crowded = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_key_figure(self, key_figure: KeyFigure) -> None:
        """Show this figure."""
        if key_figure == self.key_figure:
            return
        self.key_figure = key_figure
        self.setAccessibleName(key_figure.spoken())
        self.setToolTip(key_figure.explanation)
        self.update()

    def set_crowded(self, crowded: bool) -> None:
        """Stand closer, with the change beside the figure."""
        if crowded != self._crowded:
            self._crowded = crowded
            self.update()

    def needed_width(self, crowded: bool = False) -> int:
        """The width at which nothing is cut."""
        shown = self.key_figure
        small = lettering(CAPTION)
        figure = text_width(shown.figure, lettering(FIGURE, SEMIBOLD))
        if shown.beside:
            figure += BESIDE_GAP + text_width(shown.beside, small)
        note = text_width(shown.note, small)
        if shown.change:
            change = CHANGE_GAP + text_width(shown.change, small)
            figure, note = (figure + change, note) if crowded else (figure, note + change)
        padding = CROWDED_PADDING if crowded else PADDING
        widest = max(text_width(shown.caption, small), figure, note)
        return round(widest + (1.0 + AT_RIGHT) * padding)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the three rows and the rule to the next figure."""
        palette, shown = palette_in_force(), self.key_figure
        painter = QPainter(self)
        painter.setPen(QPen(QColor(palette.border), 1.0))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        if self.dimmed:
            painter.setOpacity(STALE_OPACITY)
        painter.setFont(lettering(CAPTION))
        painter.setPen(QColor(palette.muted))
        caption = self._small_row(CAPTION_TOP)
        painter.drawText(caption, _LEFT, _elided(shown.caption, caption.width()))
        self._paint_figure(painter, palette)
        painter.setFont(lettering(CAPTION))
        note = self._small_row(NOTE_TOP)
        if shown.change:
            taken = self._paint_change(painter, palette)
            if not self._crowded:
                note.setRight(note.right() - taken)
        painter.setPen(QColor(palette.muted))
        painter.drawText(note, _LEFT, _elided(shown.note, note.width()))
        if self.hasFocus():
            painter.setOpacity(1.0)
            painter.setPen(QPen(QColor(palette.accent), FOCUS_WIDTH))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -1))
        painter.end()

    @property
    def _padding(self) -> float:
        return CROWDED_PADDING if self._crowded else PADDING

    def _small_row(self, top: float) -> QRectF:
        wide = self.width() - (1.0 + AT_RIGHT) * self._padding
        return QRectF(self._padding, top, wide, SMALL_ROW)

    def _baseline(self) -> int:
        return round(FIGURE_TOP + QFontMetricsF(lettering(FIGURE, SEMIBOLD)).ascent())

    def _paint_figure(self, painter: QPainter, palette: Palette) -> None:
        shown, left = self.key_figure, self._padding
        large, small = lettering(FIGURE, SEMIBOLD), lettering(CAPTION)
        painter.setFont(large)
        painter.setPen(QColor(palette.text if shown.figure != NONE else palette.muted))
        painter.drawText(round(left), self._baseline(), shown.figure)
        after = text_width(shown.figure, large) + BESIDE_GAP
        room = self._small_row(FIGURE_TOP).width()
        if shown.beside and after + text_width(shown.beside, small) <= room:
            painter.setFont(small)
            painter.setPen(QColor(palette.muted))
            painter.drawText(round(left + after), self._baseline(), shown.beside)

    def _paint_change(self, painter: QPainter, palette: Palette) -> float:
        """Paint the change at the right; how much of its row it takes."""
        shown = self.key_figure
        changed = {None: palette.muted, True: palette.positive, False: palette.negative}
        painter.setPen(QColor(changed[shown.is_better]))
        wide = text_width(shown.change, lettering(CAPTION))
        if self._crowded:
            right = self._small_row(FIGURE_TOP).right()
            painter.drawText(round(right - wide), self._baseline(), shown.change)
        else:
            painter.drawText(self._small_row(NOTE_TOP), _RIGHT, shown.change)
        return wide + CHANGE_GAP


def _elided(text: str, width: float) -> str:
    metrics = QFontMetricsF(lettering(CAPTION))
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
