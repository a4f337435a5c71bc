"""Saving so that a crash, a full disk or another program never costs the user a plan.

Written beside the file, flushed to the disk, put in its place in one step; the file before stays
as one backup with `~` behind its name.
"""

import contextlib
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True)
class Stamp:
    """The content of a file at one moment, enough to see whether it has changed since."""

    size: int
    digest: str

    @classmethod
    def of(cls, data: bytes) -> Self:
        """The stamp of these bytes."""
        return cls(len(data), hashlib.blake2b(data, digest_size=16).hexdigest())


class ChangedOnDisk(Exception):
    """The file is no longer what it was when it was read; it was not overwritten."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} changed on disk")
        self.path = path


def stamp(path: Path) -> Stamp | None:
    """The stamp of the file as it is now; None if there is none. Raises OSError."""
    try:
        return Stamp.of(path.read_bytes())
    except FileNotFoundError:
        return None


def changed_since(path: Path, seen: Stamp | None) -> bool:
    """Whether the file holds something else than at `seen` (None = there was no file).

    A file that has gone is not a change that a save could destroy. Raises OSError.
    """
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return False
    if seen is None or size != seen.size:
        return True
    return stamp(path) != seen


def backup_path(path: Path) -> Path:
    """Where the file before the last save is kept."""
    return path.with_name(path.name + "~")


def write(path: Path, data: bytes) -> Stamp:
    """Put `data` in the file at `path`, whatever it holds; the stamp of what it holds now.

    A link is followed. Access rights of an existing file are kept. Raises OSError, in which case
    the file is as before and nothing is left beside it.
    """
    target = Path(os.path.realpath(path))
    before = _mode(target)
    if before is not None:
        with _beside(backup_path(target)) as copy:
            shutil.copyfile(target, copy)
            copy.chmod(before)
            _put(copy, backup_path(target))
    with _beside(target) as fresh:
        with fresh.open("wb") as file:
            file.write(data)
        fresh.chmod(_mode_of_new() if before is None else before)
        _put(fresh, target)
    _flush_folder(target.parent)
    return Stamp.of(data)


def write_unless_changed(path: Path, data: bytes, seen: Stamp | None) -> Stamp:
    """As `write`, but only over the file as it was at `seen` (None = there was no file).

    Raises ChangedOnDisk if another program wrote it since; the file is then as that program
    left it.
    """
    if changed_since(path, seen):
        raise ChangedOnDisk(path)
    return write(path, data)


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A new empty file in the folder of `target`, removed again unless it was moved away."""
    handle, name = tempfile.mkstemp(
        dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part"
    )
    os.close(handle)
    fresh = Path(name)
    try:
        yield fresh
    finally:
        fresh.unlink(missing_ok=True)


def _put(fresh: Path, target: Path) -> None:
    """Make sure `fresh` is on the disk, then give it the name `target` in one step."""
    with fresh.open("rb+") as file:
        os.fsync(file.fileno())
    fresh.replace(target)


def _flush_folder(folder: Path) -> None:
    """Make the new name survive a power cut. Only POSIX can open a folder for this."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _mode(path: Path) -> int | None:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None


def _mode_of_new() -> int:
    """What an ordinary new file would get; reading the mask means setting it for a moment."""
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask
