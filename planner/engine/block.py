"""One block of draws in one world, computed whole: from MW to free cash flow. MODEL.md B2 to B8."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from planner.domain.path import Path
from planner.engine.allocation import Allocation
from planner.engine.arrays import Floats
from planner.engine.billing import Power
from planner.engine.calendar import Calendar
from planner.engine.capital import SiteCapital, site_capital
from planner.engine.columns import Columns
from planner.engine.costs import CashLines, SiteCosts, cash_lines, site_costs
from planner.engine.draws import ChunkDraws
from planner.engine.leases import Lease, lease_in
from planner.engine.market import MarketMonths
from planner.engine.own_use import rival_value_left
from planner.engine.site_power import SitePower, site_power
from planner.engine.tax import tax_refunding_losses
from planner.engine.tenancies import Tenancy, allocate, tenancies

Record = Callable[[Path, str, Floats], None]
"""Takes a monthly series (M, 1) or (M, P) of an entity; the path "" is the whole plan."""

WHOLE = ""


@dataclass(frozen=True)
class Flows:
    """What the measures are made of; $m."""

    at_start: Floats
    """(1,) or (P,): FCFF at t = 0."""
    fcff: Floats
    """(M, 1) or (M, P)."""
    own_use_value: Floats
    """(M, 1) or (M, P): imputed, before tax, after rival erosion."""


@dataclass(frozen=True)
class _Money:
    """Sums over sites, tenants and lines; (M, 1) or (M, P), $m; costs positive."""

    billed: Floats
    spot_revenue: Floats
    own_use_value: Floats
    power: Floats
    lease_in: Floats
    costs: SiteCosts
    capital: SiteCapital
    lines: CashLines


def run_block(
    columns: Columns,
    calendar: Calendar,
    shocks: ChunkDraws | None,
    record: Record,
    checkpoint: Callable[[], None],
) -> Flows:
    """Compute every month of one block of draws.

    Axes: M months, P draws.

    Parameters
    ----------
    columns : Columns
        The numbers of the block's world.
    shocks : ChunkDraws or None
        Of the market paths, for the same draws; None for the deterministic run.
    record : callable
        Receives every series of the result, each once.
    checkpoint : callable
        Called between stages; raises to cancel.
    """
    plan = columns.world.plan
    market = MarketMonths(columns, calendar, shocks)
    rented = {
        facility.id: lease_in(facility, columns, calendar)
        for facility in plan.facilities
        if columns.active(f"facilities/{facility.id}", facility) is not None
    }
    checkpoint()
    sites = _sites(columns, calendar, market, rented)
    found = tenancies(sites, columns, calendar, market)
    checkpoint()
    allocation = allocate(found, sites, columns, calendar)
    checkpoint()
    money = _money(sites, found, allocation, rented, columns, calendar, market, record)
    checkpoint()
    _record_power(sites, found, record, calendar)
    return _cash(money, columns, record)


def _sites(
    columns: Columns, calendar: Calendar, market: MarketMonths, rented: dict[str, Lease | None]
) -> list[SitePower]:
    found = []
    for facility in columns.world.plan.facilities:
        if facility.id not in rented:
            continue
        delivered = _leased_in(rented[facility.id], columns)
        site = site_power(facility, columns, calendar, market, delivered)
        if site is not None:
            found.append(site)
    return found


def _leased_in(lease: Lease | None, columns: Columns) -> Floats | None:
    """(M, 1) or (M, P), IT MW: the most that a rented site has; without bound where no lease is."""
    if lease is None:
        return None
    active = columns.active(lease.path, lease.contract)
    if active is None or active.all():
        return lease.contracted
    return np.where(active > 0.0, lease.contracted, np.inf)


def _money(
    sites: Sequence[SitePower],
    found: Sequence[Tenancy],
    allocation: Allocation,
    rented: dict[str, Lease | None],
    columns: Columns,
    calendar: Calendar,
    market: MarketMonths,
    record: Record,
) -> _Money:
    nothing = np.zeros((calendar.months, 1))
    billed, spot = nothing, nothing
    for tenancy in found:
        bills, spot_bill = _tenant_revenue(tenancy, columns, calendar, record)
        billed, spot = billed + bills, spot + spot_bill
    power = _power_cost(sites, allocation, calendar, record)
    rent_in = nothing
    costs = SiteCosts(nothing, nothing, nothing, nothing, nothing)
    capital = SiteCapital(nothing, np.zeros(1), nothing, nothing, nothing)
    for site in sites:
        costs, capital = _add_site(site, costs, capital, columns, calendar, market, record)
        lease = rented[site.facility.id]
        if lease is not None:
            full = lease.contracted
            used = columns.number(lease.path, lease.contract, "usage") * full
            rent_in = rent_in + lease.billed(Power(full, full, used), calendar) * site.active
    own = _own_use_value(found, columns, calendar, record)
    lines = cash_lines(columns.world.plan, columns, calendar)
    return _Money(billed, spot, own, power, rent_in, costs, capital, lines)


def _tenant_revenue(
    tenancy: Tenancy, columns: Columns, calendar: Calendar, record: Record
) -> tuple[Floats, Floats]:
    """Bills under contract and at spot; records the tenant's and its contracts' series."""
    nothing = np.zeros((calendar.months, 1))
    contracted, delivered, used, billed = nothing, nothing, nothing, nothing
    for place, lease in enumerate(tenancy.leases):
        power = tenancy.power_of(place, columns)
        bill = lease.billed(power, calendar)
        record(lease.path, "contracted", power.contracted)
        record(lease.path, "delivered", power.delivered)
        record(lease.path, "used", power.used)
        record(lease.path, "billed", bill)
        contracted, delivered = contracted + power.contracted, delivered + power.delivered
        used, billed = used + power.used, billed + bill
    beyond = tenancy.served_beyond + nothing
    own, bought = (beyond, nothing) if tenancy.is_internal else (nothing, beyond)
    spot_revenue = nothing if tenancy.is_internal else beyond * tenancy.worth
    served = delivered + beyond
    tenancy.used = used
    for name, series in (
        ("demand", tenancy.demand + nothing),
        ("contracted", contracted),
        ("delivered", delivered),
        ("used", used),
        ("served", served),
        ("spot", bought),
        ("own_use", own),
        ("unmet", np.maximum(tenancy.demand - served, 0.0)),
        ("billed", billed),
        ("spot_revenue", spot_revenue),
    ):
        record(tenancy.path, name, series)
    return billed, spot_revenue


def _power_cost(
    sites: Sequence[SitePower], allocation: Allocation, calendar: Calendar, record: Record
) -> Floats:
    """What the power of the served MW costs, site by site."""
    nothing = np.zeros((calendar.months, 1))
    total = nothing
    left = iter(allocation.left)
    for site in sites:
        cost, served = nothing, nothing
        for block in site.blocks:
            mw = block.mw - next(left)
            served, cost = served + mw, cost + mw * block.price
        record(site.path, "served", served)
        record(site.path, "power", cost)
        total = total + cost
    return total


def _add_site(
    site: SitePower,
    costs: SiteCosts,
    capital: SiteCapital,
    columns: Columns,
    calendar: Calendar,
    market: MarketMonths,
    record: Record,
) -> tuple[SiteCosts, SiteCapital]:
    mine = site_costs(site, columns, calendar)
    built = site_capital(site, columns, calendar, market)
    for name, series in (
        ("available", site.available),
        ("opex", mine.opex),
        ("rent", mine.rent),
        ("event_cost", mine.events),
        ("capex", built.spent),
        ("depreciation", built.depreciation),
        ("net_book_value", built.net_book_value),
    ):
        record(site.path, name, series)
    costs = SiteCosts(
        costs.opex + mine.opex,
        costs.rent + mine.rent,
        costs.events + mine.events,
        costs.closure_cost + mine.closure_cost,
        costs.closure_proceeds + mine.closure_proceeds,
    )
    capital = SiteCapital(
        capital.spent + built.spent,
        capital.at_start + built.at_start,
        capital.depreciation + built.depreciation,
        capital.net_book_value + built.net_book_value,
        capital.written_off + built.written_off,
    )
    return costs, capital


def _own_use_value(
    found: Sequence[Tenancy], columns: Columns, calendar: Calendar, record: Record
) -> Floats:
    """Imputed worth of own use, never revenue, less what serving rivals costs it."""
    nothing = np.zeros((calendar.months, 1))
    rivals = sum(
        (sum(t.delivered, t.served_beyond) for t in found if t.tenant.rival and not t.is_internal),
        nothing,
    )
    left = rival_value_left(rivals, columns)
    total = nothing
    for tenancy in found:
        if tenancy.is_internal:
            worth = tenancy.served_beyond * tenancy.worth * left + nothing
            record(tenancy.path, "own_use_value", worth)
            total = total + worth
    return total


def _record_power(
    sites: Sequence[SitePower], found: Sequence[Tenancy], record: Record, calendar: Calendar
) -> None:
    nothing = np.zeros((calendar.months, 1))
    available = sum((site.available for site in sites), nothing)
    contracted, delivered, used, spot, own, demand, unmet = (nothing,) * 7
    for tenancy in found:
        given = sum(tenancy.delivered, nothing)
        used = used + tenancy.used
        contracted, delivered = contracted + tenancy.contracted, delivered + given
        demand = demand + tenancy.demand
        unmet = unmet + np.maximum(tenancy.demand - given - tenancy.served_beyond, 0.0)
        if tenancy.is_internal:
            own = own + tenancy.served_beyond
        else:
            spot = spot + tenancy.served_beyond
    served = delivered + spot + own
    # Where nothing is available there is no utilisation, which NaN says.
    utilisation = np.where(
        available > 0.0, served / np.where(available > 0.0, available, 1.0), np.nan
    )
    for name, series in (
        ("available", available),
        ("contracted", contracted),
        ("delivered", delivered),
        ("used", used),
        ("served", served),
        ("spot", spot),
        ("own_use", own),
        ("demand", demand),
        ("unmet", unmet),
        ("utilisation", utilisation),
    ):
        record(WHOLE, name, series)


def _cash(money: _Money, columns: Columns, record: Record) -> Flows:
    """Profit, tax on book depreciation with losses refunded at once, and free cash flow."""
    settings = columns.world.plan.settings
    costs, capital, lines = money.costs, money.capital, money.lines
    revenue = money.billed + money.spot_revenue
    running = money.power + costs.opex + costs.rent + money.lease_in + costs.events
    ebitda = revenue - running + lines.operating
    disposal = capital.written_off - costs.closure_proceeds
    taxable = revenue - running - capital.depreciation - disposal - costs.closure_cost + lines.taxed
    tax = tax_refunding_losses(taxable, settings.tax_rate)
    closure = costs.closure_cost - costs.closure_proceeds
    fcff = ebitda + lines.other - capital.spent - closure - tax
    at_start = 0.0 - capital.at_start
    for name, series in (
        ("billed", money.billed),
        ("spot_revenue", money.spot_revenue),
        ("receipts", revenue),
        ("own_use_value", money.own_use_value),
        ("power", money.power),
        ("opex", costs.opex),
        ("rent", costs.rent),
        ("lease_in", money.lease_in),
        ("event_cost", costs.events),
        ("cash_lines", lines.operating + lines.other),
        ("ebitda", ebitda),
        ("depreciation", capital.depreciation),
        ("net_book_value", capital.net_book_value),
        ("capex", capital.spent),
        ("closure", closure),
        ("tax", tax),
        ("fcff", fcff),
        ("cumulative_fcff", at_start + np.cumsum(fcff, axis=0)),
    ):
        record(WHOLE, name, series)
    return Flows(at_start, fcff, money.own_use_value)
