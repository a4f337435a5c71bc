"""Faults of the program itself: a sentence for the user, the traceback in a log file."""

import logging
import sys
import threading
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot

from planner.paths import user_log_folder
from planner.units.message import QT_TRANSLATE_NOOP, sentence

LARGEST_LOG = 1_000_000

FAULT = sentence(
    "fault.sentence",
    QT_TRANSLATE_NOOP(
        "planner",
        "The program has made a mistake ({fault}). Your plan is as it was; save it under a new "
        "name to be sure. What happened is written in {log}.",
    ),
)

_logger = logging.getLogger(__name__)


def log_file() -> Path:
    """Where the program writes what went wrong."""
    return user_log_folder() / "neocloud-planner.log"


def start_log() -> logging.Handler:
    """Write warnings and worse of the whole program to the log file."""
    handler = RotatingFileHandler(
        log_file(), maxBytes=LARGEST_LOG, backupCount=1, encoding="utf-8", delay=True
    )
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    return handler


class FaultReport(QObject):
    """Hears of exceptions that nobody caught, in any thread; says one sentence at a time."""

    _met = Signal(str)  # what happened, from the thread where it did

    def __init__(self, say: Callable[[str], None], parent: QObject | None = None) -> None:
        """`say` shows a sentence to the user; it is called in the interface thread."""
        super().__init__(parent)
        self._say = say
        self._is_saying = False
        self._met.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Hear of every uncaught exception from now on."""
        sys.excepthook = self.hear
        threading.excepthook = self._hear_in_thread

    def remove(self) -> None:
        """Leave uncaught exceptions to Python again."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def hear(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Log the exception and say that it happened."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _logger.critical("Uncaught exception", exc_info=(kind, error, trace))
        self._met.emit(f"{kind.__name__}: {error}")

    def _hear_in_thread(self, happened: threading.ExceptHookArgs) -> None:
        if happened.exc_value is not None:
            self.hear(happened.exc_type, happened.exc_value, happened.exc_traceback)

    @Slot(str)
    def _tell(self, fault: str) -> None:
        if self._is_saying:
            return
        self._is_saying = True
        try:
            self._say(str(FAULT(fault=fault, log=log_file())))
        finally:
            self._is_saying = False
