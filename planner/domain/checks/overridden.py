"""What strategies and outcomes make inconsistent that was not so before. MODEL.md part A."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, combinations, product

from planner.domain.case import Case, of_outcome
from planner.domain.checks.dates import entity_date_problems
from planner.domain.checks.problem import Problem, inconsistent
from planner.domain.checks.terms import entity_term_problems
from planner.domain.entity import Entity
from planner.domain.overriding import NOT_ALLOWED_THERE, Applied, with_overrides
from planner.domain.path import Path, resolved
from planner.domain.project import Project
from planner.domain.settings import Settings
from planner.units.message import QT_TRANSLATE_NOOP, sentence

SHARED = ("start", "months", "draws", "seed")
"""Settings that all draws of a case have in common."""
SHARED_BY_DRAWS = sentence(
    "shared-by-draws",
    QT_TRANSLATE_NOOP(
        "planner", "“{field}” holds for all draws, so no outcome that changes it can be drawn."
    ),
)
_HARMLESS = ("quantity", "flag", "text")
"""Kinds of fields whose values, within their bounds, contradict no other field."""


def made_inconsistent(
    plan: Project,
    overrides: Iterable[Applied],
    contained: Mapping[Path, float] | None = None,
    active_only: bool = False,
) -> Iterator[Problem]:
    """Problems of the entities that some overrides change together, less those they had before.

    Parameters
    ----------
    overrides : iterable of Applied
        Of a strategy, or of an outcome.
    contained : mapping of Path to float or None
        Factors that `plan` contains, as `with_overrides` takes them.
    active_only : bool
        Whether what is inactive afterwards is passed over: no figure is made of it.

    Notes
    -----
    What cannot be applied at all is a conflict, which is said elsewhere.
    """
    every = list(overrides)
    changing = [this for this in every if _may_contradict(plan, this.override.path)]
    if not changing:
        return
    after, _, conflicts = with_overrides(plan, every, contained)
    if conflicts:
        return
    for holder in dict.fromkeys(this.override.path.rpartition("/")[0] for this in changing):
        if active_only and not _is_active(after, holder):
            continue
        known = set(_problems_of(holder, plan.at(holder)))
        for problem in _problems_of(holder, after.at(holder)):
            if problem not in known:
                these = [this for this in every if this.override.path.startswith(f"{holder}/")]
                said = {"path": these[0].override.path, "reason": problem.message}
                message = NOT_ALLOWED_THERE(origin=these[0].origin, **said)
                yield inconsistent(f"{these[0].place}/overrides", message)


def drawn_together(case: Case) -> Iterator[Problem]:
    """What drawn outcomes make inconsistent: each alone, and two that change the same entity."""
    plan, found = case.plan, list[Problem]()
    touching: list[list[tuple[list[Applied], set[Path]]]] = []
    for uncertainty in case.drawn:
        every = (list(of_outcome(uncertainty, outcome)) for outcome in uncertainty.outcomes)
        known = [(overrides, _holders(plan, overrides)) for overrides in every]
        touching.append([(overrides, holders) for overrides, holders in known if holders])
    for overrides, _ in chain.from_iterable(touching):
        found += made_inconsistent(plan, overrides, case.factors, active_only=True)
    for one, other in combinations(touching, 2):
        for (first, mine), (second, its) in product(one, other):
            if not mine.isdisjoint(its):
                made = made_inconsistent(plan, [*first, *second], case.factors, active_only=True)
                found += [problem for problem in made if not _is_said(problem, found)]
    yield from found


def _holders(plan: Project, overrides: Iterable[Applied]) -> set[Path]:
    """The entities whose fields some overrides change so that others may contradict them."""
    paths = (this.override.path for this in overrides)
    return {path.rpartition("/")[0] for path in paths if _may_contradict(plan, path)}


def _is_said(problem: Problem, found: Iterable[Problem]) -> bool:
    """Whether the same is said already, be it of another choice."""
    reason = dict(problem.message.values)["reason"]
    return any(dict(other.message.values)["reason"] == reason for other in found)


def undrawable(plan: Project, overrides: Iterable[Applied]) -> Iterator[Problem]:
    """Why an outcome may be held but not drawn: the settings that it changes for all draws."""
    for this in overrides:
        holder, _, name = this.override.path.rpartition("/")
        if holder == "settings" and name in SHARED:
            after, _, _ = with_overrides(plan, [this])
            if getattr(after.settings, name) != getattr(plan.settings, name):
                message = SHARED_BY_DRAWS(field=Settings.column(name).title)
                yield inconsistent(this.override.path, message)


def _problems_of(path: Path, entity: Entity) -> Iterator[Problem]:
    yield from entity_date_problems(path, entity)
    yield from entity_term_problems(path, entity)


def _may_contradict(plan: Project, path: Path) -> bool:
    found = resolved(plan, path)
    return found is not None and found[1].kind not in _HARMLESS


def _is_active(plan: Project, path: Path) -> bool:
    """Whether the entity at a path is, and all that it stands in."""
    steps = path.split("/")
    inside = (plan.at("/".join(steps[:length])) for length in range(1, len(steps) + 1))
    return all(getattr(entity, "active", True) for entity in inside)
