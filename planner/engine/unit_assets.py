"""Assets whose dates are certain: what one $m of cost becomes, worked out once for all draws.

Without salvage and opening amounts an asset's books and tax are its cost times a schedule, so that
all such assets of a site cost a product of two matrices instead of an array each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from planner.engine.arrays import Flags, Floats
from planner.engine.calendar import Calendar
from planner.engine.depreciation import BookAsset, Retirement, book_value_at_start, schedule
from planner.engine.tax_depreciation import TaxAsset, tax_schedule


@dataclass(frozen=True)
class UnitSchedule:
    """Per $m of cost; (M,) each."""

    depreciation: Floats
    written_off: Floats
    net_book_value: Floats
    tax_depreciation: Floats
    tax_written_off: Floats
    opening_value: float
    """Net book value before the first month."""


def is_linear(book: BookAsset, tax: TaxAsset, in_mid_quarter: Flags) -> bool:
    """Whether an asset is its cost times one schedule: nothing but the cost differs by draw."""
    certain = book.in_service.size == 1 and in_mid_quarter.size == 1
    plain = book.opening is None and tax.opening is None and not book.salvage.any()
    return certain and plain


def unit_schedule(
    method: str, book: BookAsset, tax: TaxAsset, in_mid_quarter: Flags, calendar: Calendar
) -> UnitSchedule:
    """The schedule of one $m of such an asset; kept, since edits and draws seldom change it."""
    return _unit(
        method,
        book.life,
        int(book.in_service[0]),
        book.retirements,
        tax.tax_class,
        tax.bonus,
        bool(in_mid_quarter[0]),
        calendar,
    )


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
) -> UnitSchedule:
    one, month = np.ones(1), np.array((in_service,))
    book = BookAsset(one, np.zeros(1), life, month, retirements)
    written = schedule(method, book, calendar.months)
    tax = TaxAsset(one, tax_class, life, month, bonus, retirements)
    deducted = tax_schedule(tax, calendar, np.array((in_mid_quarter,)))
    nothing = np.zeros((calendar.months, 1))
    return UnitSchedule(
        (written.charge + nothing)[:, 0],
        (written.written_off + nothing)[:, 0],
        (written.net_book_value + nothing)[:, 0],
        (deducted.deduction + nothing)[:, 0],
        (deducted.retired + nothing)[:, 0],
        float(book_value_at_start(method, book)[0]),
    )


def summed(units: Sequence[Floats], amounts: Sequence[Floats]) -> Floats:
    """(M, 1) or (M, P): Σ unit × amount over assets; units (M,), amounts (1,) or (P,) each."""
    widest = max(amount.size for amount in amounts)
    by_asset = np.stack([np.broadcast_to(amount, (widest,)) for amount in amounts])
    total: Floats = np.stack(units, axis=1) @ by_asset
    return total
