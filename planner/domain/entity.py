"""The frozen value every part of a plan is made of."""

from functools import cache
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, ValidationError, ValidationInfo, field_validator

from planner.domain.acceptance import A_LIST, accepted
from planner.domain.column import REQUIRED, Column
from planner.domain.distribution import Range
from planner.domain.fields import Declared
from planner.units.message import QT_TRANSLATE_NOOP, Message, Refused, sentence, term

DUPLICATE_ID = sentence(
    "duplicate-id",
    QT_TRANSLATE_NOOP(
        "planner", "{field}: the id “{value}” is used twice; ids are unique among siblings."
    ),
)
NO_SUCH_FIELD = sentence(
    "no-such-field", QT_TRANSLATE_NOOP("planner", "There is no field “{field}” here.")
)
NOT_READ = sentence("not-read", QT_TRANSLATE_NOOP("planner", "{field} is not accepted: {reason}."))


class Entity(BaseModel):
    """A frozen set of named fields, each declared once (planner.domain.fields)."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, arbitrary_types_allowed=True
    )

    singular: ClassVar[str] = term("Entry")

    @classmethod
    def __pydantic_init_subclass__(cls, **_options: Any) -> None:
        cls.singular = term(cls.singular)

    @field_validator("*", mode="before")
    @classmethod
    def _read(cls, value: Any, info: ValidationInfo) -> Any:
        column = cls.columns_by_name()[str(info.field_name)]
        if column.kind == "entities":
            return _siblings(column, value)
        if column.kind == "entity":
            if value is None and not column.optional:
                raise Refused(REQUIRED(field=column.title))
            return value
        return accepted(column, value)

    @classmethod
    def columns(cls) -> tuple[Column, ...]:
        """The declared fields in the order of the file."""
        return tuple(cls.columns_by_name().values())

    @classmethod
    def columns_by_name(cls) -> dict[str, Column]:
        """The declared fields by name."""
        return _columns(cls)

    @classmethod
    def column(cls, name: str) -> Column:
        """One declared field. Raises KeyError."""
        return _columns(cls)[name]

    def replacing(self, **values: object) -> Self:
        """The same entity with other values. Raises ValidationError, naming the field."""
        return type(self).model_validate(dict(self) | values)

    def stored(self) -> dict[str, Any]:
        """Plain values for the file: fields in declared order, defaults omitted, ranges as text."""
        kept: dict[str, Any] = {}
        for name, column in self.columns_by_name().items():
            value = getattr(self, name)
            if column.required or value != column.default:
                kept[name] = stored_value(column, value)
        return kept


@cache
def _columns(entity: type[Entity]) -> dict[str, Column]:
    from dataclasses import replace

    found: dict[str, Column] = {}
    for name, info in entity.model_fields.items():
        declared = [item for item in info.metadata if isinstance(item, Declared)]
        if not declared:
            raise TypeError(f"{entity.__name__}.{name} is not declared with planner.domain.fields")
        found[name] = replace(declared[0].column, name=name)
    return found


def _siblings(column: Column, value: Any) -> Any:
    """Refuse two entities of one id; pydantic then reads each of them."""
    if not isinstance(value, list | tuple):
        raise column.wrong_type(value, A_LIST())
    seen: set[str] = set()
    for item in value:
        given = item.get("id") if isinstance(item, dict) else getattr(item, "id", None)
        if not isinstance(given, str):
            continue
        if given in seen:
            raise Refused(DUPLICATE_ID(field=column.title, value=given))
        seen.add(given)
    return tuple(value)


def stored_value(column: Column, value: Any) -> Any:
    """One value as JSON has it."""
    if column.kind == "entities":
        return [item.stored() for item in value]
    if column.kind == "entity":
        return None if value is None else value.stored()
    if column.kind == "likelihood":
        return {key: _plain(share) for key, share in value}
    return _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Range):
        return value.text
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        return int(value)
    return value


def refusals(error: ValidationError) -> list[tuple[tuple[int | str, ...], Message]]:
    """Where and why a validation failed: location and sentence of each fault."""
    return [(item["loc"], _reason(dict(item))) for item in error.errors(include_url=False)]


def _reason(item: dict[str, Any]) -> Message:
    cause = item.get("ctx", {}).get("error")
    if isinstance(cause, Refused):
        return cause.message
    field = ".".join(str(step) for step in item["loc"]) or "Plan"
    if item["type"] == "missing":
        return REQUIRED(field=field)
    if item["type"] == "extra_forbidden":
        return NO_SUCH_FIELD(field=field)
    return NOT_READ(field=field, reason=item["msg"])
