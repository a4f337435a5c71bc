"""The strip of key figures above the pages. LOOK.md, "Measure" and "Numbers"."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.charts.figures import NONE
from planner.charts.lettering import CAPTION, FIGURE, SEMIBOLD, lettering, text_width
from planner.charts.palette import palette_in_force
from planner.charts.states import STALE_AFTER, STALE_OPACITY
from planner.engine.result import Result
from planner.shell.key_figures import KeyFigure, key_figures
from planner.units.message import QT_TRANSLATE_NOOP, sentence

STRIP = sentence("kpi-strip", QT_TRANSLATE_NOOP("planner", "Key figures"))

HEIGHT = 72
PADDING = 14.0
LEAST_WIDTH = 148
CAPTION_ROW = QRectF(PADDING, 9.0, 0.0, 14.0)
FIGURE_ROW = QRectF(PADDING, 23.0, 0.0, 26.0)
NOTE_ROW = QRectF(PADDING, 50.0, 0.0, 14.0)
BESIDE_GAP = 5.0
FOCUS_WIDTH = 2

_TAB = Qt.FocusPolicy.TabFocus


class KpiCell(QWidget):
    """One key figure: caption, figure, its spread, its change."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.key_figure = KeyFigure("", NONE)
        self.dimmed = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_key_figure(self, key_figure: KeyFigure) -> None:
        """Show this figure."""
        if key_figure == self.key_figure:
            return
        self.key_figure = key_figure
        self.setAccessibleName(key_figure.spoken())
        self.setToolTip(key_figure.explanation)
        self.update()

    def needed_width(self) -> int:
        """The width at which nothing is cut."""
        shown = self.key_figure
        small = lettering(CAPTION)
        figure = text_width(shown.figure, lettering(FIGURE, SEMIBOLD))
        beside = BESIDE_GAP + text_width(shown.beside, small) if shown.beside else 0.0
        last = text_width(shown.note, small)
        if shown.change:
            last += 8.0 + text_width(shown.change, small)
        widest = max(text_width(shown.caption, small), figure + beside, last)
        return round(widest + 1.6 * PADDING)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the three rows and the rule to the next figure."""
        palette, shown = palette_in_force(), self.key_figure
        painter = QPainter(self)
        painter.setPen(QPen(QColor(palette.border), 1.0))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        if self.dimmed:
            painter.setOpacity(STALE_OPACITY)
        wide = self.width() - 1.6 * PADDING
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        small = lettering(CAPTION)
        painter.setFont(small)
        painter.setPen(QColor(palette.muted))
        painter.drawText(_row(CAPTION_ROW, wide), left, _elided(shown.caption, wide))
        self._paint_figure(painter, wide)
        painter.setFont(small)
        room = wide
        if shown.change:
            changed = {None: palette.muted, True: palette.positive, False: palette.negative}
            painter.setPen(QColor(changed[shown.is_better]))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(_row(NOTE_ROW, wide), right, shown.change)
            room -= text_width(shown.change, small) + 8.0
        painter.setPen(QColor(palette.muted))
        painter.drawText(_row(NOTE_ROW, room), left, _elided(shown.note, room))
        if self.hasFocus():
            painter.setOpacity(1.0)
            painter.setPen(QPen(QColor(palette.accent), FOCUS_WIDTH))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -1))
        painter.end()

    def _paint_figure(self, painter: QPainter, wide: float) -> None:
        palette, shown = palette_in_force(), self.key_figure
        large, small = lettering(FIGURE, SEMIBOLD), lettering(CAPTION)
        baseline = FIGURE_ROW.top() + QFontMetricsF(large).ascent()
        painter.setFont(large)
        painter.setPen(QColor(palette.text if shown.figure != NONE else palette.muted))
        painter.drawText(round(PADDING), round(baseline), shown.figure)
        after = text_width(shown.figure, large) + BESIDE_GAP
        if shown.beside and after + text_width(shown.beside, small) <= wide:
            painter.setFont(small)
            painter.setPen(QColor(palette.muted))
            painter.drawText(round(PADDING + after), round(baseline), shown.beside)


class KpiStrip(QWidget):
    """As many key figures as fit, the most important first.

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
        """Room for one."""
        return QSize(LEAST_WIDTH, HEIGHT)

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
        self._first = min(self._first, place)
        self._arrange()
        while self.cells[place].isHidden():
            self._first += 1
            self._arrange()
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
        # Widths follow the words, not the digits, or the strip would twitch at every edit.
        needed = [max(LEAST_WIDTH, 12 * -(-cell.needed_width() // 12)) for cell in self.cells]
        first = self._first = min(self._first, len(needed) - 1)
        count = len(needed) - first
        while count > 1 and sum(needed[first : first + count]) > self.width():
            count -= 1
        while first > 0 and sum(needed[first - 1 : first + count]) <= self.width():
            first, count = first - 1, count + 1
        self._first = first
        spare = max(self.width() - sum(needed[first : first + count]), 0)
        x = 0
        for index, cell in enumerate(self.cells):
            cell.setVisible(first <= index < first + count)
            if first <= index < first + count:
                width = needed[index] + spare // count
                cell.setGeometry(x, 0, width, HEIGHT - 1)
                x += width

    def _dim(self) -> None:
        self._set_dimmed(True)

    def _set_dimmed(self, dimmed: bool) -> None:
        for cell in self.cells:
            if cell.dimmed != dimmed:
                cell.dimmed = dimmed
                cell.update()


def _row(row: QRectF, width: float) -> QRectF:
    return QRectF(row.left(), row.top(), width, row.height())


def _elided(text: str, width: float) -> str:
    metrics = QFontMetricsF(lettering(CAPTION))
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
