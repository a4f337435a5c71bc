"""Shares of an asset's depreciable amount by period: MODEL.md B6."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from planner.engine.write_down import (
    ddb,
    declining_balance_shares,
    declining_values,
    mid_month_shares,
    straight_line_shares,
    sum_of_years_shares,
    syd,
    vdb,
)


def month_by_month(life: int, salvage: float, factor: float) -> list[float]:
    """The rule of the method as it is written, one period after another."""
    values = [1.0]
    for period in range(life):
        value = values[-1]
        charge = max(value * factor / life, (value - salvage) / (life - period))
        values.append(value - min(charge, value - salvage))
    return values


@given(
    life=some.integers(1, 300),
    salvages=some.lists(some.floats(0, 1), min_size=1, max_size=4),
    factor=some.sampled_from([0.5, 1.0, 1.5, 2.0, 3.0]),
)
def test_the_declining_balance_charges_the_larger_of_both_methods_in_each_period(
    life: int, salvages: list[float], factor: float
) -> None:
    values = declining_values(life, np.array(salvages), factor)
    for draw, salvage in enumerate(salvages):
        assert values[:, draw] == pytest.approx(month_by_month(life, salvage, factor), abs=1e-12)
        assert values[:, draw].min() >= salvage


@given(life=some.integers(1, 480), salvage=some.floats(0, 0.99))
def test_the_shares_of_every_method_sum_to_one_and_none_is_negative(
    life: int, salvage: float
) -> None:
    for shares in (
        straight_line_shares(life),
        mid_month_shares(life),
        sum_of_years_shares(life),
        declining_balance_shares(life, np.array([salvage])),
    ):
        assert shares.sum() == pytest.approx(1.0, abs=1e-9)
        assert shares.min() >= 0.0


def test_mid_month_charges_half_a_period_first_and_half_in_the_period_after_the_life() -> None:
    assert mid_month_shares(4)[:, 0].tolist() == [0.125, 0.25, 0.25, 0.25, 0.125]


def test_sum_of_years_charges_by_the_periods_left() -> None:
    assert sum_of_years_shares(4)[:, 0].tolist() == [0.4, 0.3, 0.2, 0.1]


def test_an_asset_worth_its_salvage_has_nothing_to_write_off() -> None:
    assert declining_balance_shares(3, np.array([1.0])).tolist() == [[0.0]] * 3
    assert vdb(100, 100, 3, 0, 3) == 0.0
    assert ddb(0, 0, 3, 1) == 0.0


@pytest.mark.parametrize("period", [0, 5])
def test_a_period_outside_the_life_is_refused(period: int) -> None:
    with pytest.raises(ValueError, match="outside a life of 4"):
        ddb(100, 0, 4, period)
    with pytest.raises(ValueError, match="outside a life of 4"):
        syd(100, 0, 4, period)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (0, 5)])
def test_ages_out_of_order_or_outside_the_life_are_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="in order within a life of 4"):
        vdb(100, 0, 4, start, end)
