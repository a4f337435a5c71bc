"""Problems across fields: what is inconsistent, and what is worth knowing. MODEL.md part A."""

from collections.abc import Iterator

from planner.domain.case import Case, of_outcome
from planner.domain.checks.capacity import capacity_notices
from planner.domain.checks.chances import chance_problems
from planner.domain.checks.dates import date_problems
from planner.domain.checks.overridden import drawn_together, undrawable
from planner.domain.checks.overrides import override_notices, override_problems
from planner.domain.checks.problem import INCONSISTENT, NOTICE, Problem
from planner.domain.checks.references import NO_RANGE, range_problems, reference_problems
from planner.domain.checks.terms import term_notices, term_problems
from planner.domain.project import Project

__all__ = ["INCONSISTENT", "NOTICE", "Problem", "blocking", "problems"]


def problems(project: Project) -> tuple[Problem, ...]:
    """Every problem and notice of a plan as written, inactive entities included."""
    return (
        *reference_problems(project),
        *date_problems(project),
        *term_problems(project),
        *chance_problems(project),
        *override_problems(project),
        *override_notices(project),
        *term_notices(project),
        *capacity_notices(project),
    )


def blocking(case: Case) -> tuple[Problem, ...]:
    """What keeps this case from being computed; the other cases may still be.

    The body of the plan counts as it is in the case, active entities only; a strategy or an
    uncertainty counts if the case uses it. Sources and signposts never block, nor does a correlated
    range that the case makes certain. A drawn outcome blocks where it makes what it changes
    inconsistent, alone or with one of another drawn uncertainty.
    """
    plan = case.plan
    body = (
        *_references_in(case),
        *date_problems(plan, active_only=True),
        *term_problems(plan, active_only=True),
    )
    drawn = {f"uncertainties/{uncertainty.id}" for uncertainty in case.drawn}
    chances = tuple(p for p in chance_problems(case.project) if p.path in drawn)
    conflicts = tuple(Problem(INCONSISTENT, c.path, c.message) for c in case.conflicts)
    return (*body, *chances, *conflicts, *_by_drawn_outcomes(case))


def _by_drawn_outcomes(case: Case) -> Iterator[Problem]:
    """What drawn outcomes make inconsistent, or change for all draws at once."""
    yield from drawn_together(case)
    for uncertainty in case.drawn:
        for outcome in uncertainty.outcomes:
            yield from undrawable(case.plan, of_outcome(uncertainty, outcome))


def _references_in(case: Case) -> Iterator[Problem]:
    """References that lead nowhere in the case; ranges must be ranges in the plan as written."""
    for problem in reference_problems(case.plan, active_only=True):
        if problem.message.sentence is not NO_RANGE:
            yield problem
    yield from range_problems(case.project)
