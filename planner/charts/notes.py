"""Words and marks inside a plot: where a line turns, what an area is, the figure of a cut bar."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGlyphRun,
    QPaintEngine,
    QPainter,
    QPainterPath,
    QPen,
    QTextLayout,
)
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from planner.charts.lettering import CAPTION, MEDIUM, NORMAL, lettering, shortened
from planner.charts.plot import Extent, InkShape, Plot, snapped

HALO = 3.0
# Where words are written in the colour of their halo: two rings, close enough to leave no gap.
AROUND = tuple(
    QPointF(radius * math.cos(turn * math.tau / count), radius * math.sin(turn * math.tau / count))
    for radius, count in ((HALO / 2.0, 8), (HALO, 14))
    for turn in range(count)
)
DOT = 3.0
WIDEST = 240.0  # pixels; longer words are told on hover
MOST_LINES = 12  # a note is moved at most, where there is no free place


class Side(Enum):
    """On which side of its point a note stands."""

    RIGHT = 0
    CENTRE = 1
    LEFT = 2


@dataclass(frozen=True)
class Note:
    """A short text at a point of the plot.

    `colour` is None for the text colour; `halo` is the colour that clears what lies behind;
    `offset` moves it in pixels, right and down.
    """

    place: float
    value: float
    text: str
    side: Side = Side.RIGHT
    strong: bool = False
    colour: str | None = None
    halo: str | None = None
    offset: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True)
class Dot:
    """A ringed point on a line, with a dotted line down to where the months stand."""

    place: float
    value: float
    dropped: bool = True


class Notes(InkShape):
    """All notes and dots of a plot, above everything else in it."""

    def __init__(self, plot: Plot) -> None:
        super().__init__(plot, 20.0)
        self.notes: tuple[Note, ...] = ()
        self.dots: tuple[Dot, ...] = ()
        self.drops: tuple[float, ...] = ()

    def set_notes(
        self, notes: Sequence[Note], dots: Sequence[Dot] = (), drops: Sequence[float] = ()
    ) -> None:
        """Show these instead; `drops` are places where a dot of the plot above drops its line."""
        self.notes, self.dots, self.drops = tuple(notes), tuple(dots), tuple(drops)
        self.update()

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Paint dots first, then the words."""
        extent = self._plot.extent()
        for place in self.drops:
            self._paint_drop(painter, extent.x(place), 0.0, extent)
        for dot in self.dots:
            self._paint_dot(painter, dot, extent)
        seen = [note for note in self.notes if extent.left <= note.place <= extent.right]
        # All halos before all words: one never eats into the words above or beneath it.
        for note in seen:
            if note.halo is not None:
                _paint_halo(painter, note, note.halo, extent)
        for note in seen:
            self._paint_words(painter, note, extent)

    def cut_at(self, point: QPointF) -> str:
        """The whole words of the note at a point of the plot, in pixels, if they were cut."""
        extent, font = self._plot.extent(), lettering(CAPTION)
        for note in self.notes:
            if shown_words(note, font) != note.text and note_box(note, extent, font).contains(
                point
            ):
                return note.text
        return ""

    def _paint_dot(self, painter: QPainter, dot: Dot, extent: Extent) -> None:
        if not extent.left <= dot.place <= extent.right:
            return
        centre = QPointF(extent.x(dot.place), extent.y(dot.value))
        if dot.dropped:
            self._paint_drop(painter, centre.x(), centre.y(), extent)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._palette.text), 1.5))
        painter.setBrush(QColor(self._palette.raised))
        painter.drawEllipse(centre, DOT, DOT)

    def _paint_drop(self, painter: QPainter, column: float, row: float, extent: Extent) -> None:
        if not 0.0 <= column <= extent.width:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(QColor(self._palette.strong), 1.0, Qt.PenStyle.DotLine))
        middle = snapped(column)
        painter.drawLine(QLineF(middle, row, middle, extent.height))

    def _paint_words(self, painter: QPainter, note: Note, extent: Extent) -> None:
        font = _face(note)
        painter.setFont(font)
        painter.setPen(QColor(note.colour or self._palette.text))
        painter.drawText(_begin(note, extent, font), shown_words(note, font))


def _paint_halo(painter: QPainter, note: Note, colour: str, extent: Extent) -> None:
    font, text = _face(note), shown_words(note, _face(note))
    begin = _begin(note, extent, font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if painter.paintEngine().type() == QPaintEngine.Type.Raster:
        # On screen: stroking letters takes two milliseconds a note, writing them all around none,
        # if they are laid out once.
        painter.setPen(QColor(colour))
        rise, runs = _letters(text, font)
        for shift in AROUND:
            for run in runs:
                painter.drawGlyphRun(begin + shift - rise, run)
        return
    path = QPainterPath()
    path.addText(begin, font, text)
    ring = QPen(QColor(colour), 2.0 * HALO)
    ring.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, ring)


def _letters(text: str, font: QFont) -> tuple[QPointF, list[QGlyphRun]]:
    """The text laid out on one line, and how far its baseline lies beneath its origin."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(2.0 * WIDEST)  # never broken: no words are shown that are wider than WIDEST
    layout.endLayout()
    return QPointF(0.0, line.ascent()), layout.glyphRuns()


def _begin(note: Note, extent: Extent, font: QFont) -> QPointF:
    """Where the note's first letter stands on its line."""
    box = note_box(note, extent, font)
    return QPointF(box.left(), box.top() + QFontMetricsF(font).ascent())


def cut_words(plots: Sequence[Plot], point: QPointF) -> str:
    """The whole words of a note that was cut, at a point of the view that shows the plots."""
    for plot in plots:
        for shape in plot.shapes:
            told = (
                shape.cut_at(point - plot.scene_area().topLeft())
                if isinstance(shape, Notes)
                else ""
            )
            if told:
                return told
    return ""


def shown_words(note: Note, font: QFont) -> str:
    """The note's words; of a long name in them the middle is left out."""
    return shortened(note.text, font, WIDEST)


def note_box(note: Note, extent: Extent, font: QFont, size: QSizeF | None = None) -> QRectF:
    """Where the note's text stands, kept inside the plot; `size` is that of its words, if known."""
    size = words_size(note, font) if size is None else size
    width, height = size.width(), size.height()
    shift = {Side.RIGHT: 0.0, Side.CENTRE: -width / 2.0, Side.LEFT: -width}[note.side]
    left = extent.x(note.place) + shift + note.offset[0]
    top = extent.y(note.value) - height / 2.0 + note.offset[1]
    left = min(max(left, 0.0), max(extent.width - width, 0.0))
    top = min(max(top, 0.0), max(extent.height - height, 0.0))
    return QRectF(left, top, width, height)


def words_size(note: Note, font: QFont) -> QSizeF:
    """How wide and high the words are that are shown of a note."""
    metrics = QFontMetricsF(font)
    return QSizeF(metrics.horizontalAdvance(shown_words(note, font)), metrics.height())


def stacked_notes(notes: Sequence[Note], extent: Extent, *, downwards: bool = False) -> list[Note]:
    """The notes, each raised (or lowered) by as many lines as it needs to hide none before it."""
    font = lettering(CAPTION)
    step = QFontMetricsF(font).height() * (1.0 if downwards else -1.0)
    stacked: list[Note] = []
    taken: list[QRectF] = []
    for note in notes:
        moved, lines = note, 0
        box = note_box(moved, extent, font)
        while lines < MOST_LINES and any(_within(box).intersects(other) for other in taken):
            lines += 1
            moved = replace(note, offset=(note.offset[0], note.offset[1] + lines * step))
            box = note_box(moved, extent, font)
        taken.append(box)
        stacked.append(moved)
    return stacked


def notes_with_room(notes: Sequence[Note], before: Sequence[Note], extent: Extent) -> list[Note]:
    """The notes that hide none of those before them, with their halos."""
    taken = [_cleared(note, extent) for note in before]
    kept: list[Note] = []
    for note in notes:
        box = _cleared(note, extent)
        if not any(_within(box).intersects(other) for other in taken):
            kept.append(note)
            taken.append(box)
    return kept


def _cleared(note: Note, extent: Extent) -> QRectF:
    """What the note hides of others: its box, and its halo at the sides."""
    aside = 0.0 if note.halo is None else HALO
    return note_box(note, extent, _face(note)).adjusted(-aside, 0.0, aside, 0.0)


def _face(note: Note) -> QFont:
    return lettering(CAPTION, MEDIUM if note.strong else NORMAL)


def _within(box: QRectF) -> QRectF:
    """The box without its outermost pixel rows, so that lines may touch each other."""
    return box.adjusted(0.0, 1.0, 0.0, -1.0)
