"""The overrides of a strategy or an outcome inside its form."""

from math import ceil

from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.editors.form_state import FormState
from planner.editors.override_model import OverrideModel
from planner.editors.override_view import OverrideView
from planner.editors.row_projection import Row
from planner.editors.table_column import TableColumn

TALLEST = 280


class OverridesField(QWidget):
    """As tall as its rows, up to where it scrolls."""

    def __init__(self, state: FormState, _column: TableColumn, parent: QWidget) -> None:
        super().__init__(parent)
        self._state = state
        self.model = OverrideModel(state.document, parent=self)
        self.view = OverrideView(self.model, state.palette, self)
        self.model.rowsInserted.connect(self._fit)
        self.model.rowsRemoved.connect(self._fit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def set_palette(self) -> None:
        """Take over the colours of the form."""
        self.view.set_palette(self._state.palette)

    def show_row(self, row: Row) -> None:
        """Show the overrides of this entity."""
        self.model.hold(row.path)
        self._fit()

    @property
    def line_ends(self) -> list[int]:
        """Where the rows of its table end, from above."""
        row = self.view.verticalHeader().defaultSectionSize()
        first = self.view.horizontalHeader().height() + self.view.frameWidth()
        return list(range(first + row, self.height(), row))

    def _fit(self) -> None:
        height, row = self.view.wanted_height(), self.view.verticalHeader().defaultSectionSize()
        if height > TALLEST:
            height -= row * ceil((height - TALLEST) / row)  # where it scrolls no row is cut
        self.view.setFixedHeight(height)
