"""The legend above a chart: left-aligned, in stacking order, wrapped where the window is narrow."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from PySide6.QtCore import QEvent, QLineF, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from planner.charts.lettering import LEGEND, lettering, shortened, text_width
from planner.charts.palette import LIGHT, Palette
from planner.charts.shapes import hatch_lines

ROW = 24
SWATCH = QSize(14, 10)
SWATCH_GAP = 6.0
ENTRY_GAP = 16.0
WIDEST_NAME = 200.0  # pixels; a longer name loses its middle


class Swatch(Enum):
    """How a series is drawn, so that colour is never the only sign."""

    LINE = 0
    THIN_LINE = 1
    DASHED = 2
    BLOCK = 3
    HATCH = 4
    DOTTED = 5


@dataclass(frozen=True)
class LegendEntry:
    """One series: how it is drawn, in which colour ("#RRGGBB", with "#AARRGGBB" for a tint)."""

    swatch: Swatch
    colour: str
    text: str


class Legend(QWidget):
    """Paints its entries; its height follows its width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[LegendEntry, ...] = ()
        self.remark = ""
        self._palette = LIGHT
        self._placed_of: object = None
        self._placed: dict[int, list[QPointF]] = {}  # by width
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_entries(self, entries: Sequence[LegendEntry], remark: str = "") -> None:
        """Show these, in this order, and a remark that holds for all of them."""
        if tuple(entries) == self.entries and remark == self.remark:
            return
        self.entries, self.remark = tuple(entries), remark
        names = [entry.text for entry in self.entries]
        self.setAccessibleName(", ".join([*names, remark] if remark else names))
        self.updateGeometry()
        self.update()

    def recolour(self, palette: Palette) -> None:
        """Take the text colour of this palette."""
        self._palette = palette
        self.update()

    def hasHeightForWidth(self) -> bool:
        """It wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many rows as the entries need."""
        spots = self._spots(width)
        return int(spots[-1].y()) + ROW if spots else ROW

    def room_after(self) -> float:
        """The pixels that are left at the right of the last row."""
        font, spots = lettering(LEGEND), self._spots(self.width())
        if not spots:
            return float(self.width())
        last = text_width(self.remark, font)
        if not self.remark:
            last = SWATCH.width() + SWATCH_GAP + text_width(_name(self.entries[-1]), font)
        return self.width() - spots[-1].x() - last

    def sizeHint(self) -> QSize:
        """One row."""
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def minimumSizeHint(self) -> QSize:
        """One row, however narrow."""
        return QSize(120, ROW)

    def event(self, event: QEvent) -> bool:
        """Tell the whole of a name that was cut while the pointer rests on it."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._cut_at(event.pos()), self)
            return True
        return super().event(event)

    def _cut_at(self, point: QPoint) -> str:
        for entry, spot in zip(self.entries, self._spots(self.width()), strict=False):
            name = _name(entry)
            width = SWATCH.width() + SWATCH_GAP + text_width(name, lettering(LEGEND))
            if name != entry.text and QRectF(spot.x(), spot.y(), width, ROW).contains(point):
                return entry.text
        return ""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a swatch and a name for every entry."""
        painter = QPainter(self)
        self.paint(painter)
        painter.end()

    def paint(self, painter: QPainter) -> None:
        """Paint the legend at the painter's origin, on screen or into a picture."""
        painter.setFont(lettering(LEGEND))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        spots = self._spots(self.width())
        if self.remark:
            spot = spots[-1]
            painter.setPen(QColor(self._palette.muted))
            painter.drawText(QRectF(spot.x(), spot.y(), 600.0, ROW), left, self.remark)
        for entry, spot in zip(self.entries, spots, strict=False):
            swatch = QRectF(
                spot.x(), spot.y() + (ROW - SWATCH.height()) / 2.0, SWATCH.width(), SWATCH.height()
            )
            paint_swatch(painter, entry, swatch)
            painter.setPen(QColor(self._palette.text))
            room = QRectF(swatch.right() + SWATCH_GAP, spot.y(), 600.0, ROW)
            painter.drawText(room, left, _name(entry))

    def _spots(self, width: int) -> list[QPointF]:
        # Layouts ask some thirty times for the height that follows from them, at several widths.
        font = lettering(LEGEND)
        shown = (font, self.entries, self.remark)
        if shown != self._placed_of:
            self._placed_of, self._placed = shown, {}
        if width not in self._placed:
            self._placed[width] = self._placed_within(width, font)
        return self._placed[width]

    def _placed_within(self, width: int, font: QFont) -> list[QPointF]:
        spots: list[QPointF] = []
        x, y = 0.0, 0.0
        for entry in self.entries:
            needed = SWATCH.width() + SWATCH_GAP + text_width(_name(entry), font)
            if x > 0.0 and x + needed > width:
                x, y = 0.0, y + ROW
            spots.append(QPointF(x, y))
            x += needed + ENTRY_GAP
        if self.remark:
            wraps = x > 0.0 and x + text_width(self.remark, font) > width
            spots.append(QPointF(0.0, y + ROW) if wraps else QPointF(x, y))
        return spots


def _name(entry: LegendEntry) -> str:
    return shortened(entry.text, lettering(LEGEND), WIDEST_NAME)


def paint_swatch(painter: QPainter, entry: LegendEntry, area: QRectF) -> None:
    """Paint how a series is drawn into a small area."""
    colour = QColor(entry.colour)
    middle = int(area.center().y()) + 0.5
    line = QLineF(area.left(), middle, area.right(), middle)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if entry.swatch is Swatch.LINE:
        painter.setPen(QPen(colour, 2.0))
        painter.drawLine(line)
    elif entry.swatch is Swatch.THIN_LINE:
        painter.setPen(QPen(colour, 1.0))
        painter.drawLine(line)
    elif entry.swatch is Swatch.DASHED:
        pen = QPen(colour, 2.0, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([2.0, 1.2])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(line)
    elif entry.swatch is Swatch.DOTTED:
        pen = QPen(colour, 2.0, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([0.75, 1.0])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(line)
    elif entry.swatch is Swatch.HATCH:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1.0))
        sides = (area.left(), area.right(), area.top(), area.bottom())
        painter.drawLines(hatch_lines(*(np.array([side]) for side in sides)))
    else:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(area, 2.0, 2.0)
    painter.restore()
