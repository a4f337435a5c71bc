"""What the lines of a backlog are, written beside them where they have room."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.charts.backlog_lines import EXPECTED, HEADLINE, Backlog
from planner.charts.lettering import CAPTION, MEDIUM, lettering, text_width
from planner.charts.notes import HALO, Note, Side
from planner.charts.plot import Extent, Floats

LABEL_GAP = 10.0  # pixels from a line to the middle of its name
HALF_LINE = 7.0  # of a name's height
LEAST_GROUND = 18.0  # pixels an area must be thick to be written on
APART = 0.9  # of headline; a line nearer to it is not named
NEARLY = 0.97  # as thick as the thickest place
USUAL = 0.45  # of the months shown
WHERE_HEADLINE = (0.42, 0.55, 0.62, 0.3, 0.7, 0.2)
WHERE_EXPECTED = (0.36, 0.45, 0.55, 0.28)
HALF_MONTH = 0.5  # a balance stands on the middle of its month


@dataclass(frozen=True)
class Inks:
    """Colours: what lies behind names on either side of headline, and of words on the solid."""

    above: str
    under: str
    on_solid: str


@dataclass(frozen=True)
class LineNames:
    """Names of three lines of a backlog, and where there is room for them."""

    found: Backlog
    extent: Extent
    solid: str  # which line the solid area is of
    inks: Inks

    def notes(self, headline: str, expected: str, solid: str) -> list[Note]:
        """Those that have room, in these words."""
        found = (self._headline(headline), self._expected(expected), self._solid(solid))
        return [note for note in found if note is not None]

    def _headline(self, text: str) -> Note | None:
        """Above the line and to the right, so that no part of either touches the other."""
        upper = np.maximum(self._line(HEADLINE), self._line(EXPECTED))
        wide = self._months_of(text)
        for month in self._places(WHERE_HEADLINE):
            top = float(_over(upper, month, month + wide).max())
            row = self.extent.y(top) - LABEL_GAP
            ends = self.extent.x(month + wide)
            tall = self.extent.y(0.0) - self.extent.y(float(upper[month])) >= 3.0 * LABEL_GAP
            if tall and row >= HALF_LINE and ends <= self.extent.width:
                shift = (LABEL_GAP, -LABEL_GAP)
                place = month + HALF_MONTH
                return Note(place, top, text, Side.RIGHT, True, None, self.inks.above, shift)
        return None

    def _expected(self, text: str) -> Note | None:
        """Beneath the line and to the left, where it is well below headline and above firm."""
        line, headline = self._line(EXPECTED), self._line(HEADLINE)
        wide = self._months_of(text)
        for month in self._places(WHERE_EXPECTED):
            if line[month] >= APART * headline[month]:
                continue
            least = float(_over(line, month - wide, month).min())
            solid = float(_over(self._line(self.solid), month - wide, month).max())
            bottom = self.extent.y(least) + LABEL_GAP + HALF_LINE + HALO
            begins = self.extent.x(month - wide)
            if bottom <= self.extent.y(max(solid, 0.0)) and begins >= 0.0:
                shift = (-LABEL_GAP, LABEL_GAP)
                place = month + HALF_MONTH
                return Note(place, least, text, Side.LEFT, True, None, self.inks.under, shift)
        return None

    def _solid(self, text: str) -> Note | None:
        """In the area, where it is as thick as it gets all along the words."""
        line = self._line(self.solid)
        reach = -(-self._months_of(text) // 2) + 1
        middles = np.arange(reach, line.size - reach)
        if not middles.size:
            return None
        least = np.array([line[at - reach : at + reach + 1].min() for at in middles])
        good = middles[least >= NEARLY * least.max()]
        middle = int(good[np.argmin(np.abs(good - USUAL * line.size))])
        thick = float(least[middle - reach])
        if self.extent.y(0.0) - self.extent.y(thick) < LEAST_GROUND:
            return None
        place = middle + HALF_MONTH
        return Note(place, thick / 2.0, text, Side.CENTRE, True, self.inks.on_solid)

    def _line(self, name: str) -> Floats:
        return self.found.lines[name][: self.found.months]

    def _places(self, shares: Sequence[float]) -> list[int]:
        return [int(share * self.found.months) for share in shares]

    def _months_of(self, text: str) -> int:
        """How many months the words are wide, with what is left free around them."""
        pixels = text_width(text, lettering(CAPTION, MEDIUM)) + LABEL_GAP + HALO
        month = self.extent.width / (self.extent.right - self.extent.left)
        return int(pixels / max(month, 1e-9)) + 1


def _over(line: Floats, first: int, last: int) -> Floats:
    """The line from month to month, both of them with it, as far as there are any."""
    return line[max(first, 0) : min(last, line.size - 1) + 1]
