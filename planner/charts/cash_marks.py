"""What is marked on the cash chart: payback, the ends of contracts, bars that are cut."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.charts.cash_lines import (
    FCFF,
    Fan,
    Flows,
    month_of,
    months_until_positive,
    place_of,
)
from planner.charts.contract_ends import contract_ends, named_ends
from planner.charts.figures import MoneyScale
from planner.charts.months import MonthScale
from planner.charts.notes import Dot, Note, stacked_notes
from planner.charts.plot import Extent
from planner.charts.things import Thing
from planner.charts.words import AT_THE_START, PAYBACK_IN, PAYBACK_P50_IN, POSITIVE_IN
from planner.engine.result import Result

NOTE_GAP = 6.0


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


def mark_notes(marks: Sequence[Mark], extent: Extent) -> list[Note]:
    """The words of the marks at the foot of the plot, above one another where they would meet."""
    offset = (NOTE_GAP, -NOTE_GAP)
    notes = [Note(mark.dot.place, extent.bottom, mark.text, offset=offset) for mark in marks]
    return stacked_notes(notes, extent)


def cut_figures(lines: Flows, extent: Extent, money: MoneyScale, ground: str) -> list[Note]:
    """The figure of every bar that leaves the plot; `ground` clears what lies behind it."""
    down, up = lines.reach()
    notes = []
    for index in np.flatnonzero((down < extent.bottom) | (up > extent.top)).tolist():
        below = bool(down[index] < extent.bottom)
        figure = money.figure(float(down[index] if below else up[index]), money.table_decimals)
        text = str(AT_THE_START(figure=figure)) if index == 0 else figure
        edge = extent.bottom if below else extent.top
        place = float(lines.right[index])
        notes.append(Note(place, edge, text, halo=ground, offset=(NOTE_GAP, 0.0)))
    return notes


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
