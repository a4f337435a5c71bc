"""Straight-line book depreciation: MODEL.md B6."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from planner.engine.arrays import column
from planner.engine.depreciation import BookAsset, in_service_month, straight_line


def asset(cost: float, salvage: float, life: int, in_service: int) -> BookAsset:
    return BookAsset(column(cost), column(salvage), life, np.array([in_service]))


def test_an_asset_is_written_off_evenly_over_its_life_from_the_month_in_service() -> None:
    schedule = straight_line(asset(100, 10, 3, 1), 6)
    assert schedule.charge[:, 0].tolist() == [0, 30, 30, 30, 0, 0]
    assert schedule.net_book_value[:, 0].tolist() == [0, 70, 40, 10, 10, 10]


def test_an_asset_in_service_before_the_start_keeps_its_true_age() -> None:
    schedule = straight_line(asset(100, 10, 3, -2), 3)
    assert schedule.charge[:, 0].tolist() == [30, 0, 0]
    assert schedule.net_book_value[:, 0].tolist() == [10, 10, 10]


def test_each_draw_may_be_in_service_from_another_month_at_another_cost() -> None:
    drawn = BookAsset(np.array([12.0, 24.0]), column(0.0), 12, np.array([0, 2]))
    schedule = straight_line(drawn, 3)
    assert schedule.charge.tolist() == [[1, 0], [1, 0], [1, 2]]
    assert schedule.net_book_value.tolist() == [[11, 0], [10, 0], [9, 22]]


def test_an_asset_that_costs_less_than_its_salvage_is_not_written_off() -> None:
    schedule = straight_line(asset(5, 8, 4, 0), 2)
    assert schedule.charge[:, 0].tolist() == [0, 0]
    assert schedule.net_book_value[:, 0].tolist() == [5, 5]


def test_service_begins_with_the_first_whole_month_after_ready_and_delay() -> None:
    delays = np.array([0.0, 0.2, 1.0, 2.5])
    assert in_service_month(3, delays).tolist() == [3, 4, 4, 6]
    assert in_service_month(-4, 1.5).tolist() == [-2]


def test_a_life_of_no_months_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one month"):
        asset(1, 0, 0, 0)


@given(
    cost=some.floats(0, 1e5),
    share=some.floats(0, 1),
    life=some.integers(1, 240),
    in_service=some.integers(-50, 50),
)
def test_charges_add_up_to_cost_less_salvage_and_book_value_never_falls_below_it(
    cost: float, share: float, life: int, in_service: int
) -> None:
    salvage = cost * share
    schedule = straight_line(asset(cost, salvage, life, in_service), 300)
    months_past = min(max(-in_service, 0), life)
    left = (cost - salvage) * (1 - months_past / life)
    assert schedule.charge.sum() == pytest.approx(left, abs=1e-9 * max(cost, 1))
    in_use = schedule.net_book_value[max(in_service, 0) :, 0]
    assert in_use.min() >= salvage
    assert np.all(np.diff(in_use) <= 1e-12 * max(cost, 1))
