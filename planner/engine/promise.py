"""What a contract promises over its whole life, before and beyond the plan. MODEL.md B4 and B5.

Two axes: J contract months, 0 … the last of the stated term; and plan months. `Alignment` goes from
one to the other, per draw where the start is drawn.
"""

from dataclasses import dataclass

import numpy as np

from planner.engine.arrays import Floats, Whole
from planner.engine.billing import Power, billed, fixed_bill, used_of
from planner.engine.calendar import Calendar, calendar_of
from planner.engine.contract_clock import ContractClock
from planner.engine.leases import Lease


@dataclass(frozen=True)
class Promise:
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


@dataclass(frozen=True)
class Alignment:
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
    clipped = np.clip(rows, 0, series.shape[0] - 1)
    if clipped.shape[1] == 1:
        return series[clipped[:, 0]]
    wide = np.broadcast_to(series, (series.shape[0], clipped.shape[1]))
    found: Floats = np.take_along_axis(wide, clipped, axis=0)
    return found


def promise(lease: Lease, usage: Floats, calendar: Calendar) -> Promise:
    """The bills of every contract month as agreed, whatever later ends it early.

    Parameters
    ----------
    usage : (1,) or (P,)
        Share of delivered MW that is used.

    Notes
    -----
    Months are those of the contract's own calendar; where its start is drawn, those of each draw.
    """
    clock = lease.clock
    length = int((clock.last - clock.first).max()) + 1
    earliest = int(clock.first.min())
    own = calendar_of(calendar.label(earliest), max(length, 1))
    span = calendar_of(own.start, own.months + int(clock.first.max()) - earliest)
    rows = own.index[:, None] + clock.first - earliest
    age = own.index[:, None]
    whole = ContractClock(
        age,
        _days_in_force(clock, span, rows, calendar),
        clock.begins_on_first,
        np.zeros(1, dtype=np.int64),
        clock.last - clock.first,
        clock.last_day,
        clock.first_day,
    )
    power = _promised_power(lease, whole, usage, own.months)
    terms = lease.terms
    if terms.market_rate is not None:
        rate = _rate_over_life(lease, own.months, calendar)
        terms = terms.at_market(rate)
    hours = _gathered(span.hours[:, None], rows)
    fixed = fixed_bill(lease.contract, terms, power, whole, own, hours)
    is_fixed = lease.contract.basis == "fixed_fee"
    return Promise(
        fixed,
        fixed if is_fixed else billed(lease.contract, terms, power, whole, own, hours),
        whole.in_force,
        power.contracted,
        Alignment(clock.first, own.months, calendar.months),
    )


def _days_in_force(clock: ContractClock, span: Calendar, rows: Whole, calendar: Calendar) -> Floats:
    """(J, 1) or (J, P): the part of each contract month's days, of the draw's own start and end."""
    shift = calendar.day_number(span.start_date)
    in_force = span.in_force(clock.first_day - shift, clock.last_day - shift)
    return _gathered(in_force, rows)


def _promised_power(lease: Lease, clock: ContractClock, usage: Floats, months: int) -> Power:
    """Full delivery; MW that follow a demand hold its value where the plan does not reach."""
    full = sum((share.full for share in lease.shares[1:]), lease.shares[0].full)
    if full.ndim == 2:
        rows = np.arange(months)[:, None] + lease.clock.first
        full = _gathered(full, rows)
    contracted = full * clock.ramp(lease.contract.ramp) * clock.in_force
    return Power(contracted, contracted, used_of(contracted, usage))


def _rate_over_life(lease: Lease, months: int, calendar: Calendar) -> Floats:
    """(1, ·) where it is fixed; else (J, ·): beyond the plan its last value."""
    rate = lease.terms.market_rate
    if rate is None:
        raise ValueError("the lease is not at market")
    if rate.shape[0] == 1:
        return rate
    rows = np.arange(months)[:, None] + lease.clock.first
    return _gathered(rate, np.minimum(rows, calendar.months - 1))
