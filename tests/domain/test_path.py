"""Paths lead to fields and entries; an edit makes a new plan that shares all it does not touch."""

import pytest
from pydantic import ValidationError

from planner.domain.facility import Facility
from planner.domain.path import exists, placed, resolved, walk
from planner.domain.phase import Phase
from planner.domain.project import Project
from tests.domain.plans import many_tenants, sound

LEADS_NOWHERE = [
    "facilities/dallas",
    "facilities/memphis/colour",
    "facilities/memphis/phases/h200/mw",
    "settings/start/year",
    "facilities//phases",
    "/settings",
    "settings/",
    "facilities/memphis/lease_in/price",
    "market/contract_mean/x",
    "strategies/keep/overrides/1",
    "colour",
]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("settings/months", 24),
        ("facilities/memphis/phases/h100/mw", 300.0),
        ("facilities/memphis/phases/h100/ramp", 0.0),
        ("market/contract_drift", 0.0),
        ("strategies/keep/overrides/0/value", 0),
    ],
)
def test_a_path_leads_to_a_field_also_to_one_that_is_left_out(path: str, value: object) -> None:
    assert sound().at(path) == value
    assert exists(sound(), path)
    found = resolved(sound(), path)
    assert found is not None
    assert found[1].name == path.rpartition("/")[2]


def test_a_path_leads_to_a_listed_entity_and_the_empty_path_to_the_plan() -> None:
    plan = sound()
    assert plan.at("tenants/lab") is plan.tenants[1]
    assert plan.at("") is plan
    assert exists(plan, "tenants/lab/contracts/lease")


@pytest.mark.parametrize("path", LEADS_NOWHERE)
def test_a_path_that_leads_nowhere_is_named(path: str) -> None:
    plan = sound()
    with pytest.raises(KeyError, match=path):
        plan.at(path)
    with pytest.raises(KeyError, match=path):
        plan.replacing_at(path, 3)
    assert not exists(plan, path)
    assert resolved(plan, path) is None


def test_replacing_a_nested_field_shares_every_other_row() -> None:
    before = many_tenants(2000)
    after = before.replacing_at("tenants/t1000/contracts/c/price", 7)
    assert after.at("tenants/t1000/contracts/c/price") == 7.0
    assert before.at("tenants/t1000/contracts/c/price") == 1.0
    touched = [
        tenant.id
        for tenant, same in zip(after.tenants, before.tenants, strict=True)
        if tenant is not same
    ]
    assert touched == ["t1000"]
    for name in Project.model_fields:
        if name != "tenants":
            assert getattr(after, name) is getattr(before, name)
    changed, same = after.tenants[1000], before.tenants[1000]
    for name in type(same).model_fields:
        if name != "contracts":
            assert getattr(changed, name) is getattr(same, name)


def test_replacing_several_fields_is_in_order_and_shares_the_rest() -> None:
    before = sound()
    after = before.replacing_all(
        {
            "facilities/spare/pue": 1.1,
            "facilities/spare/phases/one/mw": 70,
            "settings/months": 36,
            "facilities/spare/opex": "0.01 to 0.02",
        }
    )
    spare = after.at("facilities/spare")
    assert (spare.pue, spare.phases[0].mw, after.settings.months) == (1.1, 70.0, 36)
    assert spare.opex.text == "0.01 to 0.02"
    assert after.facilities[0] is before.facilities[0]
    assert after.tenants is before.tenants


def test_a_refused_value_leaves_the_plan_and_names_the_field() -> None:
    before = sound()
    with pytest.raises(ValidationError, match=r"PUE: 0\.5 is out of bounds"):
        before.replacing_at("facilities/spare/pue", 0.5)
    assert before == sound()


def test_a_listed_entity_is_replaced_whole() -> None:
    before = sound()
    after = before.replacing_at("facilities/spare", Facility(id="spare", name="Other"))
    assert after.at("facilities/spare/name") == "Other"
    assert after.facilities[0] is before.facilities[0]
    with pytest.raises(KeyError, match="facilities/spare"):
        before.replacing_at("facilities/spare", 3)


def test_an_id_may_change_unless_a_sibling_has_it() -> None:
    plan = sound().replacing_at("facilities/spare/id", "reno")
    assert [facility.id for facility in plan.facilities] == ["memphis", "reno"]
    with pytest.raises(ValidationError, match="“memphis” is used twice"):
        sound().replacing_at("facilities/spare/id", "memphis")


def test_entities_are_added_at_the_end_or_before_a_place_and_removed() -> None:
    plan = sound().adding("facilities/spare/phases", Phase(id="two"))
    plan = plan.adding("facilities/spare/phases", Phase(id="zero"), place=0)
    assert [phase.id for phase in plan.at("facilities/spare/phases")] == ["zero", "one", "two"]
    with pytest.raises(ValidationError, match="“two” is used twice"):
        plan.adding("facilities/spare/phases", Phase(id="two"))
    plan = plan.removing("facilities/spare/phases/one")
    assert [phase.id for phase in plan.at("facilities/spare/phases")] == ["zero", "two"]
    with pytest.raises(KeyError, match="phases/one"):
        plan.removing("facilities/spare/phases/one")


def test_entries_without_ids_are_called_by_their_place() -> None:
    plan = sound().replacing_at("strategies/keep/overrides/0/path", "settings/months")
    assert plan.at("strategies/keep/overrides/0").path == "settings/months"


def test_placing_sets_an_accepted_value_and_shares_the_rest() -> None:
    before = sound()
    path = "facilities/memphis/phases/h100/mw"
    after = placed(before, path.split("/"), 5.0, path)
    assert after == before.replacing_at(path, 5)
    assert after.facilities[1] is before.facilities[1]


def test_walking_meets_every_entity_once_parents_first() -> None:
    plan = sound()
    paths = [path for path, _ in walk(plan)]
    assert len(set(paths)) == len(paths)
    assert paths[:3] == ["", "settings", "market"]
    assert "facilities/memphis/events/permit" in paths
    assert "strategies/keep/overrides/0" in paths
    for path, entity in walk(plan):
        assert plan.at(path) is entity
        parent = path.rpartition("/")[0] or "no parent"
        assert parent not in paths or paths.index(parent) < paths.index(path)
