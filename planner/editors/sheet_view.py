"""What all tables of cells have in common: how they look, and where keys lead."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QStyle,
    QTableView,
    QWidget,
)

from planner.editors.cell import Palette
from planner.editors.cell_model import AnyIndex, CellModel
from planner.editors.cell_painter import PADDING, wanted_width
from planner.editors.column_widths import NARROWEST, NARROWEST_TEXT, WIDEST, Wish, allotted
from planner.editors.delegate import CellDelegate
from planner.editors.refusal_note import RefusalNote

ROW_HEIGHT, COMPACT_ROW_HEIGHT = 26, 22
# The type of headers, LOOK.md "Measure": 11.5 px, of which Qt measures whole ones only.
HEADER_SIZE = 12
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
        self.narrowest_text = NARROWEST_TEXT
        self._wishes: dict[int, Wish] = {}
        self._is_fitted = self._is_fitting = self._is_by_hand = False
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self._look()
        self.set_compact(False)
        model.refusals_changed.connect(self._update_note)
        model.rowsInserted.connect(self._on_rows_inserted)
        self.horizontalHeader().sectionResized.connect(self._on_section_resized)
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
        """Make the shown columns as wide as their headers and a sample of their cells.

        Long texts are cut, unless there is room for more of them. They follow the width of the
        table until somebody changes a column by hand.
        """
        self._wishes = self._wishes_of(shown_places(self))
        self._is_by_hand = False
        self._allot()

    def fit(self, places: Sequence[int]) -> None:
        """Measure these columns anew; the others stay as they are if somebody has chosen that."""
        wishes = self._wishes_of(places)
        self._wishes |= wishes
        if not self._is_by_hand:
            self._allot()
            return
        others = sum(self.columnWidth(p) for p in shown_places(self) if p not in wishes)
        self._set_widths(list(wishes), allotted(list(wishes.values()), self._room() - others))

    def _allot(self) -> None:
        places = [place for place in shown_places(self) if place in self._wishes]
        wishes = [self._wishes[place] for place in places]
        self._set_widths(places, allotted(wishes, self._room()))

    def _room(self) -> int:
        return self.viewport().width()

    def _set_widths(self, places: Sequence[int], widths: Sequence[int]) -> None:
        self._is_fitting = True
        try:
            for place, width in zip(places, widths, strict=True):
                self.setColumnWidth(place, width)
        finally:
            self._is_fitting = False

    def _on_section_resized(self, _place: int, before: int, after: int) -> None:
        """Columns that are hidden or shown are resized too, from or to nothing."""
        if self._is_fitted and not self._is_fitting and before and after:
            self._is_by_hand = True

    def _wishes_of(self, places: Sequence[int]) -> dict[int, Wish]:
        metrics = QFontMetrics(self.font())
        last = self._cells.rowCount() - 1
        rows = [*range(min(last, SAMPLE)), last] if last >= 0 else []
        return {place: self._wish(place, rows, metrics) for place in places}

    def _wish(self, place: int, rows: Sequence[int], metrics: QFontMetrics) -> Wish:
        cells = [self._cells.cell(self._cells.index(row, place)) for row in rows]
        header = max(self.header_width(place), self.narrowest(place))
        wanted = max([*(wanted_width(cell, metrics) for cell in cells), header])
        if any(cell.at_right for cell in cells):
            return Wish(wanted, max(min(wanted, WIDEST), header))
        return Wish(wanted, max(min(wanted, self.narrowest_text), header))

    def narrowest(self, _place: int) -> int:
        """The least width of a column, whatever its header says."""
        return NARROWEST

    def header_width(self, place: int) -> int:
        """Room for what the header says; where rows are sorted by it, for the arrow as well."""
        across = self.horizontalHeader()
        if across.isSortIndicatorShown() and across.sortIndicatorSection() == place:
            return across.sectionSizeHint(place) + 4
        font = QFont(QApplication.font())
        font.setPixelSize(HEADER_SIZE)
        font.setWeight(QFont.Weight.Medium)
        words = str(self._cells.headerData(place, Qt.Orientation.Horizontal))
        return QFontMetrics(font).horizontalAdvance(words) + 2 * PADDING + 2

    def wanted_width(self) -> int:
        """Room for all columns at their usual widths."""
        return self._beside_columns() + sum(wish.usual for wish in self._wishes.values())

    def least_width(self) -> int:
        """Room for all columns where texts are cut as far as they may be."""
        return self._beside_columns() + sum(wish.least for wish in self._wishes.values())

    def _beside_columns(self) -> int:
        """The numbers of the rows, and a scroll bar."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        return self.verticalHeader().sizeHint().width() + bar + 2 * self.frameWidth()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the columns when the table is first seen: before, its font is not known."""
        super().showEvent(event)
        if not self._is_fitted:
            self._is_fitted = True
            self.fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_fitted and not self._is_by_hand:
            self._allot()
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
            if event.key() == Qt.Key.Key_F2:
                self._go_on_writing()
            return
        event.accept()
        command()

    def _go_on_writing(self) -> None:
        """F2 is for changing what stands there: Qt would select it, and the next key replace it."""
        editor = QApplication.focusWidget()
        if isinstance(editor, QLineEdit) and self.viewport().isAncestorOf(editor):
            editor.end(False)

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
        # Of a table that has only just been shown the scroll bars do not know the columns yet.
        self.updateGeometries()
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
