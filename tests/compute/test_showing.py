"""The next pass waits until the last result is on the screen, but never for long."""

import time
from collections.abc import Callable, Iterator

import pytest

from planner.compute.cache import Cache
from planner.compute.live import Live
from tests.compute.made_up import PATIENCE_S, LeashedEngine, case

LONG, SHORT = 30.0, 0.05
NO_CALL_WITHIN_S = 0.1


@pytest.fixture
def engine() -> LeashedEngine:
    return LeashedEngine()


@pytest.fixture
def live_with(qapp: object, engine: LeashedEngine) -> Iterator[Callable[[float], Live]]:
    made: list[Live] = []

    def maker(patience: float) -> Live:
        made.append(Live(Cache(), engine, patience=patience))
        return made[-1]

    yield maker
    engine.let_go()
    for live in made:
        live.close()


def test_the_preview_begins_once_the_line_is_shown(
    live_with: Callable[[float], Live], engine: LeashedEngine
) -> None:
    live = live_with(LONG)
    live.submit(case("a"))
    engine.next_call().finish()
    time.sleep(NO_CALL_WITHIN_S)
    assert engine.is_idle()
    live.go_on()
    assert engine.next_call().draws == 512


def test_the_next_pass_begins_when_patience_ends(
    live_with: Callable[[float], Live], engine: LeashedEngine
) -> None:
    live_with(SHORT).submit(case("a"))
    for draws in (0, 512, 1024):
        call = engine.next_call()
        assert call.draws == draws
        call.finish()


def test_newer_work_waits_for_no_screen(
    live_with: Callable[[float], Live], engine: LeashedEngine
) -> None:
    live = live_with(LONG)
    live.submit(case("old"))
    engine.next_call().finish()
    live.submit(case("new"))
    preview = engine.next_call()
    assert (preview.case.key, preview.draws) == (case("old").key, 512)
    preview.finish()
    full = engine.next_call()
    full.next_chunk()
    assert engine.next_call().case.key == case("new").key


def test_a_worker_that_waits_is_closed_at_once(
    live_with: Callable[[float], Live], engine: LeashedEngine
) -> None:
    live = live_with(LONG)
    live.submit(case("a"))
    engine.next_call().finish()
    began = time.perf_counter()
    engine.let_go()
    live.close()
    assert time.perf_counter() - began < PATIENCE_S
