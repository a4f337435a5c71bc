"""Densities, percentiles and shares of ranges, written out so that typing never waits for scipy."""

import math
from collections.abc import Callable
from statistics import NormalDist

from planner.domain.distribution import Range

Point = tuple[float, float]

# Where the tails of shapes without ends are cut off.
TAIL = 0.01
# How often a beta's continued fraction is carried on, and when it is good enough.
_STEPS, _CLOSE, _TINY = 200, 1e-12, 1e-300
_HALVINGS = 60
# P90 less P10 of a normal, in standard deviations.
_SPREAD = 2 * NormalDist().inv_cdf(0.9)


def span(shape: Range, tail: float = TAIL) -> tuple[float, float]:
    """From where to where a shape is drawn: its ends, or percentiles where it has none."""
    low, high = shape.support
    if shape.shape in ("normal", "lognormal", "to"):
        return shape.percentile(tail), shape.percentile(1 - tail)
    return low, high


def outline(shape: Range, low: float, high: float, points: int) -> list[Point]:
    """Values from `low` to `high` with their density, the highest being 1; not for `discrete`."""
    if shape.shape == "uniform":
        left, right = shape.arguments
        return [(left, 0.0), (left, 1.0), (right, 1.0), (right, 0.0)]
    places = [low + (high - low) * place / (points - 1) for place in range(points)]
    density = _density(shape)
    heights = [density(place) for place in places]
    top = max(heights)
    return [(x, y / top if top > 0 else 0.0) for x, y in zip(places, heights, strict=True)]


def percentile(shape: Range, probability: float) -> float:
    """The value with this cumulative probability."""
    if shape.shape != "pert":
        return shape.percentile(probability)
    low, _, high = shape.arguments
    left, right = low, high
    for _ in range(_HALVINGS):
        middle = (left + right) / 2
        if share_below(shape, middle) < probability:
            left = middle
        else:
            right = middle
    return (left + right) / 2


def share_below(shape: Range, value: float) -> float:
    """The share of draws at or below a value."""
    if shape.shape == "discrete":
        return math.fsum(chance for each, chance in shape.pairs if each <= value)
    if shape.shape in ("normal", "lognormal", "to"):
        return _normal_below(shape, value)
    low, *_, high = shape.arguments
    if value <= low or value >= high:
        return 0.0 if value <= low else 1.0
    if shape.shape == "uniform":
        return (value - low) / (high - low)
    mode = shape.arguments[1]
    if shape.shape == "triangular":
        if value < mode:
            return (value - low) ** 2 / ((high - low) * (mode - low))
        return 1 - (high - value) ** 2 / ((high - low) * (high - mode))
    rise, fall = _pert_powers(shape)
    return _beta_below(rise + 1, fall + 1, (value - low) / (high - low))


def _normal_below(shape: Range, value: float) -> float:
    centre, spread, is_log = _centre_and_spread(shape)
    if is_log and value <= 0:
        return 0.0
    place = math.log(value) if is_log else value
    if spread <= 0:
        return 1.0 if place >= centre else 0.0
    return NormalDist(centre, spread).cdf(place)


def _centre_and_spread(shape: Range) -> tuple[float, float, bool]:
    """Of the value, or of its logarithm, read off its percentiles."""
    low, middle, high = (shape.percentile(p) for p in (0.1, 0.5, 0.9))
    is_log = shape.shape == "lognormal" or (shape.shape == "to" and shape.arguments[0] > 0)
    if is_log:
        low, middle, high = math.log(low), math.log(middle), math.log(high)
    return middle, (high - low) / _SPREAD, is_log


def _density(shape: Range) -> Callable[[float], float]:
    """The density up to a constant factor."""
    if shape.shape in ("normal", "lognormal", "to"):
        return _bell(shape)
    low, mode, high = shape.arguments
    if shape.shape == "triangular":
        return lambda x: _triangle(x, low, mode, high)
    rise, fall = _pert_powers(shape)
    return lambda x: _power(x - low, rise) * _power(high - x, fall)


def _power(base: float, exponent: float) -> float:
    return base**exponent if base > 0 else float(exponent == 0 and base == 0)


def _pert_powers(shape: Range) -> tuple[float, float]:
    low, mode, high = shape.arguments
    return 4 * (mode - low) / (high - low), 4 * (high - mode) / (high - low)


def _triangle(x: float, low: float, mode: float, high: float) -> float:
    if x < low or x > high:
        return 0.0
    if x < mode or mode == high:
        return (x - low) / (mode - low)
    return (high - x) / (high - mode)


def _bell(shape: Range) -> Callable[[float], float]:
    centre, spread, is_log = _centre_and_spread(shape)
    if spread <= 0:
        return lambda _x: 1.0
    if is_log:
        return lambda x: (
            math.exp(-(((math.log(x) - centre) / spread) ** 2) / 2) / x if x > 0 else 0.0
        )
    return lambda x: math.exp(-(((x - centre) / spread) ** 2) / 2)


def _beta_below(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function, by Lentz's continued fraction."""
    if x > (a + 1) / (a + b + 2):
        return 1.0 - _beta_below(b, a, 1.0 - x)
    logs = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    front = math.exp(logs + a * math.log(x) + b * math.log1p(-x)) / a
    c, d = 1.0, 1.0 / _not_zero(1.0 - (a + b) * x / (a + 1))
    fraction = d
    for step in range(1, _STEPS):
        even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
        odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
        for term in (even, odd):
            d = 1.0 / _not_zero(1.0 + term * d)
            c = _not_zero(1.0 + term / c)
            fraction *= c * d
        if abs(c * d - 1.0) < _CLOSE:
            break
    return front * fraction


def _not_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
