"""Overrides, cases, defaults and what `check` says of files: MODEL.md part A."""

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from planner.cli import main
from planner.paths import resource
from tests.audit.reckoning import Plan, Runner, contract, facility, near, plan, tenant

MONTHLY = "cash_lines/a/monthly"


def case_plan(overrides: list[Plan], outcomes: list[Plan] | None = None) -> Plan:
    lines = [{"id": "a", "monthly": 100}, {"id": "r", "monthly": "uniform(0, 10)"}]
    uncertainties = [] if outcomes is None else [{"id": "world", "outcomes": outcomes}]
    strategies = [{"id": "ours", "overrides": overrides}]
    return plan(
        3, {"discount_rate": 0}, cash_lines=lines, facilities=[facility()],
        strategies=strategies, uncertainties=uncertainties,
    )  # fmt: skip


def test_the_set_comes_first_and_every_factor_multiplies_it(run: Runner) -> None:
    overrides: list[Plan] = [
        {"path": MONTHLY, "factor": 0.5},
        {"path": MONTHLY, "value": 60},
        {"path": "cash_lines/r/monthly", "factor": 3},  # a range keeps its shape
    ]
    outcomes: list[Plan] = [
        {"id": "bad", "probability": 0.25, "overrides": [{"path": MONTHLY, "factor": 0.4}]},
        {"id": "good", "probability": 0.75, "overrides": [{"path": MONTHLY, "factor": 2}]},
    ]
    content = case_plan(overrides, outcomes)
    ours = ("--strategy", "ours", "--draws", "0")
    assert run(content).line("fcff")[0] == near(105)
    assert run(content, *ours).line("fcff")[0] == near(30 + 15)
    assert run(content, *ours, "--outcome", "world=good").line("fcff")[0] == near(60 + 15)
    drawn = run(content, "--strategy", "ours", "--drawn", "all", "--draws", "5120")
    assert drawn.line("fcff")[0] == near(45)  # drawn uncertainties stand as written
    mean = 30 * (0.25 * 0.4 + 0.75 * 2) + 15
    assert drawn.line("fcff", of="mean")[0] == pytest.approx(mean, abs=0.5)
    # A held outcome draws from the same luck of the range.
    held = [
        run(content, "--outcome", f"world={one}", "--draws", "512").line("fcff", of="mean")[0]
        for one in ("bad", "good")
    ]
    assert held[1] - held[0] == near(160)


def test_a_structural_outcome_is_drawn_as_often_as_its_chance(run: Runner) -> None:
    outcomes: list[Plan] = [
        {"id": "shut", "probability": 0.3,
         "overrides": [{"path": "facilities/site/close", "value": "2027-01"}]},
        {"id": "open", "probability": 0.7,
         "overrides": [{"path": "facilities/site/availability", "value": 0.5}]},
    ]  # fmt: skip
    drawn = run(case_plan([], outcomes), "--drawn", "world", "--draws", "5120")
    available = drawn.site("available", of="mean")
    assert available[2] == pytest.approx(0.7 * 50, abs=1)
    assert available[0] == pytest.approx(0.3 * 100 + 0.7 * 50, abs=1)


@pytest.mark.parametrize(
    ("overrides", "said"),
    [
        ([{"path": MONTHLY, "value": 1}, {"path": MONTHLY, "value": 2}], MONTHLY),
        ([{"path": "facilities/site/availability", "factor": 1.5}], "out of bounds"),
        ([{"path": "facilities/site/colour", "value": 1}], "does not exist"),
        ([{"path": "facilities/away/pue", "value": 2}], "does not exist"),
        ([{"path": "facilities/site/phases", "value": []}], "never add or remove"),
        ([{"path": "facilities/site/power_escalation", "factor": 2}], "empty"),
    ],
)
def test_a_case_in_conflict_is_refused_while_the_others_compute(
    run: Runner, capsys: pytest.CaptureFixture[str], overrides: list[Plan], said: str
) -> None:
    content = case_plan(overrides)
    assert run(content).line("fcff")[0] == near(105)
    assert main(["run", run.written(content), "--strategy", "ours", "--draws", "0"]) == 1
    assert said in capsys.readouterr().err
    code, printed = run.check(content)
    assert (code, said in printed) == (1, True)


def test_an_omitted_default_can_be_overridden_and_inactive_entities_change_nothing(
    run: Runner,
) -> None:
    content = case_plan([{"path": "facilities/site/load_factor", "value": 0.5}])
    content["facilities"][0]["power_price"] = 100
    content["tenants"] = [{"id": "lab", "kind": "internal", "demand": 10}]
    before = run(content, "--strategy", "ours", "--draws", "0")
    assert before.site("power")[0] == near(10 * 0.5 * 744 * 100 / 1e6)
    asleep = copy.deepcopy(content)
    asleep["facilities"].append(facility("other", active=False, rent=5))
    asleep["facilities"][0]["phases"].append({"id": "b", "active": False, "mw": 7})
    asleep["cash_lines"].append({"id": "z", "active": False, "monthly": -9})
    asleep["tenants"].append(tenant(contract(active=False, price=99)))
    after = run(asleep, "--strategy", "ours", "--draws", "0")
    assert after.line("fcff") == near(before.line("fcff"))


# Money, hours and shares that a file leaves out: the format's own defaults.
def test_the_defaults_of_the_format_are_those_of_the_specification(run: Runner) -> None:
    bare = {
        "format": 1,
        "settings": {"start": "2027-01", "months": 13},
        "facilities": [{"id": "site", "phases": [
            {"id": "b", "mw": 10, "ready": "2027-01", "it_cost": 60, "shell_cost": 24,
             "spend": [["start", 1]]},
        ]}],
        "tenants": [{"id": "lab", "demand": 4, "value": 1}],
    }  # fmt: skip
    found = run(bare)
    power = 4 * 0.85 * 1.25 * 744 * 60 / 1e6
    assert found.site("power")[0] == near(power)
    assert found.site("power")[12] == near(power * 1.025)
    assert found.site("opex") == near([0.2] * 12 + [0.2 * 1.025])
    assert found.site("depreciation") == near([60 / 60 + 24 / 240] * 13)
    tax = found.site("tax_depreciation")
    assert tax[0] == near((60 * 0.2 + 24 * 0.02461) / 12)
    assert found.line("own_use_value") == near([4.0] * 13)
    flows = found.line("fcff")
    worth = sum(f * 1.1 ** (-(k + 1) / 12) for k, f in enumerate(flows)) - 84
    assert found.measure("npv") == near(worth)
    # Losses are carried forward, so nothing is paid and nothing refunded.
    assert found.line("tax_unlevered") == near([0.0] * 13)


FAULTS: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", ":1: plan: "),
    "half": (b'{"format": 1,\n "settings": {"sta', ":2: "),
    "another": (b'{"format": 1, "settings": {"start": "2027-01"}}\n{}', ":2: "),
    "latin": ('{"format": 1,\n "name": "é"}'.encode("latin-1"), ":2: "),
    "binary": (bytes(range(256)), ":1: "),
    "not a number": (b'{"format": 1, "settings": {"start": "2027-01",\n "tax_rate": NaN}}',
                     ":2: settings/tax_rate: "),
    "beyond": (b'{"format": 1, "settings": {"start": "2027-01",\n\n "internal_reserve": 1e13}}',
               ":3: settings/internal_reserve: "),
    "twice": (b'{"format": 1, "settings": {"start": "2027-01",\n "start": "2027-02"}}',
              ":2: settings/start: "),
    "same id": (b'{"format": 1, "settings": {"start": "2027-01"}, "tenants": [{"id": "a"},\n'
                b'{"id": "a"}]}', ":2: tenants/a/id: "),
    "deep": (b'{"format": 1, "settings": {"start": "2027-01"},\n "name": ' + b"[" * 65, ":2: "),
    "newer": (b'{"format": 2, "settings": {"start": "2027-01"}}', ":1: format: "),
    "no month": (b'{"format": 1, "settings": {\n "start": "2027-13"}}', ":2: settings/start: "),
    "draws": (b'{"format": 1, "settings": {"start": "2027-01",\n "draws": 513}}',
              ":2: settings/draws: "),
    "range": (b'{"format": 1, "settings": {"start": "2027-01"}, "tenants": [{"id": "a",\n'
              b'"value": "discrete(1: 50%, 2: 40%)"}]}', ":2: tenants/a/value: "),
    "no range": (b'{"format": 1, "settings": {"start": "2027-01",\n "tax_rate": "0.2 to 0.3"}}',
                 ":2: settings/tax_rate: "),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_damaged_file_is_refused_with_path_and_line(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, said = FAULTS[name]
    path = tmp_path / "plan.ncplan"
    path.write_bytes(content)
    for command in ("check", "run"):
        assert main([command, str(path)]) == 1
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err.startswith(f"{path}{said}"), printed.err
        assert "Traceback" not in printed.err


def accepted_by_schema(content: Plan) -> bool:
    schema: Any = json.loads(resource("schema", "ncplan-1.schema.json").read_text(encoding="utf-8"))
    return bool(jsonschema.Draft202012Validator(schema).is_valid(content))


@pytest.mark.parametrize(
    ("fields", "is_right"),
    [
        ({"prepayment": "10 %"}, True),
        ({"prepayment": "10%"}, True),
        ({"prepayment": "10%s"}, False),
        ({"termination_fee": "1 bill"}, True),
        ({"termination_fee": "3 bills"}, True),
        ({"termination_fee": "3 billss"}, False),
        ({"term": 0}, False),
        ({"start": "2027-01"}, False),
        ({"share": 1.01}, False),
    ],
)
def test_the_schema_and_the_program_accept_the_same(
    run: Runner, fields: Plan, is_right: bool
) -> None:
    content = plan(3, facilities=[facility()], tenants=[tenant(contract(**fields))])
    code, printed = run.check(content)
    assert (code == 0, accepted_by_schema(content)) == (is_right, is_right), printed
