"""Cash: cumulative free cash flow with its fan, and the money lines by month, quarter or year."""

from PySide6.QtWidgets import QWidget

from planner.analysis.periods import Period
from planner.charts import Result
from planner.charts.cash_chart import CashChart
from planner.charts.cash_figures import cash_figures
from planner.charts.cash_findings import cash_findings, money_of
from planner.charts.cash_lines import FCFE, has_equity
from planner.charts.figures import MILLIONS
from planner.charts.figures_table import FiguresTable
from planner.charts.things import Thing
from planner.domain.project import Project
from planner.pages.chart_page import ChartPage
from planner.pages.page_head import Segments
from planner.pages.plan_things import tenants_of
from planner.units.message import QT_TRANSLATE_NOOP, sentence

TITLE = sentence("cash-title", QT_TRANSLATE_NOOP("planner", "Free cash flow to the firm, {unit}"))
EQUITY_TITLE = sentence(
    "cash-equity-title", QT_TRANSLATE_NOOP("planner", "Free cash flow to equity, {unit}")
)
BARS = sentence("cash-bars", QT_TRANSLATE_NOOP("planner", "Bars"))
MONTHLY = sentence("cash-monthly", QT_TRANSLATE_NOOP("planner", "Monthly"))
QUARTERLY = sentence("cash-quarterly", QT_TRANSLATE_NOOP("planner", "Quarterly"))
ANNUAL = sentence("cash-annual", QT_TRANSLATE_NOOP("planner", "Annual"))
FLOW = sentence("cash-flow", QT_TRANSLATE_NOOP("planner", "Cash flow"))
TO_FIRM = sentence("cash-to-firm", QT_TRANSLATE_NOOP("planner", "FCFF"))
TO_EQUITY = sentence("cash-to-equity", QT_TRANSLATE_NOOP("planner", "FCFE"))
FIGURES = sentence("cash-figures", QT_TRANSLATE_NOOP("planner", "Figures by year"))
PERIODS = (Period.MONTH, Period.QUARTER, Period.CALENDAR_YEAR)


class CashPage(ChartPage):
    """The page of the Cash tab."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.chart = CashChart()
        super().__init__(self.chart, parent)
        self._result: Result | None = None
        self._pinned: Result | None = None
        self._tenants: tuple[Thing, ...] = ()
        named = (str(MONTHLY()), str(QUARTERLY()), str(ANNUAL()))
        self.period = Segments(str(BARS()), named, self)
        self.period.chosen.connect(self._set_period)
        self.flow = Segments(str(FLOW()), (str(TO_FIRM()), str(TO_EQUITY())), self)
        self.flow.chosen.connect(self._set_flow)
        self.head.add_control(self.period)
        self.head.add_control(self.flow)
        self.head.add_menu(self.chart.menu.actions())
        self._set_title(str(TITLE(unit=MILLIONS.symbol)))
        self.figures = FiguresTable(str(FIGURES()), self)
        self._add_figures(str(FIGURES()), self.figures)

    def describe(self, project: Project, plan: Project | None = None) -> None:
        """Take the names of the tenants from the plan."""
        super().describe(project, plan)
        self._tenants = tenants_of(project)

    def show_result(self, result: Result | None, pinned: Result | None = None) -> None:
        """Show a result beside a pinned one; None says why there is nothing."""
        self._result, self._pinned = result, pinned
        self.flow.setVisible(result is not None and has_equity(result))
        self.chart.show_result(result, pinned, self._tenants)
        self._say()

    def _set_period(self, index: int) -> None:
        self.chart.set_period(PERIODS[index])

    def _set_flow(self, index: int) -> None:
        self.chart.set_equity(index == 1)
        self._say()

    def _say(self) -> None:
        """Title, finding and figures of the flow that the chart shows."""
        result, flow = self._result, self.chart.flow
        self.figures.set_figures(cash_figures(result, flow, self._pinned))
        self._fold()
        if result is None:
            self._show_nothing()
            return
        title = EQUITY_TITLE if flow == FCFE else TITLE
        self._set_title(str(title(unit=money_of(result, flow).symbol)))
        self.head.finding.set_messages(cash_findings(result, flow))
