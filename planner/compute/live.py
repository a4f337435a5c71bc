"""The live worker: immutable cases in, immutable results out; only the newest request matters."""

import logging
import os
from collections.abc import Callable
from threading import Condition, Thread
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from planner.compute.cache import Cache, Key
from planner.compute.priority import yield_to_others
from planner.domain.case import Case
from planner.engine.chunks import Cancelled
from planner.engine.result import Result
from planner.engine.simulate import simulate

PREVIEW_DRAWS = 512
MOST_THREADS = 8

Keeps = Callable[[tuple[str, str]], bool]

_logger = logging.getLogger(__name__)


class Simulate(Protocol):
    """The engine's entry, or a stand-in for it."""

    def __call__(
        self,
        case: Case,
        draws: int = 0,
        *,
        cancelled: Callable[[], bool],
        progress: Callable[[float], None] | None,
        threads: int,
        keeps: Keeps | None,
    ) -> Result: ...


class Live(QObject):
    """Computes the newest submitted case in a thread of its own.

    Each case takes up to three passes: the deterministic run, a preview of 512 draws, and all draws
    the plan asks for. The first two always complete, so that continuous typing still moves the
    charts; the last is dropped at the next chunk when newer work waits. What was computed before
    comes from the cache at once.

    Between two passes the worker waits until who shows the results has said `go_on`, though never
    longer than its `patience`: painting is three times as slow while draws are made.

    Signals are emitted from both threads: connect them queued.
    """

    finished = Signal(object)  # Result
    failed = Signal(str, str)  # case key, what went wrong
    progressed = Signal(float)  # share of the last pass that is done, 0 to 1
    stopped = Signal(str)  # case key whose last pass the user cancelled

    def __init__(
        self,
        cache: Cache,
        simulate: Simulate = simulate,
        keeps: Keeps | None = None,
        patience: float = 0.0,
    ) -> None:
        """`keeps` says of which series (path, name) percentiles are wanted; None is all.

        `patience`: seconds that a result may take to be shown before the next pass begins.
        """
        super().__init__()
        self._keeps = keeps
        self._patience = patience
        self._is_shown = True
        self._cache = cache
        self._simulate = simulate
        self._threads = max(1, min(os.cpu_count() or 1, MOST_THREADS))
        self._condition = Condition()
        self._newest: Case | None = None
        self._stopping = False
        self._forgetting = False
        self._closing = False
        self._thread = Thread(target=self._work, name="live", daemon=True)
        self._thread.start()

    def submit(self, case: Case) -> None:
        """Compute this case next; a case that still waits is forgotten."""
        known = self._known(case)
        if known is not None:
            self.finished.emit(known)
        with self._condition:
            self._stopping = self._forgetting = False
            self._newest = case
            self._condition.notify()

    def stop(self) -> None:
        """Give up the last pass of the case at hand; its preview stays."""
        with self._condition:
            self._stopping = True

    def forget(self) -> None:
        """Nothing is wanted any more: drop what waits, and the last pass of the case at hand."""
        with self._condition:
            self._newest = None
            self._forgetting = True

    def go_on(self) -> None:
        """The last result is on the screen, or will not be."""
        with self._condition:
            self._is_shown = True
            self._condition.notify()

    def close(self) -> None:
        """End the thread at the next chunk and wait for it. May be called twice."""
        with self._condition:
            self._closing = True
            self._condition.notify()
        self._thread.join()

    def _work(self) -> None:
        yield_to_others()
        while (case := self._next()) is not None:
            try:
                self._compute(case)
            except Cancelled:
                if self._stopping and not self._forgetting:
                    self.stopped.emit(case.key)
            except Exception as error:
                # The outermost frame of the thread: a fault of one case must not end all others.
                _logger.exception("The case %s could not be computed", case.key)
                self.failed.emit(case.key, f"{type(error).__name__}: {error}")

    def _next(self) -> Case | None:
        with self._condition:
            self._condition.wait_for(lambda: self._closing or self._newest is not None)
            if self._closing:
                return None
            case, self._newest = self._newest, None
            return case

    def _compute(self, case: Case) -> None:
        known = self._known(case)
        for draws in _passes(case):
            if known is not None and draws <= known.draws:
                continue
            last = draws > PREVIEW_DRAWS
            result = self._simulate(
                case,
                draws,
                cancelled=self._is_superseded if last else self._is_closing,
                progress=self.progressed.emit if last else None,
                threads=self._threads,
                keeps=self._keeps,
            )
            self._cache.put(result)
            self._is_shown = draws >= case.plan.settings.draws
            self.finished.emit(result)
            self._let_it_be_shown()

    def _let_it_be_shown(self) -> None:
        with self._condition:
            self._condition.wait_for(
                lambda: self._is_shown or self._closing or self._newest is not None, self._patience
            )

    def _is_closing(self) -> bool:
        return self._closing

    def _is_superseded(self) -> bool:
        with self._condition:
            return self._closing or self._stopping or self._forgetting or self._newest is not None

    def _known(self, case: Case) -> Result | None:
        """The most precise result of this case that is still kept."""
        seed = case.plan.settings.seed
        for draws in reversed(_passes(case)):
            found = self._cache.get(Key(case.key, seed, draws))
            if found is not None:
                return found
        return None


def _passes(case: Case) -> tuple[int, ...]:
    """Numbers of draws, each pass more precise than the one before; 0 is the deterministic run."""
    full = case.plan.settings.draws
    return tuple(sorted({0, min(PREVIEW_DRAWS, full), full}))
