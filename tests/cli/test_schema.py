"""`schema` prints the JSON Schema that is kept with the program."""

import json

import pytest

from planner.cli import main
from planner.paths import resource


def test_it_prints_the_schema_that_is_shipped(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    out, err = capsys.readouterr()
    assert out == resource("schema", "ncplan-1.schema.json").read_text("utf-8")
    assert json.loads(out)["$schema"].endswith("2020-12/schema")
    assert err == ""
