"""Which rows a table has, how they change, and how new ones are named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.tenant import Tenant
from planner.editors.row_changes import Inserted, Removed, steps
from planner.editors.row_edits import duplicated, id_from, moved, new_entity
from planner.editors.row_projection import RowProjection, label
from planner.editors.tables import TABLES, Table
from tests.editors.plan import many_tenants, two_sites


def test_a_list_at_one_path_gives_its_entities() -> None:
    rows = RowProjection("facilities").projected(two_sites()).rows

    assert [(row.path, row.entity.name, row.parents) for row in rows] == [
        ("facilities/north", "North", ()),
        ("facilities/south", "South", ()),
    ]


def test_a_flattened_list_gives_the_entities_of_all_parents() -> None:
    rows = RowProjection("facilities/*/phases").projected(two_sites()).rows

    assert [(row.path, row.list_path, label(row.parents[0])) for row in rows] == [
        ("facilities/north/phases/first", "facilities/north/phases", "North"),
        ("facilities/north/phases/second", "facilities/north/phases", "North"),
        ("facilities/south/phases/first", "facilities/south/phases", "South"),
    ]


def test_entities_without_an_id_have_no_table() -> None:
    with pytest.raises(TypeError, match="Override has no id"):
        RowProjection("strategies/*/overrides")


def test_a_field_that_is_no_list_has_no_table() -> None:
    with pytest.raises(KeyError):
        RowProjection("settings/*/months")


def test_after_an_edit_all_other_rows_are_the_very_same() -> None:
    projection = RowProjection("tenants/*/contracts")
    before = many_tenants(20)
    first = projection.projected(before)
    after = projection.projected(
        before.replacing_at("tenants/tenant-7/contracts/lease/mw", 2), first
    )

    changed = [n for n, (a, b) in enumerate(zip(first.rows, after.rows, strict=True)) if a is not b]
    assert changed == [7]


def test_an_edit_elsewhere_leaves_all_rows_as_they_are() -> None:
    projection = RowProjection("tenants")
    before = two_sites()
    first = projection.projected(before)

    assert projection.projected(before.replacing_at("facilities/north/pue", 1.3), first) is first


ORDERS = st.lists(st.sampled_from("abcdefghijkl"), unique=True)


@given(ORDERS, ORDERS)
def test_the_steps_lead_from_any_order_of_rows_to_any_other(
    before: list[str], after: list[str]
) -> None:
    current = list(before)
    for step in steps(before, after):
        if isinstance(step, Removed):
            assert 0 <= step.first <= step.last < len(current)
            del current[step.first : step.last + 1]
        elif isinstance(step, Inserted):
            assert 0 <= step.first <= len(current)
            current[step.first : step.first] = after[step.first : step.last + 1]
        else:
            assert step.source != step.target
            current.insert(step.target, current.pop(step.source))

    renamed_in_place = len(before) == len(after) and all(
        a == b or (a not in after and b not in before) for a, b in zip(before, after, strict=True)
    )
    assert current == (before if renamed_in_place else after)


@pytest.mark.parametrize(
    ("before", "after", "count"),
    [
        ("abcd", "abcd", 0),
        ("abcd", "bcda", 1),
        ("abcd", "dabc", 1),
        ("abcd", "ad", 1),
        ("ad", "abcd", 1),
    ],
)
def test_one_move_removal_or_insertion_is_one_step(before: str, after: str, count: int) -> None:
    assert len(list(steps(list(before), list(after)))) == count


def test_a_new_id_is_no_step_since_the_row_stays_where_it_is() -> None:
    assert list(steps(["a", "b", "c"], ["a", "x", "c"])) == []


@pytest.mark.parametrize(
    ("name", "taken", "made"),
    [
        ("Colossus 1 lease", [], "colossus-1-lease"),
        ("Été à Zürich", [], "ete-a-zurich"),
        ("Lease", ["lease", "lease-2"], "lease-3"),
        ("東京", [], "cash-line"),
        ("--- 7", [], "7"),
    ],
)
def test_an_id_is_made_of_the_name_and_is_unique(name: str, taken: list[str], made: str) -> None:
    assert id_from(name, "Cash line", taken) == made


@given(st.text(max_size=30))
def test_any_name_gives_an_id_that_is_accepted(name: str) -> None:
    assert Tenant(id=id_from(name, "tenant", ["tenant"])).id


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_can_make_a_new_row_from_a_name_alone(table: Table) -> None:
    plan = two_sites()
    for list_path, _, _ in table.projection.lists(plan):
        made = new_entity(plan, table.projection.entity, list_path, "A name")
        assert plan.adding(list_path, made).at(f"{list_path}/a-name") == made


def test_copies_stand_after_their_originals_with_ids_of_their_own() -> None:
    paths = ["tenants/acme/contracts/lease", "tenants/acme/contracts/slice"]
    after, copies = duplicated(two_sites(), paths)

    contracts = after.at("tenants/acme").contracts
    assert [each.id for each in contracts] == ["lease", "lease-copy", "slice", "slice-copy"]
    assert [each.price for each in contracts][0:2] == [250, 250]
    assert copies == ("tenants/acme/contracts/lease-copy", "tenants/acme/contracts/slice-copy")


@pytest.mark.parametrize(
    ("chosen", "step", "order"),
    [
        ([1], -1, [1, 0, 2, 3]),
        ([0], -1, [0, 1, 2, 3]),
        ([0, 1], 1, [2, 0, 1, 3]),
        ([0, 1], -1, [0, 1, 2, 3]),
        ([0, 2], -1, [0, 2, 1, 3]),
        ([1, 3], 1, [0, 2, 1, 3]),
    ],
)
def test_rows_move_one_place_among_their_siblings(
    chosen: list[int], step: int, order: list[int]
) -> None:
    plan = many_tenants(4)
    after = moved(plan, [f"tenants/tenant-{number}" for number in chosen], step)

    assert [each.id for each in after.tenants] == [f"tenant-{number}" for number in order]


def test_moving_what_cannot_move_is_no_change() -> None:
    plan = many_tenants(2)

    assert moved(plan, ["tenants/tenant-0"], -1) is plan
