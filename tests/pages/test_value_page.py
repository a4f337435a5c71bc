"""The Value page: chart, finding and figures are of one measure of one result."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.charts.palette import palette_in_force
from planner.pages.value_page import ValuePage
from planner.units.message import sentence
from tests.builders import plan, tenant
from tests.charts.builders import drawn_result, made_result, measure

NBSP = "\u00a0"


@pytest.fixture
def page(qtbot: QtBot) -> ValuePage:
    """The page on screen."""
    made = ValuePage()
    qtbot.addWidget(made)
    made.resize(1200, 720)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_npv_is_shown_first_and_value_to_owner_on_demand(page: ValuePage) -> None:
    page.show_result(drawn_result())
    assert page.head.title() == "Net present value, $bn, by share of draws, %"
    assert page.head.finding.accessibleName().startswith("NPV is $20.")
    page.measure._group.button(0).click()
    assert page.head.title().startswith("Value to owner, $bn")
    assert page.head.finding.accessibleName().startswith("Value to owner is $21.")
    assert [row.leading for row in page.figures.figures().rows] == [False, True, False]


def test_a_case_just_pinned_is_told_from_the_same_one_in_view(page: ValuePage) -> None:
    same = drawn_result()
    page.show_result(same, same)
    rows = page.figures.figures().rows
    assert [row.name for row in rows if "pinned" not in row.name] == [
        "NPV",
        "Value to owner",
        "Peak funding",
    ]
    assert [row.name for row in rows if row.leading] == ["NPV"]


def test_peak_funding_tells_no_chance_of_a_loss_and_reads_the_share_above(page: ValuePage) -> None:
    page.show_result(drawn_result())
    page.measure._group.button(2).click()
    assert page.head.title().startswith("Peak funding, $m")
    assert "below zero" not in page.head.finding.accessibleName()
    row = page.figures.figures().rows[2]
    assert row.leading
    assert row.printed[page.figures.figures().heads.index("Below zero")] == "—"
    _title, read = page.chart._reading(0)
    assert any(line.text.startswith("Above ") for line in read)


def test_the_pinned_case_is_behind_and_in_the_figures(page: ValuePage) -> None:
    page.show_result(drawn_result(), drawn_result(mean=-20_000.0))
    assert page.chart.pinned_bars.values.size
    assert len(page.figures.figures().rows) == 6
    assert _losses(page) == {"NPV, pinned case", "Value to owner, pinned case"}
    page.show_result(drawn_result())
    assert not page.chart.pinned_bars.values.size
    assert len(page.figures.figures().rows) == 3


def _losses(page: ValuePage) -> set[str]:
    """The rows in which a figure is red."""
    model, figures = page.figures.model(), page.figures.figures()
    return {
        row.name
        for place, row in enumerate(figures.rows)
        for column in range(1, len(figures.heads) + 1)
        if model.index(place, column).data(Qt.ItemDataRole.ForegroundRole)
        == QColor(palette_in_force().negative)
    }


def test_a_loss_is_red_whichever_measure_leads(page: ValuePage) -> None:
    made = drawn_result(mean=-20_000.0)
    more = {
        "xnpv": measure("xnpv", -20_150.0, 5_000.0),
        "mirr": measure("mirr", -0.085, 0.02),
    }
    page.show_result(replace(made, measures={**made.measures, **more}))
    for place in range(3):
        page.measure._group.button(place).click()
        assert "NPV" in _losses(page)
    page.told._group.button(1).click()
    assert _losses(page) == {"XNPV, by days"}


def test_more_measures_are_told_with_their_errors_and_what_must_be_known(page: ValuePage) -> None:
    said = sentence("test-status", "2 rates solve this cash flow; read NPV.")
    made = drawn_result()
    months = np.full(64, np.nan)
    months[0] = 120.0
    never = replace(
        measure("discounted_payback", 120.0, 0.0), deterministic=None, missing=63, samples=months
    )
    more = {
        "irr": replace(measure("irr", 0.12, 0.1), status=said(), missing=256),
        "mirr": measure("mirr", 0.085, 0.02, standard_error=0.0004),
        "xnpv": measure("xnpv", 20_150.0, 5_000.0, standard_error=120.0),
        "payback": measure("payback", 22.4, 4.0),
        "discounted_payback": never,
        "levelised_price/tenants/lab": measure("levelised_price/tenants/lab", 4.125, 0.5),
    }
    page.describe(plan(tenants=[tenant("lab", name="The lab")]))
    page.show_result(replace(made, measures={**made.measures, **more}))
    page.told._group.button(1).click()
    shown = page.figures.figures()
    assert shown.heads == ("As planned", "P10", "P50", "P90", "Mean", "± error")
    rows = {row.name: row for row in shown.rows}
    assert "NPV of free cash flow" not in rows
    assert rows["XNPV, by days"].printed[0] == "20.15"
    assert rows["XNPV, by days"].printed[-1] == "±0.1"
    assert rows["MIRR"].printed[-1] == f"±0.04{NBSP}%"
    assert rows["IRR"].printed[4:] == ("—", "—")
    assert rows["IRR"].meaning.startswith("2 rates solve this cash flow; read NPV. No number in")
    assert rows["Payback, months"].printed[0] == "22"
    assert set(rows["Discounted payback, months"].printed) == {"—"}
    assert "No number in" in rows["Discounted payback, months"].meaning
    assert rows["Levelised price, The lab, $m/MW-month"].printed[0] == "4.13"
    tip = page.figures.model().index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip is not None
    page.told._group.button(0).click()
    assert "Below zero" in page.figures.figures().heads


def test_a_result_without_draws_says_that_it_needs_them(page: ValuePage) -> None:
    page.show_result(made_result(0))
    assert page.head.finding.accessibleName().endswith("How sure that is needs draws.")
    assert page.chart.filled


def test_a_measure_that_the_result_lacks_is_said_in_place_of_the_chart(page: ValuePage) -> None:
    result = drawn_result()
    page.show_result(replace(result, measures={}))
    assert page.chart._card.sentence() == "NPV has no number."


def test_nothing_computed_and_a_problem_are_said(qtbot: QtBot, page: ValuePage) -> None:
    page.show_result(drawn_result())
    page.show_result(None)
    assert "Nothing has been computed" in page.chart._card.sentence()
    assert not page.figures.isVisible()
    page.show_problem("Two contracts hold the same 60 MW.")
    with qtbot.waitSignal(page.problem_asked):
        page.chart._card.pressed.emit()


def test_figures_are_folded_by_ctrl_t(page: ValuePage) -> None:
    page.show_result(drawn_result())
    assert page.figures.isVisible()
    QTest.keyClick(page.chart, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert not page.figures.isVisible()


def test_more_measures_take_the_place_of_the_chart_where_both_have_no_room(page: ValuePage) -> None:
    page.resize(1080, 388)
    page.show_result(drawn_result())
    assert page.chart.isVisible()
    assert not page.figures.isVisible()

    page.told._group.button(1).click()
    assert page.figures.isVisible()
    assert not page.chart.isVisible()
    assert page.figures.height() > 250
    assert page.head.title().startswith("More measures, $")
    assert page.figures.horizontalHeader().length() == page.figures.viewport().width()
    assert page.figures.geometry().bottom() < page.height()

    page.resize(1080, 900)
    QApplication.processEvents()
    assert page.chart.isVisible()
    assert page.head.title().startswith("Net present value, $bn")
    assert page.figures.isVisible()
    page.resize(1080, 388)
    page.told._group.button(0).click()
    QApplication.processEvents()
    assert page.chart.isVisible()
    assert page.chart.height() > 250


def test_more_measures_are_shown_to_who_had_folded_the_figures(page: ValuePage) -> None:
    page.show_result(drawn_result())
    page.figures_shown.trigger()
    assert not page.figures.isVisible()
    page.told._group.button(1).click()
    assert page.figures.isVisible()
