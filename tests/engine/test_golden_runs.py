"""Two hand models against whole runs of their plans: tests/golden and tests/plans.

The hand models also hold what is not of this list: declining-balance and mid-month books, a
refresh in month 36, a termination fee in month 30, prepayments, tax ledgers, loans.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from planner.domain.project import Project
from planner.engine.arrays import Floats
from planner.engine.result import Result
from tests.builders import run, same, series

TESTS = Path(__file__).parent.parent
TOLERANCE = 1e-6
REFRESH, LAST_BILL_WITH_FEE = 36, 30


def hand_model(name: str) -> dict[str, Any]:
    text = (TESTS / "golden" / f"{name}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)["monthly"]
    return found


def plan_run(name: str) -> Result:
    stored = json.loads((TESTS / "plans" / f"{name}.ncplan").read_text(encoding="utf-8"))
    stored.pop("format")
    return run(Project.model_validate(stored))


SMALL, SMALL_HAND = plan_run("golden_small"), hand_model("golden_small")
COLOSSUS, COLOSSUS_HAND = plan_run("golden_colossus"), hand_model("golden_colossus")


def small(name: str) -> Floats:
    return np.array(SMALL_HAND[name], dtype=np.float64)


@pytest.mark.parametrize(
    ("name", "path", "by_hand"),
    [
        ("available", "", "capacity_mw"),
        ("unmet", "", "unmet_mw"),
        ("utilisation", "", "utilisation"),
        ("own_use_value", "", "imputed_internal_value"),
        ("power", "", "power"),
        ("opex", "", "opex"),
        *(("available", f"facilities/{f}", f"capacity_{f}") for f in ("F1", "F2", "F3")),
        *(("served", f"facilities/{f}", f"load_{f}") for f in ("F1", "F2", "F3")),
        *(("served", f"tenants/{t}", f"alloc_{t}") for t in ("T1", "T2", "T3", "T4", "T5")),
        *(("demand", f"tenants/{t}", f"demand_{t}") for t in ("T1", "T2", "T3", "T4", "T5")),
        ("billed", "tenants/T3", "billed_T3"),
        ("billed", "tenants/T4", "billed_T4"),
    ],
)
def test_the_small_model_of_three_sites_and_five_tenants(
    name: str, path: str, by_hand: str
) -> None:
    same(series(SMALL, name, path), small(by_hand), TOLERANCE)


def test_gpu_hours_of_the_small_model_apart_from_its_termination_fee() -> None:
    others = np.arange(48) != LAST_BILL_WITH_FEE
    same(series(SMALL, "billed", "tenants/T5")[others], small("billed_T5")[others], TOLERANCE)
    same(series(SMALL, "billed")[others], small("billed_total")[others], TOLERANCE)


def test_capital_of_the_small_model_until_its_refresh() -> None:
    before = np.arange(48) < REFRESH
    same(series(SMALL, "capex")[before], small("capex")[before], TOLERANCE)
    depreciation = series(SMALL, "depreciation", "facilities/F1")
    same(depreciation[before], small("book_dep_F1")[before], TOLERANCE)
    closure = small("decommission_cost") - small("disposal_proceeds")
    same(series(SMALL, "closure"), closure, TOLERANCE)


@pytest.mark.parametrize(
    ("name", "path", "by_hand"),
    [
        ("available", "", "mw_available"),
        ("served", "tenants/anthropic", "mw_leased"),
        ("utilisation", "", "utilisation"),
        ("billed", "", "fee_billed"),
        ("power", "", "power"),
        ("opex", "", "opex"),
        ("depreciation", "", "book_dep"),
    ],
)
def test_the_colossus_lease(name: str, path: str, by_hand: str) -> None:
    expected = np.array(COLOSSUS_HAND[by_hand], dtype=np.float64)
    same(series(COLOSSUS, name, path), expected, TOLERANCE)


def test_the_colossus_lease_bills_45_billion() -> None:
    assert series(COLOSSUS, "billed").sum() == pytest.approx(45_000, abs=TOLERANCE)


def test_before_tax_the_colossus_lease_has_the_cash_of_its_hand_model() -> None:
    before_tax = series(COLOSSUS, "fcff") + series(COLOSSUS, "tax")
    same(before_tax, COLOSSUS_HAND["ebitda_billed"], TOLERANCE)
    assert COLOSSUS.at_start["fcff"] == -8100
