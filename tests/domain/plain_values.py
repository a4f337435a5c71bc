"""Plain values, as a file has them, for every kind of field. Used by the tests of this room."""

import math
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from planner.domain.column import Column
from planner.domain.entity import Entity
from planner.domain.project import Project
from planner.domain.strategy import Override

Made = st.SearchStrategy[Any]

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,8}", fullmatch=True)
MONTHS = st.builds("{:04d}-{:02d}".format, st.integers(1970, 2200), st.integers(1, 12))
DAYS = st.builds("{}-{:02d}".format, MONTHS, st.integers(1, 28))
SHARES = st.floats(0, 1)


def numbers(column: Column) -> Made:
    low, high = math.ceil(column.low), math.floor(column.high)
    return st.integers(low, high) | st.floats(column.low, column.high)


def ranges(column: Column) -> Made:
    """Every notation, with values inside the field's bounds."""
    ends = st.lists(
        st.floats(column.low, column.high, allow_subnormal=False),
        min_size=3,
        max_size=3,
        unique=True,
    ).map(sorted)
    spread = st.floats(0, 100)
    percent = st.integers(0, 100)
    return (
        st.builds("{0[0]!r} to {0[2]!r}".format, ends)
        | st.builds("uniform({0[0]!r}, {0[2]!r})".format, ends)
        | st.builds("triangular({0[0]!r}, {0[1]!r}, {0[2]!r})".format, ends)
        | st.builds("pert({0[0]!r}, {0[0]!r}, {0[2]!r})".format, ends)
        | st.builds("normal({0[1]!r}, {1!r})".format, ends, spread)
        | ends.filter(lambda e: e[2] > 0).flatmap(
            lambda e: spread.map(lambda s: f"lognormal({e[2]!r}, {s!r})")
        )
        | st.builds(lambda e, p: f"discrete({e[0]!r}: {p}%, {e[1]!r}: {100 - p}%)", ends, percent)
    )


def _amounts(column: Column) -> Made:
    relative = st.floats(0, 100).map(lambda number: f"{number!r} {column.alternative}")
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
    "ramp": lambda c: numbers(c) | st.lists(SHARES, max_size=3),
    "shares": lambda c: st.lists(st.floats(c.low, c.high), max_size=3),
    "spend": lambda _: st.lists(st.tuples(MONTHS | st.just("start"), SHARES), max_size=3),
    "demand": lambda c: (
        numbers(c) | ranges(c) | st.lists(st.tuples(MONTHS, numbers(c)), max_size=3)
    ),
    "amount": _amounts,
    "likelihood": lambda _: st.dictionaries(IDS, SHARES, max_size=3),
}


def field(column: Column) -> Made:
    """Plain values that a field accepts."""
    if column.entity is not None:
        inner = entity(column.entity)
        if column.kind == "entities":
            inner = st.lists(inner, max_size=2, unique_by=lambda one: one.get("id", id(one)))
    else:
        inner = KINDS[column.kind](column)
    return inner | st.none() if column.optional else inner


def entity(kind: type[Entity]) -> Made:
    """What an entity is read from: the required fields and some of the others."""
    if kind is Override:
        values = st.none() | st.booleans() | st.integers(-99, 99) | TEXTS | st.lists(SHARES)
        sets = st.fixed_dictionaries({"path": TEXTS, "value": values})
        return sets | st.fixed_dictionaries({"path": TEXTS, "factor": st.floats(-9, 9)})
    columns = kind.columns()
    return st.fixed_dictionaries(
        {one.name: field(one) for one in columns if one.required},
        optional={one.name: field(one) for one in columns if not one.required},
    )


def every_kind_of_entity() -> list[type[Entity]]:
    """The plan's type and all that it is made of."""
    found: list[type[Entity]] = []

    def add(kind: type[Entity]) -> None:
        if kind not in found:
            found.append(kind)
            for column in kind.columns():
                if column.entity is not None:
                    add(column.entity)

    add(Project)
    return found
