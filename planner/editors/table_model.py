"""One table model for every entity, driven by its declared fields."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QLocale, QModelIndex, QObject, Qt, Signal

from planner.document.document import Document
from planner.domain.case import Case
from planner.domain.path import Path
from planner.domain.project import Project
from planner.editors.arranged_model import ArrangedModel
from planner.editors.arrangement import ShownRows
from planner.editors.cell import Cell, Refusal, Role, State
from planner.editors.cell_flags import flags_of, flags_of_adding
from planner.editors.cell_model import NOWHERE, AnyIndex
from planner.editors.entry import Field, marks_of
from planner.editors.field_edits import refusal_of
from planner.editors.overridden import Overridden, overridden_fields, row_in_case
from planner.editors.presentation import Presentation
from planner.editors.row_projection import Row
from planner.editors.searching import Search, SortKey, sort_key
from planner.editors.shown_changes import changed_columns, names_referred_to
from planner.editors.site_limit import Limit, limit_of
from planner.editors.table_column import TableColumn, titled
from planner.editors.table_edits import TableEdits
from planner.editors.tables import Table
from planner.units.message import QT_TRANSLATE_NOOP, Refused, sentence

ADD_ROW = sentence("type-to-add", QT_TRANSLATE_NOOP("planner", "Add {kind}…"))

ItemRole = Qt.ItemDataRole
AT_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class EntityTableModel(ArrangedModel):
    """Rows are a projection of the plan, columns the fields of its entity type.

    The last row is for typing: a name entered there adds an entity. All edits go to the document,
    and the model changes only by hearing of them, so undo takes the same road.

    Signals
    -------
    refused(index: QModelIndex, sentence: str)
        An entry was not accepted; the old value stays, the cell keeps the typed text.
    refusals_changed()
        `refusals` is no longer what it was.
    """

    refused = Signal(QModelIndex, str)

    def __init__(
        self,
        document: Document,
        table: Table,
        locale: QLocale | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(ShownRows(table.projection, document.project), parent)
        self._document = document
        self._table = table
        self._presentation = Presentation(marks_of(QLocale() if locale is None else locale))
        self._edits = TableEdits(document, table.projection, self._presentation)
        self._overridden: Mapping[Path, Overridden] = {}
        self._refusals: dict[Path, Refusal] = {}
        self._problems: Mapping[Path, Sequence[str]] = {}
        self._project = document.project
        self._cells: dict[tuple[Row, int], Cell] = {}
        self._places_of_columns = {each.name: place for place, each in enumerate(self.columns)}
        self._flags = [flags_of(column) for column in self.columns]
        self._flags_of_adding = [flags_of_adding(column) for column in self.columns]
        document.opened.connect(self._on_opened)
        document.changed.connect(self._on_changed)

    @property
    def table(self) -> Table:
        """What the model shows."""
        return self._table

    @property
    def project(self) -> Project:
        """The plan that is shown."""
        return self._project

    @property
    def columns(self) -> tuple[TableColumn, ...]:
        """All columns, shown or not."""
        return self._table.columns

    @property
    def edits(self) -> TableEdits:
        """For adding, removing, duplicating and moving rows."""
        return self._edits

    @property
    def presentation(self) -> Presentation:
        """How values are printed and read."""
        return self._presentation

    @property
    def refusals(self) -> Mapping[Path, Refusal]:
        """Entries that were not accepted and not yet put right, by the path of their field."""
        return self._refusals

    def index_of(self, path: Path) -> QModelIndex:
        """Where the field or the entity at a path stands; an invalid index if not in this table."""
        place = self._shown.place_of(path)
        if place is not None:
            return self.index(place, 0)
        row_path, _, name = path.rpartition("/")
        place = self._shown.place_of(row_path)
        if place is not None and name in self._places_of_columns:
            return self.index(place, self._places_of_columns[name])
        return QModelIndex()

    def path_of(self, index: AnyIndex) -> Path:
        """The path of a cell's field, of its entity where the column is computed, else empty."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return ""
        column = self.columns[index.column()]
        return row.path if column.field is None else f"{row.path}/{column.name}"

    def set_case(self, case: Case | None) -> bool:
        """Show what this case overrides; None shows the plan as written. Whether it is another."""
        before, self._overridden = self._overridden, overridden_fields(case)
        if before == self._overridden:
            return False
        self._cells.clear()
        for path in before.keys() | self._overridden.keys():
            if before.get(path) != self._overridden.get(path):
                self._repaint(self.index_of(path))
        for place, column in enumerate(self.columns):
            if column.computed is not None:
                self._repaint_column(place)
        return True

    def set_problems(self, problems: Mapping[Path, Sequence[str]]) -> None:
        """Mark the fields that problems and notices speak of; their sentences by path."""
        before, self._problems = self._problems, problems
        for path in before.keys() | problems.keys():
            if before.get(path) != problems.get(path):
                self._cells.clear()
                self._repaint(self.index_of(path))

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def sort_keys(self, column: int, rows: Sequence[Row]) -> dict[Path, SortKey]:
        by, over = self.columns[column], self._overridden
        return {row.path: sort_key(self._project, row, by, over) for row in rows}

    def found(self, words: Sequence[str], columns: Sequence[int]) -> set[Path]:
        search = Search(self._project, self._presentation, [self.columns[c] for c in columns])
        return {row.path for row in self._shown.projected.rows if search.has(row, words)}

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        rows = self._flags if index.row() < len(self._shown.rows) else self._flags_of_adding
        return rows[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = ItemRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            if role == ItemRole.DisplayRole:
                is_row = section < len(self._shown.rows)
                return str(self._shown.number_of(section)) if is_row else "+"
            return None
        column = self.columns[section]
        if role == ItemRole.DisplayRole:
            return column.heading
        if role == ItemRole.ToolTipRole:
            return str(column.help)
        if role == ItemRole.TextAlignmentRole:
            return AT_RIGHT if column.at_right else AT_LEFT
        return None

    def data(self, index: AnyIndex, role: int = ItemRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        reader = _READERS.get(role)
        return None if reader is None else reader(self, index)

    def cell(self, index: AnyIndex) -> Cell:
        row, place = self.row_at(index.row()), index.column()
        column = self.columns[place]
        if row is None:
            return Cell(self._invitation() if column.name == "name" else "", State.ADDING)
        known = self._cells.get((row, place))
        if known is None:
            path = f"{row.path}/{column.name}"
            overridden, refusal = self._overridden.get(path), self._refusals.get(path)
            seen, warned, of = self._seen(row, column), path in self._problems, self._presentation
            known = of.cell(self._project, seen, column, overridden, refusal, warned)
            self._cells[row, place] = known
        return known

    def entry(self, index: AnyIndex) -> str:
        row, column = self.row_at(index.row()), self.columns[index.column()]
        if row is None:
            return ""
        refusal = self._refusals.get(f"{row.path}/{column.name}")
        if refusal is not None:
            return refusal.text
        return self._presentation.entry(self._project, self._seen(row, column), column)

    def _seen(self, row: Row, column: TableColumn) -> Row:
        """What is worked out is that of the case; what is typed stays as written."""
        return row if column.computed is None else row_in_case(row, self._overridden)

    def value(self, index: AnyIndex) -> Any:
        row, column = self.row_at(index.row()), self.columns[index.column()]
        return getattr(row.entity, column.name) if row and column.is_editable else None

    def field_at(self, index: AnyIndex) -> Field | None:
        row, column = self.row_at(index.row()), self.columns[index.column()]
        if row is None or column.field is None or not column.is_editable:
            return None
        return self._presentation.field(self._project, row, column.field)

    def title_at(self, index: AnyIndex) -> str:
        row, column = self.row_at(index.row()), self.columns[index.column()]
        return titled(column, None if row is None else row.entity)

    def limit_at(self, index: AnyIndex) -> Limit | None:
        row, column = self.row_at(index.row()), self.columns[index.column()]
        return None if row is None else limit_of(self._project, row, column.name)

    def refusal_at(self, index: AnyIndex) -> Refusal | None:
        return self._refusals.get(self.path_of(index))

    def drop_refusal_at(self, index: AnyIndex) -> None:
        self.drop_refusals([self.path_of(index)])

    def setData(self, index: AnyIndex, value: Any, role: int = ItemRole.EditRole) -> bool:
        if not index.isValid() or role not in (ItemRole.EditRole, ItemRole.CheckStateRole):
            return False
        row, column = self.row_at(index.row()), self.columns[index.column()]
        if role == ItemRole.CheckStateRole:
            value = Qt.CheckState(value) == Qt.CheckState.Checked
        if row is None:
            return self._add_named(index, str(value).strip())
        if column.field is None or not column.is_editable:
            return False
        path = f"{row.path}/{column.name}"
        try:
            self._edits.set_value(row, column.field, value)
        except Refused as refusal:
            self.keep_refusals({path: refusal_of(str(value), refusal)})
            return False
        self.drop_refusals([path])
        return True

    def keep_refusals(self, refused: Mapping[Path, Refusal]) -> None:
        """Mark cells whose entries were not accepted, and say why."""
        if not refused:
            return
        self._refusals |= refused
        self._cells.clear()
        self.refusals_changed.emit()
        for path, refusal in refused.items():
            index = self.index_of(path)
            self._repaint(index)
            self.refused.emit(index, refusal.message)

    def drop_refusals(self, paths: Iterable[Path]) -> None:
        """Show the values again that stand in these fields."""
        dropped = [path for path in paths if self._refusals.pop(path, None) is not None]
        if not dropped:
            return
        self._cells.clear()
        for path in dropped:
            self._repaint(self.index_of(path))
        self.refusals_changed.emit()

    def _add_named(self, index: AnyIndex, name: str) -> bool:
        if not name:
            return False
        try:
            self._edits.add(name=name)
        except Refused as refusal:
            self.refused.emit(self.index(index.row(), index.column()), str(refusal))
            return False
        return True

    def _invitation(self) -> str:
        return str(ADD_ROW(kind=self._table.projection.entity.singular.lower()))

    def _repaint(self, index: QModelIndex) -> None:
        if index.isValid():
            self.dataChanged.emit(index, index)

    def _on_opened(self) -> None:
        self._overridden, self._problems, self._refusals = {}, {}, {}
        self._cells.clear()
        self.forget_arrangement()
        self.refusals_changed.emit()

    def _on_changed(self, before: Project, after: Project) -> None:
        self._project = after
        self._cells.clear()
        if self._shown.advance(after):
            target = self._shown.arranged()
            self.take_steps(target)
            self._repaint_changed(before, target)
        self._repaint_names(before, after)

    def _repaint_changed(self, before: Project, target: list[Row]) -> None:
        stood = self._shown.rows
        self._shown.set_rows(target)
        for place, (was, now) in enumerate(zip(stood, target, strict=True)):
            if was is now:
                continue
            changed = self._changed_columns(before, was, now)
            if changed:
                last = self.index(place, changed[-1])
                self.dataChanged.emit(self.index(place, changed[0]), last)
            self.drop_refusals([f"{was.path}/{self.columns[c].name}" for c in changed])
        if self._refusals:
            remaining = {row.path for row in self._shown.projected.rows}
            gone = [p for p in self._refusals if p.rpartition("/")[0] not in remaining]
            self.drop_refusals(gone)

    def _changed_columns(self, before: Project, was: Row, now: Row) -> Sequence[int]:
        if was.path != now.path:
            return range(len(self.columns))  # what was refused or overridden went by the old path
        return changed_columns(
            self._presentation, self.columns, (before, was), (self._project, now)
        )

    def _repaint_names(self, before: Project, after: Project) -> None:
        """Columns that show other entities by name, after one of these got another name."""
        for place, column in enumerate(self.columns):
            names = names_referred_to(self._table.projection, column)
            if names is not None and names(before) != names(after):
                self._repaint_column(place)

    def _repaint_column(self, place: int) -> None:
        if self._shown.rows:
            last = self.index(len(self._shown.rows) - 1, place)
            self.dataChanged.emit(self.index(0, place), last)

    def _display(self, index: AnyIndex) -> str:
        return self.cell(index).text

    def _state(self, index: AnyIndex) -> State:
        return self.cell(index).state

    def _shape(self, index: AnyIndex) -> Any:
        return self.cell(index).shape

    def _alignment(self, index: AnyIndex) -> Qt.AlignmentFlag:
        return AT_RIGHT if self.columns[index.column()].at_right else AT_LEFT

    def _check_state(self, index: AnyIndex) -> Qt.CheckState | None:
        row, column = self.row_at(index.row()), self.columns[index.column()]
        if row is None or column.field is None or column.field.kind != "flag":
            return None
        on = getattr(row.entity, column.name)
        return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked

    def _tooltip(self, index: AnyIndex) -> str | None:
        row, column = self.row_at(index.row()), self.columns[index.column()]
        if row is None:
            return None
        path = f"{row.path}/{column.name}"
        overridden, refusal = self._overridden.get(path), self._refusals.get(path)
        problems = self._problems.get(path, ())
        return self._presentation.tooltip(self._project, row, column, overridden, refusal, problems)

    def _spoken(self, index: AnyIndex) -> str:
        row, column = self.row_at(index.row()), self.columns[index.column()]
        cell = self.cell(index)
        if row is None:
            return cell.text
        path = f"{row.path}/{column.name}"
        overridden, refusal = self._overridden.get(path), self._refusals.get(path)
        said = self._presentation.state_lines(self._project, row, column, overridden, refusal)
        said += self._problems.get(path, ())
        text = f"{cell.text} {cell.suffix}".strip()
        return ". ".join([f"{column.heading}: {text}", *said])


_READERS = {
    int(ItemRole.DisplayRole): EntityTableModel._display,
    int(ItemRole.EditRole): EntityTableModel.entry,
    int(ItemRole.TextAlignmentRole): EntityTableModel._alignment,
    int(ItemRole.CheckStateRole): EntityTableModel._check_state,
    int(ItemRole.ToolTipRole): EntityTableModel._tooltip,
    int(ItemRole.AccessibleTextRole): EntityTableModel._spoken,
    int(Role.CELL): EntityTableModel.cell,
    int(Role.STATE): EntityTableModel._state,
    int(Role.RANGE): EntityTableModel._shape,
    int(Role.PATH): EntityTableModel.path_of,
}
