"""Fields of the plan by readable titles: "Anthropic › Colossus 1 lease › Share taken up"."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from planner.domain.checks.references import MARKET_PATHS
from planner.domain.column import Column
from planner.domain.distribution import Range
from planner.domain.driver import Correlation, Driver
from planner.domain.entity import Entity
from planner.domain.overriding import NOT_IN_THE_PLAN
from planner.domain.path import Path, child, resolved
from planner.domain.project import Project
from planner.domain.strategy import Override
from planner.editors.row_projection import joined, label

ARROW = " › "
# What an override may set, and what may be multiplied by a driver.
Wanted = Callable[[Project, Path, Entity, Column], bool]


@dataclass(frozen=True)
class Found:
    """A field or an entity that fits what was typed."""

    path: Path
    title: str


def readable(project: Project, path: Path) -> str:
    """A path in words; the path itself as far as it leads nowhere."""
    words: list[str] = []
    here: Any = project
    for step in path.split("/") if path else ():
        try:
            before, here = here, child(here, step, path)
        except KeyError:
            return path
        if isinstance(before, tuple):
            words[-1:] = [label(here) or step] if _has_id(here) else [words[-1], str(int(step) + 1)]
        else:
            words.append(str(type(before).column(step).title))
    return ARROW.join(words)


def overridable(_project: Project, path: Path, _holder: Entity, column: Column) -> bool:
    """Whether a strategy or an outcome may set a field."""
    steps = path.split("/")
    if len(steps) < 2 or steps[0] in NOT_IN_THE_PLAN or column.kind in ("id", "entity"):
        return False
    return column.kind != "entities" or _is_plain_list(column)


def scalable(project: Project, path: Path, holder: Entity, column: Column) -> bool:
    """Whether a driver may scale a field: it is planned and a number."""
    return overridable(project, path, holder, column) and column.is_numeric


def correlatable(_project: Project, path: Path, holder: Entity, column: Column) -> bool:
    """Whether a field can be correlated: it holds a range, or moves a market's path."""
    if path in MARKET_PATHS:
        return True
    return column.may_be_range and isinstance(getattr(holder, column.name), Range)


def anything(_project: Project, _path: Path, _holder: Entity, column: Column) -> bool:
    """Every field, as what a source speaks of."""
    return column.kind not in ("id", "entities", "entity")


def _is_plain_list(column: Column) -> bool:
    return column.entity is not None and "id" not in column.entity.columns_by_name()


def _has_id(entity: Any) -> bool:
    return isinstance(entity, Entity) and "id" in type(entity).columns_by_name()


class PlanPaths:
    """Finds fields of one plan by words of their titles or by their paths.

    Entities are listed once for a plan, fields only where their entity or their own title fits, so
    that thousands of contracts cost a few milliseconds a keystroke.
    """

    def __init__(self, wanted: Wanted, with_entities: bool = False) -> None:
        self._wanted = wanted
        self._with_entities = with_entities
        self._project: Project | None = None
        self._entities: list[tuple[Path, str, str, Entity]] = []

    def matching(self, project: Project, typed: str, most: int) -> list[Found]:
        """The first fields that have all typed words, those first that begin with them."""
        self._list(project)
        words = typed.casefold().replace("›", " ").split()
        fitting: dict[tuple[type[Entity], tuple[str, ...]], list[Column]] = {}
        whole = "/" in typed
        found: list[tuple[int, int, Found]] = []
        for path, title, folded, entity in self._entities:
            if whole and not (path.startswith(typed) or typed.startswith(path)):
                continue
            left = () if whole else tuple(word for word in words if word not in folded)
            key = type(entity), left
            if key not in fitting:
                fitting[key] = [c for c, title_of in _columns(key[0]) if _has_all(title_of, left)]
            for column in fitting[key]:
                where = joined(path, column.name)
                if whole and not where.startswith(typed):
                    continue
                if self._wanted(project, where, entity, column):
                    whole_title = _joined_title(title, str(column.title))
                    rank = _rank(whole_title.casefold(), words)
                    found.append((rank, len(found), Found(where, whole_title)))
            if self._with_entities and path and not left and not whole:
                found.append((_rank(folded, words), len(found), Found(path, title)))
            if len(found) > 40 * most:
                break
        found.sort(key=lambda each: each[:2])
        return [each for _, _, each in found[:most]]

    def path_of(self, project: Project, typed: str) -> Path | None:
        """The path that a text names: by its title, or as it stands; None for neither."""
        text = typed.strip()
        if self._is_wanted(project, text):
            return text
        for found in self.matching(project, text, 20):
            if found.title.casefold() == text.casefold():
                return found.path
        return None

    def _is_wanted(self, project: Project, path: Path) -> bool:
        found = resolved(project, path)
        if found is not None:
            return self._wanted(project, path, *found)
        return self._with_entities and any(path == each for each, *_ in self._listed(project))

    def _listed(self, project: Project) -> Sequence[tuple[Path, str, str, Entity]]:
        self._list(project)
        return self._entities

    def _list(self, project: Project) -> None:
        if project is not self._project:
            self._project = project
            self._entities = [
                (path, title, title.casefold(), entity)
                for path, title, entity in _titled(project, "", "")
            ]


@dataclass(frozen=True)
class PathNames:
    """The fields of one plan as they are shown and typed where a path is wanted."""

    project: Project
    finder: PlanPaths

    def title(self, path: Path) -> str:
        """What to show for a path."""
        return readable(self.project, path)

    def path_of(self, typed: str) -> Path | None:
        """The path that was typed or chosen; None if it leads nowhere."""
        return self.finder.path_of(self.project, typed)

    def matching(self, typed: str, most: int) -> list[Found]:
        """What to offer while somebody types."""
        return self.finder.matching(self.project, typed, most)


@cache
def finder_for(holder: type[Entity], name: str) -> PlanPaths:
    """What the paths in a field of an entity may lead to."""
    if issubclass(holder, Override):
        return PlanPaths(overridable)
    if issubclass(holder, Driver) and name == "scales":
        return PlanPaths(scalable)
    if issubclass(holder, Correlation):
        return PlanPaths(correlatable)
    return PlanPaths(anything, with_entities=True)


@cache
def _columns(kind: type[Entity]) -> tuple[tuple[Column, str], ...]:
    return tuple((column, str(column.title).casefold()) for column in kind.columns())


def _has_all(title: str, words: Sequence[str]) -> bool:
    return all(word in title for word in words)


def _titled(entity: Entity, path: Path, title: str) -> Iterator[tuple[Path, str, Entity]]:
    """Every planned entity with its path and its title, parents first."""
    yield path, title, entity
    for column in type(entity).columns():
        value = getattr(entity, column.name)
        if column.kind == "entity" and value is not None:
            where = joined(path, column.name)
            yield from _titled(value, where, _joined_title(title, str(column.title)))
        elif column.kind == "entities" and not _is_plain_list(column):
            if not path and column.name in NOT_IN_THE_PLAN:
                continue
            for each in value:
                where = f"{joined(path, column.name)}/{each.id}"
                yield from _titled(each, where, _joined_title(title, label(each)))


def _joined_title(title: str, word: str) -> str:
    return f"{title}{ARROW}{word}" if title else word


def _rank(title: str, words: Sequence[str]) -> int:
    """How far a title is from what was typed: words that do not begin one of its own."""
    starts = title.replace(ARROW, " ").split()
    return sum(not any(start.startswith(word) for start in starts) for word in words)
