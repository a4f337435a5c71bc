"""Debt service of one loan. MODEL.md B7."""

from dataclasses import dataclass

import numpy as np

from planner.engine.annuity import left_after
from planner.engine.arrays import Floats, Whole
from planner.engine.rates import MONTHS_PER_YEAR

AT_START = None
"""A loan drawn at t = 0; its first month of interest is month 0."""


@dataclass(frozen=True)
class LoanTerms:
    """A loan as agreed."""

    amount: Floats
    """(1,) or (P,): $m drawn."""
    drawn: int | None
    """Index of the month of the draw, negative before the start; `AT_START` at t = 0."""
    apr: float
    """Nominal, a twelfth each month."""
    interest_only: int
    """Months without repayment; equal to the term, the principal is paid in the last month."""
    term: int
    """Months to the last payment, at least 1, the month of the draw included."""

    def __post_init__(self) -> None:
        if self.term < 1:
            raise ValueError("a loan runs for at least one month")
        if not 0 <= self.interest_only <= self.term:
            raise ValueError("the interest-only months of a loan lie within its term")


@dataclass(frozen=True)
class LoanSchedule:
    """Cash and debt of a loan, positive $m: (M, 1) where certain, (M, P) where drawn.

    Opening debt + draws, at t = 0 and after, − principal = balance.
    """

    draw: Floats
    """Cash drawn in the month."""
    draw_at_start: Floats
    """(1,) or (P,): cash drawn at t = 0."""
    opening_debt: Floats
    """(1,) or (P,): owed at the start by a loan drawn before it, without a draw of cash."""
    interest: Floats
    """On the opening balance of the month, in which a draw of the month counts."""
    principal: Floats
    """Repaid at the month's end."""
    balance: Floats
    """Owed at the month's end."""


def loan_schedule(loan: LoanTerms, months: int) -> LoanSchedule:
    """Interest, repayment and balance by month.

    Axes: M months, P draws.

    Parameters
    ----------
    loan : LoanTerms
        Drawn before the start: its age at the start is true, its payments before it are past.
    months : int
        M.

    Returns
    -------
    LoanSchedule
        The balance is exactly 0 from the last month of the term on.

    Notes
    -----
    Interest = opening × APR/12; after the interest-only months a level payment. The schedule is
    linear in the amount, so that draws cost one multiplication. Hand-worked cases:
    tests/engine/test_loans.py.
    """
    rate = loan.apr / MONTHS_PER_YEAR
    drawn = 0 if loan.drawn is AT_START else loan.drawn
    age = (np.arange(months) - drawn)[:, None]
    owing = age >= 0
    opening = np.where(owing, _left(loan, rate, age), 0.0)
    balance = np.where(owing, _left(loan, rate, age + 1), 0.0)
    draw = (age == 0) & (loan.drawn is not AT_START)
    nothing = np.zeros(1)
    return LoanSchedule(
        draw=draw * loan.amount,
        draw_at_start=loan.amount if loan.drawn is AT_START else nothing,
        opening_debt=opening[0] * loan.amount if drawn < 0 else nothing,
        interest=opening * rate * loan.amount,
        principal=(opening - balance) * loan.amount,
        balance=balance * loan.amount,
    )


def _left(loan: LoanTerms, rate: float, age: Whole) -> Floats:
    """The part of the loan that is owed so many months after the beginning of its first month."""
    level = loan.term - loan.interest_only
    if level == 0:
        return (age < loan.term).astype(np.float64)
    paid = np.clip(age - loan.interest_only, 0, level).astype(np.float64)
    return left_after(rate, level, paid)
