"""The one clock of a contract: all that counts contract months reads it. MODEL.md B1 and B4."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache

import numpy as np

from planner.domain.contract import Contract
from planner.domain.path import Path
from planner.engine.arrays import Flags, Floats, Whole, fits
from planner.engine.calendar import Calendar, anniversaries, end_of_month
from planner.engine.columns import Columns


@dataclass(frozen=True)
class ContractClock:
    """Age and days in force of a contract.

    Axes: M months, P draws (1 where its start is certain). Month j of the contract is a calendar
    month, the first, perhaps partial, is 0; a running contract has a positive age at k = 0.
    """

    age: Whole
    """(M, P): contract month, negative before its start."""
    days: Floats
    """(M, P): days of the stated term / days of the month."""
    begins_on_first: bool
    """Whether its first month is whole."""
    first: Whole
    """(P,): index of contract month 0."""
    last: Whole
    """(P,): index of the last month of the stated term."""
    last_day: Whole
    """(P,): day number of the last day of the stated term."""
    first_day: Whole
    """(P,): day number of its first day."""
    is_cut_short: Flags = field(default_factory=lambda: np.zeros(1, dtype=np.bool_))
    """(1,) or (P,): whether a certain exit comes before its stated end."""
    runs: Flags | None = None
    """(M, P), (1, P) or (P,): whether it comes about and has not ended early; None is always."""

    @cached_property
    def known_from(self) -> Whole:
        """(P,): the month from which its stated end is known: its first, if it comes to that."""
        return np.minimum(self.first, self.last)

    @cached_property
    def in_force(self) -> Floats:
        """(M, P): days in force / days of the month."""
        return self.days if self.runs is None else self.days * self.runs

    def while_in_force(self, amounts: Floats) -> Floats:
        """(M, P): an amount of whole months, or of each, by the days in force."""
        found: Floats = amounts * self.days
        if self.runs is None:
            return found
        return np.multiply(found, self.runs, out=found if fits(self.runs, found) else None)

    def running(self, runs: Flags) -> "ContractClock":
        """The clock that stands still where it does not run any more."""
        if runs.size == 1 and runs.item():
            return self
        return replace(self, runs=runs if self.runs is None else self.runs & runs)

    def list_value(self, values: tuple[float, ...], after: float) -> Floats:
        """(M, P): a list with one entry a contract month, then `after`."""
        if not values:
            return np.full((self.age.shape[0], 1), after)
        # Ages before the start read the first entry, those past the list the last.
        entries = np.array((*values, after))
        return entries.take(self.age, mode="clip")

    def ramp(self, ramp: float | tuple[float, ...]) -> Floats:
        """(M, P): share of contracted MW; n months rise by 1/n each from month 0."""
        if isinstance(ramp, tuple):
            return self.list_value(ramp, 1.0)
        if not ramp:
            return _ones(self.age.shape[0])
        return np.minimum(np.maximum(self.age + 1, 0) / ramp, 1.0)

    def escalation(self, rate: float) -> Floats:
        """(M, P): (1 + rate)^anniversaries, from the first whole month after each."""
        if not rate:
            return _ones(self.age.shape[0])
        # Ages before the start read the first entry, which is not escalated.
        oldest = int(self.age[-1, 0]) if self.age.shape[1] == 1 else int(self.age[-1].max())
        known = _escalations(rate, self.begins_on_first, -(-(oldest + 1) // _AGES) * _AGES)
        return known.take(self.age, mode="clip")


_AGES = 128
"""How many ages more a longer list of escalations has, so that few lists are made."""


@lru_cache(maxsize=2**8)
def _escalations(rate: float, begins_on_first: bool, ages: int) -> Floats:
    """(ages,): (1 + rate)^anniversaries by contract month, as contracts of all terms read it."""
    months = np.arange(max(ages, 1), dtype=np.int64)
    years = anniversaries(months, begins_on_first).astype(np.float64)
    escalated: Floats = (1.0 + rate) ** years
    return _fixed(escalated)


@lru_cache(maxsize=2**6)
def _ones(months: int) -> Floats:
    """(months, 1): of what neither rises nor is escalated."""
    return _fixed(np.ones((months, 1)))


def _fixed(shared: Floats) -> Floats:
    shared.flags.writeable = False
    return shared


def contract_clock(
    path: Path, contract: Contract, columns: Columns, calendar: Calendar, delivering: Floats | None
) -> ContractClock:
    """The clock of a contract whose dates are given.

    Parameters
    ----------
    delivering : (M, 1) or (M, P) float or None, MW
        What its sites can deliver, for a contract that commences on delivery: month 0 is the first
        month from its start with any. A term moves with the start, an end does not.
    """
    begins = str(contract.start)
    shift = np.ceil(columns.number(path, contract, "delay")).astype(np.int64)
    if contract.commences == "on_delivery" and delivering is not None:
        start = calendar.index_of(begins)
        shift = _first_delivery(start + shift, delivering) - start
    dates = begins, contract.end, contract.term or 0, contract.terminated
    if shift.size == 1:
        return _dated_clock(*dates, int(shift.item()), calendar)
    return _clock_of_dates(*dates, shift, calendar)


@lru_cache(maxsize=2**12)
def _dated_clock(
    begins: str,
    end: str | None,
    term: int,
    terminated: str | None,
    shift: int,
    calendar: Calendar,
) -> ContractClock:
    """The clock that all contracts of the same dates share, in this run and in the next."""
    return _clock_of_dates(begins, end, term, terminated, np.array([shift]), calendar)


def _clock_of_dates(
    begins: str,
    end: str | None,
    term: int,
    terminated: str | None,
    shift: Whole,
    calendar: Calendar,
) -> ContractClock:
    """The clock that begins so many months after a date."""
    first_day = date.fromisoformat(begins)
    first = calendar.day_numbers_after(first_day, shift)
    if end is not None:
        stated = np.array([calendar.day_number(date.fromisoformat(end))])
    else:
        stated = calendar.day_numbers_after(first_day, shift + term) - 1
    on_first = first_day.day == 1
    if terminated is None:
        return _clock(first, stated, on_first, calendar)
    exit_day = end_of_month(date.fromisoformat(f"{terminated}-01"))
    last = np.minimum(stated, calendar.day_number(exit_day)).astype(np.int64)
    return replace(_clock(first, last, on_first, calendar), is_cut_short=last < stated)


def following_clock(
    after_day: Whole, months_between: Whole, term: Whole, calendar: Calendar
) -> ContractClock:
    """The clock of a contract that follows on another, for so many months.

    Parameters
    ----------
    after_day : (P,) int
        Day number of the last day of the one before.
    months_between : (1,) or (P,) int
        Downtime.
    term : (1,) or (P,) int
        Months.
    """
    if after_day.size == months_between.size == term.size == 1:
        days = int(after_day.item()), int(months_between.item()), int(term.item())
        return _following_clock(*days, calendar)
    after, between, length = np.broadcast_arrays(after_day, months_between, term)
    begins = calendar.days_after(after + 1, between)
    ends = calendar.days_after(after + 1, between + length) - 1
    on_first = calendar.days_of_month(begins) == 1
    return _clock(begins, ends, bool(on_first.all()), calendar)


def _clock(
    first_day: Whole, last_day: Whole, begins_on_first: bool, calendar: Calendar
) -> ContractClock:
    if first_day.size == last_day.size == 1:
        days = int(first_day.item()), int(last_day.item())
        return _certain_clock(*days, begins_on_first, calendar)
    first = calendar.months_of_days(first_day)
    return ContractClock(
        calendar.index[:, None] - first,
        calendar.in_force(first_day, last_day),
        begins_on_first,
        first,
        calendar.months_of_days(last_day),
        last_day,
        first_day,
    )


@lru_cache(maxsize=2**12)
def _certain_clock(
    first_day: int, last_day: int, begins_on_first: bool, calendar: Calendar
) -> ContractClock:
    """The clock that all contracts of the same days share, in this run and in the next."""
    first, last = (calendar.months_of_days(np.array([day])) for day in (first_day, last_day))
    age = calendar.index[:, None] - first
    in_force = calendar.in_force(first_day, last_day)
    days = np.array([last_day]), np.array([first_day])
    for shared in (age, in_force, first, last, *days):
        shared.flags.writeable = False
    return ContractClock(age, in_force, begins_on_first, first, last, *days)


@lru_cache(maxsize=2**12)
def _following_clock(after: int, between: int, term: int, calendar: Calendar) -> ContractClock:
    """The clock that follows on a certain day, shared as `_certain_clock` is."""
    day = np.array([after + 1])
    begins = calendar.days_after(day, np.array([between]))
    ends = calendar.days_after(day, np.array([between + term])) - 1
    on_first = bool((calendar.days_of_month(begins) == 1).all())
    return _clock(begins, ends, on_first, calendar)


def _first_delivery(start: Whole, delivering: Floats) -> Whole:
    """(P,): the first month from `start` with delivery; past the horizon where there is none."""
    months = delivering.shape[0]
    ready = (delivering > 0.0) & (np.arange(months)[:, None] >= start)
    found = np.where(ready.any(axis=0), ready.argmax(axis=0), months)
    # What began before the plan, and has power at its start, has been delivered since then.
    running = (np.broadcast_to(start, found.shape) < 0) & (found == 0)
    return np.where(running, start, found).astype(np.int64)
