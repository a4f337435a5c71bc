"""Book depreciation: MODEL.md B6."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from planner.engine.arrays import Floats, column
from planner.engine.depreciation import (
    BookAsset,
    Retirement,
    book_value_at_start,
    in_service_month,
    opening_shares,
    schedule,
    straight_line,
)

METHODS = ("straight_line", "straight_line_mid_month", "declining_balance", "sum_of_years")


def asset(
    cost: float,
    salvage: float,
    life: int,
    in_service: int,
    retirements: tuple[Retirement, ...] = (),
    opening: float | None = None,
) -> BookAsset:
    return BookAsset(
        column(cost),
        column(salvage),
        life,
        np.array([in_service]),
        retirements,
        None if opening is None else column(opening),
    )


def listed(values: Floats) -> list[float]:
    return [float(round(value, 9)) for value in values[:, 0]]


def test_an_asset_is_written_off_evenly_over_its_life_from_the_month_in_service() -> None:
    written = straight_line(asset(100, 10, 3, 1), 6)
    assert listed(written.charge) == [0, 30, 30, 30, 0, 0]
    assert listed(written.net_book_value) == [0, 70, 40, 10, 10, 10]
    assert written.written_off.tolist() == [[0]] * 6


def test_mid_month_charges_half_a_month_first_and_half_in_the_month_after_the_life() -> None:
    written = schedule("straight_line_mid_month", asset(100, 10, 3, 1), 6)
    assert listed(written.charge) == [0, 15, 30, 30, 15, 0]
    assert listed(written.net_book_value) == [0, 85, 55, 25, 10, 10]


def test_sum_of_years_charges_most_in_the_first_month() -> None:
    written = schedule("sum_of_years", asset(100, 10, 3, 0), 4)
    assert listed(written.charge) == [45, 30, 15, 0]
    assert listed(written.net_book_value) == [55, 25, 10, 10]


def test_the_declining_balance_changes_to_straight_line_and_stops_at_the_salvage() -> None:
    # 5 months: two fifths of the value each, then (21.6 − 1)/2 is more than 8.64.
    written = schedule("declining_balance", asset(100, 1, 5, 0), 6)
    assert listed(written.charge) == [40, 24, 14.4, 10.3, 10.3, 0]
    high = schedule("declining_balance", asset(100, 30, 5, 0), 6)
    assert listed(high.charge) == [40, 24, 6, 0, 0, 0]


def test_the_declining_balance_takes_the_salvage_of_each_draw_as_a_share_of_its_cost() -> None:
    drawn = BookAsset(np.array([100.0, 1000.0]), column(30), 5, np.array([0, 1]))
    written = schedule("declining_balance", drawn, 8)
    for draw, cost in enumerate((100, 1000)):
        alone = schedule("declining_balance", asset(cost, 30, 5, draw), 8)
        assert written.charge[:, draw] == pytest.approx(alone.charge[:, 0], abs=1e-12)
        assert written.net_book_value[:, draw] == pytest.approx(
            alone.net_book_value[:, 0], abs=1e-12
        )


def test_an_asset_in_service_before_the_start_keeps_its_true_age() -> None:
    written = straight_line(asset(100, 10, 3, -2), 3)
    assert listed(written.charge) == [30, 0, 0]
    assert listed(written.net_book_value) == [10, 10, 10]


def test_each_draw_may_be_in_service_from_another_month_at_another_cost() -> None:
    drawn = BookAsset(np.array([12.0, 24.0]), column(0.0), 12, np.array([0, 2]))
    written = straight_line(drawn, 3)
    assert written.charge.tolist() == [[1, 0], [1, 0], [1, 2]]
    assert written.net_book_value == pytest.approx(np.array([[11, 0], [10, 0], [9, 22]]))


def test_an_asset_that_costs_less_than_its_salvage_is_not_written_off() -> None:
    written = straight_line(asset(5, 8, 4, 0), 2)
    assert listed(written.charge) == [0, 0]
    assert listed(written.net_book_value) == [5, 5]


def test_a_closure_writes_the_rest_off_after_the_last_months_charge() -> None:
    written = straight_line(asset(100, 10, 3, 0, (Retirement(1, 1.0),)), 4)
    assert listed(written.charge) == [30, 30, 0, 0]
    assert listed(written.written_off) == [0, 40, 0, 0]
    assert listed(written.net_book_value) == [70, 0, 0, 0]


def test_a_refresh_writes_its_share_off_and_leaves_the_charges_of_the_others() -> None:
    retirements = (Retirement(2, 0.5), Retirement(0, 0.25))
    written = straight_line(asset(120, 0, 4, 0, retirements), 5)
    assert listed(written.charge) == [30, 22.5, 22.5, 11.25, 0]
    assert listed(written.written_off) == [22.5, 0, 11.25, 0, 0]
    assert listed(written.net_book_value) == [67.5, 45, 11.25, 0, 0]


def test_what_is_retired_before_it_is_in_service_leaves_at_cost() -> None:
    written = straight_line(asset(100, 10, 3, 2, (Retirement(1, 1.0),)), 4)
    assert listed(written.written_off) == [0, 100, 0, 0]
    assert listed(written.charge) == listed(written.net_book_value) == [0] * 4


def test_what_was_retired_before_the_start_is_gone() -> None:
    written = straight_line(asset(120, 0, 4, -2, (Retirement(-1, 0.5),)), 3)
    assert listed(written.charge) == [15, 15, 0]
    assert listed(written.written_off) == [0, 0, 0]


def test_an_opening_book_value_is_written_off_over_the_months_that_are_left() -> None:
    written = straight_line(asset(100, 10, 4, -2, opening=70), 4)
    assert listed(written.charge) == [30, 30, 0, 0]
    assert listed(written.net_book_value) == [40, 10, 10, 10]


def test_an_opening_book_value_keeps_the_pattern_of_its_method() -> None:
    written = schedule("sum_of_years", asset(0, 0, 3, -1, opening=60), 4)
    assert listed(written.charge) == [40, 20, 0, 0]


def test_an_opening_book_value_below_the_salvage_is_not_written_off() -> None:
    written = straight_line(asset(100, 10, 4, -2, opening=6), 3)
    assert listed(written.charge) == [0, 0, 0]
    assert listed(written.net_book_value) == [6, 6, 6]


def test_an_opening_book_value_without_months_left_is_written_off_in_the_first() -> None:
    written = straight_line(asset(100, 10, 4, -9, opening=50), 3)
    assert listed(written.charge) == [40, 0, 0]
    assert listed(written.net_book_value) == [10, 10, 10]


def test_an_opening_book_value_counts_only_where_the_asset_is_in_service_at_the_start() -> None:
    drawn = BookAsset(column(120.0), column(0.0), 4, np.array([-1, 0]), opening=column(60.0))
    written = straight_line(drawn, 5)
    assert written.charge == pytest.approx(
        np.array([[20, 30], [20, 30], [20, 30], [0, 30], [0, 0]])
    )


def test_an_opening_book_value_is_what_is_left_after_earlier_retirements() -> None:
    replaced = (Retirement(-1, 0.5), Retirement(1, 1.0))
    written = straight_line(asset(100, 0, 4, -2, replaced, opening=30), 3)
    assert listed(written.charge) == [15, 15, 0]
    gone = straight_line(asset(100, 0, 4, -2, (Retirement(-1, 1.0),), opening=30), 3)
    assert listed(gone.charge) == [0, 0, 0]


def test_the_book_value_at_the_start_is_that_of_cost_and_age() -> None:
    assert book_value_at_start("straight_line", asset(100, 10, 3, -2)) == pytest.approx(40)
    assert book_value_at_start("straight_line", asset(100, 10, 3, 0)).tolist() == [0]
    half = asset(100, 10, 3, -2, (Retirement(-1, 0.5),))
    assert book_value_at_start("straight_line", half) == pytest.approx(20)


def test_an_opening_amount_is_shared_by_what_each_asset_carries() -> None:
    first, second = opening_shares(
        90.0, [np.array([10.0, 0.0]), column(20.0)], [column(1.0), column(1.0)]
    )
    assert first.tolist() == [30, 0]
    assert second.tolist() == [60, 90]
    stands, not_yet, nothing = column(1.0), column(0.0), column(0.0)
    alike = opening_shares(90.0, [nothing] * 3, [stands, stands, not_yet])
    assert [share.tolist() for share in alike] == [[45], [45], [0]]
    none = opening_shares(90.0, [nothing, nothing], [not_yet, not_yet])
    assert [share.tolist() for share in none] == [[0], [0]]


def test_a_cost_next_to_nothing_is_kept_like_any_other_below_its_salvage() -> None:
    written = schedule("declining_balance", asset(1e-309, 50, 24, 0), 2)
    assert written.charge.tolist() == [[0], [0]]


def test_service_begins_with_the_first_whole_month_after_ready_and_delay() -> None:
    delays = np.array([0.0, 0.2, 1.0, 2.5])
    assert in_service_month(3, delays).tolist() == [3, 4, 4, 6]
    assert in_service_month(-4, 1.5).tolist() == [-2]


def test_a_life_of_no_months_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one month"):
        asset(1, 0, 0, 0)


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(ValueError, match="no depreciation method by_units"):
        schedule("by_units", asset(1, 0, 1, 0), 1)


RETIREMENTS = some.lists(
    some.builds(Retirement, some.integers(-20, 120), some.floats(0, 1)), max_size=3
).map(tuple)


@given(
    method=some.sampled_from(METHODS),
    cost=some.floats(0, 1e5),
    share=some.floats(0, 1),
    life=some.integers(1, 100),
    in_service=some.integers(0, 50),
    retirements=RETIREMENTS,
)
def test_cost_is_charged_written_off_or_left_and_book_value_never_falls_below_the_salvage(
    method: str,
    cost: float,
    share: float,
    life: int,
    in_service: int,
    retirements: tuple[Retirement, ...],
) -> None:
    later = tuple(r for r in retirements if r.month >= 0)
    salvage = cost * share
    written = schedule(method, asset(cost, salvage, life, in_service, later), 200)
    close = pytest.approx(cost, abs=1e-9 * max(cost, 1))
    left = written.net_book_value[-1, 0]
    assert written.charge.sum() + written.written_off.sum() + left == close
    standing = np.ones(200)
    for retirement in later:
        standing[retirement.month :] *= 1.0 - retirement.share
    in_use = written.net_book_value[in_service:, 0]
    assert (in_use - standing[in_service:] * salvage).min() >= -1e-9 * max(cost, 1)
    assert min(written.charge.min(), written.written_off.min()) >= 0.0
    if not later:
        full = pytest.approx(cost - salvage, abs=1e-9 * max(cost, 1))
        assert written.charge.sum() == full


@given(
    method=some.sampled_from(METHODS),
    costs=some.lists(some.floats(0, 1e4), min_size=3, max_size=3),
    salvage=some.sampled_from([0.0, 50.0]),
    in_service=some.lists(some.integers(-30, 40), min_size=3, max_size=3),
    retirements=RETIREMENTS,
    opening=some.sampled_from([None, 0.0, 80.0]),
)
def test_every_draw_is_what_it_would_be_alone(
    method: str,
    costs: list[float],
    salvage: float,
    in_service: list[int],
    retirements: tuple[Retirement, ...],
    opening: float | None,
) -> None:
    drawn = BookAsset(
        np.array(costs),
        column(salvage),
        24,
        np.array(in_service),
        retirements,
        None if opening is None else column(opening),
    )
    together = schedule(method, drawn, 60)
    for draw, (cost, month) in enumerate(zip(costs, in_service, strict=True)):
        alone = schedule(method, asset(cost, salvage, 24, month, retirements, opening), 60)
        for name in ("charge", "net_book_value", "written_off"):
            many, one = getattr(together, name), getattr(alone, name)
            found = np.broadcast_to(many, (60, 3))[:, draw]
            assert found == pytest.approx(one[:, 0], abs=1e-9), name
