"""The leading internal rate of return of every draw at once. MODEL.md B8.

A scan over ln(1 + r) finds where each draw's present value changes sign, by one product of
matrices; Newton's method finishes inside the bracket, month by month over all draws by Horner's
rule. By days instead of months (XIRR) the same rate has hardly moved: Newton's method finds it from
there.
"""

from dataclasses import dataclass

import numpy as np

from planner.engine.arrays import Flags, Floats, Whole
from planner.engine.internal_rate import WIDEST, xirr

_NODES_A_SIDE = 48
_FINENESS = 0.02
"""Nodes lie evenly in asinh(u/fineness): 0.3 % a month apart near 0, a sixth of u far from it."""

_CLOSE = 1e-10
"""A Newton step this small leaves an error of its square."""

_MOST_STEPS = 100
"""Twice what halving the widest bracket alone would take."""

_DATED_STEPS = 12
_NEAR = 0.02
"""Of 1 + |ln(1 + r)|, r a year: months of unequal length move a simple root by less than that."""

_DAYS_PER_YEAR = 365.0
_MONTHS_PER_YEAR = 12

_FEW = 256
"""Draws; for fewer one product with all powers costs less than Horner's rule month by month."""


@dataclass(frozen=True)
class DrawnRates:
    """Internal rates over P draws."""

    leading: Floats
    """(P,): the monthly rate with the smallest |ln(1 + r)|; NaN where there is none."""
    count: Whole
    """(P,): how many rates the scan tells apart; 0 is none, above 1 says "read NPV"."""


def drawn_internal_rates(flows: Floats) -> DrawnRates:
    """The internal rates of flows over draws.

    Axes: M months, P draws.

    Parameters
    ----------
    flows : (M+1, P) float, $m
        The flow at t = 0 first.

    Returns
    -------
    DrawnRates
        Of a month; `rates.annual_rate` makes them annual.

    Notes
    -----
    Two rates closer to each other than a step of the scan, 0.3 % a month near 0, cancel and are not
    seen; `internal_rate.internal_rates` sees them, one stream at a time. The last bits depend on
    the number of columns given: to get the same bits from any number of threads, give columns in
    the same portions.
    """
    nodes = _nodes()
    negative = _signs(_present_values(flows, nodes), nodes)
    changes = negative[1:] != negative[:-1]
    leading = np.full(flows.shape[1], np.nan)
    centre = _NODES_A_SIDE - 1
    gains = changes[centre:]
    draws = np.flatnonzero(gains.any(axis=0))
    if draws.size:
        at = centre + gains[:, draws].argmax(axis=0)
        low, high, rising = -nodes[at + 1], -nodes[at], ~negative[at, draws]
        leading[draws] = -_newton(_of(flows, draws), low, high, rising)
    losses = changes[centre - 1 :: -1]
    at = centre - 1 - losses.argmax(axis=0)
    # A loss further from 0 than the gain already found cannot lead.
    draws = np.flatnonzero(losses.any(axis=0) & ~(np.abs(leading) < -nodes[at + 1]))
    if draws.size:
        at = at[draws]
        low, high, rising = nodes[at], nodes[at + 1], ~negative[at + 1, draws]
        # Seen from the last month, Σ F_t e^(u(M−t)), so that no power exceeds 1.
        found = _newton(_of(flows, draws)[::-1], low, high, rising)
        leading[draws] = np.where(np.abs(leading[draws]) < -found, leading[draws], found)
    return DrawnRates(np.expm1(leading), changes.sum(axis=0))


def drawn_dated_rates(flows: Floats, days: Floats, monthly: Floats) -> Floats:
    """The leading rates of flows by day, Act/365, over draws: XIRR.

    Axes: M months, P draws.

    Parameters
    ----------
    flows : (M+1, P) float, $m
        The flow at t = 0 first.
    days : (M+1,) float
        From the first date, ascending.
    monthly : (P,) float
        The leading rate of a month, as of `drawn_internal_rates`; NaN where there is none.

    Returns
    -------
    (P,) float
        A year, effective; NaN where `monthly` is NaN.

    Notes
    -----
    A draw that Newton's method does not bring to rest near its monthly rate is solved alone by
    `internal_rate.xirr`: never the last iterate of a solver.
    """
    found = np.full(monthly.shape, np.nan)
    draws = np.flatnonzero(~np.isnan(monthly))
    begun = _MONTHS_PER_YEAR * np.log1p(monthly[draws])
    u, settled = begun.copy(), np.zeros(draws.size, dtype=np.bool_)
    chosen = _of(flows, draws)
    with np.errstate(all="ignore"):
        for _ in range(_DATED_STEPS):
            value, slope = _dated_value(chosen, days / _DAYS_PER_YEAR, u)
            step = -value / slope
            u = u + step
            settled = np.abs(step) <= _CLOSE * (1.0 + np.abs(u))
            if settled.all():
                break
        settled &= np.abs(u - begun) <= _NEAR * (1.0 + np.abs(begun))
        found[draws] = np.expm1(u)
    for place in np.flatnonzero(~settled):
        rate = xirr(chosen[:, place], days)
        found[draws[place]] = np.nan if rate is None else rate
    return found


def _dated_value(flows: Floats, years: Floats, u: Floats) -> tuple[Floats, Floats]:
    """(P,) each: Σ F_i e^(−u t_i) and its derivative by u."""
    terms = np.exp(-years[:, None] * u)
    terms *= flows
    return np.ones(years.size) @ terms, -years @ terms


def _of(flows: Floats, draws: Whole) -> Floats:
    """(M+1, n): the columns of some draws; no copy if they are all."""
    return flows if draws.size == flows.shape[1] else flows[:, draws]


def _nodes() -> Floats:
    """(N,) ascending and symmetric; 0 lies between two nodes, since flows may well sum to 0."""
    furthest = np.arcsinh(WIDEST / _FINENESS)
    side = _FINENESS * np.sinh(furthest * (np.arange(_NODES_A_SIDE) + 0.5) / (_NODES_A_SIDE - 0.5))
    return np.concatenate([-side[::-1], side])


def _present_values(flows: Floats, nodes: Floats) -> Floats:
    """(N, P): Σ F_t e^(−ut) at each node up to a positive factor of the node, so that it is finite.

    Below 0 everything is seen from the last month, from which no weight is above 1.
    """
    last = flows.shape[0] - 1
    months = np.arange(last + 1)
    seen_from = np.where(nodes < 0.0, last, 0)[:, None]
    values: Floats = np.exp(-nodes[:, None] * (months - seen_from)) @ flows
    return values


def _signs(values: Floats, nodes: Floats) -> Flags:
    """(N, P): whether the present value is negative; a value of 0 takes the sign nearer to u = 0.

    Far out a value can be 0 only because all its weights have vanished.
    """
    negative = values < 0.0
    vanished = values == 0.0
    if vanished.any():
        half = len(nodes) // 2
        for k in range(half - 2, -1, -1):
            negative[k] = np.where(vanished[k], negative[k + 1], negative[k])
        for k in range(half + 1, len(nodes)):
            negative[k] = np.where(vanished[k], negative[k - 1], negative[k])
    return negative


def _newton(coefficients: Floats, low: Floats, high: Floats, rising: Flags) -> Floats:
    """The root s of Σ c_t e^(st) in [low, high] for each draw; `rising`: positive at `high`."""
    roots = np.empty_like(low)
    waiting = np.arange(low.size)
    s, before = (low + high) / 2.0, high - low
    for _ in range(_MOST_STEPS):
        value, slope = _value_and_slope(coefficients, s)
        above = (value > 0.0) == rising
        high, low = np.where(above, s, high), np.where(above, low, s)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            step = -value / slope
        good = (s + step >= low) & (s + step <= high) & (np.abs(step) <= before / 2.0)
        step = np.where(good, step, (low + high) / 2.0 - s)
        s, before = s + step, np.abs(step)
        roots[waiting] = s
        open_ = before > _CLOSE
        if not open_.any():
            break
        if np.count_nonzero(open_) * 2 < open_.size:
            waiting, s, before = waiting[open_], s[open_], before[open_]
            low, high, rising = low[open_], high[open_], rising[open_]
            coefficients = coefficients[:, open_]
    return roots


def _value_and_slope(coefficients: Floats, s: Floats) -> tuple[Floats, Floats]:
    """(P,) each: Σ c_t e^(st) and its derivative by s."""
    if s.size >= _FEW:
        return _horner(coefficients, np.exp(s))
    months = np.arange(coefficients.shape[0], dtype=np.float64)
    terms = np.exp(months[:, None] * s)
    terms *= coefficients
    return np.ones(months.size) @ terms, months @ terms


def _horner(coefficients: Floats, x: Floats) -> tuple[Floats, Floats]:
    """(P,) each: Σ c_t x^t and its derivative by ln x."""
    value = coefficients[-1].copy()
    slope = np.zeros_like(value)
    for row in coefficients[-2::-1]:
        slope *= x
        slope += value
        value *= x
        value += row
    slope *= x
    return value, slope
