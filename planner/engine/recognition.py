"""Revenue recognised from the fixed bills of one contract. MODEL.md B5."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from planner.domain.contract import Contract
from planner.engine.arrays import NOTHING, Floats, Whole
from planner.engine.billing import Power, Terms, billed
from planner.engine.calendar import Calendar
from planner.engine.contract_clock import ContractClock
from planner.engine.enforceable_term import EarlyEnd, cumulated, through, through_last

Method = Literal["straight_line", "capacity", "as_invoiced"]


@dataclass(frozen=True)
class FixedBills:
    """What is recognised over the term: the fixed part of each month's bill, and its measure.

    Axes: J contract months from 0, P draws; each is (J, 1) where certain, (J, P) where drawn.
    """

    promised: Floats
    """$m, at full delivery; 0 after the stated term."""
    billed: Floats
    """$m, as invoiced; 0 after an early end."""
    weight: Floats
    """Days in force / days of the month, or contracted MW-months; 0 after the stated term."""
    made_available: Floats | None = None
    """MW-months made available, where they may fall short of those contracted; None is as promised.
    """


def recognition_method(contract: Contract, is_floating: bool = False) -> Method:
    """How the revenue of a contract, or of a renewal at a floating price, is spread.

    A fixed fee leases an identified site (ASC 842): straight-line. MW by the month are capacity
    made available (ASC 606): by MW-months while they ramp, else straight-line, which is then the
    same. GPU-hours and floating prices are recognised as invoiced. MODEL.md B5.
    """
    if is_floating:
        return "as_invoiced"
    match contract.recognition:
        case "straight_line":
            return "straight_line"
        case "capacity":
            return "capacity"
        case "as_invoiced":
            return "as_invoiced"
    match contract.basis:
        case "fixed_fee":
            return "straight_line"
        case "per_mw_month":
            return "capacity" if contract.ramp else "straight_line"
    return "as_invoiced"


def fixed_part(
    contract: Contract,
    terms: Terms,
    contracted: Floats,
    delivered: Floats,
    clock: ContractClock,
    calendar: Calendar,
) -> Floats:
    """The part of each bill that does not hang on use: (M, 1) or (M, P), $m.

    The whole of a fixed fee, else take-or-pay × contracted. It is promised where `delivered` is
    `contracted`, and as invoiced where it is what was delivered; any months, those of the plan or
    the contract's own, as long as `clock` and `calendar` agree. MODEL.md B5.
    """
    return billed(contract, terms, Power(contracted, delivered, NOTHING), clock, calendar)


def is_wholly_fixed(contract: Contract, power: Power) -> bool:
    """Whether no part of a bill hangs on use: a fixed fee, or all is to be paid and all is used."""
    if contract.basis == "fixed_fee":
        return True
    return contract.take_or_pay == 1.0 and power.used is power.delivered


def recognised_over_term(
    bills: FixedBills, last: Whole, ends: Whole | None, early: EarlyEnd | None = None
) -> Floats:
    """Fixed revenue recognised in each contract month, spread over the term that binds.

    Axes: J contract months, P draws.

    Parameters
    ----------
    last : (1,) or (P,) int
        Last contract month of the stated term; the greatest is J − 1.
    ends : (J, 1) or (J, P) int or None
        Last month of the enforceable term seen from each month; None is the stated term.
    early : EarlyEnd or None
        From the month in which it is known the term ends there; what is left then is recognised
        (or written off) in the last billed month.

    Returns
    -------
    (J, 1) or (J, P) float, $m
        Sums to what was billed.

    Raises
    ------
    ValueError
        If the months disagree.

    Notes
    -----
    rec_k = w_k (Σ_{j=k..e_k} fixed_j − R_{k−1}) / Σ_{j=k..e_k} w_j, with month k as billed and
    later ones as promised, R what was recognised less what was billed. The numerator S needs no
    sums: what is not recognised stays, what month k billed otherwise than promised and what a
    later end brings in is added: S_k = S_{k−1} (1 − share_{k−1}) + added_k.
    A month that is delivered is recognised even if its notice leaves nothing to bind.
    MODEL.md B5. Hand-worked case: tests/engine/test_recognition.py.
    """
    months = bills.promised.shape[0]
    if int(last.item() if last.size == 1 else last.max()) != months - 1:
        raise ValueError("the contract months end with the last of the stated term")
    if ends is not None:
        # A minimum and a maximum take a third of the time of numpy's clip.
        ends = np.minimum(np.maximum(ends, np.arange(months)[:, None]), months - 1)
    share = _share(bills, last, ends, early)
    if ends is None and early is None:
        reach = bills.promised.sum(axis=0, keepdims=True)
    else:
        reach = _reach(cumulated(bills.promised), last, ends, early)
    draws = (bills.promised, bills.billed, reach, share)
    added = np.empty((months, max(array.shape[1] for array in draws)))
    np.subtract(bills.billed, bills.promised, out=added)
    added[0] += reach[0]
    if reach.shape[0] > 1:
        added[1:] += reach[1:]
        added[1:] -= reach[:-1]
    return _unwound(share, added)


def _share(bills: FixedBills, last: Whole, ends: Whole | None, early: EarlyEnd | None) -> Floats:
    """(J, 1) or (J, P): the part of what is left that falls in each month; 1 in the last."""
    cumulative = cumulated(bills.weight)
    left = _reach(cumulative, last, ends, early) - cumulative[:-1]
    mine = bills.weight
    if bills.made_available is not None:
        mine = bills.made_available
        left = left + (mine - bills.weight)
    # Where nothing is left to measure by, as in all months after the end, nothing is recognised.
    # The array of what is left becomes the share: a fresh one would cost as much as the division.
    np.maximum(left, 0.0, out=left)
    share = np.divide(mine, left, out=left, where=left > 0.0)
    if early is None and last.size == 1:
        share[-1] = 1.0
        return share
    return _closed(share, last if early is None else np.minimum(early.last, last))


def _closed(share: Floats, end: Whole) -> Floats:
    """(J, P): the share, 1 in the last billed month of each draw."""
    end = np.broadcast_to(end, max(end.size, share.shape[1]))
    if share.shape[1] < end.size:
        share = np.repeat(share, end.size, axis=1)
    (begun,) = np.nonzero(end >= 0)
    share[end[begun], begun] = 1.0
    return share


def _reach(cumulative: Floats, last: Whole, ends: Whole | None, early: EarlyEnd | None) -> Floats:
    """(1 or J, 1 or P): sum from month 0 through the end seen in each month."""
    reach = through(cumulative, ends)
    if early is None:
        return reach
    month = np.arange(cumulative.shape[0] - 1)[:, None]
    return np.where(early.is_known(last, month), through_last(cumulative, early.last), reach)


def _unwound(share: Floats, left: Floats) -> Floats:
    """Recognise a share of what is left each month; what is not recognised is left to the next.

    `left`, at first only what each month adds, is used up: a fresh array would cost as much again.
    """
    if left.shape[1] == 1:
        carried, recognised = 0.0, []
        for part, more in zip(share[:, 0].tolist(), left[:, 0].tolist(), strict=True):
            carried += more
            recognised.append(carried * part)
            carried *= 1.0 - part
        return np.array(recognised)[:, None]
    moved = np.empty(left.shape[1])
    rows = list(left)
    for before, kept, row in zip(rows[:-1], 1.0 - share[:-1], rows[1:], strict=True):
        np.multiply(before, kept, moved)
        np.add(row, moved, row)
    left *= share
    return left
