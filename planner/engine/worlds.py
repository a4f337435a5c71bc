"""The structurally different plans inside one case, and which draws live in which. MODEL.md B9.

A drawn uncertainty whose outcomes only set or multiply numbers becomes per-draw columns. One that
changes dates, choices or lists splits the draws: each combination of its outcomes is a world.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from planner.domain.case import Applied, Case, number_set, of_outcome, with_overrides
from planner.domain.contract import Contract
from planner.domain.distribution import Range
from planner.domain.entity import Entity
from planner.domain.facility import Event
from planner.domain.path import Path, resolved
from planner.domain.project import Project
from planner.domain.strategy import Override
from planner.domain.tenant import Tenant
from planner.domain.uncertainty import Uncertainty
from planner.engine.arrays import Floats, Whole

_CHANCES: dict[type[Entity], tuple[str, ...]] = {
    Event: ("probability",),
    Tenant: ("default_rate",),
    Contract: ("renewal_probability",),
}
"""Probabilities that may differ from draw to draw though they are no ranges."""


@dataclass(frozen=True)
class Change:
    """What one outcome of a drawn uncertainty does to one number."""

    uncertainty: str
    outcome: int
    """Index of the outcome in its uncertainty."""
    value: float | Range | None
    """What it sets, None where it multiplies."""
    factor: float
    """What it multiplies by; for a set, the factors that the plan already contains."""


@dataclass(frozen=True)
class World:
    """One plan with nothing structural left open.

    `outcomes` says which outcome of each structural uncertainty leads here; `changes` are the
    per-draw columns of the others, by path; `drivers` the paths of the factors on each path.
    """

    plan: Project
    outcomes: Mapping[str, int]
    changes: Mapping[Path, tuple[Change, ...]]
    drivers: Mapping[Path, tuple[Path, ...]]


def as_written(case: Case) -> World:
    """The world of the deterministic run: drawn uncertainties as written."""
    return World(case.plan, {}, {}, _drivers(case.plan))


def worlds(case: Case) -> tuple[World, ...]:
    """Every combination of outcomes of the structural uncertainties of a case."""
    structural = [u for u in case.drawn if _is_structural(case.plan, u)]
    smooth = [u for u in case.drawn if u not in structural]
    found = []
    for outcomes in product(*(range(len(u.outcomes)) for u in structural)):
        overrides: list[Applied] = []
        for uncertainty, place in zip(structural, outcomes, strict=True):
            overrides += of_outcome(uncertainty, uncertainty.outcomes[place])
        plan, factors, _ = with_overrides(case.plan, overrides, case.factors)
        held = {
            path: case.factors.get(path, 1.0) * factors.get(path, 1.0)
            for path in {*case.factors, *factors}
        }
        names = [u.id for u in structural]
        found.append(
            World(
                plan,
                dict(zip(names, outcomes, strict=True)),
                dict(_changes(plan, smooth, held)),
                _drivers(plan),
            )
        )
    return tuple(found)


def chosen_outcomes(uncertainty: Uncertainty, uniforms: Floats) -> Whole:
    """(P,) int: the outcome of each draw, by probability; stratified as its uniforms are."""
    cumulative = np.cumsum([outcome.probability for outcome in uncertainty.outcomes])
    found = np.searchsorted(cumulative, uniforms, side="right")
    return np.minimum(found, len(uncertainty.outcomes) - 1).astype(np.int64)


def _is_structural(plan: Project, uncertainty: Uncertainty) -> bool:
    return any(
        not _becomes_column(plan, override)
        for outcome in uncertainty.outcomes
        for override in outcome.overrides
    )


def _becomes_column(plan: Project, override: Override) -> bool:
    found = resolved(plan, override.path)
    if found is None:
        return False
    holder, column = found
    now = getattr(holder, column.name)
    if column.name == "active":
        return override.sets and override.path.count("/") >= 1
    drawable = column.kind in ("quantity", "demand") or column.name in _CHANCES.get(
        type(holder), ()
    )
    if not drawable or not isinstance(now, int | float | Range):
        return False
    return not override.sets or number_set(column, override) is not None


def _changes(
    plan: Project, uncertainties: list[Uncertainty], held: Mapping[Path, float]
) -> Iterator[tuple[Path, tuple[Change, ...]]]:
    by_path: dict[Path, list[Change]] = {}
    for uncertainty in uncertainties:
        for place, outcome in enumerate(uncertainty.outcomes):
            for override in outcome.overrides:
                change = _change(plan, uncertainty.id, place, override, held)
                by_path.setdefault(override.path, []).append(change)
    for path, changes in by_path.items():
        # Sets come before factors, whatever order the uncertainties stand in.
        yield path, tuple(sorted(changes, key=lambda change: change.value is None))


def _change(
    plan: Project, uncertainty: str, place: int, override: Override, held: Mapping[Path, float]
) -> Change:
    if not override.sets:
        return Change(uncertainty, place, None, float(override.factor or 0.0))
    found = resolved(plan, override.path)
    if found is None:
        raise KeyError(override.path)
    column = found[1]
    value = float(override.value) if column.name == "active" else number_set(column, override)
    return Change(uncertainty, place, value, held.get(override.path, 1.0))


def _drivers(plan: Project) -> dict[Path, tuple[Path, ...]]:
    found: dict[Path, tuple[Path, ...]] = {}
    for driver in plan.drivers:
        for path in driver.scales:
            found[path] = (*found.get(path, ()), f"drivers/{driver.id}/value")
    return found
