"""An axis of money beneath a histogram whose steps are classes of equal width."""

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from planner.analysis.spread import Classes
from planner.charts.axes import LINE, MONTH_HEIGHT, Edge, decimals_of
from planner.charts.figures import MoneyScale, number
from planner.charts.lettering import CAPTION, lettering, text_width
from planner.charts.plot import TICK_SPACING, Extent, Plot, snapped, value_ticks

TICK_ROOM = 72.0  # pixels between two amounts, at least


@dataclass(frozen=True)
class AmountScale:
    """Which amount lies at which place, and in which scale it is shown."""

    classes: Classes
    money: MoneyScale

    def amount(self, place: float) -> float:
        """The amount at a place, $m."""
        return self.classes.low + place * self.classes.width

    def ticks(self, extent: Extent) -> list[tuple[float, float]]:
        """Places with round amounts in the scale's own unit, far enough apart to be read."""
        low = self.amount(extent.left) / self.money.divisor
        high = self.amount(extent.right) / self.money.divisor
        amounts = value_ticks(low, high, extent.width * TICK_SPACING / TICK_ROOM)
        return [(self.classes.place(a * self.money.divisor), a) for a in amounts]

    def __call__(self, extent: Extent) -> list[float]:
        """Where lines stand upright."""
        return [place for place, _amount in self.ticks(extent)]


class AmountAxis(Edge):
    """Round amounts, each under its line."""

    def __init__(self, plot: Plot) -> None:
        super().__init__(plot)
        self.setMinimumHeight(MONTH_HEIGHT)
        self.setMaximumHeight(MONTH_HEIGHT)
        self.amounts: AmountScale | None = None

    def labels(self) -> list[tuple[float, str]]:
        """Places with the labels centred on them."""
        if self.amounts is None:
            return []
        ticks = self.amounts.ticks(self._plot.extent())
        decimals = decimals_of([amount for _place, amount in ticks])
        return [(place, number(amount, decimals)) for place, amount in ticks]

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Paint the labels, kept inside the plot, and a short tick over each."""
        extent = self._plot.extent()
        font = lettering(CAPTION)
        painter.setFont(font)
        for place, text in self.labels():
            column = extent.x(place)
            painter.setPen(QPen(QColor(self._palette.border), 1.0))
            painter.drawLine(QLineF(snapped(column), 0.0, snapped(column), 4.0))
            painter.setPen(QColor(self._palette.muted))
            wide = text_width(text, font) + 2.0
            left = min(max(column - wide / 2.0, 0.0), extent.width - wide)
            box = QRectF(left, 4.0, wide, LINE)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
