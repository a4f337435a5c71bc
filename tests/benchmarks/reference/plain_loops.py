"""The definition of the reference workload: one draw in plain Python, month by month."""

import math
from dataclasses import dataclass

from tests.benchmarks.reference import workload as given
from tests.benchmarks.reference.workload import Primitives, around_one, delayed

NARROW = 1e-10
"""Monthly rate: the bracket of a root that is narrow enough."""


@dataclass(frozen=True)
class Outcome:
    """One draw; $m, the rate a year."""

    npv: float
    irr: float
    """NaN where no rate in the bracket makes the value nil."""
    cumulative: list[float]
    """Cash flow so far, after each month."""


def outcome(drawn: Primitives, draw: int) -> Outcome:
    """Cash flow, value and rate of return of one draw."""
    flows = _flows(drawn.between(draw, draw + 1))
    npv = sum(flow * discount for flow, discount in zip(flows, given.DISCOUNT, strict=True))
    so_far, cumulative = 0.0, []
    for flow in flows:
        so_far += flow
        cumulative.append(so_far)
    return Outcome(float(npv), _internal_rate(flows), cumulative)


def _flows(drawn: Primitives) -> list[float]:
    """Free cash flow of each month, $m; all arrays of `drawn` have one draw."""
    capex = float(around_one(drawn.capex, given.CAPEX_SIGMA)[0])
    flows, taxable, losses = [], 0.0, 0.0
    earned, written_off = _earned(drawn), _written_off(drawn)
    for month in range(given.MONTHS):
        flow = earned[month] - given.SPENDING[month] * capex
        taxable += earned[month] - written_off[month] * capex
        if month % 12 == 11:
            if taxable < 0.0:
                losses -= taxable
            else:
                used = min(losses, given.LOSS_LIMIT * taxable)
                losses -= used
                flow -= given.TAX_RATE * (taxable - used)
            taxable = 0.0
        flows.append(float(flow))
    return flows


def _earned(drawn: Primitives) -> list[float]:
    """Revenue less power and opex of each month, $m."""
    delay = delayed(drawn.delay)[:, 0]
    wanted = given.DEMAND * around_one(drawn.demand, given.DEMAND_SIGMA)[:, 0]
    renews = drawn.renewal[:, 0] < given.RENEWAL
    power = float(around_one(drawn.power, given.POWER_SIGMA)[0])
    power *= given.HOURS * given.LOAD_FACTOR * 1e-6
    opex = float(around_one(drawn.opex, given.OPEX_SIGMA)[0])
    log_price, sector, earned = 0.0, 0.0, []
    for month in range(given.MONTHS):
        log_price += given.DRIFT - 0.5 * given.VOLATILITY**2
        log_price += given.VOLATILITY * float(drawn.price[month, 0])
        price = given.MARKET_PRICE * math.exp(log_price)
        sector = given.PERSISTENCE * sector
        sector += given.SECTOR_VOLATILITY * float(drawn.sector[month, 0])
        available = [_available(drawn, f, month, delay[f]) for f in range(given.FACILITIES)]
        free = list(available)
        revenue = 0.0
        for tenant in range(given.TENANTS):
            has_ended = month >= given.END[tenant]
            if month < given.FIRST[tenant] or (has_ended and not renews[tenant]):
                continue
            want = wanted[tenant] * given.GROWN[tenant, month] * math.exp(sector)
            served = _serve(want, free, given.ELIGIBLE[tenant])
            if has_ended:
                revenue += served * price * given.RENEWAL_FACTOR[tenant]
            else:
                revenue += served * given.PRICED[tenant, month]
        used = sum(
            (mw - left) * pue for mw, left, pue in zip(available, free, given.PUE, strict=True)
        )
        cost = used * given.POWER[month] * power + sum(available) * given.OPERATING[month] * opex
        earned.append(revenue * 1e-3 - cost)
    return earned


def _available(drawn: Primitives, facility: int, month: int, delay: float) -> float:
    """MW of a facility in a month."""
    is_hit = drawn.permit[facility, 0] < given.PERMIT_LOSS
    if is_hit and month >= int(drawn.lost_in[facility, 0] * given.MONTHS):
        return 0.0
    risen = (month + 1 - given.READY[facility] - delay) / given.RAMP[facility]
    return float(given.CAPACITY[facility] * min(max(risen, 0.0), 1.0))


def _serve(want: float, free: list[float], facilities: tuple[int, ...]) -> float:
    """MW that a tenant gets; they are taken from what is free."""
    need = want
    for facility in facilities:
        taken = min(free[facility], need)
        free[facility] -= taken
        need -= taken
    return want - need


def _written_off(drawn: Primitives) -> list[float]:
    """Depreciation of each month before the capex factor, $m."""
    in_use = [
        math.ceil(ready + delay)
        for ready, delay in zip(given.READY, delayed(drawn.delay)[:, 0], strict=True)
    ]
    return [
        sum(
            cost / given.LIFE
            for cost, first in zip(given.COST, in_use, strict=True)
            if first <= month < first + given.LIFE
        )
        for month in range(given.MONTHS)
    ]


def _internal_rate(flows: list[float]) -> float:
    """By bisection of the monthly rate, annualised."""
    low, high = given.LOWEST_RATE, given.HIGHEST_RATE
    at_low = _value(flows, low)
    if at_low * _value(flows, high) > 0.0:
        return math.nan
    while high - low >= NARROW:
        middle = 0.5 * (low + high)
        value = _value(flows, middle)
        if at_low * value <= 0.0:
            high = middle
        else:
            low, at_low = middle, value
    return float((1.0 + 0.5 * (low + high)) ** 12 - 1.0)


def _value(flows: list[float], rate: float) -> float:
    value = 0.0
    for flow in reversed(flows):
        value = (value + flow) / (1.0 + rate)
    return value
