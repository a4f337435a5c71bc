"""One block of draws of the reference workload, from primitives to cash flow."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.reference import workload as given
from tests.benchmarks.reference.workload import (
    FACILITIES,
    MONTH,
    MONTHS,
    TENANTS,
    YEARS,
    Floats,
    Primitives,
    around_one,
    delayed,
)

_LAG = MONTH[:, None] - MONTH[None, :]
WALK = np.where(_LAG >= 0, given.VOLATILITY, 0.0)
"""(M, M): shocks to the random walk of the log price."""
PERSISTING = np.where(
    _LAG >= 0, given.SECTOR_VOLATILITY * given.PERSISTENCE ** np.maximum(_LAG, 0), 0.0
)
"""(M, M): shocks to the log demand index."""
TREND = (
    (given.DRIFT - 0.5 * given.VOLATILITY**2) * (MONTH + 1) + np.log(given.MARKET_PRICE * 1e-3)
)[:, None]
"""Log of the market price without shocks, $m per MW-month."""
PRICED = (given.PRICED * 1e-3)[:, :, None]
GROWN = given.GROWN[:, :, None]
POWER = (given.POWER * (given.HOURS * given.LOAD_FACTOR * 1e-6))[:, None]
OPERATING = given.OPERATING[:, None]
SPENDING = given.SPENDING[:, None]
MONTH_ENDS = (MONTH + 1.0)[:, None]
YEAR_BEGINS = np.arange(YEARS)[:, None] * 12.0


class Workspace:
    """Arrays of one thread: five of all months, and nine of the months of a tile."""

    def __init__(self, draws: int, tile: int) -> None:
        self.price_shocks, self.sector_shocks, self.price, self.sector, self.flows = (
            np.empty((MONTHS, draws)) for _ in range(5)
        )
        self.tile = tile
        self.tiles = [np.empty((tile, draws)) for _ in range(FACILITIES + 5)]


@dataclass(frozen=True)
class _Drawn:
    """Numbers of a block that hold for all of its months; per facility or tenant, then (b,)."""

    delay: Floats
    wanted: Floats
    renews: Floats
    power: Floats
    opex: Floats
    capex: Floats
    lost_in: NDArray[np.int64]
    """First month without permit; M where it is kept."""
    lost: list[NDArray[np.intp]]
    """The draws that lose it, by facility."""


@dataclass(frozen=True)
class _Tile:
    """Months first … end − 1 of a block, each array (months, b)."""

    first: int
    end: int
    free: list[Floats]
    need: Floats
    taken: Floats
    served: Floats
    power: Floats
    opex: Floats
    demand: Floats
    """The demand index."""
    price: Floats
    flows: Floats


def compute_block(primitives: Primitives, work: Workspace) -> Floats:
    """(M, b) $m: cash flow after tax; an array of the workspace."""
    draws = primitives.draws
    price, sector, flows = work.price[:, :draws], work.sector[:, :draws], work.flows[:, :draws]
    np.matmul(WALK, primitives.price, out=price)
    np.matmul(PERSISTING, primitives.sector, out=sector)
    drawn = _drawn(primitives)
    taxable = np.empty((YEARS, draws))
    for first in range(0, MONTHS, work.tile):
        end = min(MONTHS, first + work.tile)
        *free, need, taken, served, power, opex = (
            array[: end - first, :draws] for array in work.tiles
        )
        index, rate, flow = sector[first:end], price[first:end], flows[first:end]
        tile = _Tile(first, end, free, need, taken, served, power, opex, index, rate, flow)
        _compute_tile(tile, drawn, taxable)
    _pay_tax(flows, taxable, drawn)
    return flows


def _drawn(primitives: Primitives) -> _Drawn:
    is_hit = primitives.permit < given.PERMIT_LOSS
    lost_in = np.where(is_hit, np.floor(primitives.lost_in * MONTHS), MONTHS).astype(np.int64)
    return _Drawn(
        delay=delayed(primitives.delay),
        wanted=given.DEMAND[:, None] * around_one(primitives.demand, given.DEMAND_SIGMA),
        renews=(primitives.renewal < given.RENEWAL[:, None]).astype(np.float64),
        power=around_one(primitives.power, given.POWER_SIGMA),
        opex=around_one(primitives.opex, given.OPEX_SIGMA),
        capex=around_one(primitives.capex, given.CAPEX_SIGMA),
        lost_in=lost_in,
        lost=[np.flatnonzero(months < MONTHS) for months in lost_in],
    )


def _compute_tile(tile: _Tile, drawn: _Drawn, taxable: Floats) -> None:
    """Cash flow before tax of a tile, and what of it each year is taxed but for depreciation."""
    np.exp(tile.demand, out=tile.demand)
    price = tile.price
    price += TREND[tile.first : tile.end]
    np.exp(price, out=price)
    _make_available(tile, drawn)
    _serve_tenants(tile, drawn)
    opex, power, flows = tile.opex, tile.power, tile.flows
    opex *= OPERATING[tile.first : tile.end]
    opex *= drawn.opex
    # Power is paid on what is used: what is available less what is left.
    for free, pue in zip(tile.free, given.PUE, strict=True):
        free *= pue
        power -= free
    power *= POWER[tile.first : tile.end]
    power *= drawn.power
    flows -= power
    flows -= opex
    for year in range(tile.first // 12, tile.end // 12):
        begins = 12 * year - tile.first
        np.add.reduce(flows[begins : begins + 12], axis=0, out=taxable[year])
    np.multiply(SPENDING[tile.first : tile.end], drawn.capex, out=tile.taken)
    flows -= tile.taken


def _make_available(tile: _Tile, drawn: _Drawn) -> None:
    """MW of each facility, their sum in `opex`, and at the meter in `power`."""
    months, opex, power = MONTH_ENDS[tile.first : tile.end], tile.opex, tile.power
    for facility, free in enumerate(tile.free):
        a_month = given.CAPACITY[facility] / given.RAMP[facility]
        begins = (given.READY[facility] + drawn.delay[facility]) * a_month
        np.subtract(months * a_month, begins, out=free)
        np.clip(free, 0.0, given.CAPACITY[facility], out=free)
        for draw in drawn.lost[facility]:
            lost_in = drawn.lost_in[facility, draw]
            if lost_in < tile.end:
                free[max(0, lost_in - tile.first) :, draw] = 0.0
        if facility:
            opex += free
            np.multiply(free, given.PUE[facility], out=tile.taken)
            power += tile.taken
        else:
            np.copyto(opex, free)
            np.multiply(free, given.PUE[facility], out=power)


def _serve_tenants(tile: _Tile, drawn: _Drawn) -> None:
    """Revenue in `flows`, $m; takes the MW from `free`."""
    tile.flows[:] = 0.0
    for tenant in range(TENANTS):
        if given.FIRST[tenant] >= tile.end:
            continue
        first = max(given.FIRST[tenant] - tile.first, 0)
        ended = min(max(given.END[tenant] - tile.first, first), tile.end - tile.first)
        need, taken, served = tile.need[first:], tile.taken[first:], tile.served[first:]
        np.multiply(tile.demand[first:], drawn.wanted[tenant], out=need)
        need *= GROWN[tenant, tile.first + first : tile.end]
        after = slice(ended, None)
        tile.need[after] *= drawn.renews[tenant]
        np.copyto(served, need)
        for facility in given.ELIGIBLE[tenant]:
            free = tile.free[facility][first:]
            np.minimum(free, need, out=taken)
            free -= taken
            need -= taken
        served -= need
        tile.served[first:ended] *= PRICED[tenant, tile.first + first : tile.first + ended]
        tile.served[after] *= tile.price[after]
        if given.RENEWAL_FACTOR[tenant] != 1.0:
            tile.served[after] *= given.RENEWAL_FACTOR[tenant]
        flows = tile.flows[first:]
        flows += served


def _pay_tax(flows: Floats, taxable: Floats, drawn: _Drawn) -> None:
    """Takes each year's tax from its last month; `taxable` is used up."""
    for facility in range(FACILITIES):
        in_use = np.ceil(given.READY[facility] + drawn.delay[facility])
        months = np.minimum(YEAR_BEGINS + 12.0, in_use + given.LIFE)
        months -= np.maximum(YEAR_BEGINS, in_use)
        np.maximum(months, 0.0, out=months)
        months *= drawn.capex * (given.COST[facility] / given.LIFE)
        taxable -= months
    losses = np.zeros(taxable.shape[1])
    for year in range(YEARS):
        income = np.maximum(taxable[year], 0.0)
        used = np.minimum(losses, given.LOSS_LIMIT * income)
        losses += income
        losses -= taxable[year]
        losses -= used
        income -= used
        income *= given.TAX_RATE
        flows[12 * year + 11] -= income
