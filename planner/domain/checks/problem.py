"""One thing that is wrong or worth knowing, and where."""

from dataclasses import dataclass
from typing import Literal

from planner.domain.path import Path
from planner.units.message import Message

Severity = Literal["inconsistent", "notice"]
INCONSISTENT: Severity = "inconsistent"
NOTICE: Severity = "notice"


@dataclass(frozen=True)
class Problem:
    """A sentence about the field or entity at `path`. Inconsistent plans are not computed there."""

    severity: Severity
    path: Path
    message: Message


def inconsistent(path: Path, message: Message) -> Problem:
    """A problem that blocks computing what it touches."""
    return Problem(INCONSISTENT, path, message)


def notice(path: Path, message: Message) -> Problem:
    """Something worth knowing; the plan computes."""
    return Problem(NOTICE, path, message)
