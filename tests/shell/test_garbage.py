"""Python searches for dead rings only among what came after the plan was opened."""

import gc
import weakref
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from planner.domain.project import Project
from planner.shell.garbage import Garbage
from planner.shell.main_window import MainWindow
from tests.shell.conftest import small_plan


class Ring:
    """Holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def search_everything_again() -> Iterator[None]:
    """The next test finds the search as it was."""
    yield
    gc.unfreeze()


def test_what_stands_once_the_plan_is_computed_is_searched_no_more(
    open_window: Callable[[Project], MainWindow], qtbot: QtBot
) -> None:
    window = open_window(small_plan())
    Garbage(window.document, window.wiring, window)
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 10_000, timeout=20_000)
    assert window.wiring.is_settled
    dead = weakref.ref(Ring())
    gc.collect()
    assert dead() is None


def test_another_plan_is_set_aside_in_its_turn_and_nothing_dead_with_it(
    open_window: Callable[[Project], MainWindow], qtbot: QtBot
) -> None:
    window = open_window(small_plan())
    Garbage(window.document, window.wiring, window)
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 0, timeout=20_000)
    ring = Ring()
    gc.freeze()
    dead = weakref.ref(ring)
    del ring
    gc.collect()
    assert dead() is not None
    window.document.open(small_plan())
    qtbot.waitUntil(lambda: dead() is None, timeout=20_000)
    assert gc.get_freeze_count() > 10_000


def test_an_edit_sets_nothing_aside(
    open_window: Callable[[Project], MainWindow], qtbot: QtBot
) -> None:
    window = open_window(small_plan())
    Garbage(window.document, window.wiring, window)
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 0, timeout=20_000)
    before = gc.get_freeze_count()
    with qtbot.waitSignal(window.wiring.settled, timeout=20_000):
        window.document.edit(
            "Change seed", window.document.project.replacing_at("settings/seed", 8)
        )
    qtbot.wait(50)
    assert gc.get_freeze_count() <= before
