"""What a contract promises over its whole life, before and beyond the plan. MODEL.md B4 and B5.

Two axes: J contract months, 0 … the last of the stated term; and plan months. `Alignment` goes from
one to the other, per draw where the start is drawn.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from planner.engine.arrays import Flags, Floats, Whole, total
from planner.engine.billing import Power, billed, fixed_bill, used_of
from planner.engine.calendar import Calendar, calendar_of
from planner.engine.contract_clock import ContractClock
from planner.engine.leases import Lease
from planner.engine.lifetime import FAR
from planner.engine.recognition import is_wholly_fixed


class Promise(NamedTuple):
    """Axes: J contract months, P draws (1 where certain)."""

    fixed: Floats
    """$m: bills that do not depend on use."""
    bill: Floats
    """$m: bills if everything is delivered and used as expected."""
    days: Floats
    """Days in force / days of the month."""
    megawatts: Floats
    """MW made available."""
    alignment: "Alignment"
    has_fixed: bool
    """Whether any bill is fixed; without one nothing is spread over the term or firm."""


class Alignment(NamedTuple):
    """Contract month j is plan month first + j; `first` is (1,) where certain, (P,) where drawn."""

    first: Whole
    contract_months: int
    plan_months: int

    def to_contract(self, series: Floats, otherwise: Floats) -> Floats:
        """(J, ·): a plan series (M, ·) on the contract's months, `otherwise` outside the plan."""
        if self.first.size == 1:
            first = int(self.first[0])
            return _shifted(series, first, self.contract_months, otherwise)
        plan = np.arange(self.contract_months)[:, None] + self.first
        inside = (plan >= 0) & (plan < self.plan_months)
        return np.where(inside, _gathered(series, plan), otherwise)

    def to_plan(self, series: Floats, begins: int = 0) -> Floats:
        """(M − begins, ·): a contract series (J, ·) on plan months from `begins` on, else 0."""
        if self.first.size == 1:
            return _shifted(series, begins - int(self.first[0]), self.plan_months - begins)
        months = np.arange(begins, self.plan_months)[:, None] - self.first
        inside = (months >= 0) & (months < self.contract_months)
        return np.where(inside, _gathered(series, months), 0.0)


def _shifted(series: Floats, first: int, months: int, otherwise: Floats | None = None) -> Floats:
    """(months, ·): rows of a series from `first` on; what it does not have is 0, or `otherwise`."""
    if otherwise is None:
        shifted = np.zeros((months, series.shape[1]))
    else:
        shifted = np.empty((months, max(series.shape[1], otherwise.shape[1])))
        shifted[:] = otherwise
    begins, ends = max(-first, 0), min(series.shape[0] - first, months)
    if begins < ends:
        shifted[begins:ends] = series[begins + first : ends + first]
    return shifted


def _gathered(series: Floats, rows: Whole) -> Floats:
    """series[rows] for each draw; rows outside are clipped, for the caller to mask."""
    if rows.shape[1] == 1:
        return series.take(rows[:, 0], axis=0, mode="clip")
    clipped = np.minimum(np.maximum(rows, 0), series.shape[0] - 1)
    wide = np.broadcast_to(series, (series.shape[0], clipped.shape[1]))
    found: Floats = np.take_along_axis(wide, clipped, axis=0)
    return found


class Promised:
    """The promise of a lease, worked out when it is first asked for: bills alone need none."""

    def __init__(self, lease: Lease, usage: Floats, calendar: Calendar) -> None:
        self._asked = lease, usage, calendar
        self._found: Promise | None = None

    @property
    def whole(self) -> Promise:
        """As `promise` finds it."""
        if self._found is None:
            self._found = promise(*self._asked)
        return self._found


def promise(lease: Lease, usage: Floats, calendar: Calendar) -> Promise:
    """The bills of every contract month as agreed, whatever later ends it early.

    Parameters
    ----------
    usage : (1,) or (P,)
        Share of delivered MW that is used.

    Notes
    -----
    Months are those of the contract's own calendar; where its start is drawn, those of each draw.
    A site that is closed for good delivers nothing more: what was to be billed for it afterwards is
    no promise, so that nothing is recognised, and no backlog stands, for MW that nobody can have.
    """
    own = _own_months(lease.clock, calendar)
    whole, hours, months = own.clock, own.hours, own.calendar.months
    power = _promised_power(lease, whole, usage, months)
    terms = lease.terms
    if terms.market_rate is not None and terms.market_rate.shape[0] > 1:
        terms = terms.at_market(_rate_over_life(terms.market_rate, lease, months, calendar))
    fixed = fixed_bill(lease.contract, terms, power, whole, own.calendar, hours)
    bill = fixed
    if not is_wholly_fixed(lease.contract, power):
        bill = billed(lease.contract, terms, power, whole, own.calendar, hours)
    alignment = Alignment(lease.clock.first, months, calendar.months)
    has_fixed = bool(fixed.any())
    days, megawatts = whole.in_force, power.delivered
    if power.delivered is not power.contracted:
        # A fee that is owed whatever is delivered is earned after the close as well.
        earns = (fixed > 0.0) | np.logical_or.reduce(_are_open(lease, months))
        days = days * earns
        megawatts = np.where((fixed > 0.0) & (megawatts <= 0.0), power.contracted, megawatts)
    return Promise(fixed, bill, days, megawatts, alignment, has_fixed)


@dataclass(frozen=True)
class _OwnMonths:
    """The months of a contract, whatever part of them the plan has."""

    calendar: Calendar
    clock: ContractClock
    hours: Floats
    """(J, 1) or (J, P)."""


def _own_months(clock: ContractClock, calendar: Calendar) -> _OwnMonths:
    if clock.first.size == clock.last.size == 1:
        days = int(clock.first_day.item()), int(clock.last_day.item())
        months = int(clock.first.item()), int(clock.last.item())
        return _certain_months(*days, *months, clock.begins_on_first, calendar)
    length = clock.last - clock.first
    earliest = int(clock.first.min())
    own = calendar_of(calendar.label(earliest), max(int(length.max()) + 1, 1))
    span = calendar_of(own.start, own.months + int(clock.first.max()) - earliest)
    rows = own.index[:, None] + clock.first - earliest
    shift = calendar.day_number(span.start_date)
    in_force = span.in_force(clock.first_day - shift, clock.last_day - shift)
    whole = ContractClock(
        own.index[:, None],
        _gathered(in_force, rows),
        clock.begins_on_first,
        np.zeros(1, dtype=np.int64),
        length,
        clock.last_day,
        clock.first_day,
    )
    return _OwnMonths(own, whole, _gathered(span.hours[:, None], rows))


@lru_cache(maxsize=2**12)
def _certain_months(
    first_day: int,
    last_day: int,
    first: int,
    last: int,
    begins_on_first: bool,
    calendar: Calendar,
) -> _OwnMonths:
    """The same of a contract whose days are certain; all that have them share it."""
    own = calendar_of(calendar.label(first), max(last - first + 1, 1))
    shift = calendar.day_number(own.start_date)
    in_force = own.in_force(first_day - shift, last_day - shift)
    in_force.flags.writeable = False
    whole = ContractClock(
        own.index[:, None],
        in_force,
        begins_on_first,
        np.zeros(1, dtype=np.int64),
        np.array([last - first]),
        np.array([last_day]),
        np.array([first_day]),
    )
    return _OwnMonths(own, whole, own.hours[:, None])


def _promised_power(lease: Lease, clock: ContractClock, usage: Floats, months: int) -> Power:
    """Full delivery until sites close for good; MW of a demand hold its value beyond the plan."""
    full = lease.shares[0].full
    for share in lease.shares[1:]:
        full = full + share.full
    contracted = _while_in_force(full, lease, clock, months)
    if all(share.last_month is None for share in lease.shares):
        return Power(contracted, contracted, used_of(contracted, usage))
    delivered = total(
        _while_in_force(share.full, lease, clock, months) * is_open
        for share, is_open in zip(lease.shares, _are_open(lease, months), strict=True)
    )
    return Power(contracted, delivered, used_of(delivered, usage))


def _while_in_force(full: Floats, lease: Lease, clock: ContractClock, months: int) -> Floats:
    """(J, ·): MW of each contract month, from those at full power."""
    if full.ndim == 2:
        full = _gathered(full, np.arange(months)[:, None] + lease.clock.first)
    ramp = lease.contract.ramp
    return (full * clock.ramp(ramp) if ramp else full) * clock.in_force


def _are_open(lease: Lease, months: int) -> list[Flags]:
    """(J, 1) or (J, P) for each share: the contract months to the close of its sites."""
    rows = np.arange(months)[:, None] + lease.clock.first
    lasts = (share.last_month for share in lease.shares)
    return [rows <= (FAR if last is None else last) for last in lasts]


def _rate_over_life(rate: Floats, lease: Lease, months: int, calendar: Calendar) -> Floats:
    """(J, ·): a rate of each plan month, beyond the plan its last value."""
    rows = np.arange(months)[:, None] + lease.clock.first
    return _gathered(rate, np.minimum(rows, calendar.months - 1))
