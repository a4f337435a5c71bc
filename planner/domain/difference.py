"""What differs between two plans, or between the plans of two cases, field by field."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from planner.domain.column import Column
from planner.domain.entity import Entity, stored_value
from planner.domain.path import Path


@dataclass(frozen=True)
class Absent:
    """Stands for the value of an entity that is not in one of the two plans."""

    def __bool__(self) -> bool:
        return False


ABSENT = Absent()


class Difference(NamedTuple):
    """One field, or one listed entity, that is not the same.

    `before` and `after` are the values of a field; where an entity was added or removed they are
    ABSENT and the entity, and `path` is the entity's. Where only the order of a list changed they
    are the ids in both orders, and `path` is the list's.
    """

    path: Path
    before: Any
    after: Any

    @property
    def is_added(self) -> bool:
        """Whether an entity is new."""
        return self.before is ABSENT

    @property
    def is_removed(self) -> bool:
        """Whether an entity is gone."""
        return self.after is ABSENT


def differences(before: Entity, after: Entity, path: Path = "") -> tuple[Difference, ...]:
    """What differs, in the order of the file; nothing for equal plans.

    What both plans share is not looked into, so the cost is that of the changed branches. Lists
    without ids (parts, overrides) are compared whole, as they are replaced whole.
    """
    return tuple(_differences(before, after, path))


def _differences(before: Entity, after: Entity, path: Path) -> Iterator[Difference]:
    if before is after:
        return
    for name, column in type(after).columns_by_name().items():
        one, other = getattr(before, name), getattr(after, name)
        where = f"{path}/{name}" if path else name
        if one is other:
            continue
        if column.kind == "entities" and _have_ids(column.entity):
            yield from _rows(one, other, where)
        elif column.kind == "entity" and one is not None and other is not None:
            yield from _differences(one, other, where)
        elif column.kind == "entity" and (one is None) != (other is None):
            yield Difference(where, *(ABSENT if each is None else each for each in (one, other)))
        elif one != other or _written(column, one) != _written(column, other):
            yield Difference(where, one, other)


def _rows(before: tuple[Any, ...], after: tuple[Any, ...], path: Path) -> Iterator[Difference]:
    old = {row.id: row for row in before}
    new = {row.id: row for row in after}
    for row in before:
        if row.id not in new:
            yield Difference(f"{path}/{row.id}", row, ABSENT)
    for row in after:
        where = f"{path}/{row.id}"
        if row.id not in old:
            yield Difference(where, ABSENT, row)
        else:
            yield from _differences(old[row.id], row, where)
    kept = [row.id for row in before if row.id in new]
    moved = [row.id for row in after if row.id in old]
    if kept != moved:
        yield Difference(path, tuple(old), tuple(new))


def _written(column: Column, value: Any) -> str:
    """The value as the file has it, where true is not 1."""
    return json.dumps(stored_value(column, value), sort_keys=True)


def _have_ids(kind: type[Any] | None) -> bool:
    return kind is not None and "id" in kind.columns_by_name()
