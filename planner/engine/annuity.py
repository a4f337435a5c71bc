"""Loans of level payments, in periods. Signs are Microsoft Excel's: what is borrowed is positive,
what is paid negative.
"""

import math

import numpy as np

from planner.engine.arrays import Floats


def left_after(rate: float, periods: int, paid: Floats) -> Floats:
    """The part of a loan that is left after some of its level payments.

    Parameters
    ----------
    rate : float
        Of a period, above −1; 0 repays evenly.
    periods : int
        Level payments in all, at least 1.
    paid : any shape, float
        Payments made, 0 to `periods`.

    Returns
    -------
    same shape, float
        Exactly 1 before the first payment and exactly 0 after the last.

    Notes
    -----
    (1 − (1+r)^−(n−m))/(1 − (1+r)^−n), written so that small rates keep their digits.
    """
    growth = math.log1p(rate)
    if growth == 0.0:
        even: Floats = (periods - paid) / periods
        return even
    left: Floats = np.expm1((paid - periods) * growth) / np.expm1(-periods * growth)
    return left


def pmt(rate: float, periods: int, present_value: float) -> float:
    """The level payment of a loan, at the end of each period. Microsoft Excel, PMT."""
    return ipmt(rate, 1, periods, present_value) + ppmt(rate, 1, periods, present_value)


def ipmt(rate: float, period: int, periods: int, present_value: float) -> float:
    """The interest in the payment of a period, from 1. Microsoft Excel, IPMT."""
    return cumipmt(rate, periods, present_value, period, period)


def ppmt(rate: float, period: int, periods: int, present_value: float) -> float:
    """The principal in the payment of a period, from 1. Microsoft Excel, PPMT."""
    return cumprinc(rate, periods, present_value, period, period)


def cumipmt(rate: float, periods: int, present_value: float, first: int, last: int) -> float:
    """Interest paid in periods `first` to `last`. Microsoft Excel, CUMIPMT."""
    opening = _left(rate, periods, first, last)[:-1]
    return -present_value * rate * float(opening.sum())


def cumprinc(rate: float, periods: int, present_value: float, first: int, last: int) -> float:
    """Principal repaid in periods `first` to `last`. Microsoft Excel, CUMPRINC."""
    left = _left(rate, periods, first, last)
    return -present_value * float(left[0] - left[-1])


def _left(rate: float, periods: int, first: int, last: int) -> Floats:
    """What is left before the period `first`, and after each period up to `last`."""
    if not 1 <= first <= last <= periods:
        raise ValueError(f"periods {first} to {last} do not lie in order within 1 to {periods}")
    return left_after(rate, periods, np.arange(first - 1, last + 1, dtype=np.float64))
