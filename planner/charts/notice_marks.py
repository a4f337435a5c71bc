"""When notice may be given: a line where it first may, brackets as long as the notice itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from planner.charts.plot import InkShape, Plot, snapped

TICK = 4.0
DASHES = [3.0, 2.0]


@dataclass(frozen=True)
class NoticeMark:
    """Someone may leave: notice from the start of a month on, so many months before it counts."""

    month: int
    notice: int
    text: str


class NoticeMarks(InkShape):
    """Dashed lines where notice may first be given."""

    def __init__(self, plot: Plot) -> None:
        super().__init__(plot, 5.0)
        self.months: tuple[int, ...] = ()

    def set_months(self, months: Sequence[int]) -> None:
        """Stand at the beginning of these months."""
        self.months = tuple(months)
        self.update()

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Paint the lines that lie in the plot."""
        extent = self._plot.extent()
        pen = QPen(QColor(self._palette.text), 1.0, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern(DASHES)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(pen)
        for month in self.months:
            if extent.left <= month <= extent.right:
                column = snapped(extent.x(float(month)))
                painter.drawLine(QLineF(column, 0.0, column, extent.height))


@dataclass(frozen=True)
class Bracket:
    """From one place to another, at a value."""

    left: float
    right: float
    value: float


class Brackets(InkShape):
    """Lines with a tick at each end: how long something takes."""

    def __init__(self, plot: Plot) -> None:
        super().__init__(plot, 5.0)
        self.brackets: tuple[Bracket, ...] = ()

    def set_brackets(self, brackets: Sequence[Bracket]) -> None:
        """Show these instead."""
        self.brackets = tuple(brackets)
        self.update()

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Paint the brackets that lie wholly in the plot."""
        extent = self._plot.extent()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(QColor(self._palette.text), 1.0))
        for bracket in self.brackets:
            if bracket.left < extent.left or bracket.right > extent.right:
                continue
            left, right = snapped(extent.x(bracket.left)), snapped(extent.x(bracket.right))
            row = snapped(extent.y(bracket.value))
            painter.drawLine(QLineF(left, row, right, row))
            painter.drawLine(QLineF(left, row, left, row + TICK))
            painter.drawLine(QLineF(right, row, right, row + TICK))
