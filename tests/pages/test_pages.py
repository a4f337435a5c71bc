"""The Capacity and Cash pages: what they say comes from the result they show."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.charts.cash_findings import cash_findings
from planner.domain.facility import Facility
from planner.domain.project import Project
from planner.domain.settings import Settings
from planner.domain.tenant import Tenant
from planner.pages.capacity_page import CapacityPage
from planner.pages.cash_page import CashPage
from planner.pages.page_head import Finding, PageHead, Segments
from planner.units.message import sentence
from tests.charts.builders import bands, made_result, measure

NBSP = "\u00a0"


def plan() -> Project:
    """Two facilities and two of the made-up tenants, under other names."""
    return Project(
        name="Test",
        settings=Settings(start="2026-05"),
        facilities=(
            Facility(id="colossus-1", name="Colossus 1"),
            Facility(id="colossus-2", name="Colossus 2"),
        ),
        tenants=(Tenant(id="market", name="The market"), Tenant(id="anthropic", name="Anthropic")),
    )


@pytest.fixture
def cash(qtbot: QtBot) -> CashPage:
    """The Cash page on screen."""
    page = CashPage()
    qtbot.addWidget(page)
    page.resize(1200, 720)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def capacity(qtbot: QtBot) -> CapacityPage:
    """The Capacity page on screen, of the plan above."""
    page = CapacityPage()
    qtbot.addWidget(page)
    page.resize(1200, 520)
    page.describe(plan())
    page.show()
    qtbot.waitExposed(page)
    return page


def said(page: CashPage | CapacityPage) -> str:
    """The whole finding, without marks."""
    return page.head.finding.accessibleName()


def test_the_cash_page_says_when_it_is_paid_back_and_how_it_may_end(cash: CashPage) -> None:
    cash.show_result(made_result(10_240))
    assert cash.head.title() == "Free cash flow to the firm, $bn"
    assert said(cash) == (
        "Paid back by February 2027 in the middle case. One draw in ten ends 2030 below 13.6."
    )
    cash.show_result(made_result(0))
    assert said(cash) == (
        "Paid back by February 2027 as planned. The plan ends in December 2030 at $34.1bn."
    )


def test_draws_that_never_pay_back_are_said_first(cash: CashPage) -> None:
    result = made_result(10_240)
    some = replace(measure("payback", 22.0, 4.0), missing=2_765)
    cash.show_result(replace(result, measures={**result.measures, "payback": some}))
    assert said(cash).startswith(
        f"27{NBSP}% of draws never pay back; of the others half do by February 2028."
    )


def test_a_plan_that_does_not_pay_back_says_what_is_missing() -> None:
    messages = cash_findings(made_result(0, months=6))
    assert "Not paid back" in str(messages[0])
    assert "$3,255m is missing" in str(messages[0])


def test_draws_that_all_end_alike_do_not_end_below_where_they_end() -> None:
    result = made_result(10_240)
    key = ("", "cumulative_fcff")
    certain = bands(result.series[key].deterministic, np.zeros(len(result.months)))
    messages = cash_findings(replace(result, series={**result.series, key: certain}))
    assert str(messages[-1]).startswith("The plan ends in December 2030 at <b>$")


def test_the_bars_are_monthly_quarterly_or_annual(cash: CashPage) -> None:
    cash.show_result(made_result(0))
    assert cash.chart.flows is not None
    assert cash.chart.flows.net.size == 57
    cash.period._group.button(1).click()
    assert cash.chart.flows.net.size == 20
    cash.period._group.button(2).click()
    assert cash.chart.flows.net.size == 6


def test_the_figures_by_year_add_up_and_fold_where_there_is_no_room(cash: CashPage) -> None:
    result = made_result(10_240)
    cash.show_result(result)
    figures = cash.figures.figures()
    assert figures.corner == "$bn, mean of 10,240 draws"
    assert figures.heads == ("Start", "2026", "2027", "2028", "2029", "2030", "Total")
    net = figures.rows[-1]
    assert net.leading
    assert net.values[-1] == pytest.approx(sum(row.values[-1] for row in figures.rows[:-1]))
    assert cash.figures.isVisible()
    cash.resize(1200, 430)
    assert not cash.figures.isVisible()
    cash.resize(1200, 720)
    assert cash.figures.isVisible()
    cash.figures_shown.trigger()
    assert not cash.figures.isVisible()


def test_figures_without_room_take_the_place_of_the_chart_when_asked_for(cash: CashPage) -> None:
    cash.show_result(made_result(10_240))
    assert cash.figures_shown.isChecked()
    cash.resize(1200, 430)
    assert not cash.figures_shown.isChecked()
    title = cash.head.title()
    cash.figures_shown.trigger()
    assert cash.figures.isVisible()
    assert cash.head.title() == title
    assert cash.figures_shown.isChecked()
    assert not cash.chart.isVisible()
    cash.figures_shown.trigger()
    assert not cash.figures.isVisible()
    assert cash.chart.isVisible()
    cash.resize(1200, 720)
    assert cash.figures.isVisible()
    assert cash.chart.isVisible()


def test_figures_that_were_folded_stay_folded_where_there_is_room(cash: CashPage) -> None:
    cash.show_result(made_result(10_240))
    cash.figures_shown.trigger()
    assert not cash.figures_shown.isChecked()
    cash.resize(1200, 430)
    cash.resize(1200, 720)
    assert not cash.figures.isVisible()


def test_what_is_not_there_cannot_be_unfolded(cash: CashPage) -> None:
    cash.show_result(None)
    assert not cash.figures_shown.isEnabled()
    cash.show_result(made_result(10_240))
    assert cash.figures_shown.isEnabled()


def test_the_capacity_page_names_tenants_and_facilities_as_the_plan_does(
    capacity: CapacityPage,
) -> None:
    capacity.show_result(made_result(0))
    assert capacity.chart.power is not None
    things = {layer.thing.path: layer.thing for layer in capacity.chart.power.layers}
    assert things["tenants/market"].name == "The market"
    assert things["tenants/market"].slot == 0
    assert things["tenants/anthropic"].slot == 1


def test_only_facilities_that_are_part_of_the_case_are_offered(capacity: CapacityPage) -> None:
    def offered() -> list[str]:
        return [capacity.facility.itemText(i) for i in range(capacity.facility.count())]

    assert offered() == ["All facilities", "Colossus 1", "Colossus 2"]
    result = made_result(0)
    assert ("facilities/colossus-2", "available") not in result.series
    capacity.show_result(result)
    assert offered() == ["All facilities", "Colossus 1"]
    both = {("facilities/colossus-2", "available"): result.series["", "available"]}
    capacity.show_result(replace(result, series={**result.series, **both}))
    assert offered() == ["All facilities", "Colossus 1", "Colossus 2"]


def test_the_capacity_page_says_how_full_it_is_and_what_is_unmet(capacity: CapacityPage) -> None:
    result = made_result(0)
    capacity.show_result(result)
    unmet = result.series["", "unmet"].deterministic
    assert f"of the power available is used. Unmet demand grows from {unmet[0]:.0f}" in said(
        capacity
    )
    assert said(capacity).endswith(f"to {unmet[-1]:.0f}{NBSP}MW in December 2030.")


def test_nothing_unmet_and_all_used_is_said_too(capacity: CapacityPage) -> None:
    full = np.full(12, 300.0)
    series = {
        ("", "available"): full,
        ("", "unmet"): 0.0 * full,
        ("tenants/anthropic", "served"): full,
        ("tenants/grok-inference", "served"): 0.0 * full,
        ("tenants/grok-training", "served"): 0.0 * full,
    }
    capacity.show_result(made_result(0, months=12, series=series))
    assert said(capacity) == "Fully used throughout. No demand is left unmet."


def test_one_facility_can_be_chosen_and_stays_chosen_when_the_plan_changes(
    capacity: CapacityPage,
) -> None:
    capacity.show_result(made_result(0))
    capacity.facility.setCurrentIndex(1)
    assert capacity.head.title() == "Power served by Colossus 1, MW"
    assert capacity.chart.power is not None
    assert len(capacity.chart.power.layers) == 1
    changed = plan()
    more = (Facility(id="new", name="New"), *changed.facilities)
    capacity.describe(changed.model_copy(update={"facilities": more}))
    assert capacity.facility.currentText() == "Colossus 1"
    capacity.describe(changed.model_copy(update={"facilities": more[:1]}))
    assert capacity.facility.currentIndex() == 0
    assert capacity.head.title() == "Power by tenant, MW of critical IT load"


def test_an_empty_plan_offers_to_add_a_facility(qtbot: QtBot, cash: CashPage) -> None:
    cash.describe(Project(settings=Settings(start="2026-05")))
    cash.show_result(None)
    assert "No facility yet" in cash.chart._card.sentence()
    assert not cash.figures.isVisible()
    with qtbot.waitSignal(cash.facility_asked):
        cash.chart._card.pressed.emit()


def test_a_plan_not_computed_says_why(qtbot: QtBot, capacity: CapacityPage) -> None:
    capacity.show_result(made_result(0))
    capacity.show_problem("Two contracts hold the same 60 MW.")
    assert said(capacity) == ""
    assert "60 MW" in capacity.chart._card.sentence()
    with qtbot.waitSignal(capacity.problem_asked):
        capacity.chart._card.pressed.emit()


def test_a_finding_is_cut_between_sentences_never_within_one(qtbot: QtBot) -> None:
    finding = Finding()
    qtbot.addWidget(finding)
    finding.resize(900, 20)
    finding.set_messages(
        [sentence("test-one", "The <b>first</b>.")(), sentence("test-two", "The second.")()]
    )
    finding.show()
    assert "The second." in finding.text()
    finding.resize(70, 20)
    assert "first" in finding.text()
    assert "second" not in finding.text()
    assert finding.toolTip() == "<qt>The <b>first</b>. The second.</qt>"


def test_signs_in_a_finding_are_not_taken_for_marks(qtbot: QtBot) -> None:
    finding = Finding()
    qtbot.addWidget(finding)
    finding.resize(900, 20)
    told = sentence("test-signs", "{name} is ahead in <b>{share}</b> of draws.")
    finding.set_messages([told(name="R&D <lab>", share="<0.1 %")])
    assert finding.accessibleName() == "R&D <lab> is ahead in <0.1 % of draws."
    for rich in (finding.text(), finding.toolTip()):
        shown = QTextDocument()
        shown.setHtml(rich)
        assert shown.toPlainText() == "R&D <lab> is ahead in <0.1 % of draws."


def test_other_words_in_a_finding_do_not_share_the_room_of_the_page_anew(qtbot: QtBot) -> None:
    head = PageHead()
    qtbot.addWidget(head)
    head.finding.set_messages([sentence("test-one", "The <b>first</b>.")()])
    head.show()
    QApplication.processEvents()
    with qtbot.assertNotEmitted(_LayoutWatch(head).asked):
        head.finding.set_messages([sentence("test-two", "The <b>second</b> is longer.")()])
        QApplication.processEvents()
    assert "second" in head.finding.text()
    assert head.finding.accessibleName() == "The second is longer."


class _LayoutWatch(QObject):
    """Tells when a widget is asked to share its room anew."""

    asked = Signal()

    def __init__(self, watched: QObject) -> None:
        super().__init__(watched)
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.asked.emit()
        return False


def test_exactly_one_segment_is_chosen(qtbot: QtBot) -> None:
    segments = Segments("Bars", ("Monthly", "Quarterly", "Annual"))
    qtbot.addWidget(segments)
    assert segments.choice == 0
    with qtbot.waitSignal(segments.chosen) as told:
        segments._group.button(2).click()
    assert told.args == [2]
    assert [button.isChecked() for button in segments._group.buttons()] == [False, False, True]
    with pytest.raises(IndexError):
        segments.choose(3)
