"""Every number lies within its bounds; what does not is refused with field, value and bounds."""

import math
from dataclasses import dataclass
from typing import Any

import pytest
from pydantic import ValidationError

from planner.domain.column import LARGEST, Column
from planner.domain.entity import Entity, refusals
from planner.domain.strategy import Override
from tests.domain.plain_values import every_kind_of_entity

NUMERIC = ("number", "whole", "quantity", "demand", "ramp", "amount")


@dataclass(frozen=True)
class Field:
    """One numeric field, and how an entity is made with a value in it."""

    kind: type[Entity]
    column: Column

    @property
    def required(self) -> dict[str, Any]:
        """What an entity of this kind cannot be without."""
        if self.kind is Override:
            return {"path": "settings/months"}
        known = {"id": "x", "start": "2026-05", "settings": {"start": "2026-05"}}
        return {
            column.name: known[column.name] for column in self.kind.columns() if column.required
        }

    def kept(self, value: object) -> Any:
        """The value as the entity keeps it."""
        made = self.kind.model_validate(self.required | {self.column.name: value})
        return getattr(made, self.column.name)

    def refusal(self, value: object) -> str:
        """The sentence with which the value is refused."""
        with pytest.raises(ValidationError) as error:
            self.kept(value)
        found = refusals(error.value)
        assert [where[0] for where, _ in found] == [self.column.name]
        return str(found[0][1])

    def __str__(self) -> str:
        return f"{self.kind.__name__}.{self.column.name}"


FIELDS = [
    Field(kind, column)
    for kind in every_kind_of_entity()
    for column in kind.columns()
    if column.kind in NUMERIC
]
EACH = pytest.mark.parametrize("field", FIELDS, ids=str)


def just_below(column: Column) -> float:
    return column.low - 1 if column.kind == "whole" else math.nextafter(column.low, -math.inf)


def just_above(column: Column) -> float:
    if column.kind == "whole":
        return column.high + column.step
    return math.nextafter(column.high, math.inf)


@EACH
def test_both_bounds_are_accepted(field: Field) -> None:
    assert field.kept(field.column.low) == field.column.low
    assert field.kept(field.column.high) == field.column.high


@EACH
def test_what_is_just_outside_is_refused_with_field_value_and_bounds(field: Field) -> None:
    column = field.column
    for value in (just_below(column), just_above(column)):
        said = field.refusal(value)
        assert said.startswith(f"{column.title}: ")
        assert str(int(value)) in said or repr(value) in said
        assert "it must" in said


@EACH
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf], ids=str)
def test_what_is_no_finite_number_is_refused(field: Field, value: float) -> None:
    said = field.refusal(value)
    assert said.startswith(f"{field.column.title}: ")
    assert str(value) in said


@EACH
@pytest.mark.parametrize("value", [True, "many", {}, [[[]]], 10**400], ids=type)
def test_what_is_no_number_is_refused_with_what_is_expected(field: Field, value: object) -> None:
    said = field.refusal(value)
    assert said.startswith(f"{field.column.title}: ")
    assert len(said) < 300


@pytest.mark.parametrize("field", [one for one in FIELDS if one.kind is not Override], ids=str)
def test_null_is_accepted_where_the_field_may_be_empty_and_nowhere_else(field: Field) -> None:
    column = field.column
    if column.optional:
        assert field.kept(None) is None
    else:
        said = field.refusal(None)
        assert said.startswith(f"{column.title} must be given, or left out for its default, ")


@pytest.mark.parametrize("field", [one for one in FIELDS if one.column.may_be_range], ids=str)
def test_the_values_of_a_range_lie_within_the_bounds(field: Field) -> None:
    low, high = field.column.low, field.column.high
    inside = f"{low!r} to {high!r}"
    assert field.kept(inside).arguments == (low, high)
    beyond = high * 2 if high > 0 else 1.0
    for text in (
        f"{low!r} to {beyond!r}",
        f"uniform({low!r}, {beyond!r})",
        f"triangular({low!r}, {high!r}, {beyond!r})",
        f"pert({low - 1!r}, {low!r}, {high!r})",
        f"normal({beyond!r}, 1)",
        f"discrete({low!r}: 50%, {beyond!r}: 50%)",
        f"discrete({low!r}: 100%, {beyond!r}: 0%)",
    ):
        said = field.refusal(text)
        assert said.startswith(f"{field.column.title}: ")
        assert "it must" in said or "too large" in said


# Written by hand from MODEL.md.
@pytest.mark.parametrize(
    ("entity", "name", "low", "high"),
    [
        ("Settings", "months", 1, 480),
        ("Settings", "draws", 512, None),
        ("Settings", "tax_rate", 0, 1),
        ("Settings", "loss_limit", 0, 1),
        ("Settings", "fiscal_year_end", 1, 12),
        ("Market", "spot_correlation", -1, 1),
        ("Market", "demand_correlation", -1, 1),
        ("Facility", "availability", 0, 1),
        ("Facility", "load_factor", 0, 1),
        ("Facility", "pue", 1, None),
        ("Event", "probability", 0, 1),
        ("Event", "severity", 0, 1),
        ("Refresh", "replaces", 0, 1),
        ("Tenant", "default_rate", 0, 1),
        ("Tenant", "loss_given_default", 0, 1),
        ("Contract", "share", 0, 1),
        ("Contract", "take_or_pay", 0, 1),
        ("Contract", "usage", 0, 1),
        ("Contract", "credit_share", 0, 1),
        ("Contract", "renewal_probability", 0, 1),
        ("Correlation", "rank", -1, 1),
        ("Outcome", "probability", 0, 1),
        ("Signpost", "weight", 0, 1),
        ("Valuation", "rival_erosion", 0, 1),
        ("Driver", "value", 0, LARGEST),
        ("Override", "factor", -LARGEST, LARGEST),
    ],
)
def test_a_field_has_the_bounds_of_the_format(
    entity: str, name: str, low: float, high: float | None
) -> None:
    column = next(
        one.column for one in FIELDS if one.kind.__name__ == entity and one.column.name == name
    )
    assert column.low == low
    if high is not None:
        assert column.high == high


@pytest.mark.parametrize(
    "column", [column for kind in every_kind_of_entity() for column in kind.columns()]
)
def test_no_bound_lies_beyond_the_largest_number_of_the_format(column: Column) -> None:
    assert -LARGEST <= column.low <= column.high <= LARGEST


@pytest.mark.parametrize("column", [one.column for one in FIELDS if one.column.unit.shown == 100.0])
def test_a_share_typed_as_a_bare_percentage_is_refused_with_the_right_spelling(
    column: Column,
) -> None:
    if column.high == 1.0:
        with pytest.raises(ValueError, match="For 45 percent write 45 %"):
            column.bounded(45.0)
