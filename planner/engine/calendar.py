"""The months of a run: hours, days in force, escalation and discounting. MODEL.md B1."""

import calendar as gregorian
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from planner.domain.month import month_number, month_text
from planner.engine.arrays import Floats, Whole, column
from planner.engine.rates import MONTHS_PER_YEAR

HOURS_PER_DAY = 24
Number = TypeVar("Number", np.int64, np.float64)


@lru_cache(maxsize=2**12)
def calendar_of(start: str, months: int) -> "Calendar":
    """The calendar of a run or of a contract; one is kept for each, with all it has worked out.

    A plan may have thousands of contracts, and every run asks for the calendar of each.
    """
    return Calendar(start, months)


def edate(first: date, months: int) -> date:
    """The same day so many months later, or that month's last day if it is shorter.

    Shift from the original date each time; a shift of a shifted date would lose its day.
    Microsoft Excel, EDATE.
    """
    last = _last_of_month(_number_of_month(first) + months)
    return last if first.day >= last.day else last.replace(day=first.day)


def end_of_month(day: date, months: int = 0) -> date:
    """The last day of the month so many months after the month of a date. Excel, EOMONTH."""
    return _last_of_month(_number_of_month(day) + months)


def _number_of_month(day: date) -> int:
    """Of the month a day lies in, counted from the year 0."""
    return day.year * 12 + day.month - 1


@lru_cache(maxsize=2**12)
def _last_of_month(number: int) -> date:
    """Of a month counted from the year 0."""
    year, month = divmod(number, 12)
    return date(year, month + 1, gregorian.monthrange(year, month + 1)[1])


def anniversaries(contract_months: Whole, begins_on_first: bool) -> Whole:
    """Anniversaries whose escalation is in force in each month of a contract's own clock.

    Parameters
    ----------
    contract_months : any shape, int
        Age in calendar months; the month the contract begins in is 0, even if partial.
    begins_on_first : bool
        Whether it begins on the first day of a month.

    Returns
    -------
    same shape, int
        Never negative.

    Notes
    -----
    An escalator applies from the first whole month after the anniversary: a contract that begins
    on the 15th is escalated from its month 13, one that begins on the 1st from month 12.
    """
    whole = contract_months if begins_on_first else contract_months - 1
    return np.maximum(whole // MONTHS_PER_YEAR, 0)


@dataclass(frozen=True)
class Calendar:
    """Calendar months k = 0 … M−1 from `start` on; flows fall on the last day of a month.

    Parameters
    ----------
    start : str
        The first month, "YYYY-MM".
    months : int
        How many, at least 1.

    Notes
    -----
    Indices outside 0 … M−1 are valid everywhere: a contract may begin before the start and end
    after the horizon. Escalation and discounting count from `start`.
    """

    start: str
    months: int

    def __post_init__(self) -> None:
        if self.months < 1:
            raise ValueError("a calendar has at least one month")

    def index_of(self, month: str) -> int:
        """The index of a month, or of the month a date lies in; negative before the start."""
        return month_number(month) - self._first

    def label(self, index: int) -> str:
        """The month of an index, "YYYY-MM"; the inverse of `index_of`."""
        return month_text(self._first + index)

    def clock(self, month: str, months: int) -> "Calendar":
        """A calendar of its own, as the clock of a contract that begins in `month`."""
        return Calendar(month[:7], months)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """All months, "YYYY-MM"."""
        return tuple(self.label(k) for k in range(self.months))

    @cached_property
    def index(self) -> Whole:
        """(M,) int: 0 … M−1."""
        return _kept(np.arange(self.months, dtype=np.int64))

    @cached_property
    def years(self) -> Whole:
        """(M,) int: calendar year of each month."""
        return _kept((self._first + self.index) // MONTHS_PER_YEAR)

    @cached_property
    def days(self) -> Whole:
        """(M,) int: days of each month."""
        return _kept(self._last_day - self._first_day + 1)

    @cached_property
    def hours(self) -> Floats:
        """(M,) float: 24 × days; February 2028 has 696."""
        return _kept(HOURS_PER_DAY * self.days.astype(np.float64))

    @cached_property
    def days_from_start(self) -> Whole:
        """(M,) int: days from the start date to the last day of each month, for Act/365."""
        return _kept(self._last_day)

    @cached_property
    def start_date(self) -> date:
        """The first day of the first month; flows of t = 0 fall on it."""
        return date.fromisoformat(f"{self.start}-01")

    def day_number(self, day: date) -> int:
        """Days from the start date; negative before it."""
        return (day - self.start_date).days

    def day_numbers_after(self, first: date, months: Whole) -> Whole:
        """(P,) int: day numbers of a date moved by a whole number of months in each draw."""
        return _each(months, lambda shift: self.day_number(edate(first, shift)))

    def months_of_days(self, days: Whole) -> Whole:
        """(P,) int: the month index that each day number lies in; any day, inside or outside."""
        return _each(days, lambda n: _number_of_month(self._date(n)) - self._first)

    def days_of_month(self, days: Whole) -> Whole:
        """(P,) int: 1 for the first day of its month, and so on."""
        return _each(days, lambda n: self._date(n).day)

    def days_after(self, days: Whole, months: Whole) -> Whole:
        """(P,) int: day numbers moved by whole months, as EDATE."""
        if months.size == 1:
            return _each(days, self._mover(int(months.item())))
        moved = np.empty(days.shape, dtype=np.int64)
        for shift in np.unique(months):
            here = months == shift
            moved[here] = _each(days[here], self._mover(int(shift)))
        return moved

    def _mover(self, months: int) -> Callable[[int], int]:
        return lambda number: self.day_number(edate(self._date(number), months))

    def _date(self, day_number: int) -> date:
        return self.start_date + timedelta(day_number)

    def in_force(self, first: int | Whole, last: int | Whole | None) -> Floats:
        """The part of each month's days on which something is in force.

        Parameters
        ----------
        first, last : int or (P,) int
            Day numbers of the first and the last day, both included; no `last` means for good.

        Returns
        -------
        (M, 1) or (M, P) float
            Days in force / days in the month: 1 for a whole month, 0 outside.
        """
        begun, ended = _only(first), _only(last)
        if begun is not None and (last is None or ended is not None):
            return self._one_stretch(begun, ended)
        begins = np.maximum(np.atleast_1d(np.asarray(first)), self._first_day[:, None])
        ends: Whole = self._last_day[:, None]
        if last is not None:
            ends = np.minimum(np.atleast_1d(np.asarray(last)), ends)
        share: Floats = np.maximum(ends - begins + 1, 0) / self.days[:, None]
        return share

    def _one_stretch(self, first: int, last: int | None) -> Floats:
        """(M, 1): whole months but for the first and the last, which alone need a division.

        What is certain is asked for once for every contract of a plan.
        """
        first_days, last_days = self._bounds
        share = np.zeros((self.months, 1))
        begins = bisect_left(last_days, first)
        ends = self.months if last is None else bisect_right(first_days, last)
        if begins >= ends:
            return share
        share[begins:ends] = 1.0
        for row in (begins, ends - 1):
            whole = last_days[row] - first_days[row] + 1
            until = last_days[row] if last is None else min(last, last_days[row])
            share[row] = max(until - max(first, first_days[row]) + 1, 0) / whole
        return share

    def january_escalation(self, rate: float | Floats) -> Floats:
        """(M, 1) or (M, P): (1 + rate)^n, n the Januaries since the start month.

        A start in January is not itself escalated.
        """
        return _compounded(rate, (self.years - self.years[0])[:, None])

    def anniversary_escalation(self, rate: float | Floats) -> Floats:
        """(M, 1) or (M, P): (1 + rate)^n, n the whole years since the start."""
        return _compounded(rate, (self.index // MONTHS_PER_YEAR)[:, None])

    def growth(self, rate: float | Floats) -> Floats:
        """(M, 1) or (M, P): (1 + rate)^(k/12), smooth growth from the start."""
        return _compounded(rate, (self.index / MONTHS_PER_YEAR)[:, None])

    def discount_factors(self, rate: float | Floats) -> Floats:
        """(M, 1) or (M, P): (1 + rate)^(−(k+1)/12), a flow at the month's end seen from t = 0."""
        return _compounded(rate, (-(self.index + 1) / MONTHS_PER_YEAR)[:, None])

    @cached_property
    def _first(self) -> int:
        return month_number(self.start)

    @cached_property
    def _first_day(self) -> Whole:
        """(M,) int: day number of the first day of each month."""
        return np.concatenate([np.zeros(1, dtype=np.int64), self._last_day[:-1] + 1])

    @cached_property
    def _last_day(self) -> Whole:
        """(M,) int: day number of the last day of each month."""
        numbers = [self.day_number(end_of_month(self.start_date, k)) for k in range(self.months)]
        return np.array(numbers, dtype=np.int64)

    @cached_property
    def _bounds(self) -> tuple[list[int], list[int]]:
        """Day numbers of the first and of the last day of each month, to be searched."""
        return self._first_day.tolist(), self._last_day.tolist()


def _only(days: int | Whole | None) -> int | None:
    """The day, where there is one for all draws."""
    if days is None or isinstance(days, int):
        return days
    return int(days.item()) if days.size == 1 else None


def _each(numbers: Whole, found: Callable[[int], int]) -> Whole:
    """A function of each number, worked out once for every distinct one."""
    if numbers.size == 1:
        return np.array([found(int(numbers.item()))], dtype=np.int64).reshape(numbers.shape)
    distinct, places = np.unique(numbers, return_inverse=True)
    values = np.array([found(int(number)) for number in distinct], dtype=np.int64)
    return values[places].reshape(numbers.shape)


def _compounded(rate: float | Floats, years: Floats | Whole) -> Floats:
    """(1 + rate)^years with months down and draws across."""
    result: Floats = (1.0 + column(rate)) ** years
    return result


def _kept(array: NDArray[Number]) -> NDArray[Number]:
    """The array, from now on read-only, since every caller gets the same one."""
    array.flags.writeable = False
    return array
