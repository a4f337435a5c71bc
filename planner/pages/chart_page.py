"""What all pages do alike: head above, chart or table beneath, figures folded, states passed on."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.charts.chart import Chart
from planner.charts.figures_table import FiguresTable, share_height
from planner.charts.statement_view import StatementView
from planner.charts.states import Staleness, Veil
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
SHARES = (5, 4)  # of the width, of the first column of figures and of another
MOST = 1000  # of the stretch, against the empty room beneath
CHART_ROOM = 320  # pixels for head and chart before the figures get theirs

Display = Chart | StatementView


class ChartPage(QWidget):
    """A page: title, finding and controls, then a chart or a table.

    Signals
    -------
    facility_asked()
        The empty state's button: the user wants to add the first facility.
    problem_asked()
        "Show the problem" was pressed.
    """

    facility_asked = Signal()
    problem_asked = Signal()

    def __init__(self, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head = PageHead(self)
        self._display = display
        display.action_asked.connect(self.facility_asked)
        display.problem_asked.connect(self.problem_asked)
        self._staleness = Staleness(self)
        self._cover(self.head.finding)
        self._has_facility = True
        self._is_blocked = False
        self._figures: tuple[tuple[FiguresTable, ...], ...] = ()
        self._columns: list[QVBoxLayout] = []
        self._below: QWidget | None = None
        self._figures_wanted = True  # where they have room
        self._figures_lead = False  # they were asked for, and come before the chart
        self.figures_alone = False  # in the place of the chart
        self._figures_are_others = False  # than those of the chart, and name themselves
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._body = QHBoxLayout()
        self._body.setContentsMargins(CHART_MARGIN, 4, CHART_MARGIN, 8)
        self._body.addWidget(display, 1)
        self._column.addLayout(self._body, 1)

    def describe(self, project: Project, plan: Project | None = None) -> None:
        """Take names, colours and what there is from the plan, before `show`.

        `plan` is the project with the overrides of the case in view applied, where terms count.
        """
        del plan
        self._is_blocked = False
        self._has_facility = bool(project.facilities)

    def set_stale(self, stale: bool) -> None:
        """Say whether the plan has changed since the result shown: all of it is dimmed."""
        self._display.set_stale(stale)
        self._staleness.set_stale(stale)

    def show_problem(self, text: str) -> None:
        """Say why the plan was not computed; figures of an older plan are not left beside it."""
        self._is_blocked = True
        self._staleness.set_stale(False)
        self._fold()
        self.head.finding.set_messages(())
        self._display.show_problem(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the figures where the chart would get too little room."""
        super().resizeEvent(event)
        self._fold()

    def _cover(self, part: QWidget) -> None:
        """Have this part dimmed, too, while the page is stale."""
        self._staleness.dimmed.connect(Veil(part).setVisible)

    def _add_figures(self, name: str, *columns: FiguresTable | Sequence[FiguresTable]) -> None:
        """Put tables under the chart, side by side from edge to edge, to be folded by Ctrl+T.

        Several tables of one column stand one upon the other.
        """
        self._figures = tuple(
            (each,) if isinstance(each, FiguresTable) else tuple(each) for each in columns
        )
        self._below = QWidget(self)
        row = QHBoxLayout(self._below)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, tables in enumerate(self._figures):
            column = QVBoxLayout()
            column.setSpacing(0)
            for table in tables:
                column.addWidget(table)
            column.addStretch(1)
            self._columns.append(column)
            row.addLayout(column, SHARES[min(place, 1)])
        self._column.addWidget(self._below)
        self._cover(self._below)
        self.figures_shown = QAction(name, self)
        self.figures_shown.setCheckable(True)
        self.figures_shown.setChecked(True)
        self.figures_shown.setShortcut(QKeySequence("Ctrl+T"))
        self.figures_shown.triggered.connect(self._ask_figures)
        self.addAction(self.figures_shown)

    def _ask_figures(self, shown: bool) -> None:
        """Unfold the figures, in the chart's place where both have no room, or fold them."""
        if shown or not self.figures_alone:
            self._figures_wanted = shown
        self._figures_lead = shown
        self._fold()

    def _fold(self) -> None:
        if self._below is None:
            return
        for table in (table for tables in self._figures for table in tables[1:]):
            table.setVisible(bool(table.figures().rows))
        first = sum(table.sizeHint().height() for table in self._figures[0])
        for tables in self._figures[1:]:
            share_height([table for table in tables if table.figures().rows], first)
        needed = max(
            sum(table.sizeHint().height() for table in tables if table.figures().rows)
            for tables in self._figures
        )
        room = self.height() >= CHART_ROOM + needed
        there = bool(self._figures[0][0].figures().rows)
        can_be = there and not self._is_blocked
        shown = can_be and self._figures_wanted
        alone = shown and not room and self._figures_lead
        if alone != self.figures_alone:
            self.figures_alone = alone
            self._give_all_to_figures(alone)
        self._entitle()
        self._below.setVisible(alone or (room and shown))
        # The tick says what is to be seen, so that the next press always changes something.
        self.figures_shown.setEnabled(can_be)
        self.figures_shown.setChecked(alone or (room and shown))
        # At once, from within: a table with one row more would be cut until events are handled.
        for layout in (self._below.layout(), self._column):
            if layout is not None:
                layout.activate()

    def _give_all_to_figures(self, alone: bool) -> None:
        """Where both have no room, figures that were asked for take the place of the chart."""
        self._display.setVisible(not alone)
        self._column.setStretchFactor(self._body, 0 if alone else 1)
        if self._below is not None:
            self._column.setStretchFactor(self._below, 1 if alone else 0)
        for column, tables in zip(self._columns, self._figures, strict=True):
            for table in tables:
                table.set_growing(alone)
                column.setStretchFactor(table, MOST if alone else 0)

    def _set_title(self, title: str) -> None:
        self._display.caption = title
        self._entitle()

    def _entitle(self) -> None:
        """Name what is in view: the chart, or the figures in its place."""
        named = self.figures_alone and self._figures_are_others
        corner = self._figures[0][0].figures().corner if named else ""
        self.head.set_title(corner or self._display.caption)

    def _show_nothing(self) -> None:
        self.head.finding.set_messages(())
        if self._has_facility:
            self._display.show_empty(str(NOTHING_COMPUTED()))
        else:
            self._display.show_empty(str(NO_FACILITY()), str(ADD_FACILITY()))
