"""Names of a backlog's lines stand where they have room: on their area, clear of every line."""

import numpy as np
import pytest

from planner.charts.backlog_lines import EXPECTED, FIRM, HEADLINE, RPO, Backlog
from planner.charts.backlog_notes import Inks, LineNames
from planner.charts.lettering import CAPTION, MEDIUM, lettering
from planner.charts.notes import Note, note_box
from planner.charts.plot import Extent, Floats

pytestmark = pytest.mark.usefixtures("qapp")

MONTHS = 48
INKS = Inks("#FFFFFF", "#EEEEEE", "#000000")
MONTH = np.arange(MONTHS, dtype=np.float64)
FALLING = 45.0 * (1.0 - MONTH / MONTHS)
RISING = 20.0 + 1.2 * MONTH
LATE = np.where(MONTH < 28, 0.0, 34.0 * (1.0 - (MONTH - 28.0) / 60.0))


def extent(height: float = 240.0, width: float = 900.0) -> Extent:
    return Extent(-1.0, float(MONTHS), 0.0, 85.0, width, height)


def names(headline: Floats, expected: Floats, firm: Floats, shown: Extent) -> dict[str, Note]:
    """The notes by the line they name."""
    lines = {HEADLINE: headline, EXPECTED: expected, FIRM: firm, RPO: firm}
    found = LineNames(Backlog(lines, None, MONTHS), shown, FIRM, INKS).notes(
        "Headline: all billed to May 2029",
        "Expected: weighted by probability",
        "Firm: lock-in plus notice, rolling",
    )
    return {note.text.partition(":")[0]: note for note in found}


def spanned(note: Note, shown: Extent, line: Floats) -> Floats:
    """The rows of a line, in pixels, over the months that a note is written across."""
    box = note_box(note, shown, lettering(CAPTION, MEDIUM))
    columns = np.linspace(box.left(), box.right(), 60)
    places = np.array([shown.place(column) for column in columns])
    return shown.rows(np.interp(places, MONTH + 0.5, line))


@pytest.mark.parametrize("firm", [FALLING, RISING, LATE], ids=["falling", "rising", "late"])
@pytest.mark.parametrize("height", [120.0, 240.0, 500.0])
def test_the_name_of_an_area_lies_wholly_on_it(firm: Floats, height: float) -> None:
    shown = extent(height)
    note = names(firm * 1.05, firm * 0.98, firm, shown)["Firm"]
    box = note_box(note, shown, lettering(CAPTION, MEDIUM))
    assert spanned(note, shown, firm).max() <= box.top()
    assert box.bottom() <= shown.y(0.0)


def test_an_area_too_thin_for_words_has_none() -> None:
    assert "Firm" not in names(FALLING, 0.8 * FALLING, np.full(MONTHS, 2.0), extent())
    assert "Firm" not in names(FALLING, 0.8 * FALLING, FALLING, extent(width=150.0))


@pytest.mark.parametrize("line", [FALLING, RISING], ids=["falling", "rising"])
def test_no_line_runs_through_the_name_of_another(line: Floats) -> None:
    shown = extent(400.0)
    firm, expected = np.full(MONTHS, 3.0), 0.6 * line
    found = names(line, expected, firm, shown)
    font = lettering(CAPTION, MEDIUM)
    above, below = (note_box(found[name], shown, font) for name in ("Headline", "Expected"))
    assert spanned(found["Headline"], shown, line).min() > above.bottom()
    assert spanned(found["Expected"], shown, expected).max() < below.top()
    assert spanned(found["Expected"], shown, firm).min() > below.bottom()
    assert found["Headline"].halo == INKS.above
    assert found["Expected"].halo == INKS.under


def test_expected_is_not_named_where_firm_leaves_no_room_beneath_it() -> None:
    assert "Expected" not in names(RISING, 0.8 * RISING, 0.75 * RISING, extent())
