"""Every contradiction of a plan is said, with its place; what is worth knowing is a notice."""

import importlib
import pkgutil
from typing import Any

import pytest

from planner.domain import checks, overriding
from planner.domain.case import DRAWN, Choice, case_of
from planner.domain.checks import INCONSISTENT, NOTICE, blocking, problems
from planner.domain.project import Project
from planner.domain.source import Source
from planner.units.message import Sentence
from tests.domain.contradictions import FAULTS, H100, LEASE, NOTICES, Fault
from tests.domain.plans import SOUND, many_tenants, sound

EACH = pytest.mark.parametrize(
    "fault", FAULTS, ids=lambda fault: f"{fault.says}-{fault.name}-at-{fault.path}"
)


def test_the_sound_plan_has_no_problem_and_no_notice() -> None:
    assert problems(sound()) == ()
    assert blocking(case_of(sound(), Choice("keep", {"terms": DRAWN}))) == ()


@EACH
def test_a_contradiction_is_said_once_with_its_place(fault: Fault) -> None:
    every = problems(fault.plan)
    found = {problem.message.sentence.id: problem for problem in every}
    assert len(found) == len(every)
    assert found.keys() == {fault.says, *fault.also}
    for problem in found.values():
        assert (problem.severity, problem.path) == (INCONSISTENT, fault.path)
    for word in fault.words:
        assert word in str(found[fault.says].message)


@EACH
def test_the_place_of_a_problem_is_in_the_plan(fault: Fault) -> None:
    plan = fault.plan
    for problem in problems(plan):
        plan.at(problem.path)


@EACH
def test_a_contradiction_of_what_is_computed_blocks_and_no_other(fault: Fault) -> None:
    found = blocking(case_of(fault.plan))
    assert [problem.path for problem in found] == ([fault.path] if fault.blocks else [])


def test_what_is_inactive_is_said_but_blocks_nothing() -> None:
    plan = sound().replacing_all(
        {f"{H100}/ready": None, f"{LEASE}/start": None, "tenants/lab/active": False}
    )
    plan = plan.replacing_at("facilities/memphis/active", False)
    assert {problem.path for problem in problems(plan)} == {f"{H100}/ready", f"{LEASE}/start"}
    assert blocking(case_of(plan)) == ()


def test_a_strategy_that_mends_the_plan_is_computed() -> None:
    plan = sound().replacing_all(
        {
            f"{LEASE}/end": "2026-01-31",
            "strategies/lease/overrides": [{"path": f"{LEASE}/end", "value": "2029-01-31"}],
        }
    )
    assert blocking(case_of(plan)) != ()
    assert blocking(case_of(plan, Choice("lease"))) == ()


def test_chances_that_are_off_block_the_cases_that_draw_them() -> None:
    plan = sound().replacing_at("uncertainties/terms/outcomes/cut/probability", 0.7)
    for state, count in (("", 0), ("cut", 0), (DRAWN, 1)):
        assert len(blocking(case_of(plan, Choice(None, {"terms": state})))) == count


def test_an_outcome_that_makes_the_plan_inconsistent_blocks_the_cases_that_hold_or_draw_it() -> (
    None
):
    path, place = f"{LEASE}/end", "uncertainties/terms/outcomes/cut/overrides"
    before = [{"path": path, "value": "2026-04-30"}]
    plan = sound().replacing_at(place, before)
    states = {"": [], "kept": [], "cut": [path], DRAWN: [place]}
    for state, paths in states.items():
        found = blocking(case_of(plan, Choice(None, {"terms": state})))
        assert [problem.path for problem in found] == paths
    gone = case_of(plan.replacing_at("tenants/lab/active", False), Choice(None, {"terms": DRAWN}))
    assert blocking(gone) == ()
    with_start = [*before, {"path": f"{LEASE}/start", "value": "2026-01-01"}]
    mended = case_of(plan.replacing_at(place, with_start), Choice(None, {"terms": DRAWN}))
    assert blocking(mended) == ()


def test_two_outcomes_that_are_inconsistent_only_together_block_the_cases_that_draw_both() -> None:
    def one(id: str, path: str, value: object) -> dict[str, Any]:
        changed = {"id": "moved", "probability": 0.5}
        changed["overrides"] = [{"path": path, "value": value}]
        return {"id": id, "outcomes": [changed, {"id": "same", "probability": 0.5}]}

    rows = [
        one("ends", f"{LEASE}/end", "2027-04-30"),
        one("starts", f"{LEASE}/start", "2027-08-01"),
        one("costs", f"{LEASE}/price", 5),
    ]
    plan = sound().replacing_at("uncertainties", [*sound().uncertainties, *rows])
    both = {"ends": DRAWN, "starts": DRAWN, "costs": DRAWN}
    (found,) = blocking(case_of(plan, Choice(None, both)))
    assert "end 2027-04-30 is before start 2027-08-01" in str(found.message)
    for state in ("", "same"):
        assert blocking(case_of(plan, Choice(None, both | {"ends": state}))) == ()
    held = blocking(case_of(plan, Choice(None, both | {"ends": "moved"})))
    assert [problem.path for problem in held] == ["uncertainties/starts/outcomes/moved/overrides"]


def test_an_outcome_that_changes_what_holds_for_all_draws_may_be_held_but_not_drawn() -> None:
    place = "uncertainties/terms/outcomes/cut/overrides"
    for name, value in (("months", 36), ("start", "2026-06"), ("draws", 512), ("seed", 7)):
        other = [{"path": f"settings/{name}", "value": value}]
        plan = sound().replacing_at(place, other)
        for state, paths in {"": [], "cut": [], DRAWN: [f"settings/{name}"]}.items():
            found = blocking(case_of(plan, Choice(None, {"terms": state})))
            assert [problem.path for problem in found] == paths
    as_it_is = [{"path": "settings/months", "value": 24}]
    plan = sound().replacing_at(place, as_it_is)
    assert blocking(case_of(plan, Choice(None, {"terms": DRAWN}))) == ()


def test_a_conflict_blocks_its_case_and_no_other() -> None:
    path = f"{LEASE}/price"
    plan = sound().replacing_at("strategies/lease/overrides", [{"path": path, "value": 12}])
    conflict = blocking(case_of(plan, Choice("lease", {"terms": "kept"})))
    assert [(problem.severity, problem.path) for problem in conflict] == [(INCONSISTENT, path)]
    for choice in (Choice("lease"), Choice("lease", {"terms": "cut"}), Choice(None)):
        assert blocking(case_of(plan, choice)) == ()


@pytest.mark.parametrize(
    "worth", NOTICES, ids=lambda worth: f"{worth.says}-{worth.name}-at-{worth.path}"
)
def test_what_is_worth_knowing_is_a_notice_and_blocks_nothing(worth: Fault) -> None:
    plan = worth.plan
    (found,) = problems(plan)
    assert (found.message.sentence.id, found.severity, found.path) == (
        worth.says,
        NOTICE,
        worth.path,
    )
    for word in worth.words:
        assert word in str(found.message)
    plan.at(found.path)
    assert blocking(case_of(plan)) == ()


def test_every_sentence_of_the_checks_and_of_overrides_has_its_case() -> None:
    names = [module.name for module in pkgutil.iter_modules(checks.__path__)]
    rooms = [importlib.import_module(f"{checks.__name__}.{name}") for name in names]
    declared = {
        value.id
        for room in (*rooms, overriding)
        for value in vars(room).values()
        if isinstance(value, Sentence)
    }
    assert declared == {case.says for case in (*FAULTS, *NOTICES)}


@pytest.mark.parametrize(
    "changes",
    [
        {f"{H100}/delay": 20, "correlations": []},
        {f"{LEASE}/mw": 300, f"{LEASE}/share": 1},
        {f"{LEASE}/mw": 600, f"{LEASE}/share": 0.5},
        {f"{LEASE}/mw": 301, f"{LEASE}/active": False},
        {f"{LEASE}/mw": 301, "tenants/lab/active": False},
        {f"{LEASE}/mw": None, "tenants/lab/demand": 40},
        {f"{LEASE}/ramp": 12, f"{LEASE}/mw": 300},
        {f"{H100}/accelerators": 300_000},
        {f"{H100}/accelerators": 0},
        {f"{LEASE}/tenant_exit_rate": 0.1, f"{LEASE}/tenant_notice": 0},
        {
            f"{LEASE}/tenant_exit_rate": 0.1,
            "strategies/keep/overrides": [{"path": f"{LEASE}/tenant_notice", "value": 3}],
        },
        {
            f"{LEASE}/tenant_exit_rate": 0.1,
            "uncertainties/terms/outcomes/cut/overrides": [
                {"path": f"{LEASE}/tenant_notice", "value": 3}
            ],
        },
        {f"{LEASE}/lock_in": 23, f"{LEASE}/tenant_notice": 1},
        {f"{LEASE}/signed": "2026-05"},
        {"drivers/overrun/value": 0, "drivers/overrun/scales": []},
        {f"{LEASE}/accelerators": 90_000, f"{LEASE}/credit_share": 1, f"{LEASE}/prepayment": "5 %"},
        {f"{H100}/accelerators": 10, f"{H100}/active": True, "facilities/memphis/active": False}
        | {f"{LEASE}/active": False},
    ],
)
def test_what_is_in_order_gives_no_notice(changes: dict[str, Any]) -> None:
    assert problems(sound().replacing_all(changes)) == ()


def test_notices_of_many_site_groups_compare_all_sites_together() -> None:
    sites = [
        {"id": f"f{n}", "phases": [{"id": "p", "mw": 1, "ready": "2026-05"}]} for n in range(45)
    ]
    tenants = [
        {
            "id": f"t{n}",
            "kind": "external",
            "contracts": [
                {
                    "id": "c",
                    "mw": 2,
                    "start": "2026-05-01",
                    "term": 24,
                    "facilities": [f"f{n}"],
                }
            ],
        }
        for n in range(45)
    ]
    plan = Project.model_validate(
        {"settings": SOUND["settings"], "facilities": sites, "tenants": tenants}
    )
    (found,) = problems(plan)
    assert "45 contracts together promise 90 MW" in str(found.message)
    assert "f0, f1, f2 …" in str(found.message)


def test_a_plan_of_two_thousand_tenants_is_checked_whole() -> None:
    plan = many_tenants(2000).replacing_at("tenants/t1999/facilities", ["dallas"])
    found = [problem for problem in problems(plan) if problem.severity == INCONSISTENT]
    assert [problem.path for problem in found] == ["tenants/t1999/facilities"]


def test_a_source_may_speak_of_an_entity_or_of_nothing() -> None:
    plan = sound().adding("sources", Source(id="all", path="tenants/lab"))
    assert problems(plan.adding("sources", Source(id="none"))) == ()
