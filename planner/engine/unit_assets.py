"""What one $m of an asset becomes in books and tax, worked out once for every month of service.

Without salvage and opening amounts an asset's books and tax are its cost times a schedule, and
draws share few months of service. All such assets of a site then cost one product of matrices
instead of an array each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from planner.engine.accounts import Fixed
from planner.engine.arrays import Flags, Floats, Whole
from planner.engine.calendar import Calendar
from planner.engine.depreciation import BookAsset, Retirement, book_value_at_start, schedule
from planner.engine.distinct import distinct
from planner.engine.tax_depreciation import TaxAsset, tax_schedule

OF_BOOKS = ("depreciation", "written_off", "net_book_value")
OF_TAX = ("tax_depreciation", "tax_written_off")
LINES = (*OF_BOOKS, *OF_TAX)


@dataclass(frozen=True)
class Units:
    """The U different schedules of an asset, per $m of cost."""

    months: Sequence[Floats]
    """(5 M + 1,) each: the `LINES` one after another, then the book value before month 0."""
    place: Whole | None
    """(P,): which of them each draw has; None if there is one for all."""

    def amounts(self, cost: Floats) -> Floats:
        """(U, 1) or (U, P), $m: the cost, of the schedule that each draw has."""
        if self.place is None:
            return cost[None, :]
        amounts: Floats = cost * (self.place == np.arange(len(self.months))[:, None])
        return amounts


def is_linear(book: BookAsset, tax: TaxAsset) -> bool:
    """Whether an asset is its cost times a schedule of its month of service."""
    return book.opening is None and tax.opening is None and not book.salvage.any()


def unit_schedules(
    method: str, book: BookAsset, tax: TaxAsset, in_mid_quarter: Flags, calendar: Calendar
) -> Units:
    """The schedules of one $m of such an asset; kept, since edits and draws seldom change them."""
    kinds = distinct(2 * book.in_service + in_mid_quarter)
    months = [
        _unit(
            method,
            book.life,
            int(kind) // 2,
            book.retirements,
            tax.tax_class,
            tax.bonus,
            bool(kind % 2),
            calendar,
        )
        for kind in kinds.values.tolist()
    ]
    return Units(months, kinds.place)


@lru_cache(maxsize=4096)
def _unit(
    method: str,
    life: int,
    in_service: int,
    retirements: tuple[Retirement, ...],
    tax_class: str,
    bonus: float,
    in_mid_quarter: bool,
    calendar: Calendar,
) -> Floats:
    one, month = np.ones(1), np.array((in_service,))
    book = BookAsset(one, np.zeros(1), life, month, retirements)
    written = schedule(method, book, calendar.months)
    tax = TaxAsset(one, tax_class, life, month, bonus, retirements)
    deducted = tax_schedule(tax, calendar, np.array((in_mid_quarter,)))
    lines = (
        written.charge,
        written.written_off,
        written.net_book_value,
        deducted.deduction,
        deducted.retired,
    )
    by_month = [np.broadcast_to(line[:, 0], calendar.months) for line in lines]
    return np.concatenate([*by_month, book_value_at_start(method, book)])


def of_amounts(
    assets: Sequence[tuple[Floats, Units]], with_books: bool = True
) -> tuple[Fixed, Floats]:
    """Tax and, if they are asked for, books; and book value before the start, (1,) or (P,)."""
    if not assets:
        return Fixed(), np.zeros(1)
    units = np.stack([unit for _, units in assets for unit in units.months], axis=1)
    rows = rows_of([row for cost, units in assets for row in units.amounts(cost)])
    names = LINES if with_books else OF_TAX
    lines = dict(zip(LINES, np.split(units[:-1], len(LINES)), strict=True))
    amounts = {name: lines[name] @ rows for name in names if lines[name].any()}
    return Fixed(**amounts), units[-1] @ rows


def rows_of(amounts: Sequence[Floats]) -> Floats:
    """(n, 1) or (n, P): amounts, (1,) or (P,) each, one below the other."""
    rows = np.empty((len(amounts), max(amount.size for amount in amounts)))
    for row, amount in zip(rows, amounts, strict=True):
        row[:] = amount
    return rows
