"""Where a number comes from."""

from typing import ClassVar

from planner.domain.entity import Entity
from planner.domain.fields import called, choice, day, identifier, path, text
from planner.domain.quantity import Day


class Source(Entity):
    """The origin of a number or of a whole entity, and how far to trust it."""

    singular: ClassVar[str] = "Source"

    id: str = identifier()
    name: str = called("Source")
    path: str = path("Of", help="Path of the number or entity it is the source of.")
    text: str = text("Where from", help="Publication, or the reason of an assumption.")
    date: Day | None = day("Date", loose=True, help="A date, a month or a year.")
    confidence: str = choice(
        "Confidence",
        "sourced",
        "reported",
        "assumed",
        default="assumed",
        help="Sourced, reported by others, or assumed.",
    )
