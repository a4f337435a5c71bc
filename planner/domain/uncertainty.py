"""What the world decides."""

from typing import ClassVar

from planner.domain.entity import Entity
from planner.domain.fields import called, entities, identifier, number, text
from planner.domain.strategy import Override
from planner.units.unit import SHARE


class Outcome(Entity):
    """One way an uncertainty may turn out."""

    singular: ClassVar[str] = "Outcome"

    id: str = identifier()
    name: str = called("Outcome")
    probability: float = number(
        0.0, "Probability", SHARE, 0, 1, help="Outcomes of one uncertainty sum to 100 %."
    )
    overrides: tuple[Override, ...] = entities(
        Override, "Overrides", help="The fields it sets or multiplies."
    )
    source: str = text("Source", help="Where the probability comes from.")


class Uncertainty(Entity):
    """Something we do not decide, with its outcomes."""

    singular: ClassVar[str] = "Uncertainty"

    id: str = identifier()
    name: str = called("Uncertainty")
    outcomes: tuple[Outcome, ...] = entities(
        Outcome, "Outcomes", help="The ways it may turn out; one of them happens."
    )
