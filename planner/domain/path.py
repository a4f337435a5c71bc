"""Paths into a plan: field names and ids joined by "/". MODEL.md part A, "Ids and paths"."""

from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar

from planner.domain.column import Column
from planner.domain.entity import Entity

Path = str
AnyEntity = TypeVar("AnyEntity", bound=Entity)


def child(here: Any, step: str, path: Path) -> Any:
    """What one step of a path leads to: a field of an entity, or the sibling of that id."""
    if isinstance(here, Entity) and step in type(here).model_fields:
        return getattr(here, step)
    return here[place_of(here, step, path)]


def replaced(here: AnyEntity, steps: list[str], value: object, path: Path) -> AnyEntity:
    """The entity with the field at `steps` set; ancestors are copied, not read again."""
    name = steps[0]
    if name not in type(here).model_fields:
        raise KeyError(path)
    if len(steps) == 1:
        return here.replacing(**{name: value})
    inner = getattr(here, name)
    if isinstance(inner, Entity):
        return here.model_copy(update={name: replaced(inner, steps[1:], value, path)})
    place = place_of(inner, steps[1], path)
    if len(steps) == 2:
        after = type(here).column(name).entity
        if after is None or not isinstance(value, Entity):
            raise KeyError(path)
        return here.replacing(**{name: (*inner[:place], value, *inner[place + 1 :])})
    changed = replaced(inner[place], steps[2:], value, path)
    rows = (*inner[:place], changed, *inner[place + 1 :])
    if steps[2] == "id":
        return here.replacing(**{name: rows})
    return here.model_copy(update={name: rows})


def placed(here: AnyEntity, steps: list[str], value: object, path: Path) -> AnyEntity:
    """The entity with an accepted value at `steps`; nothing is read again. Raises KeyError."""
    name = steps[0]
    if len(steps) == 1:
        return here.model_copy(update={name: value})
    inner = child(here, name, path)
    if isinstance(inner, Entity):
        return here.model_copy(update={name: placed(inner, steps[1:], value, path)})
    place = place_of(inner, steps[1], path)
    changed = placed(inner[place], steps[2:], value, path)
    return here.model_copy(update={name: (*inner[:place], changed, *inner[place + 1 :])})


def place_of(rows: Any, key: str, path: Path) -> int:
    """Where the sibling of this id stands; entries without ids are called by their place.

    Raises KeyError naming the path.
    """
    if isinstance(rows, tuple):
        for place, item in enumerate(rows):
            if isinstance(item, Entity) and _key(item, place) == key:
                return place
    raise KeyError(path)


def resolved(project: Entity, path: Path) -> tuple[Entity, Column] | None:
    """The entity that holds the field at a path, and the field's column; None if there is none."""
    steps = path.split("/")
    here: Any = project
    try:
        for step in steps[:-1]:
            here = child(here, step, path)
    except KeyError:
        return None
    if not isinstance(here, Entity) or steps[-1] not in type(here).model_fields:
        return None
    return here, type(here).column(steps[-1])


def exists(project: Entity, path: Path) -> bool:
    """Whether a path leads to a field or an entity."""
    here: Any = project
    try:
        for step in path.split("/"):
            here = child(here, step, path)
    except KeyError:
        return False
    return True


def walk(
    entity: Entity, path: Path = "", without: tuple[str, ...] = ()
) -> Iterator[tuple[Path, Entity]]:
    """Every entity of a plan with its path, parents first; the plan itself has the empty path.

    What stands in the fields named in `without` of the first entity is left out.
    """
    yield path, entity
    for name, is_list in _nested(type(entity)):
        value = getattr(entity, name)
        if not value or name in without:
            continue
        where = _joined(path, name)
        if not is_list:
            yield from walk(value, where)
            continue
        for place, item in enumerate(value):
            kind: type[Entity] = type(item)
            inner = f"{where}/{_key(item, place)}"
            if _nested(kind):
                yield from walk(item, inner)
            else:
                yield inner, item


@cache
def _nested(kind: type[Entity]) -> tuple[tuple[str, bool], ...]:
    """Fields that hold entities, and whether they hold a list of them."""
    columns = kind.columns_by_name().items()
    return tuple((n, c.kind == "entities") for n, c in columns if c.kind in ("entity", "entities"))


def _key(item: Entity, place: int) -> str:
    """The id of a listed entity; its place where it has none."""
    return str(vars(item).get("id", place))


def _joined(path: Path, step: str) -> Path:
    return f"{path}/{step}" if path else step
