"""The program without a window: JSON on standard output, messages on standard error."""

import argparse
import contextlib
import io
import os
import sys
import traceback
from collections.abc import Sequence
from types import TracebackType

from planner import __version__
from planner.cli import check, new, run, schema
from planner.units.message import QT_TRANSLATE_NOOP, sentence

SUCCESS, PLAN_HAS_ERRORS, USAGE, FAULT_OF_THE_PROGRAM, INTERRUPTED = 0, 1, 2, 3, 130
SHOW_TRACEBACK = "NEOCLOUD_PLANNER_TRACEBACK"

COMMANDS = (run, check, schema, new)

PROGRAM_FAULT = sentence(
    "cli.program_fault",
    QT_TRANSLATE_NOOP(
        "planner",
        "The program itself has failed ({fault}); no file was changed. "
        "With {variable}=1 in the environment it shows where.",
    ),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do one command. Returns 0; 1 if a plan has errors; 2 for wrong usage; 3 for our own fault.

    Never raises and never prints a traceback, unless NEOCLOUD_PLANNER_TRACEBACK is set.
    """
    _speak_utf_8()
    outermost = _OutermostFrame()
    with outermost:
        outermost.code = _obey(arguments)
        sys.stdout.flush()
    return outermost.code


def _obey(arguments: Sequence[str] | None) -> int:
    parser = _parser()
    try:
        chosen = parser.parse_args(arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else USAGE
    code: int = chosen.obey(chosen)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="neocloud-planner",
        description="Plan a neocloud's data centres, tenants and cash, under uncertainty.",
        epilog="Exit codes: 0 done, 1 the plan has errors, 2 wrong usage, 3 the program failed.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_to(commands)
    return parser


def _speak_utf_8() -> None:
    """The same text on every system; JSON is UTF-8 whatever the terminal's locale says."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")


class _OutermostFrame:
    """Where whatever nobody expected ends: as a sentence and an exit code."""

    code = FAULT_OF_THE_PROGRAM

    def __enter__(self) -> None:
        return

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if error is None:
            return True
        if isinstance(error, KeyboardInterrupt):
            self.code = INTERRUPTED
            return True
        if isinstance(error, BrokenPipeError):
            _close_output()
            self.code = SUCCESS
            return True
        if not isinstance(error, Exception):
            return False
        self.code = FAULT_OF_THE_PROGRAM
        if os.environ.get(SHOW_TRACEBACK):
            traceback.print_exception(error, file=sys.stderr)
        fault = f"{type(error).__name__}: {error}"
        print(PROGRAM_FAULT(fault=fault, variable=SHOW_TRACEBACK), file=sys.stderr)
        return True


def _close_output() -> None:
    """Whoever read our output has gone: keep Python from complaining at exit."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
