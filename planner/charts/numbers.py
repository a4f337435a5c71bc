"""Every chart has its table: the numbers behind it, to read, to copy and to save."""

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from planner.charts.figures import number
from planner.charts.words import CLOSE, COPY_NUMBERS, NUMBERS_OF, word
from planner.units.notation import plain_text

Index = QModelIndex | QPersistentModelIndex
SAMPLED_ROWS = 50  # rows whose width is measured; all of them would take too long


@dataclass(frozen=True)
class Numbers:
    """A table: the first column names the row, the others are figures under their heads.

    NaN is no number: a dash on screen, nothing in a file. `decimals` may differ by column.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[float, ...]], ...]
    decimals: int | tuple[int, ...] = 1

    def printed(self, row: int, column: int) -> str:
        """A figure as the table shows it; column 0 is the first of the figures."""
        value = self.rows[row][1][column]
        decimals = self.decimals if isinstance(self.decimals, int) else self.decimals[column]
        return number(None if math.isnan(value) else value, decimals)

    def csv(self) -> str:
        """As RFC 4180 text: every digit, a point for decimals, whatever the locale."""
        stream = io.StringIO()
        writer = csv.writer(stream)
        writer.writerow(self.heads)
        for name, values in self.rows:
            writer.writerow([name, *map(_plain, values)])
        return stream.getvalue()

    def tabbed(self) -> str:
        """As tab-separated text, the way spreadsheets take it from the clipboard."""
        lines = ["\t".join(self.heads)]
        lines += ["\t".join([name, *map(_plain, values)]) for name, values in self.rows]
        return "\n".join(lines) + "\n"

    def save(self, path: Path) -> None:
        """Write the CSV text in UTF-8. Raises OSError."""
        path.write_text(self.csv(), encoding="utf-8", newline="")


def _plain(value: float) -> str:
    return "" if math.isnan(value) else plain_text(value)


class NumbersModel(QAbstractTableModel):
    """A table of numbers as a read-only Qt model."""

    def __init__(self, numbers: Numbers, parent: QWidget) -> None:
        super().__init__(parent)
        self._numbers = numbers

    def rowCount(self, parent: Index | None = None) -> int:
        """One row a period."""
        return 0 if parent is not None and parent.isValid() else len(self._numbers.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """The name, then the figures."""
        return 0 if parent is not None and parent.isValid() else len(self._numbers.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The figure as it is shown; figures stand right."""
        if role == Qt.ItemDataRole.DisplayRole:
            if index.column() == 0:
                return self._numbers.rows[index.row()][0]
            return self._numbers.printed(index.row(), index.column() - 1)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() > 0:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads, aligned as their columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._numbers.heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class NumbersWindow(QDialog):
    """The numbers of a chart in a window of their own."""

    def __init__(self, title: str, numbers: Numbers, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(str(NUMBERS_OF(chart=title)))
        self._numbers = numbers
        table = QTableView(self)
        table.setAccessibleName(self.windowTitle())
        table.setModel(NumbersModel(numbers, self))
        table.verticalHeader().hide()
        table.setWordWrap(False)
        header = table.horizontalHeader()
        header.setResizeContentsPrecision(SAMPLED_ROWS)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        table.resizeColumnsToContents()
        buttons = QDialogButtonBox(self)
        copy = buttons.addButton(word(COPY_NUMBERS), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self.copy)
        close = buttons.addButton(word(CLOSE), QDialogButtonBox.ButtonRole.RejectRole)
        close.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(table)
        layout.addWidget(buttons)
        self.resize(760, 480)

    def copy(self) -> None:
        """Put the numbers on the clipboard, ready for a spreadsheet."""
        QGuiApplication.clipboard().setText(self._numbers.tabbed())


def numbers_by_period(
    head: str, periods: Sequence[str], columns: Sequence[tuple[str, Sequence[float]]], decimals: int
) -> Numbers:
    """A table of one row a period from columns of equal length. Raises ValueError otherwise."""
    heads = (head, *(name for name, _ in columns))
    rows = zip(periods, *(values for _, values in columns), strict=True)
    return Numbers(
        heads, tuple((str(row[0]), tuple(map(float, row[1:]))) for row in rows), decimals
    )
