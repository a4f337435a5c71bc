"""Market paths: prices, power prices and demand over the months. MODEL.md B9.

All three are one process: x_k = φ x_{k−1} + s ε_k, the first shock in month 1, lowered by half its
variance V_k so that the mean over the draws is the path without volatility.
"""

import numpy as np

from planner.engine.arrays import Floats, column
from planner.engine.rates import MONTHS_PER_YEAR

SHORTEST_HALF_LIFE = 1e-3
"""Months; of a deviation that halves faster nothing is left a month later (2^−1000)."""


def price_path(
    months: int,
    start: float | Floats,
    *,
    drift: float | Floats = 0.0,
    volatility: float | Floats = 0.0,
    half_life: float | Floats = 0.0,
    mean: float | Floats | None = None,
    shocks: Floats | None = None,
) -> Floats:
    """A market price that drifts, wanders and returns to its mean.

    Axes: M months, P draws. Every number is a float or (1,) where certain, (P,) where drawn.

    Parameters
    ----------
    months : int
        M.
    start : price in month 0, not negative
    drift : per year
        Of the mean; also of the price where no mean is given.
    volatility : per √year, not negative
    half_life : months, not negative
        In which a deviation from the mean halves; 0 means that the price does not return.
    mean : price in month 0 to which it returns, not negative; None is the start price
    shocks : (M, P) float
        Standard normal; row 0 is not used. Only needed where there is volatility.

    Returns
    -------
    (M, 1) or (M, P) float
        (M, 1) when everything is certain. Without volatility exactly `expected_price`.

    Raises
    ------
    ValueError
        If there is volatility and no shocks.

    Notes
    -----
    With m_k = mean·(1+drift)^(k/12) and φ = 2^(−1/half_life) the logarithm x = ln(P/m) follows
    x_k = φ x_{k−1} − (V_k − φ V_{k−1})/2 + σ√(1/12) ε_k, V_k = φ² V_{k−1} + σ²/12, V_0 = 0, so
    E[P_k] = m_k (start/mean)^(φ^k), and 0 from month 1 on where the mean is 0. Schwartz 1997,
    model 1, in months; MODEL.md B9.
    """
    expected = expected_price(months, start, drift=drift, half_life=half_life, mean=mean)
    monthly = column(volatility) / np.sqrt(MONTHS_PER_YEAR)
    return _shaken(expected, persistence(half_life), monthly, shocks)


def expected_price(
    months: int,
    start: float | Floats,
    *,
    drift: float | Floats = 0.0,
    half_life: float | Floats = 0.0,
    mean: float | Floats | None = None,
) -> Floats:
    """(M, 1) or (M, P): the path of `price_path` without volatility, which is also its mean."""
    month = np.arange(months, dtype=np.float64)[:, None]
    drifting: Floats = (1.0 + column(drift)) ** (month / MONTHS_PER_YEAR)
    if mean is None:
        return column(start) * drifting
    remaining: Floats = persistence(half_life) ** month
    blended: Floats = column(start) ** remaining * column(mean) ** (1.0 - remaining)
    return blended * drifting


def power_factor(
    months: int, volatility: float | Floats = 0.0, shocks: Floats | None = None
) -> Floats:
    """(M, 1) or (M, P): the factor on every power price, 1 in the mean, 1 in month 0.

    Volatility per √year; a random walk, otherwise as `price_path`.
    """
    return price_path(months, 1.0, volatility=volatility, shocks=shocks)


def demand_index(
    months: int,
    persistence_per_month: float | Floats,
    volatility_per_month: float | Floats = 0.0,
    shocks: Floats | None = None,
) -> Floats:
    """(M, 1) or (M, P): the index of demand, 1 in the mean, 1 in month 0.

    Parameters
    ----------
    persistence_per_month : 0 to 1
        Share of a deviation left after a month; 1 is a random walk.
    volatility_per_month : not negative
        Standard deviation of a month's shock to the logarithm; not divided by √12.
    shocks : (M, P) float
        As in `price_path`.
    """
    certain = np.ones((months, 1))
    return _shaken(certain, column(persistence_per_month), column(volatility_per_month), shocks)


def persistence(half_life: float | Floats) -> Floats:
    """(1,) or (P,): share of a deviation left after a month, 2^(−1/h); 1 where h is 0."""
    months = column(half_life)
    return np.where(months > 0.0, np.exp2(-1.0 / np.maximum(months, SHORTEST_HALF_LIFE)), 1.0)


def _shaken(
    expected: Floats, remaining: Floats, deviation: Floats, shocks: Floats | None
) -> Floats:
    """The expected path times exp(s Y_k − V_k/2), Y the AR(1) of the shocks.

    Axes: M months, P draws; `remaining` and `deviation` are (1,) or (P,), of one month.
    """
    if not deviation.any():
        return expected
    if shocks is None:
        raise ValueError("a path with volatility needs shocks")
    path = _accumulated(shocks, remaining)
    path *= deviation
    path -= _half_variance(expected.shape[0], remaining, deviation)
    np.exp(path, out=path)
    path *= expected
    return path


def _accumulated(shocks: Floats, remaining: Floats) -> Floats:
    """Y_k = φ Y_{k−1} + ε_k with Y_0 = 0, (M, P).

    Month by month and not as a product of matrices, whose last bits depend on the width.
    """
    path = shocks.copy()
    path[0] = 0.0
    carried = np.empty(shocks.shape[1])
    for k in range(1, path.shape[0]):
        np.multiply(path[k - 1], remaining, out=carried)
        path[k] += carried
    return path


def _half_variance(months: int, remaining: Floats, deviation: Floats) -> Floats:
    """V_k/2 of V_k = φ² V_{k−1} + s², V_0 = 0; (M, 1) or (M, P)."""
    earlier = np.arange(months - 1, dtype=np.float64)[:, None]
    half = np.cumsum((remaining**2) ** earlier, axis=0) * (deviation**2 / 2.0)
    return np.concatenate([np.zeros((1, half.shape[1])), half])
