"""What the pages with a chart over time do alike: head above, chart beneath, states passed on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.charts.chart import TimeChart
from planner.domain.project import Project
from planner.pages.page_head import MARGIN, PageHead
from planner.units.message import QT_TRANSLATE_NOOP, sentence

NO_FACILITY = sentence(
    "page-no-facility",
    QT_TRANSLATE_NOOP("planner", "No facility yet, so there is no power to let and no cash."),
)
ADD_FACILITY = sentence("page-add-facility", QT_TRANSLATE_NOOP("planner", "Add a facility"))
NOTHING_COMPUTED = sentence(
    "page-nothing-computed", QT_TRANSLATE_NOOP("planner", "Nothing has been computed yet.")
)
CHART_MARGIN = MARGIN - 6  # the chart keeps 6 for the outline of its focus


class ChartPage(QWidget):
    """A page: title, finding and controls, then a chart.

    Signals
    -------
    facility_asked()
        The empty state's button: the user wants to add the first facility.
    problem_asked()
        "Show the problem" was pressed.
    """

    facility_asked = Signal()
    problem_asked = Signal()

    def __init__(self, chart: TimeChart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head = PageHead(self)
        self._time_chart = chart
        chart.action_asked.connect(self.facility_asked)
        chart.problem_asked.connect(self.problem_asked)
        self._has_facility = True
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(CHART_MARGIN, 4, CHART_MARGIN, 8)
        self._body.addWidget(chart, 1)
        self._column.addLayout(self._body, 1)

    def describe(self, project: Project) -> None:
        """Take names, colours and what there is from the plan, before `show`."""
        self._has_facility = bool(project.facilities)

    def set_stale(self, stale: bool) -> None:
        """Say whether the plan has changed since the result shown."""
        self._time_chart.set_stale(stale)

    def show_problem(self, text: str) -> None:
        """Say why the plan was not computed."""
        self.head.finding.set_messages(())
        self._time_chart.show_problem(text)

    def _add_below(self, widget: QWidget) -> None:
        """Put a table under the chart, from edge to edge."""
        self._column.addWidget(widget)

    def _set_title(self, title: str) -> None:
        self.head.set_title(title)
        self._time_chart.caption = title

    def _show_nothing(self) -> None:
        self.head.finding.set_messages(())
        if self._has_facility:
            self._time_chart.show_empty(str(NOTHING_COMPUTED()))
        else:
            self._time_chart.show_empty(str(NO_FACILITY()), str(ADD_FACILITY()))
