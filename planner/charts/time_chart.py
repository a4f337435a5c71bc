"""A chart over the months of a plan."""

from planner.charts.axes import Edge, MonthAxis, YearLines
from planner.charts.chart import Chart
from planner.charts.months import MonthScale
from planner.charts.plot import Plot


class TimeChart(Chart):
    """A chart whose steps are months; step -1 is the start of the plan."""

    scale: MonthScale | None = None

    @property
    def month_axis(self) -> MonthAxis:
        """The months beneath the plots."""
        axis = self.axis_below
        if not isinstance(axis, MonthAxis):
            raise TypeError(type(axis))
        return axis

    def shown_months(self) -> tuple[int, int]:
        """First month in view and the one after the last; -1 is the start."""
        return self.shown_steps()

    def _axis_below(self, plot: Plot) -> Edge:
        return MonthAxis(plot)

    def _set_period(self, start: str, months: int, left: float) -> None:
        """Say which months there are, and where the first thing stands (-1: a bar at the start)."""
        scale = MonthScale.starting(start)
        changed, self.scale = scale != self.scale, scale
        self.month_axis.calendar = scale
        self.month_axis.first, self.month_axis.last = 0, months
        self._set_steps(left, float(months), YearLines(scale), changed)

    def _clear_period(self) -> None:
        """There is nothing to show."""
        self.scale = None
        self.month_axis.calendar = None
        self._clear_steps()
