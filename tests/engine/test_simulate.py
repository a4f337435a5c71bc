"""The one public function: cancelling, progress, blocking, all drafts. MODEL.md B9."""

import json
import threading
from pathlib import Path

import numpy as np
import pytest

from planner.domain.case import DRAWN, Choice, case_of
from planner.domain.project import Project
from planner.engine.chunks import Cancelled
from planner.engine.simulate import Blocked, simulate
from tests.builders import (
    all_drawn,
    contract,
    event,
    facility,
    phase,
    plan,
    run,
    scaling,
    setting,
    tenant,
    uncertainty,
)
from tests.builders import outcome as one_of

PLANS = Path(__file__).parent.parent / "plans"
WITHOUT_NUMBER = ("utilisation", "hhi", "top_share", "shadow_price")
"""What has no number in a month with nothing available or nothing earned."""
NOT_DRAWN = ("shadow_price", "branch_contracted", "branch_billed")
"""What only the deterministic run works out."""

DRAFTS = sorted(path.stem for path in PLANS.glob("*.ncplan"))


def draft(name: str) -> Project:
    stored = json.loads((PLANS / f"{name}.ncplan").read_text(encoding="utf-8"))
    stored.pop("format")
    return Project.model_validate(stored)


CHOICES = [
    pytest.param(name, strategy, id=f"{name}-{strategy or 'as-written'}")
    for name in DRAFTS
    for strategy in (None, *(s.id for s in draft(name).strategies))
]


def test_there_are_nine_drafts() -> None:
    assert len(DRAFTS) == 9


@pytest.mark.parametrize(("name", "strategy"), CHOICES)
def test_every_draft_runs_with_all_its_uncertainties_drawn(name: str, strategy: str | None) -> None:
    # Warnings of numpy are errors in every test.
    project = draft(name)
    result = run(project, draws=512, strategy=strategy, states=all_drawn(project), threads=2)
    assert result.draws == 512
    for measure in result.measures.values():
        samples = measure.samples
        assert np.isfinite(samples[~np.isnan(samples)]).all()
        assert measure.missing == np.isnan(samples).sum()
    for name_ in ("npv", "value_to_owner", "own_use_worth", "peak_funding"):
        measure = result.measures[name_]
        assert measure.deterministic is not None
        assert np.isfinite(measure.deterministic)
        assert np.isfinite(measure.samples).all()
        assert measure.standard_error is not None
    for (path, series), bands in result.series.items():
        drawn = () if series in NOT_DRAWN else (bands.mean, bands.p10, bands.p50, bands.p90)
        for values in (bands.deterministic, *drawn):
            assert values is not None
            finite = np.isfinite(values)
            assert (np.isnan(values) | finite).all(), (path, series)
            assert series in WITHOUT_NUMBER or finite.all(), (path, series)
    idle = result.series["", "available"].deterministic == 0
    assert (np.isnan(result.series["", "utilisation"].deterministic) == idle).all()


def test_cancelling_raises_at_every_stage_and_leaves_nothing() -> None:
    project = plan(facilities=[facility()], tenants=[tenant(contracts=[contract()])])
    asked = 0

    def count() -> bool:
        nonlocal asked
        asked += 1
        return False

    simulate(case_of(project), 512, cancelled=count, threads=1)
    assert asked > 8
    for stage in range(asked):
        left = stage

        def at_stage() -> bool:
            nonlocal left
            left -= 1
            return left < 0

        with pytest.raises(Cancelled):
            simulate(case_of(project), 512, cancelled=at_stage, threads=1)


def test_cancelling_stops_the_chunks_of_every_thread() -> None:
    before = threading.active_count()
    finished: list[float] = []
    with pytest.raises(Cancelled):
        simulate(
            case_of(plan(facilities=[facility()])),
            256 * 400,
            cancelled=lambda: bool(finished),
            progress=finished.append,
            threads=2,
        )
    assert len(finished) < 10
    assert threading.active_count() == before


def test_progress_rises_to_the_whole_one_stretch_at_a_time() -> None:
    told: list[float] = []
    simulate(case_of(plan(facilities=[facility()])), 1024, progress=told.append, threads=3)
    assert told == [0.5, 1.0]


def test_a_failure_in_a_thread_is_raised_to_the_caller() -> None:
    def fails(_share: float) -> None:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        simulate(case_of(plan(facilities=[facility()])), 1024, progress=fails, threads=2)


def blocked_paths(project: Project, states: dict[str, str] | None = None) -> list[str]:
    with pytest.raises(Blocked) as refusal:
        simulate(case_of(project, Choice(None, states or {})), 512)
    assert all(str(problem.message) for problem in refusal.value.problems)
    assert str(refusal.value)
    return [problem.path for problem in refusal.value.problems]


def test_an_inconsistent_case_is_blocked_and_all_its_problems_are_named() -> None:
    lease = contract(start="2027-06-01", end="2027-01-31", facilities=["nowhere"])
    project = plan(
        facilities=[facility(phases=[phase(ready=None)])], tenants=[tenant(contracts=[lease])]
    )
    assert sorted(blocked_paths(project)) == [
        "facilities/site/phases/hall/ready",
        "tenants/lab/contracts/lease/end",
        "tenants/lab/contracts/lease/facilities",
    ]


def test_what_is_inactive_blocks_nothing() -> None:
    lease = contract(start="2027-06-01", end="2027-01-31", active=False)
    project = plan(facilities=[facility()], tenants=[tenant(contracts=[lease])])
    assert simulate(case_of(project), 512).draws == 512


def test_two_outcomes_that_set_one_path_are_in_conflict_only_where_both_may_be() -> None:
    path = "facilities/site/opex"
    project = plan(
        facilities=[facility()],
        uncertainties=[
            uncertainty("a", one_of("only", 1, setting(path, 0.01))),
            uncertainty("b", one_of("only", 1, setting(path, 0.02))),
        ],
    )
    assert set(blocked_paths(project, {"a": DRAWN, "b": "only"})) == {path}
    assert set(blocked_paths(project, {"a": "only", "b": "only"})) == {path}
    simulate(case_of(project, Choice(None, {"a": DRAWN})), 512)


def test_correlations_that_contradict_each_other_are_blocked_and_named() -> None:
    ranges = {name: facility(name, opex="0.01 to 0.02") for name in ("a", "b", "c")}
    pairs = [("a", "b", 0.9), ("b", "c", 0.9), ("a", "c", -0.9)]
    correlations = [
        {"id": f"{a}{b}", "a": f"facilities/{a}/opex", "b": f"facilities/{b}/opex", "rank": rank}
        for a, b, rank in pairs
    ]
    project = plan(facilities=list(ranges.values()), correlations=correlations)
    assert blocked_paths(project) == ["correlations"]
    with pytest.raises(Blocked, match="facilities/a/opex – facilities/b/opex"):
        simulate(case_of(project), 512)


def test_the_deterministic_run_assumes_what_it_says() -> None:
    project = plan(
        facilities=[
            facility(
                opex="0.01 to 0.03",
                events=[
                    event("likely", name="A storm", probability=0.6),
                    event("unlikely", name="A flood", probability=0.2),
                ],
            )
        ],
        uncertainties=[
            uncertainty("u", one_of("only", 1, scaling("facilities/site/opex", 2)))
            | {"name": "Wages"}
        ],
    )
    said = [str(message) for message in run(project, states={"u": DRAWN}).assumptions]
    assert any("A storm" in line and "60" in line and "middle" in line for line in said)
    assert any("A flood" in line and "20" in line and "does not happen" in line for line in said)
    assert any("1 ranges" in line or "1 range" in line for line in said)
    assert any("Wages" in line and "as written" in line for line in said)


def test_a_result_names_its_case_its_months_and_its_seed() -> None:
    project = plan(months=3, settings={"seed": 7})
    result = run(project)
    assert result.case_key == case_of(project).key
    assert result.months == ("2027-01", "2027-02", "2027-03")
    assert (result.start, result.draws, result.seed) == ("2027-01", 0, 7)
    assert result.seconds >= 0


def test_a_correlated_range_that_a_case_makes_certain_blocks_nothing() -> None:
    certain = setting("facilities/a/opex", 0.03)
    project = plan(
        facilities=[facility("a", opex="0.01 to 0.02"), facility("b", opex="0.01 to 0.02")],
        correlations=[{"id": "c", "a": "facilities/a/opex", "b": "facilities/b/opex", "rank": 0.5}],
        strategies=[{"id": "s", "overrides": [certain]}],
        uncertainties=[uncertainty("u", one_of("x", 0.5, certain), one_of("y", 0.5))],
    )
    for found in (
        run(project, draws=512, strategy="s"),
        run(project, draws=512, states={"u": "x"}),
    ):
        assert found.draws == 512
    # As written it must be a range.
    assert blocked_paths(project.replacing_at("facilities/a/opex", 0.03)) == ["correlations/c/a"]
