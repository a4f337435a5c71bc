"""What is built: when it is paid, how it is written off in books and tax. MODEL.md B2 and B6.

An asset is the IT, the shell or a refresh of one phase. The mid-quarter test looks at the assets of
all sites, so they are gathered first and written off together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.domain.phase import Phase, Refresh
from planner.engine.accounts import Fixed
from planner.engine.arrays import Flags, Floats, Whole
from planner.engine.calendar import Calendar
from planner.engine.columns import Columns
from planner.engine.depreciation import (
    BookAsset,
    Retirement,
    book_value_at_start,
    opening_shares,
    schedule,
)
from planner.engine.market import MarketMonths
from planner.engine.site_power import PhasePower, SitePower
from planner.engine.tax_depreciation import (
    TaxAsset,
    adjusted_basis_at_start,
    mid_quarter,
    tax_schedule,
)


@dataclass(frozen=True)
class SiteCapital:
    """Capital of a site in one block of draws."""

    fixed: Fixed
    at_start: Floats
    """(1,) or (P,), $m: paid at t = 0."""
    opening_value: Floats
    """(1,) or (P,), $m: net book value before the first month."""
    opening_construction: Floats
    """(1,) or (P,), $m: paid before the start for what enters service later."""


@dataclass(frozen=True)
class _Payments:
    months: Floats
    """From the start to the last payment, which may lie past the horizon."""
    at_start: Floats
    sunk: Floats
    """(1,) or (P,): paid before the start; no cash, but part of the book cost."""

    @property
    def cost(self) -> Floats:
        """(1,) or (P,): all of it."""
        total: Floats = self.sunk + self.at_start + self.months.sum(axis=0)
        return total


@dataclass(frozen=True)
class _Asset:
    """One asset: its payments, and its books and tax without any opening amount."""

    site: int
    payments: _Payments
    method: str
    book: BookAsset
    tax: TaxAsset


def sites_capital(
    sites: Sequence[SitePower], columns: Columns, calendar: Calendar, market: MarketMonths
) -> list[SiteCapital]:
    """Spending, depreciation, tax depreciation and balances of each site, in the order given."""
    assets = [
        asset
        for place, site in enumerate(sites)
        for asset in _assets(place, site, columns, calendar, market)
    ]
    conventions = mid_quarter([asset.tax for asset in assets], calendar)
    found = []
    for place, site in enumerate(sites):
        mine = [(a, c) for a, c in zip(assets, conventions, strict=True) if a.site == place]
        found.append(_site(site, mine, calendar))
    return found


def _assets(
    place: int, site: SitePower, columns: Columns, calendar: Calendar, market: MarketMonths
) -> Iterator[_Asset]:
    closing = () if site.last_month is None else (Retirement(site.last_month, 1.0),)
    for power in site.phases:
        phase = power.phase
        it_cost = columns.number(power.path, phase, "it_cost") * power.active
        shell_cost = columns.number(power.path, phase, "shell_cost") * power.active
        spending = _schedule(power, columns, calendar)
        scale = market.accelerator_cost(spending.months.shape[0])
        refreshes = _dated(phase, calendar)
        replaced = tuple(Retirement(month, refresh.replaces) for month, refresh in refreshes)
        yield _it_asset(
            place, phase, _paid(it_cost, spending, scale), power.in_service, phase.it_life,
            (*replaced, *closing), phase.it_salvage,
        )  # fmt: skip
        shell = _paid(shell_cost, spending, None)
        yield _Asset(
            place,
            shell,
            "straight_line",
            BookAsset(shell.cost, np.zeros(1), phase.shell_life, power.in_service, closing),
            TaxAsset(
                shell.cost,
                phase.shell_tax,
                phase.shell_life,
                power.in_service,
                phase.shell_bonus,
                closing,
            ),
        )
        for number, (month, refresh) in enumerate(refreshes):
            cost = columns.number(f"{power.path}/refreshes/{refresh.id}", refresh, "cost")
            paid = _refresh_payment(cost * power.active, month, market)
            yield _it_asset(
                place, phase, paid, np.array((month,)), refresh.life or phase.it_life,
                (*replaced[number + 1 :], *closing), 0.0,
            )  # fmt: skip


def _it_asset(
    place: int,
    phase: Phase,
    payments: _Payments,
    in_service: Whole,
    life: int,
    retirements: tuple[Retirement, ...],
    salvage: float,
) -> _Asset:
    """IT equipment, first or renewed: the phase's method, tax class and bonus."""
    return _Asset(
        place,
        payments,
        phase.depreciation,
        BookAsset(payments.cost, np.array((salvage,)), life, in_service, retirements),
        TaxAsset(payments.cost, phase.it_tax, life, in_service, phase.it_bonus, retirements),
    )


def _dated(phase: Phase, calendar: Calendar) -> list[tuple[int, Refresh]]:
    """The refreshes of a phase in the order of their months."""
    found = [(calendar.index_of(r.month), r) for r in phase.refreshes if r.month is not None]
    return sorted(found, key=lambda item: item[0])


def _refresh_payment(cost: Floats, month: int, market: MarketMonths) -> _Payments:
    """Paid in its month, scaled as IT cost is; before the start it is sunk and not scaled."""
    if month < 0:
        return _Payments(np.zeros((1, 1)), np.zeros(1), cost)
    months = np.zeros((month + 1, cost.size))
    months[month] = cost * market.accelerator_cost(month + 1)[month]
    return _Payments(months, np.zeros(1), np.zeros(1))


def _site(site: SitePower, mine: Sequence[tuple[_Asset, Flags]], calendar: Calendar) -> SiteCapital:
    """Sums over the assets of a site; opening amounts are shared among what stands then."""
    spent: Floats = np.zeros((calendar.months, 1))
    total = Fixed()
    at_start: Floats = np.zeros(1)
    opening: Floats = np.zeros(1)
    construction: Floats = np.zeros(1)
    books, bases = _openings(site, mine, calendar)
    for place, (asset, convention) in enumerate(mine):
        if not asset.payments.cost.any():
            continue
        book = asset.book if books is None else replace(asset.book, opening=books[place])
        tax = asset.tax if bases is None else replace(asset.tax, opening=bases[place])
        written = schedule(asset.method, book, calendar.months)
        deducted = tax_schedule(tax, calendar, convention)
        before = book_value_at_start(asset.method, asset.book) if books is None else books[place]
        spent = _grown(spent, asset.payments.months)
        at_start = at_start + asset.payments.at_start
        opening = opening + before
        construction = construction + asset.payments.sunk * (asset.book.in_service >= 0)
        total = Fixed(
            placed=total.placed + _placed(written.net_book_value, before)
            + written.charge + written.written_off,
            depreciation=total.depreciation + written.charge,
            written_off=total.written_off + written.written_off,
            net_book_value=total.net_book_value + written.net_book_value,
            tax_depreciation=total.tax_depreciation + deducted.deduction,
            tax_written_off=total.tax_written_off + deducted.retired,
        )  # fmt: skip
    return SiteCapital(_spending(total, spent, calendar), at_start, opening, construction)


def _spending(total: Fixed, spent: Floats, calendar: Calendar) -> Fixed:
    """The sums as (M, ·) even where a site has no asset."""
    nothing = np.zeros((calendar.months, 1))
    return Fixed(
        capex=spent[: calendar.months],
        placed=total.placed + nothing,
        depreciation=total.depreciation + nothing,
        written_off=total.written_off + nothing,
        net_book_value=total.net_book_value + nothing,
        tax_depreciation=total.tax_depreciation + nothing,
        tax_written_off=total.tax_written_off + nothing,
    )


def _placed(value: Floats, before: Floats) -> Floats:
    """(M, ·): change of net book value; with what leaves, the cost that enters service."""
    change = np.diff(value, axis=0, prepend=np.zeros((1, value.shape[1])))
    if before.any():
        change = np.concatenate([change[:1] - before, change[1:] + 0.0 * before])
    return change


def _grown(total: Floats, months: Floats) -> Floats:
    """The sum of two series of which the longer decides the length."""
    longer, shorter = (total, months) if total.shape[0] >= months.shape[0] else (months, total)
    draws = max(longer.shape[1], shorter.shape[1])
    summed = np.array(np.broadcast_to(longer, (longer.shape[0], draws)))
    summed[: shorter.shape[0]] += shorter
    return summed


def _openings(
    site: SitePower, mine: Sequence[tuple[_Asset, Flags]], calendar: Calendar
) -> tuple[tuple[Floats, ...] | None, tuple[Floats, ...] | None]:
    """Book value and tax basis at the start that are given for a site, by asset; None if not."""
    facility = site.facility
    books = bases = None
    if facility.book_at_start is not None and mine:
        carried = [book_value_at_start(asset.method, asset.book) for asset, _ in mine]
        books = opening_shares(facility.book_at_start, carried)
    if facility.tax_at_start is not None and mine:
        carried = [adjusted_basis_at_start(asset.tax, calendar, c) for asset, c in mine]
        bases = opening_shares(facility.tax_at_start, carried)
    return books, bases


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
