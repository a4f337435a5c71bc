"""A save keeps the old file or the new one, never half of either."""

import os
import stat
from pathlib import Path

import pytest

from planner.storage.atomic import ChangedOnDisk, Stamp, backup_path, write, write_unless_changed


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.ncplan"
    path.write_bytes(b"first")
    return path


def test_a_save_puts_the_new_content_and_keeps_the_old_as_one_backup(plan: Path) -> None:
    write(plan, b"second")
    write(plan, b"third")
    assert plan.read_bytes() == b"third"
    assert backup_path(plan).read_bytes() == b"second"
    assert sorted(path.name for path in plan.parent.iterdir()) == ["plan.ncplan", "plan.ncplan~"]


def test_a_new_file_has_no_backup_and_the_usual_access_rights(tmp_path: Path) -> None:
    path, usual = tmp_path / "new.ncplan", tmp_path / "usual"
    usual.touch()
    assert write(path, b"one") == Stamp.of(b"one")
    assert not backup_path(path).exists()
    assert path.stat().st_mode == usual.stat().st_mode


def test_the_access_rights_of_the_file_are_kept(plan: Path) -> None:
    plan.chmod(0o640)
    write(plan, b"second")
    assert stat.S_IMODE(plan.stat().st_mode) == 0o640
    assert stat.S_IMODE(backup_path(plan).stat().st_mode) == 0o640


def test_a_link_stays_a_link_and_its_file_is_written(plan: Path) -> None:
    link = plan.parent / "link.ncplan"
    link.symlink_to(plan)
    write(link, b"second")
    assert link.is_symlink()
    assert plan.read_bytes() == b"second"


@pytest.mark.parametrize("fails_at", [1, 2])
def test_a_disk_that_fails_leaves_the_file_and_nothing_beside_it(
    plan: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    calls = []
    flush = os.fsync

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) == fails_at:
            raise OSError(28, "No space left on device")
        flush(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write(plan, b"second")
    assert plan.read_bytes() == b"first"
    assert {path.name for path in plan.parent.iterdir()} <= {"plan.ncplan", "plan.ncplan~"}


def test_the_content_is_on_the_disk_before_the_file_gets_its_name(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    flush, replace = os.fsync, Path.replace

    def flushed(handle: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(handle).st_mode)
        order.append("flush folder" if is_folder else "flush file")
        flush(handle)

    def replaced(self: Path, target: Path) -> Path:
        order.append(f"name {target.name}")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(Path, "replace", replaced)
    write(plan, b"second")
    assert order == [
        "flush file",
        "name plan.ncplan~",
        "flush file",
        "name plan.ncplan",
        "flush folder",
    ]


def test_a_file_that_another_program_changed_is_not_overwritten(plan: Path) -> None:
    seen = Stamp.of(plan.read_bytes())
    plan.write_bytes(b"other")
    with pytest.raises(ChangedOnDisk):
        write_unless_changed(plan, b"second", seen)
    assert plan.read_bytes() == b"other"
    assert not backup_path(plan).exists()


def test_a_file_that_was_only_touched_or_has_gone_may_be_written(plan: Path) -> None:
    seen = Stamp.of(plan.read_bytes())
    os.utime(plan, (1, 1))
    seen = write_unless_changed(plan, b"second", seen)
    plan.unlink()
    write_unless_changed(plan, b"third", seen)
    assert plan.read_bytes() == b"third"


def test_a_file_that_appeared_where_none_was_is_not_overwritten(plan: Path) -> None:
    with pytest.raises(ChangedOnDisk):
        write_unless_changed(plan, b"second", None)


def test_a_very_long_file_name_can_be_saved(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 120 + ".ncplan")
    write(path, b"one")
    write(path, b"two")
    assert backup_path(path).read_bytes() == b"one"
