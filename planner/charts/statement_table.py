"""The table of a statement: names stay at the left while the periods are scrolled."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QLabel, QTableView, QWidget

from planner.analysis.statement_lines import Rank
from planner.charts.lettering import SEMIBOLD, text_width
from planner.charts.palette import mixed, palette_in_force
from planner.charts.statement_model import Index, StatementModel
from planner.charts.states import STALE_OPACITY
from planner.units.message import QT_TRANSLATE_NOOP, sentence

COPY = sentence("statement-copy", QT_TRANSLATE_NOOP("planner", "Copy"))
ROW_HEIGHT = 26
PADDING = 9
INDENT = 12
LEAST_WIDTH, MOST_WIDTH = 64, 150
NAME_WIDTHS = (190, 260)


class LineHeader(QHeaderView):
    """The names of the lines: totals bold, their parts indented, what stands beside them muted."""

    def __init__(self, model: StatementModel, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self._lines = model
        self.setDefaultSectionSize(ROW_HEIGHT)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setHighlightSections(True)

    def sizeHint(self) -> QSize:
        """As wide as the longest name, within bounds."""
        font = weighty(self._cell_font())
        names = [text_width(str(row.line.title()), font) for row in self._lines.rows]
        wide = max(names, default=0.0) + 2 * PADDING + INDENT
        low, high = NAME_WIDTHS
        return QSize(round(min(max(wide, low), high)), ROW_HEIGHT)

    def _cell_font(self) -> QFont:
        # Of the figures beside the names, not of heads.
        table = self.parentWidget()
        return self.font() if table is None else table.font()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint whole names, and the ground of the table where there are none."""
        super().paintEvent(event)
        viewport = self.viewport().rect()
        below = viewport.adjusted(0, self.length() - self.offset(), 0, 0)
        paint_ground(self.viewport(), [below, *cut_rows(viewport, self.length(), self.offset())])

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one name on the ground of the table, with the rules of its cells."""
        palette, line = palette_in_force(), self._lines.rows[section].line
        chosen = self.selectionModel().isRowSelected(section, QModelIndex())
        painter.fillRect(rect, QColor(palette.selection if chosen else palette.raised))
        border = QColor(palette.border)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), border)
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), border)
        total = line.rank is Rank.TOTAL
        font = weighty(self._cell_font()) if total else self._cell_font()
        colour = palette.muted if line.rank is Rank.MEMO else palette.text
        dimmed = mixed(colour, palette.raised, STALE_OPACITY)
        painter.setPen(QColor(dimmed if self._lines.dimmed else colour))
        painter.setFont(font)
        room = rect.adjusted(PADDING + (0 if total else INDENT), 0, -PADDING, -1)
        name = QFontMetrics(font).elidedText(
            str(line.title()), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(
            room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name
        )


def weighty(font: QFont) -> QFont:
    """The font in the weight of totals."""
    heavier = QFont(font)
    heavier.setWeight(SEMIBOLD)
    return heavier


def cut_rows(viewport: QRect, length: int, offset: int) -> list[QRect]:
    """Where rows are in view in part only, at the foot and, scrolled to the end, at the head."""
    found = []
    over = (viewport.height() + offset) % ROW_HEIGHT
    if over and viewport.height() + offset < length:
        found.append(viewport.adjusted(0, viewport.height() - over, 0, 0))
    if offset % ROW_HEIGHT:
        found.append(QRect(0, 0, viewport.width(), ROW_HEIGHT - offset % ROW_HEIGHT))
    return found


def paint_ground(viewport: QWidget, parts: Sequence[QRect]) -> None:
    """Paint the ground of the table over parts of it: no figure is cut in two."""
    painter = QPainter(viewport)
    for part in parts:
        painter.fillRect(part, QColor(palette_in_force().raised))
    painter.end()


class StatementTable(QTableView):
    """Read, walked through by the arrows, copied by Ctrl+C as a spreadsheet takes it."""

    walked = Signal()  # another cell is the current one, or what it shows has changed

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines = StatementModel(self)
        self.setModel(self.lines)
        self.setVerticalHeader(LineHeader(self.lines, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        # By whole columns and rows, so that the first is never cut; nor is the last (_arrange).
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        # The style's own corner between two scroll bars is a stroke of the frame.
        self.setCornerWidget(QWidget(self))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumSectionSize(LEAST_WIDTH)
        self.horizontalHeader().setHighlightSections(False)
        self._corner = QLabel(self)
        self._corner.setProperty("muted", True)
        self._corner.setIndent(PADDING)
        self._corner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.copy_action = QAction(str(COPY()), self)
        self.copy_action.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        self.copy_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.copy_action.triggered.connect(self.copy)
        self.addAction(self.copy_action)
        self.lines.modelReset.connect(self._shaped)
        self.lines.dataChanged.connect(self._tell)

    def set_corner(self, text: str) -> None:
        """Say over the names in which scale the figures are, and of what."""
        self._corner.setText(text)
        self._corner.setToolTip(text)
        self._arrange()

    def corner(self) -> str:
        """What stands over the names."""
        return self._corner.text()

    @Slot()
    def copy(self) -> None:
        """Put the selected cells on the clipboard, or all if none is selected."""
        QGuiApplication.clipboard().setText(self.selected_text())

    def selected_text(self) -> str:
        """What `copy` takes."""
        ranges = self.selectionModel().selection()
        if ranges.isEmpty():
            rows, columns = range(self.lines.rowCount()), range(self.lines.columnCount())
        else:
            # Selected piece by piece, a rectangle may be told as several.
            every = [ranges.at(place) for place in range(ranges.count())]
            rows = range(min(r.top() for r in every), max(r.bottom() for r in every) + 1)
            columns = range(min(r.left() for r in every), max(r.right() for r in every) + 1)
        return self.lines.tabbed(rows, columns)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Paint the chosen names, too."""
        super().selectionChanged(selected, deselected)
        self.verticalHeader().viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell what stands in the cell."""
        super().currentChanged(current, previous)
        self.walked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint whole rows."""
        super().paintEvent(event)
        header = self.verticalHeader()
        parts = cut_rows(self.viewport().rect(), header.length(), header.offset())
        paint_ground(self.viewport(), parts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let few columns share the width."""
        super().resizeEvent(event)
        self._arrange()

    @Slot()
    def _shaped(self) -> None:
        # Other names of as many lines do not make the table ask how wide they are.
        self.updateGeometries()
        self._arrange()
        self.walked.emit()

    @Slot()
    def _tell(self) -> None:
        self._arrange()
        self.verticalHeader().viewport().update()
        self.walked.emit()

    def _arrange(self) -> None:
        """Columns as wide as the widest figure and head, wider to fill the room with whole ones."""
        count = self.lines.columnCount()
        if not count:
            return
        font = weighty(self.font())
        texts = {head.name for head in self.lines.heads} | self.lines.longest_figures()
        needed = max((text_width(text, font) for text in texts), default=0.0) + 2 * PADDING + 4
        wide = max(round(needed), LEAST_WIDTH)
        whole = min(max(self.viewport().width() // wide, 1), count)
        width = min(max(self.viewport().width() // whole, LEAST_WIDTH), max(wide, MOST_WIDTH))
        header = self.horizontalHeader()
        if header.defaultSectionSize() != width or header.sectionSize(0) != width:
            header.setDefaultSectionSize(width)
            for column in range(count):
                header.resizeSection(column, width)
        heights = (self.verticalHeader().width(), header.height())
        self._corner.setGeometry(self.frameWidth(), self.frameWidth(), *heights)
        self._corner.raise_()
