"""The Backlog page: who may leave stands beside what is left to bill."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.charts.months import MonthScale
from planner.charts.states import Veil
from planner.domain.case import Choice, case_of
from planner.domain.project import Project
from planner.engine.result import Result
from planner.pages.backlog_page import MOST_CONTRACTS, BacklogPage
from planner.pages.choosers import WIDEST
from planner.pages.exit_rights import exit_rights, notice_marks
from tests.builders import contract, facility, plan, run, tenant
from tests.pages.computed import LEASE, lease_plan, lease_result

SCALE = MonthScale(2027, 1)
NBSP = "\u00a0"


@pytest.fixture(scope="module")
def result() -> Result:
    """Computed once."""
    return lease_result()


@pytest.fixture
def page(qtbot: QtBot, result: Result) -> BacklogPage:
    """The page on screen, filled."""
    made = BacklogPage()
    qtbot.addWidget(made)
    made.resize(1300, 760)
    made.describe(lease_plan())
    made.show()
    qtbot.waitExposed(made)
    made.show_result(result)
    return made


def test_the_plan_is_told_with_its_large_figures(page: BacklogPage) -> None:
    assert page.head.title() == "Backlog of the plan, $m"
    assert page.head.finding.accessibleName().startswith("Of $3,600m announced, only $600m is firm")
    assert [one.figure for one in page.column.figures][::2] == ["3,600", "600"]
    assert page.column.isVisible()
    page.resize(800, 760)
    assert not page.column.isVisible()


def test_figures_that_are_asked_for_in_a_low_window_have_the_whole_page(page: BacklogPage) -> None:
    page.resize(1300, 400)
    assert not page.figures.isVisible()
    page.figures_shown.trigger()
    assert page.figures.isVisible()
    assert not page.chart.isVisible()
    assert not page.column.isVisible()
    assert page.head.title() == "Backlog of the plan, $m"
    page.figures_shown.trigger()
    assert page.chart.isVisible()
    assert page.column.isVisible()


def test_a_stale_page_is_dimmed_in_all_that_was_computed(
    qtbot: QtBot, page: BacklogPage, result: Result
) -> None:
    below = page.figures.parentWidget()
    assert below is not None
    told = [page.head.finding, page.column, below]
    veils = [next(v for v in page.findChildren(Veil) if v.parent() is part) for part in told]
    page.set_stale(True)
    assert not any(veil.isVisible() for veil in veils)
    qtbot.waitUntil(lambda: all(veil.isVisible() for veil in veils), timeout=2_000)
    assert [veil.size() for veil in veils] == [part.size() for part in told]
    page.resize(1400, 800)
    QApplication.processEvents()
    assert [veil.size() for veil in veils] == [part.size() for part in told]

    page.show_result(result)
    page.set_stale(False)
    assert not any(veil.isVisible() for veil in veils)


def test_as_many_moments_are_told_as_fit_without_scrolling(page: BacklogPage) -> None:
    told = []
    for width in (1400, 1000, 860, 720):
        page.resize(width, 800)
        QApplication.processEvents()
        assert page.figures.isVisible()
        assert page.figures.horizontalScrollBar().maximum() == 0
        told.append(page.figures.figures().heads)
    assert [len(heads) for heads in told] == [4, 4, 3, 3]
    assert {(heads[0], heads[-1]) for heads in told} == {("Start", "Dec 2029")}


def test_many_rights_leave_room_for_the_chart_and_scroll(qtbot: QtBot) -> None:
    lease = {"basis": "fixed_fee", "price": 5, "term": 24, "renewal_probability": 0.5}
    project = plan(
        months=48,
        facilities=[facility()],
        tenants=[
            tenant(id=f"t{n}", name=f"Tenant {n}", contracts=[contract(id=f"c{n}", mw=4, **lease)])
            for n in range(14)
        ],
    )
    made = BacklogPage()
    qtbot.addWidget(made)
    made.resize(1_092, 588)
    made.describe(project)
    made.show()
    qtbot.waitExposed(made)
    made.show_result(run(project))
    QApplication.processEvents()
    assert len(made.rights.figures().rows) == 28
    assert made.rights.isVisible()
    assert made.chart.height() >= 250
    beside = made.figures.height()
    assert made.rights.height() + made.after.height() * made.after.isVisible() <= beside
    assert made.rights.verticalScrollBar().maximum() > 0


def test_the_large_figures_are_those_of_the_lines_shown(page: BacklogPage) -> None:
    assert [one.name for one in page.column.figures] == ["Headline", "Expected", "Firm"]
    firm = page.column.figures[2]
    page.kind._group.button(1).click()
    assert [one.name for one in page.column.figures] == ["Headline", "Expected", "RPO"]
    assert page.column.figures[2].figure != ""
    assert page.column.figures[2].token == firm.token


def test_the_rights_of_both_sides_are_told(page: BacklogPage) -> None:
    rows = page.rights.figures().rows
    assert [row.name for row in rows] == ["The lab", "Owner"]
    assert rows[0].printed == ("Apr 2027", "3 mo", "0", f"10 to 30{NBSP}%")
    assert rows[1].printed == ("—", "no right", "—", "—")
    assert all(not row.overridden for row in rows)
    # The landlord is the same of all contracts: on hover it is told which one this is.
    assert {row.meaning for row in rows} == {"Lease of The lab"}
    told = page.rights.model().index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert told == "Owner\nLease of The lab"


def test_what_the_case_changes_is_marked_with_what_was_written(page: BacklogPage) -> None:
    project = lease_plan()
    case = case_of(project, Choice(None, {"terms": "stricter"}))
    page.describe(project, case.plan)
    page.show_result(run(project, states={"terms": "stricter"}))
    row = page.rights.figures().rows[0]
    assert row.printed[1] == "6 mo"
    assert row.overridden == {1: "Changed by this case; as written 3 mo"}
    index = page.rights.model().index(0, 2)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Changed by this case; as written 3 mo"
    assert index.data(Qt.ItemDataRole.BackgroundRole) is not None


def test_notice_is_marked_where_one_or_both_sides_may_give_it() -> None:
    one = notice_marks(exit_rights(lease_plan(), [LEASE]), SCALE)
    assert [(mark.month, mark.notice, mark.text) for mark in one] == [
        (3, 3, "Apr 2027: The lab may give notice")
    ]
    both = notice_marks(exit_rights(lease_plan(landlord_notice=6), [LEASE]), SCALE)
    assert [(mark.month, mark.notice, mark.text) for mark in both] == [
        (3, 6, "Apr 2027: either side may give notice")
    ]
    none = exit_rights(lease_plan(tenant_notice=None), [LEASE])
    assert notice_marks(none, SCALE) == ()


def test_fees_are_told_as_they_were_typed() -> None:
    rights = exit_rights(
        lease_plan(termination_fee="3 bills", landlord_fee=12.5, landlord_notice=1), [LEASE]
    )
    assert [right.fee for right in rights] == ["3 bills", "12.5"]


def test_a_contract_or_tenant_can_be_chosen(page: BacklogPage) -> None:
    offered = [page.part.itemText(index) for index in range(page.part.count())]
    assert [name for name in offered if name] == ["All tenants", "The lab", "Lease"]
    page.part.setCurrentIndex(page.part.findText("Lease"))
    assert page.head.title() == "Backlog of Lease, $m"
    assert page.rights.figures().rows


def test_rpo_and_means_are_shown_on_demand(page: BacklogPage) -> None:
    page.kind._group.button(1).click()
    assert page.chart.legend.entries[2].text == "RPO"
    page.mode._group.button(1).click()
    assert page.figures.figures().corner == "$m, mean of 512 draws"
    assert "means of 512 draws" in page.chart.legend.remark


def test_a_plan_without_contracts_offers_to_add_one(qtbot: QtBot, page: BacklogPage) -> None:
    project = plan(facilities=[facility()], tenants=[tenant()])
    page.describe(project)
    page.show_result(run(project))
    assert "No contract yet" in page.chart._card.sentence()
    assert page.head.finding.accessibleName() == ""
    assert not page.figures.isVisible()
    with qtbot.waitSignal(page.contract_asked):
        page.chart._card.pressed.emit()


def test_contracts_without_fixed_bills_have_no_backlog(page: BacklogPage) -> None:
    project = plan(facilities=[facility()], tenants=[tenant(contracts=[contract()])])
    page.describe(project)
    page.show_result(run(project))
    assert "bills to come that are fixed" in page.chart._card.sentence()


def test_a_plan_without_facilities_offers_to_add_one(qtbot: QtBot, page: BacklogPage) -> None:
    page.describe(lease_plan().replacing(facilities=(), tenants=()))
    page.show_result(None)
    with qtbot.waitSignal(page.facility_asked):
        page.chart._card.pressed.emit()


def many(count: int) -> Project:
    """So many tenants with very long names and a contract each, begun in three months in turn."""
    name = "Consolidated Intercontinental Accelerated Computing Partnership, Tenant {}"
    fixed: dict[str, Any] = {"basis": "fixed_fee", "price": 10, "tenant_notice": 3}
    tenants = [
        tenant(
            id=f"t{index}",
            name=name.format(index),
            contracts=[contract(mw=1, lock_in=index % 3, **fixed)],
        )
        for index in range(count)
    ]
    return plan(months=24, facilities=[facility()], tenants=tenants)


def test_of_many_contracts_only_the_count_is_told_where_notice_begins() -> None:
    project = many(9)
    paths = [f"tenants/t{index}/contracts/lease" for index in range(9)]
    marks = notice_marks(exit_rights(project, paths), SCALE)
    assert [(mark.month, mark.text) for mark in marks] == [
        (0, "3 contracts: notice from Jan 2027"),
        (1, "3 contracts: notice from Feb 2027"),
        (2, "3 contracts: notice from Mar 2027"),
    ]
    assert not any(mark.is_alone for mark in marks)


def test_the_only_right_among_several_contracts_says_whose_it_is_and_that_it_is_notice() -> None:
    lease: dict[str, Any] = {"basis": "fixed_fee", "price": 10}
    project = plan(
        months=24,
        facilities=[facility()],
        tenants=[
            tenant(name="The lab", contracts=[contract(mw=1, tenant_notice=3, lock_in=2, **lease)]),
            tenant(id="bank", name="The bank", contracts=[contract(mw=1, **lease)]),
        ],
    )
    rights = exit_rights(project, [LEASE, "tenants/bank/contracts/lease"])
    (mark,) = notice_marks(rights, SCALE)
    assert mark.text == "The lab: notice from Mar 2027"
    assert not mark.is_alone
    (alone,) = notice_marks(exit_rights(project, [LEASE]), SCALE)
    assert alone.is_alone


def test_forty_tenants_with_long_names_leave_room_for_the_chart(page: BacklogPage) -> None:
    project = many(40)
    page.describe(project)
    page.show_result(run(project))
    assert page.rights.isVisible()
    assert page.rights.height() < 300
    assert page.chart.height() > 300
    page.part.setCurrentIndex(page.part.count() - 1)
    assert page.part.width() <= WIDEST
    assert page.head.title() in page.head._title.toolTip() or "…" not in page.head._title.text()


def test_the_rights_of_the_largest_contracts_are_listed(page: BacklogPage) -> None:
    project = many(45)
    page.describe(project)
    page.show_result(run(project))
    rows = page.rights.figures().rows
    assert len(rows) == 2 * MOST_CONTRACTS + 1
    assert rows[-1].name == "Smaller contracts: choose one above"
    assert page.rights.model().index(len(rows) - 1, 1).data() == ""
    page.part.setCurrentIndex(page.part.count() - 1)
    assert len(page.rights.figures().rows) == 2


def test_both_branches_after_the_end_stand_beneath_the_rights(page: BacklogPage) -> None:
    # A lease of 10 MW ends in the middle of July 2027; the market is at 2 $m a MW.
    lease = contract(
        mw=10,
        start="2027-01-15",
        term=6,
        price=1.5,
        basis="per_mw_month",
        after_end="renew_or_relet",
        renewal_probability=0.4,
        renewal_factor=0.9,
        relet_factor=0.5,
        downtime=2,
        take_or_pay=1,
    )
    project = plan(
        market={"contract_price": 2},
        facilities=[facility()],
        tenants=[tenant(name="The lab", contracts=[lease])],
    )
    page.describe(project)
    page.show_result(run(project))
    rows = {row.name: row.printed for row in page.after.figures().rows}
    assert rows == {
        "Renewed: The lab": ("Jul 2027", "10", "18", f"40{NBSP}%"),
        "Re-let: The lab": ("Sep 2027", "10", "10", f"60{NBSP}%"),
    }
    assert page.after.isVisible()


def test_nothing_is_said_of_after_the_end_where_leases_just_end(page: BacklogPage) -> None:
    assert page.after.figures().rows == ()
    assert not page.after.isVisible()


def test_where_the_plan_is_not_computed_no_older_figures_stand_beside(
    page: BacklogPage, result: Result
) -> None:
    assert page.column.isVisible()
    page.show_problem("Two contracts hold the same 60 MW.")
    page.resize(1310, 770)
    assert not page.column.isVisible()
    assert not page.figures.isVisible()
    page.describe(lease_plan())
    page.show_result(result)
    assert page.column.isVisible()
    assert page.figures.isVisible()
