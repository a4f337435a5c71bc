"""A result as JSON says everything once, with units, and knows no NaN."""

import json
import math
from dataclasses import replace

import numpy as np
import pytest

from planner.domain.case import DRAWN, Choice
from planner.domain.checks import NOTICE, Problem
from planner.domain.project import Project
from planner.engine.result import Bands, Measure, Opening, Result
from planner.exchange.json_out import result_text, result_tree
from planner.units.message import sentence

SAID = sentence("test", "Said.")
PLAN = Project.model_validate(
    {
        "name": "Zoë",
        "settings": {"start": "2026-05"},
        "uncertainties": [{"id": one, "outcomes": [{"id": "o"}]} for one in ("a", "b", "c")],
    }
)


def bands(first: float, drawn: bool = True) -> Bands:
    """Two months; each statistic ten more than the one before."""
    several = [np.array([first + 10 * n, math.nan]) if drawn else None for n in range(1, 7)]
    return Bands(np.array([first, first + 1]), *several)


def measure(name: str, value: float | None) -> Measure:
    return Measure(name, value, 2.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4, np.zeros(512), SAID())


RESULT = Result(
    case_key="key",
    start="2026-05",
    months=("2026-05", "2026-06"),
    draws=512,
    seed=7,
    seconds=1.25,
    series={
        ("", "served"): bands(0.0),
        ("", "utilisation"): bands(1.0),
        ("facilities/f", "capex"): bands(100.0),
        ("tenants/t", "billed"): bands(200.0),
        ("tenants/t/contracts/c", "billed"): bands(300.0, drawn=False),
    },
    at_start={"fcff": -5.0},
    measures={"npv": measure("npv", 2.5), "irr": measure("irr", None)},
    assumptions=(SAID(),),
    notices=(Problem(NOTICE, "tenants/t", SAID()),),
    openings={
        ("", "capex"): Opening(5.0, 6.0),
        ("facilities/f", "capex"): Opening(3.0, None),
    },
)


def test_series_stand_under_all_facility_tenant_and_contract_with_their_units() -> None:
    series = result_tree(RESULT, PLAN, Choice())["series"]
    assert series["all"]["served"] == {
        "unit": "MW",
        "deterministic": [0.0, 1.0],
        "mean": [10.0, None],
        "p10": [20.0, None],
        "p50": [40.0, None],
        "p90": [60.0, None],
    }
    assert series["all"]["utilisation"]["unit"] == "fraction"
    assert series["by_facility"]["f"]["capex"]["unit"] == "$m"
    assert series["by_tenant"]["t"]["billed"]["deterministic"] == [200.0, 201.0]
    contract = series["by_contract"]["t/c"]["billed"]
    assert contract["deterministic"] == [300.0, 301.0]
    assert contract["mean"] is contract["p10"] is contract["p50"] is contract["p90"] is None


def test_measures_carry_their_standard_error_and_what_must_be_known_of_them() -> None:
    measures = result_tree(RESULT, PLAN, Choice())["measures"]
    assert measures["npv"] == {
        "unit": "$m",
        "deterministic": 2.5,
        "mean": 2.0,
        "standard_error": 0.5,
        "p5": 1.0,
        "p10": 1.5,
        "p50": 2.0,
        "p90": 3.0,
        "draws_without_a_number": 4,
        "status": "Said.",
    }
    assert measures["irr"]["deterministic"] is None


def test_the_case_is_named_with_every_uncertainty_in_its_state() -> None:
    tree = result_tree(RESULT, PLAN, Choice("lease", {"a": "o", "b": DRAWN}))
    assert tree["case"] == {
        "strategy": "lease",
        "uncertainties": {"a": "o", "b": "drawn", "c": "as written"},
    }
    assert tree["assumptions"] == ["Said."]
    assert tree["notices"] == [{"path": "tenants/t", "message": "Said."}]
    assert (tree["draws"], tree["seed"], tree["at_start"]["fcff"]) == (512, 7, -5.0)


def test_amounts_at_the_start_stand_beside_the_flows_of_the_plan_and_by_facility() -> None:
    at_start = result_tree(RESULT, PLAN, Choice())["at_start"]
    assert at_start["all"]["capex"] == {"unit": "$m", "deterministic": 5.0, "mean": 6.0}
    assert at_start["by_facility"]["f"]["capex"]["deterministic"] == 3.0
    assert at_start["by_facility"]["f"]["capex"]["mean"] is None


def test_what_is_relet_to_the_market_is_no_tenant_that_bears_its_id() -> None:
    series = {
        ("market", "served"): bands(1.0),
        ("market", "recognised"): bands(2.0),
        ("tenants/market", "served"): bands(3.0),
        ("tenants/market", "recognised"): bands(4.0),
    }
    tree = result_tree(replace(RESULT, series=series), PLAN, Choice())
    for group in (tree["series"]["by_tenant"], tree["statements"]["by_tenant"]):
        assert set(group) == {"market", "(market)"}
    assert tree["series"]["by_tenant"]["market"]["served"]["deterministic"][0] == 3.0
    assert tree["series"]["by_tenant"]["(market)"]["served"]["deterministic"][0] == 1.0
    alone = result_tree(
        replace(RESULT, series={key: b for key, b in series.items() if key[0] == "market"}),
        PLAN,
        Choice(),
    )
    assert set(alone["series"]["by_tenant"]) == {"market"}


def test_the_text_is_strict_json_on_one_line_without_the_time_it_took() -> None:
    text = result_text(RESULT, PLAN, Choice())
    tree = json.loads(text, parse_constant=pytest.fail)
    assert tree == result_tree(RESULT, PLAN, Choice())
    assert "Zoë" in text
    assert text.count("\n") == 1
    assert "1.25" not in text
