"""When notice may be given: a line where it first may, brackets as long as the notice itself."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from planner.charts.palette import mixed
from planner.charts.plot import InkShape, Plot, snapped
from planner.charts.shapes import hatch_lines

TICK = 4.0
LIFT = 8.0  # pixels from what a bracket stands over
PALE = 0.5  # how strong the hatching is
DASHES = [3.0, 2.0]


@dataclass(frozen=True)
class NoticeMark:
    """Someone may leave: notice from the start of a month on, so many months before it counts.

    `is_alone` says that the contract is the only one of what is shown, so that all of it may go.
    """

    month: int
    notice: int
    text: str
    is_alone: bool = True


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


class LockIn(InkShape):
    """Hatches the time before anyone may give notice, as high as the plot."""

    def __init__(self, plot: Plot) -> None:
        super().__init__(plot, -11.0)
        self.months = 0

    def set_months(self, months: int) -> None:
        """From where the plot begins to the beginning of this month; 0 hatches nothing."""
        self.months = months
        self.update()

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Paint the part that lies in the plot."""
        extent = self._plot.extent()
        end = min(extent.x(float(self.months)), extent.width)
        if not self.months or end <= 0.0:
            return
        sides = (0.0, round(end), 0.0, round(extent.height))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(mixed(self._palette.strong, self._palette.raised, PALE)), 1.0))
        painter.drawLines(hatch_lines(*(np.array([side], dtype=np.float64) for side in sides)))


@dataclass(frozen=True)
class Bracket:
    """From one place to another, over a value."""

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
            row = snapped(extent.y(bracket.value) - LIFT)
            painter.drawLine(QLineF(left, row, right, row))
            painter.drawLine(QLineF(left, row, left, row + TICK))
            painter.drawLine(QLineF(right, row, right, row + TICK))
