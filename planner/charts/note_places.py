"""Where the words of a mark stand: beside its line, where they hide least of what is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from planner.charts.clearance import Outline, hidden_pixels
from planner.charts.lettering import CAPTION, lettering
from planner.charts.notes import Dot, Note, Side, note_box, words_size
from planner.charts.plot import Extent

GAP = 6.0
DOT_ROOM = 6.0
# What it costs to hide something, in pixels of a drawn area; a worse place is further away.
OF_WORDS, OF_DOT, OF_AREA, OF_LINE, OF_DROP = 1e6, 2000.0, 3.0, 6.0, 12.0
A_ROW_HIGHER, ON_THE_LEFT = 60.0, 60.0


@dataclass(frozen=True)
class Drawn:
    """What a plot shows besides words: areas by month, and dots with lines down from them."""

    outlines: Sequence[Outline]
    dots: Sequence[Dot]


def notes_beside_drops(notes: Sequence[Note], extent: Extent, drawn: Drawn) -> list[Note]:
    """The notes, each right or left of its place and in the row where it hides least.

    The foot of the plot is preferred, and the right side. None hides another while there is room.
    """
    font = lettering(CAPTION)
    height = QFontMetricsF(font).height()
    rows = max(int((extent.height - GAP) // height), 1)
    tried = sorted(
        (A_ROW_HIGHER * row + (0.0 if side is Side.RIGHT else ON_THE_LEFT), row, side.value)
        for row in range(rows)
        for side in (Side.RIGHT, Side.LEFT)
    )
    placed: list[Note] = []
    taken: list[QRectF] = []
    for note in notes:
        best, least, size = note, float("inf"), words_size(note, font)
        for bias, row, side in tried:
            if bias >= least:
                break
            shift = GAP if side == Side.RIGHT.value else -GAP
            offset = (shift, -GAP - row * height)
            moved = replace(note, value=extent.bottom, side=Side(side), offset=offset)
            box = note_box(moved, extent, font, size)
            cost = bias + _hidden(box, extent, drawn, taken)
            if cost < least:
                best, least = moved, cost
        placed.append(best)
        taken.append(note_box(best, extent, font, size))
    return placed


def _hidden(box: QRectF, extent: Extent, drawn: Drawn, taken: Sequence[QRectF]) -> float:
    inner = box.adjusted(0.0, 1.0, 0.0, -1.0)
    cost = OF_WORDS * sum(inner.intersects(other) for other in taken)
    if box.top() < extent.y(0.0) < box.bottom():
        cost += OF_LINE * box.width()
    for dot in drawn.dots:
        column, row = extent.x(dot.place), extent.y(dot.value)
        if box.left() - 1.0 <= column <= box.right() + 1.0 and row < box.bottom():
            cost += OF_DROP * box.height()
        around = QRectF(column - DOT_ROOM, row - DOT_ROOM, 2.0 * DOT_ROOM, 2.0 * DOT_ROOM)
        cost += OF_DOT * around.intersects(box)
    if cost >= OF_WORDS:
        return cost
    return cost + OF_AREA * hidden_pixels(box, extent, drawn.outlines)
