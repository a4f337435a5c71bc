"""The shape of a range as a small outline: its density, or the chances of its values."""

from functools import lru_cache

from planner.domain.distribution import Range
from planner.editors.density import outline, span

POINTS = 28

Outline = tuple[tuple[float, float], ...]


@lru_cache(maxsize=4096)
def spark(shape: Range) -> Outline:
    """Corners of the outline in the unit square, left to right; 0 is the foot, 1 the top."""
    if shape.shape == "discrete":
        return _bars(shape)
    low, high = span(shape)
    if high <= low:
        return ((0.5, 0.0), (0.5, 1.0), (0.5, 0.0))
    return tuple(((x - low) / (high - low), y) for x, y in outline(shape, low, high, POINTS))


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
