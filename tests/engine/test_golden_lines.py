"""Every monthly line of the two hand models, reproduced from their plans to 1e-6 $m.

A line of the hand model is a series of the result, or a short sum of series that its name says.
Where the hand model shows a second way to account for the same lease, a variant of the plan is run.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from planner.engine.arrays import Floats
from planner.engine.calendar import Calendar
from planner.engine.result import Result
from tests.builders import same, series
from tests.engine.golden_models import TOLERANCE, by_hand, golden_run, hand_model

Line = Callable[[Result], Floats]
LEASE = "tenants/anthropic/contracts/lease"


def of(name: str, path: str = "") -> Line:
    return lambda result: series(result, name, path)


def less(first: str, *others: str) -> Line:
    """A series of the whole plan less others of it."""

    def line(result: Result) -> Floats:
        taken = [series(result, name) for name in others]
        left: Floats = series(result, first) - np.sum(taken, axis=0)
        return left

    return line


def variant(line: Line, **changes: Any) -> Line:
    """A line of the Colossus plan with another recognition or another price of power."""
    paths = {"recognition": LEASE, "power_price": SITE, "power_escalation": SITE}
    given = tuple((f"{paths[name]}/{name}", value) for name, value in changes.items())
    return lambda _: line(golden_run("golden_colossus", *given))


def hours(result: Result) -> Floats:
    return Calendar(result.start, len(result.months)).hours


def at_a_dollar(result: Result) -> Floats:
    """MWh, as the power bill at 1 $/MWh."""
    return variant(of("power"), power_price=1, power_escalation=0)(result) * 1e6


SITE = "facilities/colossus-1"
SITES, TENANTS, CUSTOMERS = ("F1", "F2", "F3"), ("T1", "T2", "T3", "T4", "T5"), ("T3", "T4", "T5")
NET_INCOME_CURRENT_TAX = less("pretax_income", "tax_levered")

SMALL: dict[str, Line] = {
    "capacity_mw": of("available"),
    "unmet_mw": of("unmet"),
    "utilisation": of("utilisation"),
    "imputed_internal_value": of("own_use_value"),
    "billed_total": of("billed"),
    "recognised_total": of("recognised"),
    "cash_receipts": of("receipts"),
    "sl_receivable_T3": of("accrued_revenue", "tenants/T3"),
    "contract_asset_T4": of("accrued_revenue", "tenants/T4"),
    "contract_liability_T4": of("prepayments", "tenants/T4"),
    "trade_receivable_T4": of("receivables", "tenants/T4"),
    "rpo_T3": of("rpo", "tenants/T3"),
    "rpo_T4": of("rpo", "tenants/T4"),
    "power": of("power"),
    "opex": of("opex"),
    "ebitda": of("ebitda"),
    "book_dep": of("depreciation"),
    "tax_dep": of("tax_depreciation"),
    "disposal_loss_book": of("disposal_loss"),
    "decommission_cost": of("closure_cost"),
    "disposal_proceeds": of("closure_proceeds"),
    "capex": of("capex"),
    "interest": of("interest"),
    "principal": of("principal"),
    "debt_close": of("debt"),
    "taxable_unlevered": of("taxable_unlevered"),
    "taxable_levered": of("taxable_levered"),
    "tax_unlevered": of("tax_unlevered"),
    "tax_levered": of("tax_levered"),
    "nol_unlevered": of("losses_unlevered"),
    "nol_levered": of("losses_levered"),
    "pretax_income": of("pretax_income"),
    "net_income_current_tax": NET_INCOME_CURRENT_TAX,
    "fcff": of("fcff"),
    "fcfe": of("fcfe"),
    "hhi_ttm": of("hhi"),
    "top_share_ttm": of("top_share"),
}
for site in SITES:
    SMALL[f"capacity_{site}"] = of("available", f"facilities/{site}")
    SMALL[f"load_{site}"] = of("served", f"facilities/{site}")
    SMALL[f"book_dep_{site}"] = of("depreciation", f"facilities/{site}")
    SMALL[f"shadow_price_musd_mw_month_{site}"] = of("shadow_price", f"facilities/{site}")
for tenant in TENANTS:
    SMALL[f"demand_{tenant}"] = of("demand", f"tenants/{tenant}")
    SMALL[f"alloc_{tenant}"] = of("served", f"tenants/{tenant}")
for tenant in CUSTOMERS:
    SMALL[f"billed_{tenant}"] = of("billed", f"tenants/{tenant}")
    SMALL[f"recognised_{tenant}"] = of("recognised", f"tenants/{tenant}")

COLOSSUS: dict[str, Line] = {
    "mw_available": of("available"),
    "mw_leased": of("delivered", "tenants/anthropic"),
    "utilisation": of("utilisation"),
    "hours": hours,
    "power_mwh": at_a_dollar,
    "fee_billed": of("billed"),
    "rev_sl_time": of("recognised"),
    "rev_sl_capacity": variant(of("recognised"), recognition="capacity"),
    "power": of("power"),
    "opex": of("opex"),
    "ebitda_billed": variant(of("ebitda"), recognition="as_invoiced"),
    "ebitda_sl": of("ebitda"),
    "book_dep": of("depreciation"),
    "tax_dep": of("tax_depreciation"),
    "interest": of("interest"),
    "principal": of("principal"),
    "debt_close": of("debt"),
    "sl_receivable": of("accrued_revenue"),
    "backlog_billing_headline": of("backlog_headline"),
    "rpo_headline": of("rpo"),
    "backlog_enforceable": of("backlog_firm"),
    "taxable_income_levered": of("taxable_levered"),
    "tax_levered": of("tax_levered"),
    "nol_levered": of("losses_levered"),
    "tax_unlevered": of("tax_unlevered"),
    "nol_unlevered": of("losses_unlevered"),
    "pretax_income": of("pretax_income"),
    "net_income_current_tax": NET_INCOME_CURRENT_TAX,
    "net_income_asc740": of("net_income"),
    "fcff": of("fcff"),
    "fcfe": of("fcfe"),
}

MODELS = {"golden_small": SMALL, "golden_colossus": COLOSSUS}
LINES = [
    pytest.param(model, name, line, id=f"{model}-{name}")
    for model, lines in MODELS.items()
    for name, line in lines.items()
]


@pytest.mark.parametrize("model", MODELS)
def test_no_line_of_the_hand_model_is_left_out(model: str) -> None:
    assert set(MODELS[model]) == set(hand_model(model)["monthly"])


@pytest.mark.parametrize(("model", "name", "line"), LINES)
def test_the_line_is_that_of_the_hand_model(model: str, name: str, line: Line) -> None:
    same(line(golden_run(model)), by_hand(hand_model(model)["monthly"][name]), TOLERANCE)


@pytest.mark.parametrize("model", MODELS)
def test_the_totals_of_the_hand_model_are_the_sums_of_the_lines(model: str) -> None:
    totals = hand_model(model)["totals"]
    for name, total in totals.items():
        line = MODELS[model][name](golden_run(model))
        assert line.sum() == pytest.approx(total, abs=TOLERANCE), name


@pytest.mark.parametrize("model", MODELS)
def test_the_months_end_on_the_days_of_the_hand_model(model: str) -> None:
    result = golden_run(model)
    days = Calendar(result.start, len(result.months)).days
    ends = [f"{month}-{day}" for month, day in zip(result.months, days, strict=True)]
    assert ends == hand_model(model)["dates"]


@pytest.mark.parametrize("model", MODELS)
def test_the_balance_sheet_of_the_hand_model_balances(model: str) -> None:
    same(series(golden_run(model), "balance_check"), np.zeros(len(golden_run(model).months)), 1e-8)


@pytest.mark.parametrize("name", ["fcff", "fcfe"])
def test_the_flows_of_colossus_begin_with_the_purchase(name: str) -> None:
    result = golden_run("golden_colossus")
    flows = np.concatenate([[result.at_start[name]], series(result, name)])
    same(flows, hand_model("golden_colossus")[f"{name}_with_t0"], TOLERANCE)
