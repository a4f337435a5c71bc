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
ASIDE = 14.0
LEAST_WIDTH = 120


@dataclass(frozen=True)
class Spacing:
    """Heights in pixels: above all, of the three rows of a figure, between two figures."""

    top: float
    name: float
    figure: float
    note: float
    gap: float

    @property
    def tall(self) -> float:
        """A whole figure."""
        return self.name + self.figure + self.note

    def height(self, count: int) -> float:
        """So many figures."""
        return self.top + count * self.tall + max(count - 1, 0) * self.gap


# From roomy to crowded; in the last the notes are only told.
SPACINGS = (
    Spacing(40.0, 18.0, 28.0, 18.0, 14.0),
    Spacing(32.0, 17.0, 25.0, 16.0, 10.0),
    Spacing(28.0, 15.0, 23.0, 14.0, 6.0),
    Spacing(8.0, 15.0, 23.0, 14.0, 6.0),
    Spacing(4.0, 15.0, 23.0, 0.0, 4.0),
)


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
        if tuple(figures) == self.figures:
            return
        before = self.sizeHint()
        self.figures = tuple(figures)
        told = "; ".join(f"{one.name} {one.figure}, {one.note}" for one in self.figures)
        self.setAccessibleDescription(told)
        self.setToolTip(told.replace("; ", "\n"))
        if self.sizeHint() != before:
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
        wide = max(widths, default=0.0) + INDENT + ASIDE
        height = SPACINGS[0].height(len(self.figures))
        return QSize(max(round(wide), LEAST_WIDTH), round(height))

    def minimumSizeHint(self) -> QSize:
        """Nothing is cut at this width, and no figure is left out at this height."""
        return QSize(self.sizeHint().width(), round(SPACINGS[-1].height(len(self.figures))))

    def spacing(self) -> Spacing:
        """The roomiest in which all figures fit."""
        fits = (one for one in SPACINGS if one.height(len(self.figures)) <= self.height())
        return next(fits, SPACINGS[-1])

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint all figures, as roomy as the height lets them be."""
        palette, spacing = palette_in_force(), self.spacing()
        painter = QPainter(self)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        wide = self.width() - INDENT
        top = spacing.top
        for one in self.figures:
            colour = str(getattr(palette, one.token))
            painter.fillRect(QRectF(0.0, top, BAR, spacing.tall), QColor(colour))
            rows = (
                (one.name, lettering(LEGEND), palette.text, spacing.name),
                (one.figure, lettering(FIGURE, SEMIBOLD), palette.text, spacing.figure),
                (one.note, lettering(CAPTION), palette.muted, spacing.note),
            )
            for words, font, ink, tall in rows:
                if tall:
                    painter.setFont(font)
                    painter.setPen(QColor(ink))
                    painter.drawText(QRectF(INDENT, top, wide, tall), left, words)
                top += tall
            top += spacing.gap
        painter.end()
