"""The overrides of one strategy or outcome as a table: what it changes, to what, from what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QLocale, QObject, Qt, Signal

from planner.document.document import Document
from planner.domain.distribution import Range
from planner.domain.entity import refusals
from planner.domain.path import Path
from planner.domain.project import Project
from planner.domain.strategy import Override
from planner.editors.cell import Cell, Refusal, Role, State
from planner.editors.cell_model import NOWHERE, AnyIndex, CellModel
from planner.editors.entry import Field, marks_of, shown_text
from planner.editors.followed_path import followed
from planner.editors.override_conflicts import conflicts_of
from planner.editors.override_entry import (
    Target,
    as_written,
    override_text,
    product_text,
    read_override,
    target_of,
    typed_text,
    value_set,
)
from planner.editors.plan_paths import PathNames, finder_for
from planner.editors.presentation import Presentation
from planner.editors.reading import read
from planner.editors.row_projection import label
from planner.editors.words import NONE
from planner.units.message import QT_TRANSLATE_NOOP, Message, Refused, sentence

CHANGES = sentence("overrides-changes", QT_TRANSLATE_NOOP("planner", "What it changes"))
BECOMES = sentence("overrides-becomes", QT_TRANSLATE_NOOP("planner", "Becomes"))
AS_WRITTEN = sentence("overrides-as-written", QT_TRANSLATE_NOOP("planner", "As written"))
ADD_FIELD = sentence("overrides-add", QT_TRANSLATE_NOOP("planner", "Add a field…"))
CHANGES_HELP = sentence(
    "overrides-changes-help",
    QT_TRANSLATE_NOOP("planner", "Type some words of a field's name and take it from the list."),
)
BECOMES_HELP = sentence(
    "overrides-becomes-help",
    QT_TRANSLATE_NOOP("planner", "A value in the field's own unit, or a factor such as × 0.7."),
)
AS_WRITTEN_HELP = sentence(
    "overrides-as-written-help",
    QT_TRANSLATE_NOOP("planner", "What the plan has where nothing changes it."),
)
SET_STEP = sentence("edit-override", QT_TRANSLATE_NOOP("planner", "Change {field} in {name}"))
ADD_STEP = sentence("edit-override-add", QT_TRANSLATE_NOOP("planner", "Let {name} change {field}"))
REMOVE_STEP = sentence(
    "edit-override-remove", QT_TRANSLATE_NOOP("planner", "Remove {count} overrides of {name}")
)

_Role = Qt.ItemDataRole
_SHOWN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_EDITED = _SHOWN | Qt.ItemFlag.ItemIsEditable
_PATH_COLUMN = Override.column("path")


class Place(IntEnum):
    """The columns."""

    FIELD, VALUE, BASE = range(3)


HEADINGS = (CHANGES, BECOMES, AS_WRITTEN)
HELP = (CHANGES_HELP, BECOMES_HELP, AS_WRITTEN_HELP)


@dataclass(frozen=True)
class _Line:
    """An override with the field it changes and what is wrong with it."""

    override: Override
    target: Target | None
    conflicts: Sequence[str]


class OverrideModel(CellModel):
    """Rows are overrides; the last one is for typing what else is to be changed.

    Signals
    -------
    held(path: str)
        Another strategy or outcome is shown, or the same by another path; empty for none.
    """

    held = Signal(str)
    takes_factors = True

    def __init__(
        self, document: Document, locale: QLocale | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._project = document.project
        self._marks = marks_of(QLocale() if locale is None else locale)
        self._presentation = Presentation(self._marks)
        self._holder: Path = ""
        self._lines: list[_Line] = []
        self._refusals: dict[tuple[int, int], Refusal] = {}
        document.changed.connect(self._on_changed)
        document.opened.connect(self._on_opened)

    @property
    def holder(self) -> Path:
        """The path of the strategy or outcome; empty for none."""
        return self._holder

    @property
    def overrides(self) -> tuple[Override, ...]:
        """What it overrides."""
        return tuple(line.override for line in self._lines)

    @property
    def refusals(self) -> Mapping[Path, Refusal]:
        """Entries that stand refused, by the place of their override."""
        where = f"{self._holder}/overrides"
        return {f"{where}/{row}": refusal for (row, _), refusal in self._refusals.items()}

    def hold(self, path: Path) -> None:
        """Show the overrides of another strategy or outcome; none for an empty path."""
        if path == self._holder:
            return
        self.beginResetModel()
        self._holder, self._project = path, self._document.project
        self._lines, self._refusals = self._made_lines(self._project, path), {}
        self.endResetModel()
        self.refusals_changed.emit()
        self.held.emit(path)

    # Cells

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        if parent.isValid() or not self._holder:
            return 0
        return len(self._lines) + 1

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(Place)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        place = Place(index.column())
        if place is Place.FIELD:
            return _EDITED
        line = self._line(index)
        target = None if line is None else line.target
        can_be_typed = target is not None and target.column.kind != "entities"
        return _EDITED if place is Place.VALUE and can_be_typed else _SHOWN

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            if role != _Role.DisplayRole:
                return None
            return str(section + 1) if section < len(self._lines) else "+"
        if role == _Role.DisplayRole:
            return str(HEADINGS[section]())
        if role == _Role.ToolTipRole:
            return str(HELP[section]())
        if role == _Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section == 0 else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: AnyIndex, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.cell(index)
        return {
            int(_Role.DisplayRole): cell.text,
            int(_Role.EditRole): self.entry(index),
            int(_Role.ToolTipRole): self._said(index),
            int(_Role.AccessibleTextRole): f"{self.title_at(index)}: {cell.text}",
            int(Role.CELL): cell,
            int(Role.STATE): cell.state,
            int(Role.RANGE): cell.shape,
            int(Role.PATH): self._holder,
        }.get(role)

    def cell(self, index: AnyIndex) -> Cell:
        line, place = self._line(index), Place(index.column())
        refusal = self._refusals.get((index.row(), index.column()))
        if refusal is not None:
            return Cell(refusal.text, State.REFUSED, at_right=place is not Place.FIELD)
        if line is None:
            text = str(ADD_FIELD()) if place is Place.FIELD else ""
            return Cell(text, State.ADDING)
        if place is Place.FIELD:
            title = self._names().title(line.override.path)
            return Cell(title, warned=bool(line.conflicts), cut_at_left=True)
        if place is Place.BASE:
            return Cell(_base_text(line.target), State.COMPUTED, at_right=True)
        shape = value_set(line.target, line.override)
        return Cell(
            override_text(line.target, line.override, self._marks),
            suffix=product_text(line.target, line.override),
            shape=shape if isinstance(shape, Range) else None,
            at_right=True,
        )

    def entry(self, index: AnyIndex) -> str:
        refusal = self._refusals.get((index.row(), index.column()))
        if refusal is not None:
            return refusal.text
        line, place = self._line(index), Place(index.column())
        if line is None:
            return ""
        if place is Place.FIELD:
            return self._names().title(line.override.path)
        if place is Place.BASE:
            return _base_text(line.target)
        return typed_text(line.target, line.override, self._marks)

    def value(self, index: AnyIndex) -> Any:
        line = self._line(index)
        if line is None or Place(index.column()) is not Place.VALUE:
            return None
        value = value_set(line.target, line.override)
        return str(value).lower() if isinstance(value, bool) else value

    def field_at(self, index: AnyIndex) -> Field | None:
        line, place = self._line(index), Place(index.column())
        if place is Place.FIELD:
            return Field(_PATH_COLUMN, self._marks, (), self._names())
        return line.target.field if line is not None and line.target is not None else None

    def title_at(self, index: AnyIndex) -> str:
        line = self._line(index)
        if line is not None and line.target is not None and index.column() == Place.VALUE:
            return line.target.title
        return str(HEADINGS[index.column()]())

    def refusal_at(self, index: AnyIndex) -> Refusal | None:
        return self._refusals.get((index.row(), index.column()))

    def drop_refusal_at(self, index: AnyIndex) -> None:
        if self._refusals.pop((index.row(), index.column()), None) is not None:
            self._repaint(index.row())
            self.refusals_changed.emit()

    def conflicts_at(self, row: int) -> Sequence[str]:
        """What is wrong with an override."""
        return self._lines[row].conflicts

    def _said(self, index: AnyIndex) -> str:
        line, refusal = self._line(index), self.refusal_at(index)
        if refusal is not None:
            return refusal.message
        if line is None:
            return str(HELP[index.column()]())
        return "\n".join([line.override.path, *line.conflicts])

    def _line(self, index: AnyIndex) -> _Line | None:
        return self._lines[index.row()] if 0 <= index.row() < len(self._lines) else None

    def _made_lines(self, project: Project, holder: Path) -> list[_Line]:
        overrides: tuple[Override, ...] = project.at(holder).overrides if holder else ()
        conflicts = conflicts_of(project, holder) if overrides else []
        return [
            _Line(override, target_of(project, self._presentation, override.path), why)
            for override, why in zip(overrides, conflicts, strict=True)
        ]

    def _names(self) -> PathNames:
        return PathNames(self._project, finder_for(Override, "path"))

    # Edits

    def setData(self, index: AnyIndex, value: Any, role: int = _Role.EditRole) -> bool:
        if not index.isValid() or role != _Role.EditRole or not self._holder:
            return False
        line, text = self._line(index), "" if value is None else value
        if line is None and not text:
            return False
        try:
            after = self._typed(index, line, text)
        except Refused as refusal:
            self._refuse(index, str(text), refusal.message)
            return False
        except ValidationError as error:
            self._refuse(index, str(text), refusals(error)[0][1])
            return False
        self._refusals.pop((index.row(), index.column()), None)
        self.refusals_changed.emit()
        rows = list(self.overrides)
        title = self._names().title(after.path)
        name = label(self._project.at(self._holder))
        if line is None:
            self._edit([*rows, after], ADD_STEP(field=title, name=name))
        elif after != line.override or after.sets != line.override.sets:
            rows[index.row()] = after
            self._edit(rows, SET_STEP(field=title, name=name))
        else:
            self._repaint(index.row())
        return True

    def _typed(self, index: AnyIndex, line: _Line | None, text: Any) -> Override:
        """The override that was typed or chosen. Raises Refused."""
        if line is None or Place(index.column()) is Place.FIELD:
            path = read(Field(_PATH_COLUMN, self._marks, (), self._names()), str(text))
            if line is not None and path == line.override.path:
                return line.override
            target = target_of(self._project, self._presentation, path)
            if target is None:
                raise KeyError(path)
            return as_written(target)
        if line.target is None:
            return line.override
        if isinstance(text, str):
            return read_override(line.target, text)
        return Override(path=line.target.path, value=list(text))

    def remove(self, rows: Sequence[int]) -> None:
        """Take these overrides away, as one step."""
        kept = [each for place, each in enumerate(self.overrides) if place not in rows]
        gone = len(self._lines) - len(kept)
        if gone:
            name = label(self._project.at(self._holder))
            self._edit(kept, REMOVE_STEP(count=gone, name=name))

    def _edit(self, rows: Sequence[Override], text: Message) -> None:
        after = self._project.replacing_at(f"{self._holder}/overrides", tuple(rows))
        self._document.edit(str(text), after)

    def _refuse(self, index: AnyIndex, text: str, reason: Message) -> None:
        self._refusals[index.row(), index.column()] = Refusal(text, str(reason))
        self._repaint(index.row())
        self.refusals_changed.emit()

    # Changes of the plan

    def _on_opened(self) -> None:
        self.hold("")

    def _on_changed(self, before: Project, after: Project) -> None:
        if self._project is after:
            return  # a table beside it was told before, and led here
        path = followed(before, after, self._holder) if self._holder else None
        if path is None:
            self.hold("")
            self._project = after
            return
        self._take_over(after, path)

    def _take_over(self, project: Project, holder: Path) -> None:
        """Remove and insert what stands between the first and the last that are as before."""
        old, fresh = self._lines, self._made_lines(project, holder)
        head = _alike(old, fresh)
        tail = min(_alike(old[::-1], fresh[::-1]), len(old) - head, len(fresh) - head)
        end = len(fresh) - tail
        if head < len(old) - tail and len(old) != len(fresh):
            self.beginRemoveRows(NOWHERE, head, len(old) - tail - 1)
            self._lines = [*old[:head], *old[len(old) - tail :]]
            self.endRemoveRows()
        if head < end and len(old) != len(fresh):
            self.beginInsertRows(NOWHERE, head, end - 1)
            self._lines = [*self._lines[:head], *fresh[head:end], *self._lines[head:]]
            self.endInsertRows()
        was, self._holder, self._project, self._lines = self._holder, holder, project, fresh
        if len(old) != len(fresh):
            self._refusals = {}
            self.refusals_changed.emit()
        if was != holder:
            self.held.emit(holder)
        if fresh:
            self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, len(Place) - 1))

    def _repaint(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Place) - 1))


def _alike(old: Sequence[_Line], new: Sequence[_Line]) -> int:
    """How many of the first overrides are the same."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((n for n, (a, b) in pairs if a.override != b.override), min(len(old), len(new)))


def _base_text(target: Target | None) -> str:
    if target is None:
        return NONE
    if target.column.kind == "entities":
        return str(len(target.value))
    return shown_text(target.field, target.value)
