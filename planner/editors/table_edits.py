"""The edits that a table makes in the plan: each one step of the history."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planner.document.document import Document
from planner.document.identity import is_within, removed
from planner.domain.column import Column
from planner.domain.entity import Entity
from planner.domain.path import Path, child
from planner.domain.project import Project
from planner.domain.renaming import referrers
from planner.editors.cell import Refusal
from planner.editors.field_edits import AsItIs, FieldEdits, refusal_of
from planner.editors.plan_paths import readable
from planner.editors.presentation import Presentation
from planner.editors.reading import read
from planner.editors.row_edits import duplicated, moved, new_entity
from planner.editors.row_projection import Row, RowProjection, label
from planner.units.message import QT_TRANSLATE_NOOP, Refused, sentence

ADD = sentence("edit-add", QT_TRANSLATE_NOOP("planner", "Add {name}"))
REMOVE = sentence("edit-remove", QT_TRANSLATE_NOOP("planner", "Remove {name}"))
DUPLICATE = sentence("edit-duplicate", QT_TRANSLATE_NOOP("planner", "Duplicate {name}"))
MOVE = sentence("edit-move", QT_TRANSLATE_NOOP("planner", "Move {name}"))
ROWS = sentence("rows-counted", QT_TRANSLATE_NOOP("planner", "{count} rows"))
NO_PARENT = sentence("no-parent", QT_TRANSLATE_NOOP("planner", "Add a {parent} first."))
ONE_ID_AT_A_TIME = sentence(
    "one-id-at-a-time",
    QT_TRANSLATE_NOOP("planner", "{field}: ids are changed one at a time, so that paths follow."),
)

# A row and the name of one of its fields.
FieldOf = tuple[Row, str]


@dataclass(frozen=True)
class Entered:
    """What came of several entries: how many changed the plan, and those that were refused."""

    changed: int
    refused: Mapping[Path, Refusal]


class TableEdits:
    """Reads entries for one table's rows and makes them steps of the document."""

    def __init__(
        self, document: Document, projection: RowProjection, presentation: Presentation
    ) -> None:
        self._document = document
        self._projection = projection
        self._presentation = presentation
        self._fields = FieldEdits(document, presentation)

    def set_value(self, row: Row, column: Column, value: object) -> bool:
        """Enter one value, typed text or chosen. Whether the plan changed. Raises Refused."""
        return self._fields.set_value(row, column, value)

    def enter(
        self,
        entries: Mapping[FieldOf, str | AsItIs],
        text: str,
        added: Sequence[Mapping[str, str]] = (),
    ) -> Entered:
        """Enter many values as one step named `text`; what is refused is left out.

        Texts are read; other values are given `AsItIs`. `added` are new rows by the names of
        their fields, put after the last row of the table.
        """
        refused: dict[Path, Refusal] = {}
        changes: dict[Row, dict[str, object]] = {}
        for (row, name), value in entries.items():
            column = self._projection.entity.column(name)
            try:
                if column.kind == "id":
                    raise Refused(ONE_ID_AT_A_TIME(field=column.title))
                after = self._fields.accepted(row, column, value)
            except Refused as refusal:
                stays = self._fields.stays(row, column, refusal.message)
                refused[f"{row.path}/{column.name}"] = refusal_of(_typed(value), stays)
                continue
            if after != getattr(row.entity, column.name):
                changes.setdefault(row, {})[column.name] = after
        project = _changed(self._document.project, changes)
        for values in added:
            project = self._appended(project, values, refused)
        self._document.edit(text, project)
        return Entered(sum(map(len, changes.values())) + len(added), refused)

    def _appended(
        self, project: Project, values: Mapping[str, str], refused: dict[Path, Refusal]
    ) -> Project:
        list_path = self.list_to_add_to(project, None)
        entity = self._projection.entity
        made = new_entity(project, entity, list_path, values.get("name", ""))
        row = Row(f"{list_path}/{_id(made)}", list_path, (), made)
        project = project.adding(list_path, made)
        kept: dict[str, object] = {}
        for name, text in values.items():
            column = entity.column(name)
            if name in ("id", "name"):
                continue
            try:
                kept[name] = read(self._presentation.field(project, row, column), text)
            except Refused as refusal:
                stays = self._fields.stays(row, column, refusal.message)
                refused[f"{row.path}/{name}"] = refusal_of(text, stays)
        return project.replacing_at(row.path, made.replacing(**kept))

    def add(self, list_path: Path | None = None, name: str = "") -> Path:
        """Add an entity with defaults; the path of the new one. Raises Refused without a parent."""
        project = self._document.project
        where = self.list_to_add_to(project, list_path)
        made = new_entity(project, self._projection.entity, where, name)
        self._document.edit(str(ADD(name=label(made))), project.adding(where, made))
        return f"{where}/{_id(made)}"

    def list_to_add_to(self, project: Project, list_path: Path | None) -> Path:
        """The list given, else that of the last row, else the first there is. Raises Refused."""
        lists = [path for path, _, _ in self._projection.lists(project)]
        if list_path in lists:
            return list_path
        if not lists:
            parent = self._projection.types[-2].singular.lower()
            raise Refused(NO_PARENT(parent=parent))
        filled = [path for path, _, rows in self._projection.lists(project) if rows]
        return filled[-1] if filled else lists[0]

    def speakers(self, rows: Sequence[Row]) -> list[str]:
        """What outside of these rows speaks of them, by its titles."""
        project = self._document.project
        found: dict[str, None] = {}
        for row in rows:
            for path in referrers(project, row.path):
                if not any(is_within(path, other.path) for other in rows):
                    found[_speaker(project, path)] = None
        return list(found)

    def remove(self, rows: Sequence[Row]) -> int:
        """Remove rows and what speaks of them; how many others went. Raises Refused."""
        removal = removed(self._document.project, [row.path for row in rows])
        self._document.edit(str(REMOVE(name=_called(rows))), removal.project)
        return removal.followers

    def duplicate(self, rows: Sequence[Row]) -> tuple[Path, ...]:
        """Put a copy after each row; the paths of the copies."""
        project, copies = duplicated(self._document.project, [row.path for row in rows])
        self._document.edit(str(DUPLICATE(name=_called(rows))), project)
        return copies

    def move(self, rows: Sequence[Row], step: int) -> None:
        """Move rows one place up (−1) or down (+1) among their siblings."""
        project = moved(self._document.project, [row.path for row in rows], step)
        self._document.edit(str(MOVE(name=_called(rows))), project)


def _changed(project: Project, changes: Mapping[Row, Mapping[str, object]]) -> Project:
    """The plan with the changed rows; each list is put together once."""
    by_list: dict[Path, dict[str, Entity]] = {}
    for row, values in changes.items():
        by_list.setdefault(row.list_path, {})[row.entity.id] = row.entity.replacing(**values)
    for list_path, rows in by_list.items():
        after = tuple(rows.get(each.id, each) for each in project.at(list_path))
        project = project.replacing_at(list_path, after)
    return project


def _typed(value: str | AsItIs) -> str:
    return value if isinstance(value, str) else str(value.value)


def _speaker(project: Project, path: Path) -> str:
    """What the entity is whose field is at a path, and what it is called."""
    here: Any = project
    steps = path.split("/")
    end = 1
    for place, step in enumerate(steps[:-1]):
        here = child(here, step, path)
        if hasattr(here, "id"):
            end = place + 1
    where = "/".join(steps[:end])
    kind = project.at(where).singular.lower()
    return f"{kind} {readable(project, where)}"


def _id(entity: Entity) -> str:
    return str(entity.id) if hasattr(entity, "id") else ""


def _called(rows: Collection[Row]) -> str:
    if len(rows) == 1:
        return label(next(iter(rows)).entity)
    return str(ROWS(count=len(rows)))
