"""The two hand models of tests/golden, and what the program makes of their plans.

The hand models are plain Python without numpy; each line says in its script what it assumes. The
plans in tests/plans are used as they are; a variant is such a plan with one number changed.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from planner.domain.project import Project
from planner.engine.arrays import Floats
from planner.engine.result import Result
from tests.builders import run

TESTS = Path(__file__).parent.parent
TOLERANCE = 1e-6


def hand_model(name: str) -> dict[str, Any]:
    """What was worked out by hand: inputs, monthly lines, totals, metrics."""
    text = (TESTS / "golden" / f"{name}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def golden_plan(name: str) -> Project:
    """The plan of a hand model."""
    stored = json.loads((TESTS / "plans" / f"{name}.ncplan").read_text(encoding="utf-8"))
    stored.pop("format")
    return Project.model_validate(stored)


@cache
def golden_run(name: str, *changes: tuple[str, Any]) -> Result:
    """The deterministic run of a plan, or of its variant with other values at some paths."""
    plan = golden_plan(name)
    return run(plan.replacing_all(dict(changes)) if changes else plan)


def by_hand(values: list[float | None]) -> Floats:
    """A line of a hand model; NaN where it has no number."""
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
