"""Tax on profit. MODEL.md B7."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from planner.engine.arrays import Floats, Whole, run_up


@dataclass(frozen=True)
class TaxLedger:
    """Tax and losses by month: (M, 1) where certain, (M, P) where drawn, $m."""

    tax: Floats
    """Booked in the month; negative where the year to date turns down."""
    losses: Floats
    """Carried at the month's end, the year's own loss to date included; never negative."""


def tax_ledger(taxable: Floats, years: Whole, rate: float, loss_limit: float) -> TaxLedger:
    """Tax of each month when losses are carried forward.

    Axes: M months, P draws.

    Parameters
    ----------
    taxable : (M, 1) or (M, P) float, $m
        Billed revenue − power − opex − rent − event cost − tax depreciation − interest ± disposals
        − closure cost ± taxed cash lines.
    years : (M,) int
        `Calendar.years`: tax years are calendar years, the first and last perhaps in part.
    rate : float
        Share of taxable income.
    loss_limit : float
        Share of a year's income that losses brought forward may offset, 0 to 1.

    Returns
    -------
    TaxLedger

    Notes
    -----
    Tax of a month = tax on the year to date − tax booked in the year. Losses brought into the year:
    use = min(losses, loss_limit × max(income to date, 0)). IRC 172(a)(2). Hand-worked case:
    tests/engine/test_tax.py.
    """
    to_date = taxable.copy()
    for year in _same_years(years):
        run_up(to_date[year])
    income = np.maximum(to_date, 0.0)
    used, losses = loss_limit * income, income - to_date
    brought_forward: Floats = np.zeros(taxable.shape[1])
    for year in _same_years(years):
        np.minimum(brought_forward, used[year], out=used[year])
        losses[year] += brought_forward
        losses[year] -= used[year]
        brought_forward = losses[year][-1]
    due = np.subtract(income, used, out=income)
    due *= rate
    tax = due.copy()
    for year in _same_years(years):
        tax[year][1:] -= due[year][:-1]
    return TaxLedger(tax, losses)


def tax_refunding_losses(taxable: Floats, rate: float | Floats) -> Floats:
    """Tax of each month when a loss is refunded at once, as inside a profitable group.

    Axes: M months, P draws.

    Parameters
    ----------
    taxable : (M, 1) or (M, P) float, $m
        Billed revenue − power − opex − rent − event cost − depreciation − closure cost ± taxed
        cash lines.
    rate : float, (1,) or (P,)
        Share of taxable income.

    Returns
    -------
    shape of `taxable`, $m
        Negative where the month makes a loss: a refund.
    """
    return rate * taxable


def _same_years(years: Whole) -> Iterator[slice]:
    """The rows of each calendar year, in order."""
    begins = [0, *(np.flatnonzero(np.diff(years)) + 1).tolist(), len(years)]
    for first, after in pairwise(begins):
        yield slice(first, after)
