"""`new` begins a plan from an example and never overwrites one."""

from pathlib import Path

import pytest

from planner.cli import main
from planner.cli.new import examples
from planner.paths import resource
from planner.storage.project_file import loads, read


@pytest.mark.parametrize("name", examples())
def test_every_example_becomes_a_plan_without_problems(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "mine.ncplan"
    assert main(["new", "--from", name, "-o", str(plan)]) == 0
    assert plan.read_bytes() == resource("examples", f"{name}.ncplan").read_bytes()
    assert main(["check", str(plan)]) == 0
    assert capsys.readouterr().out == ""


def test_without_a_file_the_plan_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "--from", "colossus.ncplan"]) == 0
    out, err = capsys.readouterr()
    assert loads(out) == read(resource("examples", "colossus.ncplan")).project
    assert err == ""


def test_a_file_that_exists_is_not_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "mine.ncplan"
    plan.write_bytes(b"mine")
    assert main(["new", "--from", "colossus", "-o", str(plan)]) == 2
    assert plan.read_bytes() == b"mine"
    assert capsys.readouterr().err == f"{plan} exists already; it was not overwritten.\n"


def test_an_unknown_example_names_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "--from", "dojo"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("There is no example “dojo”; there are: ")
    assert "colossus" in said


def test_a_folder_that_does_not_exist_is_named_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "none" / "mine.ncplan"
    assert main(["new", "--from", "colossus", "-o", str(plan)]) == 2
    said = capsys.readouterr().err
    assert said == f"{plan} cannot be written: No such file or directory.\n"
