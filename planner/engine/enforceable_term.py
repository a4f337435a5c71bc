"""How long a contract binds: the enforceable term, and its end when one is known. MODEL.md B5."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from planner.domain.acceptance import relative_amount
from planner.domain.contract import Contract
from planner.domain.quantity import Amount
from planner.engine.arrays import Flags, Floats, Whole, run_up
from planner.engine.lifetime import NEVER

PROHIBITIVE_FEE = 0.10
"""A fee above this share of the remaining fixed bills holds a side as if it had no right to leave.

Our threshold: the standards say "more than an insignificant penalty" and give no figure.
"""


class ExitRights(NamedTuple):
    """Who may leave a contract and when.

    Axes: P draws; (1,) where the bills are certain.
    """

    lock_in: int
    """Contract month in which notice may first be given."""
    landlord_notice: int | None
    """Months; None is no right."""
    tenant_notice: int | None
    landlord_is_held: Flags
    """Whether the landlord has a right that its fee makes too dear to count."""
    tenant_is_held: Flags
    """Whether the tenant has a right that its fee makes too dear to count."""


@dataclass(frozen=True)
class EarlyEnd:
    """An end before the stated one: a notice given, or a default.

    Axes: P draws.
    """

    last: Whole
    """(P,): last billed contract month; −1 bills nothing, the stated last or later is no early end.
    """
    known: Whole
    """(P,): first contract month in which it is known: the month in which notice is given, that is
    `last` − notice + 1; `last` itself, or later, for an end that comes without warning."""

    def is_known(self, stated: Whole, month: Whole) -> Flags:
        """Whether this end binds in a month: it comes before the stated one, and is known."""
        return (self.last < stated) & (month >= np.minimum(self.known, self.last))


def exit_rights(contract: Contract, promised: Floats, bills: Floats) -> ExitRights:
    """The rights of both sides, each tested once, at signing, against its fee.

    Axes: J contract months, P draws.

    Parameters
    ----------
    contract : Contract
        Its lock-in, notices and fees; all certain.
    promised : (J, 1) or (J, P) float, $m
        Fixed part of each month's bill over the whole stated term.
    bills : (J, 1) or (J, P) float, $m
        The whole bill as expected at signing: what a fee of "n bills" counts.

    Notes
    -----
    A fee of "n bills" is priced at the earliest exit: the bill of month lock_in + notice − 1.
    MODEL.md B5.
    """

    def held(notice: int | None, fee: Amount) -> Flags:
        if notice is None or not fee:
            return NEVER
        bearable = PROHIBITIVE_FEE * promised.sum(axis=0)
        count = relative_amount(fee)
        if count is None:
            return np.asarray(float(fee) > bearable)
        exit_month = min(max(contract.lock_in + notice - 1, 0), bills.shape[0] - 1)
        return np.asarray(count * bills[exit_month] > bearable)

    return ExitRights(
        contract.lock_in,
        contract.landlord_notice,
        contract.tenant_notice,
        held(contract.landlord_notice, contract.landlord_fee),
        held(contract.tenant_notice, contract.termination_fee),
    )


def enforceable_ends(rights: ExitRights, last: Whole, months: int) -> Whole | None:
    """Last month of the enforceable term, seen from each contract month.

    Axes: J contract months, P draws.

    Parameters
    ----------
    last : (1,) or (P,) int
        Last contract month of the stated term.
    months : int
        J.

    Returns
    -------
    (J, 1) or (J, P) int, or None where the stated term binds in every draw
        e_k = min(last, max(lock_in, k) + n − 1), with n the longer notice where both sides may
        leave, the tenant's where it alone may; the stated term where the landlord alone may, or
        nobody. A notice of no months binds for none: e_k is then k − 1. A contract that ends before
        it begins, its start delayed past its end, has no months: −1.

    Notes
    -----
    MODEL.md B5. Hand-worked case: tests/engine/test_enforceable_term.py.
    """
    if rights.tenant_notice is None or rights.tenant_is_held.all():
        return None
    notice: Whole = np.array([rights.tenant_notice])
    if rights.landlord_notice is not None:
        longer = np.maximum(notice, rights.landlord_notice)
        notice = np.where(rights.landlord_is_held, notice, longer)
    month = np.arange(months)[:, None]
    last = np.maximum(last, -1)
    ends = np.minimum(last, np.maximum(rights.lock_in, month) + notice - 1)
    if rights.tenant_is_held.any():
        ends = np.where(rights.tenant_is_held, last, ends)
    return ends


def through(cumulative: Floats, ends: Whole | None) -> Floats:
    """Sum from month 0 through the end that is seen from each month.

    Parameters
    ----------
    cumulative : (J + 1, 1) or (J + 1, P) float
        Row j is the sum of months 0 … j − 1.
    ends : (J, 1) or (J, P) int or None
        None is the last month of all.

    Returns
    -------
    (1 or J, 1 or P) float
    """
    if ends is None:
        return cumulative[-1:]
    if ends.shape[1] == 1:
        return cumulative[ends[:, 0] + 1]
    if cumulative.shape[1] == 1:
        return cumulative[:, 0][ends + 1]
    sums: Floats = np.take_along_axis(cumulative, ends + 1, axis=0)
    return sums


def through_last(cumulative: Floats, last: Whole) -> Floats:
    """(1, 1) or (1, P): sum from month 0 through a month, −1 for none; cumulative as in `through`.

    Months past the axis count as its end.
    """
    row = np.clip(last + 1, 0, cumulative.shape[0] - 1)
    draw = 0 if cumulative.shape[1] == 1 else np.arange(cumulative.shape[1])
    sums: Floats = cumulative[row, draw]
    return sums[None, :]


def cumulated(monthly: Floats) -> Floats:
    """(J + 1, ·): row j is the sum of months 0 … j − 1, so that row 0 is 0."""
    sums = np.empty((monthly.shape[0] + 1, monthly.shape[1]))
    sums[0] = 0.0
    sums[1:] = monthly
    return run_up(sums)
