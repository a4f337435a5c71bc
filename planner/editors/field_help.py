"""What the field with the focus means, why it shows what it shows, and where its value is from."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from planner.domain.source import Source
from planner.editors.cell import Palette
from planner.editors.form_state import FormState
from planner.editors.row_projection import Row
from planner.editors.table_column import TableColumn
from planner.editors.words import breakable, choice_text
from planner.units.message import QT_TRANSLATE_NOOP, sentence

NOTHING_CHOSEN = sentence(
    "help-nothing-chosen",
    QT_TRANSLATE_NOOP("planner", "Go to a field to read what it means and where it is from."),
)
SCROLL_BAR = 10


class FieldHelp(QLabel):
    """A few lines of text; it is read aloud as the description of the field."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = palette
        self._said: tuple[str, list[str], Sequence[Source]] | None = None
        self.setObjectName("fieldHelp")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.clear_field()

    def heightForWidth(self, width: int) -> int:
        """Room for all lines also beside the scroll bar that they may need."""
        return super().heightForWidth(width - SCROLL_BAR)

    def set_palette(self, palette: Palette) -> None:
        """Write in these colours from now on."""
        self._colours = palette
        self._write()

    def clear_field(self) -> None:
        """Say how to read about a field."""
        self._said = None
        self._write()

    def show_field(self, state: FormState, row: Row, column: TableColumn) -> None:
        """Say what there is to say about a field of an entity."""
        lines = [*state.presentation.help_lines(column), *state.said(row, column)]
        sources = state.presentation.sources_of(state.project, row, column)
        self._said = str(column.title), lines, sources
        self._write()

    def _write(self) -> None:
        colours = self._colours
        if self._said is None:
            self.setText(
                f'<span style="color:{colours.muted}">{escape(str(NOTHING_CHOSEN()))}</span>'
            )
            return
        title, lines, sources = self._said
        title = breakable(title)
        body = " ".join(escape(breakable(line)) for line in lines)
        text = (
            f'<span style="color:{colours.text}; font-weight:600">{escape(title)}.</span> '
            f'<span style="color:{colours.muted}">{body}</span>'
        )
        text += "".join(self._source(source) for source in sources)
        self.setText(text)

    def _source(self, source: Source) -> str:
        colours = self._colours
        date = f"{source.date}; " if source.date else ""
        told = breakable(date + source.text)
        return (
            f'<div style="margin-top:4px"><span style="background-color:{colours.computed};'
            f' color:{colours.muted}">&nbsp;{escape(choice_text(source.confidence).lower())}&nbsp;'
            f'</span> <span style="color:{colours.muted}">{escape(told)}</span></div>'
        )
