"""The backlog chart shows three readings of the same contracts, and when they may end."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from planner.charts.backlog_chart import BacklogChart
from planner.charts.backlog_figures import backlog_figures, moments_of
from planner.charts.backlog_findings import backlog_findings
from planner.charts.backlog_lines import EXPECTED, FIRM, HEADLINE, backlog, has_backlog
from planner.charts.months import MonthScale
from planner.charts.notice_marks import NoticeMark
from planner.charts.palette import DARK, LIGHT
from planner.engine.result import Result
from tests.builders import contract, facility, plan, run, tenant

MARK = NoticeMark(3, 3, "Apr 2027: either side may give notice")
SCALE = MonthScale(2027, 1)


def lease(**terms: Any) -> Result:
    """37 months at 1,250 $m, the first two at half; both sides may leave after three months."""
    rights: dict[str, Any] = {
        "lock_in": 3,
        "landlord_notice": 3,
        "tenant_notice": 3,
        "tenant_exit_rate": 0.2,
    }
    own: dict[str, Any] = {"basis": "fixed_fee", "price": 1250, "term": 37, "discount": [0.5, 0.5]}
    return run(
        plan(
            months=48,
            facilities=[facility()],
            tenants=[tenant(contracts=[contract(**{**own, **rights, **terms})])],
        )
    )


@pytest.fixture(scope="module")
def result() -> Result:
    """Computed once."""
    return lease()


@pytest.fixture
def chart(qtbot: QtBot) -> BacklogChart:
    """An empty chart on screen."""
    made = BacklogChart()
    qtbot.addWidget(made)
    made.resize(1000, 480)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_lines_begin_at_the_start_and_end_with_the_contract(
    chart: BacklogChart, result: Result
) -> None:
    chart.show_result(result)
    assert chart.headline.values[0] == pytest.approx(45_000.0)
    assert chart.solid_line.values[0] == pytest.approx(6_250.0)
    assert chart.solid_line.values[4] == pytest.approx(3_750.0)
    assert chart.headline.places[0] == -0.5
    assert chart.headline.places.size == chart.headline.values.size
    assert chart.headline.values[38] == 0.0
    assert chart.shown_months() == (-1, 39)
    assert np.all(chart.solid_line.values <= chart.headline.values + 1e-9)


def test_parts_begin_at_the_start_as_the_plan_does_and_what_is_signed_later_when_it_is(
    result: Result,
) -> None:
    whole = backlog(result, "tenants/lab/contracts/lease", expected=False)
    assert whole is not None
    assert whole.first(FIRM) == pytest.approx(6_250.0)
    two = run(
        plan(
            months=24,
            facilities=[facility()],
            tenants=[
                tenant(contracts=[contract(take_or_pay=1)]),
                tenant(id="other", contracts=[contract(mw=20, take_or_pay=1)]),
                tenant(
                    id="late",
                    contracts=[
                        contract(mw=10, take_or_pay=1, start="2028-01-01", signed="2027-10"),
                    ],
                ),
            ],
        )
    )
    part = backlog(two, "tenants/other", expected=False)
    assert part is not None
    assert part.at_start is not None
    assert part.first(HEADLINE) == pytest.approx(240.0)
    assert part.begins == -1
    later = backlog(two, "tenants/late", expected=False)
    assert later is not None
    assert later.first(HEADLINE) == 0.0
    assert later.begins == 9
    assert later.after(HEADLINE, 9) == pytest.approx(120.0)
    said = str(backlog_findings(two, "tenants/late", (), expected=False)[0])
    assert "120" in said
    assert "after October 2027" in said
    unknown = backlog(replace(two, openings={}), "tenants/other", expected=False)
    assert unknown is not None
    assert unknown.at_start is None
    assert unknown.begins == 0
    assert unknown.first(HEADLINE) == pytest.approx(220.0)


def test_lock_in_is_hatched_and_notice_marked_and_bracketed(
    chart: BacklogChart, result: Result
) -> None:
    chart.show_result(result, "", (MARK,))
    assert chart.locked.months == 3
    assert chart.first_notice.months == (3,)
    assert [bracket.right - bracket.left for bracket in chart.brackets.brackets] == [3.0, 3.0]
    texts = [note.text for note in chart.notes.notes]
    assert texts[0] == MARK.text
    assert texts.count("3 mo notice") == 2
    assert "Lock-in" in [entry.text for entry in chart.legend.entries]
    chart.show_result(result)
    assert chart.locked.months == 0
    assert chart.brackets.brackets == ()


def test_several_contracts_are_marked_without_hatching_any(
    chart: BacklogChart, result: Result
) -> None:
    chart.show_result(result, "", (MARK, NoticeMark(9, 6, "Oct 2027: Other")))
    assert chart.first_notice.months == (3, 9)
    assert chart.locked.months == 0
    assert chart.brackets.brackets == ()


def test_a_right_in_one_of_several_contracts_is_no_lock_in_of_all(
    chart: BacklogChart, result: Result
) -> None:
    one_of = replace(MARK, is_alone=False)
    chart.show_result(result, "", (one_of,))
    assert chart.first_notice.months == (3,)
    assert chart.locked.months == 0
    assert chart.brackets.brackets == ()
    assert not any("it is never" in told for told in findings(result, one_of))


def test_what_firm_never_exceeds_is_told_only_where_it_is_less_than_now(result: Result) -> None:
    assert any("it is never" in told for told in findings(result, MARK))
    # Nearly nothing is paid for half a year: the three months of notice are worth more later.
    grown = lease(discount=[0.99] * 6)
    assert not any("it is never" in told for told in findings(grown, MARK))


def findings(result: Result, mark: NoticeMark) -> list[str]:
    """The sentences under the title."""
    return [str(message) for message in backlog_findings(result, "", (mark,), expected=False)]


def test_headline_is_billed_to_its_end_or_beyond_that_of_the_plan(
    chart: BacklogChart, result: Result
) -> None:
    def named() -> str:
        return next(note.text for note in chart.notes.notes if note.text.startswith("Headline"))

    chart.show_result(result)
    assert named() == "Headline: all billed to January 2030"
    chart.show_result(lease(term=60))
    assert named() == "Headline: all billed, also after December 2030"


def test_rpo_takes_the_place_of_firm(chart: BacklogChart, result: Result) -> None:
    chart.show_result(result, "", (MARK,))
    chart.set_obligation(True)
    rpo = result.series["", "rpo"].deterministic
    assert chart.solid_line.values[0] == pytest.approx(6_250.0)
    assert np.allclose(chart.solid_line.values[1:], rpo[: chart.solid_line.values.size - 1])
    assert chart.solid_line.places[0] == -0.5
    assert chart.legend.entries[2].text == "RPO"
    assert chart.brackets.brackets == ()


def test_a_month_is_read_with_the_firm_share(chart: BacklogChart, result: Result) -> None:
    chart.show_result(result)
    chart.read(7)
    rows = {row.text: row.figure for row in chart._read_out.rows}
    assert rows["Headline"] == "36.25"
    assert rows["Firm"] == "3.75"
    assert rows["Firm share of headline"] == "10\u00a0%"
    chart.read(-1)
    rows = {row.text: row.figure for row in chart._read_out.rows}
    assert rows["RPO"] == "6.25"
    assert rows["Firm share of headline"] == "14\u00a0%"


def test_the_numbers_are_every_month_of_all_four_lines(chart: BacklogChart, result: Result) -> None:
    chart.show_result(result)
    numbers = chart.numbers()
    assert numbers.heads[1:] == ("Headline", "Expected", "Firm", "RPO")
    name, values = numbers.rows[0]
    assert name == "Start"
    assert values[0] == pytest.approx(45_000.0)
    assert values[3] == pytest.approx(6_250.0)
    assert len(numbers.rows) == 40


def test_a_result_without_a_backlog_empties_the_chart(chart: BacklogChart, result: Result) -> None:
    chart.show_result(result)
    without = run(plan(facilities=[facility()], tenants=[tenant(contracts=[contract()])]))
    assert not has_backlog(without, "")
    chart.show_result(without)
    assert not chart.filled
    assert chart.backlog is None
    fewer = {key: bands for key, bands in result.series.items() if key[1] != FIRM}
    chart.show_result(replace(result, series=fewer))
    assert not chart.filled
    chart.show_result(result)
    assert chart.filled


def test_a_new_theme_recolours_the_lines(chart: BacklogChart, result: Result) -> None:
    chart.show_result(result)
    chart.recolour(DARK)
    assert chart.headline.colour.name().upper() == DARK.capital
    assert chart.expected.colour.name().upper() == DARK.tax
    chart.recolour(LIGHT)
    assert chart.solid_line.colour.name().upper() == LIGHT.receipts


def test_the_figures_tell_the_start_the_decembers_and_the_end(result: Result) -> None:
    figures = backlog_figures(result, "", expected=False)
    assert figures.heads == ("Start", "Dec 2027", "Dec 2028", "Dec 2029", "Jan 2030")
    rows = {row.name: row.printed for row in figures.rows}
    assert rows["Headline backlog"][0] == "45.00"
    assert rows["Firm backlog"][:2] == ("6.25", "3.75")
    assert rows["Firm share of headline"][0] == "14\u00a0%"
    assert rows["Billed to date"][-1] == "45.00"
    assert rows["Largest customer, 12 mo"][1] == "100\u00a0%"
    assert rows["Concentration, HHI"][1] == "10,000"
    of_part = backlog_figures(result, "tenants/lab", expected=False)
    assert "Concentration, HHI" not in {row.name for row in of_part.rows}


def test_at_most_four_decembers_are_told() -> None:
    long = run(
        plan(
            months=240,
            facilities=[facility()],
            tenants=[tenant(contracts=[contract(term=200, basis="fixed_fee", price=10)])],
        )
    )
    found = backlog(long, "", expected=False)
    assert found is not None
    moments = moments_of(found, SCALE)
    assert moments[0] == -1
    assert len(moments) <= 6
    for most in (3, 4, 5):
        assert len(moments_of(found, SCALE, most)) <= most
        assert moments_of(found, SCALE, most)[-1] == moments[-1]


def test_the_findings_say_what_is_firm_what_it_falls_to_and_what_is_likely(
    result: Result,
) -> None:
    told = [str(message) for message in backlog_findings(result, "", (MARK,), expected=False)]
    assert told[0] == "Of <b>$45.0bn</b> announced, only <b>$6.3bn</b> is firm at the start."
    assert told[1] == "From April 2027 it is never more than <b>$3.8bn</b>."
    found = backlog(result, "", expected=False)
    assert found is not None
    assert f"<b>${found.first(EXPECTED) / 1000:.1f}bn</b> is expected" in told[2]
    assert told[3] == "<b>100\u00a0%</b> of a year's revenue is one customer's."
    held = lease(landlord_notice=None, tenant_notice=None, tenant_exit_rate=0)
    assert str(backlog_findings(held, "", (), expected=False)[0]) == (
        "All of <b>$45.0bn</b> announced is firm at the start."
    )
