"""Bands, stacked steps and bars: what the charts fill."""

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from planner.charts.lines import polygon, runs
from planner.charts.plot import NOTHING, Extent, Floats, Plot, Shape

HATCH_SPACING = 8
CUT_HEIGHT = 7.0


class Band(Shape):
    """The area between two curves over the same places: one band of a fan."""

    def __init__(self, plot: Plot, layer: float) -> None:
        super().__init__(plot, layer)
        self.places, self.low, self.high = NOTHING, NOTHING, NOTHING
        self._fill = QColor()
        self._polygon: QPolygonF | None = None

    def set_values(self, places: Floats, low: Floats, high: Floats) -> None:
        """Fill between `low` and `high`, each (N,), at `places` (N,); empty arrays for nothing."""
        self.places, self.low, self.high = places, low, high
        self.rescaled()
        self.update()

    def set_fill(self, fill: QColor) -> None:
        """Fill with this colour."""
        self._fill = fill
        self.update()

    def rescaled(self) -> None:
        """The outline in pixels has to be made anew."""
        self._polygon = None

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Fill the band; antialiased, since a polygon of some hundred points is cheap."""
        if not self.places.size:
            return
        if self._polygon is None:
            extent = self._plot.extent()
            places, low = extent.seen(self.places, self.low)
            high = extent.seen(self.places, self.high)[1]
            columns = extent.columns(places)
            self._polygon = polygon(
                np.concatenate([columns, columns[::-1]]),
                np.concatenate([extent.rows(low), extent.rows(high)[::-1]]),
            )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._fill)
        painter.drawPolygon(self._polygon)


class Steps(Shape):
    """One layer of a stack that changes by month, filled, hatched, or hatched over a tint."""

    def __init__(self, plot: Plot, layer: float, hatched: bool = False) -> None:
        super().__init__(plot, layer)
        self.low, self.high = NOTHING, NOTHING
        self.hatched = hatched
        self.fill, self._outline = QColor(), QColor()
        self._tint: QColor | None = None
        self._path: QPainterPath | None = None
        self._lines: list[QLineF] | None = None

    def set_values(self, low: Floats, high: Floats) -> None:
        """Fill from `low` to `high`, each (M,): month k covers k to k + 1."""
        self.low, self.high = low, high
        self.rescaled()
        self.update()

    def set_colours(self, fill: QColor, outline: QColor) -> None:
        """Fill (or hatch) with one colour; the other parts a layer from its neighbours."""
        self.fill, self._outline = fill, outline
        self.update()

    def set_tint(self, tint: QColor | None) -> None:
        """Hatch over this colour; None fills, or hatches over nothing, as it was made."""
        self._tint = tint
        self.update()

    def rescaled(self) -> None:
        """Outline and hatching in pixels have to be made anew."""
        self._path, self._lines = None, None

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Fill each run of months with some thickness."""
        if not self.low.size:
            return
        if not self.hatched or self._tint is not None:
            if self._path is None:
                self._path = _step_path(self._plot.extent(), self.low, self.high)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(self._outline, 1.0))
            painter.setBrush(self.fill if self._tint is None else self._tint)
            painter.drawPath(self._path)
        if self.hatched or self._tint is not None:
            if self._lines is None:
                self._lines = self._hatching()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.fill, 1.0))
            painter.drawLines(self._lines)

    def _hatching(self) -> list[QLineF]:
        extent = self._plot.extent()
        edges = np.round(extent.columns(np.arange(self.low.size + 1, dtype=np.float64)))
        top, bottom = np.round(extent.rows(self.high)), np.round(extent.rows(self.low))
        left, right = edges[:-1].clip(0.0, extent.width), edges[1:].clip(0.0, extent.width)
        return hatch_lines(left, right, top, bottom)


def hatch_lines(left: Floats, right: Floats, top: Floats, bottom: Floats) -> list[QLineF]:
    """Diagonals across rectangles, (N,) each in ascending order, in pixels.

    They lie on one grid whatever the rectangles, so that those of neighbours join, and are cut here
    and not by a clip of the painter, which SVG files lose.
    """
    if not left.size:
        return []
    size = float(HATCH_SPACING)
    low, high = float((left + top).min()), float((right + bottom).max())
    sums = np.arange(np.floor(low / size) * size, high + size, size)[:, None]
    begin, end = np.maximum(left, sums - bottom), np.minimum(right, sums - top)
    line, rectangle = np.nonzero(end > begin)
    begin, end = begin[line, rectangle], end[line, rectangle]
    joined = (line[1:] == line[:-1]) & (begin[1:] <= end[:-1])
    first = np.flatnonzero(np.concatenate([[True], ~joined]))
    last = np.flatnonzero(np.concatenate([~joined, [True]]))
    if not line.size:
        return []
    totals = sums[line[first], 0]
    starts, stops = begin[first], end[last]
    corners = (starts, totals - starts, stops, totals - stops)
    return [QLineF(*four) for four in zip(*(c.tolist() for c in corners), strict=True)]


class Bars(Shape):
    """One money line as bars: one for each month or year, and one for the start."""

    def __init__(self, plot: Plot, layer: float) -> None:
        super().__init__(plot, layer)
        self.left, self.right = NOTHING, NOTHING
        self.low, self.high = NOTHING, NOTHING
        self._fill, self._ground = QColor(), QColor()

    def set_values(self, left: Floats, right: Floats, low: Floats, high: Floats) -> None:
        """Bars from `left` to `right` (places) and `low` to `high` (values), each (N,)."""
        self.left, self.right, self.low, self.high = left, right, low, high
        self.update()

    def set_colours(self, fill: QColor, ground: QColor) -> None:
        """The bars' colour, and the one behind the plot, in which a cut is made."""
        self._fill, self._ground = fill, ground
        self.update()

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Fill the bars on whole pixels; one that leaves the plot is cut by a slanted gap."""
        if not self.left.size:
            return
        extent = self._plot.extent()
        rectangles = self._rectangles(extent)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._fill)
        painter.drawRects([rectangle.intersected(self._area) for rectangle in rectangles])
        painter.setBrush(self._ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for rectangle in rectangles:
            for row in _cuts(rectangle, extent):
                painter.drawPolygon(_gap(rectangle, row))

    def _rectangles(self, extent: Extent) -> list[QRectF]:
        left = np.round(extent.columns(self.left)).clip(0.0, extent.width)
        right = np.round(extent.columns(self.right)).clip(0.0, extent.width)
        top, bottom = np.round(extent.rows(self.high)), np.round(extent.rows(self.low))
        thick = (bottom > top) & (right > left)
        edges = (array[thick].tolist() for array in (left, top, right, bottom))
        return [QRectF(a, b, max(c - a, 1.0), d - b) for a, b, c, d in zip(*edges, strict=True)]


def _cuts(bar: QRectF, extent: Extent) -> list[float]:
    rows = []
    if bar.bottom() > extent.height + 1.0:
        rows.append(extent.height - 2.0 * CUT_HEIGHT)
    if bar.top() < -1.0:
        rows.append(2.0 * CUT_HEIGHT)
    return rows


def _gap(bar: QRectF, row: float) -> QPolygonF:
    half, slant = CUT_HEIGHT / 2.0, CUT_HEIGHT
    left, right = bar.left() - 1.0, bar.right() + 1.0
    return QPolygonF(
        [
            QPointF(left, row + slant / 2 - half),
            QPointF(right, row - slant / 2 - half),
            QPointF(right, row - slant / 2 + half),
            QPointF(left, row + slant / 2 + half),
        ]
    )


def _step_path(extent: Extent, low: Floats, high: Floats) -> QPainterPath:
    path = QPainterPath()
    edges = np.round(extent.columns(np.arange(low.size + 1, dtype=np.float64)))
    # One pixel outside, so that a run cut by the edge of the plot has no outline there.
    edges = edges.clip(-1.0, extent.width + 1.0)
    floor, ceiling = np.round(extent.rows(low)), np.round(extent.rows(high))
    for first, last in runs(high > low):
        columns = np.repeat(edges[first : last + 1], 2)[1:-1]
        path.addPolygon(
            polygon(
                np.concatenate([columns, columns[::-1]]),
                np.concatenate(
                    [
                        np.repeat(ceiling[first:last], 2),
                        np.repeat(floor[first:last], 2)[::-1],
                    ]
                ),
            )
        )
        path.closeSubpath()
    return path
