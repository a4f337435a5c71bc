"""What a site is worth after the plan's last month. MODEL.md A, facility `horizon_value`.

The model names the four ways and leaves their arithmetic open; what is chosen here stands in each
function. The value falls in the last month, is no income and is not taxed.
"""

from dataclasses import dataclass

import numpy as np

from planner.domain.settings import Settings
from planner.engine.accounts import Fixed, Operations
from planner.engine.arrays import Floats, Whole, total
from planner.engine.calendar import Calendar
from planner.engine.columns import Columns
from planner.engine.market import MarketMonths
from planner.engine.rates import MONTHS_PER_YEAR, monthly_rate
from planner.engine.site_power import SitePower, vintage


@dataclass(frozen=True)
class SiteMonths:
    """What a site earned and cost; (M, 1) or (M, P), $m."""

    receipts: Floats
    """Cash of the contracts and the spot sales that it served."""
    operations: Operations
    lease_ends: Whole | None
    """(1,) or (P,): the last month of its lease-in; None where the site is not rented."""
    fixed: Fixed

    @property
    def costs(self) -> Floats:
        """Power, opex, rent, events and leases-in, as paid."""
        return total((self.operations.running, self.operations.lease_in_paid))


def horizon_value(
    site: SitePower,
    months: SiteMonths,
    columns: Columns,
    calendar: Calendar,
    market: MarketMonths,
) -> Floats | None:
    """(M, 1) or (M, P), $m in the last month; None where the site has no value then.

    A site that is closed by then has none.
    """
    method = site.facility.horizon_value
    if method == "none" or (site.last_month is not None and site.last_month < calendar.months):
        return None
    match method:
        case "net_book":
            worth = months.fixed.net_book_value[-1]
        case "perpetuity":
            worth = _perpetuity(site, months, columns)
        case _:
            worth = _re_lease(site, months, columns, calendar, market)
    worth = worth * site.active
    value = np.zeros((calendar.months, worth.size))
    value[-1] = worth
    return value


def _perpetuity(site: SitePower, months: SiteMonths, columns: Columns) -> Floats:
    """(1,) or (P,): the last twelve months' FCFF, growing for ever: F (1 + g)/(r − g), at least 0.

    The site's own tax: on receipts less costs less tax depreciation.
    """
    settings = columns.world.plan.settings
    growth, rate = site.facility.horizon_growth, settings.discount_rate
    if rate <= growth:
        return np.zeros(1)
    last = slice(-MONTHS_PER_YEAR, None)
    before_tax = (months.receipts - months.costs)[last]
    tax = settings.tax_rate * (before_tax - months.fixed.tax_depreciation[last])
    yearly = (before_tax - tax - months.fixed.capex[last]).sum(axis=0)
    yearly = yearly * (MONTHS_PER_YEAR / min(MONTHS_PER_YEAR, months.receipts.shape[0]))
    worth: Floats = np.maximum(yearly * (1.0 + growth) / (rate - growth), 0.0)
    return worth


def _re_lease(
    site: SitePower,
    months: SiteMonths,
    columns: Columns,
    calendar: Calendar,
    market: MarketMonths,
) -> Floats:
    """(1,) or (P,): the rest of the IT's life let at market × vintage, less its costs and tax.

    Available MW, market price and costs of the last month; the price goes on with its drift and its
    vintage, power for all these MW, opex and rent with the site's escalations, a lease-in at what
    it costs now; a month that would lose money is not let. A rented site is let while it is rented,
    one that will be closed until then.
    """
    settings = columns.world.plan.settings
    left = _months_left(site, calendar)
    if months.lease_ends is not None:
        left = np.clip(months.lease_ends - (calendar.months - 1), 0, left)
    if site.last_month is not None:
        left = np.minimum(left, site.last_month - (calendar.months - 1))
    if not left.any():
        return np.zeros(1)
    ahead = np.arange(1, int(left.max()) + 1)[:, None]
    years = ahead / MONTHS_PER_YEAR
    drift = columns.number("market", columns.world.plan.market, "contract_drift")
    decay = market.vintage_decay
    price = market.contract_price[-1] * vintage([site], market, calendar)[-1]
    price = price * ((1.0 + drift) * (1.0 - decay)) ** years
    available = site.available[-1]
    costs = _costs_ahead(site, months, years, settings)
    margin = np.maximum(price * available - costs, 0.0) * (1.0 - settings.tax_rate)
    discount = (1.0 + monthly_rate(settings.discount_rate)) ** -ahead
    worth: Floats = (margin * discount * (ahead <= left)).sum(axis=0)
    return worth


def _costs_ahead(site: SitePower, months: SiteMonths, years: Floats, settings: Settings) -> Floats:
    """(K, 1) or (K, P), $m: those of the last month, each as it escalates."""

    def grown(rate: float | None) -> Floats:
        ahead: Floats = (1.0 + (settings.inflation if rate is None else rate)) ** years
        return ahead

    facility = site.facility
    power = sum((block.mw[-1] * block.price[-1] for block in site.blocks), np.zeros(1))
    costs: Floats = (
        power * grown(facility.power_escalation)
        + months.operations.opex[-1] * grown(facility.opex_escalation)
        + months.operations.rent[-1] * grown(facility.rent_escalation)
        + months.operations.lease_in_recognised[-1]
    )
    return costs


def _months_left(site: SitePower, calendar: Calendar) -> Floats:
    """(1,) or (P,): months that the youngest IT of the site still has after the horizon."""
    left: Floats = np.zeros(1)
    for power in site.phases:
        ends = power.in_service + power.phase.it_life
        for refresh in power.phase.refreshes:
            if refresh.month is not None and calendar.index_of(refresh.month) < calendar.months:
                life = refresh.life or power.phase.it_life
                ends = np.maximum(ends, calendar.index_of(refresh.month) + life)
        left = np.maximum(left, (ends - calendar.months) * (power.active > 0.0))
    return left
