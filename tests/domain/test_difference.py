"""What differs between two plans is told field by field."""

from planner.domain.case import Choice, case_of
from planner.domain.contract import Part
from planner.domain.difference import ABSENT, Difference, differences
from planner.domain.facility import Facility
from planner.domain.strategy import Override
from planner.domain.tenant import Build
from tests.domain.plans import many_tenants, sound


def test_equal_plans_do_not_differ() -> None:
    assert differences(sound(), sound()) == ()


def test_changed_fields_are_told_with_both_values_in_the_order_of_the_file() -> None:
    before = sound()
    after = before.replacing_all(
        {"tenants/lab/contracts/lease/price": 450, "settings/months": 36, "market/spot_price": 2}
    )
    assert differences(before, after) == (
        ("settings/months", 24, 36),
        ("market/spot_price", 0.0, 2.0),
        ("tenants/lab/contracts/lease/price", 400.0, 450.0),
    )


def test_an_added_and_a_removed_entity_are_told_once_not_field_by_field() -> None:
    before = sound()
    added = before.adding("facilities", Facility(id="reno"), place=0)
    after = added.removing("tenants/lab")
    first, second = differences(before, after)
    assert (first.is_added, first.is_removed) == (True, False)
    assert (second.is_added, second.is_removed) == (False, True)
    assert first == ("facilities/reno", ABSENT, after.facilities[0])
    assert second == ("tenants/lab", before.tenants[1], ABSENT)
    assert differences(after, before)[1] == ("tenants/lab", ABSENT, before.tenants[1])


def test_another_order_is_told_by_the_ids() -> None:
    before = sound()
    after = before.replacing_at("facilities", before.facilities[::-1])
    assert differences(before, after) == (
        ("facilities", ("memphis", "spare"), ("spare", "memphis")),
    )


def test_an_optional_entity_that_comes_or_goes_is_absent_on_one_side() -> None:
    before = sound()
    after = before.replacing_at("tenants/own/build", Build())
    assert differences(before, after) == (("tenants/own/build", ABSENT, Build()),)
    assert differences(after, before) == (("tenants/own/build", Build(), ABSENT),)
    changed = after.replacing_at("tenants/own/build/cost", 40)
    assert differences(after, changed) == (("tenants/own/build/cost", 0.0, 40.0),)


def test_lists_without_ids_are_compared_whole() -> None:
    before = sound()
    parts = (Part(facility="memphis", mw=60),)
    after = before.replacing_at("tenants/lab/contracts/lease/parts", parts)
    assert differences(before, after) == (("tenants/lab/contracts/lease/parts", (), parts),)
    overrides = (Override(path="settings/months", factor=2),)
    assert differences(before, before.replacing_at("strategies/lease/overrides", overrides)) == (
        ("strategies/lease/overrides", (), overrides),
    )


def test_true_is_not_one() -> None:
    before = sound().replacing_at("strategies/keep/overrides/0/value", 1)
    after = before.replacing_at("strategies/keep/overrides/0/value", True)
    assert [found.path for found in differences(before, after)] == ["strategies/keep/overrides"]


def test_the_plans_of_two_cases_differ_in_what_was_overridden() -> None:
    plan = sound()
    written, kept = case_of(plan).plan, case_of(plan, Choice("keep", {"terms": "kept"})).plan
    assert differences(written, kept) == (
        Difference("tenants/lab/contracts/lease/share", 1.0, 0.0),
        Difference("tenants/lab/contracts/lease/price", 400.0, 500.0),
    )


def test_only_the_changed_row_of_many_is_looked_into() -> None:
    before = many_tenants(2000)
    after = before.replacing_at("tenants/t7/contracts/c/price", 7)
    assert differences(before, after) == (("tenants/t7/contracts/c/price", 1.0, 7.0),)
