"""A walk through the whole window finds nothing cut, nothing elided, nothing nameless."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from planner.compute.cache import Cache
from planner.compute.live import Live
from planner.document.document import Document
from planner.domain.project import Project
from planner.pages.percentiles import shows_percentiles
from planner.shell import start, theme
from planner.shell.main_window import MainWindow
from tests.looks.faults import faults_of
from tests.looks.long_names import example, long_named_plan
from tests.looks.tour import Tour, remember_files

FEWEST_DRAWS = 512

# Popups, tool tips and dialogs ask for what the platform without a screen has not.
pytestmark = pytest.mark.qt_log_ignore(
    "does not support raise", "does not support grabbing the keyboard"
)


def walked(
    qapp: QApplication,
    settings: QSettings,
    project: Project,
    size: tuple[int, int],
    tour: Callable[[Tour], None],
) -> tuple[list[str], list[str]]:
    """The scenes of a walk through a window on this plan, and what was found in them."""
    dress = theme.apply(qapp, "light")
    live = Live(Cache(), keeps=shows_percentiles)
    remember_files(settings)
    window = MainWindow(Document(project), live, dress, settings)
    scenes: list[str] = []
    found: dict[str, str] = {}

    def look(scene: str, parts: Sequence[QWidget]) -> None:
        scenes.append(scene)
        for part in parts:
            for fault in faults_of(part):
                found.setdefault(str(fault), scene)

    try:
        window.resize(*size)
        window.docks.reset()
        window.show()
        start.settle(window)
        tour(Tour(window, look))
    finally:
        window.end()
        window.hide()
        window.deleteLater()
    return scenes, [f"{fault}, first in {scene}" for fault, scene in found.items()]


@pytest.mark.parametrize(
    ("plan", "size", "tour", "scenes_at_least"),
    [
        pytest.param(example, (1280, 800), Tour.everything, 110, id="example-1280x800"),
        pytest.param(example, (1600, 1000), Tour.all_with_room, 40, id="example-1600x1000"),
        pytest.param(
            long_named_plan, (1280, 800), Tour.all_with_names, 100, id="long-names-1280x800"
        ),
        pytest.param(
            long_named_plan, (1600, 1000), Tour.all_with_room, 40, id="long-names-1600x1000"
        ),
    ],
)
def test_nothing_in_the_window_is_cut_elided_or_nameless(
    qapp: QApplication,
    tmp_path: Path,
    plan: Callable[[int], Project],
    size: tuple[int, int],
    tour: Callable[[Tour], None],
    scenes_at_least: int,
) -> None:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    scenes, found = walked(qapp, settings, plan(FEWEST_DRAWS), size, tour)

    # A walk that sees nothing finds nothing.
    assert len(scenes) >= scenes_at_least
    assert found == []


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[..., QWidget]:
    """Shows widgets above one another in a window of their own."""

    def show(*parts: QWidget) -> QWidget:
        window = QWidget()
        column = QVBoxLayout(window)
        for part in parts:
            column.addWidget(part)
        qtbot.addWidget(window)
        window.resize(300, 200)
        window.show()
        QApplication.processEvents()
        return window

    return show


def kinds(window: QWidget) -> list[str]:
    return [fault.kind for fault in faults_of(window)]


def test_the_walk_sees_a_label_that_is_too_narrow(shown: Callable[..., QWidget]) -> None:
    label = QLabel("All of this is to be read")
    window = shown(label)
    assert kinds(window) == []

    label.setFixedWidth(60)
    QApplication.processEvents()
    assert kinds(window) == ["cut"]


def test_the_walk_sees_a_label_that_is_too_low(shown: Callable[..., QWidget]) -> None:
    label = QLabel("All of this is to be read, in two lines or in three where it is narrow")
    label.setWordWrap(True)
    window = shown(label)
    assert kinds(window) == []

    label.setFixedHeight(14)
    QApplication.processEvents()
    assert set(kinds(window)) == {"cut"}


def test_the_walk_sees_buttons_and_boxes_that_are_too_narrow(
    shown: Callable[..., QWidget],
) -> None:
    button, box = QPushButton("Show the problem"), QComboBox()
    box.addItem("Renewed, or re-let")
    box.setAccessibleName("What follows")
    window = shown(button, box)
    assert kinds(window) == []

    button.setFixedWidth(60)
    box.setFixedWidth(60)
    QApplication.processEvents()
    assert kinds(window) == ["cut", "cut"]


def test_the_walk_sees_a_cell_that_is_elided_unless_all_of_it_is_told_on_hover(
    shown: Callable[..., QWidget],
) -> None:
    table = QTableWidget(1, 1)
    table.setAccessibleName("Tenants")
    table.setWordWrap(False)
    item = QTableWidgetItem("A name that is far too long for the column that it stands in")
    table.setItem(0, 0, item)
    window = shown(table)
    assert kinds(window) == ["elided"]

    item.setToolTip(item.text())
    assert kinds(window) == []


def test_the_walk_sees_a_header_that_is_cut(shown: Callable[..., QWidget]) -> None:
    table = QTableWidget(1, 1)
    table.setAccessibleName("Tenants")
    table.setHorizontalHeaderLabels(["Landlord's notice, months"])
    window = shown(table)

    assert kinds(window) == ["cut"]


def test_the_walk_sees_text_over_text(shown: Callable[..., QWidget]) -> None:
    class Twice(QLabel):
        def paintEvent(self, _event: QPaintEvent) -> None:
            painter = QPainter(self)
            painter.drawText(4, 20, "Receipts")
            painter.drawText(12, 22, "Tax")
            painter.end()

    assert kinds(shown(Twice("Receipts"))) == ["overlapping"]


def test_the_walk_sees_rows_that_stand_in_one_another(shown: Callable[..., QWidget]) -> None:
    rows = [QLineEdit(), QLineEdit()]
    for row in rows:
        row.setAccessibleName("Price")
    window = shown(*rows)
    assert kinds(window) == []

    rows[1].move(rows[0].pos() + QPoint(0, rows[0].height() - 6))
    assert kinds(window) == ["crossing"]


def test_the_walk_sees_rows_that_are_squeezed(shown: Callable[..., QWidget]) -> None:
    inner = QWidget()
    column = QVBoxLayout(inner)
    for _ in range(3):
        column.addWidget(QLabel("Colossus 1"))
    window = shown(inner)
    assert kinds(window) == []

    inner.resize(inner.width(), inner.minimumSizeHint().height() - 12)
    assert "squeezed" in kinds(window)


def test_the_walk_lets_float_what_does_not_take_the_pointer(shown: Callable[..., QWidget]) -> None:
    label = QLabel("Receipts")
    window = shown(label)
    above = QLabel("Plan changed", window)
    above.setGeometry(label.geometry())
    above.show()
    assert "crossing" in kinds(window)

    above.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert kinds(window) == []


def test_the_walk_sees_what_has_no_name(shown: Callable[..., QWidget]) -> None:
    line, button = QLineEdit(), QPushButton("…")
    window = shown(line, button)
    assert kinds(window) == ["nameless", "nameless"]

    line.setAccessibleName("Filter")
    button.setAccessibleName("Picture and numbers")
    assert kinds(window) == []
