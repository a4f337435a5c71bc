"""What sites cost to run, to rent, to build and to finance. MODEL.md B2, B6, B7."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.domain.loan import Loan
from planner.domain.path import Path
from planner.engine.accounts import Debt, Fixed, Operations, Sum
from planner.engine.arrays import NOTHING, Floats, Total, by_month
from planner.engine.attribution import Earned, SiteTrade, attributed
from planner.engine.calendar import Calendar
from planner.engine.capital import sites_capital
from planner.engine.columns import Columns
from planner.engine.costs import cash_lines, site_costs
from planner.engine.horizon import SiteMonths, horizon_value
from planner.engine.loans import AT_START, LoanTerms, loan_schedule
from planner.engine.market import MarketMonths
from planner.engine.rented import Rented, last_months, rent
from planner.engine.site_power import SitePower
from planner.engine.unit_assets import OF_BOOKS
from planner.engine.wanted import WHOLE, Recorder


@dataclass(frozen=True)
class SiteSums:
    """Over all sites; amounts at and before the start are (1,) or (P,), $m."""

    operations: Operations
    fixed: Fixed
    debt: Debt
    capex_at_start: Floats
    drawn_at_start: Floats
    opening_debt: Floats
    opening_value: Floats
    opening_construction: Floats
    opening_lease_in: Floats
    opening_by_site: dict[tuple[Path, str], Floats]
    """Paid and drawn for a site at t = 0, and its balances after that."""


def site_sums(
    sites: Sequence[SitePower],
    left: list[Floats],
    leases_in: dict[str, Rented],
    earned: list[Earned],
    columns: Columns,
    calendar: Calendar,
    market: MarketMonths,
    record: Recorder,
    with_statement: bool,
) -> SiteSums:
    """Costs, capital and loans of every site and of the plan; records the sites' series.

    Without the plan's statement loans and books, which the firm's cash before financing does not
    hang on, are nothing unless a site's are read.
    `left`, MW of each block of the sites that nobody needs, and `earned` are used up: once the
    sites have their shares, what each lease earned is not held.
    """
    running = _running(sites, left, leases_in, columns, calendar, record)
    left.clear()
    trade = [SiteTrade(NOTHING, NOTHING, NOTHING)] * len(sites)
    if needs_earned(sites, record):
        trade = attributed(earned, running.served, [site.active for site in sites])
    earned.clear()
    lines = cash_lines(columns.world.plan, columns, calendar)
    operations = Sum(Operations)
    for here in running.each:
        operations.add(here)
    operations.add(
        Operations(
            operating_lines=lines.operating, other_lines=lines.other, taxed_lines=lines.taxed
        )
    )
    fixed = Sum(Fixed)
    at_start: Floats = np.zeros(1)
    value: Floats = np.zeros(1)
    construction: Floats = np.zeros(1)
    with_books = with_statement or needs_books(sites, record)
    built = sites_capital(sites, columns, calendar, market, with_books)
    with_loans = with_statement or needs_loans(sites, record)
    debt = _loans(sites, columns, calendar, record) if with_loans else NO_LOANS
    opening = dict(debt.opening_by_site)
    for place, (site, mine) in enumerate(zip(sites, built, strict=True)):
        months = SiteMonths(
            by_month(trade[place].received, calendar.months),
            running.each[place],
            last_months(leases_in[site.facility.id]),
            mine.fixed,
        )
        worth = horizon_value(site, months, columns, calendar, market)
        fixed.add(mine.fixed)
        if worth is not None:
            fixed.add(Fixed(horizon_value=worth))
            record(site.path, "horizon_value", worth)
        for name in ("billed", "recognised", "received"):
            record(site.path, name, getattr(trade[place], name))
        at_start = at_start + mine.at_start
        value, construction = value + mine.opening_value, construction + mine.opening_construction
        for name in ("capex", "depreciation", "tax_depreciation", "net_book_value", "written_off"):
            record(site.path, name, getattr(mine.fixed, name))
        opening[site.path, "capex"] = mine.at_start
        opening[site.path, "net_book_value"] = mine.opening_value
        opening[site.path, "construction"] = mine.opening_construction + mine.at_start
    return SiteSums(
        operations.value,
        fixed.value,
        debt.total,
        at_start,
        debt.drawn_at_start,
        debt.owed_at_start,
        value,
        construction,
        running.owed_at_start,
        opening,
    )


@dataclass(frozen=True)
class _Running:
    """What each site costs to run, and what it served; (M, 1) or (M, P)."""

    owed_at_start: Floats
    served: list[Floats]
    each: list[Operations]


def _running(
    sites: Sequence[SitePower],
    idle: Sequence[Floats],
    leases_in: dict[str, Rented],
    columns: Columns,
    calendar: Calendar,
    record: Recorder,
) -> _Running:
    """Power, opex, rent, events, closure and leases-in, and what is owed for these at the start."""
    owed_at_start: Floats = np.zeros(1)
    every_served, each = [], []
    left = iter(idle)
    for site in sites:
        cost, served = Total(), Total()
        for block in site.blocks:
            mw = block.mw - next(left)
            served.add(mw)
            cost.add(mw * block.price)
        mine = site_costs(site, columns, calendar)
        leased = rent(leases_in[site.facility.id], columns, calendar)
        if leases_in[site.facility.id]:
            owed_at_start = owed_at_start + leased.owed_at_start * site.active
        here = Operations(
            power=cost.value,
            opex=mine.opex,
            rent=mine.rent,
            event_cost=mine.events,
            lease_in_recognised=_where_active(leased.trade.recognised, site),
            lease_in_billed=_where_active(leased.trade.billed, site),
            lease_in_paid=_where_active(leased.trade.received, site),
            closure_cost=mine.closure_cost,
            closure_proceeds=mine.closure_proceeds,
        )
        for name, series in (
            ("available", site.available),
            ("served", served.value),
            ("power", cost.value),
            ("opex", mine.opex),
            ("rent", mine.rent),
            ("event_cost", mine.events),
            ("lease_in", here.lease_in_recognised),
            ("lease_in_paid", here.lease_in_paid),
            ("closure_cost", mine.closure_cost),
            ("closure_proceeds", mine.closure_proceeds),
        ):
            record(site.path, name, series)
        every_served.append(served.value)
        each.append(here)
    return _Running(owed_at_start, every_served, each)


def _where_active(series: Floats, site: SitePower) -> Floats:
    return series if series is NOTHING else series * site.active


_OF_LOANS = ("loan_draws", "interest", "principal", "debt")
_EARNED = ("billed", "recognised", "received")


def needs_earned(sites: Sequence[SitePower], record: Recorder) -> bool:
    """Whether somebody reads what a site earned, or its worth in the end hangs on it."""
    return any(
        record.wants(site.path, *_EARNED) or site.facility.horizon_value == "perpetuity"
        for site in sites
    )


@dataclass(frozen=True)
class _Loans:
    """All loans; amounts at and before the start are (1,) or (P,), $m."""

    total: Debt
    drawn_at_start: Floats
    owed_at_start: Floats
    """Drawn before the start."""
    opening_by_site: dict[tuple[Path, str], Floats]


NO_LOANS = _Loans(Debt(), np.zeros(1), np.zeros(1), {})


def needs_books(sites: Sequence[SitePower], record: Recorder) -> bool:
    """Whether somebody reads what assets are worth in the books, or the horizon value is that."""
    return record.wants(WHOLE, *OF_BOOKS) or any(
        record.wants(site.path, *OF_BOOKS) or site.facility.horizon_value == "net_book"
        for site in sites
    )


def needs_loans(sites: Sequence[SitePower], record: Recorder) -> bool:
    """Whether somebody reads the loans of a site."""
    return any(record.wants(site.path, *_OF_LOANS) for site in sites)


def _loans(
    sites: Sequence[SitePower], columns: Columns, calendar: Calendar, record: Recorder
) -> _Loans:
    """Debt service of all loans; that of a site's own loans is recorded as the site's."""
    debt = Sum(Debt)
    opening: dict[tuple[Path, str], Floats] = {}
    drawn: Floats = np.zeros(1)
    owed: Floats = np.zeros(1)
    for site in sites:
        if not site.facility.loans:
            continue
        place = f"{site.path}/"
        mine, now, before = _service(place, site.facility.loans, site.active, columns, calendar)
        for name, series in (
            ("loan_draws", mine.drawn),
            ("interest", mine.interest),
            ("principal", mine.principal),
            ("debt", mine.balance),
        ):
            record(site.path, name, series)
        opening[site.path, "loan_draws"] = now
        opening[site.path, "debt"] = before + now
        debt.add(mine)
        drawn, owed = drawn + now, owed + before
    mine, now, before = _service("", columns.world.plan.loans, np.ones(1), columns, calendar)
    debt.add(mine)
    return _Loans(debt.value, drawn + now, owed + before, opening)


def _service(
    place: Path, loans: Sequence[Loan], holder: Floats, columns: Columns, calendar: Calendar
) -> tuple[Debt, Floats, Floats]:
    """Debt service of these loans, what is drawn at t = 0, and what is owed before it."""
    debt = Sum(Debt)
    drawn: Floats = np.zeros(1)
    owed: Floats = np.zeros(1)
    for loan in loans:
        terms = _terms(f"{place}loans/{loan.id}", loan, holder, columns, calendar)
        if terms is None:
            continue
        service = loan_schedule(terms, calendar.months)
        debt.add(Debt(service.draw, service.interest, service.principal, service.balance))
        drawn, owed = drawn + service.draw_at_start, owed + service.opening_debt
    return debt.value, drawn, owed


def _terms(
    path: Path, loan: Loan, holder: Floats, columns: Columns, calendar: Calendar
) -> LoanTerms | None:
    active = columns.active(path, loan)
    if active is None or loan.month is None or not loan.term:
        return None
    drawn = AT_START if loan.month == "start" else calendar.index_of(loan.month)
    amount = columns.number(path, loan, "amount") * active * holder
    return LoanTerms(amount, drawn, loan.apr, loan.interest_only, loan.term)
