"""Removing entries without leaving a reference that leads nowhere."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from planner.domain.column import Column
from planner.domain.driver import Correlation
from planner.domain.entity import Entity
from planner.domain.path import AnyEntity, Path, resolved
from planner.domain.project import Project
from planner.domain.renaming import OF_THE_SITE, is_within, list_referred_to, renamed
from planner.domain.signpost import Signpost
from planner.domain.source import Source
from planner.domain.strategy import Override
from planner.units.message import QT_TRANSLATE_NOOP, Refused, sentence

__all__ = ["OF_THE_SITE", "Removal", "is_within", "list_referred_to", "removed", "renamed"]

ONLY_REFERENCE = sentence(
    "only-reference",
    QT_TRANSLATE_NOOP(
        "planner",
        "“{removed}” stays: “{holder}” names nothing else under “{field}”. Change that first.",
    ),
)


@dataclass(frozen=True)
class Removal:
    """A plan without some entries, and how many others went with them, having spoken of them."""

    project: Project
    followers: int


def removed(project: Project, paths: Collection[Path]) -> Removal:
    """The plan without the listed entities at `paths`.

    Sources, overrides and correlations that speak of them go with them; they are taken out of
    drivers, likelihoods and lists of references. Raises Refused where a reference would be left
    with nothing, since that would change its meaning.
    """
    after = project
    for path in paths:
        after = after.removing(path)
    followers = 0

    def is_gone(path: Path) -> bool:
        return any(is_within(path, each) for each in paths)

    def change(entity: Entity, here: Path, column: Column, value: Any) -> Any:
        nonlocal followers
        if column.kind == "entities":
            kept = tuple(each for each in value if not _speaks_of(each, is_gone))
            followers += len(value) - len(kept)
            return value if len(kept) == len(value) else kept
        if column.kind == "paths":
            return tuple(each for each in value if not is_gone(each))
        if column.target and value:
            return _without(project, entity, here, column, value, is_gone)
        if column.kind == "likelihood" and isinstance(entity, Signpost):
            outcomes = f"uncertainties/{entity.uncertainty}/outcomes"
            return tuple((key, share) for key, share in value if not is_gone(f"{outcomes}/{key}"))
        return value

    return Removal(_walked(after, "", _Walk(project, change)), followers)


def _speaks_of(entity: Entity, is_gone: Callable[[Path], bool]) -> bool:
    if isinstance(entity, Override | Source):
        return is_gone(entity.path)
    return isinstance(entity, Correlation) and (is_gone(entity.a) or is_gone(entity.b))


def _without(
    project: Project,
    entity: Entity,
    here: Path,
    column: Column,
    value: Any,
    is_gone: Callable[[Path], bool],
) -> Any:
    """A reference, or a list of them, without what is gone. Raises Refused if nothing is left."""
    into = list_referred_to(here, column.target)
    wanted = (value,) if isinstance(value, str) else value
    kept = tuple(each for each in wanted if not is_gone(f"{into}/{each}"))
    if not kept:
        lost = project.at(f"{into}/{wanted[0]}")
        holder = getattr(entity, "name", "") or getattr(entity, "id", "") or here
        raise Refused(
            ONLY_REFERENCE(removed=lost.name or lost.id, field=column.title, holder=holder)
        )
    return value if isinstance(value, str) or len(kept) == len(value) else kept


@dataclass(frozen=True)
class _Walk:
    """What to do with each field; `project` tells which field an override sets."""

    project: Project
    change: Callable[[Entity, Path, Column, Any], Any]


def _walked(entity: AnyEntity, path: Path, walk: _Walk) -> AnyEntity:
    changed: dict[str, object] = {}
    for name, column in type(entity).columns_by_name().items():
        value = getattr(entity, name)
        after = walk.change(entity, path, column, value)
        inner = f"{path}/{name}" if path else name
        if column.kind == "entity" and after is not None:
            after = _walked(after, inner, walk)
        elif column.kind == "entities":
            after = _rows(after, inner, walk)
        elif column.kind == "value" and isinstance(entity, Override):
            after = _set_value(entity, walk)
        if after is not value and after != value:
            changed[name] = after
    # Ids were accepted before the walk, so nothing need be read again and the rest stays shared.
    return entity.model_copy(update=changed) if changed else entity


def _rows(rows: tuple[Entity, ...], path: Path, walk: _Walk) -> tuple[Entity, ...]:
    after = tuple(
        _walked(each, f"{path}/{getattr(each, 'id', place)}", walk)
        for place, each in enumerate(rows)
    )
    return rows if all(a is b for a, b in zip(after, rows, strict=True)) else after


def _set_value(override: Override, walk: _Walk) -> Any:
    """What an override sets, where the field it sets refers to entities."""
    value = override.value
    path = override.path
    found = resolved(walk.project, path)
    if not value or found is None or not found[1].target:
        return value
    holder, column = found
    return walk.change(holder, path.rpartition("/")[0], column, value)
