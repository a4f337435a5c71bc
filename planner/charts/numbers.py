"""Every chart has its table: the numbers behind it, to read, to copy and to save."""

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
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
from planner.charts.lettering import SEMIBOLD, lettering, shortened
from planner.charts.words import CLOSE, COPY_NUMBERS, NUMBERS_OF, word
from planner.units.notation import plain_text

Index = QModelIndex | QPersistentModelIndex
SAMPLED_ROWS = 50  # rows whose width is measured; all of them would take too long
ROW_HEIGHT = 26
HEAD = 12
WIDEST_HEAD = 240.0  # pixels; a longer name loses its middle
LEAST_WIDTH, MOST_WIDTH, MOST_ROWS = 420, 1200, 17
BESIDE = 64  # pixels of the screen that a wide table leaves free


@dataclass(frozen=True)
class Numbers:
    """A table: the first column names the row, the others are figures under their heads.

    NaN is no number: a dash on screen, nothing in a file. `decimals` may differ by column. Names
    that are whole figures themselves are `named_by_figures`: on screen they look like the others.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[float, ...]], ...]
    decimals: int | tuple[int, ...] = 1
    named_by_figures: bool = False

    def name(self, row: int) -> str:
        """What the first column shows."""
        name = self.rows[row][0]
        return number(float(name)) if self.named_by_figures else name

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
                return self._numbers.name(index.row())
            return self._numbers.printed(index.row(), index.column() - 1)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads, aligned as their columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        head = self._numbers.heads[section]
        shown = shortened(head, lettering(HEAD, SEMIBOLD), WIDEST_HEAD)
        if role == Qt.ItemDataRole.DisplayRole:
            return shown
        if role == Qt.ItemDataRole.ToolTipRole:
            return head if shown != head else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        return None

    def _side(self, column: int) -> int:
        is_figure = column > 0 or self._numbers.named_by_figures
        side = Qt.AlignmentFlag.AlignRight if is_figure else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)


class NumbersWindow(QDialog):
    """The numbers of a chart in a window of their own."""

    def __init__(self, title: str, numbers: Numbers, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(str(NUMBERS_OF(chart=title)))
        self._numbers = numbers
        self.table = table = QTableView(self)
        table.setObjectName("numbers")
        table.setAccessibleName(self.windowTitle())
        table.setModel(NumbersModel(numbers, self))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
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
        self.resize(self._fitting(layout))

    def _fitting(self, layout: QVBoxLayout) -> QSize:
        """As large as the table, within bounds; what is to spare goes to its columns."""
        table, header = self.table, self.table.horizontalHeader()
        around = 2 * table.frameWidth()
        rows = min(len(self._numbers.rows), MOST_ROWS)
        high = around + header.sizeHint().height() + rows * ROW_HEIGHT
        bar = table.verticalScrollBar().sizeHint().width() if rows == MOST_ROWS else 0
        wide = around + header.length() + bar
        most = min(MOST_WIDTH, self.screen().availableGeometry().width() - BESIDE)
        if wide > most:
            high += table.horizontalScrollBar().sizeHint().height()
        spare, count = max(LEAST_WIDTH - wide, 0), header.count()
        for place in range(count):
            share = spare * (place + 1) // count - spare * place // count
            header.resizeSection(place, header.sectionSize(place) + share)
        margins = layout.contentsMargins()
        buttons = layout.sizeHint().height() - table.sizeHint().height()
        inside = max(min(wide, most), LEAST_WIDTH)
        return QSize(inside + margins.left() + margins.right(), high + buttons)

    def copy(self) -> None:
        """Put the numbers on the clipboard, ready for a spreadsheet."""
        QGuiApplication.clipboard().setText(self._numbers.tabbed())


def numbers_by_period(
    head: str,
    periods: Sequence[str],
    columns: Sequence[tuple[str, Sequence[float]]],
    decimals: int | tuple[int, ...],
) -> Numbers:
    """A table of one row a period from columns of equal length. Raises ValueError otherwise."""
    heads = (head, *(name for name, _ in columns))
    rows = zip(periods, *(values for _, values in columns), strict=True)
    return Numbers(
        heads, tuple((str(row[0]), tuple(map(float, row[1:]))) for row in rows), decimals
    )
