"""One row of a form: the title at the left, the field at the right, a sentence beneath."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from planner.editors.cell import Refusal
from planner.editors.form_cell import FormCell
from planner.editors.form_state import FormState
from planner.editors.likelihood_field import LikelihoodField
from planner.editors.overrides_field import OverridesField
from planner.editors.parts_field import PartsField
from planner.editors.row_projection import Row, joined
from planner.editors.table_column import TableColumn

GAP = 8
# Fields that need the whole width, beneath their title: in half of it paths would look alike.
WIDE = ("likelihood", "entities", "path", "paths")
# Of texts those that say more than a name.
LONG_TEXTS = ("text",)


class FormRow(QWidget):
    """A field with its title; computed ones are hidden where there is nothing to show."""

    def __init__(self, state: FormState, column: TableColumn, parent: QWidget) -> None:
        super().__init__(parent)
        self._state, self.column = state, column
        self._row: Row | None = None
        kind = "" if column.field is None else column.field.kind
        self.is_wide = kind in WIDE or (kind == "text" and column.name in LONG_TEXTS)
        self.label = QLabel(str(column.title), self)
        self.label.setProperty("role", "field")
        self.label.setWordWrap(True)
        self.note = QLabel(self)
        self.note.setProperty("role", "refused")
        self.note.setWordWrap(True)
        self.note.hide()
        self.cell: FormCell | None = None
        self.special = self._special(kind)
        if self.special is None:
            self.cell = FormCell(state, column, self)
        field = self.special if self.cell is None else self.cell.editor
        assert field is not None
        self.field: QWidget = field
        self.label.setBuddy(self.focus_target)
        self._arrange()

    def _special(self, kind: str) -> LikelihoodField | PartsField | OverridesField | None:
        if kind == "likelihood":
            return LikelihoodField(self._state, self.column, self)
        if kind != "entities":
            return None
        if self.column.name == "overrides":
            return OverridesField(self._state, self.column, self)
        return PartsField(self._state, self.column, self)

    @property
    def focus_target(self) -> QWidget:
        """What takes the focus when somebody goes to this field."""
        if self.special is None:
            return self.field
        found = [
            child
            for child in self.special.findChildren(QWidget)
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        return found[0] if found else self.special

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        if self.is_wide:
            grid.addWidget(self.label, 0, 0, 1, 2)
            grid.addWidget(self.field, 1, 0, 1, 2)
        else:
            grid.addWidget(self.label, 0, 0)
            grid.addWidget(self.field, 0, 1)
        grid.addWidget(self.note, 2, 0, 1, 2)

    @property
    def wanted_title_width(self) -> int:
        """Room for the title in one line."""
        self.label.ensurePolished()
        return self.label.fontMetrics().horizontalAdvance(str(self.column.title)) + 1

    def set_title_width(self, width: int) -> None:
        """Make all titles of a form equally wide, so that the fields stand in one line."""
        if not self.is_wide:
            self.label.setFixedWidth(width)

    def set_title(self, title: str) -> None:
        """Say this at the left; empty where the row above says it already."""
        self.label.setText(title)

    def set_palette(self) -> None:
        """Take over the colours of the form."""
        if self.cell is not None:
            self.cell.set_palette()
        elif self.special is not None:
            self.special.set_palette()

    def show_row(self, row: Row) -> None:
        """Show the field of this entity."""
        self._row = row
        if self.cell is not None:
            self.cell.show_row(row)
        elif self.special is not None:
            self.special.show_row(row)
        refusal: Refusal | None = self._state.refusals.get(self.path)
        self.note.setText("" if refusal is None else refusal.message)
        self.note.setVisible(refusal is not None)

    def settle(self) -> None:
        """Take in at once how high its parts must be now."""
        for part in (self.special, self):
            layout = None if part is None else part.layout()
            if layout is not None:
                layout.activate()

    @property
    def row_ends(self) -> list[int]:
        """Where it can be cut: at its end, and beneath each line of what it embeds."""
        if self.special is None:
            return [self.height()]
        inner = [self.special.y() + end for end in self.special.line_ends]
        return [*(end for end in inner if end < self.height()), self.height()]

    @property
    def row(self) -> Row | None:
        """The entity whose field is shown."""
        return self._row

    @property
    def path(self) -> str:
        """The path of the field that is shown."""
        return "" if self._row is None else joined(self._row.path, self.column.name)

    @property
    def is_empty(self) -> bool:
        """Whether it is computed and there is nothing to show."""
        if self.column.computed is None or self._row is None:
            return False
        return self.column.computed(self._state.project, self._row) is None
