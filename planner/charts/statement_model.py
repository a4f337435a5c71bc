"""A statement as a Qt model: lines as rows, periods as columns, everything in one scale."""

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QWidget

from planner.analysis.statement import Answer, Row
from planner.analysis.statement_lines import Rank, Section
from planner.charts.figures import MILLIONS, NONE, MoneyScale, money_scale, number
from planner.charts.months import MonthScale
from planner.charts.palette import mixed, palette_in_force
from planner.charts.period_names import period_extent, period_name
from planner.charts.states import STALE_OPACITY
from planner.charts.words import START, TOTAL, word
from planner.units.message import QT_TRANSLATE_NOOP, sentence
from planner.units.notation import plain_text

Index = QModelIndex | QPersistentModelIndex
AT_START_IS = sentence(
    "statement-at-start-is", QT_TRANSLATE_NOOP("planner", "Before the first month, undiscounted")
)
IN_ALL = sentence("statement-in-all", QT_TRANSLATE_NOOP("planner", "All periods together"))
CELL = sentence("statement-cell", QT_TRANSLATE_NOOP("planner", "{line}, {period}: {amount}"))
EXACT_DECIMALS = 3


@dataclass(frozen=True)
class Head:
    """A column: what it is called, and which months it covers."""

    name: str
    extent: str


class StatementModel(QAbstractTableModel):
    """One section of an answer; row and column names are its headers."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()
        self.heads: tuple[Head, ...] = ()
        self.money: MoneyScale = MILLIONS
        self.dimmed = False
        self._totals = False
        self._skipped = 0  # columns of the answer that say nothing in this section

    def set_section(
        self, shown: Answer | None, section: Section, scale: MonthScale, *, empty: bool = True
    ) -> None:
        """Show one section, lines that are 0 throughout only if `empty` ones are wanted.

        A table of the same shape keeps its selection and its scroll position.
        """
        rows = () if shown is None else shown.sections[section]
        if not empty:
            told = any(np.any(np.nan_to_num(row.values)) for row in rows)
            rows = tuple(row for row in rows if told and _counts(row))
        totals = any(row.total is not None for row in rows)
        begun = shown is not None and shown.starts
        starts = begun and any(not math.isnan(float(row.values[0])) for row in rows)
        heads = () if shown is None else _heads(shown, starts, totals, scale)
        same = (heads, [row.line for row in rows]) == (self.heads, [row.line for row in self.rows])
        if not same:
            self.beginResetModel()
        self.rows, self.heads, self._totals = rows, heads, totals
        self._skipped = int(begun and not starts)
        peaks = [abs(amount) for row in rows for amount in self._amounts(row)]
        self.money = money_scale(peaks)
        if not same:
            self.endResetModel()
        elif rows:
            self._repaint()

    def set_dimmed(self, dimmed: bool) -> None:
        """Show that the plan has changed since."""
        if dimmed != self.dimmed:
            self.dimmed = dimmed
            if self.rows:
                self._repaint()

    def amount(self, row: int, column: int) -> float:
        """In $m, in full digits; NaN where there is none."""
        return self._amounts(self.rows[row])[column]

    def told(self, row: int, column: int) -> str:
        """A figure in words: `EBITDA, 2027: $12.34bn`."""
        line = str(self.rows[row].line.title())
        amount = self.amount(row, column)
        known = None if math.isnan(amount) else amount
        told = self.money.amount(known, self.money.table_decimals)
        return str(CELL(line=line, period=self.heads[column].name, amount=told))

    def longest_figures(self) -> set[str]:
        """The smallest and the largest figure of each line: none is wider in its cell."""
        found = set()
        for row in self.rows:
            known = [amount for amount in self._amounts(row) if not math.isnan(amount)]
            if known:
                found |= {self._figure(min(known)), self._figure(max(known))}
        return found

    def tabbed(self, rows: range, columns: range) -> str:
        """Cells as tab-separated text in $m and full digits; more than one with their names."""
        cells = [[_plain(self.amount(row, column)) for column in columns] for row in rows]
        if len(rows) * len(columns) == 1:
            return cells[0][0]
        lines = ["\t".join([MILLIONS.symbol, *(self.heads[column].name for column in columns)])]
        for row, values in zip(rows, cells, strict=True):
            lines.append("\t".join([str(self.rows[row].line.title()), *values]))
        return "\n".join(lines) + "\n"

    def rowCount(self, parent: Index | None = None) -> int:
        """One row a line."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """One column a period, and the total of flows."""
        return 0 if parent is not None and parent.isValid() else len(self.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The amount in the section's scale, and how it is shown."""
        row, column = self.rows[index.row()], index.column()
        amount = self._amounts(row)[column]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._figure(amount)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.FontRole:
            return self._font(row, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(row, amount)
        if role == Qt.ItemDataRole.ToolTipRole:
            exact = NONE if math.isnan(amount) else number(amount, EXACT_DECIMALS)
            where = f"{row.line.title()}, {self.heads[column].extent}"
            return f"{where}: {exact} {MILLIONS.symbol}\n{row.line.formula()}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.told(index.row(), column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Periods above, lines at the left, each explained on hover."""
        if orientation == Qt.Orientation.Horizontal:
            return self._head_data(self.heads[section], role)
        line = self.rows[section].line
        if role == Qt.ItemDataRole.DisplayRole:
            return str(line.title())
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{line.title()}: {line.formula()}"
        return None

    def _head_data(self, head: Head, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return head.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return head.extent
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _amounts(self, row: Row) -> list[float]:
        values: list[float] = row.values[self._skipped :].tolist()
        if not self._totals:
            return values
        return [*values, float("nan") if row.total is None else row.total]

    def _figure(self, amount: float) -> str:
        known = None if math.isnan(amount) else amount
        return self.money.figure(known, self.money.table_decimals)

    def _font(self, row: Row, column: int) -> QFont | None:
        is_total = self._totals and column == len(self.heads) - 1
        if row.line.rank is not Rank.TOTAL and not is_total:
            return None
        font = QFont()
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _colour(self, row: Row, amount: float) -> QColor | None:
        palette = palette_in_force()
        colour = palette.text
        if row.line.rank is Rank.MEMO:
            colour = palette.muted
        elif row.line.rank is Rank.TOTAL and amount < 0.0:
            colour = palette.negative
        if self.dimmed:
            return QColor(mixed(colour, palette.raised, STALE_OPACITY))
        return None if colour == palette.text else QColor(colour)

    def _repaint(self) -> None:
        last = self.index(len(self.rows) - 1, len(self.heads) - 1)
        self.dataChanged.emit(self.index(0, 0), last)


def _counts(row: Row) -> bool:
    """Whether a line says anything: a total, or the check of the balances, says so by its 0."""
    if row.line.rank is Rank.TOTAL or "balance_check" in (name for _sign, name in row.line.parts):
        return True
    return bool(np.any(np.nan_to_num(row.values)))


def _heads(shown: Answer, starts: bool, totals: bool, scale: MonthScale) -> tuple[Head, ...]:
    heads = [Head(period_name(span, scale), period_extent(span, scale)) for span in shown.spans]
    if starts:
        heads.insert(0, Head(word(START), str(AT_START_IS())))
    if totals:
        heads.append(Head(word(TOTAL), str(IN_ALL())))
    return tuple(heads)


def _plain(amount: float) -> str:
    """Every digit, with a point for decimals; nothing where there is no number."""
    return "" if math.isnan(amount) else plain_text(amount)
