"""The figures under a chart are in view as soon as they are asked for."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QPushButton

from planner.domain.project import Project
from planner.pages.cash_page import CashPage
from planner.shell import start
from planner.shell.main_window import MainWindow
from tests.looks.long_names import example

DRAWS = 512


def test_a_flow_with_one_line_more_shows_its_total_at_once(
    open_window: Callable[[Project], MainWindow],
) -> None:
    window = open_window(example(DRAWS))
    window.resize(1600, 1000)
    start.settle(window)
    window.pages.turn_to(1)
    QApplication.processEvents()
    page = window.pages.stack.currentWidget()
    assert isinstance(page, CashPage)

    page.flow.findChildren(QPushButton)[1].click()

    assert page.figures.figures().rows[-2].name == "Loans"
    assert page.figures.isVisible()
    assert page.figures.height() >= page.figures.sizeHint().height()
