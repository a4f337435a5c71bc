"""Project and choice give the plan as it then is, its conflicts and its key. MODEL.md part A."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b

from planner.domain.digest import digest
from planner.domain.overriding import (
    Applied,
    Conflict,
    clashes,
    describe,
    number_set,
    of_outcome,
    of_strategy,
    refused,
    scaled,
    with_overrides,
)
from planner.domain.path import Path
from planner.domain.project import Project
from planner.domain.uncertainty import Uncertainty

__all__ = [
    "AS_WRITTEN",
    "DRAWN",
    "Applied",
    "Case",
    "Choice",
    "Conflict",
    "case_of",
    "clashes",
    "describe",
    "number_set",
    "of_outcome",
    "of_strategy",
    "scaled",
    "with_overrides",
]

AS_WRITTEN = ""
DRAWN = "*"


@dataclass(frozen=True)
class Choice:
    """A strategy (None: the plan as written) and the state of each uncertainty.

    A state is AS_WRITTEN, DRAWN, or the id of the outcome that is held; uncertainties that are not
    named are as written.
    """

    strategy: str | None = None
    states: Mapping[str, str] = field(default_factory=dict, hash=False)

    def state(self, uncertainty: str) -> str:
        """AS_WRITTEN, DRAWN or an outcome's id."""
        return self.states.get(uncertainty, AS_WRITTEN)


@dataclass(frozen=True)
class Case:
    """One strategy in the world as chosen.

    `plan` is the project with the strategy and the held outcomes applied; drawn uncertainties are
    listed in `drawn` and are as written in `plan`. `factors` are the products of the factors that
    `plan` contains, by path: a drawn outcome that sets such a path is multiplied by them again.
    """

    project: Project
    choice: Choice
    plan: Project
    drawn: tuple[Uncertainty, ...]
    factors: Mapping[Path, float]
    conflicts: tuple[Conflict, ...]

    @cached_property
    def key(self) -> str:
        """Equal for equal content and choice."""
        state = blake2b(digest(self.project), digest_size=16)
        strategy = "" if self.choice.strategy is None else self.choice.strategy
        state.update(f"{strategy}|".encode())
        for uncertainty in self.project.uncertainties:
            state.update(f"{uncertainty.id}={self.choice.state(uncertainty.id)};".encode())
        return state.hexdigest()


def case_of(project: Project, choice: Choice | None = None) -> Case:
    """The case of a choice. Raises KeyError for a strategy, uncertainty or outcome unknown."""
    chosen = Choice() if choice is None else choice
    _refuse_unknown(project, chosen)
    drawn = tuple(u for u in project.uncertainties if chosen.state(u.id) == DRAWN)
    held = list(_held(project, chosen))
    outcomes = [list(of_outcome(u, o)) for u in drawn for o in u.outcomes]
    possible = [*held, *(this for outcome in outcomes for this in outcome)]
    plan, factors, problems = with_overrides(project, held)
    for outcome in outcomes:
        problems += refused(plan, outcome)
    conflicts = dict.fromkeys((*clashes(possible), *problems))
    return Case(project, chosen, plan, drawn, factors, tuple(conflicts))


def _refuse_unknown(project: Project, choice: Choice) -> None:
    if choice.strategy is not None and all(s.id != choice.strategy for s in project.strategies):
        raise KeyError(f"strategies/{choice.strategy}")
    for uncertainty, state in choice.states.items():
        found = next((u for u in project.uncertainties if u.id == uncertainty), None)
        if found is None:
            raise KeyError(f"uncertainties/{uncertainty}")
        if state not in (AS_WRITTEN, DRAWN) and all(o.id != state for o in found.outcomes):
            raise KeyError(f"uncertainties/{uncertainty}/outcomes/{state}")


def _held(project: Project, choice: Choice) -> Iterator[Applied]:
    for strategy in project.strategies:
        if strategy.id == choice.strategy:
            yield from of_strategy(strategy)
    for uncertainty in project.uncertainties:
        for outcome in uncertainty.outcomes:
            if outcome.id == choice.state(uncertainty.id):
                yield from of_outcome(uncertainty, outcome)
