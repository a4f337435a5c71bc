"""What a contract still has to bill: headline, firm and expected backlog. MODEL.md B5.

Rows count the contract months that have passed: row 0 is at signing and until the contract begins,
row j + 1 is after contract month j, so there are J + 1.
"""

from typing import NamedTuple

import numpy as np

from planner.engine.arrays import Floats, Whole, accumulated, run_up
from planner.engine.enforceable_term import EarlyEnd, cumulated, through, through_last


class Backlog(NamedTuple):
    """Fixed bills to come; both (J + 1, 1) or (J + 1, P), $m."""

    headline: Floats
    """To the stated end."""
    firm: Floats
    """To the end of the enforceable term; never above headline."""


def contract_backlog(
    promised: Floats, last: Whole, ends: Whole | None, early: EarlyEnd | None = None
) -> Backlog:
    """Fixed bills after each month, to the stated end and to the end that binds.

    Axes: J contract months, P draws.

    Parameters
    ----------
    promised : (J, 1) or (J, P) float, $m
        Fixed part of each month's bill at full delivery; 0 after the stated term.
    last : (1,) or (P,) int
        Last contract month of the stated term.
    ends : (J, 1) or (J, P) int or None
        Last month of the enforceable term seen from each month; None is the stated term.
    early : EarlyEnd or None
        Until it is known both assume that the contract still runs; then both end with it.

    Notes
    -----
    firm_k = Σ fixed_j, j = k+1 … e_{k+1}. MODEL.md B5.
    Hand-worked case: tests/engine/test_backlog.py.
    """
    cumulative = cumulated(promised)
    stated = cumulative[-1:]
    binding = stated if ends is None else _with_row(through(cumulative, ends), stated)
    if early is None:
        headline = stated - cumulative
        return Backlog(headline, headline if ends is None else binding - cumulative)
    # Row k + 1 stands after month k and knows what month k knows.
    row = np.arange(cumulative.shape[0])[:, None]
    is_known = early.is_known(last, row - 1)
    its_end = through_last(cumulative, early.last)
    headline = _to_come(np.where(is_known, its_end, stated), cumulative)
    if ends is None:
        return Backlog(headline, headline)
    return Backlog(headline, _to_come(np.where(is_known, its_end, binding), cumulative))


def _with_row(series: Floats, last: Floats) -> Floats:
    """One more row, (1, 1) or (1, P), below a series of either width."""
    if series.shape[1] == last.shape[1]:
        return np.concatenate([series, last])
    width = max(series.shape[1], last.shape[1])
    rows = (np.broadcast_to(part, (part.shape[0], width)) for part in (series, last))
    return np.concatenate(list(rows))


def _to_come(reach: Floats, cumulative: Floats) -> Floats:
    """What lies between now and the end; nothing once the end has passed."""
    reach -= cumulative
    return np.maximum(reach, 0.0, out=reach)


def expected_backlog(bills: Floats, survival: Floats) -> Floats:
    """Whole bills to come, each times the chance that it is billed: (J + 1, 1) or (J + 1, P), $m.

    Parameters
    ----------
    bills : (J, 1) or (J, P) float, $m
        Each month's bill if the contract runs to its stated end.
    survival : (J, 1) or (J, P) float
        Chance, seen from the project's start, that the month is billed.

    Notes
    -----
    expected_k = Σ_{j>k} bill_j × S_j; it does not follow a draw's own exit. MODEL.md B5.
    """
    draws = max(bills.shape[1], survival.shape[1])
    sums = np.empty((bills.shape[0] + 1, draws))
    sums[-1] = 0.0
    np.multiply(bills, survival, out=sums[:-1])
    run_up(sums[::-1])
    return sums


def performance_obligation(backlog: Floats, ahead: Floats) -> Floats:
    """Remaining performance obligation (RPO): (J + 1, 1) or (J + 1, P), $m.

    Parameters
    ----------
    backlog : (J + 1, ·) float, $m
        Firm; headline where revenue is recognised over the stated term.
    ahead : (J, ·) float, $m
        Recognised less billed to date, fixed part, at the end of each contract month.
    """
    rows, draws = np.broadcast_shapes(backlog.shape, (1, ahead.shape[1]))
    obligation = np.empty((rows, draws))
    obligation[:] = backlog
    obligation[1:] -= ahead
    return obligation


def recognised_ahead(recognised: Floats, billed: Floats) -> Floats:
    """(J, ·), $m: recognised less billed to date; an asset where positive, else a liability."""
    return accumulated(recognised - billed)
