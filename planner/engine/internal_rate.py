"""Every internal rate of return of one stream of flows. MODEL.md B8.

With u = ln(1 + r) the present value is g(u) = Σ F_i e^(−t_i u), times in any order and spacing. By
Descartes' rule g has no more roots than its flows in time order have changes of sign, and each can
be isolated: for a time c inside a change of sign, the derivative of e^(cu) g(u) has one change of
sign fewer, and between its roots e^(cu) g(u) is monotone: such an interval holds one root or none.
"""

import math
from dataclasses import dataclass

import numpy as np

from planner.engine.arrays import Floats

WIDEST = 30.0
"""|ln(1 + r)| searched: rates of a period between −1 + 1e-13 and 1e13."""

_TOUCHES = 1e-13
"""A value this small beside the terms it is the sum of counts as 0: a root without a crossing."""

_CLOSE = 1e-11
"""A Newton step this small leaves an error of its square."""

_CLOSEST = 1e-15

_NODES_A_SIDE = 40
_FINENESS = 0.5
"""Nodes lie evenly in asinh(u × span/fineness), span the periods from first to last flow."""


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


@dataclass(frozen=True)
class _Scan:
    """Where present values change sign, roughly: one product of matrices instead of many steps."""

    nodes: Floats
    """(N,) ascending u."""
    weights: Floats
    """(N, n): e^(−t u), up to a positive factor of the node that keeps them at most 1."""

    @classmethod
    def of(cls, times: Floats) -> "_Scan":
        """The scan of flows at these ascending times."""
        span = max(float(times[-1] - times[0]), 1.0)
        side = np.linspace(0.0, np.arcsinh(WIDEST * span / _FINENESS), _NODES_A_SIDE + 1)
        distance = np.sinh(side[1:]) * (_FINENESS / span)
        nodes = np.concatenate([-distance[::-1], [0.0], distance])
        largest = np.where(nodes < 0.0, times[-1], times[0])
        return cls(nodes, np.exp(-nodes[:, None] * (times - largest[:, None])))

    def narrowed(self, values: Floats, low: float, high: float, rises: bool) -> tuple[float, float]:
        """The bracket of a monotone function's root, from its values at the nodes."""
        inside = (self.nodes > low) & (self.nodes < high)
        above = (values > 0.0) == rises
        return (
            float(self.nodes[inside & ~above].max(initial=low)),
            float(self.nodes[inside & above].min(initial=high)),
        )


def _roots(amounts: Floats, times: Floats, scan: _Scan | None = None) -> list[float]:
    """Roots u within ±WIDEST, ascending; amounts are not 0, times ascend."""
    changes = np.flatnonzero(np.signbit(amounts[1:]) != np.signbit(amounts[:-1]))
    if not len(changes):
        return []
    scan = _Scan.of(times) if scan is None else scan
    # The middle change keeps the polynomial weights of the levels below as even as possible.
    middle = changes[len(changes) // 2]
    powers = (times[middle] + times[middle + 1]) / 2.0 - times
    # Divided by their span, so that they stay finite however many levels lie below.
    span = times[-1] - times[0]
    slopes = amounts * powers / span
    turns = _roots(slopes, times, scan)
    ends = [-WIDEST, *turns, WIDEST]
    values = [_value(amounts, powers, u) for u in ends]
    roots = [u for u, value in zip(turns, values[1:-1], strict=True) if value == 0.0]
    scanned = scan.weights @ amounts
    for low, high, at_low, at_high in zip(ends, ends[1:], values, values[1:], strict=False):
        if at_low * at_high < 0.0:
            bracket = scan.narrowed(scanned, low, high, at_high > 0.0)
            roots.append(_root_between(amounts, slopes * span, powers, *bracket, at_high > 0.0))
    return sorted(roots)


def _value(amounts: Floats, powers: Floats, u: float) -> float:
    """Σ a e^(p u) up to a positive factor that keeps it finite; 0 where it all but vanishes."""
    terms = amounts * _scaled(powers, u)
    value = float(terms.sum())
    return 0.0 if abs(value) <= _TOUCHES * float(np.abs(terms).sum()) else value


def _root_between(
    amounts: Floats, slopes: Floats, powers: Floats, low: float, high: float, rises: bool
) -> float:
    """The root of a monotone Σ a e^(p u) in a bracket: Newton, halving where that is slow."""
    u, before = (low + high) / 2.0, high - low
    while True:
        weights = _scaled(powers, u)
        value, slope = float(amounts @ weights), float(slopes @ weights)
        if (value > 0.0) == rises:
            high = u
        else:
            low = u
        step = -value / slope if slope != 0.0 else math.inf
        close = _CLOSE
        if not low <= u + step <= high or abs(step) > before / 2.0:
            step, close = (low + high) / 2.0 - u, _CLOSEST
        if abs(step) <= close * max(1.0, abs(u)):
            return u + step
        u, before = u + step, abs(step)


def _scaled(powers: Floats, u: float) -> Floats:
    """e^(p u) up to a positive factor; powers descend, so that the first or the last is largest."""
    weights: Floats = np.exp(powers * u - max(float(powers[0]) * u, float(powers[-1]) * u))
    return weights
