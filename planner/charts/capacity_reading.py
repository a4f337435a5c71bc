"""What the capacity chart says of one month: who is served, what is unmet, what power is worth.

Where the plot is low, the largest tenant stands for itself and the others are added up.
"""

from collections.abc import Sequence

from planner.charts.capacity_layers import OTHERS, Layer, Power
from planner.charts.capacity_worth import worth_rows
from planner.charts.figures import NO_BREAK, number, percent, power, spread
from planner.charts.legend import LegendEntry, Swatch
from planner.charts.palette import Palette, mixed
from planner.charts.read_out import ReadOutRow, rows_with_room
from planner.charts.words import (
    AND_MORE,
    AVAILABLE_P10,
    AVAILABLE_P10_P90,
    IF_RENEWED,
    SERVED_OF,
    UNMET,
    UTILISATION,
    word,
)

GREY = 0.78
HARDLY = 0.5  # MW that a figure without decimals does not show


def colour_of(layer: Layer, palette: Palette) -> str:
    """A tenant's colour; tenants that are shown as one have none of their own."""
    if layer.thing.slot == OTHERS:
        # Halfway from the slate of the categories to the ground, to be taken for neither.
        return mixed(palette.stale, palette.raised, GREY)
    return palette.of(layer.thing.slot)


def entry_of(layer: Layer, palette: Palette) -> LegendEntry:
    """How a layer is drawn, and what it is called."""
    swatch = Swatch.HATCH if layer.renewed else Swatch.BLOCK
    return LegendEntry(swatch, colour_of(layer, palette), name_of(layer))


def name_of(layer: Layer) -> str:
    """The tenant, or what its renewal brings."""
    return str(IF_RENEWED(tenant=layer.thing.name)) if layer.renewed else layer.thing.name


def month_rows(
    shown: Power, month: int, palette: Palette, pinned: Sequence[ReadOutRow], height: float
) -> list[ReadOutRow]:
    """The read-out of a month in a plot so many pixels high; `pinned` is told of another case."""
    after = [*_of_the_whole(shown, month), *pinned, *worth_rows(shown, month)]
    here = [layer for layer in shown.layers if layer.demand[month] or layer.served[month]]
    unmet = [ReadOutRow(word(UNMET), power(float(shown.unmet[month])), leading=True)]
    unmet = unmet if shown.knows_demand else []
    leading = sum(row.leading for row in after) + len(unmet)
    room = rows_with_room(height, leading, len(unmet) + len(after))
    if len(here) <= room:
        rows = [_row(layer, month, palette) for layer in here]
    else:
        by_size = sorted(here, key=lambda layer: -float(layer.served[month]))
        kept = {id(layer) for layer in by_size[: room - 1]}
        rows = [_row(layer, month, palette) for layer in here if id(layer) in kept]
        rest = [layer for layer in here if id(layer) not in kept]
        figure = _figure(
            sum(float(layer.served[month]) for layer in rest),
            sum(float(layer.demand[month]) for layer in rest),
        )
        rows.append(ReadOutRow(str(AND_MORE(count=len(rest))), figure, leading=True))
    return [*rows, *unmet, *after]


def _of_the_whole(shown: Power, month: int) -> list[ReadOutRow]:
    rows = []
    if shown.available_p10 is not None and shown.available_p90 is not None:
        low, high = float(shown.available_p10[month]), float(shown.available_p90[month])
        if shown.expected:
            both = (
                power(low) if number(low) == number(high) else f"{spread(low, high, 0)}{NO_BREAK}MW"
            )
            rows.append(ReadOutRow(word(AVAILABLE_P10_P90), both))
        else:
            rows.append(ReadOutRow(word(AVAILABLE_P10), power(low)))
    if shown.available[month] > 0.0:
        used = float(shown.served[month] / shown.available[month])
        rows.append(ReadOutRow(word(UTILISATION), percent(used), leading=not shown.knows_demand))
    return rows


def _row(layer: Layer, month: int, palette: Palette) -> ReadOutRow:
    figure = _figure(float(layer.served[month]), float(layer.demand[month]))
    return ReadOutRow(name_of(layer), figure, entry_of(layer, palette), leading=True)


def _figure(served: float, demand: float) -> str:
    if demand - served < HARDLY:
        return power(served)
    return str(SERVED_OF(served=number(served), demand=power(demand)))
