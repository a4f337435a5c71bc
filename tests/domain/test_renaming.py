"""A new id is written wherever the old one stood, and nowhere else."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from planner.domain.checks import problems
from planner.domain.difference import differences
from planner.domain.project import Project
from planner.domain.renaming import referrers, renamed
from tests.domain.plans import many_tenants, sound

LEASE = "tenants/lab/contracts/lease"
H100 = "facilities/memphis/phases/h100"
PERMIT = "facilities/memphis/events/permit"


def woven() -> Project:
    """The sound plan with every kind of reference, also inside what overrides set."""
    overrides: list[dict[str, Any]] = [
        {"path": f"{LEASE}/parts", "value": [{"facility": "memphis", "mw": 3}]},
        {"path": f"{LEASE}/facilities", "value": ["memphis", "spare"]},
        {"path": f"{PERMIT}/phases", "value": ["h100"]},
        {"path": f"{PERMIT}/supplies", "value": ["grid"]},
        {"path": "drivers/overrun/scales", "value": [f"{H100}/it_cost"]},
        {"path": "correlations/slips/a", "value": "facilities/memphis/pue"},
        {"path": "facilities/memphis/site", "value": "memphis"},
        {"path": "facilities/memphis/owner", "value": None},
        {"path": "facilities/memphis/opex", "factor": 0.7},
    ]
    return sound().replacing_all(
        {
            "facilities/memphis/pue": "1.2 to 1.3",
            "strategies/lease/overrides": overrides,
            f"{LEASE}/mw": None,
            f"{LEASE}/parts": [{"facility": "memphis", "mw": 60}],
            f"{PERMIT}/phases": ["h100"],
            f"{PERMIT}/supplies": ["grid"],
            "drivers/overrun/scales": [f"{H100}/shell_cost"],
            "facilities/spare/lease_in": {
                "facilities": ["memphis"],
                "start": "2026-05-01",
                "term": 12,
            },
            "sources/filing/path": f"{H100}/mw",
        }
    )


RENAMED = [
    "facilities/memphis",
    H100,
    "facilities/memphis/supplies/grid",
    PERMIT,
    "facilities/memphis/loans/bank",
    "tenants/lab",
    LEASE,
    "drivers/overrun",
    "correlations/slips",
    "strategies/lease",
    "uncertainties/terms",
    "uncertainties/terms/outcomes/kept",
    "signposts/news",
    "sources/filing",
]


def spelled(project: Project, word: str) -> list[str]:
    """Where the word stands between quotes or slashes."""
    text = json.dumps(project.stored())
    return [part for part in text.replace('"', "/").split("/") if part == word]


def test_the_woven_plan_is_in_order() -> None:
    assert problems(woven()) == ()


@pytest.mark.parametrize("path", RENAMED)
def test_a_new_id_leaves_no_reference_behind(path: str) -> None:
    before = woven()
    after = renamed(before, path, "renamed-1")
    assert problems(after) == ()
    list_path, _, old_id = path.rpartition("/")
    assert after.at(f"{list_path}/renamed-1")
    # "memphis" also stands as the free text of a site, "lease" as the id of a strategy, "kept" not.
    left = {"memphis": 1, "lease": len(spelled(before, "lease"))}.get(old_id, 0)
    found = len(spelled(after, old_id))
    assert found == left if old_id != "lease" else found < left


@pytest.mark.parametrize("path", RENAMED)
def test_renaming_back_gives_the_same_plan(path: str) -> None:
    list_path, _, old_id = path.rpartition("/")
    after = renamed(woven(), path, "renamed-1")
    assert renamed(after, f"{list_path}/renamed-1", old_id) == woven()


@pytest.mark.parametrize("path", RENAMED)
def test_only_the_id_and_what_refers_to_it_changes(path: str) -> None:
    before = woven()
    outside = referrers(before, path)
    after = renamed(before, path, "renamed-1")
    list_path = path.rpartition("/")[0]
    changed = [found.path for found in differences(before, after)]
    for each in changed:
        inside = each.startswith((path, f"{list_path}/renamed-1"))
        referred = any(each in (one, one.rpartition("/")[0].rpartition("/")[0]) for one in outside)
        assert inside or referred or each == list_path, each


def test_the_same_id_in_another_list_is_left_alone() -> None:
    plan = sound().replacing_at("facilities/spare/phases/one/id", "h100")
    plan = plan.replacing_at("correlations", ())
    plan = plan.replacing_at(f"{PERMIT}/phases", ["h100"])
    after = renamed(plan, "facilities/spare/phases/h100", "two")
    assert after.at(f"{PERMIT}/phases") == ("h100",)
    after = renamed(plan, H100, "two")
    assert after.at(f"{PERMIT}/phases") == ("two",)
    assert after.at("facilities/spare/phases/h100")


def test_an_id_that_begins_like_another_is_left_alone() -> None:
    plan = sound().replacing_at("sources/filing/path", "facilities/spare/pue")
    plan = renamed(plan, "facilities/memphis", "spare-2")
    assert plan.at("sources/filing/path") == "facilities/spare/pue"
    assert (
        renamed(plan, "facilities/spare", "s")
        .at("correlations/slips/a")
        .startswith("facilities/spare-2/")
    )


@pytest.mark.parametrize(
    ("new_id", "words"),
    [("spare", "“spare” is used twice"), ("a b", "“a b” is not an id"), ("", "“” is not an id")],
)
def test_an_id_that_is_taken_or_none_is_refused_with_a_sentence(new_id: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        renamed(sound(), "facilities/memphis", new_id)


@pytest.mark.parametrize(
    "path", ["facilities/dallas", "settings", "facilities/spare/lease_in", "market/spot_price"]
)
def test_what_is_no_listed_entity_has_no_id_to_change(path: str) -> None:
    with pytest.raises(KeyError):
        renamed(woven(), path, "x")
    with pytest.raises(KeyError):
        referrers(woven(), path)


def test_the_same_id_again_changes_nothing() -> None:
    plan = woven()
    assert renamed(plan, LEASE, "lease") is plan


def test_rows_that_do_not_refer_are_shared() -> None:
    before = many_tenants(200).replacing_at("tenants/t7/facilities", ["memphis"])
    after = renamed(before, "facilities/memphis", "reno")
    touched = [
        tenant.id
        for tenant, same in zip(after.tenants, before.tenants, strict=True)
        if tenant is not same
    ]
    assert touched == ["t7"]
    assert after.settings is before.settings


def test_referrers_are_the_fields_outside_that_speak_of_it() -> None:
    plan = woven()
    assert set(referrers(plan, H100)) == {
        f"{PERMIT}/phases",
        "drivers/overrun/scales",
        "correlations/slips/a",
        "sources/filing/path",
        "strategies/lease/overrides/2/value",
        "strategies/lease/overrides/4/value",
    }
    assert set(referrers(plan, "uncertainties/terms/outcomes/kept")) == {
        "signposts/news/likelihood"
    }
    assert set(referrers(plan, "uncertainties/terms")) == {"signposts/news/uncertainty"}
    assert referrers(plan, "signposts/news") == ()


def test_every_referrer_leads_nowhere_once_its_entity_is_gone() -> None:
    plan = woven()
    for path in RENAMED:
        left = plan.removing(path)
        said = {problem.path for problem in problems(left)}
        for one in referrers(plan, path):
            holder, overrides, _ = one.partition("/overrides/")
            assert holder + overrides.removesuffix("/") in said, (path, one)
