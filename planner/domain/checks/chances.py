"""Probabilities that do not sum to one."""

import math
from collections.abc import Iterator

from planner.domain.checks.problem import Problem, inconsistent
from planner.domain.project import Project
from planner.units.message import QT_TRANSLATE_NOOP, sentence
from planner.units.notation import plain_text

CHANCES_OFF = sentence(
    "chances-off",
    QT_TRANSLATE_NOOP(
        "planner", "The outcomes of “{name}” have probabilities that sum to {total} %, not 100 %."
    ),
)
NO_OUTCOMES = sentence("no-outcomes", QT_TRANSLATE_NOOP("planner", "“{name}” has no outcomes."))


def chance_problems(project: Project) -> Iterator[Problem]:
    """Uncertainties whose outcomes do not sum to 100 %."""
    for uncertainty in project.uncertainties:
        path = f"uncertainties/{uncertainty.id}"
        name = uncertainty.name or uncertainty.id
        if not uncertainty.outcomes:
            yield inconsistent(path, NO_OUTCOMES(name=name))
            continue
        total = math.fsum(outcome.probability for outcome in uncertainty.outcomes)
        if abs(total - 1) > 1e-9:
            shown = plain_text(float(f"{total * 100:.9g}"))
            yield inconsistent(path, CHANCES_OFF(name=name, total=shown))
