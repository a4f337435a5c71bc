"""Overrides applied to a plan: what may be changed, what clashes, what comes out. MODEL.md part A.

On one path there may be one set and any number of factors; the set comes first.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import floor, prod
from typing import Any

from pydantic import ValidationError

from planner.domain.acceptance import accepted, relative_amount
from planner.domain.column import Column
from planner.domain.contract import Part
from planner.domain.distribution import Range
from planner.domain.entity import Entity, refusals
from planner.domain.path import Path, placed, resolved
from planner.domain.project import Project
from planner.domain.strategy import Override, Strategy
from planner.domain.uncertainty import Outcome, Uncertainty
from planner.units.message import QT_TRANSLATE_NOOP, Message, Refused, Sentence, sentence
from planner.units.notation import plain_text

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
NOT_PLANNED = sentence(
    "override-not-planned",
    QT_TRANSLATE_NOOP(
        "planner",
        "{origin} changes {path}; overrides change what is planned, not strategies, "
        "uncertainties, signposts or sources.",
    ),
)
ADDS_ENTITIES = sentence(
    "override-adds",
    QT_TRANSLATE_NOOP(
        "planner",
        "{origin} replaces {path}; overrides never add or remove entries. Switch them by “active”.",
    ),
)
WITHIN_LIST = sentence(
    "override-within-list",
    QT_TRANSLATE_NOOP(
        "planner", "{origin} changes {path}, which is part of a list; a list is replaced whole."
    ),
)
NOT_SCALED = sentence(
    "not-scaled",
    QT_TRANSLATE_NOOP("planner", "{origin} multiplies {path}, which is no number to multiply."),
)
EMPTY_SCALED = sentence(
    "empty-scaled",
    QT_TRANSLATE_NOOP("planner", "{origin} multiplies {path}, which is empty; set it instead."),
)
NEGATIVE_SCALE = sentence(
    "negative-scale",
    QT_TRANSLATE_NOOP(
        "planner", "{origin} multiplies {path} by {factor}; a lognormal range takes no negative."
    ),
)
NOT_ALLOWED_THERE = sentence(
    "override-refused", QT_TRANSLATE_NOOP("planner", "{origin} changes {path}: {reason}")
)
NOT_IN_THE_PLAN = ("strategies", "uncertainties", "signposts", "sources")


@dataclass(frozen=True)
class Applied:
    """An override with its origin.

    `origin` is what to call the strategy or outcome, `place` its path. Of one `group`, the
    strategies or the outcomes of one uncertainty, a case has at most one.
    """

    origin: str
    override: Override
    group: Path
    place: Path


@dataclass(frozen=True)
class Conflict:
    """Why a case cannot be computed: the path that is changed, the sentence, and who changes it."""

    path: Path
    message: Message
    place: Path = field(default="", compare=False)


def of_strategy(strategy: Strategy) -> Iterator[Applied]:
    """The overrides of a strategy, with their origin."""
    origin, place = strategy.name or strategy.id, f"strategies/{strategy.id}"
    return (Applied(origin, override, "strategies", place) for override in strategy.overrides)


def of_outcome(uncertainty: Uncertainty, outcome: Outcome) -> Iterator[Applied]:
    """The overrides of an outcome, with their origin."""
    origin = f"{uncertainty.name or uncertainty.id} · {outcome.name or outcome.id}"
    group = f"uncertainties/{uncertainty.id}"
    place = f"{group}/outcomes/{outcome.id}"
    return (Applied(origin, override, group, place) for override in outcome.overrides)


def clashes(overrides: Iterable[Applied]) -> Iterator[Conflict]:
    """Two sets of one path, or of a path and its parent, that may meet in one case."""
    by_path: dict[Path, list[Applied]] = {}
    for this in overrides:
        if this.override.sets:
            by_path.setdefault(this.override.path, []).append(this)
    for path, these in by_path.items():
        for place, this in enumerate(these):
            for other in these[:place]:
                if _meet(other, this):
                    message = SET_TWICE(first=other.origin, second=this.origin, path=path)
                    yield Conflict(path, message, this.place)
        steps = path.split("/")
        for length in range(1, len(steps)):
            outer_path = "/".join(steps[:length])
            for outer in by_path.get(outer_path, ()):
                for this in these:
                    if _meet(outer, this):
                        said = {"path": outer_path, "within": path}
                        message = SET_WITHIN(first=outer.origin, second=this.origin, **said)
                        yield Conflict(path, message, this.place)


def _meet(one: Applied, other: Applied) -> bool:
    return one.place == other.place or one.group != other.group


def refused(project: Project, overrides: Iterable[Applied]) -> list[Conflict]:
    """What keeps each override, together with those on its path, from being applied."""
    found: list[Conflict] = []
    for these in _by_path(overrides).values():
        try:
            _outcome_of(project, these, 1.0)
        except _Unapplied as reason:
            found.append(reason.conflict)
    return found


def with_overrides(
    project: Project, overrides: Iterable[Applied], contained: Mapping[Path, float] | None = None
) -> tuple[Project, dict[Path, float], list[Conflict]]:
    """The project with sets applied, then factors; what could not be applied are conflicts.

    `contained` are the products of factors that `project` has already; what is set here is
    multiplied by them again, since a set comes before every factor. The second result are the
    products of the factors in `overrides`, by path.
    """
    plan, factors, problems = project, dict[Path, float](), list[Conflict]()
    for path, these in _by_path(overrides).items():
        is_set = any(this.override.sets for this in these)
        again = (contained or {}).get(path, 1.0) if is_set else 1.0
        own = [float(this.override.factor or 0.0) for this in these if not this.override.sets]
        if own:
            factors[path] = prod(own)
        try:
            value = _outcome_of(plan, these, again)
        except _Unapplied as reason:
            problems.append(reason.conflict)
        else:
            plan = placed(plan, path.split("/"), value, path)
    return plan, factors, problems


class _Unapplied(Exception):
    def __init__(self, these: list[Applied], kind: Sentence, **more: object) -> None:
        super().__init__()
        path = these[0].override.path
        origin = ", ".join(dict.fromkeys(this.origin for this in these))
        self.conflict = Conflict(path, kind(origin=origin, path=path, **more), these[-1].place)


def _by_path(overrides: Iterable[Applied]) -> dict[Path, list[Applied]]:
    found: dict[Path, list[Applied]] = {}
    for this in overrides:
        found.setdefault(this.override.path, []).append(this)
    return found


def _outcome_of(plan: Project, these: list[Applied], again: float) -> Any:
    """What the overrides of one path make of its field. Raises _Unapplied."""
    path = these[0].override.path
    found = resolved(plan, path)
    if found is None:
        raise _Unapplied(these, NOWHERE)
    holder, column = found
    if path.split("/")[0] in NOT_IN_THE_PLAN:
        raise _Unapplied(these, NOT_PLANNED)
    if isinstance(holder, Part):
        raise _Unapplied(these, WITHIN_LIST)
    if column.kind in ("id", "entity") or (column.kind == "entities" and column.entity is not Part):
        raise _Unapplied(these, ADDS_ENTITIES)
    value = getattr(holder, column.name)
    for this in these:
        if this.override.sets:
            value = _read([this], holder, column, this.override.value)
    factors = [this for this in these if not this.override.sets]
    factor = prod(float(this.override.factor or 0.0) for this in factors) * again
    if not factors and again == 1.0:
        return value
    return _multiplied(factors or these, holder, column, value, factor)


def _multiplied(
    these: list[Applied], holder: Entity, column: Column, value: Any, factor: float
) -> Any:
    try:
        product = scaled(column, value, factor)
    except Refused as refusal:
        kind = refusal.message.sentence
        more = {"factor": plain_text(factor)} if kind is NEGATIVE_SCALE else {}
        raise _Unapplied(these, kind, **more) from None
    return _read(these, holder, column, product)


def _read(these: list[Applied], holder: Entity, column: Column, value: Any) -> Any:
    """The value as the field keeps it."""
    try:
        if column.kind == "entities":
            return getattr(holder.replacing(**{column.name: value}), column.name)
        return accepted(column, value)
    except Refused as refusal:
        raise _Unapplied(these, NOT_ALLOWED_THERE, reason=refusal.message) from None
    except ValidationError as error:
        reason = refusals(error)[0][1]
        raise _Unapplied(these, NOT_ALLOWED_THERE, reason=reason) from None


def scaled(column: Column, value: Any, factor: float) -> Any:
    """A field's value times a factor; whole numbers are rounded to the nearest.

    Raises Refused where it is no number.
    """
    said = {"origin": "", "path": column.title}
    if value is None:
        raise Refused(EMPTY_SCALED(**said))
    if isinstance(value, Range):
        try:
            return value.scaled(factor) if factor != 0 else 0.0
        except ValueError:
            raise Refused(NEGATIVE_SCALE(**said, factor=plain_text(factor))) from None
    if column.kind == "demand" and isinstance(value, tuple):
        return tuple((month, mw * factor) for month, mw in value)
    if column.kind == "amount" and isinstance(value, str):
        return f"{plain_text((relative_amount(value) or 0.0) * factor)} {column.alternative}"
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not (column.is_numeric or column.kind in ("ramp", "amount")):
        raise Refused(NOT_SCALED(**said))
    return floor(value * factor + 0.5) if column.kind == "whole" else value * factor


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
