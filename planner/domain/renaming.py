"""Another id for an entity, and who speaks of it. MODEL.md part A, "Ids and paths"."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planner.domain.column import Column
from planner.domain.entity import Entity
from planner.domain.path import AnyEntity, Path, place_of, resolved, walk
from planner.domain.project import Project
from planner.domain.signpost import Signpost
from planner.domain.strategy import Override

# Lists that references of a site's own entries point into, within that site.
OF_THE_SITE = ("phases", "supplies")


def renamed(project: Project, path: Path, new_id: str) -> Project:
    """The plan with another id for the listed entity at `path`, as one step.

    Every path that leads to it or through it and every reference to it is rewritten, in what
    overrides set as well; rows without any are shared. Raises ValidationError if the id is not
    accepted or a sibling has it, KeyError if no listed entity stands at `path`.
    """
    list_path, _, old_id = path.rpartition("/")
    place_of(project.at(list_path), old_id, path)
    after = project.replacing_at(f"{path}/id", new_id)
    if new_id == old_id:
        return project
    return _rewritten(after, "", _Renaming(after, list_path, old_id, new_id))


def referrers(project: Project, path: Path) -> tuple[Path, ...]:
    """Paths of the fields, outside of it, that speak of the listed entity at `path`.

    They are what would lead nowhere if it were removed. Raises KeyError if nothing stands there.
    """
    list_path, _, old_id = path.rpartition("/")
    place_of(project.at(list_path), old_id, path)
    # No id can hold this mark, so whatever takes it on spoke of the entity.
    renaming = _Renaming(project, list_path, old_id, "*")
    return tuple(
        f"{here}/{name}" if here else name
        for here, entity in walk(project)
        if not is_within(here, path)
        for name, column in type(entity).columns_by_name().items()
        if column.entity is None
        and renaming.of_field(entity, here, column) != getattr(entity, name)
    )


def is_within(path: Path, outer: Path) -> bool:
    """Whether a path is another one or lies inside it."""
    return path == outer or path.startswith(f"{outer}/")


def list_referred_to(holder: Path, target: str) -> Path:
    """Path of the list that a reference to `target`, in the entity at `holder`, points into."""
    if target in OF_THE_SITE:
        return "/".join([*holder.split("/")[:2], target])
    return target


@dataclass(frozen=True)
class _Renaming:
    """What becomes of each value; `project` tells which field an override sets."""

    project: Project
    list_path: Path
    old_id: str
    new_id: str

    def of_field(self, entity: Entity, here: Path, column: Column) -> Any:
        """A field of the entity at `here`, rewritten."""
        value = getattr(entity, column.name)
        if column.kind == "likelihood":
            return self._likelihood(entity, value)
        if column.kind == "value" and isinstance(entity, Override):
            return self._set(entity, value)
        return self._value(here, column, value)

    def path(self, path: Path) -> Path:
        """A path, rewritten where it leads to the entity or through it."""
        old, new = f"{self.list_path}/{self.old_id}", f"{self.list_path}/{self.new_id}"
        return new + path[len(old) :] if is_within(path, old) else path

    def _value(self, here: Path, column: Column, value: Any) -> Any:
        if isinstance(value, tuple) and column.kind in ("paths", "references"):
            return tuple(self._value(here, column, item) for item in value)
        if not isinstance(value, str):
            return value
        if column.kind in ("path", "paths"):
            return self.path(value)
        if column.target and list_referred_to(here, column.target) == self.list_path:
            return self._id(value)
        return value

    def _id(self, value: str) -> str:
        return self.new_id if value == self.old_id else value

    def _likelihood(self, entity: Entity, value: Any) -> Any:
        uncertainty = entity.uncertainty if isinstance(entity, Signpost) else None
        if self.list_path != f"uncertainties/{uncertainty}/outcomes":
            return value
        return tuple((self._id(outcome), share) for outcome, share in value)

    def _set(self, override: Override, value: Any) -> Any:
        """What an override sets, read as the field that it sets would read it."""
        path = override.path
        found = resolved(self.project, path) or resolved(self.project, self.path(path))
        if found is None:
            return value
        column, here = found[1], path.rpartition("/")[0]
        if column.kind == "entities" and column.entity is not None and isinstance(value, tuple):
            return tuple(self._entry(column.entity, path, item) for item in value)
        return self._value(self.path(here), column, value) if value else value

    def _entry(self, kind: type[Entity], here: Path, item: Any) -> Any:
        if not isinstance(item, Mapping):
            return item
        columns = kind.columns_by_name()
        return {
            key: self._value(here, columns[key], each) if key in columns else each
            for key, each in item.items()
        }


def _rewritten(entity: AnyEntity, here: Path, renaming: _Renaming) -> AnyEntity:
    changed: dict[str, Any] = {}
    for name, column in type(entity).columns_by_name().items():
        value = getattr(entity, name)
        where = f"{here}/{name}" if here else name
        if column.kind == "entity":
            after = None if value is None else _rewritten(value, where, renaming)
        elif column.kind == "entities":
            after = tuple(
                _rewritten(row, f"{where}/{getattr(row, 'id', place)}", renaming)
                for place, row in enumerate(value)
            )
            after = value if all(a is b for a, b in zip(after, value, strict=True)) else after
        else:
            after = renaming.of_field(entity, here, column)
        if after is not value and after != value:
            changed[name] = after
    return entity.model_copy(update=changed) if changed else entity
