"""Overrides that cannot be applied, or that contradict each other in one case."""

from collections.abc import Iterator
from itertools import combinations

from planner.domain.case import Applied, clashes, of_outcome, of_strategy, with_overrides
from planner.domain.checks.problem import Problem, inconsistent
from planner.domain.contract import Part
from planner.domain.path import Path, resolved
from planner.domain.project import Project
from planner.units.message import QT_TRANSLATE_NOOP, sentence

ADDS_ENTITIES = sentence(
    "override-adds",
    QT_TRANSLATE_NOOP(
        "planner",
        "{origin} replaces {path}; overrides never add or remove entries. Switch them by “active”.",
    ),
)


def override_problems(project: Project) -> Iterator[Problem]:
    """Each strategy and outcome by itself, then each pair that may meet in one case."""
    choices = list(_choices(project))
    for place, overrides in choices:
        _, _, conflicts = with_overrides(project, overrides)
        for conflict in (*conflicts, *clashes(overrides)):
            yield inconsistent(f"{place}/overrides", conflict.message)
        yield from _adding(project, place, overrides)
    for (first, these), (second, those) in combinations(choices, 2):
        if _meet(first, second):
            for conflict in clashes([*these, *those], list(those)):
                if conflict.message not in [c.message for c in clashes(list(those))]:
                    yield inconsistent(f"{second}/overrides", conflict.message)


def _choices(project: Project) -> Iterator[tuple[Path, list[Applied]]]:
    for strategy in project.strategies:
        yield f"strategies/{strategy.id}", list(of_strategy(strategy))
    for uncertainty in project.uncertainties:
        for outcome in uncertainty.outcomes:
            path = f"uncertainties/{uncertainty.id}/outcomes/{outcome.id}"
            yield path, list(of_outcome(uncertainty, outcome))


def _meet(first: Path, second: Path) -> bool:
    """Whether both can hold in one case: no two strategies, no two outcomes of one uncertainty."""
    one, other = first.split("/"), second.split("/")
    if one[0] != other[0]:
        return True
    return one[0] == "uncertainties" and one[1] != other[1]


def _adding(project: Project, place: Path, overrides: list[Applied]) -> Iterator[Problem]:
    for this in overrides:
        found = resolved(project, this.override.path)
        if (
            found is not None
            and found[1].kind in ("entities", "id")
            and found[1].entity is not Part
        ):
            yield inconsistent(
                f"{place}/overrides", ADDS_ENTITIES(origin=this.origin, path=this.override.path)
            )
