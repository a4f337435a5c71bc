"""A window like the user's, on plans small enough to be computed at once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.compute.cache import Cache
from planner.compute.live import Live
from planner.document.document import Document
from planner.domain.project import Project
from planner.pages.percentiles import shows_percentiles
from planner.shell import theme
from planner.shell.dialogs import Answer, Dialogs
from planner.shell.main_window import MainWindow
from planner.storage.fault import Fault


class ScriptedDialogs(Dialogs):
    """Answers as the test has said before, and keeps what was shown; a question too many fails."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.answers: list[Answer] = []
        self.files: list[Path | None] = []
        self.faults: list[tuple[Path, tuple[Fault, ...]]] = []
        self.said: list[str] = []
        self.asked: list[str] = []

    def ask_to_save(self, name: str) -> Answer:
        self.asked.append(name)
        return self.answers.pop(0)

    def ask_about_changed_file(self, file: Path) -> Answer:
        self.asked.append(file.name)
        return self.answers.pop(0)

    def choose_file_to_open(self, folder: Path) -> Path | None:
        return self.files.pop(0)

    def choose_file_to_save(self, proposed: Path) -> Path | None:
        return self.files.pop(0)

    def show_faults(self, file: Path, faults: tuple[Fault, ...]) -> None:
        self.faults.append((file, faults))

    def say(self, text: str) -> None:
        self.said.append(text)


def small_plan(draws: int = 512, price: float = 0.5) -> Project:
    """One site of 100 MW, let to one tenant for two years at a price in $m per MW-month."""
    return Project.model_validate(
        {
            "name": "Small",
            "settings": {"start": "2026-01", "months": 24, "draws": draws, "seed": 3},
            "facilities": [
                {
                    "id": "site",
                    "name": "Site",
                    "phases": [
                        {
                            "id": "hall",
                            "name": "Hall",
                            "mw": 100,
                            "ready": "2026-01",
                            "it_cost": 300,
                        }
                    ],
                }
            ],
            "tenants": [
                {
                    "id": "acme",
                    "name": "Acme",
                    "contracts": [
                        {
                            "id": "lease",
                            "name": "Lease",
                            "mw": "40 to 80",
                            "basis": "per_mw_month",
                            "price": price,
                            "start": "2026-01-01",
                            "term": 24,
                        }
                    ],
                }
            ],
        }
    )


def close(window: MainWindow) -> None:
    """End a window and take it apart at once.

    Left to the next turn of the event loop, it may be found by the garbage collector in the thread
    of the next window's worker, and widgets must not go in another thread than their own.
    """
    window.end()
    window.hide()
    window.deleteLater()
    QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def open_window(
    qtbot: QtBot, qapp: QApplication, settings: QSettings
) -> Iterator[Callable[[Project], MainWindow]]:
    """Opens windows on plans; all are closed after the test, changes and all."""
    opened: list[MainWindow] = []

    def opener(project: Project) -> MainWindow:
        dress = theme.apply(qapp, "light")
        live = Live(Cache(), keeps=shows_percentiles)
        window = MainWindow(Document(project), live, dress, settings, ScriptedDialogs)
        opened.append(window)
        window.resize(1280, 800)
        window.show()
        return window

    yield opener
    for window in opened:
        close(window)


@pytest.fixture
def window(open_window: Callable[[Project], MainWindow], qtbot: QtBot) -> MainWindow:
    """A window on the small plan, computed."""
    made = open_window(small_plan())
    qtbot.waitUntil(lambda: made.wiring.is_settled, timeout=20_000)
    return made


@pytest.fixture
def dialogs(window: MainWindow) -> ScriptedDialogs:
    assert isinstance(window.dialogs, ScriptedDialogs)
    return window.dialogs
