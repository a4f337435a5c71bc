"""Every field of a plan changes a figure, or is named as not computed, or stands in a list here."""

from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

import pytest
from pydantic import ValidationError

from planner.domain.case import DRAWN, Choice, case_of
from planner.domain.column import LARGEST, Column
from planner.domain.digest import digest
from planner.domain.distribution import Range
from planner.domain.entity import Entity
from planner.domain.month import shifted
from planner.domain.path import walk
from planner.domain.project import Project
from planner.engine.coverage import NOT_COMPUTED, NOT_YET, coverage_notices
from planner.engine.result import Result
from planner.engine.simulate import Blocked, simulate
from planner.units.message import Refused
from tests.builders import contract, facility, outcome, plan, run, setting, uncertainty
from tests.engine.rich_plan import rich_plans

NO_FIGURE: dict[str, str] = {
    "Settings.draws": "how many draws is the caller's choice",
    "Settings.fiscal_year_end": "how statements are cut into years",
    "Outcome.probability": "no one of them changes alone: tests/engine/test_worlds.py",
    "Source": "where a number comes from",
    "Build": "held by a field that is named",
    "Signpost": "held by a field that is named",
}
"""Fields, or all fields of an entity, that are no part of what a run works out."""

_SEEN: dict[tuple[bytes, int], bytes | None] = {}

NOT_TRIED = ("text", "id", "entity", "entities")
"""Texts and ids decide nothing (tests/engine/test_sameness.py); entities are their own fields."""


def of_every_field() -> Iterator[Any]:
    kinds = {type(entity) for rich in rich_plans() for _, entity in walk(rich)}
    for kind in sorted(kinds, key=lambda kind: kind.__name__):
        for column in kind.columns():
            name = f"{kind.__name__}.{column.name}"
            if column.kind not in NOT_TRIED and not {name, kind.__name__} & set(NO_FIGURE):
                yield pytest.param(kind, column, id=name)


def fingerprint(project: Project, draws: int = 256) -> bytes | None:
    """All that a run of the plan says, digested; None where it cannot be computed."""
    key = digest(project), draws
    if key not in _SEEN:
        _SEEN[key] = _fingerprint(project, draws)
    return _SEEN[key]


def _fingerprint(project: Project, draws: int) -> bytes | None:
    states = {u.id: DRAWN for u in project.uncertainties}
    try:
        result = simulate(case_of(project, Choice("other", states)), draws, threads=1)
    except Blocked:
        return None
    return blake2b(b"".join(_said(result))).digest()


def _said(result: Result) -> Iterator[bytes]:
    for key, bands in result.series.items():
        yield str(key).encode() + bands.deterministic.tobytes()
        yield b"" if bands.mean is None else bands.mean.tobytes()
    for measure in result.measures.values():
        yield measure.samples.tobytes() + str(measure.deterministic).encode()
    yield str(result.seed).encode()
    for notice in result.notices:
        if notice.message.sentence is not NOT_YET:
            yield str(notice.message).encode()


def others(column: Column, value: Any, project: Project) -> Iterator[Any]:
    """Other values of a field, likely ones first; some may be refused."""
    number = 1.0 if isinstance(value, Range) or not isinstance(value, int | float) else value
    match column.kind:
        case "number" | "quantity" | "demand":
            if isinstance(value, Range):
                yield value.scaled(1.1)
            for other in (number * 0.8, number * 1.25 + 0.01, 0.5, 3.0, 20.0, 0.0):
                if column.low <= other <= min(column.high, LARGEST):
                    yield other
        case "whole":
            yield from (int(number) + 1, int(number) + 5, max(int(number) - 1, 0), 3)
        case "flag":
            yield not value
        case "choice":
            yield from (word for word in column.choices if word != value)
        case "month" | "month_or_start":
            around = value if value not in (None, "start") else "2027-09"
            yield from (shifted(around, 2), shifted(around, -2), "2028-03", None)
        case "date":
            yield from (f"{shifted(value or '2027-09', 2)}-01", f"{(value or '2027-09')[:7]}-20")
        case "ramp":
            yield from (5, [0.25, 0.5, 0.5], 0)
        case "shares":
            yield from ([0.75, 0.5, 0.25], [])
        case "spend":
            yield from ([["start", 0.3], ["2027-05", 0.7]], [])
        case "amount":
            yield from (45.0, f"2 {column.alternative}", f"30 {column.alternative}")
        case "reference" | "references":
            ids = [getattr(item, "id", "") for item in target(column, project)]
            for id in ids:
                yield id if column.kind == "reference" else (id,)
            yield None if column.kind == "reference" else ()
        case "path" | "paths":
            for path in ("facilities/b/opex", "market/spot_price", "facilities/b/phases/x/it_cost"):
                yield path if column.kind == "path" else (path,)
        case "value":
            yield from (0.5, False, 3)
        case _:
            raise AssertionError(f"no other value for {column.kind}")


def target(column: Column, project: Project) -> tuple[Any, ...]:
    """Where a reference may lead."""
    if column.target in ("phases", "supplies"):
        return tuple(item for site in project.facilities for item in getattr(site, column.target))
    return tuple(getattr(project, column.target))


def changed(kind: type[Entity], column: Column) -> Iterator[Project]:
    """The rich plans with another value of this field, of each entity that has it."""
    for rich in rich_plans():
        for path, entity in walk(rich):
            if type(entity) is kind:
                for other in others(column, getattr(entity, column.name), rich):
                    after = with_value(rich, path, entity, column, other)
                    if after is not None:
                        yield after


def with_value(
    project: Project, path: str, entity: Entity, column: Column, other: Any
) -> Project | None:
    """The plan with one field replaced; None where that is refused."""
    where, place = path.rpartition("/")[::2]
    try:
        if place.isdigit():
            # Parts and overrides have no id: their list is replaced whole.
            rows = list(project.at(where))
            rows[int(place)] = entity.replacing(**{column.name: other})
            return project.replacing_at(where, tuple(rows))
        return project.replacing_at(f"{path}/{column.name}".lstrip("/"), other)
    except (ValidationError, Refused):
        return None


@pytest.mark.parametrize(("kind", "column"), list(of_every_field()))
def test_a_field_changes_a_figure_or_is_named_as_not_computed(
    kind: type[Entity], column: Column
) -> None:
    # Most show without draws, which takes a tenth of the time.
    plans = {draws: {fingerprint(rich, draws) for rich in rich_plans()} for draws in (0, 256)}
    named = False
    for after in changed(kind, column):
        for draws, expected in plans.items():
            found = fingerprint(after, draws)
            if found is not None and found not in expected:
                return
        said = [str(notice.message) for notice in coverage_notices(after)]
        named = named or any(column.title in sentence for sentence in said)
    assert named


def test_the_rich_plans_are_computed_and_hold_every_entity() -> None:
    held = {type(entity).__name__ for rich in rich_plans() for _, entity in walk(rich)}
    assert all(fingerprint(rich) is not None for rich in rich_plans())
    wanted: set[str] = set()
    waiting: list[type[Entity]] = [Project]
    while waiting:
        kind = waiting.pop()
        if kind.__name__ not in wanted:
            wanted.add(kind.__name__)
            waiting += [column.entity for column in kind.columns() if column.entity]
    assert held == wanted


@pytest.mark.parametrize(
    ("kind", "column"),
    [
        pytest.param(kind, kind.column(name), id=f"{kind.__name__}.{name}")
        for kind, names in NOT_COMPUTED.items()
        for name in names
        if kind.column(name).kind not in NOT_TRIED
    ],
)
def test_what_is_named_as_not_computed_changes_no_figure(
    kind: type[Entity], column: Column
) -> None:
    plans = {fingerprint(rich) for rich in rich_plans()}
    assert all(fingerprint(after) in plans for after in changed(kind, column))


def test_a_drawn_outcome_that_uses_what_is_not_computed_is_named() -> None:
    sets = setting("facilities/site/lease_in/downtime", 3)
    project = plan(
        facilities=[facility(lease_in=contract())],
        uncertainties=[uncertainty("u", outcome("only", 1, sets))],
    )

    def named(state: str) -> list[str]:
        notices = run(project, states={"u": state}).notices
        return [problem.path for problem in notices if problem.message.sentence is NOT_YET]

    assert named("") == []
    assert named("only") == ["facilities/site/lease_in/downtime"]
    assert named(DRAWN) == ["facilities/site/lease_in/downtime"]
