"""Rates a year, a month and a period: ours are effective, a loan's is nominal. MODEL.md B1."""

from planner.engine.arrays import Floats

MONTHS_PER_YEAR = 12


def monthly_rate(annual_rate: float) -> float:
    """The rate of one month that compounds to an effective annual rate; above −1."""
    return float((1.0 + annual_rate) ** (1.0 / MONTHS_PER_YEAR) - 1.0)


def annual_rate(monthly: Floats) -> Floats:
    """The effective annual rate of a monthly rate; NaN stays NaN."""
    return (1.0 + monthly) ** MONTHS_PER_YEAR - 1.0


def effective_rate(nominal_rate: float, periods: int) -> float:
    """The effective annual rate of a nominal rate that compounds so many times a year.

    Raises
    ------
    ValueError
        If there is not at least one period a year.

    Notes
    -----
    Microsoft Excel, EFFECT.
    """
    if periods < 1:
        raise ValueError("a year has at least one period")
    return float((1.0 + nominal_rate / periods) ** periods - 1.0)
