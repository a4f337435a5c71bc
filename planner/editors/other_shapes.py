"""The same spread written as every other shape, to choose from while a range is typed."""

import math
from dataclasses import dataclass

from planner.domain.column import Column
from planner.domain.distribution import Range
from planner.editors.density import percentile
from planner.editors.entry import Field
from planner.units.message import QT_TRANSLATE_NOOP, Refused, Sentence, sentence
from planner.units.notation import Written, print_entry

# P90 less P10 as a share of the width, where the shape is symmetric.
UNIFORM, TRIANGULAR, PERT = 0.8, 0.5528, 0.5068
SPREADS = 2.563103131089201

DESCRIPTIONS: dict[str, Sentence] = {
    "to": sentence("shape-is-to", QT_TRANSLATE_NOOP("planner", "8 draws in 10 lie between")),
    "normal": sentence(
        "shape-is-normal", QT_TRANSLATE_NOOP("planner", "mean and standard deviation")
    ),
    "lognormal": sentence(
        "shape-is-lognormal",
        QT_TRANSLATE_NOOP("planner", "mean and standard deviation of the logarithm"),
    ),
    "uniform": sentence(
        "shape-is-uniform", QT_TRANSLATE_NOOP("planner", "all values equally likely")
    ),
    "triangular": sentence(
        "shape-is-triangular", QT_TRANSLATE_NOOP("planner", "low, likeliest, high")
    ),
    "pert": sentence(
        "shape-is-pert", QT_TRANSLATE_NOOP("planner", "low, likeliest, high; rounder")
    ),
    "discrete": sentence(
        "shape-is-discrete", QT_TRANSLATE_NOOP("planner", "a few values with their chances")
    ),
}


@dataclass(frozen=True)
class OtherShape:
    """A text to write instead, and what it means."""

    text: str
    description: str


def other_shapes(field: Field, shape: Range) -> tuple[OtherShape, ...]:
    """Every shape with about the same P10, median and P90 that the field accepts."""
    low, median, high = (percentile(shape, p) for p in (0.1, 0.5, 0.9))
    if high <= low:
        return ()
    found = []
    for written in _written(low, median, high, field.column):
        rounded = _rounded(written, high - low)
        try:
            field.column.quantity(rounded)
        except Refused:
            continue
        text = print_entry(rounded, field.column.unit, field.marks)
        found.append(OtherShape(text, str(DESCRIPTIONS[written.shape]())))
    return tuple(found)


def _written(low: float, median: float, high: float, column: Column) -> list[Written]:
    middle, spread = (low + high) / 2, high - low
    found = [Written("to", (low, high)), Written("normal", (middle, spread / SPREADS))]
    if low > 0:
        deviation = math.log(high / low) / SPREADS
        mean = math.sqrt(low * high) * math.exp(deviation**2 / 2)
        found.append(Written("lognormal", (mean, deviation)))
    found.append(Written("uniform", _between(middle, spread / UNIFORM, column)))
    for name, share in (("triangular", TRIANGULAR), ("pert", PERT)):
        left, right = _between(middle, spread / share, column)
        found.append(Written(name, (left, min(max(median, left), right), right)))
    # Swanson's rule: three values stand for the tenth, the middle and the ninetieth percentile.
    found.append(Written("discrete", (low, 0.3, median, 0.4, high, 0.3)))
    return found


def _between(middle: float, width: float, column: Column) -> tuple[float, float]:
    return max(column.low, middle - width / 2), min(column.high, middle + width / 2)


def _rounded(written: Written, spread: float) -> Written:
    """Values to a hundredth of the spread, spreads of logarithms and chances as they are used."""
    decimals = 2 - math.floor(math.log10(spread))
    if written.shape == "lognormal":
        mean, deviation = written.arguments
        return Written("lognormal", (round(mean, decimals), float(f"{deviation:.3g}")))
    if written.shape == "discrete":
        values = [
            value if place % 2 else round(value, decimals)
            for place, value in enumerate(written.arguments)
        ]
        return Written("discrete", tuple(values))
    return Written(written.shape, tuple(round(value, decimals) for value in written.arguments))
