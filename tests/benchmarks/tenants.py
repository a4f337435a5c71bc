"""A plan of 2,000 tenants: how soon their table is there, how it scrolls, what an edit takes."""

import json
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from statistics import median

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from planner.__main__ import tune
from planner.domain.project import Project
from planner.editors.table_view import EntityTableView
from planner.editors.tables import TENANTS
from planner.shell import start
from planner.shell.garbage import Garbage
from planner.shell.main_window import MainWindow
from planner.storage.project_file import dumps
from tests.benchmarks.limits import Figures
from tests.benchmarks.painting import Paintings

COUNT = 2_000
SITES = 20
OPENINGS = 5
SCROLL_STEPS = 300
ROWS_A_STEP = 7
EDITS = 15
REST_MS = 150


def many_tenants(seed: int = 1) -> Project:
    """Twenty sites and 2,000 customers with a demand of their own and a contract each."""
    chance = Random(seed)
    return Project.model_validate(
        {
            "name": "Many tenants",
            "settings": {"start": "2027-01", "months": 96, "discount_rate": 0.1, "draws": 1024},
            "facilities": [
                {
                    "id": f"site{number}",
                    "name": f"Site {number}",
                    "phases": [{"id": "hall", "mw": 400.0, "ready": "2027-07", "it_cost": 9_000.0}],
                }
                for number in range(SITES)
            ],
            "tenants": [
                {
                    "id": f"tenant{number}",
                    "name": f"Customer {number} of the large neocloud",
                    "demand": f"{chance.randrange(1, 4)} to {chance.randrange(5, 9)}",
                    "contracts": [
                        {
                            "id": "lease",
                            "facilities": [f"site{number % SITES}"],
                            "mw": chance.choice((2.0, 3.0, 4.0)),
                            "price": f"0.9 to {chance.uniform(1.1, 1.4):.2f}",
                            "start": f"2028-{chance.randrange(1, 13):02d}-01",
                            "term": 60,
                        }
                    ],
                }
                for number in range(COUNT)
            ],
        }
    )


def main() -> None:
    tune()
    application = start.application_of()
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder, "window.ini")), QSettings.Format.IniFormat)
        window = start.window_of(application, settings, "light")
        Garbage(window.document, window.wiring, window)
        window.resize(1600, 1000)
        window.show()
        start.settle(window)
        example = window.document.project
        file = Path(folder, "tenants.ncplan")
        file.write_text(dumps(many_tenants()), encoding="utf-8")
        view = window.editors.table(TENANTS)
        QApplication.processEvents()
        figures = _opened(window, view, file, example)
        figures |= _scrolled(view) | _edited(window, view)
        window.end()
    print(json.dumps(figures))


def _opened(window: MainWindow, view: EntityTableView, file: Path, before: Project) -> Figures:
    """From the file to the painted table of its tenants, the table of another plan before it."""
    taken = []
    for _ in range(OPENINGS):
        window.document.open(before)
        start.settle(window)
        paintings = Paintings(view.viewport())
        began = time.perf_counter()
        if not window.session.open(file):
            raise ValueError(f"{file} was not opened")
        taken.append(paintings.wait() - began)
        if view.entities.rowCount() != COUNT + 1:
            raise ValueError(f"{view.entities.rowCount()} rows are shown")
    return {"tenants_2000_open_s": median(taken)}


def _scrolled(view: EntityTableView) -> Figures:
    """Through the table by the scroll bar, while the plan's draws are still made."""
    bar = view.verticalScrollBar()
    taken = []
    for step in range(SCROLL_STEPS):
        began = time.perf_counter()
        bar.setValue((step * ROWS_A_STEP) % (bar.maximum() + 1))
        view.viewport().repaint()
        view.verticalHeader().viewport().repaint()
        taken.append((time.perf_counter() - began) * 1000.0)
        QApplication.processEvents()
    return {"tenants_2000_scroll_ms": median(taken)}


def _edited(window: MainWindow, view: EntityTableView) -> Figures:
    """What the interface thread does for one edit, and for taking it back, until it is painted."""
    entities = view.entities
    cell = entities.index_of(f"tenants/tenant{COUNT // 2}/demand")
    view.setCurrentIndex(cell)
    view.scrollTo(cell)
    edited, undone = [], []
    for number in range(EDITS):
        demand = f"{1.0 + number / 100.0:.2f} to 9"
        edited.append(_until_painted(view, partial(entities.setData, cell, demand)))
        undone.append(_until_painted(view, window.document.undo))
    return {"tenants_2000_edit_ms": median(edited), "tenants_2000_undo_ms": median(undone)}


def _until_painted(view: EntityTableView, work: Callable[[], object]) -> float:
    _rest()
    paintings = Paintings(view.viewport())
    began = time.perf_counter()
    work()
    return (paintings.wait() - began) * 1000.0


def _rest() -> None:
    loop = QEventLoop()
    QTimer.singleShot(REST_MS, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main()
