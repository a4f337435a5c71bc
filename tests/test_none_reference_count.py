"""Guard against a binding of Qt that drops references to None and True.

With PySide6 6.12.0 on Python 3.10 and 3.11 each Qt call that returns nothing dropped one reference
to None, and each emission of a Signal(bool) one to True: after some thousand calls the interpreter
aborted, while short tests passed. From Python 3.12 on both are immortal and their counts constant.
"""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 5_000
# The interpreter itself takes and frees a few between two counts.
NOISE = 50


class Switch(QObject):
    turned = Signal(bool)


def drift(counted: object, call: Callable[[], object]) -> int:
    """How far the reference count of an object moves over many calls."""
    for _ in range(10):
        call()
    before = sys.getrefcount(counted)
    for _ in range(CALLS):
        call()
    return sys.getrefcount(counted) - before


@pytest.mark.parametrize("counted", [None, True], ids=["None", "True"])
def test_qt_calls_that_return_nothing_keep_the_reference_counts(
    qtbot: QtBot, counted: object
) -> None:
    label = QLabel()
    qtbot.addWidget(label)

    assert abs(drift(counted, lambda: label.setText("300 MW"))) < NOISE
    assert abs(drift(counted, label.update)) < NOISE
    assert abs(drift(counted, lambda: label.setEnabled(True))) < NOISE


@pytest.mark.parametrize("counted", [None, True], ids=["None", "True"])
def test_emissions_of_a_boolean_keep_the_reference_counts(qtbot: QtBot, counted: object) -> None:
    switch = Switch()
    heard = [0]

    def listen(on: bool) -> None:
        heard[0] += on

    switch.turned.connect(listen)

    assert abs(drift(counted, lambda: switch.turned.emit(True))) < NOISE
    assert heard[0] == CALLS + 10


def test_the_count_shows_a_reference_that_is_kept() -> None:
    kept: list[object] = []
    counted = object()

    assert drift(counted, lambda: kept.append(counted)) == CALLS
