"""Revenue recognised over the term that binds: MODEL.md B5."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from planner.domain.contract import Contract
from planner.engine.arrays import Floats, Whole
from planner.engine.backlog import (
    contract_backlog,
    performance_obligation,
    recognised_ahead,
)
from planner.engine.enforceable_term import EarlyEnd, enforceable_ends, exit_rights
from planner.engine.recognition import FixedBills, recognised_over_term, recognition_method
from tests.engine.contract_months import ContractMonths, colossus, contract_months, down

GOLDEN = Path(__file__).parent.parent / "golden"


def golden(name: str) -> dict[str, list[float]]:
    monthly: dict[str, list[float]] = json.loads((GOLDEN / name).read_text("utf-8"))["monthly"]
    return monthly


def ends_of(months: ContractMonths) -> Whole | None:
    rights = exit_rights(months.contract, months.fixed, months.bills)
    return enforceable_ends(rights, months.last, len(months.fixed))


def worked(
    billed: list[float], ends: list[int] | None = None, early: tuple[int, int] | None = None
) -> list[float]:
    """Straight-line recognition of a contract that promises 6 in each of its first 4 months."""
    fixed = FixedBills(down([6] * 4), down(billed), np.ones((4, 1)))
    seen = None if ends is None else np.array(ends)[:, None]
    end = None if early is None else EarlyEnd(np.array([early[0]]), np.array([early[1]]))
    recognised = recognised_over_term(fixed, np.array([3]), seen, end)
    return [float(value) for value in recognised[:, 0]]


def test_colossus_is_recognised_over_its_rolling_enforceable_term() -> None:
    # At signing months 0 … 5 bind: 2 × 625 + 4 × 1,250 = 6,250, a sixth each = 1,041.67; so until
    # month 3. Month 4 brings month 6 in: R = 4 × 1,041.67 − 3,750 = 416.67, months 4 … 6 bill
    # 3,750: (3,750 − 416.67)/3 = 1,111.11. Month 5: R = 277.78: (3,750 − 277.78)/3 = 1,157.41.
    # Month 6: R = 185.19: 1,188.27.
    months = colossus()
    recognised = recognised_over_term(months.by_days, months.last, ends_of(months))[:, 0]
    first = [1041.67, 1041.67, 1041.67, 1041.67, 1111.11, 1157.41, 1188.27]
    assert recognised[:7].round(2).tolist() == first
    assert recognised.sum() == pytest.approx(45000, abs=1e-9)


def test_colossus_over_its_stated_term_is_the_golden_straight_line() -> None:
    months, lines = colossus(recognition_term="stated"), golden("golden_colossus.json")
    by_time = recognised_over_term(months.by_days, months.last, None)
    by_capacity = recognised_over_term(months.by_megawatts, months.last, None)
    ahead = recognised_ahead(by_time, months.fixed)
    backlog = contract_backlog(months.fixed, months.last, ends_of(months))
    obligation = performance_obligation(backlog.headline, ahead)[1:]
    for name, series in (
        ("rev_sl_time", by_time),
        ("rev_sl_capacity", by_capacity),
        ("sl_receivable", ahead),
        ("rpo_headline", obligation),
        ("backlog_billing_headline", backlog.headline[1:]),
        ("backlog_enforceable", backlog.firm[1:]),
    ):
        np.testing.assert_allclose(series[:, 0], lines[name], rtol=0, atol=1e-6, err_msg=name)


@pytest.mark.parametrize(("price", "begins"), [(60, -6), (66.5, 18)], ids=["first", "renewed"])
def test_the_golden_fixed_fee_is_recognised_straight_line(price: float, begins: int) -> None:
    months = contract_months(
        basis="fixed_fee", price=price, term=24, escalator=0.03, start="2026-07-01", mw=50
    )
    lines, recognised = (
        golden("golden_small.json"),
        recognised_over_term(months.by_days, months.last, ends_of(months)),
    )
    ahead = recognised_ahead(recognised, months.fixed)
    firm = contract_backlog(months.fixed, months.last, ends_of(months)).firm
    assert_golden(lines["recognised_T3"], recognised, begins)
    assert_golden(lines["sl_receivable_T3"], ahead, begins)
    assert_golden(lines["rpo_T3"], performance_obligation(firm, ahead)[1:], begins)


def test_the_golden_capacity_contract_is_recognised_by_megawatt_months() -> None:
    months = contract_months(
        basis="per_mw_month",
        mw=40,
        price=1.3,
        term=36,
        ramp=[0.25, 0.5, 0.75],
        discount=[0.5, 0.5],
        take_or_pay=0.8,
        usage=0.9,
    )
    lines = golden("golden_small.json")
    assert recognition_method(months.contract) == "capacity"
    recognised = recognised_over_term(months.by_megawatts, months.last, ends_of(months))
    ahead = recognised_ahead(recognised, months.fixed)
    firm = contract_backlog(months.fixed, months.last, ends_of(months)).firm
    variable = months.bills - months.fixed
    assert_golden(lines["billed_T4"], months.bills, 3)
    assert_golden(lines["recognised_T4"], recognised + variable, 3)
    assert_golden(lines["contract_asset_T4"], ahead, 3)
    assert_golden(lines["rpo_T4"], performance_obligation(firm, ahead)[1:], 3)


def test_what_the_golden_relet_contract_owes_is_what_it_will_bill() -> None:
    months = contract_months(basis="per_mw_month", mw=40, price=1.25, term=24, take_or_pay=1)
    firm = contract_backlog(months.fixed, months.last, None).firm
    assert_golden(golden("golden_small.json")["rpo_T4"], firm[1:], 43)


def assert_golden(line: list[float], series: Floats, begins: int) -> None:
    """The months of a contract that begins in month `begins` of the golden plan."""
    own = slice(max(-begins, 0), max(-begins, 0) + len(line) - max(begins, 0))
    mine = series[own, 0]
    theirs = line[max(begins, 0) : max(begins, 0) + len(mine)]
    assert len(mine) >= 5
    np.testing.assert_allclose(mine, theirs, rtol=0, atol=1e-6)


REFERENCE = json.loads((GOLDEN / "reference_cases.json").read_text("utf-8"))["cases"]
RENTS = [case for case in REFERENCE if case["function"] == "straight_line_rent"]
OBLIGATIONS = [case for case in REFERENCE if case["function"] == "rpo_time_based"]


@pytest.mark.parametrize("case", RENTS, ids=[f"reference-{case['id']}" for case in RENTS])
def test_published_rents_are_recognised_in_equal_parts(case: dict[str, Any]) -> None:
    rent = down(case["inputs"]["payments"])
    fixed = FixedBills(rent, rent, np.ones_like(rent))
    recognised = recognised_over_term(fixed, np.array([len(rent) - 1]), None)
    tolerance = case["tolerance"]["abs"]
    np.testing.assert_allclose(recognised, case["expected"]["monthly"], rtol=0, atol=tolerance)
    if "total" in case["expected"]:
        assert recognised.sum() == pytest.approx(case["expected"]["total"], abs=tolerance)


@pytest.mark.parametrize(
    "case", OBLIGATIONS, ids=[f"reference-{case['id']}" for case in OBLIGATIONS]
)
def test_the_published_remaining_obligation_is_what_is_left_of_the_price(
    case: dict[str, Any],
) -> None:
    given, expected, tolerance = case["inputs"], case["expected"], case["tolerance"]["abs"]
    months = given["months"]
    bills = down([given["transaction_price"] / months] * months)
    fixed = FixedBills(bills, bills, np.ones_like(bills))
    last = np.array([months - 1])
    ahead = recognised_ahead(recognised_over_term(fixed, last, None), bills)
    left = performance_obligation(contract_backlog(bills, last, None).firm, ahead)[:, 0]
    elapsed, buckets = given["elapsed"], []
    for bucket in given["year_buckets"]:
        buckets.append(left[elapsed] - left[elapsed + bucket])
        elapsed += bucket
    assert left[given["elapsed"]] == pytest.approx(expected["total"], abs=tolerance)
    assert buckets == pytest.approx(expected["buckets"], abs=tolerance)


def test_an_abated_month_is_taken_as_billed_and_later_ones_as_promised() -> None:
    # Month 1 bills 3 of 6. Then R = 0, left are 3 + 6 + 6 = 15 over 3 months: 5 each.
    assert worked([6, 3, 6, 6]) == pytest.approx([6, 5, 5, 5])


def test_abatement_in_the_last_month_falls_in_it() -> None:
    assert worked([6, 6, 6, 0]) == pytest.approx([6, 6, 6, 0])


def test_months_weigh_by_the_days_in_force() -> None:
    # Half a month, then two whole ones, billed 2, 6, 7: 15 over 2.5 months is 6 a month.
    bills = down([2, 6, 7])
    recognised = recognised_over_term(
        FixedBills(bills, bills, down([0.5, 1, 1])), np.array([2]), None
    )
    assert recognised[:, 0].tolist() == pytest.approx([3, 6, 6])


def test_a_notice_ends_the_term_from_the_month_in_which_it_is_given() -> None:
    # Promised 2, 4, 6, 12 over the stated term: 6 a month. Notice in month 1 with 2 months: month
    # 2 is the last. R = 6 − 2 = 4; 4 + 6 − 4 = 6 over months 1 and 2: 3 each.
    fixed = FixedBills(down([2, 4, 6, 12]), down([2, 4, 6, 0]), np.ones((4, 1)))
    early = EarlyEnd(np.array([2]), np.array([1]))
    recognised = recognised_over_term(fixed, np.array([3]), None, early)
    assert recognised[:, 0].tolist() == pytest.approx([6, 3, 3, 0])


def test_a_default_writes_what_was_recognised_ahead_off_in_the_last_billed_month() -> None:
    # Promised 2, 4, 6, 12: 6 a month. Default after month 1: R = 4, so 4 − 4 = 0.
    fixed = FixedBills(down([2, 4, 6, 12]), down([2, 4, 0, 0]), np.ones((4, 1)))
    recognised = recognised_over_term(
        fixed, np.array([3]), None, EarlyEnd(np.array([1]), np.array([1]))
    )
    assert recognised[:, 0].tolist() == pytest.approx([6, 0, 0, 0])


def test_an_end_at_or_after_the_stated_one_is_no_early_end() -> None:
    billed = [6.0, 3.0, 6.0, 6.0]
    assert worked(billed, early=(3, 0)) == worked(billed)
    assert worked(billed, [1, 2, 3, 3], early=(99, 0)) == worked(billed, [1, 2, 3, 3])


def test_a_contract_that_ends_before_it_begins_recognises_nothing() -> None:
    assert worked([0, 0, 0, 0], early=(-1, -1)) == [0, 0, 0, 0]


def test_a_notice_of_no_months_recognises_each_month_as_billed() -> None:
    assert worked([6, 3, 6, 6], [-1, 0, 1, 2]) == pytest.approx([6, 3, 6, 6])


def test_capacity_is_recognised_by_what_was_made_available() -> None:
    # Take-or-pay 6 on 10 MW, month 1 delivers 5 MW and bills 5. Left: 5 + 6 + 6 = 17 over
    # 5 + 10 + 10 MW-months: 0.68 a MW-month: 3.4, then 6.8 and 6.8.
    fixed = FixedBills(
        down([6, 6, 6, 6]), down([6, 5, 6, 6]), down([10] * 4), down([10, 5, 10, 10])
    )
    recognised = recognised_over_term(fixed, np.array([3]), None)
    assert recognised[:, 0].tolist() == pytest.approx([6, 3.4, 6.8, 6.8])


def test_capacity_without_any_delivery_left_is_settled_in_the_last_month() -> None:
    # Nothing is made available in months 1 and 2; the fee of 4 for month 1 stays due.
    fixed = FixedBills(down([4, 4, 4]), down([4, 4, 0]), down([1, 1, 1]), down([1, 0, 0]))
    recognised = recognised_over_term(fixed, np.array([2]), None)
    assert recognised[:, 0].tolist() == pytest.approx([4, 0, 4])


def test_each_draw_may_end_in_another_month() -> None:
    promised = np.array([[2.0, 2.0], [4.0, 4.0], [6.0, 0.0]])
    fixed = FixedBills(promised, promised, np.array([[1.0, 1.0], [1.0, 1.0], [1.0, 0.0]]))
    recognised = recognised_over_term(fixed, np.array([2, 1]), None)
    assert recognised.tolist() == [[4, 3], [4, 3], [4, 0]]


def test_months_that_end_before_the_stated_term_are_refused() -> None:
    bills = down([1, 1, 1])
    with pytest.raises(ValueError, match="end with the last of the stated term"):
        recognised_over_term(FixedBills(bills, bills, bills), np.array([5]), None)


@pytest.mark.parametrize(
    ("fields", "method"),
    [
        ({"basis": "fixed_fee", "ramp": 3}, "straight_line"),
        ({"basis": "per_mw_month"}, "straight_line"),
        ({"basis": "per_mw_month", "ramp": []}, "straight_line"),
        ({"basis": "per_mw_month", "ramp": 3}, "capacity"),
        ({"basis": "per_mw_month", "ramp": [0.5]}, "capacity"),
        ({"basis": "per_gpu_hour", "ramp": 3}, "as_invoiced"),
        ({"basis": "per_gpu_hour", "recognition": "straight_line"}, "straight_line"),
        ({"basis": "fixed_fee", "recognition": "capacity"}, "capacity"),
        ({"basis": "fixed_fee", "recognition": "as_invoiced"}, "as_invoiced"),
    ],
)
def test_auto_follows_the_basis_and_a_choice_of_its_own_wins(
    fields: dict[str, Any], method: str
) -> None:
    contract = Contract.model_validate({"id": "contract"} | fields)
    assert recognition_method(contract) == method
    assert recognition_method(contract, is_floating=True) == "as_invoiced"
