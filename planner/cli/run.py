"""`run`: compute one case and print its figures."""

import argparse
import os
import sys
from collections.abc import Sequence

from planner.analysis.hurdle_prices import hurdle_prices
from planner.cli.choosing import NotThere, choice_of
from planner.cli.kept_draws import kept_draws, nothing_kept
from planner.cli.opening import opened, say_problem
from planner.cli.printed import printed
from planner.domain.acceptance import accepted
from planner.domain.case import case_of
from planner.domain.checks import Problem
from planner.domain.settings import Settings
from planner.engine.heap import keep_freed_memory
from planner.engine.result import Result
from planner.engine.simulate import Blocked, simulate
from planner.exchange.json_out import result_text
from planner.storage.project_file import OpenedFile
from planner.units.message import QT_TRANSLATE_NOOP, Refused, sentence

BLOCKED = sentence(
    "cli.blocked",
    QT_TRANSLATE_NOOP("planner", "This case cannot be computed: {count} problems block it."),
)


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "run",
        help="compute a plan",
        description="Compute one case: a strategy in a state of the world. Uncertainties are as "
        "written unless held by --outcome or drawn by --drawn.",
        allow_abbrev=False,
    )
    parser.add_argument("plan", metavar="PLAN", help="a plan's file (*.ncplan)")
    parser.add_argument("--strategy", metavar="S", help="what we choose: a strategy's id")
    parser.add_argument(
        "--outcome",
        metavar="U=O",
        action="append",
        default=[],
        help="hold uncertainty U at its outcome O; may be repeated",
    )
    parser.add_argument(
        "--drawn",
        metavar="U",
        action="append",
        default=[],
        help="draw uncertainty U by its probabilities, or all those not held; may be repeated",
    )
    parser.add_argument("--draws", metavar="N", type=_draws, help="draws instead of the plan's")
    parser.add_argument("--seed", metavar="N", type=_seed, help="seed instead of the plan's")
    parser.add_argument(
        "--hurdle-prices",
        action="store_true",
        help="also print what own use of each lease's MW must be worth to be as good",
    )
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.set_defaults(obey=obey)


def obey(arguments: argparse.Namespace) -> int:
    """0; 1 if the plan or the case has errors; 2 if the case does not exist in the plan."""
    file = opened(arguments.plan)
    if file is None:
        return 1
    try:
        choice = choice_of(file.project, arguments.strategy, arguments.outcome, arguments.drawn)
    except NotThere as refusal:
        print(refusal.message, file=sys.stderr)
        return 2
    case = case_of(file.project, choice)
    draws = case.plan.settings.draws if arguments.draws is None else arguments.draws
    keeps, left_out = kept_draws(case.plan, draws) if arguments.json else (nothing_kept, None)
    try:
        keep_freed_memory()
        result = simulate(case, draws, arguments.seed, threads=os.cpu_count() or 1, keeps=keeps)
    except Blocked as refusal:
        _say_why_not(arguments.plan, file, refusal.problems)
        return 1
    _say_what_to_know(arguments.plan, file, result)
    if left_out is not None:
        print(left_out, file=sys.stderr)
    hurdles = hurdle_prices(case, result) if arguments.hurdle_prices else None
    if arguments.json:
        sys.stdout.write(result_text(result, file.project, choice, hurdles))
    else:
        sys.stdout.write(printed(result, file.project, choice, hurdles))
    return 0


def _say_why_not(path: str, file: OpenedFile, found: Sequence[Problem]) -> None:
    for problem in found:
        say_problem(path, file, problem)
    print(BLOCKED(count=len(found)), file=sys.stderr)


def _say_what_to_know(path: str, file: OpenedFile, result: Result) -> None:
    """Notices and assumptions, and how long it took, beside the figures."""
    for problem in result.notices:
        say_problem(path, file, problem)
    for message in result.assumptions:
        print(message, file=sys.stderr)
    print(f"{result.draws:,} draws in {result.seconds:.2f} s", file=sys.stderr)


def _draws(text: str) -> int:
    return 0 if text == "0" else _whole("draws", text)


def _seed(text: str) -> int:
    return _whole("seed", text)


def _whole(field: str, text: str) -> int:
    """The number as that setting accepts it. Raises ArgumentTypeError in its own words."""
    try:
        accepted(Settings.column(field), int(text))
    except Refused as refusal:
        raise argparse.ArgumentTypeError(str(refusal.message)) from None
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number") from None
    return int(text)
