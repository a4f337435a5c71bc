"""Older formats become today's, step by step."""

import pytest

from planner.domain.project import FORMAT
from planner.storage.upgrade import STEPS, Tree, format_fault, upgraded


def renamed(tree: Tree) -> Tree:
    """Format 1 to 2 of an imagined file: a field has another name."""
    return {("title" if key == "name" else key): value for key, value in tree.items()}


def in_watts(tree: Tree) -> Tree:
    """Format 2 to 3: a number in another unit."""
    return tree | {"mw": tree["mw"] * 1e6}


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ({"format": 1, "name": "a", "mw": 2}, {"format": 3, "title": "a", "mw": 2e6}),
        ({"format": 2, "title": "a", "mw": 2}, {"format": 3, "title": "a", "mw": 2e6}),
        ({"format": 3, "title": "a", "mw": 2}, {"format": 3, "title": "a", "mw": 2}),
    ],
)
def test_every_step_from_the_files_format_on_is_taken_once(tree: Tree, expected: Tree) -> None:
    assert upgraded(tree, {1: renamed, 2: in_watts}, to=3) == expected


def test_there_is_a_step_from_every_format_before_todays() -> None:
    assert set(STEPS) == set(range(1, FORMAT))


@pytest.mark.parametrize("given", [0, -1, 1.5, True, "1", None, [1]])
def test_a_format_that_is_no_number_of_a_format_is_said_not_to_exist(given: object) -> None:
    assert "does not exist" in str(format_fault({"format": given}))
