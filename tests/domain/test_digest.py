"""A fingerprint is equal for equal content and kept per entity."""

import gc
import json
import subprocess
import sys

from planner.domain.digest import digest
from planner.domain.entity import Entity
from planner.domain.path import walk
from planner.domain.project import Project
from planner.domain.strategy import Override
from tests.domain.plans import SOUND, sound


def test_equal_entities_have_equal_fingerprints() -> None:
    assert digest(sound()) == digest(sound())
    assert len(digest(sound())) == 16


def test_what_reads_the_same_has_the_same_fingerprint() -> None:
    again = Project.model_validate(json.loads(json.dumps(sound().stored())))
    assert digest(again) == digest(sound())
    assert digest(Override(path="a", value=1.0)) == digest(Override(path="a", value=1))


def test_a_default_written_out_changes_nothing() -> None:
    assert digest(sound().replacing_at("market/spot_price", 0)) == digest(sound())


def test_every_changed_field_changes_it() -> None:
    plan = sound()
    changed: list[Entity] = [
        plan.replacing_at("name", "Other"),
        plan.replacing_at("market/spot_price", 1),
        plan.replacing_at("facilities/spare/phases/one/mw", "50 to 61"),
        plan.replacing_at("facilities/spare/phases/one/mw", 50),
        plan.replacing_at("facilities", plan.facilities[::-1]),
        plan.replacing_at("strategies/keep/overrides/0/value", 1),
        plan.replacing_at("strategies/keep/overrides/0/value", True),
        plan.replacing_at("strategies/keep/overrides/0/factor", 1),
        plan.replacing_at("strategies/keep/overrides/0/value", None),
        plan.replacing_at("tenants/own/demand", None),
        plan.replacing_at("signposts/news/likelihood", {"kept": 0.7, "cut": 0.3}),
        plan.removing("tenants/own"),
    ]
    assert len({digest(each) for each in [plan, *changed]}) == len(changed) + 1


def test_another_process_finds_the_same_fingerprint() -> None:
    code = (
        "import json, sys; from planner.domain.digest import digest; "
        "from planner.domain.project import Project; "
        "print(digest(Project.model_validate(json.load(sys.stdin))).hex())"
    )
    found = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(SOUND),
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == digest(sound()).hex()


def test_fingerprints_of_entities_that_are_gone_are_not_kept() -> None:
    from planner.domain import digest as module

    gc.collect()
    before = len(module._kept)
    plan = sound()
    digest(plan)
    assert len(module._kept) >= before + sum(1 for _ in walk(plan)) - 2
    del plan
    gc.collect()
    assert len(module._kept) <= before + 2
