"""Prices, power and demand over the months: MODEL.md B9."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from planner.engine.draws import normals
from planner.engine.market_paths import demand_index, expected_price, power_factor, price_path

MONTHS = 61
SHOCKS = np.concatenate([normals(1, "market/contract_price", c, MONTHS) for c in range(200)], 1)
DRAWS = SHOCKS.shape[1]


def by_recursion(
    start: float, drift: float, volatility: float, half_life: float, mean: float, shocks: np.ndarray
) -> np.ndarray:
    """One draw of MODEL.md B9 as written there, month by month."""
    phi = 2 ** (-1 / half_life) if half_life > 0 else 1.0
    x, v = math.log(start / mean), 0.0
    prices = [start]
    for k in range(1, len(shocks)):
        before = v
        v = phi**2 * v + volatility**2 / 12
        x = phi * x - (v - phi * before) / 2 + volatility * math.sqrt(1 / 12) * shocks[k]
        prices.append(mean * (1 + drift) ** (k / 12) * math.exp(x))
    return np.array(prices)


@given(
    start=some.floats(0.01, 10),
    drift=some.floats(-0.5, 0.5),
    volatility=some.floats(0, 1.5),
    half_life=some.sampled_from([0.0, 0.5, 3.0, 18.0, 120.0]),
    mean=some.floats(0.01, 10),
    draw=some.integers(0, DRAWS - 1),
)
def test_each_draw_follows_the_recursion_of_the_model(
    start: float, drift: float, volatility: float, half_life: float, mean: float, draw: int
) -> None:
    shocks = SHOCKS[:, [draw]]
    path = price_path(
        MONTHS,
        start,
        drift=drift,
        volatility=volatility,
        half_life=half_life,
        mean=mean,
        shocks=shocks,
    )
    expected = by_recursion(start, drift, volatility, half_life, mean, shocks[:, 0])
    assert path[:, 0] == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("half_life", [0.0, 6.0, 24.0])
def test_the_mean_over_draws_is_the_path_without_volatility(half_life: float) -> None:
    path = price_path(
        MONTHS, 2.0, drift=-0.1, volatility=0.4, half_life=half_life, mean=1.5, shocks=SHOCKS
    )
    expected = expected_price(MONTHS, 2.0, drift=-0.1, half_life=half_life, mean=1.5)
    error = path.std(axis=1) / math.sqrt(DRAWS)
    assert np.all(np.abs(path.mean(axis=1) - expected[:, 0]) <= 4 * error + 1e-12)


def test_a_returning_price_settles_at_its_stationary_variance() -> None:
    path = price_path(MONTHS, 1.0, volatility=0.4, half_life=3.0, mean=1.0, shocks=SHOCKS)
    phi = 2 ** (-1 / 3)
    stationary = 0.4**2 / 12 / (1 - phi**2)
    assert np.log(path[-1]).var() == pytest.approx(stationary, rel=4 * math.sqrt(2 / DRAWS))


def test_a_price_that_does_not_return_spreads_with_the_square_root_of_time() -> None:
    path = price_path(MONTHS, 1.0, volatility=0.4, shocks=SHOCKS)
    assert np.log(path[12]).std() == pytest.approx(0.4, rel=4 / math.sqrt(2 * DRAWS))
    assert np.log(path[48]).std() == pytest.approx(0.8, rel=4 / math.sqrt(2 * DRAWS))


def test_neighbouring_months_of_a_returning_price_are_correlated_by_its_persistence() -> None:
    path = np.log(price_path(MONTHS, 1.0, volatility=0.4, half_life=3.0, mean=1.0, shocks=SHOCKS))
    between = np.corrcoef(path[-1], path[-2])[0, 1]
    assert between == pytest.approx(2 ** (-1 / 3), abs=4 / math.sqrt(DRAWS))


def test_a_deviation_halves_in_each_half_life() -> None:
    path = expected_price(25, 4.0, half_life=12.0, mean=1.0)[:, 0]
    assert np.log(path[[0, 12, 24]]) == pytest.approx(np.log(4.0) / np.array([1, 2, 4]))


def test_without_a_mean_the_price_drifts_from_its_start() -> None:
    path = expected_price(25, 4.0, drift=-0.1, half_life=12.0)[:, 0]
    assert path[[0, 12, 24]] == pytest.approx([4.0, 3.6, 3.24])


def test_without_reversion_a_mean_makes_no_difference() -> None:
    with_mean = expected_price(25, 4.0, drift=0.1, mean=1.0)
    assert with_mean == pytest.approx(expected_price(25, 4.0, drift=0.1))


def test_month_0_is_the_start_price_in_every_draw() -> None:
    path = price_path(5, 4.0, volatility=0.5, half_life=2.0, mean=7.0, shocks=SHOCKS[:5])
    assert np.all(path[0] == 4.0)


@pytest.mark.parametrize(("start", "mean", "later"), [(0.0, 2.0, 0.0), (2.0, 0.0, 0.0)])
def test_a_price_of_zero_is_a_price(start: float, mean: float, later: float) -> None:
    path = expected_price(3, start, half_life=6.0, mean=mean)[:, 0]
    assert path.tolist() == [start, later, later]


def test_what_is_certain_has_one_column() -> None:
    assert price_path(6, 4.0, drift=0.1, half_life=3.0, mean=2.0).shape == (6, 1)
    assert price_path(6, np.array([4.0, 5.0]), mean=2.0).shape == (6, 2)
    assert power_factor(6).tolist() == [[1.0]] * 6
    assert demand_index(6, 0.9).tolist() == [[1.0]] * 6


def test_no_volatility_gives_exactly_the_expected_path_whatever_the_shocks() -> None:
    expected = price_path(6, 4.0, drift=0.1, half_life=3.0, mean=2.0)
    shocked = price_path(6, 4.0, drift=0.1, half_life=3.0, mean=2.0, shocks=SHOCKS[:6])
    assert np.array_equal(shocked, expected)


def test_each_draw_may_have_its_own_volatility_drift_and_mean() -> None:
    volatility, drift = np.array([0.0, 0.3, 0.6]), np.array([0.0, 0.1, -0.1])
    mean, half_life = np.array([1.0, 2.0, 3.0]), np.array([0.0, 5.0, 9.0])
    shocks = SHOCKS[:, :3]
    path = price_path(
        MONTHS,
        np.array([1.0, 1.5, 2.0]),
        drift=drift,
        volatility=volatility,
        half_life=half_life,
        mean=mean,
        shocks=shocks,
    )
    for p, start in enumerate((1.0, 1.5, 2.0)):
        expected = by_recursion(start, drift[p], volatility[p], half_life[p], mean[p], shocks[:, p])
        assert path[:, p] == pytest.approx(expected, rel=1e-12)
    assert np.array_equal(path[:, 0], np.ones(MONTHS))


def test_the_width_of_a_batch_does_not_change_the_bits_of_a_draw() -> None:
    together = price_path(MONTHS, 2.0, volatility=0.4, half_life=9.0, mean=1.0, shocks=SHOCKS)
    alone = price_path(MONTHS, 2.0, volatility=0.4, half_life=9.0, mean=1.0, shocks=SHOCKS[:, :256])
    assert np.array_equal(together[:, :256], alone)


def test_volatility_without_shocks_is_a_fault() -> None:
    with pytest.raises(ValueError, match="shocks"):
        price_path(6, 4.0, volatility=0.1)


def test_the_power_factor_is_one_in_the_mean_with_an_annual_volatility() -> None:
    factor = power_factor(MONTHS, 0.3, SHOCKS)
    error = factor.std(axis=1) / math.sqrt(DRAWS)
    assert np.all(np.abs(factor.mean(axis=1) - 1.0) <= 4 * error)
    assert np.log(factor[12]).std() == pytest.approx(0.3, rel=4 / math.sqrt(2 * DRAWS))


def test_the_demand_index_is_one_in_the_mean_with_a_monthly_volatility() -> None:
    index = demand_index(MONTHS, 0.9, 0.05, SHOCKS)
    error = index.std(axis=1) / math.sqrt(DRAWS)
    assert np.all(np.abs(index.mean(axis=1) - 1.0) <= 4 * error)
    logarithm = np.log(index)
    assert logarithm[1].std() == pytest.approx(0.05, rel=4 / math.sqrt(2 * DRAWS))
    stationary = 0.05**2 / (1 - 0.9**2)
    assert logarithm[-1].var() == pytest.approx(stationary, rel=4 * math.sqrt(2 / DRAWS))


def test_demand_of_full_persistence_is_a_random_walk_and_of_none_forgets_at_once() -> None:
    walk = np.log(demand_index(MONTHS, 1.0, 0.05, SHOCKS))
    assert walk[60].std() == pytest.approx(0.05 * math.sqrt(60), rel=4 / math.sqrt(2 * DRAWS))
    forgetful = np.log(demand_index(MONTHS, 0.0, 0.05, SHOCKS))
    assert forgetful[60] == pytest.approx(0.05 * SHOCKS[60] - 0.05**2 / 2)
