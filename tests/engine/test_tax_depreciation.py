"""Depreciation for tax: MODEL.md B6, IRS Publication 946."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from planner.engine.arrays import Flags, Floats, column
from planner.engine.calendar import Calendar
from planner.engine.depreciation import Retirement
from planner.engine.tax_depreciation import (
    TaxAsset,
    TaxSchedule,
    adjusted_basis_at_start,
    mid_quarter,
    tax_schedule,
)

YEARS = Calendar("2026-01", 12 * 50)
HALF_YEAR, MID_QUARTER = np.array([False]), np.array([True])
CLASSES = ("macrs_5", "macrs_15", "macrs_39", "straight_line")


def asset(
    basis: float,
    tax_class: str,
    in_service: int,
    *retirements: Retirement,
    bonus: float = 0.0,
    opening: float | None = None,
) -> TaxAsset:
    start = None if opening is None else column(opening)
    return TaxAsset(column(basis), tax_class, 60, np.array([in_service]), bonus, retirements, start)


def deducted(
    given_asset: TaxAsset, calendar: Calendar = YEARS, convention: Flags = HALF_YEAR
) -> Floats:
    return tax_schedule(given_asset, calendar, convention).deduction[:, 0]


def by_year(values: Floats) -> Floats:
    yearly: Floats = values.reshape(-1, 12).sum(axis=1)
    return yearly


def test_the_amount_of_a_year_is_spread_over_its_months_in_service() -> None:
    months = deducted(asset(100, "macrs_5", 8))
    assert months[:8].tolist() == [0] * 8
    assert months[8:12] == pytest.approx([5.0] * 4)
    assert months[12:24] == pytest.approx([32 / 12] * 12)
    assert by_year(months)[:7] == pytest.approx([20, 32, 19.2, 11.52, 11.52, 5.76, 0])


def test_tax_years_are_calendar_years_whenever_the_project_starts() -> None:
    months = deducted(asset(100, "macrs_5", 2), Calendar("2026-05", 24))
    assert months[2:8] == pytest.approx([20 / 6] * 6)
    assert months[8:20] == pytest.approx([32 / 12] * 12)


def test_the_mid_quarter_convention_reads_the_column_of_the_quarter() -> None:
    fourth = by_year(deducted(asset(100, "macrs_15", 10), convention=MID_QUARTER))
    assert fourth[:3] == pytest.approx([1.25, 9.88, 8.89])
    second = by_year(deducted(asset(100, "macrs_5", 3), convention=MID_QUARTER))
    assert second[:6] == pytest.approx([25, 30, 18, 11.37, 11.37, 4.26])


def test_real_property_is_read_by_month_whatever_the_convention_of_the_rest() -> None:
    for convention in (HALF_YEAR, MID_QUARTER):
        years = by_year(deducted(asset(1000, "macrs_39", 6), convention=convention))
        assert years[[0, 1, 38, 39, 40]] == pytest.approx([11.77, 25.64, 25.64, 13.91, 0])


def test_bonus_is_deducted_in_the_first_year_and_the_class_has_the_rest() -> None:
    years = by_year(deducted(asset(100, "macrs_5", 6, bonus=0.4)))
    assert years[:2] == pytest.approx([40 + 12, 19.2])
    months = deducted(asset(100, "macrs_5", 6, bonus=1.0))
    assert months[6:12] == pytest.approx([100 / 6] * 6)
    assert not months[12:].any()


def test_straight_line_runs_over_the_book_life_without_a_convention() -> None:
    months = deducted(asset(120, "straight_line", 5))
    assert months[5:65].tolist() == [2.0] * 60
    assert not months[:5].any()
    assert not months[65:].any()


def test_an_asset_in_service_before_the_start_keeps_its_true_age() -> None:
    months = deducted(asset(100, "macrs_5", -7), Calendar("2026-03", 22))
    # In service from August 2025: 2026 is its second year, 2027 its third.
    assert months[:10] == pytest.approx([32 / 12] * 10)
    assert months[10:] == pytest.approx([19.2 / 12] * 12)


def retired(
    given_asset: TaxAsset, convention: Flags = HALF_YEAR, calendar: Calendar = YEARS
) -> TaxSchedule:
    return tax_schedule(given_asset, calendar, convention)


def test_the_year_of_disposal_has_half_its_amount_and_the_closing_month_the_rest() -> None:
    schedule = retired(asset(100, "macrs_5", 0, Retirement(24 + 4, 1.0)))
    assert schedule.deduction[24:29, 0] == pytest.approx([9.6 / 5] * 5)
    assert not schedule.deduction[29:].any()
    assert schedule.retired[28, 0] == pytest.approx(100 - 20 - 32 - 9.6)
    assert np.count_nonzero(schedule.retired) == 1
    assert schedule.adjusted_basis[[27, 28], 0] == pytest.approx([48 - 9.6 * 4 / 5, 0])


@pytest.mark.parametrize(("month", "part"), [(1, 0.125), (3, 0.375), (8, 0.625), (11, 0.875)])
def test_the_mid_quarter_convention_allows_the_year_of_disposal_to_its_quarter(
    month: int, part: float
) -> None:
    schedule = retired(asset(100, "macrs_5", 0, Retirement(12 + month, 1.0)), MID_QUARTER)
    assert schedule.deduction[12:, 0].sum() == pytest.approx(26 * part)
    assert schedule.retired.sum() == pytest.approx(100 - 35 - 26 * part)


def test_real_property_is_deducted_to_the_middle_of_the_month_of_disposal() -> None:
    # Publication 946: disposed of in March, 2.5 of 12 months.
    schedule = retired(asset(1000, "macrs_39", 6, Retirement(24 + 2, 1.0)))
    assert schedule.deduction[24:, 0].sum() == pytest.approx(25.64 * 2.5 / 12)
    assert schedule.deduction[24:27, 0] == pytest.approx([25.64 * 2.5 / 12 / 3] * 3)


@pytest.mark.parametrize("tax_class", ["macrs_5", "macrs_15", "macrs_39"])
def test_what_is_placed_and_disposed_of_in_one_year_is_not_depreciated(tax_class: str) -> None:
    schedule = retired(asset(100, tax_class, 2, Retirement(9, 1.0), bonus=0.5))
    assert not schedule.deduction.any()
    assert schedule.retired[9, 0] == 100


def test_straight_line_is_deducted_through_the_month_of_disposal() -> None:
    schedule = retired(asset(120, "straight_line", 5, Retirement(14, 1.0)))
    assert schedule.deduction[5:15, 0].tolist() == [2.0] * 10
    assert schedule.deduction.sum() == 20
    assert schedule.retired[14, 0] == pytest.approx(100)


def test_a_refresh_retires_its_share_and_leaves_the_rest_in_its_pattern() -> None:
    schedule = retired(asset(100, "macrs_5", 0, Retirement(17, 0.25)))
    assert schedule.deduction[12:18, 0] == pytest.approx([24 / 12 + 4 / 6] * 6)
    assert schedule.deduction[18:24, 0] == pytest.approx([24 / 12] * 6)
    assert schedule.retired[17, 0] == pytest.approx(25 * (1 - 0.2 - 0.16))
    assert by_year(schedule.deduction[:, 0])[2] == pytest.approx(0.75 * 19.2)


def test_later_retirements_take_their_share_of_what_is_left() -> None:
    two = retired(asset(100, "macrs_5", 0, Retirement(30, 1.0), Retirement(17, 0.25)))
    alone = retired(asset(75, "macrs_5", 0, Retirement(30, 1.0)))
    assert two.retired[30] == pytest.approx(alone.retired[30])
    assert two.adjusted_basis[18:] == pytest.approx(alone.adjusted_basis[18:])


def test_what_is_retired_before_it_is_in_service_leaves_at_its_basis() -> None:
    schedule = retired(asset(100, "macrs_5", 8, Retirement(3, 1.0)))
    assert not schedule.deduction.any()
    assert not schedule.adjusted_basis.any()
    assert schedule.retired[3, 0] == 100


def test_a_closure_after_the_horizon_already_halves_its_year() -> None:
    closing = asset(100, "macrs_5", 0, Retirement(20, 1.0))
    schedule = retired(closing, calendar=Calendar("2026-01", 18))
    assert schedule.deduction[12:, 0] == pytest.approx([16 / 9] * 6)
    assert not schedule.retired.any()


def test_an_opening_basis_is_deducted_in_the_pattern_that_is_left() -> None:
    schedule = tax_schedule(asset(0, "macrs_5", -12, opening=40), YEARS, HALF_YEAR)
    # 80 % of a basis are left after the first year.
    assert by_year(schedule.deduction[:, 0])[:6] == pytest.approx([16, 9.6, 5.76, 5.76, 2.88, 0])
    assert schedule.adjusted_basis[[11, 59], 0] == pytest.approx([24, 0])


def test_an_opening_basis_without_years_left_is_deducted_in_the_first_month() -> None:
    schedule = tax_schedule(asset(100, "macrs_5", -100, opening=7), YEARS, HALF_YEAR)
    assert schedule.deduction[0, 0] == 7
    assert schedule.deduction.sum() == 7


def test_an_opening_basis_counts_only_where_the_asset_is_in_service_at_the_start() -> None:
    drawn = TaxAsset(column(100.0), "macrs_5", 60, np.array([-12, 0]), opening=column(40.0))
    schedule = tax_schedule(drawn, YEARS, HALF_YEAR)
    assert schedule.deduction.sum(axis=0) == pytest.approx([40, 100])


def test_an_opening_basis_of_what_was_retired_before_is_nothing() -> None:
    gone = asset(100, "macrs_5", -12, Retirement(-2, 1.0), opening=40)
    assert not tax_schedule(gone, YEARS, HALF_YEAR).deduction.any()


def test_the_adjusted_basis_at_the_start_is_that_of_basis_and_age() -> None:
    before = asset(100, "macrs_5", -12)
    assert adjusted_basis_at_start(before, YEARS, HALF_YEAR) == pytest.approx(80)
    after = asset(100, "macrs_5", 0)
    assert adjusted_basis_at_start(after, YEARS, HALF_YEAR).tolist() == [0]


def test_an_unknown_tax_class_is_refused() -> None:
    with pytest.raises(ValueError, match="no tax class macrs_4"):
        asset(1, "macrs_4", 0)


def flags(*assets: TaxAsset, calendar: Calendar = YEARS) -> list[list[bool]]:
    return [found.tolist() for found in mid_quarter(assets, calendar)]


def test_over_40_percent_of_a_years_basis_in_its_last_quarter_is_mid_quarter() -> None:
    early, late = asset(59, "macrs_5", 0), asset(41, "macrs_15", 9)
    assert flags(early, late) == [[True], [True]]
    assert flags(early, asset(40, "macrs_15", 8)) == [[False], [False]]
    assert flags(asset(60, "macrs_5", 0), asset(40, "macrs_15", 9)) == [[False], [False]]
    assert flags(early, late, asset(5, "macrs_5", 12)) == [[True], [True], [False]]


def test_publication_946_counts_basis_before_bonus() -> None:
    # Chapter 4, mid-quarter example: 4,000 in the first quarter, 1,000 in the third, 5,000 in the
    # fourth: 50 % of the year's basis.
    items = [asset(4000, "macrs_5", 0), asset(1000, "macrs_5", 7)]
    assert flags(*items, asset(5000, "macrs_5", 9, bonus=1.0)) == [[True]] * 3


def test_real_property_and_what_is_not_macrs_is_neither_counted_nor_mid_quarter() -> None:
    late = asset(50, "macrs_5", 10)
    assert flags(late, asset(900, "macrs_39", 0), asset(900, "straight_line", 0)) == [
        [True],
        [False],
        [False],
    ]
    assert flags(asset(900, "macrs_39", 11)) == [[False]]


def test_what_is_disposed_of_in_its_first_year_is_not_counted() -> None:
    kept = asset(50, "macrs_5", 10)
    assert flags(kept, asset(900, "macrs_5", 0, Retirement(6, 1.0))) == [[True], [True]]
    assert flags(kept, asset(900, "macrs_5", 0, Retirement(12, 1.0))) == [[False], [False]]


def test_assets_placed_before_the_start_count_in_their_own_year() -> None:
    calendar = Calendar("2026-06", 24)
    before, after = asset(100, "macrs_5", -3), asset(70, "macrs_5", 5)
    assert flags(before, after, calendar=calendar) == [[True], [True]]
    assert flags(asset(100, "macrs_5", -9), after, calendar=calendar) == [[False], [True]]


def test_the_convention_is_decided_in_each_draw() -> None:
    drawn = TaxAsset(np.array([50.0, 50.0, 10.0]), "macrs_5", 60, np.array([9, 8, 9]))
    first, second = mid_quarter([drawn, asset(50, "macrs_5", 0)], YEARS)
    assert first.tolist() == second.tolist() == [True, False, False]


@given(
    tax_class=some.sampled_from(CLASSES),
    in_service=some.integers(-40, 60),
    start=some.integers(1, 12),
    bonus=some.floats(0, 1),
    convention=some.booleans(),
    retirements=some.lists(
        some.builds(Retirement, some.integers(-30, 200), some.floats(0, 1)), max_size=3
    ),
)
def test_the_whole_basis_is_deducted_or_retired_and_nothing_is_negative(
    tax_class: str,
    in_service: int,
    start: int,
    bonus: float,
    convention: bool,
    retirements: list[Retirement],
) -> None:
    calendar = Calendar(f"2026-{start:02}", 600)
    later = [r for r in retirements if r.month >= 0]
    basis = asset(1000, tax_class, in_service, *later, bonus=bonus)
    schedule = tax_schedule(basis, calendar, np.array([convention]))
    before = 1000.0
    if in_service < 0:
        before = float(adjusted_basis_at_start(basis, calendar, np.array([convention]))[0])
    everything = schedule.deduction.sum() + schedule.retired.sum()
    assert everything == pytest.approx(before, abs=1e-8)
    assert schedule.adjusted_basis[-1, 0] == pytest.approx(0.0, abs=1e-8)
    assert min(schedule.deduction.min(), schedule.retired.min()) >= -1e-9


@given(
    tax_class=some.sampled_from(CLASSES),
    in_service=some.lists(some.integers(-30, 40), min_size=3, max_size=3),
    conventions=some.lists(some.booleans(), min_size=3, max_size=3),
    opening=some.sampled_from([None, 70.0]),
    retirements=some.lists(
        some.builds(Retirement, some.integers(-20, 80), some.floats(0, 1)), max_size=2
    ),
)
def test_every_draw_is_what_it_would_be_alone(
    tax_class: str,
    in_service: list[int],
    conventions: list[bool],
    opening: float | None,
    retirements: list[Retirement],
) -> None:
    calendar = Calendar("2026-04", 70)
    start = None if opening is None else column(opening)
    bases = np.array([100.0, 200.0, 0.0])
    drawn = TaxAsset(bases, tax_class, 60, np.array(in_service), 0.3, tuple(retirements), start)
    together = tax_schedule(drawn, calendar, np.array(conventions))
    for draw in range(3):
        one = asset(
            bases[draw], tax_class, in_service[draw], *retirements, bonus=0.3, opening=opening
        )
        alone = tax_schedule(one, calendar, np.array(conventions[draw : draw + 1]))
        for name in ("deduction", "retired", "adjusted_basis"):
            found = np.broadcast_to(getattr(together, name), (70, 3))[:, draw]
            assert found == pytest.approx(getattr(alone, name)[:, 0], abs=1e-9), name
