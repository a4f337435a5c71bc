"""`check` says every problem of plans, with path and line."""

import json
from pathlib import Path
from typing import Any

import pytest

from planner.cli import main

PLAN: dict[str, Any] = {
    "format": 1,
    "settings": {"start": "2026-05", "months": 12, "draws": 512},
    "facilities": [{"id": "f", "phases": [{"id": "p", "mw": 10, "ready": "2026-05"}]}],
}


def checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], **fields: Any
) -> tuple[int, list[str]]:
    plan = tmp_path / "plan.ncplan"
    plan.write_text(json.dumps(PLAN | fields, indent=1), "utf-8")
    code = main(["check", str(plan)])
    out, err = capsys.readouterr()
    assert out == ""
    return code, [line.removeprefix(str(plan)) for line in err.splitlines()]


def test_a_sound_plan_is_passed_in_silence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked(tmp_path, capsys) == (0, [])


def test_a_field_not_computed_yet_is_named_even_if_only_a_strategy_sets_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    override = {"path": "valuation/net_debt", "value": 5}
    strategies = [{"id": "s", "overrides": [override]}]
    code, said = checked(tmp_path, capsys, strategies=strategies)
    assert code == 0
    assert len(said) == 1
    assert "valuation/net_debt: notice: " in said[0]
    assert "not computed yet" in said[0]


def test_a_field_not_computed_yet_is_named_even_if_only_an_outcome_sets_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    override = {"path": "valuation/lab_multiple", "value": 5}
    outcomes = [{"id": "yes", "probability": 1, "overrides": [override]}]
    code, said = checked(tmp_path, capsys, uncertainties=[{"id": "u", "outcomes": outcomes}])
    assert code == 0
    assert [line for line in said if "valuation/lab_multiple: notice: " in line]


def test_a_plan_that_contradicts_itself_exits_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contracts = [{"id": "c", "start": "2027-01-01", "end": "2026-06-01", "mw": 1}]
    code, said = checked(tmp_path, capsys, tenants=[{"id": "t", "contracts": contracts}])
    assert code == 1
    assert [line for line in said if "tenants/t/contracts/c" in line]
