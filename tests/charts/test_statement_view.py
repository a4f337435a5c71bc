"""A statement is read, walked through, copied and saved; every figure says what it is."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from planner.analysis.periods import Period
from planner.analysis.statement import Request, answer
from planner.analysis.statement_lines import Rank, Section
from planner.charts.months import MonthScale
from planner.charts.statement_findings import statement_findings
from planner.charts.statement_view import StatementView
from planner.charts.states import STALE_AFTER
from planner.engine.result import Result
from tests.builders import contract, facility, own_use, phase, plan, run, tenant


@pytest.fixture(scope="module")
def result() -> Result:
    """Two years of a lease of 60 MW, computed once."""
    return run(
        plan(
            months=24,
            settings={"tax_rate": 0.25},
            facilities=[facility(opex=0.2, phases=[phase(it_cost=600)])],
            tenants=[tenant(contracts=[contract(term=18, price=300)]), own_use()],
        )
    )


@pytest.fixture
def view(qtbot: QtBot) -> StatementView:
    """An empty view on screen."""
    made = StatementView("Statement")
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    qtbot.waitExposed(made)
    return made


def show(
    view: StatementView, result: Result, section: Section, period: Period = Period.CALENDAR_YEAR
) -> None:
    """Show a section of the whole plan."""
    view.show_answer(answer(Request("", period), result), result, section)


def test_every_cell_is_the_amount_of_the_answer_in_one_scale(
    view: StatementView, result: Result
) -> None:
    show(view, result, Section.INCOME)
    lines = view.table.lines
    assert lines.money.symbol == "$bn"
    names = [str(row.line.title()) for row in lines.rows]
    revenue = names.index("Revenue")
    amount = lines.amount(revenue, 0)
    assert amount == pytest.approx(60 * 300 * 12)
    assert lines.index(revenue, 0).data() == f"{amount / 1000:,.2f}"
    assert [head.name for head in lines.heads] == ["2027", "2028", "Total"]
    assert lines.amount(revenue, 2) == pytest.approx(60 * 300 * 18)


def test_the_model_keeps_its_promises_while_what_is_shown_changes(
    view: StatementView, result: Result
) -> None:
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(view.table.lines, fatal, view)
    for section in Section:
        for period in Period:
            show(view, result, section, period)
            view.empty_lines.toggle()
    view.show_empty("Nothing yet.")
    assert view.table.lines.rowCount() == 0
    assert tester.model() is view.table.lines


def test_lines_without_amounts_are_shown_only_when_asked(
    view: StatementView, result: Result
) -> None:
    show(view, result, Section.INCOME)
    few = {row.line.name for row in view.table.lines.rows}
    assert "rent" not in few
    assert {"contracts", "opex", "ebitda", "net_income"} <= few
    view.empty_lines.toggle()
    many = {row.line.name for row in view.table.lines.rows}
    assert "rent" in many
    assert few < many


def test_the_check_of_the_balance_sheet_is_always_shown(
    view: StatementView, result: Result
) -> None:
    show(view, result, Section.BALANCE)
    check = next(row for row in view.table.lines.rows if row.line.name == "check")
    assert np.all(check.values == 0.0)


def test_the_figure_walked_to_is_told_with_what_its_line_is_made_of(
    view: StatementView, result: Result
) -> None:
    show(view, result, Section.INCOME)
    view.table.setFocus()
    view.table.setCurrentIndex(view.table.lines.index(0, 0))
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    told = view.reading.accessibleName()
    assert told.startswith("Revenue, 2027: $216.00bn.")
    assert told.endswith(str(view.table.lines.rows[1].line.formula()))
    tip = view.table.lines.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "216,000.000 $m" in tip
    assert "January 2027 to December 2027" in tip


def test_what_is_chosen_is_copied_as_a_spreadsheet_takes_it(
    view: StatementView, result: Result
) -> None:
    show(view, result, Section.INCOME)
    lines, table = view.table.lines, view.table
    table.setCurrentIndex(lines.index(1, 0))
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "216000"
    select = QItemSelectionModel.SelectionFlag.Select
    table.selectionModel().select(lines.index(1, 1), select)
    rows = table.selected_text().split("\n")
    assert rows[0] == "$m\t2027\t2028"
    assert rows[1] == "Revenue\t216000\t108000"
    table.clearSelection()
    whole = table.selected_text().rstrip("\n").split("\n")
    assert len(whole) == 1 + len(lines.rows)


def test_all_three_statements_are_saved_together(
    view: StatementView, result: Result, tmp_path: Path
) -> None:
    show(view, result, Section.BALANCE)
    view.save(tmp_path / "statement.csv")
    rows = (tmp_path / "statement.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0] == '"Line, $m",Start,2027,2028,Total'
    assert any(row.startswith("Income: Revenue,,216000,108000,324000") for row in rows)
    debt = next(row for row in rows if row.startswith("Balance: Net book value"))
    assert debt.endswith(",")


def test_a_file_that_cannot_be_written_is_said(
    view: StatementView, result: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        QMessageBox, "warning", lambda _parent, _title, text: said.append(text), raising=True
    )
    show(view, result, Section.INCOME)
    view.save(tmp_path / "missing" / "statement.csv")
    assert len(said) == 1
    assert said[0].startswith("statement.csv was not saved")


def test_names_stay_at_the_left_and_figures_get_the_room_they_need(
    view: StatementView, result: Result
) -> None:
    show(view, result, Section.INCOME, Period.MONTH)
    table = view.table
    assert table.horizontalScrollBar().maximum() > 0
    left = table.verticalHeader().geometry().left()
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    assert table.verticalHeader().geometry().left() == left
    show(view, result, Section.INCOME)
    assert table.horizontalScrollBar().maximum() == 0
    assert table.corner() == "$bn, as planned"


def test_totals_that_are_negative_are_red_and_what_stands_beside_is_muted(
    view: StatementView, result: Result
) -> None:
    show(view, result, Section.CASH)
    lines = view.table.lines
    for row, shown in enumerate(lines.rows):
        colour = lines.index(row, 0).data(Qt.ItemDataRole.ForegroundRole)
        negative = shown.line.rank is Rank.TOTAL and lines.amount(row, 0) < 0.0
        assert (colour is not None) == negative


def test_an_older_statement_is_dimmed_and_a_new_one_is_not(
    qtbot: QtBot, view: StatementView, result: Result
) -> None:
    show(view, result, Section.INCOME)
    view.set_stale(True)
    assert not view.table.lines.dimmed
    qtbot.waitUntil(lambda: view.table.lines.dimmed, timeout=STALE_AFTER + 2_000)
    assert view.table.lines.index(0, 0).data(Qt.ItemDataRole.ForegroundRole) is not None
    show(view, result, Section.INCOME)
    assert not view.table.lines.dimmed


def test_nothing_and_a_problem_are_said_in_place_of_the_table(
    qtbot: QtBot, view: StatementView, result: Result
) -> None:
    show(view, result, Section.INCOME)
    view.show_problem("Two contracts hold the same 60 MW.")
    assert view._card.isVisible()
    with qtbot.waitSignal(view.problem_asked):
        view._card.pressed.emit()
    view.show_empty("No facility yet.", "Add a facility")
    with qtbot.waitSignal(view.action_asked):
        view._card.pressed.emit()
    show(view, result, Section.INCOME)
    assert view.table.isVisible()


def test_the_findings_are_the_totals_of_the_section(view: StatementView, result: Result) -> None:
    shown = answer(Request(), result)
    scale = MonthScale.starting(result.start)
    show(view, result, Section.INCOME)
    money = view.table.lines.money
    income = [str(m) for m in statement_findings(shown, Section.INCOME, money, scale)]
    assert income[0] == "EBITDA is <b>$323.5bn</b> of $324.0bn revenue, 100\u00a0%."
    assert income[1].startswith("Net income is <b>$242.")
    assert income[2].startswith("Own use is worth")
    balance = [str(m) for m in statement_findings(shown, Section.BALANCE, money, scale)]
    assert balance[0].startswith("In December 2028: cash <b>")
    assert balance[1] == "Assets equal liabilities and equity."


def test_a_balance_sheet_that_does_not_balance_says_so(result: Result) -> None:
    shown = answer(Request(), result)
    check = shown.row(Section.BALANCE, "check")
    check.values.flags.writeable = True
    check.values[0] = 5_000.0
    scale = MonthScale.starting(result.start)
    view_money = StatementView("Statement").table.lines.money
    told = statement_findings(shown, Section.BALANCE, view_money, scale)
    assert str(told[1]).startswith("<b>It does not balance</b>")
