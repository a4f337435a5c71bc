"""When a result is really on the screen: the chart has been painted after it was given it."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QGraphicsView, QWidget

from planner.engine.result import Result
from planner.shell.main_window import MainWindow

PATIENCE_MS = 60_000


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


class Paintings(QObject):
    """Waits until a widget has been painted for the first time from now on."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self._when: float | None = None
        self._loop = QEventLoop()
        self._widget = widget
        widget.installEventFilter(self)

    def wait(self) -> float:
        """When the painting ended, by `time.perf_counter`. Raises TimeoutError."""
        if self._when is None:
            QTimer.singleShot(PATIENCE_MS, self._loop, self._loop.quit)
            self._loop.exec()
        self._widget.removeEventFilter(self)
        if self._when is None:
            raise TimeoutError("the widget is not painted")
        return self._when

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Wait for the end of the painting that begins now."""
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self, self._note)
        return False

    def _note(self) -> None:
        if self._when is None:
            self._when = time.perf_counter()
            self._loop.quit()


def _nothing(_result: Result, _when: float) -> None:
    """Nobody waits."""
