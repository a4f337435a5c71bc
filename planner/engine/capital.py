"""What is built: when it is paid, how it is written off in books and tax. MODEL.md B2 and B6.

An asset is the IT, the shell or a refresh of one phase. The mid-quarter test looks at the assets of
all sites, so they are gathered first and written off together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.domain.phase import Phase, Refresh
from planner.engine.accounts import Fixed, Sum
from planner.engine.arrays import Flags, Floats, Total, Whole
from planner.engine.calendar import Calendar
from planner.engine.columns import Columns
from planner.engine.depreciation import (
    BookAsset,
    Retirement,
    book_value_at_start,
    opening_shares,
    schedule,
    standing_at_start,
    stands_at_start,
)
from planner.engine.market import MarketMonths
from planner.engine.site_power import PhasePower, SitePower
from planner.engine.tax_depreciation import (
    TaxAsset,
    adjusted_basis_at_start,
    mid_quarter,
    tax_schedule,
)
from planner.engine.unit_assets import Units, is_linear, of_amounts, rows_of, unit_schedules


@dataclass(frozen=True)
class SiteCapital:
    """Capital of a site in one block of draws."""

    fixed: Fixed
    at_start: Floats
    """(1,) or (P,), $m: paid at t = 0."""
    opening_value: Floats
    """(1,) or (P,), $m: net book value before the first month."""
    opening_construction: Floats
    """(1,) or (P,), $m: paid before the start for what enters service later, less what is still to
    be paid for what is in service."""


@dataclass(frozen=True)
class _Payments:
    """Payments of one asset: an amount, and when it is paid."""

    amount: Floats
    """(1,) or (P,), $m before the factor of the month of payment."""
    months: Floats
    """(K, 1) or (K, P): paid per $m, from the start to the last payment, maybe past the horizon."""
    at_start: float
    """Paid per $m at t = 0."""
    sunk: Floats
    """(1,) or (P,), per $m: paid before the start; no cash, but part of the book cost."""

    @property
    def cost(self) -> Floats:
        """(1,) or (P,), $m: all of it."""
        total: Floats = self.amount * (self.sunk + self.at_start + self.months.sum(axis=0))
        return total


@dataclass(frozen=True)
class _Asset:
    """One asset: its payments, and its books and tax without any opening amount."""

    site: int
    exists: Floats
    """(1,) or (P,) of 0 and 1."""
    payments: _Payments
    method: str
    book: BookAsset
    tax: TaxAsset

    @property
    def stands(self) -> Floats:
        """(1,) or (P,) of 0 and 1: in service at the start, where it exists."""
        return stands_at_start(self.book) * self.exists


def sites_capital(
    sites: Sequence[SitePower],
    columns: Columns,
    calendar: Calendar,
    market: MarketMonths,
    with_books: bool = True,
) -> list[SiteCapital]:
    """Spending, depreciation, tax depreciation and balances of each site, in the order given.

    Without books, which the firm's cash does not hang on, the lines `OF_BOOKS` may be nothing.
    """
    assets = [
        asset
        for place, site in enumerate(sites)
        for asset in _assets(place, site, columns, calendar, market)
    ]
    conventions = mid_quarter([asset.tax for asset in assets], calendar)
    found = []
    for place, site in enumerate(sites):
        mine = [(a, c) for a, c in zip(assets, conventions, strict=True) if a.site == place]
        found.append(_site(site, mine, calendar, with_books))
    return found


def _assets(
    place: int, site: SitePower, columns: Columns, calendar: Calendar, market: MarketMonths
) -> Iterator[_Asset]:
    closing = () if site.last_month is None else (Retirement(site.last_month, 1.0),)
    for power in site.phases:
        phase = power.phase
        it_cost = columns.number(power.path, phase, "it_cost") * power.active
        shell_cost = columns.number(power.path, phase, "shell_cost") * power.active
        spending = _until_closed(_schedule(power, columns, calendar), power, site.last_month)
        scale = market.accelerator_cost(spending.months.shape[0])
        refreshes = _dated(phase, site.last_month, calendar)
        replaced = tuple(Retirement(month, refresh.replaces) for month, refresh in refreshes)
        yield _it_asset(
            place, power, _paid(it_cost, spending, scale), power.in_service, phase.it_life,
            (*replaced, *closing), phase.it_salvage,
        )  # fmt: skip
        shell = _paid(shell_cost, spending, None)
        yield _Asset(
            place,
            power.active,
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
                place, power, paid, np.array((month,)), refresh.life or phase.it_life,
                (*replaced[number + 1 :], *closing), 0.0,
            )  # fmt: skip


def _it_asset(
    place: int,
    power: PhasePower,
    payments: _Payments,
    in_service: Whole,
    life: int,
    retirements: tuple[Retirement, ...],
    salvage: float,
) -> _Asset:
    """IT equipment, first or renewed: the phase's method, tax class and bonus."""
    phase = power.phase
    return _Asset(
        place,
        power.active,
        payments,
        phase.depreciation,
        BookAsset(payments.cost, np.array((salvage,)), life, in_service, retirements),
        TaxAsset(payments.cost, phase.it_tax, life, in_service, phase.it_bonus, retirements),
    )


def _dated(phase: Phase, last: int | None, calendar: Calendar) -> list[tuple[int, Refresh]]:
    """The refreshes of a phase in the order of their months; none after the site's last month."""
    found = [(calendar.index_of(r.month), r) for r in phase.refreshes if r.month is not None]
    open_ = (item for item in found if last is None or item[0] <= last)
    return sorted(open_, key=lambda item: item[0])


def _refresh_payment(cost: Floats, month: int, market: MarketMonths) -> _Payments:
    """Paid in its month, scaled as IT cost is; before the start it is sunk and not scaled."""
    if month < 0:
        return _Payments(cost, np.zeros((1, 1)), 0.0, np.ones(1))
    scale = market.accelerator_cost(month + 1)
    months = np.zeros_like(scale)
    months[month] = scale[month]
    return _Payments(cost, months, 0.0, np.zeros(1))


def _site(
    site: SitePower, mine: Sequence[tuple[_Asset, Flags]], calendar: Calendar, with_books: bool
) -> SiteCapital:
    """Sums over the assets of a site; opening amounts are shared among what stands then."""
    facility = site.facility
    is_given = facility.book_at_start is not None or facility.tax_at_start is not None
    built = [
        (asset, held)
        for asset, held in mine
        if asset.payments.cost.any() or (is_given and asset.stands.any())
    ]
    openings = _openings(site, built, calendar)
    linear, others = [], []
    for place, (asset, held) in enumerate(built):
        if openings is None and is_linear(asset.book, asset.tax):
            linear.append((asset.payments.cost, _units(asset, held, calendar)))
        else:
            others.append((asset if openings is None else openings[place], held))
    written, opening = of_amounts(linear, with_books)
    fixed = Sum(Fixed)
    fixed.add(written)
    for one, held in others:
        before = one.book.opening
        if before is None:
            before = book_value_at_start(one.method, one.book)
        fixed.add(_one(one, held, calendar))
        opening = opening + before
    payments = [asset.payments for asset, _ in built]
    fixed.add(Fixed(capex=_spent(payments, calendar)))
    at_start: Floats = np.zeros(1)
    construction: Floats = np.zeros(1)
    for asset, _ in built:
        paid = asset.payments
        at_start = at_start + paid.amount * paid.at_start
        gone = 1.0 - standing_at_start(asset.book.retirements)
        in_books = np.where(asset.book.in_service < 0, 1.0, gone)
        construction = construction + paid.amount * paid.sunk - paid.cost * in_books
    return SiteCapital(fixed.value, at_start, opening, construction)


def _units(asset: _Asset, in_mid_quarter: Flags, calendar: Calendar) -> Units:
    return unit_schedules(asset.method, asset.book, asset.tax, in_mid_quarter, calendar)


def _one(asset: _Asset, in_mid_quarter: Flags, calendar: Calendar) -> Fixed:
    """An asset whose dates, salvage or opening amounts want a schedule of its own."""
    written = schedule(asset.method, asset.book, calendar.months)
    deducted = tax_schedule(asset.tax, calendar, in_mid_quarter)
    return Fixed(
        depreciation=written.charge,
        written_off=written.written_off,
        net_book_value=written.net_book_value,
        tax_depreciation=deducted.deduction,
        tax_written_off=deducted.retired,
    )


def _spent(payments: Sequence[_Payments], calendar: Calendar) -> Floats:
    """(M, 1) or (M, P): capital spending inside the plan."""
    plain = [paid for paid in payments if paid.months.shape[1] == 1]
    spent = Total()
    if plain:
        months = np.concatenate([_inside(paid.months, calendar) for paid in plain], axis=1)
        spent.add(months @ rows_of([paid.amount for paid in plain]))
    for paid in payments:
        if paid.months.shape[1] > 1:
            spent.add(_inside(paid.months, calendar) * paid.amount)
    return spent.value


def _inside(months: Floats, calendar: Calendar) -> Floats:
    """(M, ·): payments cut at the horizon, or filled up to it with nothing."""
    missing = calendar.months - months.shape[0]
    if missing <= 0:
        return months[: calendar.months]
    return np.concatenate([months, np.zeros((missing, months.shape[1]))])


def _openings(
    site: SitePower, mine: Sequence[tuple[_Asset, Flags]], calendar: Calendar
) -> list[_Asset] | None:
    """The assets with the book value and tax basis given for the site, shared among them."""
    facility = site.facility
    if (facility.book_at_start is None and facility.tax_at_start is None) or not mine:
        return None
    assets = [asset for asset, _ in mine]
    standing = [asset.stands for asset in assets]
    if facility.book_at_start is not None:
        carried = [book_value_at_start(asset.method, asset.book) for asset in assets]
        shares = opening_shares(facility.book_at_start, carried, standing)
        assets = [
            replace(asset, book=replace(asset.book, opening=share))
            for asset, share in zip(assets, shares, strict=True)
        ]
    if facility.tax_at_start is not None:
        carried = [adjusted_basis_at_start(asset.tax, calendar, held) for asset, held in mine]
        shares = opening_shares(facility.tax_at_start, carried, standing)
        assets = [
            replace(asset, tax=replace(asset.tax, opening=share))
            for asset, share in zip(assets, shares, strict=True)
        ]
    return assets


@dataclass(frozen=True)
class _Schedule:
    """Shares of a phase's cost; the three sum to 1, unless its site closes before it is paid."""

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


def _until_closed(schedule: _Schedule, power: PhasePower, last: int | None) -> _Schedule:
    """What is paid for a phase that its site's close forestalls: nothing after the last month."""
    if last is None or not (power.in_service > last).any():
        return schedule
    after = np.arange(schedule.months.shape[0])[:, None] > last
    return replace(schedule, months=np.where(after & (power.in_service > last), 0, schedule.months))


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
    months = schedule.months if scale is None else schedule.months * scale
    return _Payments(cost, months, schedule.at_start, schedule.sunk)
