"""What is wrong with each override of a strategy or an outcome."""

from collections.abc import Iterator, Sequence

from planner.domain.overriding import Applied, clashes, of_outcome, of_strategy, refused
from planner.domain.path import Path
from planner.domain.project import Project


def conflicts_of(project: Project, place: Path) -> list[list[str]]:
    """For each override of the strategy or outcome at a path: why it cannot be applied as it is,
    and with what others it clashes in some case.
    """
    every = list(_every(project))
    own = [this for this in every if this.place == place]
    return [_of_one(project, this, own, every) for this in own]


def _of_one(
    project: Project, this: Applied, own: Sequence[Applied], every: Sequence[Applied]
) -> list[str]:
    path = this.override.path
    together = [other for other in own if other.override.path == path]
    found = [str(conflict.message) for conflict in refused(project, together)]
    related = [
        other
        for other in every
        if other is not this and _are_related(other.override.path, path) and other.override.sets
    ]
    if this.override.sets:
        for other in related:
            found += [str(conflict.message) for conflict in clashes([other, this])]
    return list(dict.fromkeys(found))


def _are_related(one: Path, other: Path) -> bool:
    return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")


def _every(project: Project) -> Iterator[Applied]:
    for strategy in project.strategies:
        yield from of_strategy(strategy)
    for uncertainty in project.uncertainties:
        for outcome in uncertainty.outcomes:
            yield from of_outcome(uncertainty, outcome)
