"""Overrides that cannot be applied, or that contradict each other in one case."""

from collections.abc import Iterator

from planner.domain.checks.problem import Problem, inconsistent
from planner.domain.overriding import Applied, clashes, of_outcome, of_strategy, refused
from planner.domain.project import Project


def override_problems(project: Project) -> Iterator[Problem]:
    """Each strategy and outcome by itself, then those that may meet in one case."""
    choices = list(_choices(project))
    for overrides in choices:
        for conflict in refused(project, overrides):
            yield inconsistent(f"{conflict.place}/overrides", conflict.message)
    for conflict in clashes(this for overrides in choices for this in overrides):
        yield inconsistent(f"{conflict.place}/overrides", conflict.message)


def _choices(project: Project) -> Iterator[list[Applied]]:
    for strategy in project.strategies:
        yield list(of_strategy(strategy))
    for uncertainty in project.uncertainties:
        for outcome in uncertainty.outcomes:
            yield list(of_outcome(uncertainty, outcome))
