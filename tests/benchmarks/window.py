"""The real window on the example: from an edit to the painted chart, and how smooth it stays."""

import json
import random
import resource
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from PySide6.QtCore import QEventLoop, QObject, QSettings, Qt, QTimer, Slot

from planner.__main__ import tune
from planner.editors.tables import RENT_ROLL
from planner.engine.result import Result
from planner.shell import start
from planner.shell.garbage import Garbage
from planner.shell.main_window import MainWindow
from tests.benchmarks.limits import Figures
from tests.benchmarks.painting import PaintWatch

EDITS = 25
PREVIEW = 512
TICK_MS = 5
EDIT_EVERY_MS = 200
REST_MS = 150
PATIENCE_MS = 20_000
# The fee of the first contract, $m a month: every edit is a case that was never computed.
FEE = "tenants/anthropic/contracts/colossus/price"
CASH = 1


class Edits(QObject):
    """Types prices into the rent roll, as the table's editor does, and times what follows."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._model = window.editors.table(RENT_ROLL).entities
        self._random = random.Random(1)
        self._began = 0.0
        self._loop = QEventLoop()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._loop.quit)
        self._painted_after: dict[str, float] = {}
        PaintWatch(window, window.cash).painted = self._painted

    @Slot()
    def make(self) -> None:
        """One edit."""
        self._began = time.perf_counter()
        fee = f"{self._random.uniform(900.0, 1500.0):.4f}"
        if not self._model.setData(self._model.index_of(FEE), fee):
            raise ValueError(f"the edit of {FEE} was refused")

    def timed(self) -> tuple[float, float]:
        """One edit: milliseconds until its line, and its preview, are painted."""
        self._painted_after.clear()
        self.make()
        self._patience.start(PATIENCE_MS)
        self._loop.exec()
        self._patience.stop()
        return self._painted_after["line"], self._painted_after["preview"]

    def _painted(self, result: Result, when: float) -> None:
        if result.case_key != self._window.wiring.case_key:
            return
        took = (when - self._began) * 1000.0
        self._painted_after.setdefault("line", took)
        if result.draws >= PREVIEW:
            self._painted_after.setdefault("preview", took)
            self._loop.quit()


class Ticks(QObject):
    """A timer of 5 ms in the interface thread, and by how much each tick is late."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Tick from now on."""
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """No more."""
        self._timer.stop()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late.append(max(0.0, (now - self._last) * 1000.0 - TICK_MS))
        self._last = now


def main(seconds: float) -> None:
    tune()
    application = start.application_of()
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder, "window.ini")), QSettings.Format.IniFormat)
        window = start.window_of(application, settings, "light")
        window.resize(1600, 1000)
        window.pages.turn_to(CASH)
        Garbage(window.document, window.wiring, window)
        window.show()
        start.settle(window)
        edits = Edits(window)
        figures = _calm(window, edits) | _busy(edits) | _lateness(window, edits, seconds)
        figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0
        window.end()
    print(json.dumps(figures))


def _calm(window: MainWindow, edits: Edits) -> Figures:
    """Edits of a plan that is computed to the end."""
    taken = []
    for _ in range(EDITS):
        start.settle(window)
        _rest()
        taken.append(edits.timed())
    return {
        "edit_to_line_ms": median(line for line, _ in taken),
        "edit_to_preview_ms": median(preview for _, preview in taken),
    }


def _rest() -> None:
    """What a hand needs at least between two edits; the window stays alive."""
    loop = QEventLoop()
    QTimer.singleShot(REST_MS, loop.quit)
    loop.exec()


def _busy(edits: Edits) -> Figures:
    """Edits while the draws of the one before are still being made."""
    taken = [edits.timed() for _ in range(EDITS)]
    return {
        "busy_edit_to_line_ms": median(line for line, _ in taken),
        "busy_edit_to_preview_ms": median(preview for _, preview in taken),
    }


def _lateness(window: MainWindow, edits: Edits, seconds: float) -> Figures:
    """A tick of 5 ms while edits go on and the charts follow."""
    start.settle(window)
    ticks = Ticks()
    typing = QTimer()
    typing.setInterval(EDIT_EVERY_MS)
    typing.timeout.connect(edits.make)
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000.0), loop.quit)
    typing.start()
    ticks.start()
    loop.exec()
    typing.stop()
    ticks.stop()
    start.settle(window)
    return {
        "lateness_p99_ms": quantiles(ticks.late, n=100)[-1],
        "lateness_max_ms": max(ticks.late),
    }


if __name__ == "__main__":
    main(float(sys.argv[1]))
