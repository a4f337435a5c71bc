"""Every metric of the two hand models, from runs of their plans; break-evens by a root search."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.optimize import brentq

from planner.engine.arrays import Floats
from planner.engine.calendar import Calendar
from planner.engine.measures import npv, with_start
from planner.engine.result import Result
from tests.builders import figure, series
from tests.engine.golden_models import golden_plan, golden_run, hand_model

LEASE = "tenants/anthropic/contracts/lease"
FEE, ACCELERATORS, MW, HOURS_OF_A_HEADLINE = 1250.0, 220_000, 300.0, 730
SMALL, COLOSSUS = hand_model("golden_small"), hand_model("golden_colossus")
EXACT = pytest.approx
Metric = Callable[[Result], Any]


def measure(name: str, scale: float = 1.0) -> Metric:
    return lambda result: figure(result, name) * scale


def no_number(name: str) -> Metric:
    """None, or an empty list of roots: the measure must say that there is no number."""

    def found(result: Result) -> list[float] | None:
        assert result.measures[name].deterministic is None
        assert result.measures[name].status is not None
        return None

    return found


def roots(name: str) -> Metric:
    return lambda result: [figure(result, name)]


def break_even(model: str, path: str, highest: float) -> float:
    """The price at which the NPV of FCFF is 0."""

    def worth(price: float) -> float:
        return figure(golden_run(model, (path, price)), "npv")

    return float(brentq(worth, 1e-6, highest, xtol=1e-10))


def full_fee(_: Result) -> float:
    return break_even("golden_colossus", f"{LEASE}/price", 2000)


def worth_of_bills(result: Result, rate: float) -> float:
    return float(npv(with_start(0.0, series(result, "billed")[:, None]), rate)[0])


def accelerator_hours(result: Result) -> Floats:
    hours = Calendar(result.start, len(result.months)).hours
    return ACCELERATORS * series(result, "delivered") / MW * hours


def last(name: str) -> Metric:
    return lambda result: series(result, name)[-1]


def without_lock_in(_: Result) -> float:
    return figure(golden_run("golden_colossus", (f"{LEASE}/lock_in", 0)), "backlog_firm")


def monthly_roots(result: Result) -> list[float]:
    return [(1 + figure(result, "irr")) ** (1 / 12) - 1]


OF_SMALL: dict[str, Metric] = {
    "npv_fcff_10": measure("npv"),
    "npv_fcfe_10": measure("npv_equity"),
    "xnpv_fcff_10": measure("xnpv"),
    "irr_fcff_annual_roots": roots("irr"),
    "irr_fcfe_annual_roots": no_number("irr_equity"),
    "mirr_fcff_annual": measure("mirr"),
    "payback_months_index": no_number("payback"),
    "breakeven_T4_price_musd_mw_month": lambda _: break_even(
        "golden_small", "tenants/T4/contracts/first/price", 50
    ),
    "levelised_price_T3_musd_mw_month": measure("levelised_price/tenants/T3"),
    "levelised_price_T4_musd_mw_month": measure("levelised_price/tenants/T4"),
}
OF_COLOSSUS: dict[str, Metric] = {
    "total_billed": lambda result: series(result, "billed").sum(),
    "npv_fcff_10": measure("npv"),
    "npv_fcfe_10": measure("npv_equity"),
    "xnpv_fcff_10": measure("xnpv"),
    "irr_fcff_monthly_roots": monthly_roots,
    "irr_fcff_annual": measure("irr"),
    "xirr_fcff": measure("xirr"),
    "irr_fcfe_annual": roots("irr_equity"),
    "mirr_fcff_annual": measure("mirr"),
    "payback_months": measure("payback"),
    "discounted_payback_months": measure("discounted_payback"),
    "breakeven_full_fee_per_month": full_fee,
    "breakeven_usd_per_mw_month": lambda result: full_fee(result) / MW * 1e6,
    "fee_usd_per_mw_month_full": lambda result: series(result, "billed")[2] / MW * 1e6,
    "levelised_price_usd_per_mw_month": measure("levelised_price/tenants/anthropic", 1e6),
    "usd_per_gpu_hour_full_730h": lambda result: (
        series(result, "billed")[2] * 1e6 / ACCELERATORS / HOURS_OF_A_HEADLINE
    ),
    "usd_per_gpu_hour_average": lambda result: (
        series(result, "billed").sum() * 1e6 / accelerator_hours(result).sum()
    ),
    "hhi": last("hhi"),
    "top_customer_share": last("top_share"),
    "sl_monthly": last("recognised"),
    "pv_billings_10": lambda result: worth_of_bills(result, 0.10),
    "nbv_end": last("net_book_value"),
    "debt_end": last("debt"),
    "enforceable_backlog_at_signing": measure("backlog_firm"),
    "enforceable_if_notice_any_time": without_lock_in,
}
METRICS = {"golden_small": OF_SMALL, "golden_colossus": OF_COLOSSUS}


@pytest.mark.parametrize("model", METRICS)
def test_no_metric_of_the_hand_model_is_left_out(model: str) -> None:
    assert set(METRICS[model]) == set(hand_model(model)["metrics"])


@pytest.mark.parametrize(
    ("model", "name", "metric"),
    [
        pytest.param(model, name, metric, id=f"{model}-{name}")
        for model, metrics in METRICS.items()
        for name, metric in metrics.items()
    ],
)
def test_the_metric_is_that_of_the_hand_model(model: str, name: str, metric: Metric) -> None:
    expected = hand_model(model)["metrics"][name]
    found = metric(golden_run(model))
    if expected is None or expected == []:
        assert found is None
    else:
        assert found == EXACT(expected, abs=1e-6, rel=1e-9)


def of_length(months: int, discount: float) -> Result:
    """The lease over so many calendar months, its first two reduced."""
    changes = ((f"{LEASE}/term", months), (f"{LEASE}/discount", (discount, discount)))
    return golden_run("golden_colossus", *changes)


@pytest.mark.parametrize(
    "reading",
    COLOSSUS["total_contract_range"]["grid"],
    ids=lambda r: f"{r['calendar_months']}-months-{r['discount_first_two']:.0%}-off",
)
def test_the_total_of_each_reading_of_the_contract_is_that_of_the_hand_model(
    reading: dict[str, float],
) -> None:
    result = of_length(int(reading["calendar_months"]), reading["discount_first_two"])
    total = reading["total_bn"] * 1000
    assert series(result, "billed").sum() == EXACT(total, abs=1e-6)
    assert figure(result, "backlog_headline") == EXACT(total, abs=1e-6)


def test_the_readings_of_the_contract_span_what_the_hand_model_says() -> None:
    ranges = COLOSSUS["total_contract_range"]
    totals = [
        series(of_length(months, discount), "billed").sum() / 1000
        for months in (36, 37)
        for discount in (0, 0.25, 0.5, 0.75, 1)
    ]
    assert min(totals) == EXACT(ranges["low_bn"])
    assert max(totals) == EXACT(ranges["high_bn"])
    full = of_length(ranges["full_months_equal_to_40bn"], 0)
    assert series(full, "billed").sum() == EXACT(40_000)


def test_the_rate_at_which_the_bills_are_worth_40_billion_is_that_of_the_hand_model() -> None:
    result = golden_run("golden_colossus")
    rate = brentq(lambda r: worth_of_bills(result, r) - 40_000, 0.0, 1.0, xtol=1e-14)
    expected = COLOSSUS["total_contract_range"]["pv_rate_at_which_pv_of_this_schedule_is_40bn"]
    assert rate == EXACT(expected, abs=1e-9)


def test_the_plans_say_what_the_hand_models_assume() -> None:
    given = COLOSSUS["inputs"]
    plan = golden_plan("golden_colossus")
    lease, site = plan.at(LEASE), plan.facilities[0]
    assert (lease.price, lease.accelerators, lease.mw) == (FEE, ACCELERATORS, MW)
    assert (lease.price, lease.mw) == (given["full_fee"], given["capacity_mw"])
    assert site.phases[0].it_cost == given["gpu_cost"]
    assert np.isclose(plan.settings.tax_rate, given["tax_rate"])
    small = golden_plan("golden_small")
    assert [facility.id for facility in small.facilities] == list(SMALL["inputs"]["facilities"])
