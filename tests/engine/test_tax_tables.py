"""IRS Publication 946, Appendix A."""

import numpy as np
import pytest

from planner.engine.tax_tables import (
    allowed_at_disposal,
    held_after_mid_month,
    personal_property,
    real_property,
)


@pytest.mark.parametrize("recovery", [3, 5, 7, 15])
def test_every_column_of_personal_property_sums_to_100_percent(recovery: int) -> None:
    table = personal_property(recovery)
    assert table.shape == (5, recovery + 1)
    assert (table * 100).sum(axis=1) == pytest.approx(100.0, abs=1e-9)


def test_every_row_of_real_property_sums_to_100_percent() -> None:
    assert real_property().shape == (12, 40)
    assert (real_property() * 100).sum(axis=1) == pytest.approx(100.0, abs=1e-9)


def statutory(recovery: int, factor: float, first_year: float) -> list[float]:
    """IRC 168(b): declining balance that changes to straight-line, from a part of a year."""
    left, years_left, shares = 1.0, float(recovery), []
    part = first_year
    while left > 1e-12:
        charge = left * min(max(factor / recovery, 1.0 / years_left), 1.0) * part
        charge = left if years_left <= part else charge
        shares.append(charge)
        left -= charge
        years_left -= part
        part = min(1.0, years_left)
        if years_left <= 0.0:
            break
    return shares


@pytest.mark.parametrize(("recovery", "factor"), [(3, 2.0), (5, 2.0), (7, 2.0), (15, 1.5)])
def test_the_printed_percentages_lie_within_their_rounding_of_the_statute(
    recovery: int, factor: float
) -> None:
    # Half a year, or to the middle of the quarter of placing in service.
    for row, first_year in enumerate((0.5, 0.875, 0.625, 0.375, 0.125)):
        expected = statutory(recovery, factor, first_year)
        assert personal_property(recovery)[row] == pytest.approx(expected, abs=1.4e-4)


def test_the_mid_month_convention_halves_the_month_of_placing_and_of_disposal() -> None:
    months = np.array([1, 7, 12])
    held = held_after_mid_month(months)
    assert held * 24 == pytest.approx([23, 11, 1])
    assert (1 - held) * 24 == pytest.approx([1, 13, 23])
    assert real_property()[months - 1, 0] == pytest.approx(held / 39, abs=4.1e-5)


def test_the_mid_quarter_convention_allows_a_year_to_the_middle_of_the_quarter_of_disposal() -> (
    None
):
    assert allowed_at_disposal(np.arange(4)).tolist() == [0.125, 0.375, 0.625, 0.875]
