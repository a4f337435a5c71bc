"""The live worker, driven gate by gate."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt, Slot
from pytestqt.qtbot import QtBot

from planner.compute.cache import Cache
from planner.compute.live import Live
from planner.engine.result import Result
from tests.compute.made_up import LeashedEngine, case


class Listener(QObject):
    """What the interface thread heard, in order."""

    def __init__(self, live: Live) -> None:
        super().__init__()
        self.heard: list[tuple[str, int]] = []
        self.failures: list[tuple[str, str]] = []
        self.stopped: list[str] = []
        self.progress: list[float] = []
        self.threads: set[int] = set()
        queued = Qt.ConnectionType.QueuedConnection
        live.finished.connect(self.hear, queued)
        live.failed.connect(self.hear_failure, queued)
        live.stopped.connect(self.hear_stop, queued)
        live.progressed.connect(self.hear_progress, queued)

    @Slot(object)
    def hear(self, result: Result) -> None:
        self.threads.add(threading.get_ident())
        self.heard.append((result.case_key, result.draws))

    @Slot(str, str)
    def hear_failure(self, key: str, text: str) -> None:
        self.failures.append((key, text))

    @Slot(str)
    def hear_stop(self, key: str) -> None:
        self.stopped.append(key)

    @Slot(float)
    def hear_progress(self, share: float) -> None:
        self.progress.append(share)


@pytest.fixture
def engine() -> LeashedEngine:
    return LeashedEngine()


@pytest.fixture
def live(qapp: object, engine: LeashedEngine) -> Iterator[Live]:
    worker = Live(Cache(), engine)
    yield worker
    engine.let_go()
    worker.close()


@pytest.fixture
def listener(live: Live) -> Listener:
    return Listener(live)


def test_a_case_is_computed_in_passes_of_growing_precision_and_heard_in_the_interface_thread(
    live: Live, engine: LeashedEngine, listener: Listener, qtbot: QtBot
) -> None:
    plan = case("a")
    live.submit(plan)
    for _ in range(3):
        engine.next_call().finish()

    qtbot.waitUntil(lambda: len(listener.heard) == 3)
    assert listener.heard == [(plan.key, 0), (plan.key, 512), (plan.key, 1024)]
    assert listener.threads == {threading.get_ident()}


def test_a_plan_of_512_draws_needs_no_pass_beyond_the_preview(
    live: Live, engine: LeashedEngine, listener: Listener, qtbot: QtBot
) -> None:
    live.submit(case("a", draws=512))
    engine.next_call().finish()
    engine.next_call().finish()
    live.submit(case("b"))

    assert engine.next_call().case.key == case("b").key
    qtbot.waitUntil(lambda: [draws for _, draws in listener.heard] == [0, 512])


def test_newer_work_drops_the_last_pass_at_its_next_chunk(
    live: Live, engine: LeashedEngine, listener: Listener, qtbot: QtBot
) -> None:
    old, new = case("old"), case("new")
    live.submit(old)
    engine.next_call().finish()
    engine.next_call().finish()
    full = engine.next_call()
    full.next_chunk()
    live.submit(new)
    full.next_chunk()
    for _ in range(3):
        engine.next_call().finish()

    qtbot.waitUntil(lambda: (new.key, 1024) in listener.heard)
    assert (old.key, 512) in listener.heard
    assert (old.key, 1024) not in listener.heard
    assert listener.stopped == []


def test_newer_work_leaves_the_deterministic_run_and_the_preview_to_complete(
    live: Live, engine: LeashedEngine, listener: Listener, qtbot: QtBot
) -> None:
    old, new = case("old"), case("new")
    live.submit(old)
    exact = engine.next_call()
    live.submit(new)
    exact.next_chunk()
    exact.finish()
    preview = engine.next_call()
    preview.next_chunk()
    preview.finish()
    engine.next_call().next_chunk()
    following = engine.next_call()

    assert (following.case.key, following.draws) == (new.key, 0)
    qtbot.waitUntil(lambda: listener.heard == [(old.key, 0), (old.key, 512)])


def test_only_the_newest_of_several_waiting_cases_is_computed(
    live: Live, engine: LeashedEngine
) -> None:
    live.submit(case("first", draws=512))
    exact = engine.next_call()
    for name in ("second", "third", "fourth"):
        live.submit(case(name))
    exact.finish()
    engine.next_call().finish()
    following = engine.next_call()

    assert following.case.key == case("fourth").key


def test_a_fault_is_told_with_its_case_and_the_thread_lives_on(
    live: Live,
    engine: LeashedEngine,
    listener: Listener,
    qtbot: QtBot,
    logged_warnings: list[str],
) -> None:
    broken, sound = case("broken"), case("sound", draws=512)
    live.submit(broken)
    engine.next_call().fail()
    qtbot.waitUntil(lambda: len(listener.failures) == 1)
    live.submit(sound)
    engine.next_call().finish()
    engine.next_call().finish()

    qtbot.waitUntil(lambda: len(listener.heard) == 2)
    assert listener.failures == [(broken.key, "ZeroDivisionError: no megawatts")]
    assert listener.heard == [(sound.key, 0), (sound.key, 512)]
    assert len(logged_warnings) == 1
    logged_warnings.clear()


def test_what_was_computed_before_is_told_at_once_and_not_computed_again(
    live: Live, engine: LeashedEngine, listener: Listener, qtbot: QtBot
) -> None:
    plan = case("a")
    live.submit(plan)
    for _ in range(3):
        engine.next_call().finish()
    qtbot.waitUntil(lambda: len(listener.heard) == 3)
    live.submit(plan)
    qtbot.waitUntil(lambda: len(listener.heard) == 4)
    live.submit(case("b"))

    assert listener.heard[3] == (plan.key, 1024)
    following = engine.next_call()
    assert following.case.key == case("b").key


def test_an_interrupted_case_goes_on_after_its_preview_when_it_comes_back(
    live: Live, engine: LeashedEngine, listener: Listener, qtbot: QtBot
) -> None:
    first, second = case("first"), case("second", draws=512)
    live.submit(first)
    engine.next_call().finish()
    engine.next_call().finish()
    full = engine.next_call()
    live.submit(second)
    full.next_chunk()
    engine.next_call().finish()
    engine.next_call().finish()
    qtbot.waitUntil(lambda: len(listener.heard) == 4)
    live.submit(first)
    resumed = engine.next_call()

    assert (resumed.case.key, resumed.draws) == (first.key, 1024)
    resumed.finish()
    qtbot.waitUntil(lambda: len(listener.heard) == 6)
    assert listener.heard[4:] == [(first.key, 512), (first.key, 1024)]


def test_the_user_can_stop_the_last_pass_and_keeps_the_preview(
    live: Live, engine: LeashedEngine, listener: Listener, qtbot: QtBot
) -> None:
    plan = case("a")
    live.submit(plan)
    engine.next_call().finish()
    engine.next_call().finish()
    full = engine.next_call()
    live.stop()
    full.next_chunk()

    qtbot.waitUntil(lambda: listener.stopped == [plan.key])
    assert listener.heard == [(plan.key, 0), (plan.key, 512)]


def test_progress_is_told_of_the_last_pass_only(
    live: Live, engine: LeashedEngine, listener: Listener, qtbot: QtBot
) -> None:
    live.submit(case("a"))
    for _ in range(2):
        call = engine.next_call()
        call.next_chunk()
        call.finish()
    full = engine.next_call()
    full.next_chunk()
    full.next_chunk()
    full.finish()

    qtbot.waitUntil(lambda: len(listener.heard) == 3)
    assert listener.progress == [0.5, 0.5]


def test_closing_ends_a_pass_at_its_next_chunk_and_joins_the_thread(
    live: Live, engine: LeashedEngine
) -> None:
    live.submit(case("a"))
    call = engine.next_call()
    closing = threading.Thread(target=live.close)
    closing.start()
    while not call.cancelled():
        call.next_chunk()
    call.next_chunk()
    closing.join(timeout=10)

    assert not closing.is_alive()
    assert engine.is_idle()
    assert "live" not in {thread.name for thread in threading.enumerate()}
