"""How long notice is, is bracketed over firm where no line runs through the words."""

import numpy as np
import pytest

from planner.charts.backlog_lines import EXPECTED, FIRM, HEADLINE, RPO, Backlog
from planner.charts.lettering import CAPTION, lettering
from planner.charts.notes import note_box
from planner.charts.notice_brackets import NoticeBrackets
from planner.charts.notice_marks import LIFT, NoticeMark
from planner.charts.plot import Extent, Floats

pytestmark = pytest.mark.usefixtures("qapp")

MONTHS = 40
MONTH = np.arange(MONTHS, dtype=np.float64)
FALLING = np.maximum(45.0 * (1.0 - (MONTH + 1.0) / 37.0), 0.0)
FIRM_LINE = np.minimum(FALLING, 3.75)
MARK = NoticeMark(3, 3, "Aug 2026: either side may give notice")
HALO = "#EEEEEE"


def brackets(expected: Floats, extent: Extent, firm: Floats = FIRM_LINE) -> NoticeBrackets:
    lines = {HEADLINE: FALLING, EXPECTED: expected, FIRM: firm, RPO: firm}
    return NoticeBrackets(Backlog(lines, None, MONTHS), extent, MARK, HALO)


@pytest.mark.parametrize("height", [90.0, 150.0, 250.0, 500.0])
@pytest.mark.parametrize("share", [0.35, 0.6, 0.8, 1.0])
def test_no_line_runs_through_the_words_or_the_bracket(height: float, share: float) -> None:
    extent = Extent(-1.0, float(MONTHS), 0.0, 50.0, 850.0, height)
    made = brackets(share * FALLING, extent)
    for bracket, note in made.placed("3 mo notice"):
        box = note_box(note, extent, lettering(CAPTION))
        columns = np.linspace(box.left(), box.right(), 60)
        places = np.array([extent.place(column) for column in columns])
        for line in (FALLING, share * FALLING):
            rows = extent.rows(np.interp(places, MONTH + 0.5, line))
            bottom = extent.y(bracket.value) - LIFT
            assert np.all(rows < box.top()) or np.all(rows > bottom)
        assert bracket.right - bracket.left == MARK.notice
        assert box.bottom() < extent.y(bracket.value) - LIFT


def test_both_are_shown_where_there_is_room_and_none_hides_the_other() -> None:
    extent = Extent(-1.0, float(MONTHS), 0.0, 50.0, 850.0, 260.0)
    placed = brackets(0.8 * FALLING, extent).placed("3 mo notice")
    assert len(placed) == 2
    font = lettering(CAPTION)
    one, other = (note_box(note, extent, font) for _, note in placed)
    assert not one.intersects(other)


def test_in_a_part_of_the_months_no_words_stand_without_their_bracket() -> None:
    for left in range(-1, 30):
        extent = Extent(float(left), float(left + 9), 0.0, 50.0, 850.0, 260.0)
        for bracket, _ in brackets(0.8 * FALLING, extent).placed("3 mo notice"):
            assert extent.left <= bracket.left < bracket.right <= extent.right


def test_where_all_is_firm_or_nothing_is_there_is_no_bracket() -> None:
    extent = Extent(-1.0, float(MONTHS), 0.0, 50.0, 850.0, 260.0)
    assert brackets(0.8 * FALLING, extent, FALLING).placed("3 mo notice") == []
    assert brackets(0.8 * FALLING, extent, 0.0 * FALLING).placed("3 mo notice") == []
