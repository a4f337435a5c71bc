"""What stands around a plot: values at its left, months beneath, direct labels at its right end."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QGraphicsWidget, QSizePolicy, QStyleOptionGraphicsItem, QWidget

from planner.charts.figures import MILLIONS, MoneyScale, number
from planner.charts.lettering import CAPTION, SEMIBOLD, lettering, text_width
from planner.charts.months import MonthScale
from planner.charts.palette import LIGHT, Palette
from planner.charts.plot import Extent, Plot, snapped, value_ticks

VALUE_WIDTH = 46.0  # at least
TALLEST = 1200.0  # pixels of a plot: the closest values, whose labels are the longest
MONTH_HEIGHT = 20.0
GAP = 8.0
LINE = 14.0
MONTH_SPACING = 40.0  # pixels a month needs before months, not years, are labelled
YEAR_SPACING = 44.0  # pixels between labelled years, at least
ALL_MONTHS, QUARTERS = 1, 3


class Edge(QGraphicsWidget):
    """A strip beside a plot, repainted whenever the plot shows something else."""

    def __init__(self, plot: Plot) -> None:
        super().__init__()
        self._plot = plot
        self._palette = LIGHT
        plot.add_listener(self._changed)

    def recolour(self, palette: Palette) -> None:
        """Take the colours of this palette."""
        self._palette = palette
        self.update()

    def fix_width(self, width: float) -> None:
        """Be exactly so wide, and as high as the plot."""
        self.setMinimumWidth(width)
        self.setMaximumWidth(width)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def _changed(self) -> None:
        self.update()


def decimals_of(ticks: Sequence[float]) -> int:
    """The decimals that tell round values apart."""
    step = ticks[1] - ticks[0] if len(ticks) > 1 else abs(ticks[0]) if ticks else 1.0
    return next((n for n in range(6) if abs(round(step, n) - step) < 1e-9), 6)


class ValueAxis(Edge):
    """Round values beside the gridlines; the unit stands in the title, not here."""

    def __init__(self, plot: Plot) -> None:
        super().__init__(plot)
        self.fix_width(VALUE_WIDTH)
        self.money: MoneyScale = MILLIONS
        self.shown = False

    def labels(self) -> list[tuple[float, str]]:
        """Values with their labels, as far apart as the height allows."""
        return self._labels(self._plot.extent().height)

    def needed_width(self) -> float:
        """The width the labels take at any height, in steps: the plot must not twitch."""
        widths = [text_width(text, lettering(CAPTION)) for _value, text in self._labels(TALLEST)]
        more = max(widths, default=0.0) + GAP - VALUE_WIDTH
        return VALUE_WIDTH + 16.0 * max(math.ceil(more / 16.0), 0)

    def _labels(self, height: float) -> list[tuple[float, str]]:
        extent = self._plot.extent()
        low, high = extent.bottom / self.money.divisor, extent.top / self.money.divisor
        ticks = value_ticks(low, high, height)
        decimals = decimals_of(ticks)
        return [(tick * self.money.divisor, number(tick, decimals)) for tick in ticks]

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Paint the labels, right-aligned before the plot."""
        if not self.shown:
            return
        extent = self._plot.extent()
        painter.setFont(lettering(CAPTION))
        painter.setPen(QColor(self._palette.muted))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for value, text in self.labels():
            box = QRectF(0.0, extent.y(value) - LINE / 2, self.size().width() - GAP, LINE)
            painter.drawText(box, right, text)


def year_step(extent: Extent) -> int:
    """Every how many years a label fits: 1, 2, 5, 10 or 20."""
    pixels = 12.0 * extent.width / (extent.right - extent.left)
    return next((n for n in (1, 2, 5, 10) if n * pixels >= YEAR_SPACING), 20)


@dataclass(frozen=True)
class YearLines:
    """Where the years begin that are labelled."""

    calendar: MonthScale

    def __call__(self, extent: Extent) -> list[float]:
        """Their Januaries, as places."""
        step = year_step(extent)
        years = self.calendar.years(extent.left, extent.right)
        return [float(self.calendar.january(year)) for year in years if year % step == 0]


class MonthAxis(Edge):
    """Years, centred between their Januaries; months once they are far enough apart."""

    def __init__(self, plot: Plot) -> None:
        super().__init__(plot)
        self.setMinimumHeight(MONTH_HEIGHT)
        self.setMaximumHeight(MONTH_HEIGHT)
        self.calendar: MonthScale | None = None
        self.first, self.last = 0, 0

    def labels(self) -> list[tuple[float, str]]:
        """Places (months since the start) with the labels centred on them."""
        if self.calendar is None or self.last <= self.first:
            return []
        extent = self._plot.extent()
        pixels = extent.width / (extent.right - extent.left)
        if pixels >= MONTH_SPACING:
            return self._months(extent, self.calendar, ALL_MONTHS)
        if pixels * QUARTERS >= 2 * MONTH_SPACING:
            return self._months(extent, self.calendar, QUARTERS)
        return self._years(extent, self.calendar, year_step(extent))

    def _months(self, extent: Extent, scale: MonthScale, step: int) -> list[tuple[float, str]]:
        first, last = (
            max(int(extent.left // 1), self.first),
            min(math.ceil(extent.right), self.last) - 1,
        )
        shown = [k for k in range(first, last + 1) if (scale.calendar(k)[1] - 1) % step == 0]
        labels = []
        for k in shown:
            year, month = scale.calendar(k)
            named = k == shown[0] or month == 1
            labels.append((k + 0.5, f"{scale.name(month)} {year}" if named else scale.name(month)))
        return labels

    def _years(self, extent: Extent, scale: MonthScale, step: int) -> list[tuple[float, str]]:
        left, right = max(extent.left, self.first), min(extent.right, self.last)
        font = lettering(CAPTION)
        labels = []
        for year in scale.years(left, right):
            begin, end = max(scale.january(year), left), min(scale.january(year + step), right)
            room = extent.x(end) - extent.x(begin)
            if (year % step == 0 or begin == left) and room >= text_width(str(year), font) + 4.0:
                middle = (
                    (begin + min(end, scale.january(year + 1))) / 2
                    if step > 1
                    else (begin + end) / 2
                )
                labels.append((middle, str(year)))
        return labels

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Paint the labels, and a short tick under each year line."""
        if self.calendar is None:
            return
        extent = self._plot.extent()
        painter.setPen(QPen(QColor(self._palette.border), 1.0))
        for place in YearLines(self.calendar)(extent):
            column = snapped(extent.x(place))
            if 0.0 < column < extent.width:
                painter.drawLine(QLineF(column, 0.0, column, 4.0))
        painter.setFont(lettering(CAPTION))
        painter.setPen(QColor(self._palette.muted))
        for place, text in self.labels():
            box = QRectF(extent.x(place) - 60.0, 4.0, 120.0, LINE)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


@dataclass(frozen=True)
class EndLabel:
    """A direct label at the right end of a line."""

    value: float
    text: str
    leading: bool = False


class EndLabels(Edge):
    """Direct labels, pushed apart where they would overlap."""

    def __init__(self, plot: Plot) -> None:
        super().__init__(plot)
        self.labels: tuple[EndLabel, ...] = ()
        self.fix_width(GAP)

    def set_labels(self, labels: Sequence[EndLabel]) -> None:
        """Show these instead."""
        self.labels = tuple(labels)
        self.update()

    def needed_width(self) -> float:
        """The width the labels take, in steps: the plot must not twitch as figures change."""
        widths = [text_width(label.text, self._font(label)) for label in self.labels]
        return GAP if not widths else 16.0 * (1 + (max(widths) + 1.5 * GAP) // 16.0)

    def rows(self) -> list[float]:
        """Where each label is centred, in pixels from the top, in the labels' order."""
        extent = self._plot.extent()
        order = sorted(range(len(self.labels)), key=lambda i: -self.labels[i].value)
        wanted = [extent.y(self.labels[i].value) for i in order]
        placed = spread_apart(wanted, LINE, LINE / 2, extent.height - LINE / 2)
        rows = [0.0] * len(order)
        for place, index in enumerate(order):
            rows[index] = placed[place]
        return rows

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Paint the labels; the leading one in bold."""
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for label, row in zip(self.labels, self.rows(), strict=True):
            painter.setFont(self._font(label))
            painter.setPen(QColor(self._palette.text if label.leading else self._palette.muted))
            box = QRectF(GAP, row - LINE / 2, self.size().width() - GAP, LINE)
            painter.drawText(box, left, label.text)

    def _font(self, label: EndLabel) -> QFont:
        return lettering(CAPTION, SEMIBOLD) if label.leading else lettering(CAPTION)


def spread_apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Rows in ascending order moved as little as needed to stand `gap` apart between two ends.

    Rows that meet are moved to both sides alike: each stack of them stands around its middle.
    """
    stacks: list[tuple[float, int]] = []  # the middle of where a stack's first row would be, rows
    for index, row in enumerate(wanted):
        first, rows = row - index * gap, 1
        while stacks and stacks[-1][0] > first:
            before, count = stacks.pop()
            first, rows = (before * count + first * rows) / (count + rows), count + rows
        stacks.append((first, rows))
    last = high - gap * (len(wanted) - 1)
    firsts = [max(min(first, last), low) for first, rows in stacks for _ in range(rows)]
    return [first + index * gap for index, first in enumerate(firsts)]
