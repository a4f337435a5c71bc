"""Backlog: how good it is, over time; who may leave, from when, at what fee."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from planner.charts import Result
from planner.charts import backlog_words as words
from planner.charts.backlog_chart import NAMES, BacklogChart
from planner.charts.backlog_figures import MOST_COLUMNS, backlog_figures
from planner.charts.backlog_findings import backlog_findings
from planner.charts.backlog_lines import EXPECTED, HEADLINE, backlog, has_backlog, largest
from planner.charts.figure_column import FigureColumn, LargeFigure
from planner.charts.figures import MILLIONS, money_scale, percent
from planner.charts.figures_table import NO_FIGURES, FigureRow, Figures, FiguresTable
from planner.charts.months import MonthScale
from planner.charts.things import Thing
from planner.domain.project import Project
from planner.pages.after_the_end import AFTER_THE_END, after_the_end
from planner.pages.chart_page import SHARES, ChartPage
from planner.pages.choosers import PartChooser
from planner.pages.exit_rights import SIDES, ExitRight, exit_rights, notice_marks
from planner.pages.page_head import Segments
from planner.pages.plan_things import contracts_of, tenants_of
from planner.units.message import QT_TRANSLATE_NOOP, sentence

TITLE = sentence("backlog-title", QT_TRANSLATE_NOOP("planner", "Backlog of the plan, {unit}"))
PART_TITLE = sentence(
    "backlog-part-title", QT_TRANSLATE_NOOP("planner", "Backlog of {part}, {unit}")
)
PART = sentence("backlog-part", QT_TRANSLATE_NOOP("planner", "Plan, tenant or contract"))
WHOLE = sentence("backlog-whole", QT_TRANSLATE_NOOP("planner", "All tenants"))
KIND = sentence("backlog-kind", QT_TRANSLATE_NOOP("planner", "What is firm"))
BILLING = sentence("backlog-billing", QT_TRANSLATE_NOOP("planner", "Billing"))
FIGURES = sentence("backlog-figures", QT_TRANSLATE_NOOP("planner", "Figures"))
AS_PLANNED = sentence("backlog-planned", QT_TRANSLATE_NOOP("planner", "As planned"))
MEAN = sentence("backlog-mean", QT_TRANSLATE_NOOP("planner", "Mean"))
BY_DATE = sentence("backlog-by-date", QT_TRANSLATE_NOOP("planner", "Backlog by date"))
RIGHTS = sentence("backlog-rights", QT_TRANSLATE_NOOP("planner", "Right to leave"))
FROM = sentence("backlog-from", QT_TRANSLATE_NOOP("planner", "From"))
NOTICE = sentence("backlog-notice", QT_TRANSLATE_NOOP("planner", "Notice"))
FEE = sentence("backlog-fee", QT_TRANSLATE_NOOP("planner", "Fee, $m"))
RATE = sentence("backlog-rate", QT_TRANSLATE_NOOP("planner", "Rate /yr"))
RIGHT_IN = sentence("backlog-right-in", QT_TRANSLATE_NOOP("planner", "{contract} of {tenant}"))
LARGE = sentence("backlog-large", QT_TRANSLATE_NOOP("planner", "Backlog at the start"))
OF_HEADLINE = sentence("backlog-of-headline", QT_TRANSLATE_NOOP("planner", "{share} of headline"))
AS_WRITTEN = sentence(
    "backlog-as-written", QT_TRANSLATE_NOOP("planner", "Changed by this case; as written {value}")
)
NO_CONTRACT = sentence(
    "backlog-no-contract", QT_TRANSLATE_NOOP("planner", "No contract yet, so there is no backlog.")
)
ADD_CONTRACT = sentence("backlog-add-contract", QT_TRANSLATE_NOOP("planner", "Add a contract"))
NO_BACKLOG = sentence(
    "backlog-none",
    QT_TRANSLATE_NOOP("planner", "No contract of this case has bills to come that are fixed."),
)
SMALLER = sentence(
    "backlog-smaller", QT_TRANSLATE_NOOP("planner", "Smaller contracts: choose one above")
)
MOST_CONTRACTS = 40  # whose rights are listed
COLUMN_ROOM = 820  # pixels of the page from which the large figures stand beside the chart
ROW_NAMES, COLUMN = 180, 80  # pixels of a backlog's name and of a month
BARELY = 1e-9
RIGHTS_NAME = 150  # pixels for who may leave


class BacklogPage(ChartPage):
    """The page of the Backlog tab.

    Signals
    -------
    contract_asked()
        The empty state's button: the user wants to add the first contract.
    """

    contract_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.chart = BacklogChart()
        super().__init__(self.chart, parent)
        self._result: Result | None = None
        self._tenants: tuple[Thing, ...] = ()
        self._contracts: tuple[Thing, ...] = ()
        self._project: Project | None = None
        self._plan: Project | None = None
        self.chart.action_asked.disconnect(self.facility_asked)
        self.chart.action_asked.connect(self._action_asked)
        self.part = PartChooser(str(PART()), str(WHOLE()), self)
        self.part.currentIndexChanged.connect(self._say)
        self.kind = Segments(str(KIND()), (str(BILLING()), str(words.RPO())), self)
        self.kind.chosen.connect(self._set_kind)
        self.mode = Segments(str(FIGURES()), (str(AS_PLANNED()), str(MEAN())), self)
        self.mode.chosen.connect(self._set_mode)
        for control in (self.part, self.kind, self.mode):
            self.head.add_control(control)
        self.head.add_menu(self.chart.menu.actions())
        self._set_title(str(TITLE(unit=MILLIONS.symbol)))
        self.column = FigureColumn(str(LARGE()), self)
        self._body.setSpacing(12)
        self._body.addWidget(self.column)
        self._cover(self.column)
        self.figures = FiguresTable(str(BY_DATE()), self, ROW_NAMES)
        self.rights = FiguresTable(str(RIGHTS()), self, RIGHTS_NAME)
        self.after = FiguresTable(str(AFTER_THE_END()), self, RIGHTS_NAME)
        self._add_figures(str(BY_DATE()), self.figures, (self.rights, self.after))

    def describe(self, project: Project, plan: Project | None = None) -> None:
        """Take tenants and contracts from the plan, their terms as the case in view has them."""
        super().describe(project, plan)
        self._project, self._plan = project, plan or project
        self._tenants, self._contracts = tenants_of(project), contracts_of(project)

    def show_result(self, result: Result | None, pinned: Result | None = None) -> None:
        """Show a result; None says why there is nothing. A pinned one has no place in it."""
        del pinned
        self._result = result
        if result is not None:
            self.part.offer(
                [thing for thing in self._tenants if has_backlog(result, thing.path)],
                [thing for thing in self._contracts if has_backlog(result, thing.path)],
            )
        self._say()

    def show_problem(self, text: str) -> None:
        """Say why the plan was not computed; the large figures go too."""
        super().show_problem(text)
        self._fit_column()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the large figures only where the chart keeps enough room."""
        super().resizeEvent(event)
        self._fit_column()
        self._show_figures()

    def _set_kind(self, index: int) -> None:
        self.chart.set_obligation(index == 1)
        self._say()

    def _set_mode(self, index: int) -> None:
        self.chart.set_expected(index == 1)
        self._say()

    def _action_asked(self) -> None:
        asked = self.contract_asked if self._has_facility else self.facility_asked
        asked.emit()

    def _say(self, _choice: int = 0) -> None:
        """Everything that follows from the chosen part."""
        result, path, means = self._result, self.part.path, self.mode.choice == 1
        rights = self._rights(path)
        scale = None if result is None else MonthScale.starting(result.start)
        marks = () if scale is None else notice_marks(rights, scale)
        self.chart.show_result(result, path, marks)
        self._show_figures()
        self.rights.set_figures(NO_FIGURES if scale is None else self._rights_table(rights, scale))
        after = NO_FIGURES
        if result is not None and self._plan is not None:
            after = after_the_end(self._plan, result, [right.path for right in rights])
        self.after.set_figures(after)
        solid = self.chart.solid_name
        self.column.set_figures(() if result is None else _large(result, path, means, solid))
        self._fold()
        self._fit_column()
        if result is None:
            self._show_nothing()
            return
        if not self.chart.filled:
            self.head.finding.set_messages(())
            self._show_no_backlog()
            return
        unit = self.chart.money.symbol
        name = self.part.chosen_name
        self._set_title(str(PART_TITLE(part=name, unit=unit) if path else TITLE(unit=unit)))
        self.head.finding.set_messages(backlog_findings(result, path, marks, means))

    def _show_figures(self) -> None:
        """At as many moments as there is room for beside the rights."""
        room = self.width() * SHARES[0] // sum(SHARES) - ROW_NAMES
        most = min(room // COLUMN, MOST_COLUMNS)
        means = self.mode.choice == 1
        self.figures.set_figures(backlog_figures(self._result, self.part.path, means, most))

    def _show_no_backlog(self) -> None:
        if self._contracts:
            self.chart.show_empty(str(NO_BACKLOG()))
        else:
            self.chart.show_empty(str(NO_CONTRACT()), str(ADD_CONTRACT()))

    def _give_all_to_figures(self, alone: bool) -> None:
        super()._give_all_to_figures(alone)
        self._fit_column()

    def _fit_column(self) -> None:
        shown = bool(self.column.figures) and not self._is_blocked and not self.figures_alone
        self.column.setVisible(self.width() >= COLUMN_ROOM and shown)

    def _rights(self, path: str, written: bool = False) -> tuple[ExitRight, ...]:
        """Of the largest contracts of the chosen part that have a backlog."""
        plan = self._project if written else self._plan
        if plan is None or self._result is None:
            return ()
        within = [
            thing.path
            for thing in self._contracts
            if f"{thing.path}/".startswith(f"{path}/" if path else "")
        ]
        return exit_rights(plan, largest(self._result, within, MOST_CONTRACTS))

    def _rights_table(self, rights: tuple[ExitRight, ...], scale: MonthScale) -> Figures:
        """Both sides of each contract, what the case has changed marked as such."""
        if not rights:
            return NO_FIGURES
        written = {
            (right.path, right.side): right for right in self._rights(self.part.path, written=True)
        }
        names = {thing.path: thing.name for thing in (*self._tenants, *self._contracts)}
        rows = []
        for right in rights:
            tenant = right.path.partition("/contracts/")[0]
            told = str(RIGHT_IN(contract=names[right.path], tenant=names[tenant]))
            before = written.get((right.path, right.side), right)
            changed = {
                place: str(AS_WRITTEN(value=old))
                for place, old in right.changed_from(before, scale).items()
            }
            printed = right.printed(scale)
            nothing = (float("nan"),) * len(printed)
            rows.append(FigureRow(right.who, nothing, False, printed, changed, told))
        if len(rows) == len(SIDES) * MOST_CONTRACTS:
            rows.append(FigureRow(str(SMALLER()), (), False, ("",) * 4))
        heads = (str(FROM()), str(NOTICE()), str(FEE()), str(RATE()))
        return Figures(str(RIGHTS()), heads, tuple(rows), MILLIONS, total=False)


def _large(result: Result, path: str, means: bool, solid: str) -> tuple[LargeFigure, ...]:
    """The three lines shown, at the start, or after the month in which they are signed."""
    found = backlog(result, path, means)
    if found is None:
        return ()
    money = money_scale([found.peak])
    begun = found.begins
    moment = MonthScale.starting(result.start).short(max(begun, 0))
    when = str(words.AT_START() if begun < 0 else words.AFTER(month=moment))
    headline = found.after(HEADLINE, begun)
    figures = [LargeFigure(str(words.HEADLINE()), money.figure(headline), when, "capital")]
    for name, token in ((EXPECTED, "tax"), (solid, "receipts")):
        amount = found.after(name, begun)
        share = percent(amount / headline) if headline > BARELY else ""
        note = str(OF_HEADLINE(share=share)) if share else when
        figures.append(LargeFigure(str(NAMES[name]()), money.figure(amount), note, token))
    return tuple(figures)
