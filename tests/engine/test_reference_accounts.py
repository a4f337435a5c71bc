"""Cases of depreciation and loans that nobody on this project wrote: reference_cases.json."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from planner.engine.annuity import cumipmt, cumprinc, ipmt, pmt, ppmt
from planner.engine.arrays import column
from planner.engine.calendar import Calendar
from planner.engine.tax_depreciation import TaxAsset, tax_schedule
from planner.engine.tax_tables import (
    REAL_PROPERTY_YEARS,
    held_after_mid_month,
    personal_property,
    real_property,
)
from planner.engine.write_down import ddb, sln, syd, vdb

GOLDEN = Path(__file__).parent.parent / "golden"
READ: list[dict[str, Any]] = json.loads(
    (GOLDEN / "reference_cases.json").read_text(encoding="utf-8")
)["cases"]


def cases_of(*functions: str) -> list[Any]:
    chosen = [case for case in READ if case["function"] in functions]
    assert {case["function"] for case in chosen} == set(functions)
    return [pytest.param(c, id=f"reference-{c['function']}-{c['id']}") for c in chosen]


def expected(case: dict[str, Any], scale: float = 1.0) -> Any:
    tolerance = case["tolerance"]
    values = np.asarray(case["expected"], dtype=np.float64) * scale
    return pytest.approx(values, abs=tolerance.get("abs", 0.0) * scale, rel=tolerance.get("rel", 0))


@pytest.mark.parametrize("case", cases_of("pmt"))
def test_the_level_payment_is_the_published_one(case: dict[str, Any]) -> None:
    given = case["inputs"]
    assert pmt(given["rate"], given["nper"], given["pv"]) == expected(case)


@pytest.mark.parametrize("case", cases_of("ipmt", "ppmt"))
def test_a_payment_divides_into_interest_and_principal_as_published(case: dict[str, Any]) -> None:
    part = {"ipmt": ipmt, "ppmt": ppmt}[case["function"]]
    given = case["inputs"]
    assert part(given["rate"], given["per"], given["nper"], given["pv"]) == expected(case)


@pytest.mark.parametrize("case", cases_of("cumipmt", "cumprinc"))
def test_payments_of_several_periods_add_up_as_published(case: dict[str, Any]) -> None:
    part = {"cumipmt": cumipmt, "cumprinc": cumprinc}[case["function"]]
    given = case["inputs"]
    value = part(given["rate"], given["nper"], given["pv"], given["start"], given["end"])
    assert value == expected(case)


@pytest.mark.parametrize("case", cases_of("sln"))
def test_straight_line_depreciation_is_the_published_one(case: dict[str, Any]) -> None:
    assert sln(**case["inputs"]) == expected(case)


@pytest.mark.parametrize("case", cases_of("syd"))
def test_sum_of_years_depreciation_is_the_published_one(case: dict[str, Any]) -> None:
    assert syd(**case["inputs"]) == expected(case)


@pytest.mark.parametrize("case", cases_of("ddb"))
def test_declining_balance_depreciation_is_the_published_one(case: dict[str, Any]) -> None:
    assert ddb(**case["inputs"]) == expected(case)


@pytest.mark.parametrize("case", cases_of("vdb"))
def test_declining_balance_that_changes_to_straight_line_is_the_published_one(
    case: dict[str, Any],
) -> None:
    assert vdb(**case["inputs"]) == expected(case)


@pytest.mark.parametrize("case", cases_of("macrs_table"))
def test_the_percentages_of_a_class_are_the_published_ones(case: dict[str, Any]) -> None:
    given = case["inputs"]
    row = given["quarter"] if given["convention"] == "mid-quarter" else 0
    assert personal_property(given["recovery"])[row] == expected(case, 0.01)


@pytest.mark.parametrize("case", cases_of("macrs_39_first_year"))
def test_the_first_year_of_real_property_is_the_published_one(case: dict[str, Any]) -> None:
    months = np.array(case["inputs"]["months"])
    assert real_property()[months - 1, 0] == expected(case, 0.01)


@pytest.mark.parametrize("case", cases_of("macrs_39_dollars"))
def test_real_property_without_the_table_is_held_from_mid_month(case: dict[str, Any]) -> None:
    given = case["inputs"]
    held = [held_after_mid_month(np.array([given["month"]]))[0]] + [1.0] * (given["years"] - 1)
    dollars = given["basis"] / REAL_PROPERTY_YEARS * np.array(held)
    assert dollars == expected(case)
    by_table = given["basis"] * real_property()[given["month"] - 1, : given["years"]]
    # The printed percentages lie up to 0.004 above the statute's.
    assert by_table == pytest.approx(dollars, abs=4e-5 * given["basis"])


@pytest.mark.parametrize("case", cases_of("macrs_mq_sum"))
def test_a_year_of_several_mid_quarter_items_is_the_published_one(case: dict[str, Any]) -> None:
    given = case["inputs"]
    total = sum(
        basis * personal_property(recovery)[quarter, given["year"] - 1]
        for basis, recovery, quarter in given["items"]
    )
    assert total == expected(case)


@pytest.mark.parametrize("case", cases_of("macrs_dollars"))
def test_deductions_of_a_basis_by_year_are_the_published_ones(case: dict[str, Any]) -> None:
    given = case["inputs"]
    years = given["recovery"] + 1
    asset = TaxAsset(column(given["basis"]), f"macrs_{given['recovery']}", 1, np.array([4]))
    schedule = tax_schedule(asset, Calendar("2022-01", 12 * years), np.array([False]))
    assert schedule.deduction.reshape(years, 12).sum(axis=1) == expected(case)
