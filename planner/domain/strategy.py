"""What we choose: overrides that belong together."""

from typing import Any, ClassVar, Self

from pydantic import model_validator

from planner.domain.column import Column
from planner.domain.entity import Entity
from planner.domain.fields import called, declare, entities, identifier, number, path
from planner.units.message import QT_TRANSLATE_NOOP, Refused, sentence
from planner.units.unit import FACTOR

ONE_OF_TWO = sentence(
    "value-or-factor",
    QT_TRANSLATE_NOOP(
        "planner", "Override of “{path}”: give either a value or a factor, and only one."
    ),
)


class Override(Entity):
    """Sets one field of the plan to a value, or multiplies it by a factor.

    `value` may be any value the field takes, null included; `sets` tells a null from nothing given.
    """

    singular: ClassVar[str] = "Override"

    path: str = path("Path", required=True, help="The field it changes.")
    value: Any = declare(
        Column("Value", "value", None, optional=True, help="What the field becomes.")
    )
    factor: float | None = number(None, "Factor", FACTOR, help="What the field is multiplied by.")

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        given = self.model_fields_set
        if ("value" in given) == (self.factor is not None):
            raise Refused(ONE_OF_TWO(path=self.path))
        return self

    @property
    def sets(self) -> bool:
        """Whether it sets a value rather than multiplying."""
        return self.factor is None

    def replacing(self, **values: object) -> Self:
        """With another path, value or factor; giving one of the last two drops the other."""
        kept: dict[str, object] = {"path": self.path}
        kept |= {"value": self.value} if self.sets else {"factor": self.factor}
        if "factor" in values and values["factor"] is not None:
            kept.pop("value", None)
        elif "value" in values:
            kept.pop("factor", None)
        return type(self).model_validate(kept | values)

    def stored(self) -> dict[str, Any]:
        """For the file; a null value is written out."""
        kept = super().stored()
        if self.sets:
            kept.setdefault("value", None)
        return kept


class Strategy(Entity):
    """A choice of ours."""

    singular: ClassVar[str] = "Strategy"

    id: str = identifier()
    name: str = called("Strategy")
    overrides: tuple[Override, ...] = entities(
        Override, "Overrides", help="The fields it sets or multiplies."
    )
