"""The figures under a chart, read-only."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QFont, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QHeaderView, QSizePolicy, QTableView, QWidget

from planner.charts.column_shares import column_shares, needed_width
from planner.charts.figures import MILLIONS, MoneyScale
from planner.charts.palette import palette_in_force

Role = Qt.ItemDataRole
ACROSS = Qt.Orientation.Horizontal
READ_ONLY = (
    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
)
ROW_HEIGHT = 26
NAME_WIDTH = 200
LEAST_HEIGHT = 80
MOST_ROWS, LEAST_ROWS = 9, 2  # in view; more are scrolled to


@dataclass(frozen=True)
class FigureRow:
    """A line of the table, $m; `leading` rows are totals: bold, and red where negative.

    Red where negative are also rows of which the `sign_is_news`, such as NPV, bold or not.
    `printed` stands instead of the values where they are not all amounts in the table's scale.
    `overridden` says of columns of figures what stood there before the case in view changed them.
    `meaning` is told of the row on hover.
    """

    name: str
    values: tuple[float, ...]
    leading: bool = False
    printed: tuple[str, ...] = ()
    overridden: Mapping[int, str] = field(default_factory=dict)
    meaning: str = ""
    sign_is_news: bool = False


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

    @cached_property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """What stands in all cells, by row; printed once, to be measured and to be shown."""
        columns = range(len(self.heads))
        return tuple(
            tuple(self.figure(row, column) for column in columns) for row in range(len(self.rows))
        )


NO_FIGURES = Figures("", (), (), MILLIONS)


@dataclass(frozen=True)
class Looks:
    """How an amount is printed, and what is told of it on hover; None is as the table has it."""

    bold: bool
    colour: str | None = None
    ground: str | None = None
    told: str | None = None

    def dress(self, item: QStandardItem) -> None:
        """Print the cell so."""
        item.setData(_bold() if self.bold else None, Role.FontRole)
        colour, ground = (
            None if one is None else QColor(one) for one in (self.colour, self.ground)
        )
        item.setData(colour, Role.ForegroundRole)
        item.setData(ground, Role.BackgroundRole)
        item.setData(self.told, Role.ToolTipRole)


class FiguresModel(QStandardItemModel):
    """Figures as a read-only Qt model.

    Qt keeps what each cell shows, so that painting does not ask Python some seven times a cell,
    while the threads of the next run want the interpreter.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.figures = NO_FIGURES
        self._worn: dict[tuple[int, int], Looks] = {}

    def set_figures(self, figures: Figures) -> bool:
        """Show these; a table of the same shape keeps its selection and scroll position.

        Whether the shape, which is heads and number of rows, is another one.
        """
        before, self.figures = self.figures, figures
        if (figures.heads, len(figures.rows)) != (before.heads, len(before.rows)):
            self._lay_out()
            return True
        if figures != before:
            self.refill()
        return False

    def refill(self) -> None:
        """Write into the cells that there are, in the colours in force, and tell of it once."""
        silent = self.blockSignals(True)
        self._set_cells()
        self.blockSignals(silent)
        if self.figures.rows:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(ACROSS, 0, 0)

    def _lay_out(self) -> None:
        """As many cells as the figures need, none of the old ones."""
        self.clear()
        self._worn.clear()
        heads = self.figures.heads
        columns = len(heads) + 1 if heads else 0
        self.setColumnCount(columns)
        for column in range(columns):
            self.setHeaderData(column, ACROSS, heads[column - 1] if column else "")
            self.setHeaderData(column, ACROSS, _side(column), Role.TextAlignmentRole)
        for _ in self.figures.rows:
            self.appendRow([_cell(column) for column in range(columns)])
        self.refill()

    def _set_cells(self) -> None:
        if self.figures.heads:
            self.setHeaderData(0, ACROSS, self.figures.corner)
        for place, row in enumerate(self.figures.rows):
            name = self.item(place, 0)
            name.setText(row.name)
            name.setData(_bold() if row.leading else None, Role.FontRole)
            told = f"{row.name}\n{row.meaning}" if row.meaning else row.name
            name.setData(told, Role.ToolTipRole)
            name.setData(row.meaning or None, Role.AccessibleDescriptionRole)
            for column in range(len(self.figures.heads)):
                item = self.item(place, column + 1)
                item.setText(self.figures.texts[place][column])
                looks = self._looks(row, column)
                if looks != self._worn.get((place, column)):
                    self._worn[place, column] = looks
                    looks.dress(item)

    def _looks(self, row: FigureRow, column: int) -> Looks:
        palette = palette_in_force()
        bold = row.leading or (self.figures.total and column == len(row.values) - 1)
        before = row.overridden.get(column)
        if before is not None:
            return Looks(bold, palette.overridden, palette.overridden_fill, before)
        is_loss = (row.leading or row.sign_is_news) and row.values[column] < 0.0
        return Looks(bold, palette.negative if is_loss else None, told=row.meaning or None)


def _cell(column: int) -> QStandardItem:
    item = QStandardItem()
    item.setFlags(READ_ONLY)
    item.setTextAlignment(_side(column))
    return item


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _bold() -> QFont:
    font = QFont()
    font.setWeight(QFont.Weight.DemiBold)
    return font


class FiguresTable(QTableView):
    """As high as its rows, nine at most; names longer than `name_width` are told on hover."""

    def __init__(
        self, name: str, parent: QWidget | None = None, name_width: int = NAME_WIDTH
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._name_width = name_width
        self._growing = self._scrolls_aside = False
        self._most_rows = MOST_ROWS
        self._needed: list[int] = []
        self._model = FiguresModel(self)
        self.setModel(self._model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabKeyNavigation(False)
        # Else a name would be cut after its last hyphen that fits, and not in its middle.
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)

    def set_figures(self, figures: Figures) -> None:
        """Show these."""
        is_other_shape = self._model.set_figures(figures)
        needed = _needed(figures)
        if is_other_shape or needed != self._needed:
            self._needed = needed
            self._share_width()
        if is_other_shape:
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        header = self.horizontalHeader()
        if not header.count():
            return
        # The bar itself comes a little later than the rows that need it.
        scrolls = self.head_height() + len(self.figures().rows) * ROW_HEIGHT > self.height()
        bar_width = self.verticalScrollBar().sizeHint().width() if scrolls else 0
        width = self.width() - bar_width
        shares = column_shares(self._needed, self._name_width, width)
        # Not where nothing is cut: each of two bars could be there for the other's sake alone.
        scrolls_aside = sum(shares) > width
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if scrolls_aside:
            bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(bar)
        for column, share in enumerate(shares):
            header.resizeSection(column, share)
        if scrolls_aside != self._scrolls_aside:
            self._scrolls_aside = scrolls_aside
            self.updateGeometry()  # its bar takes height, or gives it back

    def head_height(self) -> int:
        """The height of the table without its rows."""
        return self.horizontalHeader().sizeHint().height() + 1

    def set_most_rows(self, most: int) -> None:
        """Be as high as so many rows; more are scrolled to."""
        if most != self._most_rows:
            self._most_rows = most
            self.updateGeometry()

    def set_growing(self, growing: bool) -> None:
        """Take all the height there is, not only that of some rows."""
        if growing != self._growing:
            self._growing = growing
            policy = QSizePolicy.Policy.Expanding if growing else QSizePolicy.Policy.Fixed
            self.setSizePolicy(QSizePolicy.Policy.Expanding, policy)

    def figures(self) -> Figures:
        """What is shown."""
        return self._model.figures

    def sizeHint(self) -> QSize:
        """Head and rows, and the scroll bar if the columns need one."""
        rows = min(len(self._model.figures.rows), self._most_rows)
        height = self.head_height() + rows * ROW_HEIGHT
        if self._scrolls_aside:
            height += self.horizontalScrollBar().sizeHint().height()
        return QSize(400, height)

    def minimumSizeHint(self) -> QSize:
        """Never fewer rows than are to be in view, unless it takes what there is."""
        return QSize(200, LEAST_HEIGHT if self._growing else self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme: the cells keep their colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._model.refill()


def share_height(tables: Sequence[FiguresTable], height: int) -> None:
    """Have tables that stand one upon the other be no higher together, with the fewest rows whole.

    Each keeps a few rows in view, and scrolls to the others.
    """
    free = (height - sum(table.head_height() for table in tables)) // ROW_HEIGHT
    by_rows = sorted(tables, key=_row_count)
    for place, table in enumerate(by_rows):
        fair = max(free // (len(by_rows) - place), LEAST_ROWS)
        table.set_most_rows(fair)
        free -= min(fair, _row_count(table))


def _row_count(table: FiguresTable) -> int:
    return len(table.figures().rows)


def _needed(figures: Figures) -> list[int]:
    """The width of each column in which nothing is cut."""
    names = needed_width(figures.corner, (row.name for row in figures.rows))
    return [
        names,
        *(
            needed_width(head, (texts[column] for texts in figures.texts))
            for column, head in enumerate(figures.heads)
        ),
    ]
