"""The money lines by calendar year, as the Cash page tells them under its chart."""

from planner.charts.cash_findings import money_of
from planner.charts.cash_lines import LINES, flows
from planner.charts.figures import number
from planner.charts.figures_table import NO_FIGURES, FigureRow, Figures
from planner.charts.months import year_groups
from planner.charts.words import CAPITAL, OPERATIONS, RECEIPTS, START, TAX, TOTAL, word
from planner.engine.result import Result
from planner.units.message import QT_TRANSLATE_NOOP, sentence

FREE_CASH_FLOW = sentence(
    "cash-free-cash-flow", QT_TRANSLATE_NOOP("planner", "Free cash flow to the firm")
)
MEAN_OF = sentence("cash-mean-of", QT_TRANSLATE_NOOP("planner", "{unit}, mean of {count} draws"))
AS_PLANNED = sentence("cash-figures-as-planned", QT_TRANSLATE_NOOP("planner", "{unit}, as planned"))
NAMES = {"receipts": RECEIPTS, "operations": OPERATIONS, "tax": TAX, "capital": CAPITAL}


def cash_figures(result: Result | None) -> Figures:
    """Every money line and what they leave, at the start, by year and in all, $m."""
    if result is None:
        return NO_FIGURES
    by_year, money = flows(result, annual=True), money_of(result)
    lines = [(word(NAMES[name]), by_year.lines[name], False) for name in LINES]
    lines.append((str(FREE_CASH_FLOW()), by_year.net, True))
    rows = tuple(
        FigureRow(name, (*values.tolist(), float(values.sum())), leading)
        for name, values, leading in lines
    )
    years = tuple(str(year) for year, _first, _after in year_groups(result.months))
    corner = AS_PLANNED(unit=money.symbol)
    if result.draws > 0:
        corner = MEAN_OF(unit=money.symbol, count=number(result.draws))
    return Figures(str(corner), (word(START), *years, word(TOTAL)), rows, money)
