"""What is marked on the cash chart: payback, and the ends of contracts."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.charts.cash_lines import (
    FCFF,
    Fan,
    month_of,
    months_until_positive,
    place_of,
)
from planner.charts.clearance import Outline
from planner.charts.contract_ends import contract_ends, named_ends
from planner.charts.months import MonthScale
from planner.charts.note_places import Drawn, notes_beside_drops
from planner.charts.notes import Dot, Note
from planner.charts.plot import Extent
from planner.charts.things import Thing
from planner.charts.words import PAYBACK_IN, PAYBACK_P50_IN, POSITIVE_IN
from planner.engine.result import Result


@dataclass(frozen=True)
class Mark:
    """A dot on the middle line, and what happens there."""

    dot: Dot
    text: str


def cash_marks(result: Result, shown: Fan, flow: str, tenants: Sequence[Thing]) -> tuple[Mark, ...]:
    """Payback and the ends of the largest contracts, in time."""
    scale = MonthScale.starting(result.start)
    marks = _payback(result, shown, flow, scale)
    for month, text in named_ends(contract_ends(result, tenants), scale):
        marks.append(Mark(Dot(month + 0.5, float(shown.middle[month + 1])), text))
    return tuple(sorted(marks, key=_place))


def mark_notes(
    marks: Sequence[Mark], extent: Extent, outlines: Sequence[Outline], ground: str
) -> list[Note]:
    """The words of the marks, each beside the line of its dot; `ground` clears what is behind."""
    dots = [mark.dot for mark in marks]
    notes = [
        Note(dot.place, extent.bottom, mark.text, halo=ground)
        for mark, dot in zip(marks, dots, strict=True)
    ]
    return notes_beside_drops(notes, extent, Drawn(outlines, dots))


def _payback(result: Result, shown: Fan, flow: str, scale: MonthScale) -> list[Mark]:
    """Where the line crosses zero for good: called payback if the median payback agrees."""
    months = months_until_positive(shown.middle)
    if months is None:
        return []
    measure = result.measures.get("payback") if flow == FCFF else None
    median = None if measure is None else measure.p50
    same = median is not None and month_of(median) == month_of(months)
    drawn = shown.p10 is not None
    named = PAYBACK_IN if not drawn else PAYBACK_P50_IN if same else POSITIVE_IN
    text = str(named(month=scale.short(month_of(months))))
    return [Mark(Dot(place_of(months), 0.0), text)]


def _place(mark: Mark) -> float:
    return mark.dot.place
