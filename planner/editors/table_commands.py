"""What can be done with the selected cells and rows of a table: one undo step each."""

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from planner.domain.path import Path
from planner.editors.clipboard import cells_of, tab_separated
from planner.editors.pasting import Entries, Place, Target, cleared, filled_down, pasted
from planner.editors.row_edits import moved
from planner.editors.row_projection import Row, label
from planner.editors.sheet_view import SheetView, shown_places
from planner.editors.short_name import short_name
from planner.editors.table_model import EntityTableModel
from planner.editors.ticks_menu import TicksMenu
from planner.units.message import QT_TRANSLATE_NOOP, Message, Refused, sentence

COPY = sentence("action-copy", QT_TRANSLATE_NOOP("planner", "Copy"))
CUT = sentence("action-cut", QT_TRANSLATE_NOOP("planner", "Cut"))
PASTE = sentence("action-paste", QT_TRANSLATE_NOOP("planner", "Paste"))
FILL_DOWN = sentence("action-fill-down", QT_TRANSLATE_NOOP("planner", "Fill down"))
CLEAR = sentence("action-clear", QT_TRANSLATE_NOOP("planner", "Clear to default"))
PASTE_INTO = sentence("edit-paste", QT_TRANSLATE_NOOP("planner", "Paste into {table}"))
ADD = sentence("action-add", QT_TRANSLATE_NOOP("planner", "Add {kind}"))
ADD_TO = sentence("action-add-to", QT_TRANSLATE_NOOP("planner", "Add {kind} to"))
DUPLICATE = sentence("action-duplicate", QT_TRANSLATE_NOOP("planner", "Duplicate"))
REMOVE = sentence("action-remove", QT_TRANSLATE_NOOP("planner", "Remove"))
MOVE_UP = sentence("action-move-up", QT_TRANSLATE_NOOP("planner", "Move up"))
MOVE_DOWN = sentence("action-move-down", QT_TRANSLATE_NOOP("planner", "Move down"))
COLUMNS = sentence("action-columns", QT_TRANSLATE_NOOP("planner", "Columns"))
CELLS_REFUSED = sentence(
    "cells-refused",
    QT_TRANSLATE_NOOP("planner", "{changed} entered, {refused} refused and marked."),
)
WENT_ALONG = sentence(
    "went-along",
    QT_TRANSLATE_NOOP("planner", "Removed from or with it: {names}. Undo brings all back."),
)
AND_MORE = sentence("names-and-more", QT_TRANSLATE_NOOP("planner", "{names} and {count} more"))
# As many names as fit into a status bar.
MOST_NAMES = 4
# More parents than fit on a screen are not offered one by one.
MOST_PARENTS = 24

_Standard = QKeySequence.StandardKey
_Select = QItemSelectionModel.SelectionFlag


class TableCommands(QObject):
    """Commands on one table; `noted(sentence: str)` tells what did not go as asked."""

    noted = Signal(str)

    def __init__(self, view: SheetView, model: EntityTableModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model

    # Cells

    def copy(self) -> None:
        """Put the selected cells on the clipboard as tab-separated text."""
        chosen = self._selected()
        rows = sorted({row for row, _ in chosen if self._model.row_at(row) is not None})
        columns = [
            place for place in shown_places(self._view) if any(c == place for _, c in chosen)
        ]
        texts = (
            [self._text(row, place) if (row, place) in chosen else "" for place in columns]
            for row in rows
        )
        QGuiApplication.clipboard().setText(tab_separated(texts))

    def cut(self) -> None:
        """Copy, then clear to the defaults."""
        self.copy()
        self.clear()

    def paste(self) -> None:
        """Enter the clipboard's cells from the selection's corner on; what is refused is marked."""
        cells = cells_of(QGuiApplication.clipboard().text())
        chosen = self._selected()
        if not cells or not chosen:
            return
        shown = shown_places(self._view)
        rows = [row for row, _ in chosen]
        places = [shown.index(column) for _, column in chosen]
        first = min(places)
        height, width = max(rows) - min(rows) + 1, max(places) - first + 1
        target = Target(min(rows), shown[first:], height, width)
        table = str(self._model.table.title())
        self._enter(pasted(self._model, cells, target), PASTE_INTO(table=table))

    def fill_down(self) -> None:
        """In each column the topmost selected cell goes to those below; a single one from above."""
        self._enter(filled_down(self._model, sorted(self._selected())), FILL_DOWN())

    def clear(self) -> None:
        """Set the selected cells to their defaults."""
        chosen = sorted(self._selected())
        self._model.drop_refusals(
            self._model.path_of(self._model.index(row, column)) for row, column in chosen
        )
        self._enter(cleared(self._model, chosen), CLEAR())

    def _enter(self, entries: Entries, text: Message) -> None:
        if not entries.entries and not entries.added:
            return
        try:
            entered = self._model.edits.enter(entries.entries, str(text), entries.added)
        except Refused as refusal:
            self.noted.emit(str(refusal))
            return
        good = [f"{row.path}/{name}" for row, name in entries.entries]
        self._model.drop_refusals(path for path in good if path not in entered.refused)
        self._model.keep_refusals(entered.refused)
        if entered.refused:
            refused = len(entered.refused)
            self.noted.emit(str(CELLS_REFUSED(changed=entered.changed, refused=refused)))

    def _selected(self) -> set[Place]:
        return {
            (index.row(), index.column())
            for index in self._view.selectedIndexes()
            if not self._view.isColumnHidden(index.column())
        }

    def _text(self, row: int, column: int) -> str:
        return self._model.entry(self._model.index(row, column))

    # Rows

    def add_row(self) -> None:
        """Add an entity after those of the current row's parent, and go there."""
        row = self._model.row_at(self._view.currentIndex().row())
        self._add_to(None if row is None else row.list_path)

    def duplicate_rows(self) -> None:
        """Put a copy after each selected row."""
        rows = self._selected_rows()
        if rows:
            self._select(self._model.edits.duplicate(rows))

    def remove_rows(self) -> None:
        """Remove the selected rows; says so if others went with them, or why they stay."""
        rows = self._selected_rows()
        if not rows:
            return
        speakers = self._model.edits.speakers(rows)
        try:
            self._model.edits.remove(rows)
        except Refused as refusal:
            self.noted.emit(str(refusal))
            return
        if speakers:
            names = ", ".join(speakers[:MOST_NAMES])
            if len(speakers) > MOST_NAMES:
                names = str(AND_MORE(names=names, count=len(speakers) - MOST_NAMES))
            self.noted.emit(str(WENT_ALONG(names=names)))

    def move_rows_up(self) -> None:
        """Move the selected rows one place up among their siblings."""
        self._move(-1)

    def move_rows_down(self) -> None:
        """Move the selected rows one place down among their siblings."""
        self._move(1)

    def _move(self, step: int) -> None:
        rows = self._selected_rows()
        if rows and not self._model.is_sorted:
            self._model.edits.move(rows, step)
            self._select([row.path for row in rows])

    def _can_move(self, step: int) -> bool:
        """Whether a selected row has a sibling above (−1) or below (+1) to change places with."""
        project, paths = self._model.project, [row.path for row in self._selected_rows()]
        return not self._model.is_sorted and moved(project, paths, step) is not project

    def _add_to(self, list_path: Path | None) -> None:
        try:
            path = self._model.edits.add(list_path)
        except Refused as refusal:
            self.noted.emit(str(refusal))
            return
        name = self._model.index_of(f"{path}/name")
        self._view.setCurrentIndex(name)
        self._view.scrollTo(name)

    def _selected_rows(self) -> list[Row]:
        places = sorted({row for row, _ in self._selected()})
        rows = (self._model.row_at(place) for place in places)
        return [row for row in rows if row is not None]

    def _select(self, paths: tuple[Path, ...] | list[Path]) -> None:
        selection = self._view.selectionModel()
        column = self._view.currentIndex().column()
        for number, path in enumerate(paths):
            index = self._model.index_of(path).siblingAtColumn(max(column, 0))
            if number == 0:
                selection.setCurrentIndex(index, _Select.ClearAndSelect)
            selection.select(index, _Select.Select)

    # Menus

    def row_menu(self) -> QMenu:
        """The menu of a cell. The caller shows it; it goes when it is closed."""
        menu = QMenu(self._view)
        kind = self._model.table.projection.entity.singular.lower()
        on_rows, on_cells = bool(self._selected_rows()), bool(self._selected())
        _action(menu, ADD(kind=kind), self.add_row, True, QKeySequence("Ins"))
        if self._model.table.projection.is_flattened:
            self._add_parents(menu, kind)
        _action(menu, DUPLICATE(), self.duplicate_rows, on_rows)
        _action(menu, REMOVE(), self.remove_rows, on_rows, QKeySequence("Ctrl+Del"))
        for words, move, step, key in (
            (MOVE_UP, self.move_rows_up, -1, "Alt+Up"),
            (MOVE_DOWN, self.move_rows_down, 1, "Alt+Down"),
        ):
            _action(menu, words(), move, self._can_move(step), QKeySequence(key))
        menu.addSeparator()
        _action(menu, CUT(), self.cut, on_cells, QKeySequence(_Standard.Cut))
        _action(menu, COPY(), self.copy, on_cells, QKeySequence(_Standard.Copy))
        _action(menu, PASTE(), self.paste, on_cells, QKeySequence(_Standard.Paste))
        _action(menu, FILL_DOWN(), self.fill_down, on_cells, QKeySequence("Ctrl+D"))
        _action(menu, CLEAR(), self.clear, on_cells, QKeySequence(_Standard.Delete))
        menu.addSeparator()
        menu.addMenu(self.columns_menu(menu))
        return menu

    def columns_menu(self, parent: QMenu | None = None) -> QMenu:
        """A menu to choose the columns that are shown."""
        menu = TicksMenu(str(COLUMNS()), parent or self._view)
        for place, column in enumerate(self._model.columns):
            action = menu.addAction(column.heading)
            action.setCheckable(True)
            action.setChecked(not self._view.isColumnHidden(place))
            action.setData(place)
        menu.triggered.connect(self._on_column_chosen)
        return menu

    def _add_parents(self, menu: QMenu, kind: str) -> None:
        lists = list(self._model.table.projection.lists(self._model.project))
        if not lists or len(lists) > MOST_PARENTS:
            return
        parents = menu.addMenu(str(ADD_TO(kind=kind)))
        parents.setToolTipsVisible(True)
        for path, above, _ in lists:
            action = parents.addAction(" · ".join(short_name(label(each)) for each in above))
            action.setToolTip(" · ".join(label(each) for each in above))
            action.setData(path)
        parents.triggered.connect(self._on_parent_chosen)

    def _on_parent_chosen(self, action: QAction) -> None:
        self._add_to(str(action.data()))

    def _on_column_chosen(self, action: QAction) -> None:
        place = int(action.data())
        if shown_places(self._view) == [place]:
            action.setChecked(True)  # the last one stays
        self._view.setColumnHidden(place, not action.isChecked())
        self._view.fit([place] if action.isChecked() else [])
        if action.isChecked():
            self._go_to_column(place)

    def _go_to_column(self, place: int) -> None:
        current: QModelIndex = self._view.currentIndex()
        row = max(current.row(), 0)
        self._view.scrollTo(self._model.index(row, place))


def _action(
    menu: QMenu,
    text: Message,
    slot: Callable[[], None],
    enabled: bool,
    keys: QKeySequence | None = None,
) -> None:
    """An entry; its keys are only shown, since the table itself listens to them."""
    native = QKeySequence.SequenceFormat.NativeText
    shown = f"{text}\t{keys.toString(native)}" if keys is not None else str(text)
    action = menu.addAction(shown)
    action.setEnabled(enabled)
    action.triggered.connect(slot)
