"""Percentiles, means with their error, tails: MODEL.md B8 and B9."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from planner.engine.draw_statistics import (
    chance_above,
    chance_below,
    conditional_value_at_risk,
    estimate,
    percentiles,
    percentiles_by_month,
    tail_error,
)
from planner.engine.draws import uniforms

SHARES = (0.05, 0.1, 0.25, 0.5, 0.9, 1.0)


@given(some.integers(1, 40), some.integers(1, 300), some.integers(0, 2**32 - 1))
def test_percentiles_by_month_are_those_of_numpy(months: int, draws: int, seed: int) -> None:
    series = np.random.default_rng(seed).normal(0, 100, (months, draws))
    expected = np.percentile(series, [100 * share for share in SHARES], axis=1)
    assert percentiles_by_month(series.copy(), SHARES) == pytest.approx(expected, abs=1e-10)


def test_months_may_be_divided_among_threads_without_changing_a_bit() -> None:
    series = np.random.default_rng(1).normal(0, 100, (12, 1000))
    parts = [percentiles_by_month(series[a:b].copy(), SHARES) for a, b in ((0, 5), (5, 12))]
    assert np.array_equal(percentiles_by_month(series, SHARES), np.concatenate(parts, axis=1))


def test_a_month_in_which_a_draw_has_no_number_has_no_percentiles() -> None:
    series = np.array([[3.0, 1.0, 2.0], [3.0, np.nan, 2.0]])
    assert percentiles_by_month(series, [0.5])[0] == pytest.approx([2.0, np.nan], nan_ok=True)


def test_percentiles_of_a_measure_leave_out_draws_without_a_number() -> None:
    samples = np.array([4.0, np.nan, 1.0, 2.0, np.nan, 3.0])
    assert percentiles(samples, [0.0, 0.5, 1.0]).tolist() == [1.0, 2.5, 4.0]
    assert np.isnan(percentiles(np.array([np.nan]), [0.5])).all()


def test_the_standard_error_is_the_spread_of_the_chunk_means() -> None:
    samples = np.array([1.0, 3.0, 4.0, 6.0, 9.0, 1.0])
    result = estimate(samples, chunk=2)
    assert result.mean == 4.0
    assert result.standard_error == pytest.approx(np.std([2, 5, 5], ddof=1) / np.sqrt(3))


def test_one_chunk_alone_cannot_say_how_sure_it_is() -> None:
    assert estimate(np.ones(256)).standard_error is None
    assert estimate(np.ones(512)).standard_error == 0.0


def test_a_mean_leaves_out_draws_and_chunks_without_a_number() -> None:
    nan = np.nan
    result = estimate(np.array([1.0, nan, nan, nan, 4.0, 6.0]), chunk=2)
    assert result.mean == pytest.approx(11 / 3)
    assert result.standard_error == pytest.approx(np.std([1, 5], ddof=1) / np.sqrt(2))
    nothing = estimate(np.array([nan, nan]), chunk=2)
    assert nothing.mean is None
    assert nothing.standard_error is None


def test_the_standard_error_of_a_latin_hypercube_is_honest() -> None:
    independent = np.sqrt((1 / 5 - 1 / 9) / 10240)
    within = 0
    for seed in range(60):
        result = estimate(np.concatenate([uniforms(seed, "x", c) ** 2 for c in range(40)]))
        assert result.mean is not None
        assert result.standard_error is not None
        assert result.standard_error < independent / 10
        within += abs(result.mean - 1 / 3) <= 2 * result.standard_error
    assert 50 <= within <= 60  # 57, 95 % of them, are expected


def test_a_chance_counts_draws_strictly_beyond_the_threshold() -> None:
    samples = np.array([-1.0, 0.0, 1.0, np.nan])
    assert chance_below(samples, 0.0, chunk=4).mean == pytest.approx(1 / 3)
    assert chance_above(samples, 0.0, chunk=4).mean == pytest.approx(1 / 3)


def test_the_value_at_risk_condition_is_the_mean_of_the_worst_draws() -> None:
    samples = np.arange(20.0)[::-1]
    assert conditional_value_at_risk(samples, 0.1) == pytest.approx(0.5)
    assert conditional_value_at_risk(samples, 0.125) == pytest.approx((0 + 1 + 0.5 * 2) / 2.5)
    assert conditional_value_at_risk(samples, 1.0) == pytest.approx(9.5)
    assert conditional_value_at_risk(np.array([np.nan])) is None


def test_the_error_of_the_worst_tenth_is_read_from_its_spread_over_the_chunks() -> None:
    # Chunks of ten draws: the worst tenth of each is its lowest draw.
    samples = np.concatenate([np.arange(3.0, 13.0), np.arange(5.0, 15.0), np.arange(10.0, 20.0)])
    assert tail_error(samples, 0.1, chunk=10) == pytest.approx(13**0.5 / 3**0.5)
    assert tail_error(samples[:10], 0.1, chunk=10) is None
    assert tail_error(np.append(samples, np.full(10, np.nan)), 0.1, chunk=10) == pytest.approx(
        13**0.5 / 3**0.5
    )


def test_the_error_of_the_worst_tenth_covers_it_about_as_often_as_it_should() -> None:
    truth = -1.75498  # of the standard normal: −φ(1.28155)/0.1
    within = 0
    for seed in range(60):
        samples = np.random.default_rng(seed).standard_normal(40 * 256)
        worst, error = conditional_value_at_risk(samples), tail_error(samples)
        assert worst is not None
        assert error is not None
        within += abs(worst - truth) <= 2 * error
    assert 50 <= within <= 60


@given(some.lists(some.floats(-1e6, 1e6), min_size=1, max_size=200))
def test_the_worst_tenth_is_on_average_no_better_than_p10_and_the_mean(
    values: list[float],
) -> None:
    samples = np.array(values)
    worst = conditional_value_at_risk(samples)
    assert worst is not None
    assert worst <= np.mean(samples) + 1e-6
    assert worst <= np.percentile(samples, 10) + 1e-6


@pytest.mark.parametrize("value", [-498.30731231595576, 0.1, 1e9 / 3.0, 0.0])
@pytest.mark.parametrize("draws", [1_000, 1_024, 10_240])
def test_draws_that_are_all_alike_have_no_error(value: float, draws: int) -> None:
    samples = np.full(draws, value)
    assert estimate(samples).standard_error == 0.0
    assert tail_error(samples) == 0.0


def test_draws_that_differ_by_little_keep_their_error() -> None:
    samples = 1_000.0 + np.random.default_rng(7).normal(0.0, 1e-6, 10_240)
    error = estimate(samples).standard_error
    assert error is not None
    assert 0.0 < error < 1e-7
