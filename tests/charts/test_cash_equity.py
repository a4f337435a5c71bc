"""The cash chart to equity, with the ends of contracts and a pinned case."""

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from planner.charts.cash_chart import CashChart
from planner.charts.cash_figures import cash_figures
from planner.charts.cash_findings import cash_findings
from planner.charts.cash_lines import FCFE, FCFF, LINES, flows, has_equity
from planner.charts.contract_ends import contract_ends, named_ends
from planner.charts.lettering import CAPTION, lettering
from planner.charts.months import MonthScale
from planner.charts.notes import Note, note_box, stacked_notes
from planner.engine.result import Result
from tests.charts.builders import AT_START, TENANTS, made_result
from tests.pages.computed import lease_result

LEASE = "tenants/anthropic/contracts/colossus"
DRAWN = 3000.0


@pytest.fixture
def chart(qtbot: QtBot) -> CashChart:
    """An empty chart on screen."""
    made = CashChart()
    qtbot.addWidget(made)
    made.resize(1000, 620)
    made.show()
    qtbot.waitExposed(made)
    return made


def with_equity(draws: int = 0) -> Result:
    """The lease with a loan of 3,000 $m at the start, repaid by 100 a month with interest of 10."""
    month = np.arange(56)
    plain = made_result(0)
    interest, principal = np.where(month < 30, 10.0, 0.0), np.where(month < 30, 100.0, 0.0)
    tax = plain.series["", "tax"].deterministic
    shield = 0.25 * interest
    fcfe = plain.series["", "fcff"].deterministic + shield - interest - principal
    extra = {
        ("", "tax_levered"): tax - shield,
        ("", "interest"): interest,
        ("", "principal"): principal,
        ("", "loan_draws"): 0.0 * interest,
        ("", "fcfe"): fcfe,
        ("", "cumulative_fcfe"): AT_START + DRAWN + np.cumsum(fcfe),
    }
    result = made_result(draws, series=extra)
    return replace(result, at_start={**result.at_start, "fcfe": AT_START + DRAWN})


def billed(**months: int) -> Result:
    """A result in which tenants are billed 10 $m a month for so many months."""
    extra = {
        (f"tenants/{tenant}/contracts/lease", "billed"): np.where(np.arange(56) < count, 10.0, 0.0)
        for tenant, count in months.items()
    }
    return made_result(series=extra)


def test_to_equity_the_loans_are_a_line_of_their_own_and_all_lines_add_up() -> None:
    result = with_equity()
    assert has_equity(result)
    shown = flows(result, flow=FCFE)
    assert np.allclose(sum(shown.lines[name] for name in LINES), shown.net)
    assert shown.lines["loans"][0] == DRAWN
    assert shown.lines["capital"][0] == AT_START
    assert not flows(result).lines["loans"].any()


def test_horizon_value_counts_as_capital_and_leased_in_capacity_as_paid() -> None:
    last = np.zeros(56)
    last[-1] = 500.0
    base = made_result()
    more = {
        ("", "horizon_value"): last,
        ("", "lease_in_paid"): np.full(56, 7.0),
        ("", "fcff"): base.series["", "fcff"].deterministic + last - 7.0,
    }
    shown = flows(made_result(series=more))
    assert np.allclose(sum(shown.lines[name] for name in LINES), shown.net)
    assert shown.lines["capital"][-1] == 500.0


def test_the_lines_of_a_computed_plan_add_up_to_both_flows() -> None:
    result = lease_result()
    for flow in (FCFF, FCFE):
        shown = flows(result, flow=flow)
        assert np.allclose(sum(shown.lines[name] for name in LINES), shown.net)


def test_equity_is_shown_only_where_the_result_knows_it(chart: CashChart) -> None:
    chart.set_equity(True)
    chart.show_result(made_result())
    assert chart.flow == FCFF
    chart.show_result(with_equity())
    assert chart.flow == FCFE
    assert chart.middle.values[0] == AT_START + DRAWN
    assert "Loans" in [entry.text for entry in chart.legend.entries]
    chart.set_equity(False)
    assert chart.middle.values[0] == AT_START


def test_a_pinned_case_without_equity_is_not_shown_behind_it(chart: CashChart) -> None:
    chart.show_result(with_equity(), made_result())
    assert chart.pinned.values.size
    chart.set_equity(True)
    assert chart.pinned.values.size == 0


def test_the_pinned_case_is_read_beside_the_case_in_view(chart: CashChart) -> None:
    chart.show_result(made_result(), made_result(scale=0.5))
    chart.read(10)
    rows = {row.text: row.figure for row in chart._read_out.rows}
    assert rows["Pinned"] == chart.money.figure(float(chart.pinned.values[11]))


def test_the_end_of_one_contract_is_marked_on_the_line(chart: CashChart) -> None:
    chart.show_result(billed(anthropic=37), None, TENANTS)
    dots = {dot.place: dot.value for dot in chart.notes.dots}
    assert dots[36.5] == pytest.approx(float(chart.middle.values[37]))
    assert "Contract ends May 2029" in [note.text for note in chart.notes.notes]
    assert chart.bar_notes.drops == tuple(dot.place for dot in chart.notes.dots)


def test_of_several_contracts_the_largest_are_marked_by_tenant_in_time() -> None:
    result = billed(anthropic=37, market=12, one=5, two=20)
    ends = named_ends(contract_ends(result, TENANTS), MonthScale(2026, 5))
    assert ends == [
        (11, "Short-term market to Apr 2027"),
        (19, "two to Dec 2027"),
        (36, "Anthropic to May 2029"),
    ]


def test_a_contract_that_outlasts_the_plan_or_is_renewed_has_no_mark() -> None:
    assert contract_ends(billed(anthropic=56), TENANTS) == ()
    renewal = {(f"{LEASE}/renewal", "billed"): np.where(np.arange(56) < 40, 1.0, 0.0)}
    assert contract_ends(made_result(series=renewal), TENANTS) == ()


def test_notes_that_would_meet_are_put_above_one_another(chart: CashChart) -> None:
    chart.show_result(made_result())
    extent = chart.plots[0].extent()
    notes = [Note(20.0 + index, extent.bottom, "Contract ends May 2029") for index in range(3)]
    placed = [note_box(note, extent, lettering(CAPTION)) for note in stacked_notes(notes, extent)]
    assert not any(
        one.intersects(other) for place, one in enumerate(placed) for other in placed[:place]
    )


def test_the_figures_are_of_the_flow_in_view_with_the_pinned_case_beneath() -> None:
    figures = cash_figures(with_equity(), FCFE, with_equity(512))
    names = [row.name for row in figures.rows]
    assert names[-3:] == ["Loans", "Free cash flow to equity", "The same, pinned case"]
    assert [row.leading or row.sign_is_news for row in figures.rows[-3:]] == [False, True, True]
    net = figures.rows[-2]
    assert net.values[-1] == pytest.approx(sum(row.values[-1] for row in figures.rows[:-2]))
    assert figures.heads[0] == "Start"
    late = cash_figures(made_result(), FCFF, made_result(start="2028-05", months=12))
    assert [value != 0.0 for value in late.rows[-1].values] == [
        True,
        False,
        False,
        True,
        True,
        False,
        True,
    ]


def test_nothing_that_flows_at_the_start_needs_no_column() -> None:
    result = made_result()
    assert cash_figures(replace(result, at_start={"fcff": 0.0})).heads[0] == "2026"


def test_the_findings_of_equity_follow_its_own_line() -> None:
    told = [str(message) for message in cash_findings(with_equity(), FCFE)]
    assert told[0].startswith("Equity is paid back for good by <b>")
    known = with_equity()
    series = {key: bands.deterministic[:3] for key, bands in known.series.items()}
    early = replace(made_result(0, months=3, series=series), at_start=known.at_start)
    assert str(cash_findings(early, FCFE)[0]).startswith("Equity is <b>not paid back</b>")
