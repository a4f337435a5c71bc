"""Internal rates of one stream and of all draws: MODEL.md B8."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
import pyxirr
from hypothesis import assume, given, settings
from hypothesis import strategies as some

from planner.engine.drawn_internal_rate import drawn_dated_rates, drawn_internal_rates
from planner.engine.internal_rate import internal_rates, irr, xirr
from planner.engine.measures import npv_t0

AMOUNTS = some.integers(-1000, 1000).map(float)
FLOWS = some.lists(AMOUNTS, min_size=2, max_size=40).map(np.array)
PROJECTS = some.builds(
    lambda cost, inflows: np.array([-cost, *inflows]),
    some.floats(1, 1e4),
    some.lists(some.floats(0.1, 500), min_size=1, max_size=120),
)


def from_roots(rates: list[float]) -> np.ndarray:
    """Flows whose only real internal rates are the given ones."""
    return np.poly1d([1.0 + rate for rate in rates], r=True).coeffs


def test_flows_without_a_change_of_sign_have_no_internal_rate() -> None:
    assert internal_rates(np.array([1.0, 2.0, 3.0])) == ()
    assert irr(np.array([-1.0, 0.0, -3.0])) is None
    assert xirr(np.array([0.0, 0.0]), np.array([0.0, 31.0])) is None


def test_flows_may_change_sign_and_still_have_no_internal_rate() -> None:
    assert internal_rates(np.array([1000.0, -3000.0, 2500.0])) == ()


def test_flows_that_sum_to_zero_have_the_rate_zero() -> None:
    assert irr(np.array([-100.0, 60.0, 40.0])) == pytest.approx(0.0, abs=1e-15)


def test_a_rate_at_which_the_value_touches_zero_is_found_once() -> None:
    rates = internal_rates(np.array([-100.0, 220.0, -121.0]))
    assert rates == pytest.approx((0.1,), abs=1e-7)


def test_the_rate_nearest_to_zero_leads_even_if_it_is_a_loss() -> None:
    rates = internal_rates(from_roots([-0.02, 0.03, 0.5]))
    assert rates == pytest.approx((-0.02, 0.03, 0.5))


@given(some.lists(some.floats(-0.4, 1.5), min_size=1, max_size=4))
def test_all_rates_of_a_stream_are_found(rates: list[float]) -> None:
    assume(all(b - a > 0.02 for a, b in pairwise(sorted(rates))))
    found = internal_rates(from_roots(rates))
    assert sorted(found) == pytest.approx(sorted(rates), abs=1e-8)


@given(FLOWS)
def test_the_present_value_at_every_rate_is_zero(flows: np.ndarray) -> None:
    for rate in internal_rates(flows):
        if -0.99 < rate < 100.0:
            terms = flows * (1.0 + rate) ** -np.arange(len(flows))
            assert abs(npv_t0(flows, rate)[0]) <= 1e-7 * float(np.abs(terms).sum())


@given(PROJECTS)
def test_an_outlay_before_inflows_has_the_one_rate_that_pyxirr_finds(flows: np.ndarray) -> None:
    (rate,) = internal_rates(flows)
    expected = pyxirr.irr(flows)
    assume(expected is not None)
    assert rate == pytest.approx(expected, rel=1e-8, abs=1e-9)


@given(PROJECTS, some.integers(1, 400))
def test_dated_flows_have_the_rate_that_pyxirr_finds(flows: np.ndarray, gap: int) -> None:
    days = np.arange(len(flows), dtype=np.float64) * gap
    dates = [date(2026, 5, 1) + timedelta(days=int(day)) for day in days]
    expected = pyxirr.xirr(dates, flows)
    assume(expected is not None and -0.99 < expected < 1e3)
    assert xirr(flows, days) == pytest.approx(expected, rel=1e-6, abs=1e-8)


@given(PROJECTS, some.floats(0.01, 100))
def test_the_unit_of_money_does_not_change_the_rate(flows: np.ndarray, c: float) -> None:
    assert irr(flows * c) == pytest.approx(irr(flows), rel=1e-9, abs=1e-12)


def test_an_alternating_stream_is_solved_without_overflow() -> None:
    flows = np.tile([5.0, -4.7], 240)
    flows[0] = -50.0
    rates = internal_rates(flows)
    assert rates
    assert npv_t0(flows, rates[0])[0] == pytest.approx(0.0, abs=1e-9)


def drawn_streams(draws: int, seed: int) -> np.ndarray:
    generator = np.random.default_rng(seed)
    flows = np.zeros((121, draws))
    flows[0] = -3000.0
    flows[1:] = generator.normal(55.0, 25.0, (120, draws)) + generator.normal(0, 20, draws)
    flows[40] -= 600.0
    flows[120, ::2] -= 900.0
    return flows


@pytest.mark.parametrize("seed", range(4))
def test_every_draw_has_the_rates_of_its_own_stream(seed: int) -> None:
    flows = drawn_streams(64, seed)
    drawn = drawn_internal_rates(flows)
    for p in range(flows.shape[1]):
        alone = internal_rates(flows[:, p])
        assert drawn.count[p] == len(alone)
        assert drawn.leading[p] == pytest.approx(alone[0] if alone else np.nan, nan_ok=True)


def test_every_draw_has_the_rate_by_days_that_pyxirr_and_the_stream_alone_have() -> None:
    flows = drawn_streams(200, 3)
    days = np.array([(date(2027 + k // 12, k % 12 + 1, 1) - date(2027, 1, 1)).days
                     for k in range(flows.shape[0])], dtype=np.float64)  # fmt: skip
    dates = [date(2027, 1, 1) + timedelta(day) for day in days]
    found = drawn_dated_rates(flows, days, drawn_internal_rates(flows).leading)
    assert np.isfinite(found).sum() > 100
    judged = 0
    for draw, rate in enumerate(found):
        alone = internal_rates(flows[:, draw], days / 365)
        if np.isnan(rate):
            continue
        assert min(abs(rate / other - 1.0) for other in alone) < 1e-8
        if len(alone) == 1 and abs(rate) < 1.0:
            judged += 1
            assert pyxirr.xirr(dates, flows[:, draw]) == pytest.approx(rate, abs=1e-7)
    assert judged > 50


def test_a_draw_without_a_monthly_rate_has_none_by_days() -> None:
    flows = np.array([[1.0, -100.0], [2.0, 60.0], [3.0, 60.0]])
    monthly = drawn_internal_rates(flows).leading
    found = drawn_dated_rates(flows, np.array([0.0, 31.0, 59.0]), monthly)
    assert np.isnan(found[0])
    assert found[1] == pytest.approx(xirr(flows[:, 1], np.array([0.0, 31.0, 59.0])))


def test_rates_that_move_far_between_months_and_days_are_solved_alone() -> None:
    # Two rates all but meet: by days Newton's method has no root to come to rest at.
    flows = np.array([[-100.0], [220.0001], [-121.0001]])
    days = np.array([0.0, 31.0, 59.0])
    found = drawn_dated_rates(flows, days, np.array([0.1]))
    alone = internal_rates(flows[:, 0], days / 365)
    if alone:
        assert found[0] == pytest.approx(alone[0])
    else:
        assert np.isnan(found[0])


@settings(max_examples=200)
@given(some.lists(AMOUNTS, min_size=3, max_size=12), some.integers(0, 2**32 - 1))
def test_every_odd_stream_has_a_rate_and_it_is_a_root(amounts: list[float], seed: int) -> None:
    flows = np.array(amounts)[:, None] * np.random.default_rng(seed).uniform(0.5, 2, (1, 3))
    assume(np.sign(flows[0, 0]) * np.sign(flows[-1, 0]) < 0)
    drawn = drawn_internal_rates(flows)
    alone = internal_rates(flows[:, 0])
    assert np.all(drawn.count % 2 == 1)
    for rate in drawn.leading:
        assert min(abs(np.log1p(rate) - np.log1p(other)) for other in alone) < 1e-6


def test_draws_without_a_rate_are_nan_and_draws_with_several_are_counted() -> None:
    flows = np.array(
        [
            [-100.0, -100.0, 100.0, 0.0, 0.0],
            [230.0, 60.0, 50.0, 0.0, -50.0],
            [-132.0, 60.0, 50.0, 0.0, 60.0],
        ]
    )
    drawn = drawn_internal_rates(flows)
    assert drawn.count.tolist() == [2, 1, 0, 0, 1]
    expected = [0.1, irr(flows[:, 1]), np.nan, np.nan, 0.2]
    assert drawn.leading == pytest.approx(expected, nan_ok=True, abs=1e-12)


def test_late_first_flows_do_not_hide_the_sign_of_the_far_end() -> None:
    flows = np.zeros((481, 2))
    flows[300], flows[301:] = -10.0, [1.0, 0.001]
    drawn = drawn_internal_rates(flows)
    assert drawn.count.tolist() == [1, 1]
    assert drawn.leading == pytest.approx([irr(flows[:, 0]), irr(flows[:, 1])], abs=1e-11)


def test_a_draw_whose_flows_sum_to_zero_has_the_rate_zero() -> None:
    flows = np.array([[-100.0], [60.0], [40.0]])
    drawn = drawn_internal_rates(flows)
    assert drawn.count.tolist() == [1]
    assert drawn.leading == pytest.approx([0.0], abs=1e-12)
