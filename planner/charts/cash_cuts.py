"""The figures of bars that are cut: each beside its bar, and as a range where bars stand close."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from planner.charts.cash_lines import Flows
from planner.charts.figures import MoneyScale, spread
from planner.charts.lettering import CAPTION, lettering
from planner.charts.notes import Note, Side, note_box, words_size
from planner.charts.plot import Extent
from planner.charts.words import AT_THE_START, WITH_HORIZON_VALUE

GAP = 4.0
# What a pixel costs that is hidden, one of a whole bar 1; labels that hide words are joined.
OVER_WORDS, OVER_CUT_BAR = 1e6, 40.0
A_ROW_NEARER, ON_THE_LEFT, SHORTER = 30.0, 10.0, 20.0


@dataclass(frozen=True)
class _Cut:
    """Cut bars on one side of zero, in time, that share a label."""

    bars: tuple[int, ...]
    below: bool


def cut_figures(lines: Flows, extent: Extent, money: MoneyScale, ground: str) -> list[Note]:
    """The figure of every bar that leaves the plot; `ground` clears what lies behind it.

    Bars too close for a figure each share one, from the smallest to the largest of them.
    """
    down, up = lines.reach()
    seen = (lines.right > extent.left) & (lines.left < extent.right)
    cuts = [
        _Cut((int(bar),), below)
        for below, leave in ((True, down < extent.bottom), (False, up > extent.top))
        for bar in np.flatnonzero(leave & seen)
    ]
    labels = _Labels(lines, extent, money, ground)
    below = labels.settled([cut for cut in cuts if cut.below])
    return below + labels.settled([cut for cut in cuts if not cut.below])


@dataclass(frozen=True)
class _Tried:
    """A label somewhere: what it stands over there, and the best way of placing those before it."""

    note: Note
    box: QRectF
    inner: QRectF  # the box without its outermost pixel rows: lines may touch each other
    cost: float
    hides_cut_bar: bool
    before: "_Tried | None" = None

    def hides(self, other: "_Tried") -> bool:
        """Whether the words of two labels meet."""
        return self.inner.intersects(other.box)

    def after(self, ends: Sequence["_Tried"]) -> "_Tried":
        """The same label with the cheapest of those before it, at what both cost."""
        costs = [
            self.cost + before.cost + (OVER_WORDS if self.hides(before) else 0.0) for before in ends
        ]
        place = costs.index(min(costs))
        return replace(self, cost=costs[place], before=ends[place])


class _Labels:
    """Finds places for the figures of one chart."""

    def __init__(self, lines: Flows, extent: Extent, money: MoneyScale, ground: str) -> None:
        self._lines, self._extent, self._money, self._ground = lines, extent, money, ground
        self._down, self._up = lines.reach()
        self._font = lettering(CAPTION)
        self._height = QFontMetricsF(self._font).height()
        self._edges = (
            extent.columns(lines.left),
            extent.rows(self._up),
            extent.columns(lines.right),
            extent.rows(self._down),
        )
        self._cut = (self._down < extent.bottom) | (self._up > extent.top)
        # Those of cuts that are not joined are the same in each round.
        self._known: dict[_Cut, list[_Tried]] = {}

    def settled(self, cuts: Sequence[_Cut]) -> list[Note]:
        """Labels of cuts on one side, in time; those without room of their own are joined."""
        while True:
            chain = self._placed(cuts)
            first = self._first_to_join(cuts, chain)
            if first is None:
                return [tried.note for tried in chain]
            joined = _Cut((*cuts[first].bars, *cuts[first + 1].bars), cuts[first].below)
            cuts = [*cuts[:first], joined, *cuts[first + 2 :]]

    def _first_to_join(self, cuts: Sequence[_Cut], chain: Sequence[_Tried]) -> int | None:
        """Which label is to be one with the one after it; None if all have room."""
        for place, one in enumerate(chain):
            if place and one.hides(chain[place - 1]):
                return place - 1
            if one.hides_cut_bar and len(chain) > 1:
                apart = [self._apart(cuts[k], cuts[k + 1]) for k in range(len(cuts) - 1)]
                beside = [k for k in (place - 1, place) if 0 <= k < len(apart)]
                return min(beside, key=apart.__getitem__)
        return None

    def _apart(self, one: _Cut, other: _Cut) -> float:
        return float(self._lines.left[other.bars[0]] - self._lines.right[one.bars[-1]])

    def _placed(self, cuts: Sequence[_Cut]) -> list[_Tried]:
        """The cheapest way to place them all: a label is in the way of its neighbours alone."""
        ends: list[_Tried] = []
        for cut in cuts:
            here = self._known.get(cut)
            if here is None:
                here = self._known[cut] = self._tried(cut)
            ends = [one.after(ends) for one in here] if ends else here
        chain: list[_Tried] = []
        one = min(ends, key=_cost) if ends else None
        while one is not None:
            chain.insert(0, one)
            one = one.before
        return chain

    def _tried(self, cut: _Cut) -> list[_Tried]:
        """Labels left and right of the bars, at the edge and a row from it."""
        lines, first, last = self._lines, cut.bars[0], cut.bars[-1]
        edge = self._extent.bottom if cut.below else self._extent.top
        inwards = -self._height if cut.below else self._height
        placed: list[tuple[Note, QRectF, float]] = []
        for shorter, text in enumerate(self._texts(cut)):
            size = words_size(Note(0.0, 0.0, text), self._font)
            for row in range(2):
                for side in (Side.RIGHT, Side.LEFT):
                    right = side is Side.RIGHT
                    place = float(lines.right[last] if right else lines.left[first])
                    place = min(max(place, self._extent.left), self._extent.right)
                    offset = (GAP if right else -GAP, row * inwards)
                    note = Note(place, edge, text, side, halo=self._ground, offset=offset)
                    bias = A_ROW_NEARER * row + SHORTER * shorter
                    box = note_box(note, self._extent, self._font, size)
                    placed.append((note, box, bias + (0.0 if right else ON_THE_LEFT)))
        tried = []
        hidden = self._over_bars([box for _, box, _ in placed])
        for (note, box, bias), (over, over_cut) in zip(placed, hidden, strict=True):
            inner, cost = box.adjusted(0.0, 1.0, 0.0, -1.0), bias + over + OVER_CUT_BAR * over_cut
            tried.append(_Tried(note, box, inner, cost, over_cut > 0.0))
        return tried

    def _texts(self, cut: _Cut) -> list[str]:
        """What may be written, the fullest first."""
        money, amounts = self._money, (self._down if cut.below else self._up)[list(cut.bars)]
        decimals = money.table_decimals
        if len(cut.bars) > 1:
            ends = (float(amounts.min()), float(amounts.max()))
            return [spread(ends[0] / money.divisor, ends[1] / money.divisor, decimals)]
        figure = money.figure(float(amounts[0]), decimals)
        if cut.bars[0] == 0:
            return [str(AT_THE_START(figure=figure))]
        if not cut.below and self._lines.has_horizon and cut.bars[0] == self._down.size - 1:
            return [str(WITH_HORIZON_VALUE(figure=figure)), figure]
        return [figure]

    def _over_bars(self, boxes: Sequence[QRectF]) -> list[tuple[float, float]]:
        """Pixels of whole bars behind each box, and of bars that are cut."""
        left, top, right, bottom = self._edges
        sides = [(box.left(), box.top(), box.right(), box.bottom()) for box in boxes]
        first, above, last, below = np.array(sides).T[:, :, np.newaxis]
        wide = np.maximum(np.minimum(right, last) - np.maximum(left, first), 0.0)
        high = np.maximum(np.minimum(bottom, below) - np.maximum(top, above), 0.0)
        areas = wide * high
        whole = areas[:, ~self._cut].sum(axis=1).tolist()
        return list(zip(whole, areas[:, self._cut].sum(axis=1).tolist(), strict=True))


def _cost(tried: _Tried) -> float:
    return tried.cost
