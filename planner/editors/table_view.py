"""A table that is edited like a spreadsheet."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from planner.domain.path import Path
from planner.editors.cell import Palette
from planner.editors.cell_model import AnyIndex
from planner.editors.cell_painter import wanted_width
from planner.editors.delegate import CellDelegate
from planner.editors.refusal_note import RefusalNote
from planner.editors.table_commands import TableCommands, shown_places
from planner.editors.table_model import EntityTableModel

ROW_HEIGHT, COMPACT_ROW_HEIGHT = 26, 22
NARROWEST, WIDEST = 48, 280
# Widths are measured on so many rows: measuring all of 10,000 takes most of a second.
SAMPLE = 60

_Key = Qt.Key
_Modifier = Qt.KeyboardModifier
_Hint = QAbstractItemDelegate.EndEditHint
_Trigger = QAbstractItemView.EditTrigger
_Standard = QKeySequence.StandardKey
_State = QAbstractItemView.State


class EntityTableView(QTableView):
    """Type to replace, F2 to edit, Return down, Tab right, copy and paste, fill down, clear.

    Signals
    -------
    current_path_changed(path: str)
        Path of the field under the cursor; of its entity where it is computed; else empty.
    noted(sentence: str)
        Something to tell: why rows were not removed, how many pasted cells were refused.
    """

    current_path_changed = Signal(str)
    noted = Signal(str)

    def __init__(
        self, model: EntityTableModel, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._entities = model
        self._delegate = CellDelegate(palette, self)
        self._note = RefusalNote(palette, self.viewport())
        self._added_while_editing: int | None = None
        self._is_fitted = False
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.commands = TableCommands(self, model)
        self._look()
        self._listen()
        self.set_compact(False)
        self.show_columns([column.name for column in model.columns[: model.table.shown]])

    @property
    def entities(self) -> EntityTableModel:
        """The model that is shown."""
        return self._entities

    def _look(self) -> None:
        self.setObjectName(f"table-{self._entities.table.name}")
        self.setAccessibleName(str(self._entities.table.title()))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(
            _Trigger.DoubleClicked | _Trigger.EditKeyPressed | _Trigger.AnyKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionsMovable(True)
        across.setHighlightSections(False)
        across.setMinimumSectionSize(NARROWEST // 2)
        across.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        down.setHighlightSections(False)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(COMPACT_ROW_HEIGHT // 2)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)

    def _listen(self) -> None:
        self._entities.refusals_changed.connect(self._update_note)
        self._entities.rowsInserted.connect(self._on_rows_inserted)
        self._entities.dataChanged.connect(self._on_data_changed)
        self.horizontalScrollBar().valueChanged.connect(self._update_note)
        self.verticalScrollBar().valueChanged.connect(self._update_note)
        self.horizontalHeader().customContextMenuRequested.connect(self._on_header_menu)
        self.commands.noted.connect(self.noted)

    def set_palette(self, palette: Palette) -> None:
        """Paint in these colours from now on."""
        self._delegate.set_palette(palette)
        self._note.set_palette(palette)
        self.viewport().update()

    def set_compact(self, compact: bool) -> None:
        """Rows of 22 px instead of 26."""
        height = COMPACT_ROW_HEIGHT if compact else ROW_HEIGHT
        self.verticalHeader().setDefaultSectionSize(height)
        self.horizontalHeader().setFixedHeight(height)

    def shown_columns(self) -> list[str]:
        """Names of the columns that are shown, from left to right."""
        return [self._entities.columns[place].name for place in shown_places(self)]

    def show_columns(self, names: Sequence[str]) -> None:
        """Show these columns and no others."""
        for place, column in enumerate(self._entities.columns):
            self.setColumnHidden(place, column.name not in names)
        if self._is_fitted:
            self.fit_columns()

    def show_path(self, path: Path) -> bool:
        """Go to the field or entity at a path. Whether it is in this table."""
        index = self._entities.index_of(path)
        if not index.isValid():
            return False
        if self.isColumnHidden(index.column()):
            self.setColumnHidden(index.column(), False)
            self._fit([index.column()])
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def fit_columns(self) -> None:
        """Make the shown columns as wide as their headers and a sample of their cells."""
        self._fit(shown_places(self))

    def _fit(self, places: Sequence[int]) -> None:
        metrics = QFontMetrics(self.font())
        model, header = self._entities, self.horizontalHeader()
        rows = [*range(min(len(model.rows), SAMPLE)), len(model.rows)]
        for place in places:
            cells = (model.cell(model.index(row, place)) for row in rows)
            widths = [wanted_width(cell, metrics) for cell in cells]
            wanted = max([*widths, header.sectionSizeHint(place) + 4, NARROWEST])
            self.setColumnWidth(place, min(wanted, WIDEST))

    def _on_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        """Widen the columns of an edited row that became too narrow for what stands there now."""
        if self._is_fitted and first.row() == last.row():
            metrics, model = QFontMetrics(self.font()), self._entities
            for place in range(first.column(), last.column() + 1):
                wanted = wanted_width(model.cell(model.index(first.row(), place)), metrics)
                if not self.isColumnHidden(place) and wanted > self.columnWidth(place):
                    self.setColumnWidth(place, min(wanted, WIDEST))

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the columns when the table is first seen: before, its font is not known."""
        super().showEvent(event)
        if not self._is_fitted:
            self._is_fitted = True
            self.fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_note()

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        self._update_note()
        self.current_path_changed.emit(self._entities.path_of(current))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a spreadsheet; all others as in every table."""
        command = None if self.state() == _State.EditingState else self._command(event)
        if command is None:
            super().keyPressEvent(event)
            return
        event.accept()
        command()

    def _command(self, event: QKeyEvent) -> Callable[[], None] | None:
        for standard, command in (
            (_Standard.Copy, self.commands.copy),
            (_Standard.Cut, self.commands.cut),
            (_Standard.Paste, self.commands.paste),
        ):
            if event.matches(standard):
                return command
        return {
            (_Key.Key_D, _Modifier.ControlModifier): self.commands.fill_down,
            (_Key.Key_Delete, _Modifier.NoModifier): self.commands.clear,
            (_Key.Key_Backspace, _Modifier.NoModifier): self.commands.clear,
            (_Key.Key_Insert, _Modifier.NoModifier): self.commands.add_row,
            (_Key.Key_Up, _Modifier.AltModifier): self.commands.move_rows_up,
            (_Key.Key_Down, _Modifier.AltModifier): self.commands.move_rows_down,
            (_Key.Key_Return, _Modifier.NoModifier): self._step_down,
            (_Key.Key_Enter, _Modifier.NoModifier): self._step_down,
            (_Key.Key_Return, _Modifier.ShiftModifier): self._step_up,
            (_Key.Key_Escape, _Modifier.NoModifier): self._discard_refused,
        }.get((_Key(event.key()), event.modifiers() & ~_Modifier.KeypadModifier))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.commands.row_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Return leads down and Tab to the right, unless the entry was refused: then it stays."""
        added, self._added_while_editing = self._added_while_editing, None
        moves = {_Hint.SubmitModelCache: (1, 0), _Hint.EditNextItem: (0, 1)}
        moves[_Hint.EditPreviousItem] = (0, -1)
        if hint not in moves:
            super().closeEditor(editor, hint)
            return
        super().closeEditor(editor, _Hint.NoHint)
        if self._entities.path_of(self.currentIndex()) in self._entities.refusals:
            self._update_note()
            return
        down, right = moves[hint]
        if added is not None and right:
            self._go(added, self.currentIndex().column())
        self._step(down, right)

    def _step_down(self) -> None:
        self._step(1, 0)

    def _step_up(self) -> None:
        self._step(-1, 0)

    def _step(self, down: int, right: int) -> None:
        """Go so many rows down and shown columns to the right, as far as there are any."""
        current, shown = self.currentIndex(), shown_places(self)
        if not current.isValid() or current.column() not in shown:
            return
        row = current.row() + down
        place = shown.index(current.column()) + right
        if 0 <= row < self._entities.rowCount() and 0 <= place < len(shown):
            self._go(row, shown[place])

    def _go(self, row: int, column: int) -> None:
        index = self._entities.index(row, column)
        select = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, select)
        self.scrollTo(index)

    def _discard_refused(self) -> None:
        """Esc on a refused cell: show again what stands there."""
        self._entities.drop_refusals([self._entities.path_of(self.currentIndex())])

    def _on_rows_inserted(self, _parent: QModelIndex, first: int, _last: int) -> None:
        if self.state() == _State.EditingState:
            self._added_while_editing = first

    def _on_header_menu(self, place: QPoint) -> None:
        menu = self.commands.columns_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(place))

    def _update_note(self) -> None:
        """The sentence beneath the current cell, if its entry was refused."""
        current = self.currentIndex()
        refusal = self._entities.refusals.get(self._entities.path_of(current))
        if refusal is None:
            self._note.hide()
            return
        room = self.viewport().rect()
        self._note.show_beneath(self.visualRect(current), room, refusal.message)
