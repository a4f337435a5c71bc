"""The document: one door for every change, and the way back."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planner.document.document import UNDO_LIMIT, Document
from planner.domain.project import Project

PLAN = Project.model_validate({"name": "a", "settings": {"start": "2026-05"}})


@pytest.fixture
def document(qapp: object) -> Document:
    return Document(PLAN)


def named(name: str) -> Project:
    return PLAN.replacing_at("name", name)


def test_an_edit_becomes_the_plan_and_tells_before_and_after(
    document: Document, qtbot: QtBot
) -> None:
    after = named("b")
    with qtbot.waitSignal(document.changed) as heard:
        document.edit("Change name", after)

    assert heard.args == [PLAN, after]
    assert document.project is after
    assert document.undo_text == "Change name"
    assert document.modified


def test_undo_and_redo_take_the_same_road_as_an_edit(document: Document) -> None:
    heard: list[tuple[str, str]] = []

    def hear(before: Project, after: Project) -> None:
        heard.append((before.name, after.name))

    document.changed.connect(hear)
    document.edit("Change name", named("b"))
    document.undo()
    document.redo()

    assert heard == [("a", "b"), ("b", "a"), ("a", "b")]
    assert document.redo_text == ""


def test_undo_brings_back_the_very_plan_that_stood_before(document: Document) -> None:
    for name in "bcdef":
        document.edit(f"Name {name}", named(name))
    for _ in range(5):
        document.undo()

    assert document.project is PLAN
    assert not document.modified


def test_the_same_plan_is_no_edit(document: Document) -> None:
    document.edit("Nothing", PLAN)

    assert document.undo_text == ""
    assert not document.modified


def test_a_thousand_steps_are_kept_and_no_more(document: Document) -> None:
    for number in range(UNDO_LIMIT + 5):
        document.edit(f"Step {number}", named(str(number)))

    assert document.undo_stack.count() == UNDO_LIMIT


def test_saving_makes_the_plan_unmodified_until_the_next_edit(
    document: Document, tmp_path: Path
) -> None:
    document.edit("Change name", named("b"))
    document.set_saved(tmp_path / "plan.ncplan")
    saved = document.modified
    document.undo()

    assert (saved, document.modified) == (False, True)
    assert document.path == tmp_path / "plan.ncplan"


def test_opening_another_plan_empties_the_history(
    document: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    document.edit("Change name", named("b"))
    other = named("other")
    with (
        qtbot.waitSignals([document.opened, document.changed], order="strict"),
        qtbot.waitSignal(document.stored),
    ):
        document.open(other, tmp_path / "other.ncplan")

    assert document.project is other
    assert document.undo_text == ""
    assert not document.modified
    assert document.path == tmp_path / "other.ncplan"


def test_a_recovered_plan_is_modified_before_any_edit(document: Document) -> None:
    document.open(named("recovered"), None, modified=True)

    assert document.modified
    assert document.path is None


def test_whoever_watches_is_told_when_the_plan_stops_being_as_saved(document: Document) -> None:
    told: list[bool] = []

    def hear() -> None:
        told.append(document.modified)

    document.stored.connect(hear)
    document.edit("Change name", named("b"))
    document.edit("Change name", named("c"))
    document.undo()
    document.undo()

    assert told == [True, False]
