"""The JSON Schema kept beside the program says what the program accepts."""

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from planner.domain.entity import Entity
from planner.domain.project import Project
from planner.paths import resource
from planner.storage.project_file import Unreadable, dumps, loads, read
from planner.storage.schema import schema, schema_text

PLANS = sorted((Path(__file__).parent.parent / "plans").glob("*.ncplan"))
VALIDATOR = jsonschema.Draft202012Validator(schema())


def test_the_kept_file_is_what_the_domain_says_today() -> None:
    kept = resource("schema", "ncplan-1.schema.json").read_text("utf-8")
    assert kept == schema_text(), "write it anew: neocloud-planner schema > resources/schema/…"


def test_it_is_a_valid_schema_of_its_dialect() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_plans_that_open_satisfy_it_as_drafted_and_as_saved(path: Path) -> None:
    assert list(VALIDATOR.iter_errors(json.loads(path.read_text("utf-8")))) == []
    assert list(VALIDATOR.iter_errors(json.loads(dumps(read(path).project)))) == []


def test_every_field_has_a_title_and_a_default_or_is_required() -> None:
    for name, entity in _entities(Project).items():
        node = schema()["$defs"][name]
        for column in entity.columns():
            about = node["properties"][column.name]
            assert about["title"], (name, column.name)
            assert "default" in about or column.name in [*node.get("required", []), "value"]


PLAN: dict[str, Any] = {
    "format": 1,
    "settings": {"start": "2026-05"},
    "facilities": [{"id": "a", "phases": [{"id": "p", "mw": 300, "ready": "2026-05"}]}],
    "strategies": [{"id": "s", "overrides": [{"path": "settings/draws", "value": 512}]}],
}


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (["format"], 2),
        (["settings", "months"], 481),
        (["settings", "draws"], 1000),
        (["settings", "start"], "2026-13"),
        (["settings", "allocation"], "first_come"),
        (["facilities", 0, "id"], "a b"),
        (["facilities", 0, "phases", 0, "mw"], -1),
        (["facilities", 0, "phases", 0, "mw"], True),
        (["facilities", 0, "phases", 0, "mw"], None),
        (["facilities", 0, "phases", 0, "ramp"], [0.5, 1.5]),
        (["facilities", 0, "phases", 0, "megawatts"], 1),
        (["facilities", 0, "phases", 0, "spend"], [["start", 1, 2]]),
        (["facilities", 0, "phases"], {}),
        (["strategies", 0, "overrides", 0, "factor"], 2),
        (["strategies", 0, "overrides", 0], {"path": "settings/draws"}),
    ],
)
def test_schema_and_program_refuse_the_same(place: list[str | int], value: object) -> None:
    plan = copy.deepcopy(PLAN)
    assert VALIDATOR.is_valid(plan)
    loads(json.dumps(plan))
    here: Any = plan
    for step in place[:-1]:
        here = here[step]
    here[place[-1]] = value
    assert not VALIDATOR.is_valid(plan)
    with pytest.raises(Unreadable):
        loads(json.dumps(plan))


def _entities(entity: type[Entity]) -> dict[str, type[Entity]]:
    found: dict[str, type[Entity]] = {}
    for column in entity.columns():
        if column.entity is not None:
            found |= {column.entity.__name__: column.entity} | _entities(column.entity)
    return found
