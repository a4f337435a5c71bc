"""The shape of a range as a small outline: its density, or the chances of its values.

Densities are written out here rather than taken from quantiles, so that painting a cell neither
loads scipy nor needs an array.
"""

import math
from collections.abc import Callable
from functools import lru_cache

from planner.domain.distribution import Range

POINTS = 28
# How far the tails of shapes without ends are drawn: the percentiles P1 and P99.
TAIL = 0.01

Outline = tuple[tuple[float, float], ...]


@lru_cache(maxsize=4096)
def spark(shape: Range) -> Outline:
    """Corners of the outline in the unit square, left to right; 0 is the foot, 1 the top."""
    if shape.shape == "discrete":
        return _bars(shape)
    low, high = shape.support
    if not (math.isfinite(low) and math.isfinite(high)) or shape.shape in ("to", "lognormal"):
        low, high = shape.percentile(TAIL), shape.percentile(1 - TAIL)
    if high <= low:
        return ((0.5, 0.0), (0.5, 1.0), (0.5, 0.0))
    if shape.shape == "uniform":
        return ((0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0))
    places = [place / (POINTS - 1) for place in range(POINTS)]
    density = _density(shape)
    heights = [density(low + (high - low) * place) for place in places]
    top = max(heights)
    return tuple((x, y / top) for x, y in zip(places, heights, strict=True))


def _bars(shape: Range) -> Outline:
    pairs = shape.pairs
    low, high = pairs[0][0], pairs[-1][0]
    top = max(chance for _, chance in pairs)
    half = 0.06
    corners: list[tuple[float, float]] = []
    for value, chance in pairs:
        middle = 0.5 if high == low else half + (1 - 2 * half) * (value - low) / (high - low)
        height = chance / top
        corners += [
            (middle - half, 0.0),
            (middle - half, height),
            (middle + half, height),
            (middle + half, 0.0),
        ]
    return tuple(corners)


def _density(shape: Range) -> Callable[[float], float]:
    """The density up to a constant factor."""
    if shape.shape in ("normal", "lognormal", "to"):
        return _bell(shape)
    low, mode, high = shape.arguments
    if shape.shape == "triangular":
        return lambda x: _triangle(x, low, mode, high)
    rise, fall = 4 * (mode - low) / (high - low), 4 * (high - mode) / (high - low)
    return lambda x: max(0.0, x - low) ** rise * max(0.0, high - x) ** fall


def _triangle(x: float, low: float, mode: float, high: float) -> float:
    if x < mode or mode == high:
        return (x - low) / (mode - low)
    return (high - x) / (high - mode)


def _bell(shape: Range) -> Callable[[float], float]:
    """Normal, or normal in the logarithm; centre and spread are read off its percentiles."""
    low, middle, high = (shape.percentile(p) for p in (0.1, 0.5, 0.9))
    is_lognormal = shape.shape == "lognormal" or (shape.shape == "to" and shape.arguments[0] > 0)
    if is_lognormal:
        low, middle, high = math.log(low), math.log(middle), math.log(high)
    spread = (high - low) / 2.563103131089201
    if is_lognormal:
        return lambda x: math.exp(-(((math.log(x) - middle) / spread) ** 2) / 2) / x
    return lambda x: math.exp(-(((x - middle) / spread) ** 2) / 2)
