"""`run` computes one case and prints its figures."""

import json
from pathlib import Path
from typing import Any

import pytest

from planner.analysis.measure_words import MEASURE_UNITS, measure_unit
from planner.cli import main
from planner.paths import resource

COLOSSUS = str(resource("examples", "colossus.ncplan"))
PLANS = sorted((Path(__file__).parent.parent / "plans").glob("*.ncplan"))


def answer(capsys: pytest.CaptureFixture[str], *options: str, plan: str = COLOSSUS) -> Any:
    assert main(["run", plan, "--json", *options]) == 0
    return json.loads(capsys.readouterr().out, parse_constant=pytest.fail)


def test_the_example_prints_measures_with_errors_and_every_group_of_series(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = answer(capsys, "--draws", "512")
    assert found["draws"] == 512
    assert set(MEASURE_UNITS) <= set(found["measures"])
    assert all(measure_unit(name) for name in found["measures"])
    for name in ("npv", "value_to_owner"):
        measure = found["measures"][name]
        assert measure["standard_error"] > 0
        assert measure["p10"] < measure["p50"] < measure["p90"]
    series = found["series"]
    assert set(series["by_facility"]) >= {"colossus-1", "colossus-2"}
    assert set(series["by_tenant"]) >= {"anthropic", "grok-training"}
    assert "anthropic/colossus" in series["by_contract"]
    for group in (
        series["all"],
        series["by_facility"]["colossus-1"],
        series["by_tenant"]["anthropic"],
    ):
        for name, bands in group.items():
            drawn = () if name == "shadow_price" else ("mean", "p10", "p50", "p90")
            for statistic in ("deterministic", *drawn):
                assert len(bands[statistic]) == len(found["months"]) == 120, (name, statistic)


def test_hurdle_prices_are_told_of_each_lease_when_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = answer(capsys, "--draws", "0", "--hurdle-prices")["hurdle_prices"]
    assert list(found) == ["anthropic/colossus", "google/colossus-2"]
    price = found["anthropic/colossus"]["deterministic"]
    # Its fee is 1,250 for 300 MW, at first half of that. Losses carried leave it untaxed, while
    # the worth of own use is taken after tax of 25 %.
    assert 0.95 * 1250 / 300 / 0.75 < price < 1250 / 300 / 0.75
    assert found["google/colossus-2"]["deterministic"] is None
    assert "hurdle_prices" not in answer(capsys, "--draws", "0")
    assert main(["run", COLOSSUS, "--draws", "0", "--hurdle-prices"]) == 0
    assert f"anthropic/colossus  {price:.3f}" in capsys.readouterr().out


def test_both_branches_after_a_lease_are_told_whatever_their_chance(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = answer(capsys, "--draws", "0")
    branches = found["before_competition"]["anthropic/colossus"]
    assert set(branches) == {"renewal", "relet"}
    for branch in branches.values():
        assert max(branch["contracted"]["deterministic"]) == 300
        assert max(branch["billed"]["deterministic"]) > 0


def test_the_lease_alone_bills_what_was_announced_to_its_stated_end(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = answer(capsys, "--draws", "0")
    billed = found["series"]["by_contract"]["anthropic/colossus"]["billed"]
    assert 42_500 <= sum(billed["deterministic"]) <= 46_250


def test_without_draws_there_is_no_mean_and_no_percentile(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = answer(capsys, "--draws", "0")
    assert found["draws"] == 0
    assert found["measures"]["npv"]["deterministic"] is not None
    assert found["measures"]["npv"]["mean"] is None
    assert found["series"]["all"]["fcff"]["p50"] is None


def test_the_same_seed_prints_the_same_text_and_another_seed_another(
    capsys: pytest.CaptureFixture[str],
) -> None:
    texts = []
    for seed in ("7", "7", "8"):
        assert main(["run", COLOSSUS, "--json", "--draws", "512", "--seed", seed]) == 0
        texts.append(capsys.readouterr().out)
    assert texts[0] == texts[1]
    assert texts[0] != texts[2]


def test_strategy_outcome_and_drawn_choose_the_case(capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--draws", "512"]
    lease = answer(capsys, *options, "--strategy", "lease")
    keep = answer(capsys, *options, "--strategy", "keep", "--outcome", "terms=prospectus")
    drawn = answer(capsys, *options, "--strategy", "keep", "--drawn", "all")
    assert keep["case"]["strategy"] == "keep"
    assert keep["case"]["uncertainties"]["terms"] == "prospectus"
    assert set(lease["case"]["uncertainties"].values()) == {"as written"}
    assert set(drawn["case"]["uncertainties"].values()) == {"drawn"}
    npv = [case["measures"]["npv"]["mean"] for case in (lease, keep, drawn)]
    assert len(set(npv)) == 3


def test_a_case_that_is_not_in_the_plan_exits_2_and_names_what_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["run", COLOSSUS, "--strategy", "sell"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("The plan has no strategy “sell”; it has: lease, ")


def test_a_plan_that_cannot_be_read_exits_1_with_its_faults(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.ncplan"
    plan.write_text('{"format": 1,\n"settings": {"start": "2026-13"}}', "utf-8")
    assert main(["run", str(plan), "--json"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"{plan}:2: settings/start: ")


def test_without_json_the_case_its_measures_and_its_years_are_printed_for_people(
    capsys: pytest.CaptureFixture[str],
) -> None:
    options = ["--strategy", "lease", "--outcome", "terms=prospectus", "--drawn", "market"]
    assert main(["run", COLOSSUS, "--draws", "512", *options]) == 0
    out, err = capsys.readouterr()
    name, chosen, decided, run, empty, head, *rows = out.splitlines()
    assert (name, empty) == ("Colossus 1 and 2", "")
    assert chosen == "We choose: Lease Colossus 1 to a rival"
    assert decided.startswith("The world decides: Lease terms: ")
    assert "Market for compute: drawn; " in decided
    assert run == "120 months from 2026-05, 512 draws, seed 1"
    assert head.split() == ["planned", "mean", "±", "error", "P10", "P50", "P90", "unit"]
    assert [row for row in rows if row.startswith("  NPV of free") and row.endswith("  $m")]
    assert [row for row in rows if row.startswith("  IRR ") and row.endswith("  % a year")]
    assert [row for row in rows if row.startswith("  Levelised price, Anthropic ")]
    years = rows[rows.index("By fiscal year, $m, as planned without draws") :]
    assert years[1].split()[:2] == ["Revenue", "EBITDA"]
    assert years[-1].startswith("FY2036 ")
    assert max(len(row) for row in rows) < 160
    assert "512 draws in " in err


def test_every_measure_of_a_result_is_printed_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", COLOSSUS, "--draws", "512"]) == 0
    rows = capsys.readouterr().out.splitlines()
    units = ("$m", "%", "% a year", "months", "points", "$m/MW-month")
    printed = [row for row in rows if row.startswith("  ") and row.endswith(units)]
    assert len(printed) == len(answer(capsys, "--draws", "512")["measures"])


def test_the_statements_of_the_example_come_with_the_json_and_foot(
    capsys: pytest.CaptureFixture[str],
) -> None:
    statements = answer(capsys, "--draws", "512")["statements"]
    income = statements["all"]["income"]
    year = income["net_income"]["fiscal_year"]["deterministic"]
    assert len(year) == len(statements["periods"]["fiscal_year"]) == 11
    assert sum(year) == pytest.approx(income["net_income"]["total"]["deterministic"])
    assert set(statements["by_facility"]) >= {"colossus-1", "colossus-2"}
    assert set(statements["by_tenant"]) >= {"anthropic", "grok-training"}


def test_correlations_that_cannot_hold_together_are_said_and_exit_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.ncplan"
    phases = [{"id": name, "mw": "50 to 60", "ready": "2026-05"} for name in "abc"]
    pairs = [("a", "b", 0.9), ("b", "c", 0.9), ("a", "c", -0.9)]
    correlations = [
        {
            "id": f"{one}{other}",
            "a": f"facilities/f/phases/{one}/mw",
            "b": f"facilities/f/phases/{other}/mw",
            "rank": rank,
        }
        for one, other, rank in pairs
    ]
    tree = {
        "format": 1,
        "settings": {"start": "2026-05", "months": 12, "draws": 512},
        "facilities": [{"id": "f", "phases": phases}],
        "correlations": correlations,
    }
    plan.write_text(json.dumps(tree, indent=1), "utf-8")
    assert main(["run", str(plan), "--json"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "correlations" in err
    assert "This case cannot be computed" in err


def test_a_choice_that_correlates_what_cannot_hold_together_is_said_and_blocks_its_cases(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.ncplan"
    market = ["contract_price", "spot_price", "power_volatility"]
    pairs = [(0, 1, 0.9), (1, 2, 0.9), (0, 2, 0.8)]
    correlations = [
        {"id": f"p{a}{b}", "a": f"market/{market[a]}", "b": f"market/{market[b]}", "rank": rank}
        for a, b, rank in pairs
    ]
    against = [{"path": "correlations/p02/rank", "value": -0.9}]
    instead = [{"path": "correlations/p12/rank", "value": -0.9}]
    outcomes = [{"id": "odd", "probability": 0.5, "overrides": instead}]
    outcomes.append({"id": "even", "probability": 0.5})
    tree = {
        "format": 1,
        "settings": {"start": "2026-05", "months": 12, "draws": 512},
        "facilities": [{"id": "f"}],
        "correlations": correlations,
        "strategies": [{"id": "s", "overrides": against}],
        "uncertainties": [{"id": "u", "outcomes": outcomes}],
    }
    plan.write_text(json.dumps(tree, indent=1), "utf-8")
    assert main(["check", str(plan)]) == 1
    said = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[1] for line in said] == [
        "strategies/s/overrides",
        "uncertainties/u/outcomes/odd/overrides",
    ]
    assert all("These correlations cannot all hold at once" in line for line in said)
    for choice in (["--strategy", "s"], ["--outcome", "u=odd"], ["--drawn", "u"]):
        assert main(["run", str(plan), *choice]) == 1
        assert "cannot all hold at once" in capsys.readouterr().err
    for choice in ([], ["--outcome", "u=even"]):
        assert main(["run", str(plan), *choice]) == 0
        capsys.readouterr()


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_nine_drafts_run_and_say_which_fields_are_not_computed(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(path), "--json", "--draws", "512"]) == 0
    out, err = capsys.readouterr()
    found = json.loads(out, parse_constant=pytest.fail)
    assert found["measures"]["npv"]["deterministic"] is not None
    for notice in found["notices"]:
        assert f"{notice['path'] or 'plan'}: notice: {notice['message']}" in err
