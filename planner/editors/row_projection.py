"""Which entities a table shows as its rows, from one list or from the same list of many parents."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import is_
from typing import Any

from planner.domain.entity import Entity
from planner.domain.path import Path, child
from planner.domain.project import Project

ANY = "/*/"


@dataclass(frozen=True, eq=False, slots=True)
class Row:
    """An entity with its path, the list it stands in and what it lies in, outermost first.

    Rows are kept while nothing of them changes, so identity tells whether one is as it was.
    """

    path: Path
    list_path: Path
    parents: tuple[Entity, ...]
    entity: Any


@dataclass(frozen=True, eq=False)
class Projected:
    """All rows of a table; `top` is the list of the plan that they come from or lie in.

    `below` has the rows that lie in each entity of `top`, by its identity.
    """

    top: tuple[Entity, ...]
    rows: tuple[Row, ...]
    below: Mapping[int, tuple[Row, ...]]


def label(entity: Any) -> str:
    """What an entity is called on screen: its name, else its id."""
    return str(getattr(entity, "name", "") or getattr(entity, "id", ""))


def joined(path: Path, step: str) -> Path:
    """The path of a field or list of the entity at a path; the plan's own path is empty."""
    return f"{path}/{step}" if path else step


def row_of(project: Project, path: Path) -> Row:
    """The entity at a path as a row by itself, with the listed entities that it lies in.

    Single entities such as the settings stand in no list. Raises KeyError for a path that leads to
    no entity.
    """
    steps = path.split("/") if path else []
    here: Any = project
    parents: list[Entity] = []
    list_path = ""
    for place, step in enumerate(steps):
        before, here = here, child(here, step, path)
        if isinstance(before, tuple):
            parents.append(here)
            list_path = "/".join(steps[:place])
    if not isinstance(here, Entity):
        raise KeyError(path)
    is_listed = bool(parents) and parents[-1] is here
    above = tuple(parents[:-1] if is_listed else parents)
    return Row(path, list_path if is_listed else "", above, here)


@dataclass(frozen=True)
class RowProjection:
    """The list at one path of the plan ("facilities"), or of every parent ("facilities/*/phases").

    Raises TypeError if the entities of the list have no id, KeyError if there is no such list.
    """

    pattern: str

    def __post_init__(self) -> None:
        if "id" not in self.entity.model_fields:
            raise TypeError(f"{self.entity.__name__} has no id, so its rows have no path")

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The lists on the way, outermost first: ("facilities", "phases")."""
        return tuple(self.pattern.split(ANY))

    @cached_property
    def types(self) -> tuple[type[Entity], ...]:
        """The entities on the way, the row's own last."""
        found: list[type[Entity]] = []
        holder: type[Entity] = Project
        for name in self.fields:
            column = holder.column(name)
            if column.entity is None:
                raise KeyError(self.pattern)
            holder = column.entity
            found.append(holder)
        return tuple(found)

    @property
    def entity(self) -> type[Entity]:
        """What stands in a row."""
        return self.types[-1]

    @property
    def is_flattened(self) -> bool:
        """Whether rows come from many parents."""
        return len(self.fields) > 1

    def projected(self, project: Project, before: Projected | None = None) -> Projected:
        """The rows as they are now; what still holds of `before` is taken over, or all of it."""
        top: tuple[Any, ...] = getattr(project, self.fields[0])
        if before is not None and len(top) == len(before.top) and all(map(is_, top, before.top)):
            return before
        kept = before.below if before is not None else {}
        below = {id(entity): kept.get(id(entity)) or self._below(entity) for entity in top}
        rows = tuple(row for rows in below.values() for row in rows)
        return Projected(top, rows, below)

    def _below(self, entity: Any) -> tuple[Row, ...]:
        """The rows of one entity of the outermost list: itself, or what lies in it."""
        name = self.fields[0]
        path = f"{name}/{entity.id}"
        if not self.is_flattened:
            return (Row(path, name, (), entity),)
        lists = _lists(entity, f"{path}/", (entity,), self.fields[1:])
        return tuple(
            Row(f"{list_path}/{child.id}", list_path, parents, child)
            for list_path, parents, children in lists
            for child in children
        )

    def lists(
        self, project: Project
    ) -> Iterator[tuple[Path, tuple[Entity, ...], tuple[Entity, ...]]]:
        """Path, parents and entities of each list that the rows come from."""
        return _lists(project, "", (), self.fields)


def _lists(
    here: Entity, path: Path, parents: tuple[Entity, ...], fields: Sequence[str]
) -> Iterator[tuple[Path, tuple[Entity, ...], tuple[Any, ...]]]:
    list_path = path + fields[0]
    children: tuple[Any, ...] = getattr(here, fields[0])
    if len(fields) == 1:
        yield list_path, parents, children
        return
    for each in children:
        yield from _lists(each, f"{list_path}/{each.id}/", (*parents, each), fields[1:])
