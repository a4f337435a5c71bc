"""What one more megawatt would be worth, as the capacity chart reads it: the shadow price."""

import math

from planner.charts.capacity_layers import Power
from planner.charts.figures import number
from planner.charts.read_out import ReadOutRow
from planner.charts.words import WORTH, WORTH_AT, WORTH_FIGURE, WORTH_SMALL, word

MOST_ROWS = 2
MILLION_FROM = 0.1  # $m a month; less is told in thousands
LEAST = 0.0005  # $m a month; less prints as nothing


def worth_rows(shown: Power, month: int) -> list[ReadOutRow]:
    """A row for each of the two facilities where one more MW brings most in a month."""
    known = [
        (thing, float(values[month]))
        for thing, values in shown.worth
        if not math.isnan(values[month])
    ]
    largest = [pair for pair in sorted(known, key=_negative) if pair[1] >= LEAST]
    if len(known) == 1:
        return [ReadOutRow(word(WORTH), worth_of(worth)) for _, worth in largest]
    return [
        ReadOutRow(str(WORTH_AT(facility=thing.name)), worth_of(worth), named=thing.name)
        for thing, worth in largest[:MOST_ROWS]
    ]


def worth_of(amount: float) -> str:
    """`$1.53m/month`, or `$42k/month` for little."""
    if amount >= MILLION_FROM:
        return str(WORTH_FIGURE(amount=number(amount, 2)))
    return str(WORTH_SMALL(amount=number(amount * 1000.0)))


def _negative(pair: tuple[object, float]) -> float:
    return -pair[1]
