"""When a result is really on the screen: the chart has been painted after it was given it."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QGraphicsView, QWidget

from planner.engine.result import Result
from planner.shell.main_window import MainWindow


class PaintWatch(QObject):
    """Tells when the chart of a page has painted the last result that the page was given."""

    def __init__(self, window: MainWindow, page: QWidget) -> None:
        super().__init__(window)
        view = page.findChild(QGraphicsView)
        if not isinstance(view, QGraphicsView):
            raise TypeError("the page has no chart")
        self.painted: Callable[[Result, float], None] = _nothing
        self._given: Result | None = None
        view.viewport().installEventFilter(self)
        window.wiring.drawn.connect(self._give)

    def _give(self, result: Result) -> None:
        self._given = result

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Wait for the end of the painting that begins now."""
        if event.type() == QEvent.Type.Paint and self._given is not None:
            QTimer.singleShot(0, self, self._tell)
        return False

    def _tell(self) -> None:
        result, self._given = self._given, None
        if result is not None:
            self.painted(result, time.perf_counter())


def _nothing(_result: Result, _when: float) -> None:
    """Nobody waits."""
