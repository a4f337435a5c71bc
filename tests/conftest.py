"""What every test stands on: no screen, no user's folders, and silence on all channels.

pyproject.toml makes warnings errors and lets Qt's warnings fail a test; stray log lines are
caught here.
"""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

# Before Qt and numpy are loaded by any test module.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest
from hypothesis import HealthCheck, settings

# The same examples in every run, however busy the machine: a red build is red for whoever makes it
# again.
settings.register_profile(
    "settled",
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("settled")


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def logged_warnings() -> Iterator[list[str]]:
    """Lines logged as warnings or worse; what a test leaves in the list fails it.

    A test of a logged warning asserts on the list and clears it.
    """
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    yield collector.lines
    logging.getLogger().removeHandler(collector)
    assert not collector.lines, "stray log lines"


@pytest.fixture(autouse=True)
def own_user_folders(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Each test has its own configuration, data, cache and state folders, all empty."""
    home: Path = tmp_path_factory.mktemp("home")
    for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    return home
