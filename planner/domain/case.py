"""Project and choice give the plan as it then is, its conflicts and its key. MODEL.md part A."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import Any

from pydantic import ValidationError

from planner.domain.acceptance import accepted
from planner.domain.column import Column
from planner.domain.digest import digest
from planner.domain.distribution import Range
from planner.domain.entity import refusals
from planner.domain.path import Path, resolved
from planner.domain.project import Project
from planner.domain.strategy import Override, Strategy
from planner.domain.uncertainty import Outcome, Uncertainty
from planner.units.message import QT_TRANSLATE_NOOP, Message, Refused, sentence
from planner.units.notation import plain_text

AS_WRITTEN = ""
DRAWN = "*"

SET_TWICE = sentence(
    "set-twice",
    QT_TRANSLATE_NOOP("planner", "{first} and {second} both set {path}; only one of them may."),
)
SET_WITHIN = sentence(
    "set-within",
    QT_TRANSLATE_NOOP(
        "planner", "{first} sets {path} and {second} sets {within} inside it; only one may."
    ),
)
NOWHERE = sentence(
    "override-nowhere",
    QT_TRANSLATE_NOOP("planner", "{origin} changes {path}, which does not exist."),
)
NOT_SCALED = sentence(
    "not-scaled",
    QT_TRANSLATE_NOOP("planner", "{origin} multiplies {path}, which is no number to multiply."),
)
NOT_ALLOWED_THERE = sentence(
    "override-refused", QT_TRANSLATE_NOOP("planner", "{origin} changes {path}: {reason}")
)


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
class Applied:
    """An override with its origin: what to call it, and the strategy's or uncertainty's path."""

    origin: str
    override: Override
    group: Path


@dataclass(frozen=True)
class Conflict:
    """Why a case cannot be computed: the path and the sentence."""

    path: Path
    message: Message


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
    possible = [*held, *(a for u in drawn for o in u.outcomes for a in of_outcome(u, o))]
    conflicts = list(clashes(held))
    for uncertainty in drawn:
        for outcome in uncertainty.outcomes:
            mine = list(of_outcome(uncertainty, outcome))
            others = [a for a in possible if a.group != f"uncertainties/{uncertainty.id}"]
            conflicts += [c for c in clashes([*mine, *others], mine) if c not in conflicts]
    plan, factors, problems = with_overrides(project, held)
    for uncertainty in drawn:
        for outcome in uncertainty.outcomes:
            _, _, refused = with_overrides(plan, list(of_outcome(uncertainty, outcome)))
            problems += [problem for problem in refused if problem not in problems]
    return Case(project, chosen, plan, drawn, factors, (*conflicts, *problems))


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


def of_strategy(strategy: Strategy) -> Iterator[Applied]:
    """The overrides of a strategy, with their origin."""
    origin, group = strategy.name or strategy.id, f"strategies/{strategy.id}"
    return (Applied(origin, override, group) for override in strategy.overrides)


def of_outcome(uncertainty: Uncertainty, outcome: Outcome) -> Iterator[Applied]:
    """The overrides of an outcome, with their origin."""
    origin = f"{uncertainty.name or uncertainty.id} · {outcome.name or outcome.id}"
    group = f"uncertainties/{uncertainty.id}"
    return (Applied(origin, override, group) for override in outcome.overrides)


def clashes(overrides: list[Applied], only: list[Applied] | None = None) -> Iterator[Conflict]:
    """Two sets of one path, or of a path and its parent; with `only`, those touching one of it."""
    sets = [a for a in overrides if a.override.sets]
    by_path: dict[Path, Applied] = {}
    for this in sets:
        path = this.override.path
        other = by_path.get(path)
        if other is not None and (only is None or this in only or other in only):
            yield Conflict(path, SET_TWICE(first=other.origin, second=this.origin, path=path))
        by_path.setdefault(path, this)
    for path, this in by_path.items():
        steps = path.split("/")
        for length in range(1, len(steps)):
            outer = by_path.get("/".join(steps[:length]))
            if outer is not None and (only is None or this in only or outer in only):
                yield Conflict(
                    path,
                    SET_WITHIN(
                        first=outer.origin,
                        path=outer.override.path,
                        second=this.origin,
                        within=path,
                    ),
                )


def with_overrides(
    project: Project, overrides: list[Applied]
) -> tuple[Project, dict[Path, float], list[Conflict]]:
    """The project with sets applied, then factors; what could not be applied are conflicts."""
    plan, factors, problems = project, dict[Path, float](), list[Conflict]()
    for this in sorted(overrides, key=lambda a: not a.override.sets):
        path = this.override.path
        found = resolved(plan, path)
        if found is None:
            problems.append(Conflict(path, NOWHERE(origin=this.origin, path=path)))
            continue
        holder, column = found
        try:
            if this.override.sets:
                value = this.override.value
            else:
                factor = float(this.override.factor or 0.0)
                value = scaled(column, getattr(holder, column.name), factor)
                factors[path] = factors.get(path, 1.0) * factor
            plan = plan.replacing_at(path, value)
        except Refused as refusal:
            if refusal.message.sentence is NOT_SCALED:
                problems.append(Conflict(path, NOT_SCALED(origin=this.origin, path=path)))
            else:
                problems.append(_refused(this, refusal.message))
        except ValidationError as error:
            problems += [_refused(this, reason) for _, reason in refusals(error)]
    return plan, factors, problems


def _refused(this: Applied, reason: Message | str) -> Conflict:
    path = this.override.path
    return Conflict(path, NOT_ALLOWED_THERE(origin=this.origin, path=path, reason=reason))


def scaled(column: Column, value: Any, factor: float) -> Any:
    """A field's value times a factor. Raises Refused where it is no number."""
    if isinstance(value, Range):
        return value.scaled(factor) if factor != 0 else 0.0
    if isinstance(value, bool) or not isinstance(value, int | float) or not column.is_numeric:
        if isinstance(value, tuple) and column.kind == "demand":
            return tuple((month, mw * factor) for month, mw in value)
        raise Refused(NOT_SCALED(origin="", path=column.title))
    return value * factor


def number_set(column: Column, override: Override) -> float | Range | None:
    """What an override sets a numeric field to; None where it sets something that is no number."""
    if not column.is_numeric or override.value is None:
        return None
    value = accepted(column, override.value)
    return value if isinstance(value, int | float | Range) else None


def describe(override: Override) -> str:
    """A short text of what an override does, for lists and tooltips."""
    if override.sets:
        return str(override.value)
    return f"× {plain_text(float(override.factor or 0.0))}"
