"""Overrides that cannot be applied, or that contradict each other in one case."""

from collections.abc import Iterator

from planner.domain.checks.overridden import made_inconsistent, undrawable
from planner.domain.checks.problem import Problem, inconsistent, notice
from planner.domain.checks.references import entity_reference_problems
from planner.domain.column import Column
from planner.domain.overriding import (
    NOT_ALLOWED_THERE,
    Applied,
    clashes,
    of_outcome,
    of_strategy,
    refused,
    with_overrides,
)
from planner.domain.path import resolved, walk
from planner.domain.project import Project


def override_problems(project: Project) -> Iterator[Problem]:
    """Each strategy and outcome by itself, then those that may meet in one case."""
    choices = list(_choices(project))
    for overrides in choices:
        for conflict in refused(project, overrides):
            yield inconsistent(f"{conflict.place}/overrides", conflict.message)
        for this in overrides:
            yield from _dangling(project, this)
        yield from made_inconsistent(project, overrides)
    for conflict in clashes(this for overrides in choices for this in overrides):
        yield inconsistent(f"{conflict.place}/overrides", conflict.message)


def override_notices(project: Project) -> Iterator[Problem]:
    """Outcomes that may be held but never drawn."""
    for uncertainty in project.uncertainties:
        for outcome in uncertainty.outcomes:
            for problem in undrawable(project, of_outcome(uncertainty, outcome)):
                place = f"uncertainties/{uncertainty.id}/outcomes/{outcome.id}"
                yield notice(f"{place}/overrides", problem.message)


def _choices(project: Project) -> Iterator[list[Applied]]:
    for strategy in project.strategies:
        yield list(of_strategy(strategy))
    for uncertainty in project.uncertainties:
        for outcome in uncertainty.outcomes:
            yield list(of_outcome(uncertainty, outcome))


def _dangling(project: Project, this: Applied) -> Iterator[Problem]:
    """References that the override would set and that lead nowhere."""
    path = this.override.path
    found = resolved(project, path)
    if not this.override.sets or found is None or not _refers(found[1]):
        return
    plan, _, conflicts = with_overrides(project, [this])
    if conflicts:
        return
    holder = path.rpartition("/")[0]
    for where, entity in walk(plan.at(holder), holder):
        for problem in entity_reference_problems(plan, where, entity):
            if problem.path.startswith(path):
                said = NOT_ALLOWED_THERE(origin=this.origin, path=path, reason=problem.message)
                yield inconsistent(f"{this.place}/overrides", said)


def _refers(column: Column) -> bool:
    return bool(column.target) or column.kind in ("path", "paths", "entities")
