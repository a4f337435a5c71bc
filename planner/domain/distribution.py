"""A number that may be a range: its median, percentiles and quantile function. MODEL.md part A."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from statistics import NormalDist
from typing import Any

from planner.units.message import QT_TRANSLATE_NOOP, Refused, sentence
from planner.units.notation import LARGEST, Written, file_text, plain_text

Z90 = NormalDist().inv_cdf(0.9)

LOW_ABOVE_HIGH = sentence(
    "low-above-high",
    QT_TRANSLATE_NOOP("planner", "The low end {low} must lie below the high end {high}."),
)
SPREAD_NEGATIVE = sentence(
    "spread-negative",
    QT_TRANSLATE_NOOP("planner", "The standard deviation {value} must not be negative."),
)
MEAN_NOT_POSITIVE = sentence(
    "mean-not-positive",
    QT_TRANSLATE_NOOP("planner", "The mean {value} of a lognormal must be above 0."),
)
MODE_OUTSIDE = sentence(
    "mode-outside",
    QT_TRANSLATE_NOOP("planner", "The mode {mode} must lie between {low} and {high}."),
)
PROBABILITIES_OFF = sentence(
    "range-probabilities-off",
    QT_TRANSLATE_NOOP("planner", "The probabilities sum to {total} %; they must sum to 100 %."),
)
PROBABILITY_OUTSIDE = sentence(
    "range-probability-outside",
    QT_TRANSLATE_NOOP("planner", "The probability {value} must lie between 0 % and 100 %."),
)
ARGUMENT_TOO_LARGE = sentence(
    "range-argument-too-large",
    QT_TRANSLATE_NOOP("planner", "{value} is too large; numbers lie between -1e12 and 1e12."),
)
PROBABILITY_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Range:
    """A distribution typed into a cell, in the unit of its field.

    Built by `range_of`, which refuses impossible arguments. `quantile` takes an array of
    probabilities in (0, 1) and keeps its shape; scalars work as well. `clipped` tells that an
    override made it: it may lie beyond its field's bounds, at which draws are clipped.
    """

    shape: str
    arguments: tuple[float, ...]
    clipped: bool = field(default=False, compare=False, repr=False)

    @cached_property
    def text(self) -> str:
        """The text kept in the file, such as `250 to 320`."""
        return file_text(self.written)

    @property
    def written(self) -> Written:
        """The entry as written, for printing."""
        return Written(self.shape, self.arguments)

    @cached_property
    def median(self) -> float:
        """The base value; for `discrete` the smallest value with cumulative probability ≥ 0.5."""
        return self.percentile(0.5)

    @property
    def p10(self) -> float:
        """The value that one draw in ten falls below."""
        return self.percentile(0.1)

    @property
    def p90(self) -> float:
        """The value that nine draws in ten fall below."""
        return self.percentile(0.9)

    @property
    def values(self) -> tuple[float, ...]:
        """The arguments that are values of the field: no spread, no probability."""
        if self.shape in ("normal", "lognormal"):
            return self.arguments[:1]
        return self.arguments[::2] if self.shape == "discrete" else self.arguments

    @property
    def support(self) -> tuple[float, float]:
        """Lowest and highest value that can be drawn before any bound of the field."""
        if self.shape in ("uniform", "triangular", "pert"):
            return self.arguments[0], self.arguments[-1]
        if self.shape == "discrete":
            drawn = [v for v, p in self.pairs if p > 0]
            return min(drawn), max(drawn)
        return (0.0, math.inf) if self._is_lognormal else (-math.inf, math.inf)

    @property
    def pairs(self) -> tuple[tuple[float, float], ...]:
        """Values and probabilities of `discrete`, by value."""
        return tuple(sorted(zip(self.arguments[::2], self.arguments[1::2], strict=True)))

    @property
    def _is_lognormal(self) -> bool:
        return self.shape == "lognormal" or (self.shape == "to" and self.arguments[0] > 0)

    @property
    def _location_and_spread(self) -> tuple[float, float]:
        """Mean and sd of the value, or of its log, for the normal family."""
        first, second = self.arguments
        if self.shape == "normal":
            return first, second
        if self.shape == "lognormal":
            return math.log(first) - second**2 / 2, second
        low, high = (math.log(first), math.log(second)) if first > 0 else (first, second)
        return (low + high) / 2, (high - low) / (2 * Z90)

    def scaled(self, factor: float) -> "Range":
        """The distribution of the number times a factor.

        Raises ValueError where it has none: a factor of 0, or a negative one of a lognormal.
        """
        if factor == 0 or (factor < 0 and self._is_lognormal):
            raise ValueError(f"no range is {self.text} times {factor}")
        arguments = self.arguments
        if self.shape == "discrete":
            scaled = tuple(x for v, p in self.pairs for x in (v * factor, p))
        elif self.shape == "normal":
            scaled = (arguments[0] * factor, arguments[1] * abs(factor))
        elif self.shape == "lognormal":
            scaled = (arguments[0] * factor, arguments[1])
        else:
            scaled = tuple(value * factor for value in arguments)
            scaled = scaled if factor > 0 else scaled[::-1]
        return Range(self.shape, scaled, clipped=True)

    def percentile(self, probability: float) -> float:
        """The value with this cumulative probability; one number, without scipy but for PERT."""
        if self.shape in ("normal", "lognormal", "to"):
            location, spread = self._location_and_spread
            value = location + spread * NormalDist().inv_cdf(probability)
            return math.exp(value) if self._is_lognormal else value
        if self.shape == "discrete":
            # A hair below, so that the smallest value with cumulative probability >= p is meant.
            return float(self._discrete(probability - 1e-12))
        return float(self.quantile(probability))

    def quantile(self, probability: Any) -> Any:
        """Values at these cumulative probabilities; array in, array of the same shape out."""
        return _QUANTILES.get(self.shape, Range._normal)(self, probability)

    def _normal(self, probability: Any) -> Any:
        from scipy.special import ndtri

        location, spread = self._location_and_spread
        value = location + spread * ndtri(probability)
        return math.e**value if self._is_lognormal else value

    def _uniform(self, probability: Any) -> Any:
        low, high = self.arguments
        return low + (high - low) * probability

    def _triangular(self, probability: Any) -> Any:
        low, mode, high = self.arguments
        share = (mode - low) / (high - low)
        left = low + (probability * (high - low) * (mode - low)) ** 0.5
        right = high - ((1 - probability) * (high - low) * (high - mode)) ** 0.5
        below = probability < share
        return below * left + (1 - below) * right

    def _pert(self, probability: Any) -> Any:
        from scipy.special import betaincinv

        low, mode, high = self.arguments
        width = high - low
        alpha, beta = 1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width
        return low + width * betaincinv(alpha, beta, probability)

    def _discrete(self, probability: Any) -> Any:
        pairs = self.pairs
        value: Any = pairs[0][0] + 0.0 * probability
        cumulative = 0.0
        for (this, chance), (following, _) in pairwise(pairs):
            cumulative += chance
            value = value + (probability >= cumulative) * (following - this)
        return value


_QUANTILES: dict[str, Callable[[Range, Any], Any]] = {
    "uniform": Range._uniform,
    "triangular": Range._triangular,
    "pert": Range._pert,
    "discrete": Range._discrete,
}


def range_of(written: Written) -> Range:
    """The range that was written. Raises Refused if no such distribution exists."""
    arguments = written.arguments
    for argument in arguments:
        if not abs(argument) <= LARGEST:
            raise Refused(ARGUMENT_TOO_LARGE(value=f"{argument:g}"))
    if written.shape == "discrete":
        _refuse_bad_probabilities(arguments[1::2])
    elif written.shape in ("normal", "lognormal"):
        if arguments[1] < 0:
            raise Refused(SPREAD_NEGATIVE(value=plain_text(arguments[1])))
        if written.shape == "lognormal" and arguments[0] <= 0:
            raise Refused(MEAN_NOT_POSITIVE(value=plain_text(arguments[0])))
    else:
        low, high = arguments[0], arguments[-1]
        if low >= high:
            raise Refused(LOW_ABOVE_HIGH(low=plain_text(low), high=plain_text(high)))
        if len(arguments) == 3 and not low <= arguments[1] <= high:
            mode = plain_text(arguments[1])
            raise Refused(MODE_OUTSIDE(mode=mode, low=plain_text(low), high=plain_text(high)))
    return Range(written.shape, arguments)


def _refuse_bad_probabilities(probabilities: tuple[float, ...]) -> None:
    for probability in probabilities:
        if not 0 <= probability <= 1:
            raise Refused(PROBABILITY_OUTSIDE(value=plain_text(probability)))
    total = math.fsum(probabilities)
    if abs(total - 1) > PROBABILITY_TOLERANCE:
        raise Refused(PROBABILITIES_OFF(total=plain_text(float(f"{total * 100:.9g}"))))
