"""Threads that compute yield to the thread of the window."""

import os
import sys
import threading

from planner.compute.cache import Cache
from planner.compute.live import Live
from planner.compute.priority import yield_to_others
from planner.domain.case import Case
from planner.engine.result import Result
from tests.compute.made_up import case, result


def niceness() -> int:
    """Of the calling thread on Linux, of the process elsewhere."""
    thread = threading.get_native_id() if sys.platform == "linux" else 0
    return os.getpriority(os.PRIO_PROCESS, thread)


def test_a_thread_that_yields_is_nicer_and_so_are_those_it_starts() -> None:
    found: list[int] = []
    taken: list[bool] = []

    def work() -> None:
        taken.append(yield_to_others())
        found.append(niceness())
        begun = threading.Thread(target=lambda: found.append(niceness()))
        begun.start()
        begun.join()

    before = niceness()
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    nicer = min(before + 5, 19) if sys.platform == "linux" else before
    assert taken == [sys.platform == "linux"]
    assert found == [nicer, nicer]
    assert niceness() == before


def test_the_live_worker_yields_to_the_window(qapp: object) -> None:
    found: list[int] = []
    computed = threading.Event()

    def simulate(case: Case, draws: int = 0, **_others: object) -> Result:
        found.append(niceness())
        computed.set()
        return result(case.key, draws)

    before = niceness()
    live = Live(Cache(), simulate)
    try:
        live.submit(case("a"))
        assert computed.wait(10.0)
    finally:
        live.close()
    nicer = min(before + 5, 19) if sys.platform == "linux" else before
    assert set(found) == {nicer}
    assert niceness() == before
