"""The reference workload: its parameters, its random primitives, its month vectors.

Four facilities, eight tenants, 120 months, twenty of the 32 pairs of tenant and facility eligible;
money in $m, power in MW. `plain_loops.py` says what is computed from them.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FACILITIES, TENANTS, MONTHS, YEARS = 4, 8, 120, 10

CAPACITY = np.array([60.0, 100.0, 80.0, 150.0])
READY = np.array([6.0, 12.0, 20.0, 30.0])
"""Month in which the ramp begins as planned."""
RAMP = np.array([6.0, 8.0, 6.0, 12.0])
COST_PER_MW = np.array([9.0, 9.5, 10.0, 10.5])
PUE = np.array([1.30, 1.25, 1.22, 1.18])
LIFE = 72.0
"""Months of straight-line depreciation."""
SPEND_MONTHS = 12
DELAY = (0.0, 2.0, 12.0)
"""Triangular: lowest, likeliest, highest; months."""
PERMIT_LOSS = 0.05

DEMAND = np.array([40.0, 60.0, 30.0, 50.0, 45.0, 70.0, 35.0, 80.0])
FIRST = np.array([6, 8, 12, 14, 20, 24, 30, 34])
END = FIRST + np.array([60, 48, 72, 60, 84, 48, 60, 60])
"""First month after the contract."""
GROWTH = np.array([0.03, 0.02, 0.04, 0.00, 0.05, 0.02, 0.03, 0.01])
CONTRACT_PRICE = np.array([250.0, 245.0, 240.0, 240.0, 235.0, 235.0, 230.0, 230.0])
"""$ per kW-month."""
RENEWAL_FACTOR = np.array([1.0, 0.98, 1.0, 0.97, 0.99, 0.96, 1.02, 0.95])
RENEWAL = np.array([0.80, 0.70, 0.75, 0.60, 0.90, 0.65, 0.70, 0.60])
DEMAND_SIGMA = 0.20
ELIGIBLE = ((0, 2), (0, 1, 3), (0, 1), (0, 1, 3), (0, 2), (1, 2, 3), (1, 2, 3), (2, 3))
"""Facilities of each tenant, in the order in which it fills them."""

MARKET_PRICE, DRIFT, VOLATILITY = 240.0, 0.0, 0.25 / math.sqrt(12.0)
PERSISTENCE, SECTOR_VOLATILITY = 0.90, 0.05
POWER_PRICE, POWER_ESCALATION, POWER_SIGMA = 62.0, 0.02, 0.15
LOAD_FACTOR, HOURS = 0.85, 730.0
OPEX, INFLATION, OPEX_SIGMA = 0.014, 0.025, 0.10
CAPEX_SIGMA = 0.12
TAX_RATE, LOSS_LIMIT, DISCOUNT_RATE = 0.25, 0.80, 0.09
LOWEST_RATE, HIGHEST_RATE = -0.05, 0.10
"""Monthly rates between which an IRR is looked for."""

EXPECTED_NPV = -20.297972
"""$m, of the deterministic run; known to six decimals."""
EXPECTED_IRR = 0.0883102
"""A year, of the deterministic run; known to seven decimals."""

MONTH = np.arange(MONTHS)
COST = CAPACITY * COST_PER_MW
DISCOUNT = (1.0 + DISCOUNT_RATE) ** (-(MONTH + 1) / 12.0)
GROWN = (1.0 + GROWTH[:, None]) ** (MONTH / 12.0)
PRICED = CONTRACT_PRICE[:, None] * (1.0 + INFLATION) ** (MONTH / 12.0)
POWER = POWER_PRICE * (1.0 + POWER_ESCALATION) ** (MONTH / 12.0)
OPERATING = OPEX * (1.0 + INFLATION) ** (MONTH / 12.0)


def _spending() -> Floats:
    """(M,) $m: each facility's cost evenly over the months before it is ready, twelve at most."""
    spent = np.zeros(MONTHS)
    for cost, ready in zip(COST, READY.astype(int), strict=True):
        begins = max(0, ready - SPEND_MONTHS)
        spent[begins:ready] += cost / (ready - begins)
    return spent


SPENDING = _spending()


@dataclass(frozen=True)
class Primitives:
    """What chance decides, n draws: standard normals, and uniforms between 0 and 1."""

    price: Floats
    """(M, n) normals: the market price's monthly shocks."""
    sector: Floats
    """(M, n) normals: the demand index's monthly shocks."""
    demand: Floats
    """(T, n) normals."""
    power: Floats
    """(n,) normals, as are opex and capex."""
    opex: Floats
    capex: Floats
    delay: Floats
    """(F, n) uniforms, as are permit and lost_in."""
    permit: Floats
    lost_in: Floats
    renewal: Floats
    """(T, n) uniforms."""

    @property
    def draws(self) -> int:
        """n."""
        return int(self.power.size)

    def between(self, first: int, end: int) -> "Primitives":
        """Views of some of the draws."""
        return Primitives(**{name: a[..., first:end] for name, a in self._arrays().items()})

    def _arrays(self) -> Mapping[str, Floats]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


def primitives(draws: int, seed: int) -> Primitives:
    """Fresh primitives, each of its size at once."""
    chance = np.random.Generator(np.random.PCG64(seed))
    return Primitives(
        price=chance.standard_normal((MONTHS, draws)),
        sector=chance.standard_normal((MONTHS, draws)),
        demand=chance.standard_normal((TENANTS, draws)),
        power=chance.standard_normal(draws),
        opex=chance.standard_normal(draws),
        capex=chance.standard_normal(draws),
        delay=chance.random((FACILITIES, draws)),
        permit=chance.random((FACILITIES, draws)),
        lost_in=chance.random((FACILITIES, draws)),
        renewal=chance.random((TENANTS, draws)),
    )


def deterministic() -> Primitives:
    """One draw: no shock, the likeliest delay, no permit lost, every contract renewed."""
    low, likeliest, high = DELAY
    return Primitives(
        price=np.zeros((MONTHS, 1)),
        sector=np.zeros((MONTHS, 1)),
        demand=np.zeros((TENANTS, 1)),
        power=np.zeros(1),
        opex=np.zeros(1),
        capex=np.zeros(1),
        delay=np.full((FACILITIES, 1), (likeliest - low) / (high - low)),
        permit=np.ones((FACILITIES, 1)),
        lost_in=np.zeros((FACILITIES, 1)),
        renewal=np.zeros((TENANTS, 1)),
    )


def delayed(uniforms: Floats) -> Floats:
    """Months of delay: the triangular distribution's quantiles."""
    low, likeliest, high = DELAY
    turn = (likeliest - low) / (high - low)
    rising = low + np.sqrt(uniforms * (high - low) * (likeliest - low))
    falling = high - np.sqrt((1.0 - uniforms) * (high - low) * (high - likeliest))
    return np.where(uniforms < turn, rising, falling)


def around_one(normals: Floats, sigma: float) -> Floats:
    """Lognormal factors whose mean is 1."""
    return np.exp(sigma * normals - 0.5 * sigma * sigma)
