"""Value: how sure the NPV is, the pinned case behind it."""

from PySide6.QtWidgets import QWidget

from planner.analysis.spread import spread
from planner.charts import Result
from planner.charts.figures import MILLIONS
from planner.charts.figures_table import FiguresTable
from planner.charts.measure_figures import measure_figures
from planner.charts.value_chart import NPV, PEAK_FUNDING, VALUE_TO_OWNER, ValueChart
from planner.charts.value_figures import value_figures
from planner.charts.value_findings import money_of_value, value_findings
from planner.charts.value_words import NAMES
from planner.domain.project import Project
from planner.pages.chart_page import ChartPage
from planner.pages.page_head import Segments
from planner.units.message import QT_TRANSLATE_NOOP, sentence

TITLES = {
    NPV: sentence(
        "value-npv-title",
        QT_TRANSLATE_NOOP("planner", "Net present value, {unit}, by share of draws, %"),
    ),
    VALUE_TO_OWNER: sentence(
        "value-owner-title",
        QT_TRANSLATE_NOOP("planner", "Value to owner, {unit}, by share of draws, %"),
    ),
    PEAK_FUNDING: sentence(
        "value-peak-title",
        QT_TRANSLATE_NOOP("planner", "Peak funding, {unit}, by share of draws, %"),
    ),
}
MEASURE = sentence("value-measure", QT_TRANSLATE_NOOP("planner", "Measure"))
FIGURES = sentence("value-figures", QT_TRANSLATE_NOOP("planner", "Figures of the draws"))
TOLD = sentence("value-told", QT_TRANSLATE_NOOP("planner", "What the table tells"))
OF_THE_CHART = sentence("value-of-the-chart", QT_TRANSLATE_NOOP("planner", "Figures"))
MORE = sentence("value-more", QT_TRANSLATE_NOOP("planner", "More measures"))
CHOICES = (VALUE_TO_OWNER, NPV, PEAK_FUNDING)


class ValuePage(ChartPage):
    """The page of the Value tab."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.chart = ValueChart()
        super().__init__(self.chart, parent)
        self._result: Result | None = None
        self._pinned: Result | None = None
        named = tuple(str(NAMES[name]()) for name in CHOICES)
        self.measure = Segments(str(MEASURE()), named, self)
        self.measure.choose(CHOICES.index(NPV))
        self.measure.chosen.connect(self._say)
        self.told = Segments(str(TOLD()), (str(OF_THE_CHART()), str(MORE())), self)
        self.told.chosen.connect(self._tell)
        self.head.add_control(self.measure)
        self.head.add_control(self.told)
        self.head.add_menu(self.chart.menu.actions())
        self._set_title(str(TITLES[NPV](unit=MILLIONS.symbol)))
        self.figures = FiguresTable(str(FIGURES()), self)
        self._add_figures(str(FIGURES()), self.figures)
        self._tenants: dict[str, str] = {}

    def describe(self, project: Project, plan: Project | None = None) -> None:
        """Take the names of the tenants."""
        super().describe(project, plan)
        self._tenants = {f"tenants/{tenant.id}": tenant.name for tenant in project.tenants}

    def show_result(self, result: Result | None, pinned: Result | None = None) -> None:
        """Show a result before a pinned one; None says why there is nothing."""
        self._result, self._pinned = result, pinned
        self._say()

    def _tell(self, choice: int) -> None:
        """More measures are shown whatever the room; the chart comes back with its own figures."""
        self._figures_lead = self._figures_are_others = choice == 1
        if self._figures_lead:
            self._figures_wanted = True
        self._say()

    def _say(self, _choice: int = 0) -> None:
        """Title, finding, chart and figures of the chosen measure."""
        result, name = self._result, CHOICES[self.measure.choice]
        self.chart.show_result(result, self._pinned, name)
        figures = value_figures(result, self._pinned, name)
        if self.told.choice == 1:
            figures = measure_figures(result, self._tenants)
        self.figures.set_figures(figures)
        self._fold()
        if result is None:
            self._show_nothing()
            return
        measure = result.measures.get(name)
        unit = MILLIONS.symbol if measure is None else money_of_value(spread(measure)).symbol
        self._set_title(str(TITLES[name](unit=unit)))
        self.head.finding.set_messages(value_findings(result, self._pinned, name))
        if not self.chart.filled:
            self.chart.show_empty(self.head.finding.accessibleName())
