"""The command line answers with exit codes and sentences, never with a traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

from planner import __version__
from planner.cli import SHOW_TRACEBACK, check, main

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["fly"],
        ["check"],
        ["run"],
        ["run", "plan.ncplan", "--draws", "100"],
        ["run", "plan.ncplan", "--draws", "1000"],
        ["run", "plan.ncplan", "--draws", "many"],
        ["run", "plan.ncplan", "--seed", "-1"],
        ["run", "plan.ncplan", "--seed", "1.5"],
        ["run", "plan.ncplan", "--strat", "lease"],
        ["new"],
        ["schema", "extra"],
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_2_and_says_what_is_wrong(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "usage: neocloud-planner" in err
    assert "error: " in err


def test_help_and_version_exit_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"neocloud-planner {__version__}\n"
    for command in ([], ["run"], ["check"], ["schema"], ["new"]):
        assert main([*command, "--help"]) == 0
        assert "usage: neocloud-planner" in capsys.readouterr().out


def test_a_fault_of_the_program_is_a_sentence_and_exit_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> bool:
        raise RuntimeError("the axes disagree")

    monkeypatch.setattr(check, "opened", fails)
    monkeypatch.delenv(SHOW_TRACEBACK, raising=False)
    assert main(["check", "plan.ncplan"]) == 3
    said = capsys.readouterr().err
    assert said.startswith("The program itself has failed (RuntimeError: the axes disagree)")
    assert "Traceback" not in said

    monkeypatch.setenv(SHOW_TRACEBACK, "1")
    assert main(["check", "plan.ncplan"]) == 3
    said = capsys.readouterr().err
    assert said.startswith("Traceback")
    assert "The program itself has failed" in said


def test_an_interrupt_exits_130_in_silence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "opened", interrupted)
    assert main(["check", "plan.ncplan"]) == 130
    assert capsys.readouterr().err == ""


def test_what_a_file_quotes_can_neither_break_a_line_nor_command_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.ncplan"
    plan.write_text('{"format": 1, "settings": {"start": "a\\nb\\u001b[2J"}}', "utf-8")
    assert main(["check", str(plan)]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "a\\x0ab\\x1b[2J" in said


def test_a_reader_that_leaves_early_is_no_fault() -> None:
    program = "import sys; from planner.cli import main; sys.exit(main(['schema']))"
    writer = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.close()
    said = writer.stderr.read()
    writer.stderr.close()
    assert writer.wait() == 0
    assert said == b""


def test_the_command_line_loads_neither_qt_nor_scipy() -> None:
    program = (
        "import sys; from planner.cli import main; main(['schema']);"
        "heavy = {'PySide6', 'pyqtgraph', 'scipy'};"
        "sys.exit(bool(heavy & {name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.DEVNULL, cwd=ROOT)
    assert done.returncode == 0


def test_output_is_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    plan = tmp_path / "plan.ncplan"
    plan.write_text('{"format": 1, "settings": {"start": "Zoë"}}', "utf-8")
    program = "import sys; from planner.cli import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", program, "check", str(plan)],
        capture_output=True,
        cwd=ROOT,
        env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
    )
    assert done.returncode == 1
    assert "“Zoë” is not a month" in done.stderr.decode("utf-8")
