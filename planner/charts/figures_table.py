"""The figures under a chart, read-only."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QFrame, QHeaderView, QSizePolicy, QTableView, QWidget

from planner.charts.figures import MILLIONS, MoneyScale
from planner.charts.palette import palette_in_force

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 26
NAME_WIDTH = 200
LEAST_WIDTH = 62
MOST_ROWS = 9  # in view; more are scrolled to


@dataclass(frozen=True)
class FigureRow:
    """A line of the table, $m; `leading` rows are totals: bold, and red where negative.

    `printed` stands instead of the values where they are not all amounts in the table's scale.
    `overridden` says of columns of figures what stood there before the case in view changed them.
    """

    name: str
    values: tuple[float, ...]
    leading: bool = False
    printed: tuple[str, ...] = ()
    overridden: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Figures:
    """A table of amounts: `heads` name the columns, the last of which may be the `total`."""

    corner: str
    heads: tuple[str, ...]
    rows: tuple[FigureRow, ...]
    money: MoneyScale
    total: bool = True

    def figure(self, row: int, column: int) -> str:
        """What stands in a cell; column 0 is the first of the figures."""
        shown = self.rows[row]
        if shown.printed:
            return shown.printed[column]
        value = shown.values[column]
        known = None if math.isnan(value) else value
        return self.money.figure(known, self.money.table_decimals)


NO_FIGURES = Figures("", (), (), MILLIONS)


class FiguresModel(QAbstractTableModel):
    """Figures as a read-only Qt model."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.figures = NO_FIGURES

    def set_figures(self, figures: Figures) -> None:
        """Show these; a table of the same shape keeps its selection and scroll position."""
        same = (figures.heads, len(figures.rows)) == (self.figures.heads, len(self.figures.rows))
        if not same:
            self.beginResetModel()
            self.figures = figures
            self.endResetModel()
            return
        self.figures = figures
        if figures.rows:
            last = self.index(len(figures.rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def rowCount(self, parent: Index | None = None) -> int:
        """One row a line."""
        return 0 if parent is not None and parent.isValid() else len(self.figures.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """The name, then the amounts."""
        if parent is not None and parent.isValid():
            return 0
        return len(self.figures.heads) + 1 if self.figures.heads else 0

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The amount in the table's scale."""
        row, column = self.figures.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.figures.figure(index.row(), column - 1) if column else row.name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        is_total = self.figures.total and column == len(row.values)
        if role == Qt.ItemDataRole.FontRole and (row.leading or is_total):
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if column - 1 in row.overridden:
            return self._overridden(row, column, role)
        if role == Qt.ItemDataRole.ToolTipRole and column == 0:
            return row.name
        if role == Qt.ItemDataRole.ForegroundRole:
            news = row.leading and column > 0 and row.values[column - 1] < 0.0
            return QColor(palette_in_force().negative) if news else None
        return None

    def _overridden(self, row: FigureRow, column: int, role: int) -> object:
        palette = palette_in_force()
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(palette.overridden)
        if role == Qt.ItemDataRole.BackgroundRole:
            return QColor(palette.overridden_fill)
        return row.overridden[column - 1] if role == Qt.ItemDataRole.ToolTipRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads, aligned as their columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.figures.heads[section - 1] if section else self.figures.corner
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class FiguresTable(QTableView):
    """As high as its rows, nine at most; names longer than `name_width` are told on hover."""

    def __init__(
        self, name: str, parent: QWidget | None = None, name_width: int = NAME_WIDTH
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._name_width = name_width
        self._model = FiguresModel(self)
        self.setModel(self._model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(LEAST_WIDTH)
        self.horizontalHeader().setHighlightSections(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)

    def set_figures(self, figures: Figures) -> None:
        """Show these."""
        self._model.set_figures(figures)
        header = self.horizontalHeader()
        if header.count():
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(0, self._name_width)
        self.updateGeometry()

    def figures(self) -> Figures:
        """What is shown."""
        return self._model.figures

    def sizeHint(self) -> QSize:
        """Head and rows, and the scroll bar if the columns need one."""
        rows = min(len(self._model.figures.rows), MOST_ROWS)
        height = self.horizontalHeader().sizeHint().height() + rows * ROW_HEIGHT + 1
        columns = max(self._model.columnCount() - 1, 0)
        if self._name_width + columns * LEAST_WIDTH > self.width():
            height += self.horizontalScrollBar().sizeHint().height()
        return QSize(400, height)

    def minimumSizeHint(self) -> QSize:
        """Never fewer rows than are to be in view."""
        return QSize(200, self.sizeHint().height())
