"""Statement: income, cash and balances of the plan, a facility or a tenant, by period."""

from PySide6.QtWidgets import QComboBox, QWidget

from planner.analysis.periods import Period
from planner.analysis.statement import Request, answer
from planner.analysis.statement_lines import NO_SITE, Section
from planner.charts import Result
from planner.charts.figures import MILLIONS
from planner.charts.months import MonthScale
from planner.charts.statement_findings import statement_findings
from planner.charts.statement_view import StatementView
from planner.charts.statement_words import BALANCE, CASH_FLOW, INCOME
from planner.charts.things import Thing, market_in
from planner.domain.project import Project
from planner.pages.chart_page import ChartPage
from planner.pages.choosers import PartChooser
from planner.pages.page_head import Segments
from planner.pages.plan_things import facilities_of, tenants_of
from planner.units.message import QT_TRANSLATE_NOOP, sentence

TITLES = {
    Section.INCOME: sentence(
        "statement-income-title", QT_TRANSLATE_NOOP("planner", "Income statement, {unit}")
    ),
    Section.CASH: sentence(
        "statement-cash-title", QT_TRANSLATE_NOOP("planner", "Cash flow statement, {unit}")
    ),
    Section.BALANCE: sentence(
        "statement-balance-title", QT_TRANSLATE_NOOP("planner", "Balance sheet, {unit}")
    ),
}
PART_TITLES = {
    Section.INCOME: sentence(
        "statement-part-income-title", QT_TRANSLATE_NOOP("planner", "Income of {part}, {unit}")
    ),
    Section.CASH: sentence(
        "statement-part-cash-title", QT_TRANSLATE_NOOP("planner", "Cash of {part}, {unit}")
    ),
    Section.BALANCE: sentence(
        "statement-part-balance-title", QT_TRANSLATE_NOOP("planner", "Balances of {part}, {unit}")
    ),
}
NO_SITE_TITLES = {
    Section.INCOME: sentence(
        "statement-no-site-income-title",
        QT_TRANSLATE_NOOP("planner", "Income that belongs to no site, {unit}"),
    ),
    Section.CASH: sentence(
        "statement-no-site-cash-title",
        QT_TRANSLATE_NOOP("planner", "Cash that belongs to no site, {unit}"),
    ),
    Section.BALANCE: sentence(
        "statement-no-site-balance-title",
        QT_TRANSLATE_NOOP("planner", "Balances that belong to no site, {unit}"),
    ),
}
STATEMENT = sentence("statement-name", QT_TRANSLATE_NOOP("planner", "Statement"))
PART = sentence("statement-part", QT_TRANSLATE_NOOP("planner", "Plan, facility or tenant"))
WHOLE = sentence("statement-whole", QT_TRANSLATE_NOOP("planner", "Whole plan"))
PERIOD = sentence("statement-period", QT_TRANSLATE_NOOP("planner", "Period"))
PERIODS = {
    Period.CALENDAR_YEAR: sentence(
        "statement-calendar-years", QT_TRANSLATE_NOOP("planner", "Calendar years")
    ),
    Period.FISCAL_YEAR: sentence(
        "statement-fiscal-years", QT_TRANSLATE_NOOP("planner", "Fiscal years")
    ),
    Period.QUARTER: sentence("statement-quarters", QT_TRANSLATE_NOOP("planner", "Quarters")),
    Period.MONTH: sentence("statement-months", QT_TRANSLATE_NOOP("planner", "Months")),
}
FIGURES = sentence("statement-figures", QT_TRANSLATE_NOOP("planner", "Figures"))
AS_PLANNED = sentence("statement-planned", QT_TRANSLATE_NOOP("planner", "As planned"))
MEAN = sentence("statement-mean", QT_TRANSLATE_NOOP("planner", "Mean"))
NOT_AT_A_SITE = sentence("statement-not-at-a-site", QT_TRANSLATE_NOOP("planner", "Not at a site"))
NO_LINES = sentence(
    "statement-no-lines", QT_TRANSLATE_NOOP("planner", "{part} has no lines in this statement.")
)
SECTIONS = (Section.INCOME, Section.CASH, Section.BALANCE)


class StatementPage(ChartPage):
    """The page of the Statement tab."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.view = StatementView(str(STATEMENT()))
        super().__init__(self.view, parent)
        # A table from edge to edge, as figures under a chart are.
        margins = self._body.contentsMargins()
        self._body.setContentsMargins(0, margins.top(), 0, margins.bottom())
        self._result: Result | None = None
        self._tenants: tuple[Thing, ...] = ()
        self._facilities: tuple[Thing, ...] = ()
        self._fiscal_year_end = 12
        self.part = PartChooser(str(PART()), str(WHOLE()), self)
        self.part.currentIndexChanged.connect(self._say)
        self.period = QComboBox(self)
        self.period.setAccessibleName(str(PERIOD()))
        self.period.setToolTip(str(PERIOD()))
        for kind, name in PERIODS.items():
            self.period.addItem(str(name()), kind)
        self.period.currentIndexChanged.connect(self._say)
        named = (str(INCOME()), str(CASH_FLOW()), str(BALANCE()))
        self.section = Segments(str(STATEMENT()), named, self)
        self.section.chosen.connect(self._say)
        self.mode = Segments(str(FIGURES()), (str(AS_PLANNED()), str(MEAN())), self)
        self.mode.chosen.connect(self._say)
        for control in (self.part, self.period, self.section, self.mode):
            self.head.add_control(control)
        self.head.add_menu(self.view.actions_of_menu())
        self._set_title(str(TITLES[Section.INCOME](unit=MILLIONS.symbol)))

    def describe(self, project: Project, plan: Project | None = None) -> None:
        """Take the plan's parts and the end of its fiscal year."""
        super().describe(project, plan)
        self._tenants, self._facilities = tenants_of(project), facilities_of(project)
        self._fiscal_year_end = project.settings.fiscal_year_end

    def show_result(self, result: Result | None, pinned: Result | None = None) -> None:
        """Show a result; None says why there is nothing. A pinned one has no place in it."""
        del pinned
        self._result = result
        if result is not None:
            known = {path for path, _name in result.series}
            sites = [thing for thing in self._facilities if thing.path in known]
            if sites:
                sites.append(Thing(NO_SITE, str(NOT_AT_A_SITE()), len(sites)))
            self.part.offer(
                sites,
                [
                    thing
                    for thing in (*self._tenants, *market_in(result, self._tenants))
                    if thing.path in known
                ],
            )
        self._say()

    def _say(self, _choice: int = 0) -> None:
        """Title, finding and table of what is chosen now."""
        result = self._result
        if result is None:
            self._show_nothing()
            return
        section, path = SECTIONS[self.section.choice], self.part.path
        kind: Period = self.period.currentData()
        request = Request(path, kind, self.mode.choice == 1, self._fiscal_year_end)
        shown = answer(request, result)
        self.view.show_answer(shown, result, section)
        money = self.view.table.lines.money
        name = self.part.chosen_name
        title = PART_TITLES[section] if path else TITLES[section]
        if path == NO_SITE:
            title = NO_SITE_TITLES[section]
        self._set_title(str(title(unit=money.symbol, part=name)))
        scale = MonthScale.starting(result.start)
        self.head.finding.set_messages(statement_findings(shown, section, money, scale))
        if not self.view.table.lines.rows:
            self.head.finding.set_messages(())
            self.view.show_empty(str(NO_LINES(part=name)))
