"""What is built: when it is paid and how it is written off, worked by hand. MODEL.md B2 and B6."""

from typing import Any

import numpy as np
import pytest

from planner.engine.result import Result
from tests.builders import (
    Stored,
    contract,
    facility,
    figure,
    phase,
    plan,
    run,
    same,
    scaling,
    series,
    tenant,
    uncertainty,
)
from tests.builders import outcome as one_of


def built(*, months: int = 8, market: Stored | None = None, **terms: Any) -> Result:
    """The run of a site with one phase."""
    return run(
        plan(months=months, market=market or {}, facilities=[facility(phases=[phase(**terms)])])
    )


def test_spending_is_even_over_the_months_before_ready() -> None:
    # Ready in June (k = 5), four months: month ends of February to May (k = 1…4).
    result = built(ready="2027-06", spend_months=4, it_cost=60, shell_cost=20)
    same(series(result, "capex"), [0, 20, 20, 20, 20, 0, 0, 0])
    same(series(result, "capex", "facilities/site"), series(result, "capex"))


def test_an_s_curve_spends_by_3x2_less_2x3() -> None:
    # Ends of quarters: 3x² − 2x³ = 0.15625, 0.5, 0.84375, 1.
    result = built(ready="2027-05", spend_months=4, spend_shape="s_curve", it_cost=100)
    same(series(result, "capex")[:5], [15.625, 34.375, 34.375, 15.625, 0])


def test_spending_before_the_start_is_sunk_but_part_of_the_book_cost() -> None:
    # Ready in March (k = 2), six months even: four of them before the plan. Cash 2 × 10; book 60.
    result = built(ready="2027-03", spend_months=6, it_cost=60, it_life=60)
    same(series(result, "capex"), [10, 10, 0, 0, 0, 0, 0, 0])
    same(series(result, "depreciation"), [0, 0, 1, 1, 1, 1, 1, 1])
    same(series(result, "net_book_value"), [0, 0, 59, 58, 57, 56, 55, 54])


def test_what_stood_before_the_plan_is_as_old_as_it_is() -> None:
    # In service for 24 months at the start, of 30: six charges of 2 are left.
    result = built(ready="2025-01", it_cost=60, it_life=30)
    same(series(result, "capex"), [0] * 8)
    same(series(result, "depreciation"), [2, 2, 2, 2, 2, 2, 0, 0])
    same(series(result, "net_book_value"), [10, 8, 6, 4, 2, 0, 0, 0])


def test_dated_spending_falls_in_its_months_and_at_the_start_undiscounted() -> None:
    dates = [
        ["start", 0.5],
        ["2026-12", 0.1],
        ["2027-02", 0.15],
        ["2027-02", 0.05],
        ["2027-04", 0.2],
    ]
    result = built(it_cost=100, ready="2027-03", spend=dates)
    same(series(result, "capex"), [0, 20, 0, 20, 0, 0, 0, 0])
    assert result.at_start["fcff"] == -50
    assert figure(result, "npv") == pytest.approx(
        -50 - 20 * 1.1 ** (-2 / 12) - 20 * 1.1 ** (-4 / 12)
    )


def test_a_delay_moves_spending_only_where_it_slips() -> None:
    stays = built(ready="2027-05", spend_months=2, delay=1.5, it_cost=60, it_life=60)
    same(series(stays, "capex"), [0, 0, 30, 30, 0, 0, 0, 0])
    # Book begins at ceil(4 + 1.5) = 6.
    same(series(stays, "depreciation"), [0, 0, 0, 0, 0, 0, 1, 1])
    slips = built(ready="2027-05", spend_months=2, delay=1.5, it_cost=60, spend_slips=True)
    same(series(slips, "capex"), [0, 0, 0, 0, 30, 30, 0, 0])


def test_spending_that_slips_out_of_the_past_is_no_longer_sunk() -> None:
    # Ready in February (k = 1), three months: k = −2…0. Two months late: 0…2.
    terms: Stored = {"ready": "2027-02", "spend_months": 3, "it_cost": 30}
    same(series(built(**terms, delay=2), "capex")[:4], [10, 0, 0, 0])
    same(series(built(**terms, delay=2, spend_slips=True), "capex")[:4], [10, 10, 10, 0])


def test_it_and_shell_have_their_own_lives_and_salvage_stays() -> None:
    # (130 − 10)/60 = 2 and 240/240 = 1 a month.
    result = built(
        months=62, it_cost=130, it_salvage=10, it_life=60, shell_cost=240, spend=[["start", 1]]
    )
    same(series(result, "depreciation"), [*[3] * 60, 1, 1])
    assert series(result, "net_book_value")[-1] == pytest.approx(10 + 240 - 62)
    cheap = built(it_cost=8, it_salvage=10, spend=[["start", 1]])
    same(series(cheap, "depreciation"), [0] * 8)
    same(series(cheap, "net_book_value"), [8] * 8)


def test_the_accelerator_trend_scales_it_by_the_month_of_payment() -> None:
    # 100 at the start, then 100 at each month end of February and of January 2028 (k = 1 and 12),
    # with 0.8^(k/12); the shell is not scaled. Book cost is what was paid.
    result = built(
        months=14,
        market={"accelerator_trend": -0.2},
        it_cost=300,
        shell_cost=30,
        shell_life=240,
        it_life=60,
        spend=[["start", 1 / 3], ["2027-02", 1 / 3], ["2028-01", 1 / 3]],
    )
    later = [100 * 0.8 ** (1 / 12), 80.0]
    capex = series(result, "capex")
    assert capex[[1, 12]] == pytest.approx([later[0] + 10, later[1] + 10])
    assert result.at_start["fcff"] == pytest.approx(-110)
    assert series(result, "depreciation")[0] == pytest.approx((100 + sum(later)) / 60 + 30 / 240)


def test_payments_before_the_start_are_not_scaled_by_the_trend() -> None:
    result = built(
        market={"accelerator_trend": -0.5},
        ready="2027-02",
        spend_months=13,
        it_cost=130,
        it_life=60,
    )
    # Twelve of thirteen months are past; January (k = 0) is scaled by 1.
    assert series(result, "capex")[0] == pytest.approx(10)
    assert series(result, "depreciation")[1] == pytest.approx(130 / 60)


def test_own_chips_save_their_share_of_it_from_their_month_on() -> None:
    result = built(
        market={"own_chip_start": "2027-04", "own_chip_saving": 0.3},
        ready="2027-07",
        spend_months=6,
        it_cost=60,
        shell_cost=6,
    )
    same(series(result, "capex"), [11, 11, 11, 8, 8, 8, 0, 0])


def test_a_cost_that_is_still_unpaid_at_the_horizon_is_written_off_all_the_same() -> None:
    # Half is paid in June 2028, after the plan's end, at a cost a quarter lower: the book cost is
    # 50 + 50 × 0.75^(17/12) in a plan of 8 months as in one of 24.
    terms: Stored = {"it_cost": 100, "it_life": 60, "spend": [["2027-01", 0.5], ["2028-06", 0.5]]}
    market = {"accelerator_trend": -0.25}
    short = built(months=8, market=market, **terms)
    long = built(months=24, market=market, **terms)
    cost = 50 + 50 * 0.75 ** (17 / 12)
    same(series(long, "depreciation"), [cost / 60] * 24)
    same(series(short, "net_book_value"), series(long, "net_book_value")[:8])


def test_the_mean_over_the_draws_of_a_cost_with_two_outcomes() -> None:
    # 100, or 40 % more in a quarter of the draws: 256 draws a chunk hold exactly 64 of them.
    two = uncertainty(
        "cost",
        one_of("high", 0.25, scaling("facilities/site/phases/hall/it_cost", 1.4)),
        one_of("low", 0.75),
    )
    site = facility(phases=[phase(it_cost=100, spend=[["start", 1]])])
    project = plan(facilities=[site], tenants=[tenant(contracts=[contract()])], uncertainties=[two])
    drawn = run(project, draws=512, states={"cost": "*"})
    base = figure(run(project), "npv")
    samples = np.sort(drawn.measures["npv"].samples)
    same(samples, [base - 40] * 128 + [base] * 384)
    assert drawn.measures["npv"].mean == pytest.approx(base - 10)
