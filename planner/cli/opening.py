"""Open a plan for a command, or say on standard error all that is wrong with it."""

import re
import sys
from pathlib import Path

from planner.domain.checks import NOTICE, Problem
from planner.storage.project_file import OpenedFile, Unreadable, read

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def opened(path: str) -> OpenedFile | None:
    """The plan at `path`; None after every fault was said as `file:line: path: sentence`."""
    try:
        return read(Path(path))
    except Unreadable as refusal:
        for fault in refusal.faults:
            say(path, fault.line, fault.path, str(fault.message))
        return None


def say_problem(path: str, file: OpenedFile, problem: Problem) -> None:
    """Say a problem of a readable plan, with its line in the file; a notice is marked as one."""
    mark = "notice: " if problem.severity == NOTICE else ""
    say(path, file.scan.line_of(problem.path), problem.path, f"{mark}{problem.message}")


def say(path: str, line: int, place: str, text: str) -> None:
    """One line on standard error; `place` is a path in the plan, empty for the plan itself."""
    spoken = f"{path}:{line}: {place or 'plan'}: {text}"
    # What a file quotes must neither break the line nor command the terminal.
    print(_CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", spoken), file=sys.stderr)
