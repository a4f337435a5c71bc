"""Whatever happens to a plan's file, it opens or is refused with sentences; nothing else."""

import copy
import json
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.checks import problems
from planner.storage.project_file import Unreadable, dumps, loads

PLAN = (Path(__file__).parent.parent / "plans" / "tenant.ncplan").read_text("utf-8")
TREE: dict[str, Any] = json.loads(PLAN)

SCALARS = (
    st.sampled_from([None, True, 0, -1, 1e12, 0.5, 10**12, "", "start", "2026-05", "a b", "9 to 3"])
    | st.text(max_size=6)
    | st.floats(-1e12, 1e12)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=2)
    ),
    max_leaves=5,
)


def places(tree: object, place: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The place of every value in the plan."""
    inside: list[tuple[str | int, object]] = []
    if isinstance(tree, dict):
        inside = list(tree.items())
    elif isinstance(tree, list):
        inside = list(enumerate(tree))
    return [place, *(found for step, value in inside for found in places(value, (*place, step)))]


PLACES = [place for place in places(TREE) if place]


def has(here: Any, step: str | int) -> bool:
    """Whether an earlier change has left anything at `step`."""
    if isinstance(here, list):
        return isinstance(step, int) and step < len(here)
    return isinstance(here, dict) and step in here


def opens_or_is_refused(text: str) -> None:
    try:
        project = loads(text)
    except Unreadable as refusal:
        faults = refusal.faults
    else:
        faults = ()
        assert loads(dumps(project)) == project
        assert all(str(problem.message) for problem in problems(project))
    last = text.count("\n") + 1
    assert all(1 <= fault.line <= last and fault.column >= 1 for fault in faults)
    assert all(str(fault.message) for fault in faults)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(PLACES), VALUES), min_size=1, max_size=3))
def test_values_of_any_kind_in_any_place(
    changes: list[tuple[tuple[str | int, ...], object]],
) -> None:
    tree: Any = copy.deepcopy(TREE)
    for place, value in changes:
        here: Any = tree
        for step in place[:-1]:
            here = here[step] if has(here, step) else None
        if has(here, place[-1]):
            here[place[-1]] = value
    opens_or_is_refused(json.dumps(tree, indent=1))


@settings(deadline=None, max_examples=200)
@given(
    st.integers(0, len(PLAN)),
    st.integers(0, 40),
    st.text(alphabet='{}[],:"0-9eE.nul \n\\', max_size=6),
)
def test_characters_lost_or_slipped_in_anywhere(at: int, lost: int, slipped: str) -> None:
    opens_or_is_refused(PLAN[:at] + slipped + PLAN[at + lost :])
