"""The statements foot: totals are the sums of their lines, periods of their months."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from planner.analysis.periods import Period
from planner.analysis.statement import Answer, Request, answer
from planner.analysis.statement_lines import (
    FACILITY_LINES,
    NO_SITE,
    NO_SITE_LINES,
    PLAN_LINES,
    TENANT_LINES,
    Rank,
    Section,
)
from planner.domain.case import Case
from planner.engine.result import Result
from planner.engine.simulate import simulate
from tests.builders import cash_line, contract, facility, own_use, phase, plan, run, tenant
from tests.engine.random_plans import cases

CENT = 1e-8  # of the largest amount of the statement


def lease() -> Result:
    """Two years: 60 MW let at 1 $m per MW-month, the rest used by ourselves, a loan, taxes."""
    return run(
        plan(
            months=30,
            settings={"start": "2026-10", "tax_rate": 0.25},
            facilities=[
                facility(
                    power_price=50,
                    opex=0.1,
                    phases=[phase(it_cost=600, shell_cost=120, ready="2027-01", spend_months=2)],
                )
            ],
            tenants=[
                tenant(contracts=[contract(term=24, payment_lag=1, prepayment=50)]),
                own_use(),
            ],
            loans=[{"id": "notes", "amount": 300, "month": "start", "apr": 0.06, "term": 24}],
            cash_lines=[
                cash_line(monthly=-2, operating=True, taxed=True),
                cash_line(id="grant", monthly=1, first="2027-01", last="2027-03"),
            ],
        ),
        draws=512,
    )


@pytest.fixture(scope="module")
def result() -> Result:
    """Computed once."""
    return lease()


def footed(shown: Answer) -> None:
    """Assert that each total is the sum of its lines, in every column and over all."""
    slack = CENT * max(shown.peak(), 1.0)
    for rows in shown.sections.values():
        by_name = {row.line.name: row for row in rows}
        for row in rows:
            parts = [by_name[name] for name in row.line.sums if name in by_name]
            if not parts:
                continue
            added = np.nansum([part.values for part in parts], axis=0)
            np.testing.assert_allclose(np.nan_to_num(row.values), added, 0, slack)
            if row.total is not None:
                assert row.total == pytest.approx(float(np.nansum(row.values)), abs=slack)


@pytest.mark.parametrize("path", ["", "facilities/site", "tenants/lab", "tenants/model"])
@pytest.mark.parametrize("expected", [False, True])
@pytest.mark.parametrize("period", list(Period))
def test_every_total_is_the_sum_of_its_lines(
    result: Result, path: str, expected: bool, period: Period
) -> None:
    shown = answer(Request(path, period, expected, fiscal_year_end=3), result)
    assert any(row.line.rank is Rank.TOTAL for row in shown.sections[Section.INCOME])
    footed(shown)


@settings(deadline=None, max_examples=25)
@given(cases())
def test_the_statements_of_any_plan_foot_and_its_balance_sheet_balances(case: Case) -> None:
    found = simulate(case, 512, threads=1)
    for expected in (False, True):
        shown = answer(Request("", Period.QUARTER, expected), found)
        footed(shown)
        slack = CENT * max(shown.peak(), 1.0)
        assets = shown.row(Section.BALANCE, "assets").values
        funding = shown.row(Section.BALANCE, "funding").values
        known = np.isfinite(assets)
        np.testing.assert_allclose(assets[known], funding[known], 0, slack)


@settings(deadline=None, max_examples=15)
@given(cases())
def test_the_costs_of_all_sites_and_the_cash_lines_are_the_plans_costs(case: Case) -> None:
    found = simulate(case, 0, threads=1)
    whole = answer(Request("", Period.CALENDAR_YEAR), found)
    sites = sorted({path for path, _ in found.series if path.startswith("facilities/")})
    total = income(whole, "operating_lines")
    for path in sites:
        site = answer(Request(path, Period.CALENDAR_YEAR), found)
        total += income(site, "ebitda") - income(site, "revenue")
    costs = income(whole, "ebitda") - income(whole, "revenue")
    assert total == pytest.approx(costs, abs=CENT * max(whole.peak(), 1.0))


def income(shown: Answer, name: str) -> float:
    """What a line of the income statement adds up to."""
    total = shown.row(Section.INCOME, name).total
    assert total is not None
    return total


def test_flows_that_undo_each_other_within_a_year_leave_a_plain_zero() -> None:
    lines = [
        cash_line(id=f"l{k}", monthly=amount, first=f"2027-{k:02d}", last=f"2027-{k:02d}")
        for k, amount in enumerate((0.1, 0.2, -0.3), start=1)
    ]
    found = run(plan(cash_lines=lines))
    shown = answer(Request("", Period.CALENDAR_YEAR), found)
    row = shown.row(Section.CASH, "cash_lines")
    assert row.values.tolist() == [0.0]
    assert row.total == 0.0
    monthly = answer(Request("", Period.MONTH), found).row(Section.CASH, "cash_lines")
    assert monthly.values[:3].tolist() == [0.1, 0.2, -0.3]


def test_months_quarters_and_years_add_up_to_the_same(result: Result) -> None:
    totals = set()
    for period in Period:
        shown = answer(Request("", period, fiscal_year_end=3), result)
        total = shown.row(Section.CASH, "fcff").total
        assert total is not None
        totals.add(round(total, 9))
    assert len(totals) == 1


def test_a_balance_is_that_of_the_periods_last_month(result: Result) -> None:
    shown = answer(Request("", Period.CALENDAR_YEAR), result)
    debt = result.series["", "debt"].deterministic
    row = shown.row(Section.BALANCE, "debt")
    assert row.values[0] == pytest.approx(300.0)
    assert row.values[1:].tolist() == pytest.approx([debt[2], debt[14], debt[26], debt[29]])
    assert row.total is None


def test_what_flows_at_the_start_has_a_column_of_its_own(result: Result) -> None:
    shown = answer(Request("", Period.CALENDAR_YEAR), result)
    assert shown.starts
    assert shown.row(Section.CASH, "loan_draws").values[0] == pytest.approx(300.0)
    assert shown.row(Section.CASH, "fcfe").values[0] == pytest.approx(300.0)
    assert np.isnan(shown.row(Section.CASH, "receipts").values[0])
    assert np.isnan(shown.row(Section.INCOME, "ebitda").values[0])
    without = answer(Request("tenants/lab", Period.CALENDAR_YEAR), result)
    assert not without.starts


def test_the_balance_sheet_before_the_first_month_balances_and_holds_what_was_paid() -> None:
    """Half of a hall's 600 $m paid before the start, a quarter on the day, a quarter later."""
    spend = [("2026-11", 0.5), ("start", 0.25), ("2027-03", 0.25)]
    hall = phase(it_cost=600, ready="2027-04", spend=spend)
    other = phase("old", it_cost=120, ready="2026-01", spend_months=1, it_life=24)
    loans = [{"id": "site", "amount": 100, "month": "start", "apr": 0.06, "term": 24}]
    found = run(
        plan(
            facilities=[facility(phases=[hall, other], loans=loans), facility("bare")],
            tenants=[tenant(contracts=[contract()])],
        )
    )
    whole = answer(Request("", Period.MONTH), found)
    at_start = {row.line.name: row.values[0] for row in whole.sections[Section.BALANCE]}
    assert at_start["cash"] == pytest.approx(100.0 - 150.0)
    assert at_start["construction"] == pytest.approx(300.0 + 150.0)
    assert at_start["net_book_value"] == pytest.approx(120.0 * 12 / 24)
    assert at_start["debt"] == pytest.approx(100.0)
    assert at_start["equity"] == pytest.approx(300.0 + 60.0)
    assert at_start["assets"] == pytest.approx(at_start["funding"])
    site = answer(Request("facilities/site", Period.MONTH), found)
    assert site.row(Section.CASH, "capex").values[0] == pytest.approx(-150.0)
    assert site.row(Section.CASH, "after_loans").values[0] == pytest.approx(-50.0)
    assert site.row(Section.BALANCE, "construction").values[0] == pytest.approx(450.0)
    assert site.row(Section.BALANCE, "construction").values[4] == pytest.approx(0.0)
    assert site.row(Section.BALANCE, "debt").values[0] == pytest.approx(100.0)
    assert site.row(Section.CASH, "capex").total == pytest.approx(-300.0)
    bare = answer(Request("facilities/bare", Period.MONTH), found)
    assert not bare.starts
    with pytest.raises(KeyError):
        bare.row(Section.INCOME, "pretax_income")
    rest = answer(Request(NO_SITE, Period.MONTH), found)
    assert rest.row(Section.CASH, "fcff").total == pytest.approx(0.0)
    assert np.isnan(rest.row(Section.CASH, "capex").values[0])
    assert rest.row(Section.BALANCE, "cash").values[0] == pytest.approx(-50.0)


def test_what_no_site_has_is_the_plan_without_its_sites(result: Result) -> None:
    whole = answer(Request("", Period.QUARTER), result)
    site = answer(Request("facilities/site", Period.QUARTER), result)
    rest = answer(Request(NO_SITE, Period.QUARTER), result)
    footed(rest)
    for name in ("revenue", "power", "ebitda", "ebit"):
        ours, theirs, plans = (
            shown.row(Section.INCOME, name).values[-len(shown.spans) :]
            for shown in (site, rest, whole)
        )
        np.testing.assert_allclose(ours + theirs, plans, 0, 1e-9)
    assert rest.row(Section.INCOME, "power").total == 0.0
    assert income(rest, "operating_lines") == income(whole, "operating_lines") != 0.0
    assert rest.row(Section.INCOME, "interest").total == income(whole, "interest") != 0.0


def test_cash_at_the_end_is_all_that_changed_it(result: Result) -> None:
    shown = answer(Request("", Period.FISCAL_YEAR, fiscal_year_end=3), result)
    change = shown.row(Section.CASH, "change_in_cash").values
    cash = shown.row(Section.BALANCE, "cash").values
    np.testing.assert_allclose(np.cumsum(change)[1:], cash[1:], 0, 1e-9)


def test_own_use_is_told_beside_revenue_and_never_in_it(result: Result) -> None:
    shown = answer(Request("", Period.CALENDAR_YEAR), result)
    own = shown.row(Section.INCOME, "own_use")
    assert own.line.rank is Rank.MEMO
    assert own.total is not None
    assert own.total > 0.0
    assert all("own_use" not in row.line.sums for row in shown.sections[Section.INCOME])
    mine = answer(Request("tenants/model", Period.CALENDAR_YEAR), result)
    assert mine.row(Section.INCOME, "revenue").total == 0.0
    assert mine.row(Section.INCOME, "own_use").total == pytest.approx(own.total)


def test_costs_are_shown_negative_and_no_cost_is_a_plain_zero(result: Result) -> None:
    shown = answer(Request("", Period.CALENDAR_YEAR), result)
    assert np.nanmax(shown.row(Section.INCOME, "power").values) <= 0.0
    rent = shown.row(Section.INCOME, "rent").values[1:]
    assert rent.tolist() == [0.0] * rent.size
    assert not np.signbit(rent).any()


def test_means_are_asked_for_in_vain_without_draws() -> None:
    found = run(plan(facilities=[facility()], tenants=[tenant(contracts=[contract()])]))
    shown = answer(Request("", Period.QUARTER, expected=True), found)
    assert not shown.expected
    assert shown.row(Section.INCOME, "revenue").total == pytest.approx(720.0)


def test_lines_that_a_result_does_not_have_are_left_out(result: Result) -> None:
    fewer = {key: bands for key, bands in result.series.items() if key != ("", "rent")}
    shown = answer(Request("", Period.QUARTER), replace(result, series=fewer))
    with pytest.raises(KeyError):
        shown.row(Section.INCOME, "rent")
    assert shown.row(Section.INCOME, "ebitda").total is not None


def test_an_entity_that_the_result_does_not_know_has_empty_statements(result: Result) -> None:
    shown = answer(Request("tenants/nobody"), result)
    assert all(rows == () for rows in shown.sections.values())
    assert shown.peak() == 0.0


def test_every_line_says_what_it_is_in_one_sentence() -> None:
    for lines in (PLAN_LINES, FACILITY_LINES, NO_SITE_LINES, TENANT_LINES):
        for rows in lines.values():
            assert len({line.name for line in rows}) == len(rows)
            for line in rows:
                assert str(line.title())
                assert str(line.formula()).endswith(".")
                known = {other.name for other in rows}
                assert set(line.sums) <= known
