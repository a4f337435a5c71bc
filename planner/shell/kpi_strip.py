"""The strip of key figures above the pages. LOOK.md, "Measure" and "Numbers"."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.charts.figures import NONE
from planner.charts.palette import palette_in_force
from planner.charts.states import STALE_AFTER
from planner.engine.result import Result
from planner.shell.key_figures import KeyFigure, key_figures
from planner.shell.kpi_cell import KpiCell
from planner.shell.kpi_more import WIDTH as MORE_WIDTH
from planner.shell.kpi_more import HiddenFigures
from planner.units.message import QT_TRANSLATE_NOOP, sentence

STRIP = sentence("kpi-strip", QT_TRANSLATE_NOOP("planner", "Key figures"))

HEIGHT = 72
LEAST_WIDTH, LEAST_CROWDED = 148, 96
STEP, CROWDED_STEP = 12, 6  # pixels in which widths grow

_TAB = Qt.FocusPolicy.TabFocus


class KpiStrip(QWidget):
    """As many key figures as fit, the most important first, and how many more there are.

    Tab leads to one of them, arrows from one to the next, to those without room as well.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("kpiStrip")
        self.setAccessibleName(str(STRIP()))
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.cells: tuple[KpiCell, ...] = ()
        self._first = 0  # the leftmost figure in view
        self._discount_rate: float | None = None
        self._result: Result | None = None
        self._pinned: Result | None = None
        self._back = HiddenFigures("chevron-left", self)
        self._back.clicked.connect(self._show_first)
        self._onward = HiddenFigures("chevron-right", self)
        self._onward.clicked.connect(self._show_last)
        self._stale = QTimer(self)
        self._stale.setSingleShot(True)
        self._stale.setInterval(STALE_AFTER)
        self._stale.timeout.connect(self._dim)

    def set_discount_rate(self, rate: float | None) -> None:
        """Name the rate in the caption of NPV."""
        if rate != self._discount_rate:
            self._discount_rate = rate
            self._set_figures()

    def show_result(self, result: Result | None, pinned: Result | None = None) -> None:
        """Show a result's key figures and their change from a pinned one; None shows dashes."""
        self._result, self._pinned = result, pinned
        self.set_stale(False)
        self._set_figures()

    def set_stale(self, stale: bool) -> None:
        """Say whether the plan has changed since; the figures are dimmed if that lasts."""
        if stale:
            if not self._stale.isActive():
                self._stale.start()
            return
        self._stale.stop()
        self._set_dimmed(False)

    def key_figures(self) -> tuple[KeyFigure, ...]:
        """What is shown, in order, whether or not there is room."""
        return tuple(cell.key_figure for cell in self.cells)

    def sizeHint(self) -> QSize:
        """Wide enough for all figures."""
        return QSize(LEAST_WIDTH * max(len(self.cells), 1), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Room for one, and for the ways to the others."""
        return QSize(LEAST_WIDTH + 2 * MORE_WIDTH, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the figures that fit."""
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right, Home and End lead from figure to figure."""
        here = next((place for place, cell in enumerate(self.cells) if cell.hasFocus()), None)
        last = len(self.cells) - 1
        keys = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        if here is not None:
            keys |= {Qt.Key.Key_Left: max(here - 1, 0), Qt.Key.Key_Right: min(here + 1, last)}
        place = keys.get(Qt.Key(event.key()))
        if here is None or place is None:
            super().keyPressEvent(event)
            return
        self._go(place)

    def _go(self, place: int) -> None:
        """Give a figure the focus, and bring it into view."""
        for other, cell in enumerate(self.cells):
            cell.setFocusPolicy(_TAB if other == place else Qt.FocusPolicy.NoFocus)
        self._bring_into_view(place)
        self.cells[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the rule beneath."""
        palette = palette_in_force()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(palette.raised))
        painter.setPen(QPen(QColor(palette.border), 1.0))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

    def _set_figures(self) -> None:
        if self._result is None:
            figures = tuple(KeyFigure(cell.key_figure.caption, NONE) for cell in self.cells)
        else:
            figures = key_figures(self._result, self._pinned, self._discount_rate)
        while len(self.cells) < len(figures):
            self.cells = (*self.cells, KpiCell(self))
        for surplus in self.cells[len(figures) :]:
            surplus.deleteLater()
        self.cells = self.cells[: len(figures)]
        for cell, key_figure in zip(self.cells, figures, strict=True):
            cell.set_key_figure(key_figure)
        if self.cells and all(cell.focusPolicy() != _TAB for cell in self.cells):
            self.cells[0].setFocusPolicy(_TAB)
        self._arrange()

    def _arrange(self) -> None:
        if not self.cells:
            return
        crowded, needed = self._widths()
        first = min(self._first, len(needed) - 1)
        count = self._fitting(needed, first)
        while first > 0 and first - 1 + self._fitting(needed, first - 1) >= first + count:
            first -= 1
            count = self._fitting(needed, first)
        self._first = first
        x = self._place_more(self._back, 0, self.cells[:first])
        after = self.cells[first + count :]
        end = self.width() - (MORE_WIDTH if after else 0)
        spare = max(end - x - sum(needed[first : first + count]), 0)
        for index, cell in enumerate(self.cells):
            place = index - first
            cell.set_crowded(crowded)
            cell.setVisible(0 <= place < count)
            if 0 <= place < count:
                # What is to spare is shared to the last pixel.
                extra = spare * (place + 1) // count - spare * place // count
                width = needed[index] + extra
                cell.setGeometry(x, 0, width, HEIGHT - 1)
                x += width
        self._place_more(self._onward, x, after)

    def _widths(self) -> tuple[bool, list[int]]:
        """Whether the figures must stand close, and how wide each is then at least."""
        needed = self._needed(crowded=False)
        if sum(needed) <= self.width():
            return False, needed
        return True, self._needed(crowded=True)

    def _needed(self, crowded: bool) -> list[int]:
        """Widths follow the words, not the digits, or the strip would twitch at every edit."""
        least, step = (LEAST_CROWDED, CROWDED_STEP) if crowded else (LEAST_WIDTH, STEP)
        widths = (cell.needed_width(crowded) for cell in self.cells)
        return [max(least, step * -(-width // step)) for width in widths]

    def _fitting(self, needed: list[int], first: int) -> int:
        """How many fit from the `first` on, with the ways to those before and after them."""
        room = self.width() - (MORE_WIDTH if first > 0 else 0)
        count = len(needed) - first
        if sum(needed[first:]) > room:
            room -= MORE_WIDTH
            while count > 1 and sum(needed[first : first + count]) > room:
                count -= 1
        return count

    def _place_more(self, more: HiddenFigures, x: int, hidden: Sequence[KpiCell]) -> int:
        """Stand there if any are hidden on this side; where the next part begins."""
        more.setVisible(bool(hidden))
        if not hidden:
            return x
        more.tell([cell.key_figure for cell in hidden])
        more.setGeometry(x, 0, MORE_WIDTH, HEIGHT - 1)
        return x + MORE_WIDTH

    @Slot()
    def _show_first(self) -> None:
        self._first = 0
        self._arrange()

    @Slot()
    def _show_last(self) -> None:
        self._bring_into_view(len(self.cells) - 1)

    def _bring_into_view(self, place: int) -> None:
        """Move as little as that takes."""
        _, needed = self._widths()
        first = min(self._first, place)
        while first < place and first + self._fitting(needed, first) <= place:
            first += 1
        self._first = first
        self._arrange()

    def _dim(self) -> None:
        self._set_dimmed(True)

    def _set_dimmed(self, dimmed: bool) -> None:
        for cell in self.cells:
            if cell.dimmed != dimmed:
                cell.dimmed = dimmed
                cell.update()
