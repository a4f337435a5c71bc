"""The command line as the audit uses it."""

from pathlib import Path

import pytest

from tests.audit.reckoning import Runner


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runner:
    return Runner(tmp_path, capsys)
