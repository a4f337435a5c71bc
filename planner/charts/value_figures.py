"""The figures of the draws, as the Value page tells them under its chart."""

import math

from planner.analysis.spread import Spread, spread
from planner.charts.figures import (
    NONE,
    MoneyScale,
    chance,
    error,
    error_decimals,
    money_scale,
    number,
)
from planner.charts.figures_table import NO_FIGURES, FigureRow, Figures
from planner.charts.value_words import AS_PLANNED, BELOW_ZERO, NAMES, NEVER_BELOW_ZERO
from planner.charts.words import word
from planner.engine.result import Result
from planner.units.message import QT_TRANSLATE_NOOP, sentence

OF_DRAWS = sentence("value-of-draws", QT_TRANSLATE_NOOP("planner", "{unit}, {count} draws"))
MEAN = sentence("value-mean", QT_TRANSLATE_NOOP("planner", "Mean"))
ERROR = sentence("value-error", QT_TRANSLATE_NOOP("planner", "± error"))
CVAR = sentence("value-cvar", QT_TRANSLATE_NOOP("planner", "CVaR 10 %"))
PINNED_NAME = sentence("value-pinned-name", QT_TRANSLATE_NOOP("planner", "{name}, pinned case"))


def value_figures(result: Result | None, pinned: Result | None, leading: str) -> Figures:
    """Mean with its error, percentiles, the mean of the worst tenth, the chance of a loss.

    Of NPV, value to owner and peak funding, `leading` that which the chart shows; the pinned
    case's beneath.
    """
    if result is None:
        return NO_FIGURES
    lines: list[tuple[str, str, Spread]] = []
    for case, is_pinned in ((result, False), (pinned, True)):
        for name in NAMES:
            measure = None if case is None else case.measures.get(name)
            if measure is None:
                continue
            called = word(NAMES[name])
            if is_pinned:
                called = str(PINNED_NAME(name=called))
            lines.append((called, name, spread(measure)))
    amounts = [amount for _called, _name, of in lines for amount in (of.certain, of.p5, of.p90)]
    money = money_scale(amounts)
    heads = (
        word(MEAN),
        word(ERROR),
        "P5",
        "P10",
        "P50",
        "P90",
        word(CVAR),
        word(BELOW_ZERO),
        word(AS_PLANNED),
    )
    rows = tuple(
        _row(called, name, of, money, called == word(NAMES[leading])) for called, name, of in lines
    )
    corner = OF_DRAWS(unit=money.symbol, count=number(result.draws))
    return Figures(str(corner), heads, rows, money, total=False)


def _row(called: str, measure: str, of: Spread, money: MoneyScale, leading: bool) -> FigureRow:
    decimals = money.table_decimals
    scaled = None if of.standard_error is None else of.standard_error / money.divisor
    supported = error_decimals(scaled, decimals)
    amounts = (of.p5, of.p10, of.p50, of.p90, of.tail_mean)
    printed = (
        money.figure(of.mean, supported),
        error(scaled, supported) or NONE,
        *(money.figure(amount, decimals) for amount in amounts),
        chance(of.chance_below_zero) if measure not in NEVER_BELOW_ZERO else NONE,
        money.figure(of.certain, decimals),
    )
    nothing = math.nan
    values = (of.mean, nothing, *amounts, nothing, of.certain)
    known = tuple(nothing if value is None else value for value in values)
    return FigureRow(called, known, leading, printed, sign_is_news=True)
