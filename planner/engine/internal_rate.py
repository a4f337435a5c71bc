"""Every internal rate of return of one stream of flows. MODEL.md B8.

With u = ln(1 + r) the present value is g(u) = Σ F_i e^(−t_i u), times in any order and spacing. By
Descartes' rule g has no more roots than its flows in time order have changes of sign, and each can
be isolated: for a time c inside a change of sign, the derivative of e^(cu) g(u) has one change of
sign fewer, and between its roots e^(cu) g(u) is monotone: such an interval holds one root or none.
"""

import math

import numpy as np

from planner.engine.arrays import Floats

WIDEST = 30.0
"""|ln(1 + r)| searched: rates of a period between −1 + 1e-13 and 1e13."""

_TOUCHES = 1e-13
"""A value this small beside the terms it is the sum of counts as 0: a root without a crossing."""

_CLOSE = 1e-15


def internal_rates(flows: Floats, times: Floats | None = None) -> tuple[float, ...]:
    """All rates of a period at which the present value is 0.

    Parameters
    ----------
    flows : (n,) float
    times : (n,) float or None
        In periods, in any order; None is 0, 1, 2 …

    Returns
    -------
    tuple of float
        Smallest |ln(1 + r)| first: the first leads, and if there are more, NPV should be read
        instead. Empty if the flows never change sign, or if no rate brings them to 0.

    Examples
    --------
    >>> internal_rates(np.array([-100.0, 230.0, -132.0]))  # Ross, the strip mine: 10 % and 20 %
    (0.1, 0.2)
    """
    when = np.arange(len(flows), dtype=np.float64) if times is None else times
    distinct, position = np.unique(when, return_inverse=True)
    amounts = np.bincount(position, weights=flows, minlength=len(distinct))
    counted = amounts != 0.0
    logarithms = _roots(amounts[counted], distinct[counted])
    return tuple(math.expm1(u) for u in sorted(logarithms, key=abs))


def irr(flows: Floats) -> float | None:
    """The leading rate of a period of flows at t = 0, 1, 2 …; None if there is none."""
    return next(iter(internal_rates(flows)), None)


def xirr(flows: Floats, days: Floats) -> float | None:
    """The leading annual rate of flows so many days after the first date; None if there is none.

    Act/365, Microsoft Excel, XIRR.
    """
    return next(iter(internal_rates(flows, days / 365.0)), None)


def _roots(amounts: Floats, times: Floats) -> list[float]:
    """Roots u within ±WIDEST, ascending; amounts are not 0, times ascend."""
    changes = np.flatnonzero(np.signbit(amounts[1:]) != np.signbit(amounts[:-1]))
    if not len(changes):
        return []
    # The middle change keeps the polynomial weights of the levels below as even as possible.
    middle = changes[len(changes) // 2]
    powers = (times[middle] + times[middle + 1]) / 2.0 - times
    slopes = amounts * powers / (times[-1] - times[0])
    turns = _roots(slopes, times)
    ends = [-WIDEST, *turns, WIDEST]
    values = [_value(amounts, powers, u) for u in ends]
    roots = [u for u, value in zip(turns, values[1:-1], strict=True) if value == 0.0]
    for low, high, at_low, at_high in zip(ends, ends[1:], values, values[1:], strict=False):
        if at_low * at_high < 0.0:
            roots.append(_root_between(amounts, slopes, powers, low, high))
    return sorted(roots)


def _value(amounts: Floats, powers: Floats, u: float) -> float:
    """Σ a e^(p u) up to a positive factor that keeps it finite; 0 where it all but vanishes."""
    terms = amounts * _scaled(powers, u)
    value = float(terms.sum())
    return 0.0 if abs(value) <= _TOUCHES * float(np.abs(terms).sum()) else value


def _root_between(
    amounts: Floats, slopes: Floats, powers: Floats, low: float, high: float
) -> float:
    """The root of a monotone Σ a e^(p u) in a bracket: Newton, halving where that is slow."""
    rises = _value(amounts, powers, high) > 0.0
    u, before = (low + high) / 2.0, high - low
    while True:
        weights = _scaled(powers, u)
        value, slope = float(amounts @ weights), float(slopes @ weights)
        if (value > 0.0) == rises:
            high = u
        else:
            low = u
        step = -value / slope if slope != 0.0 else math.inf
        if not low <= u + step <= high or abs(step) > before / 2.0:
            step = (low + high) / 2.0 - u
        if abs(step) <= _CLOSE * max(1.0, abs(u)):
            return u + step
        u, before = u + step, abs(step)


def _scaled(powers: Floats, u: float) -> Floats:
    exponents = powers * u
    weights: Floats = np.exp(exponents - exponents.max())
    return weights
