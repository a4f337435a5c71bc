"""A table of the plan that is edited like a spreadsheet."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QWidget

from planner.domain.case import Case
from planner.domain.path import Path
from planner.editors.cell import Palette
from planner.editors.cell_model import AnyIndex
from planner.editors.cell_painter import wanted_width
from planner.editors.column_widths import NARROWEST, NARROWEST_RANGE
from planner.editors.sheet_view import (
    COMPACT_ROW_HEIGHT,
    ROW_HEIGHT,
    SAMPLE,
    Command,
    SheetView,
    State,
    shown_places,
)
from planner.editors.table_commands import TableCommands
from planner.editors.table_model import EntityTableModel

__all__ = ["COMPACT_ROW_HEIGHT", "ROW_HEIGHT", "EntityTableView"]

_Key = Qt.Key
_Modifier = Qt.KeyboardModifier
_Standard = QKeySequence.StandardKey


class EntityTableView(SheetView):
    """Beside what every sheet does: copy and paste, fill down, clear, add, remove and move rows.

    A click on a header puts the rows in the order of that column, once; the second turns it round,
    the third goes back to the plan's order.

    Signals
    -------
    current_path_changed(path: str)
        Path of the field under the cursor; of its entity where it is computed; else empty.
    noted(sentence: str)
        Something to tell: why rows were not removed, how many pasted cells were refused.
    filter_dropped()
        All rows are shown again, though nobody has emptied the filter.
    """

    current_path_changed = Signal(str)
    noted = Signal(str)
    filter_dropped = Signal()

    _told_path = ""

    def __init__(
        self, model: EntityTableModel, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, palette, parent)
        self.setObjectName(f"table-{model.table.name}")
        self.setAccessibleName(str(model.table.title()))
        self.commands = TableCommands(self, model)
        self._listen()
        self.show_columns([column.name for column in model.columns[: model.table.shown]])

    @property
    def entities(self) -> EntityTableModel:
        """The model that is shown."""
        if not isinstance(self._cells, EntityTableModel):
            raise TypeError(type(self._cells).__name__)
        return self._cells

    def _listen(self) -> None:
        across = self.horizontalHeader()
        across.setSectionsMovable(True)
        across.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        across.customContextMenuRequested.connect(self._on_header_menu)
        across.setSortIndicatorClearable(True)
        across.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        across.sortIndicatorChanged.connect(self._make_room_for_arrow)
        self.setSortingEnabled(True)
        self.entities.dataChanged.connect(self._on_data_changed)
        self.entities.rowsInserted.connect(self._on_rows_added)
        self.entities.arrangement_forgotten.connect(self._on_arrangement_forgotten)
        self.commands.noted.connect(self.noted)

    def narrowest(self, place: int) -> int:
        """What is typed as a range stands in its own cell."""
        field = self.entities.columns[place].field
        return NARROWEST_RANGE if field is not None and field.may_be_range else NARROWEST

    def _make_room_for_arrow(self, place: int) -> None:
        if place >= 0 and self._is_fitted and not self.isColumnHidden(place):
            needed = self.header_width(place)
            if self.columnWidth(place) < needed:
                self._set_widths([place], [needed])

    @property
    def current_path(self) -> Path:
        """Path of the field under the cursor; of its entity where it is computed; else empty."""
        return self.entities.path_of(self.currentIndex())

    def shown_columns(self) -> list[str]:
        """Names of the columns that are shown, from left to right."""
        return [self.entities.columns[place].name for place in shown_places(self)]

    def show_columns(self, names: Sequence[str]) -> None:
        """Show these columns and no others."""
        for place, column in enumerate(self.entities.columns):
            self.setColumnHidden(place, column.name not in names)
        if self._is_fitted:
            self.fit_columns()

    def set_case(self, case: Case | None) -> None:
        """Show what this case overrides; columns that were wide for another are so no longer."""
        if self.entities.set_case(case) and self._is_fitted and not self._is_by_hand:
            self.fit_columns()

    def show_path(self, path: Path) -> bool:
        """Go to the field or entity at a path. Whether it is in this table."""
        index = self.entities.index_of(path)
        if not index.isValid() and self.entities.is_filtered:
            self.entities.filter("")
            self.filter_dropped.emit()
            index = self.entities.index_of(path)
        if not index.isValid():
            return False
        if self.isColumnHidden(index.column()):
            self.setColumnHidden(index.column(), False)
            self.fit([index.column()])
        # Not as a click would: a key that is still down would add it to what is selected.
        self.go(index.row(), index.column())
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def filter(self, text: str) -> None:
        """Show only the rows that have these words in their shown columns."""
        path = self.current_path
        self.entities.filter(text, shown_places(self))
        index = self.entities.index_of(path) if path else QModelIndex()
        if index.isValid():
            self.scrollTo(index)

    def _on_arrangement_forgotten(self) -> None:
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.blockSignals(False)
        self.filter_dropped.emit()

    def _on_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        """Widen the columns of an edited row that became too narrow for what stands there now."""
        if first.row() == last.row():
            self._widen([first.row()], range(first.column(), last.column() + 1))
        self._tell_path()  # another id makes another path

    def _on_rows_added(self, _parent: QModelIndex, first: int, last: int) -> None:
        """Until rows come, of another plan too, columns are only as wide as what there was."""
        self._widen(range(first, min(last, first + SAMPLE) + 1), tuple(self._wishes))

    def _widen(self, rows: Sequence[int], places: Iterable[int]) -> None:
        """Give room to what stands in these cells and has too little."""
        if self._is_fitted:
            metrics = QFontMetrics(self.font())
            found = [place for place in places if self._is_tight(place, rows, metrics)]
            if found:
                self.fit(found)

    def _is_tight(self, place: int, rows: Sequence[int], metrics: QFontMetrics) -> bool:
        model, wish = self.entities, self._wishes.get(place)
        return wish is not None and any(
            wanted_width(model.cell(model.index(row, place)), metrics) > wish.wanted for row in rows
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by the keyboard stands on a cell from the beginning."""
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self._begin()  # Qt would go to the first cell without selecting it
        super().focusInEvent(event)

    def reset(self) -> None:
        """After another plan was opened, too."""
        super().reset()
        if self._is_fitted:
            self.fit_columns()
        if self.hasFocus():
            self._begin()

    def _begin(self) -> None:
        if not self.currentIndex().isValid():
            shown, name = shown_places(self), self._place_of_name()
            self.go(0, name if name in shown else shown[0])

    def _place_of_name(self) -> int:
        return [column.name for column in self.entities.columns].index("name")

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        self._tell_path()

    def _tell_path(self) -> None:
        path = self.current_path
        if path != self._told_path:
            self._told_path = path
            self.current_path_changed.emit(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Whoever types anywhere in the row for adding types the name of what is added."""
        if self.state() != State.EditingState and _types(event):
            self._go_to_name_of_added(self.currentIndex())
        super().keyPressEvent(event)

    def _go_to_name_of_added(self, index: AnyIndex) -> bool:
        """In the row for adding only the name can be typed. Whether it was another cell of it."""
        if not index.isValid() or self.entities.row_at(index.row()) is not None:
            return False
        place = self._place_of_name()
        self.setColumnHidden(place, False)
        self.go(index.row(), place)
        return index.column() != place

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Anywhere in the row for adding begins to type the name."""
        if self._go_to_name_of_added(self.indexAt(event.position().toPoint())):
            self.edit(self.currentIndex())
            return
        super().mouseDoubleClickEvent(event)

    def own_command(self, event: QKeyEvent) -> Command | None:
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
            (_Key.Key_Delete, _Modifier.ControlModifier): self.commands.remove_rows,
            (_Key.Key_Backspace, _Modifier.NoModifier): self.commands.clear,
            (_Key.Key_Insert, _Modifier.NoModifier): self.commands.add_row,
            (_Key.Key_Up, _Modifier.AltModifier): self.commands.move_rows_up,
            (_Key.Key_Down, _Modifier.AltModifier): self.commands.move_rows_down,
        }.get((_Key(event.key()), event.modifiers() & ~_Modifier.KeypadModifier))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.commands.row_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _on_header_menu(self, place: QPoint) -> None:
        menu = self.commands.columns_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(place))


def _types(event: QKeyEvent) -> bool:
    """Whether a key begins to edit: a letter, or F2."""
    plain = event.modifiers() & ~(_Modifier.ShiftModifier | _Modifier.KeypadModifier)
    if plain != _Modifier.NoModifier:
        return False
    return event.key() == _Key.Key_F2 or (event.text().isprintable() and bool(event.text()))
