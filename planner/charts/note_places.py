"""Where the words of a mark stand: beside its line, where they hide least of what is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from planner.charts.clearance import Outline, hidden_pixels
from planner.charts.lettering import CAPTION, lettering
from planner.charts.notes import Dot, Note, Side, note_box
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
    placed: list[Note] = []
    taken: list[QRectF] = []
    for note in notes:
        best, least = note, float("inf")
        for row in range(rows):
            up = -GAP - row * height
            for side, shift in ((Side.RIGHT, GAP), (Side.LEFT, -GAP)):
                moved = replace(note, value=extent.bottom, side=side, offset=(shift, up))
                box = note_box(moved, extent, font)
                cost = A_ROW_HIGHER * row + (ON_THE_LEFT if side is Side.LEFT else 0.0)
                cost += _hidden(box, extent, drawn, taken)
                if cost < least:
                    best, least = moved, cost
        placed.append(best)
        taken.append(note_box(best, extent, font))
    return placed


def _hidden(box: QRectF, extent: Extent, drawn: Drawn, taken: Sequence[QRectF]) -> float:
    cost = OF_AREA * hidden_pixels(box, extent, drawn.outlines)
    inner = box.adjusted(0.0, 1.0, 0.0, -1.0)
    cost += OF_WORDS * sum(inner.intersects(other) for other in taken)
    if box.top() < extent.y(0.0) < box.bottom():
        cost += OF_LINE * box.width()
    for dot in drawn.dots:
        column, row = extent.x(dot.place), extent.y(dot.value)
        if box.left() - 1.0 <= column <= box.right() + 1.0 and row < box.bottom():
            cost += OF_DROP * box.height()
        around = QRectF(column - DOT_ROOM, row - DOT_ROOM, 2.0 * DOT_ROOM, 2.0 * DOT_ROOM)
        cost += OF_DOT * around.intersects(box)
    return cost
