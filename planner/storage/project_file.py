"""Read and write a plan's file. MODEL.md part A, "The project"."""

from dataclasses import dataclass
from pathlib import Path

from planner.domain.project import FORMAT, Project
from planner.storage import atomic
from planner.storage.atomic import Stamp
from planner.storage.fault import Unreadable
from planner.storage.layout import laid_out
from planner.storage.reading import project_of
from planner.storage.scanner import Scan, scan
from planner.storage.text_file import LARGEST_FILE, TOO_LARGE, read_text
from planner.units.message import Refused

__all__ = ["OpenedFile", "Unreadable", "dumps", "loads", "read", "write", "write_unless_changed"]


@dataclass(frozen=True)
class OpenedFile:
    """A plan as read from its file.

    `stamp` is what the file held, for `write_unless_changed`; `format` is the format it was in,
    below today's if it was upgraded on the way; `scan` knows the line of every path.
    """

    project: Project
    stamp: Stamp
    format: int
    scan: Scan


def read(path: Path) -> OpenedFile:
    """Open the plan at `path`. Raises Unreadable with every fault, each with path and line."""
    text, stamp = read_text(path)
    scanned = scan(text)
    project, given = project_of(scanned)
    return OpenedFile(project, stamp, given, scanned)


def loads(text: str) -> Project:
    """The plan that `text` describes. Raises Unreadable with every fault."""
    return project_of(scan(text))[0]


def dumps(project: Project) -> str:
    """The file's text: fields in declared order, defaults left out, newline at the end.

    `loads(dumps(project)) == project` for every plan.
    """
    return laid_out({"format": FORMAT} | project.stored())


def write(path: Path, project: Project) -> Stamp:
    """Save atomically with one backup; the stamp of the file as it is now.

    Raises OSError if the disk refuses, and Refused if the plan is too large to be opened again.
    """
    return atomic.write(path, _data(project))


def write_unless_changed(path: Path, project: Project, seen: Stamp | None) -> Stamp:
    """As `write`, but raises ChangedOnDisk if the file is no longer as it was at `seen`."""
    return atomic.write_unless_changed(path, _data(project), seen)


def _data(project: Project) -> bytes:
    data = dumps(project).encode("utf-8")
    if len(data) > LARGEST_FILE:
        raise Refused(TOO_LARGE(size=f"{len(data) / 2**20:.1f}", limit=LARGEST_FILE // 2**20))
    return data
