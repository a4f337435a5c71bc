"""The Statement page asks for what is chosen, and says what it found."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from planner.analysis.periods import Period
from planner.analysis.statement_lines import Section
from planner.engine.result import Result
from planner.pages.choosers import TEXT_MARGIN
from planner.pages.page_head import LEAST_WORDS
from planner.pages.statement_page import PERIODS, StatementPage
from tests.pages.computed import lease_plan, lease_result


@pytest.fixture(scope="module")
def result() -> Result:
    """Computed once."""
    return lease_result()


@pytest.fixture
def page(qtbot: QtBot, result: Result) -> StatementPage:
    """The page on screen, filled."""
    made = StatementPage()
    qtbot.addWidget(made)
    made.resize(1200, 640)
    project = lease_plan()
    made.describe(project, project)
    made.show()
    qtbot.waitExposed(made)
    made.show_result(result)
    return made


def said(page: StatementPage) -> str:
    """The whole finding, without marks."""
    return page.head.finding.accessibleName()


def test_the_income_of_the_plan_by_calendar_year_is_shown_first(page: StatementPage) -> None:
    assert page.head.title() == "Income statement, $m"
    assert said(page).startswith("EBITDA is ")
    answer = page.view.answer
    assert answer is not None
    assert answer.request.path == ""
    assert answer.request.period is Period.CALENDAR_YEAR
    assert not answer.expected
    assert page.view.table.corner() == "$m, as planned"


def test_each_statement_has_its_title_and_finding(page: StatementPage) -> None:
    titles = ["Income statement, $m", "Cash flow statement, $m", "Balance sheet, $m"]
    starts = ["EBITDA is", "Free cash flow is", "In December 2030: cash"]
    for index, section in enumerate(Section):
        page.section._group.button(index).click()
        assert page.view.section is section
        assert page.head.title() == titles[index]
        assert said(page).startswith(starts[index])


def test_fiscal_years_end_where_the_plan_says(page: StatementPage) -> None:
    page.period.setCurrentIndex(list(PERIODS).index(Period.FISCAL_YEAR))
    heads = [head.name for head in page.view.table.lines.heads]
    assert heads == ["FY2027", "FY2028", "FY2029", "FY2030", "FY2031", "Total"]
    page.section._group.button(1).click()
    assert page.view.table.lines.heads[0].name == "Start"


def test_means_are_told_as_such(page: StatementPage) -> None:
    page.mode._group.button(1).click()
    assert page.view.table.corner() == "$m, mean of 512 draws"


def test_facilities_and_tenants_can_be_chosen_and_stay_chosen(
    page: StatementPage, result: Result
) -> None:
    offered = [page.part.itemText(index) for index in range(page.part.count())]
    assert [name for name in offered if name] == [
        "Whole plan",
        "North",
        "South",
        "Not at a site",
        "The lab",
        "Our model",
    ]
    page.part.setCurrentIndex(page.part.findText("The lab"))
    assert page.head.title() == "Income of The lab, $m"
    page.show_result(result)
    assert page.part.chosen_name == "The lab"
    fewer = {key: bands for key, bands in result.series.items() if key[0] != "tenants/lab"}
    page.show_result(replace(result, series=fewer))
    assert page.part.path == ""
    assert page.head.title() == "Income statement, $m"


def test_what_belongs_to_no_site_is_a_part_of_its_own(page: StatementPage) -> None:
    page.part.setCurrentIndex(page.part.findText("Not at a site"))
    assert page.head.title() == "Income that belongs to no site, $m"
    names = [row.line.name for row in page.view.table.lines.rows]
    assert "net_income" in names
    assert "power" not in names


def test_what_is_chosen_is_shown_in_full_where_there_is_room(
    qtbot: QtBot, page: StatementPage
) -> None:
    chooser = page.part
    chooser.offer()
    qtbot.waitUntil(lambda: chooser.width() >= chooser.sizeHint().width())
    option = QStyleOptionComboBox()
    chooser.initStyleOption(option)
    room = chooser.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox,
        option,
        QStyle.SubControl.SC_ComboBoxEditField,
        chooser,
    )
    needed = chooser.fontMetrics().horizontalAdvance(chooser.currentText())
    assert needed <= room.width() - TEXT_MARGIN


def test_a_part_without_lines_says_so(page: StatementPage) -> None:
    page.part.setCurrentIndex(page.part.findText("Our model"))
    page.section._group.button(2).click()
    assert page.view._card.sentence() == "Our model has no lines in this statement."
    page.section._group.button(0).click()
    assert page.view.table.isVisible()


def test_a_chosen_figure_stays_chosen_when_the_plan_changes(page: StatementPage) -> None:
    table = page.view.table
    table.setCurrentIndex(table.lines.index(1, 1))
    before = page.view.reading.accessibleName()
    page.show_result(lease_result(price=120))
    assert table.currentIndex().row() == 1
    assert page.view.reading.accessibleName() != before


def test_controls_stand_beneath_the_title_where_it_would_get_no_room(
    qtbot: QtBot, page: StatementPage
) -> None:
    bar = page.head._bar
    assert bar.geometry().top() < 20
    page.resize(bar.sizeHint().width() + LEAST_WORDS, 640)
    qtbot.waitUntil(lambda: bar.geometry().top() > 40)
    assert bar.geometry().left() < 40
    page.resize(1200, 640)
    qtbot.waitUntil(lambda: bar.geometry().top() < 20)


def test_an_empty_plan_offers_to_add_a_facility(qtbot: QtBot, page: StatementPage) -> None:
    project = lease_plan()
    page.describe(project.replacing(facilities=(), tenants=()))
    page.show_result(None)
    with qtbot.waitSignal(page.facility_asked):
        page.view._card.pressed.emit()
