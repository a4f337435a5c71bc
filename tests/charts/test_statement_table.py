"""No figure of a statement is cut: columns and rows are in view as whole ones, or not at all."""

import pytest
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from planner.analysis.periods import Period
from planner.analysis.statement import Request, answer
from planner.analysis.statement_lines import Section
from planner.charts.palette import LIGHT, contrast
from planner.charts.statement_table import ROW_HEIGHT, cut_rows
from planner.charts.statement_view import StatementView
from planner.engine.result import Result
from tests.builders import contract, facility, own_use, phase, plan, run, tenant

WIDTHS = (620, 705, 790, 1_067, 1_390)
PADDING = 6  # of a cell, left of its figure


@pytest.fixture(scope="module")
def result() -> Result:
    """Four years of a lease of 60 MW, computed once."""
    return run(
        plan(
            months=48,
            settings={"tax_rate": 0.25},
            facilities=[facility(opex=0.2, phases=[phase(it_cost=600)])],
            tenants=[tenant(contracts=[contract(term=36, price=300)]), own_use()],
        )
    )


@pytest.fixture
def view(qtbot: QtBot, result: Result) -> StatementView:
    """The cash flow statement by quarter, which needs both scroll bars."""
    made = StatementView("Statement")
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    qtbot.waitExposed(made)
    made.empty_lines.setChecked(True)
    made.show_answer(answer(Request("", Period.QUARTER), result), result, Section.CASH)
    return made


@pytest.mark.parametrize("width", WIDTHS)
def test_the_last_column_in_view_is_a_whole_one(view: StatementView, width: int) -> None:
    view.resize(width, 300)
    table = view.table
    for column in (0, 3, 5):
        table.horizontalScrollBar().setValue(column)
        room, one = table.viewport().width(), table.columnWidth(0)
        assert room % one < PADDING + room // one
        # At the end the last column stands at the edge, and less of the first than its padding.
        first = table.columnViewportPosition(table.columnAt(0))
        assert first == 0 or first + one < PADDING


@pytest.mark.parametrize("height", [220, 231, 244, 290, 303])
def test_rows_in_view_in_part_are_not_painted(view: StatementView, height: int) -> None:
    view.resize(900, height)
    table, header = view.table, view.table.verticalHeader()
    scroll = table.verticalScrollBar()
    for value in (0, 2, scroll.maximum()):
        scroll.setValue(value)
        viewport = table.viewport().rect()
        hidden = cut_rows(viewport, header.length(), header.offset())
        for row in range(table.lines.rowCount()):
            top = table.rowViewportPosition(row)
            seen = QRect(0, top, 10, ROW_HEIGHT).intersected(viewport)
            is_whole = seen.height() == ROW_HEIGHT
            is_hidden = any(part.intersects(seen) for part in hidden)
            assert seen.isEmpty() or is_whole != is_hidden


def test_the_foot_of_the_table_is_its_ground(view: StatementView) -> None:
    view.resize(900, 231)
    table = view.table
    over = table.viewport().height() % ROW_HEIGHT
    view.resize(900, 231 + ROW_HEIGHT // 2 - over)
    viewport = table.viewport().rect()
    parts = cut_rows(viewport, table.verticalHeader().length(), table.verticalHeader().offset())
    assert parts
    picture = table.viewport().grab(parts[-1]).toImage()
    colours = {
        picture.pixelColor(x, y).name().upper()
        for x in range(0, picture.width(), 3)
        for y in range(picture.height())
    }
    assert len(colours) == 1
    assert contrast(colours.pop(), LIGHT.raised) < 1.1


def test_names_are_as_large_as_their_figures(view: StatementView) -> None:
    table = view.table
    header = table.verticalHeader()
    table.setStyleSheet("QTableView { font-size: 17px; }")
    before = header.sizeHint().width()
    table.setStyleSheet("QTableView { font-size: 13px; }")
    assert header.sizeHint().width() < before


def test_the_column_of_names_is_as_wide_as_those_in_it_now(
    qtbot: QtBot, result: Result, view: StatementView
) -> None:
    view.empty_lines.setChecked(False)
    header = view.table.verticalHeader()
    site = next(path for path, _ in result.series if path.startswith("facilities/"))
    told = answer(Request(site, Period.CALENDAR_YEAR), result)
    shapes = set()
    for section in (Section.CASH, Section.BALANCE, Section.CASH):
        view.show_answer(told, result, section)
        qtbot.wait(20)
        assert header.width() == header.sizeHint().width()
        shapes.add((header.width(), header.count()))
    # As many lines, with other names.
    assert len(shapes) == 2
    assert len({count for _, count in shapes}) == 1
