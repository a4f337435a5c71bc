"""Without a display: the same window, computed and painted where nobody sees it."""

import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QWidget

from planner.shell.dialogs import Answer, Dialogs
from planner.shell.main_window import MainWindow
from planner.storage.fault import Fault
from planner.units.message import QT_TRANSLATE_NOOP, sentence

NO_DISPLAY = sentence(
    "headless.no-display",
    QT_TRANSLATE_NOOP(
        "planner",
        "There is no display, so no window opens. “{plan}” is computed, and a picture of the "
        "window is written instead.",
    ),
)
PICTURE = sentence(
    "headless.picture", QT_TRANSLATE_NOOP("planner", "A picture of the window is in {file}.")
)
NOT_COMPUTED = sentence(
    "headless.not-computed", QT_TRANSLATE_NOOP("planner", "The plan cannot be computed:")
)
DRAWS = sentence("headless.draws", QT_TRANSLATE_NOOP("planner", "{draws} draws, seed {seed}"))


PLATFORM = "offscreen"
_SAID_BY_PLATFORM = "does not support propagateSizeHints"


def silence_platform() -> None:
    """Drop the one line that Qt's offscreen platform writes at every window; pass on all others."""
    qInstallMessageHandler(_pass_on)


def _pass_on(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    if _SAID_BY_PLATFORM not in text:
        sys.stderr.write(f"{text}\n")


class SpokenDialogs(Dialogs):
    """Says on standard error what a dialog would show, and declines whatever would be asked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.has_spoken = False

    def ask_to_save(self, _name: str) -> Answer:
        """Nothing is saved that nobody asked for."""
        return Answer.DISCARD

    def show_faults(self, file: Path, faults: tuple[Fault, ...]) -> None:
        """One line a fault, as the command line says it."""
        for fault in faults:
            self.say(f"{file}:{fault.line}: {fault.path or 'plan'}: {fault.message}")

    def say(self, text: str) -> None:
        """One line."""
        self.has_spoken = True
        sys.stderr.write(f"{text}\n")


def key_figure_lines(window: MainWindow) -> Iterator[str]:
    """The figures of the strip above the pages, or what keeps the plan from being computed."""
    result = window.pages.result
    if result is None:
        yield str(NOT_COMPUTED())
        for entry in window.docks.problems_model.entries:
            yield f"  {entry.place}: {entry.text}"
        return
    figures = window.kpi_strip.key_figures()
    width = max(len(figure.caption) for figure in figures)
    for figure in figures:
        shown = f"{figure.figure} {figure.beside}".strip()
        note = f"  ({figure.note})" if figure.note else ""
        yield f"  {figure.caption:<{width}}  {shown}{note}"
    yield f"  {DRAWS(draws=f'{result.draws:,}', seed=result.seed)}"
