"""What to watch."""

from typing import ClassVar

from planner.domain.entity import Entity
from planner.domain.fields import (
    called,
    choice,
    day,
    identifier,
    likelihood,
    number,
    reference,
    text,
)
from planner.domain.quantity import Day
from planner.units.unit import SHARE


class Signpost(Entity):
    """A sign that makes some outcomes likelier."""

    singular: ClassVar[str] = "Signpost"

    id: str = identifier()
    name: str = called("Signpost")
    uncertainty: str | None = reference("Uncertainty", "uncertainties", help="What it tells about.")
    likelihood: tuple[tuple[str, float], ...] = likelihood(
        "Likelihood", help="Chance of seeing it under each outcome."
    )
    weight: float = number(1.0, "Weight", SHARE, 0, 1, help="How far it counts; 100 % is fully.")
    observed: str = choice("Seen", "unknown", "yes", "no", help="Whether it has been seen.")
    date: Day | None = day("Date", loose=True, help="When it was seen or is due.")
    source: str = text("Source", help="Where it comes from.")
