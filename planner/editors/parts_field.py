"""The parts of a contract, or any list of small entities without ids: a row of fields each."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QToolButton, QWidget

from planner.editors.field_edits import AsItIs
from planner.editors.form_cell import FormCell
from planner.editors.form_state import FormState
from planner.editors.row_projection import Row, joined, row_of
from planner.editors.table_column import TableColumn, column_of
from planner.units.message import QT_TRANSLATE_NOOP, sentence

ADD_PART = sentence("parts-add", QT_TRANSLATE_NOOP("planner", "Add {kind}"))
REMOVE_PART = sentence("parts-remove", QT_TRANSLATE_NOOP("planner", "Remove {kind} {number}"))
GAP = 6


class PartsField(QWidget):
    """A small table: each entity a row, each of its fields an editor, a button to remove it."""

    def __init__(self, state: FormState, column: TableColumn, parent: QWidget) -> None:
        super().__init__(parent)
        self._state, self._column = state, column
        self._row: Row | None = None
        self._cells: list[list[FormCell]] = []
        assert column.field is not None
        assert column.field.entity is not None
        self._kind: type[Any] = column.field.entity
        self._columns = [column_of(each) for each in self._kind.columns()]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        for place, each in enumerate(self._columns):
            self._grid.setColumnStretch(place, 2 if place == 0 else 1)
            head = QLabel(each.heading, self)
            head.setProperty("role", "field")
            self._grid.addWidget(head, 0, place)
        self.add_button = QPushButton(str(ADD_PART(kind=self._kind.singular.lower())), self)
        self.add_button.setAccessibleName(self.add_button.text())
        self.add_button.clicked.connect(self._on_add)
        self._rebuild(0)

    def set_palette(self) -> None:
        """Take over the colours of the form."""
        for cells in self._cells:
            for cell in cells:
                cell.set_palette()

    @property
    def line_ends(self) -> list[int]:
        """Where its rows end, from above."""
        places = range(1, len(self._cells) + 1)
        return [self._grid.cellRect(place, 0).bottom() + 1 for place in places]

    def show_row(self, row: Row) -> None:
        """Show the parts of this entity."""
        self._row = row
        parts = getattr(row.entity, self._column.name)
        if len(parts) != len(self._cells):
            self._rebuild(len(parts))
        path = joined(row.path, self._column.name)
        for place, cells in enumerate(self._cells):
            part = row_of(self._state.project, f"{path}/{place}")
            for cell in cells:
                cell.show_row(part)
        for place in range(len(self._columns)):
            item = self._grid.itemAtPosition(0, place)
            head = item.widget() if item is not None else None
            if head is not None:
                head.setVisible(bool(parts))

    def _rebuild(self, count: int) -> None:
        for place in reversed(range(self._grid.count())):
            item = self._grid.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None and not isinstance(widget, QLabel):
                self._grid.removeWidget(widget)
                if widget is not self.add_button:
                    widget.hide()
                    widget.deleteLater()
        self._cells = []
        for number in range(count):
            cells = [FormCell(self._state, column, self) for column in self._columns]
            for place, cell in enumerate(cells):
                self._put(cell.editor, number + 1, place)
            self._put(self._remover(number), number + 1, len(self._columns))
            self._cells.append(cells)
        self._grid.addWidget(
            self.add_button, count + 1, 0, 1, len(self._columns) + 1, Qt.AlignmentFlag.AlignLeft
        )

    def _put(self, part: QWidget, row: int, place: int) -> None:
        self._grid.addWidget(part, row, place)
        part.show()  # the layout would do so later, and until then have no room for it

    def _remover(self, number: int) -> QToolButton:
        button = QToolButton(self)
        button.setText("×")
        button.setProperty("place", number)
        words = str(REMOVE_PART(kind=self._kind.singular.lower(), number=number + 1))
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.clicked.connect(self._on_remove)
        return button

    def _on_add(self) -> None:
        if self._row is not None:
            parts = getattr(self._row.entity, self._column.name)
            self._enter((*parts, self._kind()))

    def _on_remove(self) -> None:
        button = self.sender()
        if self._row is not None and isinstance(button, QToolButton):
            parts, place = getattr(self._row.entity, self._column.name), button.property("place")
            self._enter((*parts[:place], *parts[place + 1 :]))

    def _enter(self, parts: tuple[Any, ...]) -> None:
        if self._row is not None:
            self._state.enter(self._row, self._column, AsItIs(parts))
