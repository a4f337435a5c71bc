"""Present values, MIRR, payback, funding and concentration: MODEL.md B8."""

from datetime import date, timedelta

import numpy as np
import numpy_financial as npf
import pytest
import pyxirr
from hypothesis import assume, given
from hypothesis import strategies as some

from planner.engine.measures import (
    discounted_payback,
    hhi,
    mirr,
    npv,
    npv_excel,
    npv_t0,
    payback,
    peak_funding,
    with_start,
    xnpv,
)

AMOUNTS = some.floats(-1e4, 1e4).map(lambda value: round(value, 3))
FLOWS = some.lists(AMOUNTS, min_size=2, max_size=60).map(np.array)
RATES = some.floats(-0.5, 2.0)


def test_the_flow_at_t_0_stands_before_the_months_of_every_draw() -> None:
    months = np.array([[1.0, 2.0], [3.0, 4.0]])
    assert with_start(-5.0, months).tolist() == [[-5, -5], [1, 2], [3, 4]]
    assert with_start(np.array([-5.0, -6.0]), months[:, :1]).tolist() == [[-5, -6], [1, 1], [3, 3]]


def test_npv_leaves_t_0_and_discounts_month_k_over_k_plus_one_months() -> None:
    flows = np.zeros(13)
    flows[0], flows[12] = -100.0, 121.0
    assert npv(flows, 0.10)[0] == pytest.approx(-100 + 121 / 1.1)


def test_npv_takes_a_rate_for_each_draw() -> None:
    flows = np.array([[-100.0, -100.0], *[[0.0, 0.0]] * 11, [110.0, 110.0]])
    assert npv(flows, np.array([0.10, 0.0])) == pytest.approx([0.0, 10.0])


@given(FLOWS, RATES)
def test_npv_agrees_with_numpy_financial_and_pyxirr(flows: np.ndarray, rate: float) -> None:
    scale = float(np.abs(flows * (1 + rate) ** -np.arange(len(flows))).sum()) + 1.0
    assert npv_t0(flows, rate)[0] == pytest.approx(npf.npv(rate, flows), abs=1e-12 * scale)
    expected = pyxirr.npv(rate, flows, start_from_zero=False)
    assert npv_excel(rate, flows)[0] == pytest.approx(expected, abs=1e-12 * scale)


@given(FLOWS, RATES, some.integers(0, 90))
def test_xnpv_agrees_with_pyxirr(flows: np.ndarray, rate: float, gap: int) -> None:
    days = np.arange(len(flows), dtype=np.float64) * gap
    dates = [date(2026, 5, 1) + timedelta(days=int(day)) for day in days]
    scale = float(np.abs(flows * (1 + rate) ** (-days / 365)).sum()) + 1.0
    expected = pyxirr.xnpv(rate, dates, flows)
    assert xnpv(flows, days, rate)[0] == pytest.approx(expected, abs=1e-12 * scale)


@given(FLOWS, some.floats(0, 0.5), some.floats(0, 0.5))
def test_mirr_agrees_with_numpy_financial(
    flows: np.ndarray, finance: float, reinvest: float
) -> None:
    assume(flows[0] != 0.0)
    ours = mirr(flows, finance, reinvest)[0]
    if np.all(flows >= 0.0) or np.all(flows <= 0.0):
        assert np.isnan(ours)
    else:
        assert ours == pytest.approx(npf.mirr(flows, finance, reinvest), rel=1e-9, abs=1e-12)


def test_mirr_counts_the_flow_at_t_0_only_if_it_is_not_zero() -> None:
    flows = np.array([-100.0, 30.0, 90.0])
    later = np.concatenate([[0.0], flows])
    both = np.stack([np.concatenate([flows, [0.0]]), later], axis=1)
    assert mirr(later, 0.08, 0.1) == pytest.approx(mirr(flows, 0.08, 0.1))
    assert mirr(both, 0.08, 0.1)[1] == pytest.approx(mirr(flows, 0.08, 0.1)[0])


def test_payback_is_linear_inside_the_month_of_the_crossing() -> None:
    assert payback(np.array([-100.0, 40.0, 80.0, 10.0]))[0] == pytest.approx(1.75)


def test_payback_is_the_last_crossing_when_there_are_several() -> None:
    assert payback(np.array([-10.0, 20.0, -30.0, 25.0]))[0] == pytest.approx(2.8)


def test_payback_exactly_at_a_month_end_is_that_month() -> None:
    assert payback(np.array([-10.0, 4.0, 6.0, 0.0]))[0] == 2.0


def test_payback_is_none_if_the_cumulative_flow_ends_negative() -> None:
    assert np.isnan(payback(np.array([-10.0, 20.0, -30.0]))[0])


def test_payback_is_zero_if_nothing_is_to_be_paid_back() -> None:
    assert payback(np.array([0.0, 5.0, -5.0]))[0] == 0.0


@given(FLOWS)
def test_after_payback_the_cumulative_flow_stays_non_negative(flows: np.ndarray) -> None:
    cumulative = np.cumsum(flows)
    months = payback(flows)[0]
    if np.isnan(months):
        assert cumulative[-1] < 0.0
    else:
        assert np.all(cumulative[int(np.ceil(months)) :] >= 0.0)
        if months > 0.0:
            assert cumulative[int(np.ceil(months)) - 1] < 0.0


@given(FLOWS)
def test_discounted_payback_at_no_rate_is_payback(flows: np.ndarray) -> None:
    assert np.array_equal(discounted_payback(flows, 0.0), payback(flows), equal_nan=True)


@given(some.lists(FLOWS.filter(lambda flows: len(flows) >= 5), min_size=2, max_size=5))
def test_each_draw_is_measured_as_if_it_were_alone(draws: list[np.ndarray]) -> None:
    together = np.stack([flows[:5] for flows in draws], axis=1)
    for measure in (payback, peak_funding, lambda flows: mirr(flows, 0.1, 0.1)):
        alone = [measure(together[:, p])[0] for p in range(together.shape[1])]
        assert np.array_equal(measure(together), alone, equal_nan=True)


def test_no_draws_have_no_values() -> None:
    assert npv(np.zeros((7, 0)), np.zeros(0)).shape == (0,)


def test_peak_funding_counts_t_0_and_is_never_negative() -> None:
    assert peak_funding(np.array([-10.0, -5.0, 30.0]))[0] == 15.0
    assert peak_funding(np.array([10.0, -5.0, 30.0]))[0] == 0.0


def test_a_single_customer_is_full_concentration_and_no_revenue_has_none() -> None:
    assert hhi(np.array([[5.0, 0.0], [0.0, 0.0]])).tolist()[0] == 10_000.0
    assert np.isnan(hhi(np.array([[5.0, 0.0], [0.0, 0.0]]))[1])


@given(some.floats(0.01, 100), FLOWS)
def test_money_times_c_is_npv_and_funding_times_c(c: float, flows: np.ndarray) -> None:
    scale = c * float(np.abs(flows).sum()) + 1.0
    assert npv(c * flows, 0.1) == pytest.approx(c * npv(flows, 0.1), abs=1e-12 * scale)
    assert peak_funding(c * flows) == pytest.approx(c * peak_funding(flows), abs=1e-12 * scale)
