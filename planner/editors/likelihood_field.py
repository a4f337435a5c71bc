"""The chance of a sign under each outcome of its uncertainty, one line each."""

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from planner.editors.cell import Cell, State
from planner.editors.field_edits import AsItIs
from planner.editors.field_line import FieldLine
from planner.editors.form_state import FormState
from planner.editors.row_projection import Row, joined
from planner.editors.shown_field import ShownField
from planner.editors.table_column import TableColumn
from planner.editors.words import NONE, breakable
from planner.units.message import QT_TRANSLATE_NOOP, Refused, sentence
from planner.units.notation import print_entry, read_number
from planner.units.unit import SHARE

CHOOSE_FIRST = sentence(
    "likelihood-choose-first", QT_TRANSLATE_NOOP("planner", "Choose an uncertainty first.")
)
GIVEN = sentence(
    "likelihood-given", QT_TRANSLATE_NOOP("planner", "Chance of the sign if {outcome}")
)
GAP = 6
INDENT, LINE_WIDTH = 10, 92


class LikelihoodField(QWidget):
    """A share for each outcome; the others stay as they are."""

    def __init__(self, state: FormState, column: TableColumn, parent: QWidget) -> None:
        super().__init__(parent)
        self._state, self._column = state, column
        self._row: Row | None = None
        self._lines: dict[str, FieldLine] = {}
        self._places: list[int] = []
        self._empty = QLabel(str(CHOOSE_FIRST()), self)
        self._empty.setProperty("muted", True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(INDENT, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self._empty, 0, 0, 1, 2)

    def set_palette(self) -> None:
        """Take over the colours of the form."""
        for line in self._lines.values():
            line.set_palette(self._state.palette)

    @property
    def line_ends(self) -> list[int]:
        """Where its lines end, from above."""
        return [self._grid.cellRect(place, 0).bottom() + 1 for place in self._places]

    def show_row(self, row: Row) -> None:
        """Show the likelihoods of this signpost."""
        self._row = row
        shown = self._state.shown(row, self._column)
        field = shown.field
        if field is None:
            return
        names = {option.id: option.name for option in field.options}
        if list(names) != list(self._lines):
            self._rebuild(names)
        self._empty.setVisible(not names)
        shares = dict(shown.value)
        for (outcome, line), name in zip(self._lines.items(), names.values(), strict=True):
            share = shares.get(outcome)
            text = "" if share is None else print_entry(share, SHARE, field.marks)
            state = State.DEFAULT if share is None else State.SET
            title = str(GIVEN(outcome=name))
            line.setAccessibleName(title)
            line.show_field(ShownField(Cell(text or NONE, state), text, share, field, title))

    def _rebuild(self, names: dict[str, str]) -> None:
        while self._grid.count() > 1:
            item = self._grid.takeAt(1)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._lines, self._places = {}, []
        for place, (outcome, name) in enumerate(names.items(), start=1):
            # A single ampersand would mark the letter behind it as a key.
            label = QLabel(breakable(name).replace("&", "&&"), self)
            label.setProperty("role", "field")
            label.setWordWrap(True)
            line = FieldLine(self._state.palette, self)
            line.setObjectName(outcome)
            line.setFixedWidth(LINE_WIDTH)
            line.entered.connect(self._on_entered)
            line.visited.connect(self._on_visited)
            label.setBuddy(line)
            self._grid.addWidget(label, place, 0)
            self._grid.addWidget(line, place, 1)
            # A layout shows new parts later, and until then has no room for them.
            label.show()
            line.show()
            self._lines[outcome] = line
            self._places.append(place)

    def _on_visited(self) -> None:
        if self._row is not None:
            self._state.visited.emit(self._row, self._column)

    def _on_entered(self, text: str) -> None:
        line, row = self.sender(), self._row
        if not isinstance(line, FieldLine) or row is None or self._column.field is None:
            return
        outcome, path = line.objectName(), joined(row.path, self._column.name)
        shares: dict[str, float] = dict(getattr(row.entity, self._column.name))
        shares.pop(outcome, None)
        if text.strip():
            marks = self._state.presentation.marks
            try:
                shares[outcome] = self._column.field.bounded(read_number(text, SHARE, marks))
            except Refused as refusal:
                self._state.refuse(path, text, refusal.message)
                return
        ordered = tuple((each, shares[each]) for each in self._lines if each in shares)
        others = tuple((each, share) for each, share in shares.items() if each not in self._lines)
        self._state.enter(row, self._column, AsItIs((*ordered, *others)))
