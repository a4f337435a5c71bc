"""A plan is saved and opened again without losing or gaining anything."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.domain.checks import problems
from planner.domain.column import Column
from planner.domain.entity import Entity
from planner.domain.project import FORMAT, Project
from planner.domain.strategy import Override
from planner.storage.atomic import ChangedOnDisk, backup_path
from planner.storage.layout import WIDTH
from planner.storage.project_file import (
    Unreadable,
    dumps,
    loads,
    read,
    write,
    write_unless_changed,
)
from planner.storage.scanner import scan
from planner.storage.text_file import LARGEST_FILE
from planner.units.message import Refused

PLANS = sorted((Path(__file__).parent.parent / "plans").glob("*.ncplan"))
Made = st.SearchStrategy[Any]

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,8}", fullmatch=True)
MONTHS = st.builds("{:04d}-{:02d}".format, st.integers(1970, 2200), st.integers(1, 12))
DAYS = st.builds("{}-{:02d}".format, MONTHS, st.integers(1, 28))
SHARES = st.floats(0, 1)


def numbers(column: Column) -> Made:
    whole = st.integers(int(max(column.low, -1e12)), int(min(column.high, 1e12)))
    return whole | st.floats(column.low, column.high)


def ranges(column: Column) -> Made:
    """Every notation of MODEL.md with arguments inside the field's bounds."""
    ends = st.lists(numbers(column).map(float), min_size=3, max_size=3, unique=True).map(sorted)
    spread = st.floats(0, 100)
    chances = st.integers(1, 99).map(lambda percent: (percent, 100 - percent))
    return (
        st.builds(lambda e: f"{e[0]!r} to {e[2]!r}", ends)
        | st.builds(lambda e: f"uniform({e[0]!r}, {e[2]!r})", ends)
        | st.builds(lambda e: f"triangular({e[0]!r}, {e[1]!r}, {e[2]!r})", ends)
        | st.builds(lambda e: f"pert({e[0]!r}, {e[1]!r}, {e[2]!r})", ends)
        | st.builds(lambda e, s: f"normal({e[1]!r}, {s!r})", ends, spread)
        | st.builds(lambda e, c: f"discrete({e[0]!r}: {c[0]}%, {e[1]!r}: {c[1]}%)", ends, chances)
    )


def amounts(column: Column) -> Made:
    relative = st.integers(0, 99).map(lambda number: f"{number} {column.alternative}")
    return numbers(column) | relative


KINDS: dict[str, Callable[[Column], Made]] = {
    "id": lambda _: IDS,
    "text": lambda _: TEXTS,
    "number": numbers,
    "whole": lambda c: st.integers(int(c.low) // c.step, int(c.high) // c.step).map(
        lambda times: times * c.step
    ),
    "quantity": lambda c: numbers(c) | ranges(c),
    "flag": lambda _: st.booleans(),
    "choice": lambda c: st.sampled_from(c.choices),
    "month": lambda _: MONTHS,
    "month_or_start": lambda _: MONTHS | st.just("start"),
    "date": lambda _: DAYS,
    "loose_date": lambda _: DAYS | MONTHS | st.just("2026"),
    "reference": lambda _: IDS,
    "references": lambda _: st.lists(IDS, max_size=3),
    "path": lambda _: TEXTS,
    "paths": lambda _: st.lists(TEXTS, max_size=3),
    "ramp": lambda _: st.floats(0, 1200) | st.lists(SHARES, max_size=3),
    "shares": lambda c: st.lists(st.floats(c.low, c.high), max_size=3),
    "spend": lambda _: st.lists(st.tuples(MONTHS | st.just("start"), SHARES), max_size=3),
    "demand": lambda c: (
        numbers(c) | ranges(c) | st.lists(st.tuples(MONTHS, numbers(c)), max_size=3)
    ),
    "amount": amounts,
    "likelihood": lambda _: st.dictionaries(IDS, SHARES, max_size=3),
}


def fields(column: Column) -> Made:
    if column.entity is not None:
        inner = entities(column.entity)
        if column.kind == "entities":
            inner = st.lists(inner, max_size=2, unique_by=lambda one: one.get("id", id(one)))
    else:
        inner = KINDS[column.kind](column)
    return inner | st.none() if column.optional else inner


def entities(entity: type[Entity]) -> Made:
    """Plain values of an entity: what is required, and any of the rest."""
    if entity is Override:
        paths = TEXTS
        return st.builds(lambda p, v: {"path": p, "value": v}, paths, VALUES) | st.builds(
            lambda p, f: {"path": p, "factor": f}, paths, st.floats(-1e6, 1e6)
        )
    columns = entity.columns()
    return st.fixed_dictionaries(
        {one.name: fields(one) for one in columns if one.required},
        optional={one.name: fields(one) for one in columns if not one.required},
    )


VALUES = st.none() | st.booleans() | st.integers(-99, 99) | TEXTS | st.lists(SHARES, max_size=2)
PROJECTS = entities(Project).map(Project.model_validate)
SLOW = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@SLOW
@given(PROJECTS)
def test_any_plan_survives_saving_and_opening_exactly(project: Project) -> None:
    text = dumps(project)
    again = loads(text)
    assert again == project
    assert dumps(again) == text
    assert text.endswith("}\n")


@SLOW
@given(PROJECTS)
def test_what_is_left_out_of_the_file_is_exactly_what_is_default(project: Project) -> None:
    _assert_short(json.loads(dumps(project)), project)


@SLOW
@given(PROJECTS)
def test_every_problem_of_any_plan_can_be_said_with_its_line(project: Project) -> None:
    text = dumps(project)
    scanned = scan(text)
    for problem in problems(project):
        assert str(problem.message)
        assert 1 <= scanned.line_of(problem.path) <= text.count("\n")


def _assert_short(tree: dict[str, Any], entity: Entity) -> None:
    for column in entity.columns():
        value = getattr(entity, column.name)
        is_left_out = column.name not in tree
        assert is_left_out == (not column.required and value == column.default), column.name
        if column.entity is not None and not is_left_out and value is not None:
            pairs = zip(tree[column.name], value, strict=True)
            for node, one in pairs if column.kind == "entities" else [(tree[column.name], value)]:
                if not isinstance(one, Override):
                    _assert_short(node, one)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_nine_drafts_open_and_survive_saving(path: Path) -> None:
    project = read(path).project
    assert loads(dumps(project)) == project
    assert max(len(line) for line in dumps(project).splitlines() if '"' not in line) <= WIDTH


def test_there_are_nine_drafts() -> None:
    assert len(PLANS) == 9


def test_fields_stand_in_declared_order_and_the_required_ones_are_always_there() -> None:
    project = loads(
        '{"tenants": [{"contracts": [], "kind": "external", "id": "a"}],'
        ' "settings": {"months": 12, "start": "2026-05", "draws": 10240}, "name": "", "format": 1}'
    )
    assert dumps(project) == (
        '{\n "format": 1,\n "settings": {\n  "start": "2026-05",\n  "months": 12\n },\n'
        ' "tenants": [\n  {\n   "id": "a",\n   "kind": "external"\n  }\n ]\n}\n'
    )


def test_a_null_that_an_override_sets_is_kept() -> None:
    text = (
        '{"format": 1, "settings": {"start": "2026-05"}, "strategies": [{"id": "s", "overrides":'
        ' [{"path": "market/own_chip_start", "value": null}]}]}'
    )
    assert '{"path": "market/own_chip_start", "value": null}' in dumps(loads(text))


def test_a_saved_plan_is_read_with_its_stamp_and_kept_from_being_overwritten(
    tmp_path: Path,
) -> None:
    path = tmp_path / "plan.ncplan"
    first = loads('{"format": 1, "settings": {"start": "2026-05"}}')
    second = first.replacing(name="Second")
    stamp = write(path, first)
    opened = read(path)
    assert (opened.project, opened.stamp, opened.format) == (first, stamp, FORMAT)
    write_unless_changed(path, second, opened.stamp)
    assert read(path).project == second
    assert read(backup_path(path)).project == first
    with pytest.raises(ChangedOnDisk):
        write_unless_changed(path, first, opened.stamp)
    assert read(path).project == second


def test_a_plan_too_large_to_be_opened_again_is_not_saved(tmp_path: Path) -> None:
    path = tmp_path / "plan.ncplan"
    plan = loads('{"format": 1, "settings": {"start": "2026-05"}}')
    with pytest.raises(Refused, match="a plan has at most 32 MB"):
        write(path, plan.replacing(note="x" * LARGEST_FILE))
    assert list(tmp_path.iterdir()) == []


def test_the_line_of_a_path_is_that_of_the_field_or_of_its_nearest_parent(tmp_path: Path) -> None:
    path = tmp_path / "plan.ncplan"
    path.write_text(
        '{\n"format": 1,\n"settings": {\n"start": "2026-05"\n},\n"tenants": [\n'
        '{"id": "a"},\n{"id": "1",\n"contracts": [\n{"id": "0", "mw": 1}]}]}',
        "utf-8",
    )
    scan = read(path).scan
    lines = {
        "": 1,
        "settings/start": 4,
        "settings/months": 3,
        "tenants/a": 7,
        "tenants/1": 8,
        "tenants/1/contracts/0/mw": 10,
        "tenants/none/contracts": 6,
        "market/contract_price": 1,
    }
    assert {place: scan.line_of(place) for place in lines} == lines


def test_a_byte_order_mark_and_other_line_ends_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "plan.ncplan"
    path.write_bytes(b'\xef\xbb\xbf{\r\n"format": 1,\r\n"settings": {"start": "2026-05"}\r\n}\r\n')
    assert read(path).project == loads('{"format": 1, "settings": {"start": "2026-05"}}')


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("true", "true"),
        ("null", "null"),
        ('"one"', '"one"'),
        ("0", "0"),
        ("1.5", "1.5"),
        ("[1]", "[…]"),
        ('{"is": 1}', "{…}"),
    ],
)
def test_a_format_that_is_no_number_is_said_as_the_file_has_it(given: str, shown: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        loads(f'{{"format": {given}, "settings": {{"start": "2026-05"}}}}')
    assert [str(fault.message) for fault in refusal.value.faults] == [
        f"The format {shown} does not exist; it is a whole number from 1 to 1."
    ]


def test_a_newer_format_is_said_once_and_nothing_else_of_the_file_is_judged() -> None:
    with pytest.raises(Unreadable) as refusal:
        loads('{"format": 7, "settings": {}, "galaxies": []}')
    assert [str(fault) for fault in refusal.value.faults] == [
        "1:12: format: The plan has format 7, made by a newer version of this program; this one "
        "reads up to format 1."
    ]
