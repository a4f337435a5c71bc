"""What is built: when it is paid, and how it is written off. MODEL.md B2 and B6."""

from dataclasses import dataclass

import numpy as np

from planner.domain.phase import Phase
from planner.engine.arrays import Floats
from planner.engine.calendar import Calendar
from planner.engine.columns import Columns
from planner.engine.depreciation import BookAsset, straight_line
from planner.engine.market import MarketMonths
from planner.engine.site_power import PhasePower, SitePower


@dataclass(frozen=True)
class SiteCapital:
    """Capital of a site; (M, 1) where certain, (M, P) where drawn; $m."""

    spent: Floats
    """Capital spending of the month, positive."""
    at_start: Floats
    """(1,) or (P,): capital spending at t = 0."""
    depreciation: Floats
    net_book_value: Floats
    written_off: Floats
    """Net book value that leaves with the site's closure."""


@dataclass(frozen=True)
class _Payments:
    months: Floats
    """From the start to the last payment, which may lie past the horizon."""
    at_start: Floats
    sunk: Floats
    """(1,) or (P,): paid before the start; no cash, but part of the book cost."""


def site_capital(
    site: SitePower, columns: Columns, calendar: Calendar, market: MarketMonths
) -> SiteCapital:
    """Spending, depreciation and net book value of all phases of a site."""
    nothing = np.zeros((calendar.months, 1))
    spent, charge, value = nothing, nothing, nothing
    at_start: Floats = np.zeros(1)
    for power in site.phases:
        it_cost = columns.number(power.path, power.phase, "it_cost") * power.active
        shell_cost = columns.number(power.path, power.phase, "shell_cost") * power.active
        schedule = _schedule(power, columns, calendar)
        parts = (
            (
                _paid(it_cost, schedule, market.accelerator_cost(schedule.months.shape[0])),
                power.phase.it_life,
                power.phase.it_salvage,
            ),
            (_paid(shell_cost, schedule, None), power.phase.shell_life, 0.0),
        )
        for payments, life, salvage in parts:
            cost = payments.sunk + payments.at_start + payments.months.sum(axis=0)
            if not cost.any():
                continue
            asset = BookAsset(cost, np.array((salvage,)), life, power.in_service)
            written = straight_line(asset, calendar.months)
            spent = spent + payments.months[: calendar.months]
            at_start = at_start + payments.at_start
            charge, value = charge + written.charge, value + written.net_book_value
    return _closed(SiteCapital(spent, at_start, charge, value, nothing), site, calendar)


@dataclass(frozen=True)
class _Schedule:
    """Shares of a phase's cost; the three sum to 1."""

    months: Floats
    """(K, 1) or (K, P): by month from the start, K at least M and beyond the last payment."""
    at_start: float
    sunk: Floats


def _schedule(power: PhasePower, columns: Columns, calendar: Calendar) -> _Schedule:
    phase = power.phase
    shares, first, at_start = _planned(phase, calendar)
    slip = np.zeros(1, dtype=np.int64)
    if phase.spend_slips:
        slip = np.ceil(columns.number(power.path, phase, "delay")).astype(np.int64)
    if not len(shares):
        return _Schedule(np.zeros((calendar.months, 1)), at_start, np.zeros(1))
    last = max(calendar.months, first + len(shares) + int(slip.max()))
    place = np.arange(last)[:, None] - first - slip
    inside = (place >= 0) & (place < len(shares))
    months = np.where(inside, shares[np.clip(place, 0, len(shares) - 1)], 0.0)
    before = np.concatenate([[0.0], np.cumsum(shares)])
    sunk = before[np.clip(-first - slip, 0, len(shares))]
    return _Schedule(months, at_start, sunk)


def _planned(phase: Phase, calendar: Calendar) -> tuple[Floats, int, float]:
    """Shares in consecutive months, the index of the first of them, and the share at t = 0."""
    if phase.spend:
        at_start = sum(share for month, share in phase.spend if month == "start")
        dated = [
            (calendar.index_of(month), share) for month, share in phase.spend if month != "start"
        ]
        if not dated:
            return np.zeros(0), 0, at_start
        first = min(dated)[0]
        shares = np.zeros(max(dated)[0] - first + 1)
        for index, share in dated:
            shares[index - first] += share
        return shares, first, at_start
    ready = calendar.index_of(str(phase.ready))
    count = phase.spend_months
    if count == 0:
        return np.ones(1), ready, 0.0
    ends = np.arange(count + 1) / count
    if phase.spend_shape == "s_curve":
        ends = 3.0 * ends**2 - 2.0 * ends**3
    return np.diff(ends), ready - count, 0.0


def _paid(cost: Floats, schedule: _Schedule, scale: Floats | None) -> _Payments:
    """Payments of a cost; `scale` is its factor by month of payment, which the past has not."""
    months = cost * schedule.months
    if scale is not None:
        months = months * scale
    return _Payments(months, cost * schedule.at_start, cost * schedule.sunk)


def _closed(capital: SiteCapital, site: SitePower, calendar: Calendar) -> SiteCapital:
    """The closing month takes what is left off the books."""
    last = site.last_month
    if last is None or last >= calendar.months:
        return capital
    open_ = (calendar.index <= last).astype(np.float64)[:, None]
    closing = (calendar.index == last).astype(np.float64)[:, None]
    return SiteCapital(
        capital.spent,
        capital.at_start,
        capital.depreciation * open_,
        capital.net_book_value * (open_ - closing),
        capital.net_book_value * closing,
    )
