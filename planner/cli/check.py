"""`check`: say every problem of plans, with path and line."""

import argparse

from planner.cli.opening import opened, say_problem
from planner.domain.checks import INCONSISTENT, Problem, problems
from planner.engine.correlations import correlation_problems
from planner.engine.coverage import coverage_notices


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "check",
        help="list every problem of plans",
        description="List every problem of plans on standard error, as FILE:LINE: PATH: SENTENCE. "
        "Exits 1 if a plan cannot be read or contradicts itself; notices alone exit 0.",
        allow_abbrev=False,
    )
    parser.add_argument("plans", nargs="+", metavar="PLAN", help="a plan's file (*.ncplan)")
    parser.set_defaults(obey=obey)


def obey(arguments: argparse.Namespace) -> int:
    """0 if every plan can be computed, else 1."""
    sound = [_is_sound(path) for path in arguments.plans]
    return 0 if all(sound) else 1


def _is_sound(path: str) -> bool:
    file = opened(path)
    if file is None:
        return False
    plan = file.project
    overrides = [override for strategy in plan.strategies for override in strategy.overrides]
    for uncertainty in plan.uncertainties:
        for outcome in uncertainty.outcomes:
            overrides += outcome.overrides
    found = [*problems(plan), *coverage_notices(plan, overrides)]
    if not _contradicts(found):
        found += correlation_problems(plan)
    for problem in found:
        say_problem(path, file, problem)
    return not _contradicts(found)


def _contradicts(found: list[Problem]) -> bool:
    return any(problem.severity == INCONSISTENT for problem in found)
