"""The Cash page shows the figures of the flow that is asked for, all of them at once."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from planner.pages.cash_page import CashPage
from tests.pages.computed import lease_plan, lease_result


def test_the_total_is_in_view_at_once_when_another_flow_has_one_line_more(qtbot: QtBot) -> None:
    page = CashPage()
    qtbot.addWidget(page)
    page.resize(1_000, 640)
    project = lease_plan()
    page.describe(project, project)
    page.show_result(lease_result())
    page.show()
    qtbot.waitExposed(page)
    table = page.figures

    page.flow.findChildren(QPushButton)[1].click()

    rows = len(table.figures().rows)
    assert table.figures().rows[-2].name == "Loans"
    assert table.height() >= table.sizeHint().height()
    assert table.rowViewportPosition(rows - 1) + table.rowHeight(0) <= table.viewport().height()
    assert table.mapTo(page, table.rect().bottomLeft()).y() < page.height()
