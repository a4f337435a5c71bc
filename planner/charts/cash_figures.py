"""The money lines by calendar year, as the Cash page tells them under its chart."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from planner.analysis.periods import Period, Span, spans
from planner.charts.cash_findings import money_of
from planner.charts.cash_lines import FCFE, FCFF, LINES, flows, has_equity
from planner.charts.figures import number
from planner.charts.figures_table import NO_FIGURES, FigureRow, Figures
from planner.charts.plot import Floats
from planner.charts.words import MONEY_LINES, START, TOTAL, word
from planner.engine.result import Result
from planner.units.message import QT_TRANSLATE_NOOP, sentence

FREE_CASH_FLOW = sentence(
    "cash-free-cash-flow", QT_TRANSLATE_NOOP("planner", "Free cash flow to the firm")
)
MEAN_OF = sentence("cash-mean-of", QT_TRANSLATE_NOOP("planner", "{unit}, mean of {count} draws"))
AS_PLANNED = sentence("cash-figures-as-planned", QT_TRANSLATE_NOOP("planner", "{unit}, as planned"))
FREE_CASH_FLOW_TO_EQUITY = sentence(
    "cash-free-cash-flow-to-equity", QT_TRANSLATE_NOOP("planner", "Free cash flow to equity")
)
PINNED_FLOW = sentence("cash-pinned-flow", QT_TRANSLATE_NOOP("planner", "The same, pinned case"))


def cash_figures(result: Result | None, flow: str = FCFF, pinned: Result | None = None) -> Figures:
    """Every money line and what they leave, by year and in all, $m; at the start if any flows then.

    What the pinned case leaves stands beneath, in the same years.
    """
    if result is None:
        return NO_FIGURES
    by_year, money = flows(result, Period.CALENDAR_YEAR, flow), money_of(result, flow)
    rows = [
        _row(word(MONEY_LINES[name]), by_year.lines[name], leading=False)
        for name in LINES
        if name != "loans" or flow == FCFE
    ]
    named = FREE_CASH_FLOW_TO_EQUITY if flow == FCFE else FREE_CASH_FLOW
    rows.append(_row(str(named()), by_year.net, leading=True))
    periods = spans(result.months, Period.CALENDAR_YEAR)
    if pinned is not None and (flow == FCFF or has_equity(pinned)):
        line = _row(str(PINNED_FLOW()), _in_years(pinned, flow, periods), leading=False)
        rows.append(replace(line, sign_is_news=True))
    heads = [word(START), *(str(span.year) for span in periods), word(TOTAL)]
    if all(row.values[0] == 0.0 for row in rows):
        heads, rows = heads[1:], [replace(row, values=row.values[1:]) for row in rows]
    corner = AS_PLANNED(unit=money.symbol)
    if result.draws > 0:
        corner = MEAN_OF(unit=money.symbol, count=number(result.draws))
    return Figures(str(corner), tuple(heads), tuple(rows), money)


def _row(name: str, values: Floats, leading: bool) -> FigureRow:
    return FigureRow(name, (*values.tolist(), float(values.sum())), leading)


def _in_years(pinned: Result, flow: str, periods: Sequence[Span]) -> Floats:
    """The pinned case's net flow at its start and in these years; 0 in years it does not have."""
    net = flows(pinned, Period.CALENDAR_YEAR, flow).net
    years = [span.year for span in spans(pinned.months, Period.CALENDAR_YEAR)]
    by_year = dict(zip(years, net[1:].tolist(), strict=True))
    return np.array([net[0], *(by_year.get(span.year, 0.0) for span in periods)])
