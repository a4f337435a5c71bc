"""Faults of the program: one sentence, the traceback in the log."""

import logging
import sys
import threading

import pytest
from pytestqt.qtbot import QtBot

from planner.shell.faults import FaultReport, log_file, start_log


def raised() -> ZeroDivisionError:
    try:
        _ = 1 / 0
    except ZeroDivisionError as error:
        return error
    raise AssertionError


@pytest.fixture
def log() -> object:
    handler = start_log()
    yield handler
    logging.getLogger().removeHandler(handler)
    handler.close()


def test_an_uncaught_exception_is_told_in_a_sentence_and_logged_whole(
    log: object, qtbot: QtBot, logged_warnings: list[str]
) -> None:
    told: list[str] = []
    report = FaultReport(told.append)
    error = raised()
    report.hear(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: len(told) == 1)

    assert "ZeroDivisionError: division by zero" in told[0]
    assert str(log_file()) in told[0]
    written = log_file().read_text()
    assert "Traceback" in written
    assert "_ = 1 / 0" in written
    logged_warnings.clear()


def test_faults_while_one_is_being_told_are_only_logged(
    log: object, qtbot: QtBot, logged_warnings: list[str]
) -> None:
    told: list[str] = []
    error = raised()

    def say(text: str) -> None:
        told.append(text)
        report._tell("another")

    report = FaultReport(say)
    report.hear(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: bool(told))

    assert len(told) == 1
    logged_warnings.clear()


def test_a_fault_in_a_thread_is_told_in_the_interface_thread(
    log: object, qtbot: QtBot, logged_warnings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []
    report = FaultReport(lambda _text: threads.append(threading.get_ident()))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    report.install()
    worker = threading.Thread(target=lambda: 1 / 0)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: bool(threads))

    assert threads == [threading.get_ident()]
    logged_warnings.clear()
