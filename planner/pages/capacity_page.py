"""Capacity: megawatts by tenant against what is available, of all facilities or one."""

from PySide6.QtWidgets import QWidget

from planner.analysis.periods import Period
from planner.charts import Result
from planner.charts.capacity_chart import CapacityChart
from planner.charts.capacity_findings import capacity_findings
from planner.charts.months import MonthScale
from planner.charts.things import Thing
from planner.domain.project import Project
from planner.pages.chart_page import ChartPage
from planner.pages.choosers import Chooser
from planner.pages.page_head import Segments
from planner.pages.plan_things import facilities_of, tenants_of
from planner.units.message import QT_TRANSLATE_NOOP, sentence

TITLE = sentence(
    "capacity-title", QT_TRANSLATE_NOOP("planner", "Power by tenant, MW of critical IT load")
)
SITE_TITLE = sentence(
    "capacity-site-title",
    QT_TRANSLATE_NOOP("planner", "Power served by {facility}, MW"),
)
FACILITY = sentence("capacity-facility", QT_TRANSLATE_NOOP("planner", "Facility"))
ALL = sentence("capacity-all", QT_TRANSLATE_NOOP("planner", "All facilities"))
PERIOD = sentence("capacity-period", QT_TRANSLATE_NOOP("planner", "Means of"))
MONTHLY = sentence("capacity-monthly", QT_TRANSLATE_NOOP("planner", "Monthly"))
QUARTERLY = sentence("capacity-quarterly", QT_TRANSLATE_NOOP("planner", "Quarterly"))
ANNUAL = sentence("capacity-annual", QT_TRANSLATE_NOOP("planner", "Annual"))
PERIODS = (Period.MONTH, Period.QUARTER, Period.CALENDAR_YEAR)
SHOWN = sentence("capacity-shown", QT_TRANSLATE_NOOP("planner", "Shown"))
AS_PLANNED = sentence("capacity-as-planned", QT_TRANSLATE_NOOP("planner", "As planned"))
EXPECTED = sentence("capacity-expected", QT_TRANSLATE_NOOP("planner", "P10–P90"))


class CapacityPage(ChartPage):
    """The page of the Capacity tab."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.chart = CapacityChart()
        super().__init__(self.chart, parent)
        self._tenants: tuple[Thing, ...] = ()
        self._described: tuple[Thing, ...] = ()
        self._facilities: tuple[Thing, ...] = ()
        self._result: Result | None = None
        self.facility = Chooser(str(FACILITY()), self)
        self.facility.addItem(str(ALL()))
        self.facility.currentIndexChanged.connect(self._set_facility)
        self.mode = Segments(str(SHOWN()), (str(AS_PLANNED()), str(EXPECTED())), self)
        self.mode.chosen.connect(self._set_mode)
        named = (str(MONTHLY()), str(QUARTERLY()), str(ANNUAL()))
        self.period = Segments(str(PERIOD()), named, self)
        self.period.chosen.connect(self._set_period)
        self.head.add_control(self.facility)
        self.head.add_control(self.period)
        self.head.add_control(self.mode)
        self.head.add_menu(self.chart.menu.actions())
        self._set_title(str(TITLE()))

    def describe(self, project: Project, plan: Project | None = None) -> None:
        """Take the names and colours of tenants and facilities from the plan."""
        super().describe(project, plan)
        self._tenants = tenants_of(project)
        self._described = facilities_of(project)
        self._offer(self._in_the_case())

    def show_result(self, result: Result | None, pinned: Result | None = None) -> None:
        """Show a result, and what a pinned one serves; None says why there is nothing."""
        self._result = result
        self._offer(self._in_the_case())
        self.chart.show_result(result, self._tenants, pinned, self._facilities)
        self._say()

    def _in_the_case(self) -> tuple[Thing, ...]:
        """The facilities that have power to show; all of them before a result."""
        if self._result is None:
            return self._described
        series = self._result.series
        return tuple(each for each in self._described if (each.path, "available") in series)

    def _offer(self, facilities: tuple[Thing, ...]) -> None:
        """Offer these facilities, keeping the chosen one if it still is there."""
        if facilities == self._facilities:
            return
        self._facilities = facilities
        chosen = self.facility.currentData()
        self.facility.blockSignals(True)
        self.facility.clear()
        self.facility.addItem(str(ALL()), None)
        for thing in self._facilities:
            self.facility.addItem(thing.name, thing.path)
        self.facility.setCurrentIndex(max(self.facility.findData(chosen), 0))
        self.facility.blockSignals(False)
        self.facility.setVisible(len(self._facilities) > 1)
        self._set_facility(self.facility.currentIndex())

    def _set_facility(self, index: int) -> None:
        self.chart.set_facility(self._facilities[index - 1] if index > 0 else None)
        self._say()

    def _set_period(self, index: int) -> None:
        self.chart.set_period(PERIODS[index])
        self._say()

    def _set_mode(self, index: int) -> None:
        self.chart.set_expected(index == 1)
        self._say()

    def _say(self) -> None:
        """Title and finding for what the chart shows now."""
        index = self.facility.currentIndex()
        one_site = index > 0
        name = self._facilities[index - 1].name if one_site else ""
        self._set_title(str(SITE_TITLE(facility=name)) if one_site else str(TITLE()))
        if self._result is None:
            self._show_nothing()
            return
        if self.chart.power is not None:
            scale = MonthScale.starting(self._result.start)
            periods = self.chart.periods
            found = capacity_findings(self.chart.power, scale, one_site, periods)
            self.head.finding.set_messages(found)
