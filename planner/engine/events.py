"""Events that take megawatts away. MODEL.md B2 and B9."""

from dataclasses import dataclass

import numpy as np

from planner.domain.facility import Event, Facility
from planner.domain.path import Path
from planner.engine.arrays import Floats
from planner.engine.calendar import Calendar
from planner.engine.columns import Columns

LIKELY = 0.5


@dataclass(frozen=True)
class EventMonths:
    """When one event is felt.

    `kept` is (M, P): the share of MW left; `cost` (M, P) in $m at its onset; None where nothing.
    """

    event: Event
    kept: Floats
    cost: Floats | None

    def hits_phase(self, phase_id: str) -> bool:
        """Phases that it names; all, if it names neither phases nor supplies."""
        return phase_id in self.event.phases or not (self.event.phases or self.event.supplies)

    def hits_supply(self, supply_id: str) -> bool:
        """Only supplies that it names."""
        return supply_id in self.event.supplies


def event_months(
    path: Path, facility: Facility, columns: Columns, calendar: Calendar
) -> tuple[EventMonths, ...]:
    """The events of a facility that happen in at least one draw."""
    found = []
    for event in facility.events:
        where = f"{path}/events/{event.id}"
        happens = _happens(where, event, columns)
        if happens is not None:
            found.append(_felt(where, event, happens, columns, calendar))
    return tuple(found)


def _happens(path: Path, event: Event, columns: Columns) -> Floats | None:
    """(1,) or (P,) of 0 and 1; None if never."""
    active = columns.active(path, event)
    if active is None or event.earliest is None or event.latest is None:
        return None
    probability = columns.number(path, event, "probability")
    if columns.is_drawn:
        happens = (columns.chance(f"{path}#happens") < probability) * active
    else:
        happens = (probability >= LIKELY) * active
    return happens if happens.any() else None


def _felt(
    path: Path, event: Event, happens: Floats, columns: Columns, calendar: Calendar
) -> EventMonths:
    first, last = calendar.index_of(str(event.earliest)), calendar.index_of(str(event.latest))
    if columns.is_drawn and last > first:
        onset = first + np.floor(columns.chance(f"{path}#month") * (last - first + 1))
    else:
        onset = np.array((float((first + last) // 2),))
    month = calendar.index[:, None]
    under = month >= onset
    if event.duration is not None:
        under = under & (month < onset + columns.number(path, event, "duration"))
    severity = columns.number(path, event, "severity") * happens
    kept: Floats = under * severity
    np.subtract(1.0, kept, out=kept)
    cost = columns.number(path, event, "cost") * happens
    return EventMonths(event, kept, (month == onset) * cost if cost.any() else None)
