"""The JSON Schema of the plan's file, made from the declarations of the domain."""

from typing import Any

from planner.domain.column import LARGEST, Column
from planner.domain.entity import Entity, stored_value
from planner.domain.project import FORMAT, Project
from planner.domain.strategy import Override
from planner.storage.layout import laid_out

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_ID = "^[A-Za-z0-9][A-Za-z0-9_-]*$"
_MONTH = "^[0-9]{4}-(0[1-9]|1[0-2])$"
_DATE = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_LOOSE_DATE = "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
_RANGE = {"type": "string", "minLength": 1, "examples": ["250 to 320", "triangular(0, 2, 12)"]}

Node = dict[str, Any]


def schema() -> Node:
    """The schema of a plan in today's format: titles, units, help, bounds and defaults."""
    plan = _entity(Project)
    plan["properties"] = {"format": {"const": FORMAT}} | plan["properties"]
    plan["required"] = ["format", *plan["required"]]
    types: dict[str, type[Entity]] = {}
    _collect(Project, types)
    return {
        "$schema": DIALECT,
        "$id": f"urn:neocloud-planner:ncplan-{FORMAT}",
        **plan,
        "$defs": {
            "id": {"type": "string", "pattern": _ID},
            "month": {"type": "string", "pattern": _MONTH},
            "date": {"type": "string", "pattern": _DATE},
            "range": _RANGE,
            **{name: _entity(entity) for name, entity in sorted(types.items())},
        },
    }


def schema_text() -> str:
    """The schema as the file in resources/schema keeps it."""
    return laid_out(schema())


def _collect(entity: type[Entity], types: dict[str, type[Entity]]) -> None:
    for column in entity.columns():
        if column.entity is not None and column.entity.__name__ not in types:
            types[column.entity.__name__] = column.entity
            _collect(column.entity, types)


def _entity(entity: type[Entity]) -> Node:
    columns = entity.columns()
    node: Node = {
        "title": entity.singular,
        "description": (entity.__doc__ or "").split("\n")[0],
        "type": "object",
        "additionalProperties": False,
        "properties": {column.name: _field(column) for column in columns},
    }
    required = [column.name for column in columns if column.required]
    if required:
        node["required"] = required
    if entity is Override:
        node["oneOf"] = [{"required": ["value"]}, {"required": ["factor"]}]
    return node


def _field(column: Column) -> Node:
    """A field: what it accepts, and beside it what a person wants to know."""
    about: Node = {"title": column.title}
    if column.help:
        about["description"] = column.help
    if column.unit.symbol:
        # Shares and rates are shown as percent but kept as fractions.
        kept = column.unit.symbol.replace("%", "fraction") if column.unit.shown == 100.0 else ""
        about["x-unit"] = kept or column.unit.symbol
    if not column.required and column.kind != "value":
        about["default"] = stored_value(column, column.default)
    accepted = _accepted(column)
    if column.optional and column.kind != "value":
        accepted = {"anyOf": [*accepted.get("anyOf", [accepted]), {"type": "null"}]}
    return about | accepted


def _accepted(column: Column) -> Node:
    number = {"type": "number"} | _bounds(column)
    share = {"type": "number", "minimum": 0, "maximum": 1}
    spend = {"anyOf": [{"$ref": "#/$defs/month"}, {"const": "start"}]}
    # Null stands for a text that is not given.
    text: Node = {"type": "string"} if column.required else {"type": ["string", "null"]}
    nodes: dict[str, Node] = {
        "id": {"$ref": "#/$defs/id"},
        "text": text,
        "number": number,
        "whole": {"type": "integer"} | _bounds(column) | _step(column),
        "quantity": {"anyOf": [number, {"$ref": "#/$defs/range"}]},
        "flag": {"type": "boolean"},
        "choice": {"enum": list(column.choices)},
        "month": {"$ref": "#/$defs/month"},
        "month_or_start": spend,
        "date": {"$ref": "#/$defs/date"},
        "loose_date": {"type": "string", "pattern": _LOOSE_DATE},
        "reference": {"$ref": "#/$defs/id"},
        "references": {"type": "array", "items": {"$ref": "#/$defs/id"}},
        "path": text,
        "paths": {"type": "array", "items": {"type": "string"}},
        "ramp": {"anyOf": [number, {"type": "array", "items": share}]},
        "shares": {"type": "array", "items": number},
        "spend": {"type": "array", "items": _pair(spend, share)},
        "demand": {
            "anyOf": [
                number,
                {"$ref": "#/$defs/range"},
                {"type": "array", "items": _pair({"$ref": "#/$defs/month"}, number)},
            ]
        },
        "amount": {
            "anyOf": [
                number,
                {
                    "type": "string",
                    "pattern": rf"^[0-9.eE+-]+ ?{_counted(column.alternative)}$",
                },
            ]
        },
        "likelihood": {
            "type": "object",
            "propertyNames": {"pattern": _ID},
            "additionalProperties": number,
        },
        "value": {},
    }
    if column.entity is not None:
        inner: Node = {"$ref": f"#/$defs/{column.entity.__name__}"}
        return {"type": "array", "items": inner} if column.kind == "entities" else inner
    return nodes[column.kind]


def _bounds(column: Column) -> Node:
    low = max(column.low, -LARGEST)
    high = min(column.high, LARGEST)
    return {"minimum": _whole(low), "maximum": _whole(high)}


def _counted(unit: str) -> str:
    """What matches a unit that is counted, one or many: "bill" and "bills"; a sign is as it is."""
    return f"{unit.removesuffix('s')}s?" if unit.endswith("s") else unit


def _whole(value: float) -> float | int:
    return int(value) if value == int(value) else value


def _step(column: Column) -> Node:
    return {"multipleOf": column.step} if column.step != 1 else {}


def _pair(first: Node, second: Node) -> Node:
    return {"type": "array", "prefixItems": [first, second], "minItems": 2, "maxItems": 2}
