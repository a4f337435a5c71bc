"""References and paths that lead nowhere."""

from collections.abc import Iterator
from functools import cache

from planner.domain.checks.problem import Problem, inconsistent
from planner.domain.column import Column
from planner.domain.contract import Part
from planner.domain.distribution import Range
from planner.domain.driver import Correlation, Driver
from planner.domain.entity import Entity
from planner.domain.facility import Facility
from planner.domain.path import Path, exists, resolved, walk
from planner.domain.project import Project
from planner.domain.signpost import Signpost
from planner.domain.source import Source
from planner.units.message import QT_TRANSLATE_NOOP, sentence

DANGLING = sentence(
    "dangling-reference",
    QT_TRANSLATE_NOOP("planner", "{field}: there is no “{value}” among {target}."),
)
DANGLING_PATH = sentence(
    "dangling-path",
    QT_TRANSLATE_NOOP("planner", "{field}: “{path}” leads to nothing in this plan."),
)
NO_NUMBER = sentence(
    "path-to-no-number",
    QT_TRANSLATE_NOOP("planner", "{field}: “{path}” is no number that can be scaled."),
)
NO_RANGE = sentence(
    "path-to-no-range",
    QT_TRANSLATE_NOOP(
        "planner",
        "{field}: “{path}” is neither a range nor a market price, so it cannot be correlated.",
    ),
)
SCALES_ITSELF = sentence(
    "driver-scales-itself",
    QT_TRANSLATE_NOOP("planner", "“{name}” scales itself, by way of {path}."),
)
WITH_ITSELF = sentence(
    "correlated-with-itself",
    QT_TRANSLATE_NOOP("planner", "A range cannot be correlated with itself: “{path}”."),
)
TWICE = sentence(
    "listed-twice", QT_TRANSLATE_NOOP("planner", "{field}: “{value}” stands in the list twice.")
)
CORRELATED_TWICE = sentence(
    "correlated-twice",
    QT_TRANSLATE_NOOP("planner", "“{a}” and “{b}” are correlated twice; give one rank."),
)
NO_SITE = sentence(
    "part-without-site", QT_TRANSLATE_NOOP("planner", "Each part of a contract must name its site.")
)
MARKET_PATHS = (
    "market/contract_price",
    "market/spot_price",
    "market/power_volatility",
    "market/demand_volatility",
)


NOT_COMPUTED = ("sources", "signposts", "strategies", "uncertainties")
"""Lists whose faults never keep the plan itself from being computed."""


def active_entities(project: Project, active_only: bool) -> Iterator[tuple[Path, Entity]]:
    """Entities with their paths; where `active_only`, those alone that figures are made of.

    Inactive entities are left out then, and what they hold, and what only comments on the plan.
    """
    if not active_only:
        yield from walk(project)
        return
    skipped: Path | None = None
    for path, entity in walk(project, without=NOT_COMPUTED):
        if skipped is not None and path.startswith(skipped):
            continue
        if vars(entity).get("active") is False:
            skipped = path + "/"
            continue
        yield path, entity


def reference_problems(project: Project, active_only: bool = False) -> Iterator[Problem]:
    """References and paths that cannot be followed."""
    for path, entity in active_entities(project, active_only):
        yield from entity_reference_problems(project, path, entity)


def entity_reference_problems(project: Project, path: Path, entity: Entity) -> Iterator[Problem]:
    """References and paths of one entity that cannot be followed."""
    yield from _references(project, path, entity)
    if isinstance(entity, Driver):
        yield from _driver(project, path, entity)
    elif isinstance(entity, Part) and entity.facility is None:
        yield inconsistent(f"{path}/facility", NO_SITE())
    elif isinstance(entity, Correlation):
        yield from _correlation(project, path, entity)
    elif isinstance(entity, Source) and entity.path and not exists(project, entity.path):
        title = Source.column("path").title
        yield inconsistent(f"{path}/path", DANGLING_PATH(field=title, path=entity.path))
    elif isinstance(entity, Signpost):
        yield from _signpost(project, path, entity)


def _references(project: Project, path: Path, entity: Entity) -> Iterator[Problem]:
    for name, column in _referring(type(entity)):
        value = getattr(entity, name)
        wanted = value if isinstance(value, tuple) else (value,) if value is not None else ()
        if not wanted:
            continue
        yield from _twice(f"{path}/{name}", column.title, wanted)
        known = {getattr(item, "id", None) for item in _targets(project, path, column.target)}
        for item in wanted:
            if item not in known:
                target = column.target.replace("_", " ")
                yield inconsistent(
                    f"{path}/{name}", DANGLING(field=column.title, value=item, target=target)
                )


@cache
def _referring(kind: type[Entity]) -> tuple[tuple[str, Column], ...]:
    """Fields that refer to entities elsewhere."""
    return tuple((n, c) for n, c in kind.columns_by_name().items() if c.target)


def _twice(path: Path, title: str, items: tuple[str, ...]) -> Iterator[Problem]:
    if len(set(items)) < len(items):
        for item in dict.fromkeys(item for item in items if items.count(item) > 1):
            yield inconsistent(path, TWICE(field=title, value=item))


def _targets(project: Project, path: Path, target: str) -> tuple[Entity, ...]:
    """The list a reference points into: of the site it stands in, or of the whole plan."""
    if target in ("phases", "supplies"):
        facility = project.at("/".join(path.split("/")[:2]))
        return tuple(getattr(facility, target)) if isinstance(facility, Facility) else ()
    return tuple(getattr(project, target))


def _driver(project: Project, path: Path, driver: Driver) -> Iterator[Problem]:
    title = Driver.column("scales").title
    yield from _twice(f"{path}/scales", title, driver.scales)
    for scaled in driver.scales:
        found = resolved(project, scaled)
        if found is None:
            yield inconsistent(f"{path}/scales", DANGLING_PATH(field=title, path=scaled))
        elif found[1].kind not in ("quantity", "demand"):
            yield inconsistent(f"{path}/scales", NO_NUMBER(field=title, path=scaled))
        elif path in _scaled_drivers(project, scaled):
            name = driver.name or driver.id
            yield inconsistent(f"{path}/scales", SCALES_ITSELF(name=name, path=scaled))


def _scaled_drivers(project: Project, scaled: Path) -> set[Path]:
    """Paths of all drivers whose value changes with what is scaled, one through another."""
    values = {f"drivers/{driver.id}/value": driver for driver in project.drivers}
    found: set[Path] = set()
    waiting = [scaled]
    while waiting:
        value = waiting.pop()
        driver = values.get(value)
        if driver is not None and value.removesuffix("/value") not in found:
            found.add(value.removesuffix("/value"))
            waiting += driver.scales
    return found


def range_problems(project: Project) -> Iterator[Problem]:
    """Correlations of what is neither a range nor a market price."""
    for correlation in project.correlations:
        for problem in _correlation(project, f"correlations/{correlation.id}", correlation):
            if problem.message.sentence is NO_RANGE:
                yield problem


def _correlation(project: Project, path: Path, correlation: Correlation) -> Iterator[Problem]:
    for name in ("a", "b"):
        wanted = getattr(correlation, name)
        title = Correlation.column(name).title
        found = resolved(project, wanted)
        if found is None:
            yield inconsistent(f"{path}/{name}", DANGLING_PATH(field=title, path=wanted))
            continue
        value = getattr(found[0], found[1].name)
        if not isinstance(value, Range) and wanted not in MARKET_PATHS:
            yield inconsistent(f"{path}/{name}", NO_RANGE(field=title, path=wanted))
    if correlation.a == correlation.b:
        yield inconsistent(path, WITH_ITSELF(path=correlation.a))
    pair = {correlation.a, correlation.b}
    for other in project.correlations:
        if other is correlation:
            break
        if {other.a, other.b} == pair:
            yield inconsistent(path, CORRELATED_TWICE(a=correlation.a, b=correlation.b))


def _signpost(project: Project, path: Path, signpost: Signpost) -> Iterator[Problem]:
    found = next((u for u in project.uncertainties if u.id == signpost.uncertainty), None)
    if found is None:
        return
    known = {outcome.id for outcome in found.outcomes}
    for outcome, _ in signpost.likelihood:
        if outcome not in known:
            title = Signpost.column("likelihood").title
            yield inconsistent(
                f"{path}/likelihood", DANGLING(field=title, value=outcome, target="outcomes")
            )
