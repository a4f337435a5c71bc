"""Order, threads, cancellation and progress of the chunks. MODEL.md B9."""

from collections.abc import Callable, Iterable
from concurrent.futures import Executor, ThreadPoolExecutor
from threading import Lock
from typing import TypeVar

Item = TypeVar("Item")


class Cancelled(Exception):
    """Newer work waits; what was begun is dropped."""


def never() -> bool:
    """The answer of work that nobody cancels."""
    return False


def checkpoint_of(cancelled: Callable[[], bool]) -> Callable[[], None]:
    """A call that raises Cancelled once somebody has asked for it."""

    def checkpoint() -> None:
        if cancelled():
            raise Cancelled

    return checkpoint


def each(
    items: Iterable[Item],
    work: Callable[[Item], None],
    threads: int,
    done: Callable[[int], None] | None = None,
) -> None:
    """Work on every item, on so many threads; what one raises is raised, and the rest stops.

    `done` is called with how many items are finished, from any thread but never twice at once.
    """
    waiting = iter(list(items))
    lock = Lock()
    finished = 0
    failed = False

    def worker() -> None:
        nonlocal finished, failed
        for item in waiting:
            if failed:
                return
            try:
                work(item)
            except BaseException:
                failed = True
                raise
            with lock:
                finished += 1
                if done is not None:
                    done(finished)

    if threads <= 1:
        worker()
        return
    with ThreadPoolExecutor(threads) as pool:
        _join(pool, worker, threads)


def _join(pool: Executor, worker: Callable[[], None], threads: int) -> None:
    futures = [pool.submit(worker) for _ in range(threads)]
    try:
        while futures:
            futures.pop(0).result()
    finally:
        # A future keeps what its work has raised, and that keeps the frames it went through, this
        # one too: in a ring the arrays of a dropped run would wait for the garbage collector.
        futures.clear()
