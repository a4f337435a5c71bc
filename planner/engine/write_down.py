"""What share of an asset is written off in each period of its life. MODEL.md B6.

The shares of a method are of the depreciable amount, cost − salvage, and sum to 1. Axes: A periods
with a charge, P draws; (A, 1) where certain. The functions named after Microsoft Excel's are the
same shares in money.
"""

import numpy as np

from planner.engine.arrays import Floats, column


def straight_line_shares(life: int) -> Floats:
    """(life, 1): equal shares."""
    return np.full((life, 1), 1.0 / life)


def mid_month_shares(life: int) -> Floats:
    """(life + 1, 1): straight-line with half a period first and half in period life + 1."""
    shares = np.full((life + 1, 1), 1.0 / life)
    shares[[0, -1]] /= 2.0
    return shares


def sum_of_years_shares(life: int) -> Floats:
    """(life, 1): shares proportional to the periods left, life first and 1 last."""
    left = np.arange(life, 0, -1, dtype=np.float64)[:, None]
    return left / (life * (life + 1) / 2.0)


def declining_balance_shares(life: int, salvage: Floats, factor: float = 2.0) -> Floats:
    """Shares of the declining balance that changes to straight-line where that charges more.

    Parameters
    ----------
    life : int
    salvage : (1,) or (P,) float
        As a share of the cost, 0 to 1: the method depends on it, the others do not.
    factor : float
        Multiple of the straight-line rate.

    Returns
    -------
    (life, 1) or (life, P) float
        Zeros where nothing is depreciable.
    """
    charges = -np.diff(declining_values(life, salvage, factor), axis=0)
    depreciable = 1.0 - salvage
    shares: Floats = charges / np.where(depreciable > 0.0, depreciable, 1.0)
    return shares


def declining_values(life: int, salvage: Floats, factor: float) -> Floats:
    """Book value by age as a share of the cost, declining balance with the change of method.

    Returns
    -------
    (life + 1, 1) or (life + 1, P) float
        1 first, then down to the salvage and never below it.

    Notes
    -----
    The charge of a period is max(NBV × factor/n, (NBV − S)/(n − j)). Straight-line charges more
    from the first age j on at which N_j (1 − factor (n − j)/n) ≥ S, N_j the pure declining balance;
    the left side rises with j, and what has become straight-line stays so.
    """
    age = np.arange(life + 1)[:, None]
    pure = _pure_declining(life, factor)
    reached = (pure * (1.0 - factor * (life - age) / life))[:-1, 0]
    changed = np.searchsorted(reached, salvage)
    line = salvage + (pure[changed, 0] - salvage) * (life - age) / np.maximum(life - changed, 1)
    values: Floats = np.where(age <= changed, np.maximum(pure, salvage), line)
    return values


def _pure_declining(life: int, factor: float) -> Floats:
    """(life + 1, 1): value by age that loses factor/life of itself in each period."""
    age = np.arange(life + 1, dtype=np.float64)[:, None]
    kept: Floats = np.float64(max(1.0 - factor / life, 0.0)) ** age
    return kept


def sln(cost: float, salvage: float, life: int) -> float:
    """Straight-line depreciation of a period. Microsoft Excel, SLN."""
    return (cost - salvage) * float(straight_line_shares(life)[0, 0])


def syd(cost: float, salvage: float, life: int, period: int) -> float:
    """Sum-of-years depreciation of a period, from 1. Microsoft Excel, SYD."""
    _check_period(period, life)
    return (cost - salvage) * float(sum_of_years_shares(life)[period - 1, 0])


def ddb(cost: float, salvage: float, life: int, period: int, factor: float = 2.0) -> float:
    """Declining-balance depreciation of a period, from 1, without a change of method.

    Never below the salvage. Microsoft Excel, DDB.
    """
    _check_period(period, life)
    values = np.maximum(_pure_declining(life, factor)[:, 0], _salvage_share(cost, salvage))
    return cost * float(values[period - 1] - values[period])


def vdb(cost: float, salvage: float, life: int, start: int, end: int, factor: float = 2.0) -> float:
    """Depreciation between two ages, declining balance that changes to straight-line.

    Microsoft Excel, VDB.
    """
    if not 0 <= start <= end <= life:
        raise ValueError(f"ages {start} and {end} do not lie in order within a life of {life}")
    values = declining_values(life, _salvage_share(cost, salvage), factor)[:, 0]
    return cost * float(values[start] - values[end])


def _salvage_share(cost: float, salvage: float) -> Floats:
    return column(min(salvage / cost, 1.0) if cost else 1.0)


def _check_period(period: int, life: int) -> None:
    if not 1 <= period <= life:
        raise ValueError(f"period {period} lies outside a life of {life}")
