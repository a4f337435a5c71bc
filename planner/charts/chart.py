"""What every chart does alike: hover, zoom, states, theme. EXPERIENCE.md and LOOK.md."""

from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import QRubberBand, QStackedLayout, QToolTip, QVBoxLayout, QWidget

from planner.charts.axes import Edge, EndLabels, ValueAxis
from planner.charts.figures import MoneyScale
from planner.charts.hover import Hairline, Pointer
from planner.charts.legend import Legend
from planner.charts.menu import ChartMenu
from planner.charts.notes import cut_words
from planner.charts.numbers import Numbers
from planner.charts.palette import Palette, palette_in_force
from planner.charts.plot import Floats, Plot, Uprights
from planner.charts.read_out import SHORT_HEIGHT, ReadOut, ReadOutRow, docking_corner
from planner.charts.states import StaleChip, Staleness, StateCard, Veil
from planner.charts.words import CHART_HELP, word
from planner.charts.zoom import kept_within, zoomed_around

TOP_MARGIN = 8.0
PLOT_GAP = 14.0
FOCUS_WIDTH = 2
MARGIN = 6  # room for the outline of the focus; a page adds the rest of its own
MIDDLE = 0.5  # where in its step the hairline stands


class Chart(QWidget):
    """Plots above one another on one axis of steps, with a legend above and a read-out within.

    A step, a month or a class, covers the places k to k + 1. A chart sets its data in its own
    `show` and answers the questions at the end of this class.
    """

    action_asked = Signal()  # the button of the empty state
    problem_asked = Signal()  # "Show the problem"

    def __init__(self, name: str, stretches: Sequence[int], parent: QWidget | None = None) -> None:
        """A chart called `name` with one plot for each of `stretches`, its share of the height."""
        super().__init__(parent)
        self.caption = name
        self.setAccessibleName(name)
        self.setAccessibleDescription(word(CHART_HELP))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.palette_shown: Palette = palette_in_force()
        self.plots = tuple(Plot() for _ in stretches)
        self.value_axes = tuple(ValueAxis(plot) for plot in self.plots)
        self.ends = tuple(EndLabels(plot) for plot in self.plots)
        self.axis_below = self._axis_below(self.plots[-1])
        self.filled = False
        self.hovered: int | None = None
        self._home = (0.0, 1.0)
        self._shown_part = (0.0, 1.0)
        self._hairlines = tuple(Hairline(plot) for plot in self.plots)
        self._build(stretches)
        self._connect()

    def _build(self, stretches: Sequence[int]) -> None:
        self.legend = Legend(self)
        # pyqtgraph has no types; its view and layout are Any.
        self._view: Any = pg.GraphicsView(self)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for part in (self._view, self._view.viewport()):
            part.setAcceptDrops(False)  # files are for the window; Qt warns of drags it has let go
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._view.setMinimumSize(QSize(240, 120))
        self._layout: Any = pg.GraphicsLayout()
        self._layout.setContentsMargins(0.0, TOP_MARGIN, 0.0, 0.0)
        self._layout.setSpacing(0.0)
        for row, plot in enumerate(self.plots):
            self._layout.addItem(self.value_axes[row], row, 0)
            self._layout.addItem(plot.view_box, row, 1)
            self._layout.addItem(self.ends[row], row, 2)
            self._layout.layout.setRowStretchFactor(row, stretches[row])
            self._layout.layout.setRowSpacing(row, PLOT_GAP if row < len(stretches) - 1 else 0.0)
        self._layout.addItem(self.axis_below, len(stretches), 1)
        self._view.setCentralItem(self._layout)
        self._card = StateCard(self)
        self._pages = QStackedLayout()
        self._pages.addWidget(self._view)
        self._pages.addWidget(self._card)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, FOCUS_WIDTH, FOCUS_WIDTH, FOCUS_WIDTH)
        column.setSpacing(4)
        column.addWidget(self.legend)
        column.addLayout(self._pages, 1)
        self._veil, self._chip = Veil(self._view), StaleChip(self, self.legend)
        self._read_out = ReadOut(self._view)
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, self._view)

    def _connect(self) -> None:
        self._staleness = Staleness(self)
        self._staleness.dimmed.connect(self._veil.setVisible)
        self._staleness.dimmed.connect(self._chip.setVisible)
        self.menu = ChartMenu(self)
        pointer = Pointer(self._view.viewport())
        pointer.moved.connect(self._follow)
        pointer.gone.connect(self.leave)
        pointer.dragged.connect(self._stretch_band)
        pointer.dropped.connect(self._zoom_to_band)
        pointer.doubled.connect(self.zoom_home)
        pointer.turned.connect(self._zoom_at)
        pointer.rested.connect(self._tell_cut)
        self._card.pressed.connect(self._card_pressed)
        self.plots[0].view_box.sigResized.connect(self._resized)

    # Data

    def _set_steps(self, left: float, right: float, uprights: Uprights, changed: bool) -> None:
        """Say between which places there are steps; if they `changed`, a zoom has no meaning."""
        home = (left, right)
        changed = changed or not self.filled or home != self._home
        self.filled, self._home = True, home
        for plot in self.plots:
            plot.grid.uprights = uprights
        for axis in self.value_axes:
            axis.shown = True
        self._show_part(*(home if changed else self._shown_part))
        self._turn_to(self._view)
        self.set_stale(False)

    def _clear_steps(self) -> None:
        """There is nothing to show."""
        self.filled = False
        self.leave()
        for plot, axis, ends in zip(self.plots, self.value_axes, self.ends, strict=True):
            plot.grid.uprights, axis.shown = None, False
            ends.set_labels(())
            axis.update()
            plot.grid.update()
        self.axis_below.update()
        self.legend.set_entries(())
        self.set_stale(False)

    def set_money_scale(self, scale: MoneyScale) -> None:
        """Show the values of every plot in this scale."""
        for axis in self.value_axes:
            axis.money = scale
            axis.update()

    # Zoom

    def shown_steps(self) -> tuple[int, int]:
        """First step in view and the one after the last."""
        left, right = self._shown_part
        return int(left // 1), int(-(-right // 1))

    def zoom(self, left: float, right: float) -> None:
        """Show the steps between two places; at least three, none outside the chart."""
        if self.filled:
            self._show_part(*kept_within(self._home, left, right))

    def zoom_home(self) -> None:
        """Show the whole period."""
        self.zoom(*self._home)

    def _show_part(self, left: float, right: float) -> None:
        self._shown_part = (left, right)
        for plot in self.plots:
            plot.set_places(left, right)
        self._fit()
        for column in (self.value_axes, self.ends):
            width = max(edge.needed_width() for edge in column)
            for edge in column:
                edge.fix_width(width)
        self._resized()

    def _resized(self, *_signal: object) -> None:
        if self.filled:
            self._annotate()
        first, after = self.shown_steps()
        if self.hovered is not None and first <= self.hovered < after:
            self.read(self.hovered)
        else:
            self.leave()

    def _stretch_band(self, begin: float, here: float) -> None:
        area = self.plots[0].scene_area()
        bottom = self.plots[-1].scene_area().bottom()
        left, right = (max(area.left(), min(x, area.right())) for x in sorted((begin, here)))
        self._band.setGeometry(
            QRect(int(left), int(area.top()), int(right - left), int(bottom - area.top()))
        )
        self._band.show()
        self.leave()

    def _zoom_to_band(self, begin: float, here: float) -> None:
        self._band.hide()
        self.zoom(round(self._place(begin)), round(self._place(here)))

    def _zoom_at(self, column: float, notches: float) -> None:
        self.zoom(*zoomed_around(self._shown_part, self._place(column), notches))

    def _place(self, column: float) -> float:
        return self.plots[0].extent().place(column - self.plots[0].scene_area().left())

    # Hover

    def read(self, step: int) -> None:
        """Read this step: hairline through all plots, dots, read-out."""
        if not self.filled:
            return
        self.hovered = step
        for index, hairline in enumerate(self._hairlines):
            hairline.stand_at(step + MIDDLE, self._dots(index, step))
        extent = self.plots[0].extent()
        title, rows = self._reading(step)
        self._read_out.set_content(title, rows, extent.height < SHORT_HEIGHT)
        corner = docking_corner(
            self.plots[0].scene_area(),
            self._read_out.size(),
            extent.x(step + MIDDLE),
            extent,
            self._outlines(),
        )
        self._read_out.move(corner)
        self._read_out.show()
        self.setAccessibleDescription(self._read_out.spoken())

    def leave(self) -> None:
        """Stop reading."""
        self.hovered = None
        for hairline in self._hairlines:
            hairline.hide()
        self._read_out.hide()

    def _follow(self, point: QPointF) -> None:
        area = self.plots[0].scene_area()
        below = self.plots[-1].scene_area().bottom()
        if not self.filled or not (
            area.left() <= point.x() <= area.right() and area.top() <= point.y() <= below
        ):
            self.leave()
            return
        self.read(self._kept(int(self._place(point.x()) // 1)))

    def _tell_cut(self, point: QPointF, place: QPoint) -> None:
        QToolTip.showText(place, cut_words(self.plots, point), self)

    def _kept(self, step: int) -> int:
        first, after = self.shown_steps()
        return max(first, min(step, after - 1))

    # States

    def set_stale(self, stale: bool) -> None:
        """Say whether the plan has changed since; the plot is dimmed if that lasts."""
        self._staleness.set_stale(stale)

    def show_empty(self, sentence: str, action: str = "") -> None:
        """One sentence and one button (signal `action_asked`) instead of the plots."""
        self._card.set_empty(sentence, action)
        self._turn_to(self._card)

    def show_problem(self, sentence: str) -> None:
        """Say why it was not computed, with "Show the problem" (signal `problem_asked`)."""
        self._card.set_problem(sentence)
        self._turn_to(self._card)

    def _turn_to(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self.legend.setVisible(page is not self._card)
        if page is self._card:
            self.set_stale(False)

    def _card_pressed(self) -> None:
        (self.problem_asked if self._card.broken else self.action_asked).emit()

    # Theme

    def recolour(self, palette: Palette) -> None:
        """Take the colours of this palette; pyqtgraph does not follow the application's."""
        self.palette_shown = palette
        self._view.setBackground(QColor(palette.raised))
        for part in (self.legend, self._chip, self._read_out, self._card, self.axis_below):
            part.recolour(palette)
        for plot, axis, ends, hairline in zip(
            self.plots, self.value_axes, self.ends, self._hairlines, strict=True
        ):
            plot.grid.recolour(palette)
            axis.recolour(palette)
            ends.recolour(palette)
            hairline.recolour(palette.text, palette.raised)
        self._recoloured(palette)
        self._resized()

    def paint_into(self, painter: QPainter) -> None:
        """Paint legend and plots at the painter's origin, without read-out or hairline."""
        self.leave()
        self.legend.paint(painter)
        scene = self._view.scene()
        scene.prepareForPaint()
        width, height = float(self._view.width()), float(self._view.height())
        top = float(self._view.y())
        scene.render(painter, QRectF(0.0, top, width, height), QRectF(0.0, 0.0, width, height))

    # Qt

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the language."""
        super().changeEvent(event)
        changes = (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange)
        if event.type() in changes and palette_in_force() is not self.palette_shown:
            self.recolour(palette_in_force())

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with a theme that changed before the first showing."""
        super().showEvent(event)
        if palette_in_force() is not self.palette_shown:
            self.recolour(palette_in_force())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read step by step with the arrows, zoom with + and −, all with Escape."""
        if not self.filled or not self._key(Qt.Key(event.key())):
            super().keyPressEvent(event)

    def _key(self, key: Qt.Key) -> bool:
        first, after = self.shown_steps()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        ends = {Qt.Key.Key_Home: first, Qt.Key.Key_End: after - 1}
        zooms = {Qt.Key.Key_Plus: 1.0, Qt.Key.Key_Minus: -1.0}
        if key in steps:
            start = self.hovered if self.hovered is not None else first - steps[key]
            self.read(self._kept(start + steps[key]))
        elif key in ends:
            self.read(ends[key])
        elif key in zooms:
            left, right = self._shown_part
            middle = self.hovered + MIDDLE if self.hovered is not None else (left + right) / 2.0
            self.zoom(*zoomed_around(self._shown_part, middle, zooms[key]))
        elif key == Qt.Key.Key_Escape:
            self.leave()
            self.zoom_home()
        else:
            return False
        return True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the picture and the numbers."""
        self.menu.offer(event.globalPos())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, and the outline while the chart has the focus."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.palette_shown.raised))
        if self.hasFocus():
            painter.setPen(QPen(QColor(self.palette_shown.accent), FOCUS_WIDTH))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    # What a chart answers

    def _axis_below(self, plot: Plot) -> Edge:
        """What stands beneath the last plot, made once."""
        raise NotImplementedError

    def numbers(self) -> Numbers:
        """The table behind the chart, in full digits."""
        raise NotImplementedError

    def _fit(self) -> None:
        """Set each plot's range of values, and its end labels, for the steps in view."""
        raise NotImplementedError

    def _annotate(self) -> None:
        """Place the notes within the plots, after a change of size or range."""
        raise NotImplementedError

    def _reading(self, step: int) -> tuple[str, list[ReadOutRow]]:
        """Title and rows of the read-out; in time, step -1 is the start."""
        raise NotImplementedError

    def _dots(self, plot: int, step: int) -> tuple[tuple[float, str], ...]:
        """Dots (value, colour) on the hairline of a plot."""
        raise NotImplementedError

    def _outlines(self) -> list[tuple[Floats, Floats]]:
        """What is drawn in the first plot, as lowest and highest value by step."""
        raise NotImplementedError

    def _recoloured(self, palette: Palette) -> None:
        """Give every item of the chart its colour."""
        raise NotImplementedError
