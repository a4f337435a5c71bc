"""What the draws say: percentiles, means with their error, tails. MODEL.md B8 and B9.

Axes: M months, P draws. A draw without a number is NaN: it is left out, and counted.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.engine.arrays import Floats
from planner.engine.draws import CHUNK

ROUNDING = 1e-13  # of a sum of one chunk, relative, with a wide margin


@dataclass(frozen=True)
class Estimate:
    """A mean over draws and how sure it is."""

    mean: float | None
    """None if no draw has a number."""
    standard_error: float | None
    """Spread of the chunk means/√chunks; None with fewer than two chunks."""


def percentiles_by_month(series: Floats, shares: Sequence[float]) -> Floats:
    """Percentiles of every month over the draws.

    Parameters
    ----------
    series : (M, P) float
        Is sorted in place, month by month: hand over a copy if the draws are needed afterwards.
        Months may be divided among threads as slices of rows without changing a bit.
    shares : sequence of float
        0.1 is P10.

    Returns
    -------
    (len(shares), M) float
        Linear interpolation, the default of numpy; NaN in a month in which a draw is NaN.
    """
    series.sort(axis=1)
    result = _at_shares(series, shares)
    return np.where(np.isnan(series[:, -1]), np.nan, result)


def percentiles(samples: Floats, shares: Sequence[float]) -> Floats:
    """(len(shares),): percentiles of the draws that have a number; NaN if none has."""
    counted = np.sort(samples[~np.isnan(samples)])
    if not counted.size:
        return np.full(len(shares), np.nan)
    return _at_shares(counted[None, :], shares)[:, 0]


def estimate(samples: Floats, chunk: int = CHUNK) -> Estimate:
    """The mean of (P,) samples and its standard error from the means of the chunks.

    A chunk is a Latin hypercube, so its draws are not independent of each other, but chunks are:
    the error of the mean is read from their spread. Chunks without any number are left out.
    """
    present = ~np.isnan(samples)
    if not present.any():
        return Estimate(None, None)
    starts = np.arange(0, samples.size, chunk)
    counts = np.add.reduceat(present.astype(np.int64), starts)
    sums = np.add.reduceat(np.where(present, samples, 0.0), starts)
    means = sums[counts > 0] / counts[counts > 0]
    return Estimate(float(sums.sum() / counts.sum()), _error_of(means))


def chance_below(samples: Floats, threshold: float, chunk: int = CHUNK) -> Estimate:
    """The share of draws below a threshold, as P(NPV < 0), among those that have a number."""
    return estimate(np.where(np.isnan(samples), np.nan, samples < threshold), chunk)


def chance_above(samples: Floats, threshold: float, chunk: int = CHUNK) -> Estimate:
    """The share of draws above a threshold, as P(peak funding > x), of those with a number."""
    return chance_below(-samples, -threshold, chunk)


def tail_error(samples: Floats, share: float = 0.1, chunk: int = CHUNK) -> float | None:
    """The standard error of `conditional_value_at_risk`: its spread over the chunks/√chunks.

    None with fewer than two chunks that have a number.
    """
    chunks = (samples[first : first + chunk] for first in range(0, samples.size, chunk))
    tails = [conditional_value_at_risk(each, share) for each in chunks]
    known = np.array([tail for tail in tails if tail is not None])
    return _error_of(known)


def conditional_value_at_risk(samples: Floats, share: float = 0.1) -> float | None:
    """The mean of the worst draws, the lowest `share` of them; None if no draw has a number.

    The draw in which the share ends counts in part. Rockafellar and Uryasev 2002.
    """
    counted = np.sort(samples[~np.isnan(samples)])
    if not counted.size:
        return None
    weights = np.clip(share * counted.size - np.arange(counted.size), 0.0, 1.0)
    return float(weights @ counted / weights.sum())


def _error_of(means: Floats) -> float | None:
    """The standard error of the mean of the chunks' (C,) means; None with fewer than two.

    What differs by no more than the rounding of the sums does not differ: its error is 0.
    """
    if means.size < 2:
        return None
    if float(np.ptp(means)) <= ROUNDING * float(np.abs(means).max()):
        return 0.0
    return float(means.std(ddof=1)) / math.sqrt(means.size)


def _at_shares(ordered: Floats, shares: Sequence[float]) -> Floats:
    """(len(shares), M) linear interpolation in rows (M, P) that are already sorted."""
    last = ordered.shape[1] - 1
    position = np.asarray(shares, dtype=np.float64) * last
    below = np.floor(position).astype(np.int64)
    above = np.minimum(below + 1, last)
    part = (position - below)[:, None]
    low, high = ordered[:, below].T, ordered[:, above].T
    result: Floats = low + part * (high - low)
    return result
