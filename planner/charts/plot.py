"""One plot: a pyqtgraph view box with its grid, and the way from values to pixels."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from planner.charts.palette import LIGHT, Palette

Floats = NDArray[np.float64]
NOTHING: Floats = np.empty(0)

TICK_SPACING = 22.0  # pixels between horizontal gridlines, at least
CLOSE_TICKS = 15.0  # and where the plot is so low that there would be fewer than three
FEWEST_TICKS = 3
MOST_TICKS = 8.0


@dataclass(frozen=True)
class Extent:
    """What a plot shows: places (months) and values at its edges, and its size in pixels."""

    left: float
    right: float
    bottom: float
    top: float
    width: float
    height: float

    def x(self, place: float) -> float:
        """The pixel column of a place."""
        return (place - self.left) / (self.right - self.left) * self.width

    def y(self, value: float) -> float:
        """The pixel row of a value."""
        return (self.top - value) / (self.top - self.bottom) * self.height

    def place(self, column: float) -> float:
        """The place of a pixel column."""
        return self.left + column / max(self.width, 1.0) * (self.right - self.left)

    def columns(self, places: Floats) -> Floats:
        """Pixel columns of many places."""
        return (places - self.left) * (self.width / (self.right - self.left))

    def rows(self, values: Floats) -> Floats:
        """Pixel rows of many values."""
        return (self.top - values) * (self.height / (self.top - self.bottom))

    def seen(self, places: Floats, values: Floats) -> tuple[Floats, Floats]:
        """The part of a line, (N,) in ascending places, that lies between left and right."""
        low, high = max(self.left, float(places[0])), min(self.right, float(places[-1]))
        if high <= low:
            return NOTHING, NOTHING
        within = places[(places > low) & (places < high)]
        shown = np.concatenate([[low], within, [high]])
        return shown, np.interp(shown, places, values)


def value_ticks(low: float, high: float, pixels: float) -> list[float]:
    """Round values (1, 2 or 5 times a power of ten) between two ends, far enough apart to read."""
    if not high > low or pixels < 1.0:
        return []
    ticks = _ticks(low, high, max(TICK_SPACING / pixels, 1.0 / MOST_TICKS))
    if len(ticks) >= FEWEST_TICKS:
        return ticks
    return _ticks(low, high, max(CLOSE_TICKS / pixels, 1.0 / MOST_TICKS))


def _ticks(low: float, high: float, share: float) -> list[float]:
    """Round values that are at least a share of the whole apart."""
    least = (high - low) * share
    power = 10.0 ** math.floor(math.log10(least))
    step = next(power * factor for factor in (1.0, 2.0, 5.0, 10.0) if power * factor >= least)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [index * step for index in range(first, last + 1)]


Uprights = Callable[[Extent], Sequence[float]]
"""Where, among the places that a plot shows, lines stand upright."""


class Shape(QGraphicsItem):
    """Something painted over the whole plot, in its pixels: crisp edges at every zoom."""

    def __init__(self, plot: "Plot", layer: float) -> None:
        super().__init__(plot.view_box)
        self._plot = plot
        self._area = QRectF()
        self.setZValue(layer)
        plot.add_shape(self)

    def resized(self, area: QRectF) -> None:
        """The plot shows another part, or has another size."""
        if area != self._area:
            self.prepareGeometryChange()
            self._area = area
        self.rescaled()
        self.update()

    def rescaled(self) -> None:
        """Drop whatever was kept for the old part; nothing here."""

    def boundingRect(self) -> QRectF:
        """The whole plot."""
        return self._area


class InkShape(Shape):
    """A shape that is painted in colours of the palette in force."""

    def __init__(self, plot: "Plot", layer: float) -> None:
        super().__init__(plot, layer)
        self._palette = LIGHT

    def recolour(self, palette: Palette) -> None:
        """Take the colours of this palette."""
        self._palette = palette
        self.update()


class GridLines(Shape):
    """Horizontal lines at round values, upright ones at round places, the zero line strong."""

    def __init__(self, plot: "Plot") -> None:
        super().__init__(plot, -20.0)
        self.uprights: Uprights | None = None
        self._line, self._zero = QColor(), QColor()

    def recolour(self, palette: Palette) -> None:
        """Take the colours of this palette."""
        self._line, self._zero = QColor(palette.gridline), QColor(palette.strong)
        self.update()

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Paint the lines, each on whole pixels."""
        if self.uprights is None:
            return
        extent = self._plot.extent()
        rows = [extent.y(value) for value in value_ticks(extent.bottom, extent.top, extent.height)]
        lines = [QLineF(0.0, snapped(row), extent.width, snapped(row)) for row in rows]
        for column in map(extent.x, self.uprights(extent)):
            if 0.0 < column < extent.width:
                lines.append(QLineF(snapped(column), 0.0, snapped(column), extent.height))
        painter.setPen(QPen(self._line, 1.0))
        painter.drawLines(lines)
        if extent.bottom <= 0.0 <= extent.top:
            row = snapped(min(extent.y(0.0), extent.height - 1.0))
            painter.setPen(QPen(self._zero, 1.0))
            painter.drawLine(QLineF(0.0, row, extent.width, row))


def snapped(pixel: float) -> float:
    """The middle of the pixel, where a line of width 1 is sharp."""
    return math.floor(pixel) + 0.5


class Plot:
    """A view box whose range is set, never guessed, and the shapes painted in it."""

    def __init__(self) -> None:
        # pyqtgraph has no types: the view box is Any, and nothing here inherits from it.
        self.view_box: Any = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0.0)
        self.view_box.disableAutoRange()
        self._shapes: list[Shape] = []
        self._listeners: list[Callable[[], None]] = []
        self.grid = GridLines(self)
        self.view_box.sigRangeChanged.connect(self._refresh)
        self.view_box.sigResized.connect(self._refresh)

    def add_shape(self, shape: Shape) -> None:
        """Keep a shape told of every change of range and size."""
        self._shapes.append(shape)

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """Everything that is painted over the plot."""
        return tuple(self._shapes)

    def add_listener(self, listener: Callable[[], None]) -> None:
        """Call this, a bound method, after every change of range and size."""
        self._listeners.append(listener)

    def extent(self) -> Extent:
        """What is shown now."""
        (left, right), (bottom, top) = self.view_box.viewRange()
        area = self.view_box.rect()
        return Extent(left, right, bottom, top, area.width(), area.height())

    def set_values(self, low: float, high: float) -> None:
        """Show the values from `low` to `high`."""
        self.view_box.setYRange(low, high, padding=0.0)

    def set_places(self, left: float, right: float) -> None:
        """Show the months from `left` to `right`."""
        self.view_box.setXRange(left, right, padding=0.0)

    def scene_area(self) -> QRectF:
        """Where the plot lies in the scene."""
        area: QRectF = self.view_box.sceneBoundingRect()
        return area

    def in_scene(self, column: float, row: float) -> QPointF:
        """A pixel of the plot as a point of the scene."""
        point: QPointF = self.view_box.mapToScene(QPointF(column, row))
        return point

    def _refresh(self, *_signal: object) -> None:
        area = QRectF(self.view_box.rect())
        for shape in self._shapes:
            shape.resized(area)
        for listener in self._listeners:
            listener()


def padded(low: float, high: float, below: float, above: float) -> tuple[float, float]:
    """A range with a share of itself added at each end; never empty."""
    if not math.isfinite(low) or not math.isfinite(high) or high <= low:
        low, high = (low - 1.0, low + 1.0) if math.isfinite(low) else (0.0, 1.0)
    size = high - low
    return low - below * size, high + above * size


def extremes(arrays: Sequence[Floats]) -> tuple[float, float]:
    """The lowest and the highest finite value of all arrays; (inf, -inf) where there is none."""
    finite = [array[np.isfinite(array)] for array in arrays]
    known = [array for array in finite if array.size]
    if not known:
        return math.inf, -math.inf
    return min(float(a.min()) for a in known), max(float(a.max()) for a in known)
