"""What the field with the focus means, why it shows what it shows, and where its value is from."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from planner.domain.source import Source
from planner.editors.cell import Palette
from planner.editors.form_state import FormState
from planner.editors.row_projection import Row, joined
from planner.editors.table_column import TableColumn
from planner.editors.words import breakable, choice_text
from planner.units.message import QT_TRANSLATE_NOOP, sentence

NOTHING_CHOSEN = sentence(
    "help-nothing-chosen",
    QT_TRANSLATE_NOOP("planner", "Go to a field to read what it means."),
)
SCROLL_BAR = 10
ABOVE, SIDE = 8, 14
# px between what a field means and where its value is from
PARTED = 4


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
        self.set_beside(False)
        self.clear_field()

    def set_beside(self, beside: bool) -> None:
        """Whether it stands beside the fields, and not beneath them in line with their titles."""
        side = SIDE if beside else 0
        self.setContentsMargins(side, ABOVE, side, ABOVE)

    def heightForWidth(self, width: int) -> int:
        """Room for all lines also beside the scroll bar that they may need."""
        return super().heightForWidth(width - SCROLL_BAR)

    def whole_lines(self, height: int) -> int:
        """Of a text that is too long, how much of this height ends beneath a line."""
        line = self.fontMetrics().lineSpacing()
        parted = PARTED if self._said is not None and self._said[2] else 0
        return ABOVE + parted + max(1, (height - ABOVE - parted) // line) * line

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
        refusal = state.refusals.get(joined(row.path, column.name))
        # Why an entry was refused stands beneath its field.
        noted = "" if refusal is None else refusal.message
        said = [line for line in state.said(row, column) if line != noted]
        lines = [*state.presentation.help_lines(column), *said]
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
        confidence = escape(choice_text(source.confidence).lower())
        # The fill of headers is not seen on a dark ground.
        chip = f"background-color:{colours.gridline}; color:{colours.muted}; font-size:11px"
        return (
            f'<div style="margin-top:{PARTED}px">'
            f'<span style="{chip}">&nbsp;{confidence}&nbsp;</span>'
            f' <span style="color:{colours.muted}">{escape(told)}</span></div>'
        )
