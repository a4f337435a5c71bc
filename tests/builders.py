"""Small plans for tests: each function gives the stored form of an entity, ready to be nested.

What a test does not name is chosen so that it does not count: PUE 1, no power price, no operating
cost, no tax, no inflation, January 2027. Months of a small plan are therefore easy to work by hand.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from planner.domain.case import DRAWN, Choice, case_of
from planner.domain.project import Project
from planner.engine.arrays import Floats
from planner.engine.result import Result
from planner.engine.simulate import simulate

Stored = dict[str, Any]

START = "2027-01"


def plan(*, months: int = 12, settings: Stored | None = None, **fields: Any) -> Project:
    """A project of so many months from January 2027; no tax and no inflation unless told."""
    held = {"start": START, "months": months, "tax_rate": 0, "inflation": 0} | (settings or {})
    return Project.model_validate({"settings": held} | fields)


def facility(id: str = "site", **fields: Any) -> Stored:
    """A site that costs nothing to run: PUE 1, load factor 1, free power, no opex."""
    free = {"pue": 1, "power_price": 0, "load_factor": 1, "opex": 0, "phases": [phase()]}
    return {"id": id} | free | fields


def phase(id: str = "hall", **fields: Any) -> Stored:
    """100 MW, ready in January 2027, free of charge."""
    return {"id": id, "mw": 100, "ready": START} | fields


def supply(id: str, **fields: Any) -> Stored:
    """A source of power."""
    return {"id": id} | fields


def event(id: str = "outage", **fields: Any) -> Stored:
    """An event that is certain to begin in April 2027, takes everything and stays."""
    certain = {"probability": 1, "earliest": "2027-04", "latest": "2027-04", "severity": 1}
    return {"id": id} | certain | fields


def tenant(id: str = "lab", **fields: Any) -> Stored:
    """An external tenant without demand of its own."""
    return {"id": id, "kind": "external"} | fields


def own_use(id: str = "model", **fields: Any) -> Stored:
    """An internal tenant that needs 100 MW worth 1 $m a month each."""
    return {"id": id, "kind": "internal", "demand": 100, "value": 1} | fields


def contract(id: str = "lease", **fields: Any) -> Stored:
    """60 MW for the whole of 2027 at 1 $m per MW-month, as used."""
    terms: Stored = {"mw": 60, "basis": "per_mw_month", "price": 1, "start": f"{START}-01"}
    length: Stored = {} if "end" in fields else {"term": 12}
    return {"id": id} | terms | length | fields


def cash_line(id: str = "line", **fields: Any) -> Stored:
    """A monthly amount."""
    return {"id": id} | fields


def uncertainty(id: str, *outcomes: Stored) -> Stored:
    """Something the world decides."""
    return {"id": id, "outcomes": list(outcomes)}


def outcome(id: str, probability: float, *overrides: Stored) -> Stored:
    """One way an uncertainty may turn out; its overrides by `setting` and `scaling`."""
    return {"id": id, "probability": probability, "overrides": list(overrides)}


def setting(path: str, value: Any) -> Stored:
    """An override that sets a field."""
    return {"path": path, "value": value}


def scaling(path: str, factor: float) -> Stored:
    """An override that multiplies a field."""
    return {"path": path, "factor": factor}


def run(
    project: Project,
    *,
    draws: int = 0,
    strategy: str | None = None,
    states: Mapping[str, str] | None = None,
    threads: int = 1,
    seed: int | None = None,
) -> Result:
    """The result of one case; uncertainties are as written unless told."""
    case = case_of(project, Choice(strategy, dict(states or {})))
    return simulate(case, draws, seed, threads=threads)


def all_drawn(project: Project) -> dict[str, str]:
    """States in which every uncertainty is drawn."""
    return {uncertainty.id: DRAWN for uncertainty in project.uncertainties}


def series(result: Result, name: str, path: str = "") -> Floats:
    """(M,): the deterministic run of a series."""
    return result.series[path, name].deterministic


def mean(result: Result, name: str, path: str = "") -> Floats:
    """(M,): the mean over the draws of a series."""
    found = result.series[path, name].mean
    assert found is not None
    return found


def figure(result: Result, name: str) -> float:
    """The deterministic figure of a measure."""
    found = result.measures[name].deterministic
    assert found is not None
    return found


def same(actual: Floats, expected: Any, tolerance: float = 1e-9) -> None:
    """Assert that a series is what was worked out, month by month."""
    np.testing.assert_allclose(actual, np.asarray(expected, dtype=np.float64), 0, tolerance)
