"""How long a notice is, bracketed over the firm backlog where its words are clear of every line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF

from planner.charts.backlog_lines import EXPECTED, FIRM, HEADLINE, NOTICEABLE, Backlog
from planner.charts.lettering import CAPTION, lettering
from planner.charts.notes import Note, Side, note_box
from planner.charts.notice_marks import LIFT, Bracket, NoticeMark
from planner.charts.plot import Extent

# Shares of the months shown, after notice may first be given: each of two, the best place first.
WHERE = ((0.30, 0.25, 0.20, 0.15), (0.68, 0.62, 0.56, 0.50, 0.44))
OVER_BRACKET = 12.0  # pixels from a bracket up to the middle of its words
AROUND = 2.0  # pixels free on all sides
LINE_WIDTH = 2.0


@dataclass(frozen=True)
class NoticeBrackets:
    """Brackets over a backlog in a plot; `halo` clears what lies behind their words."""

    found: Backlog
    extent: Extent
    mark: NoticeMark
    halo: str

    def placed(self, text: str) -> list[tuple[Bracket, Note]]:
        """Two brackets with their words, or fewer where a line would run through these."""
        kept: list[tuple[Bracket, Note]] = []
        taken: list[QRectF] = []
        for shares in WHERE:
            for bracket in self._brackets(shares):
                middle = (bracket.left + bracket.right) / 2.0
                offset = (0.0, -LIFT - OVER_BRACKET)
                note = Note(middle, bracket.value, text, Side.CENTRE, halo=self.halo, offset=offset)
                box = self._box(bracket, note)
                if self._is_clear(box) and not any(box.intersects(other) for other in taken):
                    kept.append((bracket, note))
                    taken.append(box)
                    break
        return kept

    def _brackets(self, shares: Sequence[float]) -> Iterator[Bracket]:
        """As long as the notice, over what is firm all along it and less than headline."""
        firm, notice = self.found.lines[FIRM], self.mark.notice
        headline = self.found.lines[HEADLINE]
        for share in shares:
            begin = int(max(self.mark.month, 0) + share * self.found.months)
            is_seen = self.extent.left <= begin and begin + notice <= self.extent.right
            if notice <= 0 or begin + notice >= self.found.months or not is_seen:
                continue
            if NOTICEABLE < firm[begin] < headline[begin] - NOTICEABLE:
                highest = float(firm[begin : begin + notice + 1].max())
                yield Bracket(float(begin), float(begin + notice), highest)

    def _box(self, bracket: Bracket, note: Note) -> QRectF:
        """What the words and the bracket take, down to what it stands over."""
        words = note_box(note, self.extent, lettering(CAPTION))
        left = min(words.left(), self.extent.x(bracket.left)) - AROUND
        right = max(words.right(), self.extent.x(bracket.right)) + AROUND
        foot = self.extent.y(bracket.value) - LINE_WIDTH
        return QRectF(left, words.top() - AROUND, right - left, foot - words.top() + AROUND)

    def _is_clear(self, box: QRectF) -> bool:
        """Whether headline is above it, and expected above or beneath it, all along."""
        first = max(int(self.extent.place(box.left())) - 1, 0)
        after = int(self.extent.place(box.right())) + 2
        rows = {
            name: self.extent.rows(self.found.lines[name][first:after])
            for name in (HEADLINE, EXPECTED)
        }
        above = {name: bool(np.all(row < box.top())) for name, row in rows.items()}
        return above[HEADLINE] and (above[EXPECTED] or bool(np.all(rows[EXPECTED] > box.bottom())))
