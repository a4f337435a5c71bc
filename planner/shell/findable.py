"""What can be found by typing: fields and entities of the plan, commands of the window."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from planner.domain.column import Column
from planner.domain.entity import Entity
from planner.domain.path import Path
from planner.domain.project import Project
from planner.editors.row_projection import joined, label
from planner.editors.short_name import words_of
from planner.shell.likeness import PER_LETTER, distance, total_distance

ARROW = " \u203a "
# Lists and parts are entities of their own.
NOT_FIELDS = frozenset({"entities", "entity"})
# Of one letter nearly everything has one.
MOST_COMPARED = 20_000
IN_ITS_PLACE = 0.3  # a word that names the entity says less of the field than one of its title

_Ranked = tuple[float, "Found"]


@dataclass(frozen=True)
class Found:
    """Something that fits what was typed: a field or entity by its path, or a command."""

    title: str
    context: str
    target: Path | QAction
    key: str = ""

    def spoken(self) -> str:
        """All that is shown, for a screen reader."""
        return ", ".join(part for part in (self.title, self.context, self.key) if part)


@dataclass(frozen=True)
class _Place:
    """An entity of the plan: its path, its words and the words of what it lies in."""

    path: Path
    title: str
    context: str
    entity: type[Entity]

    @property
    def words(self) -> str:
        return f"{self.context}{ARROW}{self.title}" if self.context else self.title


class Findables:
    """Searches plans and menus; the places of a plan are listed once."""

    def __init__(self) -> None:
        self._project: Project | None = None
        self._places: list[tuple[_Place, str]] = []

    def matching(
        self, project: Project, commands: Iterable[Found], typed: str, most: int
    ) -> list[Found]:
        """What fits best, the nearest first; commands alone while nothing is typed."""
        words = typed.casefold().split()
        if not words:
            return list(commands)[:most]
        ranked = (*_ranked(commands, words), *islice(self._fields(project, words), MOST_COMPARED))
        return [found for _, found in nsmallest(most, ranked, key=_rank)]

    def _fields(self, project: Project, words: list[str]) -> Iterator[_Ranked]:
        self._list(project)
        fitting: dict[tuple[type[Entity], str], dict[str, float]] = {}
        for place, folded in self._places:
            here = {word: distance(word, folded) for word in words}
            if place.path and None not in here.values():
                whole = total_distance(words, folded)
                yield whole or 0.0, Found(place.title, place.context, place.path)
            columns = []
            for word in words:
                key = place.entity, word
                if key not in fitting:
                    fitting[key] = _columns_like(place.entity, word)
                columns.append(fitting[key])
            yield from _fields_of(place, words, columns, here)

    def _list(self, project: Project) -> None:
        if project is not self._project:
            self._project = project
            self._places = [
                (place, place.words.casefold()) for place in _places(project, "", "", "")
            ]


def commands_of(menus: Iterable[QMenu], context: str = "") -> Iterator[Found]:
    """Every command of these menus that can be given now, with the way to it."""
    for menu in menus:
        where = f"{context}{ARROW}{_plain(menu.title())}" if context else _plain(menu.title())
        for action in menu.actions():
            below = action.menu()
            if isinstance(below, QMenu):
                yield from commands_of([below], where)
            elif action.isEnabled() and not action.isSeparator() and action.text():
                key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                yield Found(_plain(action.text()), where, action, key)


def _plain(text: str) -> str:
    return words_of(text.partition("\t")[0])


def _ranked(found: Iterable[Found], words: list[str]) -> Iterator[_Ranked]:
    for each in found:
        rank = total_distance(words, f"{each.title} {each.context}".casefold())
        if rank is not None:
            yield rank, each


def _fields_of(
    place: _Place,
    words: list[str],
    columns: list[dict[str, float]],
    here: dict[str, float | None],
) -> Iterator[_Ranked]:
    """The fields of an entity that have at least one word; its place may have the others."""
    for name in dict.fromkeys(name for each in columns for name in each):
        column = place.entity.column(name)
        total = PER_LETTER * (len(place.words) + len(str(column.title)))
        for word, fitting in zip(words, columns, strict=True):
            own, around = fitting.get(name), here[word]
            if own is None and around is None:
                break
            of_place = None if around is None else around + IN_ITS_PLACE
            total += min(cost for cost in (own, of_place) if cost is not None)
        else:
            yield total, Found(str(column.title), place.words, joined(place.path, name))


def _columns_like(entity: type[Entity], word: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for column in entity.columns():
        cost = None if column.kind in NOT_FIELDS else distance(word, _folded(column))
        if cost is not None:
            found[column.name] = cost
    return found


def _folded(column: Column) -> str:
    return str(column.title).casefold()


def _places(entity: Entity, path: Path, title: str, context: str) -> Iterator[_Place]:
    """Every entity that has a path, parents first; overrides are found by what holds them."""
    here = _Place(path, title, context, type(entity))
    yield here
    for column in type(entity).columns():
        value = getattr(entity, column.name)
        inner = joined(path, column.name)
        if column.kind == "entity" and value is not None:
            yield from _places(value, inner, str(column.title), here.words)
        elif column.kind == "entities":
            for each in value:
                if "id" in type(each).model_fields:
                    yield from _places(each, f"{inner}/{each.id}", label(each), here.words)


def _rank(ranked: _Ranked) -> float:
    return ranked[0]
