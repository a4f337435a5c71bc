"""Starting the program as a user does, in a process of its own."""

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from planner.storage.project_file import dumps
from tests.shell.conftest import small_plan


def started(*arguments: str, home: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    kept.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(
        [sys.executable, "-m", "planner", *arguments],
        env={**kept, "XDG_CONFIG_HOME": str(home), **environment},
        cwd=home,
        capture_output=True,
        text=True,
        timeout=120,
    )


def size_of_png(file: Path) -> tuple[int, int]:
    width, height = struct.unpack(">II", file.read_bytes()[16:24])
    return width, height


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "small.ncplan"
    file.write_text(dumps(small_plan()), encoding="utf-8")
    return file


def test_without_a_display_it_says_so_prints_the_key_figures_and_writes_a_picture(
    tmp_path: Path, plan: Path
) -> None:
    ended = started(str(plan), home=tmp_path)

    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    assert "There is no display" in ended.stdout
    assert "Value to owner" in ended.stdout
    assert "512 draws, seed 3" in ended.stdout
    assert size_of_png(tmp_path / "build" / "neocloud-planner.png")[0] > 600


def test_without_a_display_a_broken_plan_is_told_line_by_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ncplan"
    broken.write_text('{"format": 1,\n "settings": {"start": "2026-13"}}')
    ended = started(str(broken), home=tmp_path)

    assert ended.returncode == 1
    assert f"{broken}:2: settings/start: " in ended.stderr
    assert "Traceback" not in ended.stderr


def test_without_a_display_a_plan_that_contradicts_itself_says_what_blocks_it(
    tmp_path: Path,
) -> None:
    file = tmp_path / "blocked.ncplan"
    path = "tenants/acme/contracts/lease/start"
    file.write_text(dumps(small_plan().replacing_at(path, None)), encoding="utf-8")
    ended = started(str(file), home=tmp_path)

    assert ended.returncode == 1
    assert "The plan cannot be computed:" in ended.stdout
    assert "Acme · Lease" in ended.stdout


def test_a_picture_of_the_window_is_written_in_the_wanted_theme(tmp_path: Path, plan: Path) -> None:
    offscreen = {"QT_QPA_PLATFORM": "offscreen"}
    for name in ("light", "dark"):
        arguments = (str(plan), "--theme", name, "--picture", f"{name}.png")
        assert started(*arguments, home=tmp_path, **offscreen).returncode == 0

    light, dark = (tmp_path / f"{name}.png" for name in ("light", "dark"))
    assert size_of_png(light) == size_of_png(dark)
    assert light.read_bytes() != dark.read_bytes()


FIRST_RESULT = """
import sys
from PySide6.QtCore import Qt
from planner.shell import start

application = start.application_of()
window = start.window_of(application, start.user_settings())
loaded = []
window.live.finished.connect(
    lambda result: loaded.append("scipy" in sys.modules), Qt.ConnectionType.DirectConnection
)
window.document.edit("Change", window.document.project.replacing_at("settings/draws", 512))
window.show()
start.settle(window)
window.end()
sys.exit(loaded[0])
"""


def test_scipy_is_not_on_the_way_to_the_first_chart(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path)}
    ended = subprocess.run([sys.executable, "-c", FIRST_RESULT], env=environment, timeout=120)

    assert ended.returncode == 0
