"""One block of draws in one world, computed whole: from MW to cash flow. MODEL.md B2 to B8."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.domain.path import Path
from planner.engine.accounts import BOOKS, Accounts, Opening, accounts
from planner.engine.arrays import NOTHING, Floats, Total, by_month, net, product, total
from planner.engine.branches import branches
from planner.engine.calendar import Calendar
from planner.engine.columns import Columns
from planner.engine.draws import ChunkDraws
from planner.engine.market import MarketMonths
from planner.engine.operations import SiteSums, site_sums
from planner.engine.own_use import rival_value_left
from planner.engine.rented import Rented, megawatts, rented
from planner.engine.revenue import (
    NO_CONCENTRATION,
    POWER,
    Concentration,
    Revenue,
    Scope,
    at_its_height,
    concentration,
    revenue,
)
from planner.engine.shadow_price import shadow_prices
from planner.engine.site_power import SitePower, site_power
from planner.engine.tenancies import Tenancy, allocate, tenancies
from planner.engine.wanted import BACKLOGS, EVERYTHING, WHOLE, Receive, Recorder, Wanted

POWER_OF_PLAN = (*POWER, "available", "utilisation")
CONCENTRATION = ("trailing_revenue", "hhi", "top_share")
MEASURES_OF_EQUITY = ("npv_equity", "peak_funding_equity", "irr_equity")
MEASURES_OF_OWN_USE = ("own_use_worth", "value_to_owner")
DEBT = ("interest", "principal", "loan_draws")


@dataclass(frozen=True)
class Flows:
    """What the measures are made of; $m. What no measure that is wanted is made of is nothing."""

    at_start: Floats
    """(1,) or (P,): FCFF at t = 0."""
    fcff: Floats
    """(M, 1) or (M, P)."""
    own_use_value: Floats
    """(M, 1) or (M, P): imputed, before tax, after rival erosion."""
    equity_at_start: Floats
    """(1,) or (P,): FCFE at t = 0."""
    fcfe: Floats
    """(M, 1) or (M, P)."""
    served: Floats
    """(M, 1) or (M, P), MW."""
    costs: Floats
    """(M, 1) or (M, P): what running, building and closing the sites costs, tax apart."""
    costs_at_start: Floats
    """(1,) or (P,): what of it is paid at t = 0."""
    backlog_at_start: dict[str, Floats]
    """(1,) or (P,): headline, firm, expected and RPO before the first month."""
    concentration: Concentration
    opening: dict[tuple[Path, str], Floats]
    """(1,) or (P,): flows at t = 0 and balances after them, of the plan and of its sites."""


def run_block(
    columns: Columns,
    calendar: Calendar,
    shocks: ChunkDraws | None,
    receive: Receive,
    checkpoint: Callable[[], None],
    unpaid: Path | None = None,
    wanted: Wanted = EVERYTHING,
) -> Flows:
    """Compute every month of one block of draws.

    Axes: M months, P draws.

    Parameters
    ----------
    columns : Columns
        The numbers of the block's world.
    shocks : ChunkDraws or None
        Of the market paths, for the same draws; None for the deterministic run.
    receive : callable
        Gets every series of the result that is wanted, each once, (M, 1) or (M, P).
    checkpoint : callable
        Called between stages; raises to cancel.
    unpaid : path or None
        Of a contract that is served as it is but bills nothing: what it is worth is the difference.
    wanted : Wanted
        Stages ask it before they work. The series and the flows of the measures that are wanted
        have the same bits whatever else is.
    """
    record = Recorder(receive, wanted, calendar.months)
    needs = _needs(wanted)
    operated = _operated(columns, calendar, shocks, record, needs, checkpoint, unpaid)
    checkpoint()
    earned, sums = operated.earned, operated.sums
    result = _accounts(earned, sums, columns, calendar, needs.statement)
    _record_money(earned, sums, operated.own_use_value, result, record)
    operations = sums.operations
    costs = (operations.running, operations.lease_in_paid, sums.fixed.capex)
    return Flows(
        result.opening["fcff"],
        result.lines["fcff"],
        operated.own_use_value,
        result.opening["fcfe"],
        result.lines.get("fcfe", NOTHING),
        operated.served,
        net((*costs, operations.closure_cost), (operations.closure_proceeds,)),
        sums.capex_at_start,
        earned.backlog_at_start,
        operated.concentration,
        _opening(earned, sums, result),
    )


@dataclass(frozen=True)
class _Needs:
    """What the whole plan is asked for besides the firm's cash."""

    statement: bool
    """Income, equity and the balance sheet."""
    concentration: bool
    backlog: bool
    power: bool


def _needs(wanted: Wanted) -> _Needs:
    return _Needs(
        wanted.has(WHOLE, *BOOKS, *DEBT) or wanted.measure(*MEASURES_OF_EQUITY),
        wanted.has(WHOLE, *CONCENTRATION) or wanted.measure("hhi", "top_share"),
        wanted.has(WHOLE, *BACKLOGS) or wanted.measure(*BACKLOGS),
        wanted.has(WHOLE, *POWER_OF_PLAN) or wanted.measure("levelised_cost"),
    )


def _scope(needs: _Needs, sites: Sequence[SitePower], record: Recorder) -> Scope:
    """What the plan's needs are of its tenants."""
    of_sites = any(record.wants(site.path, "recognised") for site in sites)
    return Scope(needs.statement or needs.concentration or of_sites, needs.backlog, needs.power)


def _needs_own_use(found: Sequence[Tenancy], record: Recorder) -> bool:
    """Whether somebody reads what own use is worth; hurdle prices do in the deterministic run."""
    paths = (WHOLE, *(tenancy.path for tenancy in found))
    return record.wanted.measure(*MEASURES_OF_OWN_USE) or any(
        record.wants(path, "own_use_value") for path in paths
    )


@dataclass(frozen=True)
class _Operated:
    """What the accounts are made of; all else of sites and tenants is no longer held."""

    earned: Revenue
    sums: SiteSums
    own_use_value: Floats
    served: Floats
    concentration: Concentration


def _operated(
    columns: Columns,
    calendar: Calendar,
    shocks: ChunkDraws | None,
    record: Recorder,
    needs: "_Needs",
    checkpoint: Callable[[], None],
    unpaid: Path | None,
) -> _Operated:
    """Tenants and sites month by month; records their series."""
    plan = columns.world.plan
    market = MarketMonths(columns, calendar, shocks)
    leases_in = {
        facility.id: rented(facility, columns, calendar, market)
        for facility in plan.facilities
        if columns.active(f"facilities/{facility.id}", facility) is not None
    }
    checkpoint()
    sites = _sites(columns, calendar, market, leases_in)
    found = tenancies(sites, columns, calendar, market)
    checkpoint()
    left = list(allocate(found, sites, columns, calendar).left)
    checkpoint()
    earned = revenue(found, columns, calendar, record, _scope(needs, sites, record), unpaid)
    checkpoint()
    value_left, own = NOTHING, NOTHING
    if _needs_own_use(found, record):
        value_left = _value_left(found, columns, calendar)
        own = _own_use_value(found, value_left, calendar, record)
    if not columns.is_drawn:
        # Of the deterministic run only: in every draw it would cost the allocation once a site.
        prices = shadow_prices(found, sites, value_left, columns, calendar)
        for site, price in zip(sites, prices, strict=True):
            record(site.path, "shadow_price", price)
        for lease, power in branches(found, sites, columns, calendar, market):
            record(lease.series_path, "branch_contracted", power.contracted)
            record(lease.series_path, "branch_billed", lease.billed(power, calendar))
    del found
    served = _record_power(sites, earned.power, record, calendar) if needs.power else NOTHING
    height = NO_CONCENTRATION
    if needs.concentration:
        trailing = concentration(earned.external, calendar)
        for name, series in trailing.items():
            record(WHOLE, name, series)
        height = at_its_height(trailing)
        del trailing
    checkpoint()
    # Sites are the most at once: what is not needed any more is let go before.
    earned = replace(earned, external=[], power={})
    sums = site_sums(
        sites, left, leases_in, earned.earned, columns, calendar, market, record, needs.statement
    )
    return _Operated(earned, sums, own, served, height)


def _sites(
    columns: Columns, calendar: Calendar, market: MarketMonths, leases_in: dict[str, Rented]
) -> list[SitePower]:
    found = []
    for facility in columns.world.plan.facilities:
        if facility.id not in leases_in:
            continue
        delivered = megawatts(leases_in[facility.id], columns)
        site = site_power(facility, columns, calendar, market, delivered)
        if site is not None:
            found.append(site)
    return found


def _value_left(found: Sequence[Tenancy], columns: Columns, calendar: Calendar) -> Floats:
    """(M, 1) or (M, P): share of own use's value left by serving rivals."""
    rivals = total(
        mw
        for tenancy in found
        if tenancy.tenant.rival and not tenancy.is_internal
        for mw in (*tenancy.delivered, tenancy.served_beyond)
    )
    return rival_value_left(by_month(rivals, calendar.months), columns)


def _own_use_value(
    found: Sequence[Tenancy], left: Floats, calendar: Calendar, record: Recorder
) -> Floats:
    """Imputed worth of own use, never revenue, less what serving rivals costs it."""
    together = Total()
    for tenancy in found:
        if tenancy.is_internal:
            worth = product(tenancy.served_beyond, tenancy.worth, left)
            record(tenancy.path, "own_use_value", worth)
            together.add(worth)
    return by_month(together.value, calendar.months)


def _record_power(
    sites: Sequence[SitePower], power: Mapping[str, Floats], record: Recorder, calendar: Calendar
) -> Floats:
    """Records the whole plan's power; returns the MW served, (M, 1) or (M, P)."""
    available = by_month(total(site.available for site in sites), calendar.months)
    served = by_month(power.get("served", NOTHING), calendar.months)
    # Where nothing is available there is no utilisation, which NaN says.
    utilisation = served / np.where(available > 0.0, available, np.nan)
    for name in ("contracted", "delivered", "used", "spot", "own_use", "demand", "unmet"):
        record(WHOLE, name, power.get(name, NOTHING))
    record(WHOLE, "available", available)
    record(WHOLE, "served", served)
    record(WHOLE, "utilisation", utilisation)
    return served


def _accounts(
    earned: Revenue, sums: SiteSums, columns: Columns, calendar: Calendar, with_books: bool
) -> Accounts:
    opening = Opening(
        capex=sums.capex_at_start,
        drawn=sums.drawn_at_start,
        receivable=earned.opening.receivable,
        prepaid=earned.opening.prepaid,
        accrued=earned.opening.accrued,
        accrued_lease_in=sums.opening_lease_in,
        net_book_value=sums.opening_value,
        construction=sums.opening_construction,
        debt=sums.opening_debt,
    )
    settings = columns.world.plan.settings
    return accounts(
        earned.trade,
        sums.operations,
        sums.fixed,
        sums.debt,
        opening,
        settings,
        calendar,
        with_books,
    )


def _opening(earned: Revenue, sums: SiteSums, found: Accounts) -> dict[tuple[Path, str], Floats]:
    """(1,) or (P,): amounts at t = 0 of the plan, its sites, tenants and contracts."""
    plan = {**found.opening, **earned.backlog_at_start}
    whole = {(WHOLE, name): amount for name, amount in plan.items()}
    return whole | sums.opening_by_site | earned.opening_by_path


def _record_money(
    earned: Revenue,
    sums: SiteSums,
    own: Floats,
    found: Accounts,
    record: Recorder,
) -> None:
    """The whole plan's lines; each a (M, ·) series."""
    operations, fixed, debt, trade = sums.operations, sums.fixed, sums.debt, earned.trade
    series = {
        "billed": trade.billed,
        "spot_revenue": trade.spot_revenue,
        "credit_loss": trade.credit_loss,
        "own_use_value": own,
        "power": operations.power,
        "opex": operations.opex,
        "rent": operations.rent,
        "lease_in": operations.lease_in_recognised,
        "lease_in_paid": operations.lease_in_paid,
        "event_cost": operations.event_cost,
        "cash_lines": total((operations.operating_lines, operations.other_lines)),
        "operating_lines": operations.operating_lines,
        "other_lines": operations.other_lines,
        "depreciation": fixed.depreciation,
        "tax_depreciation": fixed.tax_depreciation,
        "net_book_value": fixed.net_book_value,
        "capex": fixed.capex,
        "closure": net((operations.closure_cost,), (operations.closure_proceeds,)),
        "closure_cost": operations.closure_cost,
        "closure_proceeds": operations.closure_proceeds,
        "horizon_value": fixed.horizon_value,
        "interest": debt.interest,
        "principal": debt.principal,
        "loan_draws": debt.drawn,
        **earned.backlog,
        **found.lines,
    }
    series["tax"] = series["tax_unlevered"]
    for name, values in series.items():
        record(WHOLE, name, values)
