"""Months gathered into quarters and years: flows add up, balances take the last, MW average."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

import numpy as np

from planner.engine.result import Floats

MONTHS_OF_QUARTER = 3
MONTHS_OF_YEAR = 12
KEPT = 32  # calendars by period: a few plans, each in every period


class Period(Enum):
    """How long a column of a statement, or a bar of a chart, is."""

    MONTH = "month"
    QUARTER = "quarter"
    FISCAL_YEAR = "fiscal_year"
    CALENDAR_YEAR = "calendar_year"


@dataclass(frozen=True)
class Span:
    """One period of the plan: its months are `first` to `after` − 1, counted from the start.

    `year` is the calendar year, or the year in which the fiscal year ends; `number` is the month
    (1-12) or the quarter (1-4), 0 for years. The plan's first and last may have fewer months than
    the calendar gives them.
    """

    period: Period
    year: int
    number: int
    first: int
    after: int

    @property
    def months(self) -> int:
        """How many months of the plan lie in it."""
        return self.after - self.first


def spans(months: Sequence[str], period: Period, fiscal_year_end: int = 12) -> tuple[Span, ...]:
    """The periods that the months, as "2026-05", lie in, in their order.

    `fiscal_year_end` is the calendar month that closes a fiscal year. Quarters are the calendar's.
    """
    return _spans(tuple(months), period, fiscal_year_end)


@lru_cache(KEPT)
def _spans(months: tuple[str, ...], period: Period, fiscal_year_end: int) -> tuple[Span, ...]:
    found: list[Span] = []
    for index, month in enumerate(months):
        year, number = _named(int(month[:4]), int(month[5:7]), period, fiscal_year_end)
        if found and (found[-1].year, found[-1].number) == (year, number):
            found[-1] = Span(period, year, number, found[-1].first, index + 1)
        else:
            found.append(Span(period, year, number, index, index + 1))
    return tuple(found)


def _named(year: int, month: int, period: Period, fiscal_year_end: int) -> tuple[int, int]:
    if period is Period.MONTH:
        return year, month
    if period is Period.QUARTER:
        return year, (month - 1) // MONTHS_OF_QUARTER + 1
    if period is Period.FISCAL_YEAR:
        return (year + 1 if month > fiscal_year_end else year), 0
    return year, 0


def added(flows: Floats, periods: Sequence[Span]) -> Floats:
    """(N,) from (M,): the sum of each period's months."""
    if not periods:
        return flows[:0]
    return np.add.reduceat(flows, [span.first for span in periods])


def at_end(balances: Floats, periods: Sequence[Span]) -> Floats:
    """(N,) from (M,): the last month of each period."""
    return balances[[span.after - 1 for span in periods]]


def averaged(levels: Floats, periods: Sequence[Span]) -> Floats:
    """(N,) from (M,): the mean of each period's months."""
    return added(levels, periods) / np.array([span.months for span in periods], dtype=np.float64)


def span_of(month: int, periods: Sequence[Span]) -> int:
    """The place of the period in which a month lies. Raises IndexError outside all of them."""
    for place, span in enumerate(periods):
        if span.first <= month < span.after:
            return place
    raise IndexError(month)
