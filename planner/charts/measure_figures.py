"""Every measure beside those that the Value page shows as a chart, with its error and status."""

import math
from collections.abc import Mapping

from planner.analysis.measure_words import GROUPS, VALUE, measure_unit, titles_by_group
from planner.analysis.spread import payback_percentiles
from planner.charts.figures import (
    NO_BREAK,
    NONE,
    MoneyScale,
    error,
    error_decimals,
    money_scale,
    number,
    percent,
)
from planner.charts.figures_table import NO_FIGURES, FigureRow, Figures
from planner.charts.value_words import AS_PLANNED, NAMES
from planner.charts.words import word
from planner.engine.result import Measure, Result
from planner.units.message import QT_TRANSLATE_NOOP, sentence

MORE = sentence("measures-more", QT_TRANSLATE_NOOP("planner", "More measures, {unit}"))
MEAN = sentence("measures-mean", QT_TRANSLATE_NOOP("planner", "Mean"))
ERROR = sentence("measures-error", QT_TRANSLATE_NOOP("planner", "± error"))
WITH_UNIT = sentence("measures-with-unit", QT_TRANSLATE_NOOP("planner", "{measure}, {unit}"))
NONE_IN = sentence(
    "measures-none-in", QT_TRANSLATE_NOOP("planner", "No number in {share} of draws.")
)
ON_THE_BACKLOG_PAGE = ("backlog_headline", "backlog_firm", "backlog_expected", "rpo")
ELSEWHERE = frozenset({*NAMES, "chance_of_loss", *ON_THE_BACKLOG_PAGE})
PAYBACKS = frozenset({"payback", "discounted_payback"})
RATES_WITHOUT_MEAN = frozenset({"irr", "xirr"})  # a few enormous rates make it a figure of nothing
TOLD_BY_FIGURES = frozenset({"$m", "fraction", "fraction a year"})  # units that need no word
OF_A_MEGAWATT = 2
PER_CENT = 100.0


def measure_figures(result: Result | None, tenants: Mapping[str, str]) -> Figures:
    """As planned, percentiles, mean and its error of each; what else to know is told on hover.

    `tenants` are their names by path.
    """
    if result is None:
        return NO_FIGURES
    shown = [
        (str(title), result.measures[name])
        for titles in titles_by_group(result.measures, tenants).values()
        for name, title in titles.items()
        if name not in ELSEWHERE
    ]
    of_money = [measure for _title, measure in shown if measure_unit(measure.name) == "$m"]
    money = money_scale([amount for of in of_money for amount in (of.deterministic, of.mean)])
    rows = tuple(_row(title, measure, money, result.draws) for title, measure in shown)
    heads = (word(AS_PLANNED), "P10", "P50", "P90", word(MEAN), word(ERROR))
    return Figures(str(MORE(unit=money.symbol)), heads, rows, money, total=False)


def _row(title: str, measure: Measure, money: MoneyScale, draws: int) -> FigureRow:
    unit = measure_unit(measure.name) or ""
    mean, spread = measure.mean, measure.standard_error
    percentiles = (measure.p10, measure.p50, measure.p90)
    if measure.name in PAYBACKS:
        percentiles = payback_percentiles(measure)
    if measure.name in RATES_WITHOUT_MEAN or (measure.name in PAYBACKS and measure.missing):
        mean = spread = None  # never is no month that a mean could hold
    amounts = (measure.deterministic, *percentiles, mean)
    figures = (*(_printed(value, unit, money) for value in amounts), _error(spread, unit, money))
    name = title if unit in TOLD_BY_FIGURES else str(WITH_UNIT(measure=title, unit=unit))
    values = tuple(math.nan if value is None else value for value in (*amounts, None))
    meaning, is_value = _meaning(measure, draws), measure.name in GROUPS[VALUE]
    return FigureRow(name, values, False, figures, meaning=meaning, sign_is_news=is_value)


def _printed(value: float | None, unit: str, money: MoneyScale) -> str:
    if value is None:
        return NONE
    if unit == "$m":
        return money.figure(value, money.table_decimals)
    if unit.startswith("fraction"):
        return percent(value)
    return number(value, OF_A_MEGAWATT if unit == "$m/MW-month" else 0)


def _error(spread: float | None, unit: str, money: MoneyScale) -> str:
    """In the unit of the figure, with no more decimals than are needed to see it."""
    if spread is None:
        return NONE
    scale = 1.0 / money.divisor if unit == "$m" else 1.0
    if unit.startswith("fraction"):
        scale = PER_CENT
    scaled = spread * scale
    told = error(scaled, error_decimals(scaled, 4))
    if told and unit.startswith("fraction"):
        told = f"{told}{NO_BREAK}%"
    return told or NONE


def _meaning(measure: Measure, draws: int) -> str:
    told = [] if measure.status is None else [str(measure.status)]
    if draws and measure.missing:
        told.append(str(NONE_IN(share=percent(measure.missing / draws))))
    return " ".join(told)
