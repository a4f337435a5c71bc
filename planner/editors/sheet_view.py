"""What all tables of cells have in common: how they look, and where keys lead."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from planner.editors.cell import Palette
from planner.editors.cell_model import AnyIndex, CellModel
from planner.editors.cell_painter import wanted_width
from planner.editors.delegate import CellDelegate
from planner.editors.refusal_note import RefusalNote

ROW_HEIGHT, COMPACT_ROW_HEIGHT = 26, 22
NARROWEST, WIDEST = 48, 280
# Widths are measured on so many rows: measuring all of 10,000 takes most of a second.
SAMPLE = 60

Command = Callable[[], None]
_Key = Qt.Key
_Modifier = Qt.KeyboardModifier
_Hint = QAbstractItemDelegate.EndEditHint
_Trigger = QAbstractItemView.EditTrigger
State = QAbstractItemView.State


def shown_places(view: QTableView) -> list[int]:
    """The columns that are shown, from left to right, as the model numbers them."""
    header = view.horizontalHeader()
    order = (header.logicalIndex(place) for place in range(header.count()))
    return [place for place in order if not view.isColumnHidden(place)]


class SheetView(QTableView):
    """Type to replace, F2 to edit, Return down, Tab right; why an entry was refused stands beneath.

    Subclasses add commands by `own_command`.
    """

    def __init__(self, model: CellModel, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = model
        self._delegate = CellDelegate(palette, self)
        self._note = RefusalNote(palette, self.viewport())
        self._added_while_editing: int | None = None
        self._is_fitted = False
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self._look()
        self.set_compact(False)
        model.refusals_changed.connect(self._update_note)
        model.rowsInserted.connect(self._on_rows_inserted)
        self.horizontalScrollBar().valueChanged.connect(self._update_note)
        self.verticalScrollBar().valueChanged.connect(self._update_note)

    def _look(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(
            _Trigger.DoubleClicked | _Trigger.EditKeyPressed | _Trigger.AnyKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setHighlightSections(False)
        across.setMinimumSectionSize(NARROWEST // 2)
        down.setHighlightSections(False)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(COMPACT_ROW_HEIGHT // 2)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)

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

    def fit_columns(self) -> None:
        """Make the shown columns as wide as their headers and a sample of their cells."""
        self.fit(shown_places(self))

    def fit(self, places: Sequence[int]) -> None:
        """Make these columns as wide as their headers and a sample of their cells.

        Long texts are cut, unless there is room for more of them.
        """
        wanted = self._wanted(places)
        others = sum(self.columnWidth(p) for p in shown_places(self) if p not in wanted)
        spare = self.viewport().width() - others - sum(min(w, WIDEST) for w in wanted.values())
        for place, width in wanted.items():
            more = max(0, min(width - WIDEST, spare))
            spare -= more
            self.setColumnWidth(place, min(width, WIDEST) + more)

    def _wanted(self, places: Sequence[int]) -> dict[int, int]:
        metrics = QFontMetrics(self.font())
        model, header = self._cells, self.horizontalHeader()
        last = model.rowCount() - 1
        rows = [*range(min(last, SAMPLE)), last] if last >= 0 else []
        found = {}
        for place in places:
            cells = (model.cell(model.index(row, place)) for row in rows)
            widths = [wanted_width(cell, metrics) for cell in cells]
            found[place] = max([*widths, header.sectionSizeHint(place) + 4, NARROWEST])
        return found

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a spreadsheet; all others as in every table."""
        command = None
        if self.state() != State.EditingState:
            command = self.own_command(event) or self._command(event)
        if command is None:
            super().keyPressEvent(event)
            return
        event.accept()
        command()

    def own_command(self, _event: QKeyEvent) -> Command | None:
        """What a key does in this kind of table beside leading to another cell."""
        return None

    def _command(self, event: QKeyEvent) -> Command | None:
        return {
            (_Key.Key_Return, _Modifier.NoModifier): self._step_down,
            (_Key.Key_Enter, _Modifier.NoModifier): self._step_down,
            (_Key.Key_Return, _Modifier.ShiftModifier): self._step_up,
            (_Key.Key_Escape, _Modifier.NoModifier): self._discard_refused,
        }.get((_Key(event.key()), event.modifiers() & ~_Modifier.KeypadModifier))

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Return leads down and Tab to the right, unless the entry was refused: then it stays."""
        added, self._added_while_editing = self._added_while_editing, None
        moves = {_Hint.SubmitModelCache: (1, 0), _Hint.EditNextItem: (0, 1)}
        moves[_Hint.EditPreviousItem] = (0, -1)
        if hint not in moves:
            super().closeEditor(editor, hint)
            return
        super().closeEditor(editor, _Hint.NoHint)
        if self._cells.refusal_at(self.currentIndex()) is not None:
            self._update_note()
            return
        down, right = moves[hint]
        self.leave_editor(down, right, added)

    def leave_editor(self, down: int, right: int, added: int | None) -> None:
        """Go on after an entry was accepted; `added` is the row that it has made."""
        if added is not None and right:
            self.go(added, self.currentIndex().column())
        self.step(down, right)

    def _step_down(self) -> None:
        self.step(1, 0)

    def _step_up(self) -> None:
        self.step(-1, 0)

    def step(self, down: int, right: int) -> None:
        """Go so many rows down and shown columns to the right, as far as there are any."""
        current, shown = self.currentIndex(), shown_places(self)
        if not current.isValid() or current.column() not in shown:
            return
        row = current.row() + down
        place = shown.index(current.column()) + right
        if 0 <= row < self._cells.rowCount() and 0 <= place < len(shown):
            self.go(row, shown[place])

    def go(self, row: int, column: int) -> None:
        """Make a cell the current one, and bring it into view."""
        index = self._cells.index(row, column)
        select = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, select)
        self.scrollTo(index)

    def _discard_refused(self) -> None:
        """Esc on a refused cell: show again what stands there."""
        self._cells.drop_refusal_at(self.currentIndex())

    def _on_rows_inserted(self, _parent: QModelIndex, first: int, _last: int) -> None:
        if self.state() == State.EditingState:
            self._added_while_editing = first

    def _update_note(self) -> None:
        """The sentence beneath the current cell, if its entry was refused."""
        current = self.currentIndex()
        refusal = self._cells.refusal_at(current) if current.isValid() else None
        if refusal is None:
            self._note.hide()
            return
        room = self.viewport().rect()
        self._note.show_beneath(self.visualRect(current), room, refusal)
