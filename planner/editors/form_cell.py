"""The editor of one field in a form, bound to the entity whose field it is."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from planner.domain.column import Column
from planner.editors.field_choice import FieldChoice, FieldFlag
from planner.editors.field_line import FieldLine
from planner.editors.field_references import FieldReferences
from planner.editors.form_state import FormState
from planner.editors.path_completion import PathCompletion
from planner.editors.range_typing import RangeTyping, Subject
from planner.editors.row_projection import Row, joined
from planner.editors.shown_field import ShownField
from planner.editors.table_column import TableColumn

Editor = FieldLine | FieldChoice | FieldFlag


class FormCell(QObject):
    """Shows a field of whatever row it is given, and enters what is typed or chosen.

    `shown(field: ShownField)` tells what has just been put into the editor.
    """

    shown = Signal(object)

    def __init__(self, state: FormState, column: TableColumn, parent: QWidget) -> None:
        super().__init__(parent)
        self._state, self._column = state, column
        self._row: Row | None = None
        self._range: RangeTyping | None = None
        self._completion: PathCompletion | None = None
        self.editor: Editor = self._editor(column.field, parent)
        self.editor.setAccessibleName(str(column.title))
        self.editor.visited.connect(self._on_visited)

    @property
    def column(self) -> TableColumn:
        """The field."""
        return self._column

    @property
    def row(self) -> Row | None:
        """The entity whose field is shown."""
        return self._row

    def _editor(self, column: Column | None, parent: QWidget) -> Editor:
        palette = self._state.palette
        if column is not None and column.kind in ("choice", "reference"):
            choice = FieldChoice(palette, parent)
            choice.entered.connect(self._enter)
            return choice
        if column is not None and column.kind == "flag":
            flag = FieldFlag(palette, parent)
            flag.entered.connect(self._enter)
            return flag
        if column is not None and column.kind == "references":
            references = FieldReferences(palette, parent)
            references.chosen.connect(self._enter)
            return self._listening(references)
        line = FieldLine(palette, parent)
        if column is not None and column.may_be_range:
            self._range = RangeTyping(line, None, self._state.preview)
            # What was entered stands in the plan, or beneath the field why it does not.
            line.entered.connect(self._range.end)
        return self._listening(line)

    def _listening(self, line: FieldLine) -> FieldLine:
        line.entered.connect(self._enter)
        line.dropped.connect(self._drop)
        return line

    def set_palette(self) -> None:
        """Take over the colours of the form."""
        self.editor.set_palette(self._state.palette)

    def show_row(self, row: Row) -> None:
        """Show the field of this entity."""
        self._row = row
        shown = self._state.shown(row, self._column)
        self.editor.show_field(shown)
        self.editor.setAccessibleName(shown.title)
        self.editor.setAccessibleDescription(" ".join(self._state.said(row, self._column)))
        self._watch(shown)
        self.shown.emit(shown)

    def _watch(self, shown: ShownField) -> None:
        """Keep the preview of ranges and the completion of paths up to date."""
        if shown.field is None or not isinstance(self.editor, FieldLine):
            return
        if self._range is not None:
            was = shown.cell.text if not shown.refused else shown.entry
            self._range.set_subject(Subject(shown.field, shown.title, was, shown.limit))
        names = shown.field.paths
        if names is not None and self._completion is None:
            several = shown.field.column.kind == "paths"
            self._completion = PathCompletion(self.editor, names, several)
            if not several:
                self._completion.picked.connect(self.editor.enter_typed)
        elif names is not None and self._completion is not None:
            self._completion.set_names(names)

    def _enter(self, value: object) -> None:
        if self._row is not None:
            self._state.enter(self._row, self._column, value)

    def _on_visited(self) -> None:
        if self._row is not None:
            self.editor.setWhatsThis(self._state.explained(self._row, self._column))
            self._state.visited.emit(self._row, self._column)

    def _drop(self) -> None:
        if self._row is not None:
            self._state.drop_refusals([joined(self._row.path, self._column.name)])
