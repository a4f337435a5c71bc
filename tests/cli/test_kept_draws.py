"""Draws of series are kept while there is memory for them; what is not kept is said."""

import json
from pathlib import Path

import pytest

from planner.cli import kept_draws as module
from planner.cli import main
from planner.cli.kept_draws import kept_draws, nothing_kept
from planner.domain.project import Project
from planner.storage.project_file import dumps
from tests.builders import contract, facility, plan, tenant


def of(contracts: int) -> Project:
    return plan(
        months=120,
        facilities=[facility()],
        tenants=[
            tenant(contracts=[contract(f"c{k}", price="uniform(1, 2)") for k in range(contracts)])
        ],
    )


def test_everything_is_kept_of_a_plan_of_usual_size() -> None:
    keeps, said = kept_draws(of(8), 10_240)
    assert said is None
    for path in ("", "facilities/site", "tenants/lab", "market", "tenants/lab/contracts/c1/relet"):
        assert keeps((path, "billed"))


def test_contracts_give_way_first_and_that_is_said() -> None:
    keeps, said = kept_draws(of(2_000), 10_240)
    assert keeps(("", "billed"))
    assert keeps(("facilities/site", "billed"))
    assert keeps(("tenants/lab", "billed"))
    assert keeps(("market", "billed"))
    assert not keeps(("tenants/lab/contracts/c1", "billed"))
    assert not keeps(("tenants/lab/contracts/c1/renewal", "billed"))
    assert str(said).startswith("Monthly percentiles of contracts are left out")


def test_where_only_measures_are_wanted_nothing_is_kept() -> None:
    assert not nothing_kept(("", "fcff"))


def test_run_leaves_out_what_it_says_and_keeps_the_means(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 120 * 512 * 4 * 150)
    path = tmp_path / "plan.ncplan"
    path.write_text(dumps(of(8)), "utf-8")
    assert main(["run", str(path), "--json", "--draws", "512"]) == 0
    out, err = capsys.readouterr()
    series = json.loads(out)["series"]
    assert series["by_tenant"]["lab"]["billed"]["p10"] is not None
    bands = series["by_contract"]["lab/c1"]["billed"]
    assert bands["p10"] is None
    assert bands["mean"] is not None
    assert "Monthly percentiles of contracts are left out" in err
