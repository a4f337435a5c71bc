"""What one more MW at a site would bring. MODEL.md B3."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from planner.engine.allocation import Allocation, Block
from planner.engine.arrays import Floats
from planner.engine.calendar import Calendar
from planner.engine.columns import Columns
from planner.engine.leases import Lease
from planner.engine.site_power import SitePower
from planner.engine.tenancies import Tenancy, power_blocks, price_per_megawatt, serve

KILOWATT = 1e-3
"""MW: small beside any claim, large beside the rounding of MW."""


def shadow_prices(
    found: Sequence[Tenancy],
    sites: Sequence[SitePower],
    value_left: Floats,
    columns: Columns,
    calendar: Calendar,
) -> list[Floats]:
    """Gain from one more available MW at each site: the right derivative, by a kilowatt more.

    Axes: M months, P draws.

    Parameters
    ----------
    found : sequence of Tenancy
        Served; they stay as they are.
    value_left : (M, 1) or (M, P) float
        Share of own use's value that serving rivals has left.

    Returns
    -------
    list of (M, 1) or (M, P) float, $m per IT MW-month, by site
        Never negative; NaN where the site has no capacity. Undiscounted, before tax, capex, opex
        and rent: what is served more at what it brings, less what power costs more.

    Notes
    -----
    The plan's own allocation is asked again, so the gain is that of its order: contracts short of
    MW bring their price of an IT MW-month at full use, discount deducted, shared as their shortage
    is; own use its imputed value; spot its price; where everyone is served, cheaper power displaces
    the dearest that runs. Take-or-pay, abatement and the erosion of later months are not in it.

    The kilowatt draws the power that the site would draw next, of its supplies the cheapest with
    power left; where they are exhausted it comes with power as dear as the dearest.
    Hand-worked and against the duals of linear programmes: tests/engine/test_shadow_price.py.
    """
    again = [replace(tenancy) for tenancy in found]
    blocks = [*power_blocks(sites), *_kilowatts(sites)]
    allocation = Allocation(blocks)
    serve(again, allocation, columns.world.plan.settings, calendar)
    gain: Floats = np.zeros((len(sites), 1, 1))
    for tenancy in again:
        for lease, mw in zip(tenancy.leases, tenancy.delivered, strict=True):
            more = _more(mw)
            if more is not None:
                gain = gain + more * _price(lease, calendar)
        more = _more(tenancy.served_beyond)
        if more is not None:
            worth = tenancy.worth * value_left if tenancy.is_internal else tenancy.worth
            gain = gain + more * worth
    for block, left in zip(blocks, allocation.left, strict=True):
        more = _more(block.mw - left)
        if more is not None:
            gain = gain - more * block.price
    prices = np.maximum(gain / KILOWATT, 0.0)
    return [
        np.where(site.available > 0.0, prices[place], np.nan) for place, site in enumerate(sites)
    ]


def next_price(site: SitePower) -> Floats:
    """(M, 1) or (M, P), $m per IT MW-month: of the power that one more MW would draw."""
    nothing = np.zeros_like(site.available)
    dearest, cheapest = nothing, nothing + np.inf
    for block in site.blocks:
        dearest = np.where(block.mw > 0.0, np.maximum(dearest, block.price), dearest)
        spare = block.offered > block.mw
        cheapest = np.where(spare, np.minimum(cheapest, block.price), cheapest)
    return np.where(np.isfinite(cheapest), cheapest, dearest)


def _kilowatts(sites: Sequence[SitePower]) -> list[Block]:
    """One more at each site, each in a plan of its own; the last plan is as it was."""
    found = []
    for place, site in enumerate(sites):
        mw = np.zeros((len(sites) + 1, 1, 1))
        mw[place] = KILOWATT
        found.append(Block(place, mw, next_price(site)))
    return found


def _more(mw: Floats) -> Floats | None:
    """(S, M, ·) MW more than in the last plan; None where it is the same in all of them."""
    if mw.ndim < 3:
        return None
    more: Floats = mw[:-1] - mw[-1:]
    return more if more.any() else None


def _price(lease: Lease, calendar: Calendar) -> Floats:
    price = price_per_megawatt(lease, calendar)
    if not lease.contract.discount:
        return price
    return price * (1.0 - lease.clock.list_value(lease.contract.discount, 0.0))
