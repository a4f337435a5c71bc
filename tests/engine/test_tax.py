"""Tax on profit: MODEL.md B7."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from planner.engine.arrays import Floats
from planner.engine.calendar import Calendar
from planner.engine.tax import tax_ledger, tax_refunding_losses


def column_of(*amounts: float) -> Floats:
    return np.array(amounts, dtype=np.float64)[:, None]


def test_profit_is_taxed_and_a_loss_is_refunded_in_the_same_month() -> None:
    taxable = column_of(100, -40, 0)
    assert tax_refunding_losses(taxable, 0.25)[:, 0].tolist() == [25.0, -10.0, 0.0]


def test_each_draw_may_have_its_own_rate() -> None:
    taxable = np.array([[100.0, 100.0]])
    assert tax_refunding_losses(taxable, np.array([0.2, 0.3])).tolist() == [[20.0, 30.0]]


def test_a_month_is_booked_the_tax_of_the_year_to_date_less_what_is_booked() -> None:
    years = Calendar("2026-01", 4).years
    ledger = tax_ledger(column_of(-100, 300, -80, 0), years, 0.25, 0.8)
    assert ledger.tax[:, 0].tolist() == [0, 50, -20, 0]
    assert ledger.losses[:, 0].tolist() == [100, 0, 0, 0]


def test_losses_brought_forward_offset_at_most_the_limit_of_a_years_income() -> None:
    # November and December lose 100; the year after earns 50, then 50 more, then loses 120.
    years = Calendar("2026-11", 5).years
    ledger = tax_ledger(column_of(-60, -40, 50, 50, -120), years, 0.25, 0.8)
    assert ledger.tax[:, 0] == pytest.approx([0, 0, 2.5, 2.5, -5])
    assert ledger.losses[:, 0] == pytest.approx([60, 100, 60, 20, 120])


def test_losses_left_of_one_year_are_used_in_a_later_one() -> None:
    years = Calendar("2026-12", 14).years
    taxable = np.zeros((14, 1))
    taxable[0], taxable[1], taxable[13] = -100, 50, 100
    ledger = tax_ledger(taxable, years, 0.25, 0.8)
    assert ledger.losses[[0, 1, 12, 13], 0] == pytest.approx([100, 60, 60, 0])
    assert ledger.tax[[1, 13], 0] == pytest.approx([2.5, 10])


@pytest.mark.parametrize(("limit", "tax"), [(0.0, 25.0), (1.0, 0.0)])
def test_a_limit_of_none_or_all_uses_no_losses_or_all(limit: float, tax: float) -> None:
    years = Calendar("2026-12", 2).years
    ledger = tax_ledger(column_of(-300, 100), years, 0.25, limit)
    assert ledger.tax[:, 0].tolist() == [0, tax]


def by_year(taxable: list[float], years: list[int], rate: float, limit: float) -> list[float]:
    """Tax of each year in annual sums."""
    losses, taxes = 0.0, []
    for year in dict.fromkeys(years):
        income = sum(x for x, y in zip(taxable, years, strict=True) if y == year)
        used = min(losses, limit * max(income, 0.0))
        losses += max(-income, 0.0) - used
        taxes.append(rate * (max(income, 0.0) - used))
    return taxes


@given(
    first=some.integers(1, 12),
    draws=some.lists(
        some.lists(some.floats(-1e4, 1e4), min_size=31, max_size=31), min_size=1, max_size=3
    ),
    rate=some.floats(0, 0.6),
    limit=some.floats(0, 1),
)
def test_the_months_of_a_year_add_up_to_the_tax_of_its_sum_and_losses_are_never_negative(
    first: int, draws: list[list[float]], rate: float, limit: float
) -> None:
    years = Calendar(f"2026-{first:02}", 31).years
    ledger = tax_ledger(np.array(draws).T, years, rate, limit)
    assert ledger.losses.min() >= 0.0
    for draw, taxable in enumerate(draws):
        expected = by_year(taxable, years.tolist(), rate, limit)
        for year, tax in zip(dict.fromkeys(years.tolist()), expected, strict=True):
            assert ledger.tax[years == year, draw].sum() == pytest.approx(tax, abs=1e-8)
