"""The read-out of a chart: what the month under the pointer holds, docked in a corner."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from planner.charts.clearance import Outline, hidden_pixels
from planner.charts.legend import LegendEntry, paint_swatch
from planner.charts.lettering import (
    CAPTION,
    MEDIUM,
    SEMIBOLD,
    lettering,
    shortened,
    text_width,
)
from planner.charts.palette import LIGHT, Palette
from planner.charts.plot import Extent

PADDING = 10.0
ROW = 17.0
HEAD = 18.0
SWATCH = 9.0
INDENT = 15.0
COLUMN_GAP = 24.0
RADIUS = 4.0
FEW_ROWS = 3  # in a plot below this height, in pixels
SHORT_HEIGHT = 220
FEWEST = 2
MARGIN = 8.0
WIDEST_NAME = 190.0  # pixels; a longer name loses its middle
LEAST_NAME = 50.0  # what is left of a name in a sentence; where that is too little, all is cut


@dataclass(frozen=True)
class ReadOutRow:
    """A name and its figure; `swatch` as in the legend. `leading` rows stay where room is short.

    `named` is what of the text is a name of the plan: only that is shortened.
    """

    text: str
    figure: str
    swatch: LegendEntry | None = None
    leading: bool = False
    named: str = ""


def rows_with_room(height: float, leading: int, others: int) -> int:
    """How many leading rows more a plot so many pixels high has room for, at least two.

    `leading` and `others` rows stand beside them; where the plot is short, only the leading ones.
    """
    if height < SHORT_HEIGHT:
        return max(FEW_ROWS - leading, FEWEST)
    free = height - 2.0 * MARGIN - PADDING * 1.4 - HEAD
    return max(int(free // ROW) - others, FEWEST)


class ReadOut(QWidget):
    """A small box above the plot; it never takes the pointer."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.title = ""
        self.rows: tuple[ReadOutRow, ...] = ()
        self._palette = LIGHT
        self.hide()

    def recolour(self, palette: Palette) -> None:
        """Take the colours of this palette."""
        self._palette = palette
        self.update()

    def set_content(self, title: str, rows: Sequence[ReadOutRow], short: bool) -> None:
        """Show these rows; where the plot is `short`, the three leading ones."""
        kept = [row for row in rows if row.leading][:FEW_ROWS] if short else list(rows)
        self.title, self.rows = title, tuple(kept)
        self.resize(self.sizeHint())
        self.update()

    def spoken(self) -> str:
        """The same for a screen reader."""
        return "; ".join([self.title, *(f"{row.text} {row.figure}" for row in self.rows)])

    def sizeHint(self) -> QSize:
        """As wide as the widest row."""
        names = max((text_width(_name(row), lettering(CAPTION)) for row in self.rows), default=0.0)
        figures = max(
            (text_width(row.figure, lettering(CAPTION, MEDIUM)) for row in self.rows), default=0.0
        )
        title = text_width(self.title, lettering(CAPTION, SEMIBOLD))
        wide = max(INDENT + names + COLUMN_GAP + figures, title, 120.0) + 2.0 * PADDING
        return QSize(round(wide), round(PADDING * 1.4 + HEAD + ROW * len(self.rows)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box, its head and its rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._palette.strong), 1.0))
        painter.setBrush(
            QColor(self._palette.sunken if self._palette.dark else self._palette.raised)
        )
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        wide = self.width() - 2.0 * PADDING
        top = PADDING * 0.7
        painter.setFont(lettering(CAPTION, SEMIBOLD))
        painter.setPen(QColor(self._palette.text))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(PADDING, top, wide, HEAD), left, self.title)
        top += HEAD
        for row in self.rows:
            if row.swatch is not None:
                square = QRectF(PADDING, round(top + (ROW - SWATCH) / 2.0), SWATCH, SWATCH)
                paint_swatch(painter, row.swatch, square)
            painter.setFont(lettering(CAPTION))
            painter.setPen(QColor(self._palette.muted))
            painter.drawText(QRectF(PADDING + INDENT, top, wide - INDENT, ROW), left, _name(row))
            painter.setFont(lettering(CAPTION, MEDIUM))
            painter.setPen(QColor(self._palette.text))
            painter.drawText(QRectF(PADDING, top, wide, ROW), right, row.figure)
            top += ROW
        painter.end()


def _name(row: ReadOutRow) -> str:
    font = lettering(CAPTION)
    over = text_width(row.text, font) - WIDEST_NAME
    room = text_width(row.named, font) - over
    if over > 0.0 and room > LEAST_NAME:
        return row.text.replace(row.named, shortened(row.named, font, room), 1)
    return shortened(row.text, font, WIDEST_NAME)


def docking_corner(
    area: QRectF,
    box: QSize,
    pointer: float,
    extent: Extent,
    outlines: Sequence[Outline],
) -> QPoint:
    """The corner of the plot where a box hides least of the drawn areas and never the pointer.

    Parameters
    ----------
    area : QRectF
        The plot in the box's coordinates.
    box : QSize
        The box's size.
    pointer : float
        The pointer's column in the plot, in pixels.
    extent : Extent
        What the plot shows.
    outlines : (low, high) each (M,)
        The drawn areas, by month.
    """
    corners = [
        QPointF(area.left() + MARGIN, area.top() + MARGIN),
        QPointF(area.right() - box.width() - MARGIN, area.top() + MARGIN),
        QPointF(area.left() + MARGIN, area.bottom() - box.height() - MARGIN),
        QPointF(area.right() - box.width() - MARGIN, area.bottom() - box.height() - MARGIN),
    ]
    hidden = [
        _hidden(QRectF(corner - area.topLeft(), box.toSizeF()), pointer, extent, outlines)
        for corner in corners
    ]
    return corners[hidden.index(min(hidden))].toPoint()


def _hidden(box: QRectF, pointer: float, extent: Extent, outlines: Sequence[Outline]) -> float:
    """Pixels of the drawn areas under the box; far more if the pointer is under it."""
    pointed = 1e9 if box.left() - MARGIN <= pointer <= box.right() + MARGIN else 0.0
    return pointed + hidden_pixels(box, extent, outlines)
