"""IRR of many cash flows at once: a matrix product to Chebyshev coefficients, then Newton."""

import numpy as np

from tests.benchmarks.reference.workload import HIGHEST_RATE, LOWEST_RATE, MONTHS, Floats

TERMS = 24
NODES = 49
CENTRE = 60.5
"""Month in the middle of the flows, from which discounting is counted; it moves no root."""


def _tables() -> tuple[Floats, Floats, float, float]:
    """From flows to coefficients, from coefficients to node values, and the logs' middle and half.

    Σ flow_m exp((m + 1 − centre) u) is a smooth function of the log discount factor u.
    """
    lowest, highest = -np.log1p(HIGHEST_RATE), -np.log1p(LOWEST_RATE)
    middle, half = 0.5 * (lowest + highest), 0.5 * (highest - lowest)
    term = np.arange(TERMS)
    angles = np.pi * (term + 0.5) / TERMS
    transform = np.cos(np.outer(term, angles)) * (2.0 / TERMS)
    transform[0] *= 0.5
    powers = np.exp(np.outer(middle + half * np.cos(angles), np.arange(1, MONTHS + 1) - CENTRE))
    at_nodes = np.cos(np.outer(np.arccos(NODE), term))
    return transform @ powers, at_nodes, float(middle), float(half)


NODE = np.linspace(-1.0, 1.0, NODES)
FROM_FLOWS, AT_NODES, MIDDLE, HALF = _tables()


def internal_rates(coefficients: Floats, found: Floats) -> None:
    """Writes (n,) yearly rates, NaN where no node brackets a root; coefficients are (24, n)."""
    draws = coefficients.shape[1]
    column = np.arange(draws)
    values = AT_NODES @ coefficients
    negative = values < 0.0
    place = (negative[:-1] != negative[1:]).argmax(axis=0)
    has_root = negative[0] != negative[-1]
    before, after = values[place, column], values[place + 1, column]
    with np.errstate(all="ignore"):
        at = NODE[place] + (NODE[1] - NODE[0]) * before / (before - after)
        for _ in range(2):
            at = _newton(coefficients, at)
        rates = np.exp(-12.0 * (MIDDLE + HALF * at)) - 1.0
    rates[~has_root] = np.nan
    found[:] = rates


def _newton(coefficients: Floats, at: Floats) -> Floats:
    """One step, the value and its slope by Clenshaw's recurrence."""
    value, earlier = np.zeros_like(at), np.zeros_like(at)
    slope, earlier_slope = np.zeros_like(at), np.zeros_like(at)
    twice = 2.0 * at
    for term in range(TERMS - 1, 0, -1):
        slope, earlier_slope = twice * slope - earlier_slope + 2.0 * value, slope
        value, earlier = twice * value - earlier + coefficients[term], value
    moved: Floats = (at * value - earlier + coefficients[0]) / (value + at * slope - earlier_slope)
    return at - moved
