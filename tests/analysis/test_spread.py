"""Draws as a histogram and as a few figures."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.analysis.spread import (
    Classes,
    around,
    better_share,
    classes,
    middle_payback,
    payback_percentiles,
    round_width,
    spread,
)
from planner.engine.result import Measure
from tests.charts.builders import measure

AMOUNTS = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60)


def drawn(samples: list[float]) -> Measure:
    """A measure of these draws alone."""
    array = np.array(samples)
    return Measure("npv", 1.0, 2.0, 0.1, None, None, None, None, 0, array, None)


def funding(samples: list[float]) -> Measure:
    return replace(drawn(samples), name="peak_funding")


@given(AMOUNTS, AMOUNTS)
def test_every_draw_is_in_one_class_and_zero_is_never_within_one(
    one: list[float], other: list[float]
) -> None:
    kept = classes([np.array(one), np.array(other)])
    assert kept is not None
    for samples in (np.array(one), np.array(other)):
        assert kept.shares(samples).sum() == pytest.approx(1.0)
    inside = (kept.edges[:-1] < -1e-9 * kept.width) & (kept.edges[1:] > 1e-9 * kept.width)
    assert not inside.any()
    assert 1 <= kept.count <= 2100


def test_shares_and_the_cumulative_curve_count_the_same_draws() -> None:
    kept = Classes(-2.0, 1.0, 5)
    samples = np.array([-1.5, -1.0, 0.0, 0.2, 2.9, np.nan])
    assert kept.shares(samples).tolist() == pytest.approx([0.2, 0.2, 0.4, 0.0, 0.2])
    below = kept.at_most(samples)
    assert below.tolist() == pytest.approx([0.0, 0.2, 0.4, 0.8, 0.8, 1.0])
    assert np.diff(below).tolist() == pytest.approx(kept.shares(samples).tolist())


def test_draws_far_beyond_the_bulk_are_counted_in_the_last_class() -> None:
    samples = np.concatenate([np.linspace(0.0, 100.0, 999), [1e6]])
    kept = classes([samples])
    assert kept is not None
    assert kept.edges[-1] < 200.0
    assert kept.shares(samples)[-1] == pytest.approx(1e-3)


def test_draws_that_are_all_alike_have_classes_too() -> None:
    kept = classes([np.full(512, 20_400.0)])
    assert kept is not None
    assert kept.count == 1
    assert kept.shares(np.full(512, 20_400.0)).tolist() == [1.0]
    assert classes([np.zeros(0), np.array([np.nan])]) is None


def test_classes_are_a_round_number_wide() -> None:
    assert round_width(0.7, 10.0) == pytest.approx(0.5)
    assert round_width(1.0, 10.0) == pytest.approx(1.0)
    assert round_width(1.08, 10.0) == pytest.approx(1.0)
    assert round_width(1.8, 10.0) == pytest.approx(2.0)
    assert round_width(130.0, 10.0) == pytest.approx(100.0)
    assert round_width(0.0, 20_000.0) == pytest.approx(20.0)


def test_certain_amounts_stand_well_inside_their_classes() -> None:
    kept = around([20_400.0, 6_400.0])
    assert 0.05 * kept.count < kept.place(6_400.0) < kept.place(20_400.0) < 0.95 * kept.count
    assert around([0.0]).place(0.0) > 1.0


def test_figures_of_draws_need_draws() -> None:
    certain = spread(measure("npv", 20_400.0))
    assert (certain.certain, certain.draws) == (20_400.0, 0)
    assert certain.tail_mean is None
    assert certain.chance_below_zero is None
    of = spread(drawn([-3.0, -1.0, 1.0, 3.0, 5.0, 7.0, 9.0, 11.0, 13.0, 15.0, float("nan")]))
    assert of.draws == 10
    assert of.tail_mean == pytest.approx(-3.0)
    assert of.chance_below_zero == pytest.approx(0.2)


def test_one_case_beats_another_draw_by_draw_only_where_they_share_their_draws() -> None:
    these, others = drawn([1.0, 5.0, float("nan"), 2.0]), drawn([2.0, 4.0, 0.0, 1.0])
    assert better_share(these, others) == pytest.approx(2 / 3)
    assert better_share(these, drawn([2.0, 4.0])) is None
    assert better_share(drawn([]), drawn([])) is None


def test_of_funding_less_is_better_and_the_worst_tenth_is_the_highest() -> None:
    these, others = funding([1.0, 5.0, 3.0]), funding([2.0, 4.0, 4.0])
    assert better_share(these, others) == pytest.approx(2 / 3)
    assert spread(funding([float(k) for k in range(20)])).tail_mean == pytest.approx(18.5)


def test_a_draw_that_never_pays_back_comes_after_all_that_do() -> None:
    nan = float("nan")
    months = replace(drawn([12.0, nan, 10.0, 14.0, nan]), name="payback", missing=2, p50=12.0)
    low, middle, high = payback_percentiles(months)
    assert low == pytest.approx(10.8)
    assert (middle, high) == (14.0, None)
    assert middle_payback(months) == pytest.approx(14.0)
    rare = replace(drawn([120.0, *[nan] * 9]), name="payback", missing=9, p10=120.0, p50=120.0)
    assert payback_percentiles(rare) == (None, None, None)
    sure = replace(drawn([10.0, 12.0]), name="payback", p10=10.2, p50=11.0, p90=11.8)
    assert payback_percentiles(sure) == (10.2, 11.0, 11.8)
