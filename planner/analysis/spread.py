"""How sure a figure is: its draws as a histogram, a cumulative curve and a few numbers. C2.

Draws without a number are left out of every share.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.engine.draw_statistics import chance_below, conditional_value_at_risk
from planner.engine.result import Floats, Measure

TARGET_CLASSES = 60
TAIL = 0.01  # the share of draws at either end that does not decide how wide a class is
REACH = 0.6  # how far, of the width between the tails, classes go beyond them
NEAR = 0.6
LESS_IS_BETTER = frozenset({"peak_funding", "peak_funding_equity"})
STEPS = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True)
class Spread:
    """Of one measure, $m; None where there is no number. `certain` is the plan as written."""

    certain: float | None
    mean: float | None
    standard_error: float | None
    p5: float | None
    p10: float | None
    p50: float | None
    p90: float | None
    tail_mean: float | None
    """Mean of the worst tenth of the draws: CVaR 10 %; of funding the worst is the highest."""
    chance_below_zero: float | None
    draws: int
    """With a number."""


def sense(measure: Measure) -> float:
    """1 where more is better, −1 where less is."""
    return -1.0 if measure.name in LESS_IS_BETTER else 1.0


def spread(measure: Measure) -> Spread:
    """The figures of a measure; those of draws are None without any."""
    samples = measure.samples
    better = sense(measure)
    tail = conditional_value_at_risk(better * samples) if samples.size else None
    return Spread(
        certain=measure.deterministic,
        mean=measure.mean,
        standard_error=measure.standard_error,
        p5=measure.p5,
        p10=measure.p10,
        p50=measure.p50,
        p90=measure.p90,
        tail_mean=None if tail is None else better * tail,
        chance_below_zero=chance_below(samples, 0.0).mean if samples.size else None,
        draws=int(np.isfinite(samples).sum()),
    )


def middle_payback(measure: Measure) -> float | None:
    """The middle draw's months to payback, where never comes after all others; None is never.

    Without draws that of the plan as written.
    """
    return payback_percentiles(measure)[1] if measure.samples.size else measure.deterministic


def payback_percentiles(measure: Measure) -> tuple[float | None, float | None, float | None]:
    """P10, P50 and P90 of the months to payback of all draws; None is never, or without draws.

    The engine's are of the draws that pay back: where few do, they tell nothing of the plan.
    """
    if not measure.missing:
        return measure.p10, measure.p50, measure.p90
    months = np.sort(measure.samples)  # those that are never paid back stand last
    return _month_at(months, 0.1), _month_at(months, 0.5), _month_at(months, 0.9)


def _month_at(months: Floats, share: float) -> float | None:
    """Between two draws in proportion; between a month and never lies never."""
    place = share * (months.size - 1)
    below, above = (float(months[int(end)]) for end in (math.floor(place), math.ceil(place)))
    return None if math.isnan(above) else below + (above - below) * (place % 1.0)


@dataclass(frozen=True)
class Classes:
    """Classes of equal width on round edges, one of which is 0 if 0 is within them.

    Class k holds amounts from `low` + k × `width`, inclusive; what lies beyond the ends is counted
    in the first and the last class.
    """

    low: float
    width: float
    count: int

    @property
    def edges(self) -> Floats:
        """(B + 1,) $m."""
        return self.low + self.width * np.arange(self.count + 1, dtype=np.float64)

    def place(self, amount: float) -> float:
        """Where an amount lies, counted in classes from the low end."""
        return (amount - self.low) / self.width

    def shares(self, samples: Floats) -> Floats:
        """(B,): the share of draws in each class; they add up to 1, or are 0 without a draw."""
        known = samples[np.isfinite(samples)]
        places = np.clip(np.floor((known - self.low) / self.width), 0, self.count - 1)
        counts = np.bincount(places.astype(np.int64), minlength=self.count)
        return counts / max(known.size, 1)

    def at_most(self, samples: Floats) -> Floats:
        """(B + 1,): the share of draws below each edge."""
        known = np.sort(samples[np.isfinite(samples)])
        if not known.size:
            return np.zeros(self.count + 1)
        below = np.searchsorted(known, self.edges, side="left")
        return below / known.size


def classes(samples: Sequence[Floats]) -> Classes | None:
    """Common classes for several sets of draws, fit for the bulk of each; None without a draw."""
    known = [each[np.isfinite(each)] for each in samples]
    known = [each for each in known if each.size]
    if not known:
        return None
    tails = [np.quantile(each, (TAIL, 1.0 - TAIL)) for each in known]
    bulk_low = min(float(low) for low, _high in tails)
    bulk_high = max(float(high) for _low, high in tails)
    slack = REACH * (bulk_high - bulk_low)
    low = max(min(float(each.min()) for each in known), bulk_low - slack)
    high = min(max(float(each.max()) for each in known), bulk_high + slack)
    width = round_width((high - low) / TARGET_CLASSES, max(abs(low), abs(high)))
    first, last = math.floor(low / width), math.floor(high / width) + 1
    return Classes(first * width, width, last - first)


def around(amounts: Sequence[float]) -> Classes:
    """Classes around certain amounts, wide enough to tell them apart."""
    low, high = min(amounts), max(amounts)
    half = max((high - low) * 0.75, 0.5 * max(abs(low), abs(high)), 1.0)
    width = round_width(2.0 * half / TARGET_CLASSES, half)
    middle = (low + high) / 2.0
    first, last = math.floor((middle - half) / width), math.floor((middle + half) / width) + 1
    return Classes(first * width, width, last - first)


def round_width(wanted: float, size: float) -> float:
    """About what is wanted, as 1, 2 or 5 times a power of ten; at least 60 % of it.

    `size` is that of the amounts: draws that are all alike get a class of a thousandth of it.
    """
    least = max(NEAR * wanted, 1e-3 * size, 1e-6)
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * step for step in STEPS if power * step >= least * (1.0 - 1e-9))


def better_share(this: Measure, other: Measure) -> float | None:
    """The share of draws in which one case beats another; None unless both share their draws."""
    these, others = sense(this) * this.samples, sense(other) * other.samples
    if these.size != others.size or not these.size:
        return None
    known = np.isfinite(these) & np.isfinite(others)
    return float((these[known] > others[known]).mean()) if known.any() else None
