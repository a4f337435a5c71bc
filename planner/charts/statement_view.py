"""A statement with its states, its menu and the formula of the line that is read."""

from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QMenu,
    QMessageBox,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from planner.analysis.statement import Answer
from planner.analysis.statement_lines import Section
from planner.charts.figures import number
from planner.charts.months import MonthScale
from planner.charts.numbers import Numbers
from planner.charts.palette import palette_in_force
from planner.charts.period_names import period_name
from planner.charts.picture import file_name
from planner.charts.statement_table import StatementTable
from planner.charts.statement_words import SECTIONS
from planner.charts.states import StaleChip, Staleness, StateCard
from planner.charts.words import CSV_FILES, NOT_SAVED, SAVE_NUMBERS, START, TOTAL, word
from planner.engine.result import Result
from planner.units.message import QT_TRANSLATE_NOOP, sentence

COPY_ALL = sentence("statement-copy-all", QT_TRANSLATE_NOOP("planner", "Copy the statement"))
EMPTY_LINES = sentence(
    "statement-empty-lines", QT_TRANSLATE_NOOP("planner", "Show lines without amounts")
)
LINE = sentence("statement-line", QT_TRANSLATE_NOOP("planner", "Line, $m"))
READ = sentence(
    "statement-read",
    QT_TRANSLATE_NOOP("planner", "Choose a figure to read what its line is made of."),
)
MEAN_OF = sentence(
    "statement-mean-of", QT_TRANSLATE_NOOP("planner", "{unit}, mean of {count} draws")
)
AS_PLANNED = sentence("statement-as-planned", QT_TRANSLATE_NOOP("planner", "{unit}, as planned"))
HELP = sentence(
    "statement-help",
    QT_TRANSLATE_NOOP("planner", "Arrow keys walk through the figures, Ctrl+C copies the chosen."),
)
MARGIN, CARD_MARGIN = 16, 10  # pixels beside words, and beside a card; the table has none
CHIP_GAP = 2


class StatementView(QWidget):
    """One of the three statements as a table; `show_answer` sets what is in it.

    Signals
    -------
    action_asked(), problem_asked()
        The button of the empty state, or of the state of a plan that was not computed.
    """

    action_asked = Signal()
    problem_asked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption = name
        self.section = Section.INCOME
        self.answer: Answer | None = None
        self._result: Result | None = None
        self.table = StatementTable(self)
        self.table.setAccessibleName(name)
        self.table.setAccessibleDescription(str(HELP()))
        self.table.walked.connect(self._read)
        self.reading = QLabel(self)
        self.reading.setProperty("role", "sentence")
        self.reading.setWordWrap(True)
        self.reading.setTextFormat(Qt.TextFormat.RichText)
        self.reading.setMinimumHeight(self.reading.fontMetrics().lineSpacing())
        self.reading.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.reading.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self._card = StateCard(self)
        self._card.pressed.connect(self._card_pressed)
        self._chip = StaleChip(self.table)
        self._staleness = Staleness(self)
        self._staleness.dimmed.connect(self._set_dimmed)
        self._build()

    def _build(self) -> None:
        filled = QWidget(self)
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addWidget(self.reading)
        framed = QWidget(self)
        around = QVBoxLayout(framed)
        around.setContentsMargins(CARD_MARGIN, 0, CARD_MARGIN, 0)
        around.addWidget(self._card)
        self._filled, self._framed = filled, framed
        self._pages = QStackedLayout(self)
        self._pages.addWidget(filled)
        self._pages.addWidget(framed)
        self.copy_all = QAction(str(COPY_ALL()), self)
        self.copy_all.triggered.connect(self._copy_all)
        self.save_numbers = QAction(word(SAVE_NUMBERS), self)
        self.save_numbers.triggered.connect(self.ask_numbers)
        self.empty_lines = QAction(str(EMPTY_LINES()), self)
        self.empty_lines.setCheckable(True)
        self.empty_lines.toggled.connect(self._show_lines)

    def actions_of_menu(self) -> list[QAction]:
        """For the context menu and for the page's "…" button."""
        return [self.table.copy_action, self.copy_all, self.save_numbers, self.empty_lines]

    # Data

    def show_answer(self, answer: Answer, result: Result, section: Section) -> None:
        """Show a section of the answer to a request about this result."""
        self.answer, self._result, self.section = answer, result, section
        self._show_lines()
        unit = self.table.lines.money.symbol
        corner = AS_PLANNED(unit=unit)
        if answer.expected:
            corner = MEAN_OF(unit=unit, count=number(result.draws))
        self.table.set_corner(str(corner))
        self._pages.setCurrentWidget(self._filled)
        self.set_stale(False)
        self._read()

    def _show_lines(self, _empty: bool = False) -> None:
        if self.answer is None or self._result is None:
            return
        scale = MonthScale.starting(self._result.start)
        empty = self.empty_lines.isChecked()
        self.table.lines.set_section(self.answer, self.section, scale, empty=empty)

    def show_empty(self, sentence: str, action: str = "") -> None:
        """One sentence and one button (signal `action_asked`) instead of the table."""
        self._clear()
        self._card.set_empty(sentence, action)

    def show_problem(self, sentence: str) -> None:
        """Say why it was not computed, with "Show the problem" (signal `problem_asked`)."""
        self._clear()
        self._card.set_problem(sentence)

    def set_stale(self, stale: bool) -> None:
        """Say whether the plan has changed since; the figures are dimmed if that lasts."""
        self._staleness.set_stale(stale)

    def numbers(self) -> Numbers:
        """All three statements, one below the other, in $m and full digits."""
        if self.answer is None or self._result is None:
            return Numbers((str(LINE()),), ())
        scale = MonthScale.starting(self._result.start)
        heads = [period_name(span, scale) for span in self.answer.spans]
        if self.answer.starts:
            heads.insert(0, word(START))
        rows = []
        for section, lines in self.answer.sections.items():
            for row in lines:
                name = f"{SECTIONS[section]()}: {row.line.title()}"
                total = float("nan") if row.total is None else row.total
                rows.append((name, (*row.values.tolist(), total)))
        return Numbers((str(LINE()), *heads, word(TOTAL)), tuple(rows))

    def _clear(self) -> None:
        self.answer = self._result = None
        self.table.lines.set_section(None, self.section, MonthScale(1970, 1))
        self._card.recolour(palette_in_force())
        self._pages.setCurrentWidget(self._framed)
        self.set_stale(False)

    # Reading

    @Slot()
    def _read(self) -> None:
        """Say of the current figure what it is, and of its line what it is made of."""
        lines, index = self.table.lines, self.table.currentIndex()
        if not index.isValid() or index.row() >= lines.rowCount():
            self.reading.setText(str(READ()))
            return
        line = lines.rows[index.row()].line
        told = lines.told(index.row(), index.column())
        self.reading.setText(f'<span style="font-weight:600">{told}.</span> {line.formula()}')
        self.reading.setAccessibleName(f"{told}. {line.formula()}")

    # Menu

    @Slot()
    def _copy_all(self) -> None:
        lines = self.table.lines
        text = lines.tabbed(range(lines.rowCount()), range(lines.columnCount()))
        QGuiApplication.clipboard().setText(text)

    @Slot()
    def ask_numbers(self) -> None:
        """Ask for a file and save all three statements as CSV."""
        proposal = file_name(self.caption, "csv")
        name, _kind = QFileDialog.getSaveFileName(
            self, word(SAVE_NUMBERS), proposal, word(CSV_FILES)
        )
        if name:
            self.save(Path(name) if Path(name).suffix else Path(name).with_suffix(".csv"))

    def save(self, path: Path) -> None:
        """Write all three statements as CSV. Failure is said in a window."""
        try:
            self.numbers().save(path)
        except OSError as error:
            reason = error.strerror or str(error)
            QMessageBox.warning(self, self.caption, str(NOT_SAVED(file=path.name, reason=reason)))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer copying and saving."""
        self.offer(event.globalPos())

    def offer(self, point: QPoint) -> None:
        """Open the menu at a point of the screen."""
        menu = QMenu(self)
        menu.addActions(self.actions_of_menu())
        for action in self.actions_of_menu():
            action.setEnabled(self.answer is not None)
        menu.exec(point)
        menu.deleteLater()

    # Qt

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme: the colours of the cells are asked for anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._chip.recolour(palette_in_force())
            self._card.recolour(palette_in_force())
            self.table.viewport().update()
            self.table.verticalHeader().viewport().update()

    @Slot(bool)
    def _set_dimmed(self, dimmed: bool) -> None:
        self._chip.recolour(palette_in_force())
        self.table.lines.set_dimmed(dimmed)
        # Over the unit in the corner: every other place has a figure.
        self._chip.move(CHIP_GAP, CHIP_GAP)
        self._chip.setVisible(dimmed)
        self._chip.raise_()

    @Slot()
    def _card_pressed(self) -> None:
        (self.problem_asked if self._card.broken else self.action_asked).emit()
