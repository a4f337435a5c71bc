"""A few large figures beside a chart, each with a bar in the colour of its line."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.charts.lettering import CAPTION, FIGURE, LEGEND, SEMIBOLD, lettering, text_width
from planner.charts.palette import palette_in_force

BAR = 3.0
INDENT = 12.0
ROW = 64.0
GAP = 14.0
TOP = 40.0
LEAST_WIDTH = 120


@dataclass(frozen=True)
class LargeFigure:
    """A figure, what it is, and what it is of; `token` names a colour of the palette."""

    name: str
    figure: str
    note: str
    token: str


class FigureColumn(QWidget):
    """Figures one below the other."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption = name
        self.figures: tuple[LargeFigure, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def set_figures(self, figures: Sequence[LargeFigure]) -> None:
        """Show these instead."""
        self.figures = tuple(figures)
        told = "; ".join(f"{one.name} {one.figure}, {one.note}" for one in self.figures)
        self.setAccessibleDescription(told)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the widest word."""
        widths = [
            max(
                text_width(one.name, lettering(LEGEND)),
                text_width(one.figure, lettering(FIGURE, SEMIBOLD)),
                text_width(one.note, lettering(CAPTION)),
            )
            for one in self.figures
        ]
        wide = max(widths, default=0.0) + INDENT + GAP
        height = TOP + len(self.figures) * (ROW + GAP)
        return QSize(max(round(wide), LEAST_WIDTH), round(height))

    def minimumSizeHint(self) -> QSize:
        """The width that nothing is cut at; it may be cut in height."""
        return QSize(self.sizeHint().width(), 0)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as many figures as the height has room for."""
        palette = palette_in_force()
        painter = QPainter(self)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        wide = self.width() - INDENT
        for place, one in enumerate(self.figures):
            top = TOP + place * (ROW + GAP)
            if top + ROW > self.height():
                break
            colour = str(getattr(palette, one.token))
            painter.fillRect(QRectF(0.0, top, BAR, ROW), QColor(colour))
            painter.setPen(QColor(palette.text))
            painter.setFont(lettering(LEGEND))
            painter.drawText(QRectF(INDENT, top, wide, 18.0), left, one.name)
            painter.setFont(lettering(FIGURE, SEMIBOLD))
            painter.drawText(QRectF(INDENT, top + 18.0, wide, 28.0), left, one.figure)
            painter.setPen(QColor(palette.muted))
            painter.setFont(lettering(CAPTION))
            painter.drawText(QRectF(INDENT, top + 46.0, wide, 18.0), left, one.note)
        painter.end()
