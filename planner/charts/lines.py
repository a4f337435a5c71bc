"""Lines of a chart, smooth or in steps."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from planner.charts.plot import NOTHING, Extent, Floats, Plot, Shape, snapped


class Line(Shape):
    """One line. `smooth` ones are antialiased, which is slow for wide lines of many points.

    Painted in pixels: pyqtgraph's curves take cosmetic pens, which a screen of scale 2 shows at
    half their width, and rely on clipping, which SVG files lose.
    """

    def __init__(
        self, plot: Plot, layer: float, smooth: bool = False, within: bool = False
    ) -> None:
        """A `within` line is left out where a value lies outside the plot, not led to its edge."""
        super().__init__(plot, layer)
        self.places, self.values = NOTHING, NOTHING
        self.colour = QColor()
        self._smooth, self._within = smooth, within
        self._pen, self._casing = QPen(), QPen(Qt.PenStyle.NoPen)
        self._polygons: list[QPolygonF] | None = None

    def set_values(self, places: Floats, values: Floats) -> None:
        """Run through `values` at `places`, both (N,); empty arrays for nothing.

        With one place more than values, value k holds from place k to k + 1: a line in steps.
        """
        self.places, self.values = places, values
        self.rescaled()
        self.update()

    def set_pen(self, colour: str, width: float = 1.0, dashes: Sequence[float] = ()) -> None:
        """Draw in a colour, `width` pixels wide; `dashes` in widths, drawn and left by turns."""
        self.colour = QColor(colour)
        self._pen = QPen(self.colour, width)
        if dashes:
            self._pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            self._pen.setDashPattern(dashes)
        self.update()

    def set_casing(self, colour: str, width: float) -> None:
        """Draw a wider line beneath, so that dashes can be read on every fill; 0 for none."""
        self._casing = QPen(QColor(colour), width) if width else QPen(Qt.PenStyle.NoPen)
        self.update()

    def rescaled(self) -> None:
        """The line in pixels has to be made anew."""
        self._polygons = None

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Paint the casing, then the line."""
        if not self.values.size:
            return
        if self._polygons is None:
            self._polygons = self._traced(self._plot.extent())
        for pen in (self._casing, self._pen):
            if pen.style() != Qt.PenStyle.NoPen:
                # Wide antialiased lines are slow, and of a casing only the edge is seen.
                smooth = self._smooth and pen is self._pen
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
                painter.setPen(pen)
                for part in self._polygons:
                    painter.drawPolyline(part)

    def _traced(self, extent: Extent) -> list[QPolygonF]:
        if self.places.size > self.values.size:
            # Only steps in view: those beyond would be drawn upon one another along the edge.
            first = max(int(np.searchsorted(self.places, extent.left, side="right")) - 1, 0)
            after = int(np.searchsorted(self.places[:-1], extent.right, side="left"))
            edges = extent.columns(self.places[first : after + 1]).clip(0.0, extent.width)
            rows = np.repeat(extent.rows(self.values[first:after]), 2)
            return [polygon(np.round(np.repeat(edges, 2)[1:-1]), np.round(rows))]
        places, values = extent.seen(self.places, self.values)
        parts = [slice(None)]
        if self._within:
            inside = (values >= extent.bottom) & (values <= extent.top)
            parts = [slice(*run) for run in runs(inside) if run[1] - run[0] > 1]
        columns, rows = extent.columns(places), extent.rows(values)
        return [polygon(columns[part], rows[part]) for part in parts]


class Upright(Shape):
    """One line from top to bottom, at a place."""

    def __init__(self, plot: Plot, layer: float) -> None:
        super().__init__(plot, layer)
        self.place: float | None = None
        self._pen = QPen()

    def stand_at(self, place: float | None) -> None:
        """Stand at a place; None is nowhere."""
        self.place = place
        self.update()

    def set_pen(self, colour: str, width: float = 1.0) -> None:
        """Draw in a colour, `width` pixels wide."""
        self._pen = QPen(QColor(colour), width)
        self.update()

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Paint the line on whole pixels, if it stands within the plot."""
        extent = self._plot.extent()
        if self.place is None or not extent.left <= self.place <= extent.right:
            return
        column = snapped(min(extent.x(self.place), extent.width - 1.0))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(self._pen)
        painter.drawLine(QLineF(column, 0.0, column, extent.height))


def runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First index and index after the last of each run of true flags."""
    bounded = np.concatenate([[False], flags, [False]])
    edges = np.flatnonzero(bounded[1:] != bounded[:-1])
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def polygon(columns: Floats, rows: Floats) -> QPolygonF:
    """Points in pixels as Qt takes them."""
    return QPolygonF([QPointF(x, y) for x, y in zip(columns.tolist(), rows.tolist(), strict=True)])
