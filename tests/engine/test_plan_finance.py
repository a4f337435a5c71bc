"""Loans, tax, cash lines and balances, worked by hand through whole plans. MODEL.md B7."""

from typing import Any

import numpy as np
import numpy_financial
import pytest

from planner.engine.arrays import Floats
from planner.engine.result import Result
from tests.builders import (
    Stored,
    cash_line,
    contract,
    facility,
    figure,
    phase,
    plan,
    run,
    same,
    series,
    tenant,
)

TAXED: Stored = {"tax_rate": 0.25}
LEVEL = 1200 * 0.01 / (1 - 1.01**-12)
"""Payment of a loan of 1,200 $m at 12 % over twelve months."""


def balanced(result: Result) -> None:
    same(series(result, "balance_check"), np.zeros(len(result.months)))


def lent(months: int = 15, **fields: Any) -> Result:
    """A plan of nothing but a loan of 1,200 $m at 12 % over twelve months."""
    loan = {"id": "bank", "amount": 1200, "month": "start", "apr": 0.12, "term": 12} | fields
    return run(plan(months=months, loans=[loan]))


def owed(months: int, payments: int) -> Floats:
    """Debt after so many level payments, by the program of another."""
    paid = numpy_financial.ppmt(0.01, np.arange(1, payments + 1), 12, -1200)
    left = 1200 - np.cumsum(paid)
    return np.concatenate([left, np.zeros(months - payments)])


def test_a_loan_at_the_start_is_repaid_in_level_payments_from_the_first_month() -> None:
    result = lent()
    assert result.at_start["fcfe"] == 1200
    assert result.at_start["fcff"] == 0
    same(series(result, "debt"), owed(15, 12))
    same(series(result, "interest") + series(result, "principal"), [LEVEL] * 12 + [0] * 3)
    same(series(result, "interest")[:2], [12, (1200 + 12 - LEVEL) * 0.01])
    same(series(result, "fcfe"), [-LEVEL] * 12 + [0] * 3)
    same(series(result, "fcff"), np.zeros(15))
    balanced(result)


def test_the_month_of_a_draw_is_the_first_of_its_term_and_bears_interest() -> None:
    # Drawn in March: a draw and a first payment in the same month.
    result = lent(month="2027-03")
    same(series(result, "loan_draws"), [0, 0, 1200] + [0] * 12)
    same(series(result, "fcfe"), [0, 0, 1200 - LEVEL] + [-LEVEL] * 11 + [0])
    same(series(result, "interest")[2], 12)
    balanced(result)


def test_a_loan_drawn_before_the_plan_is_as_far_as_it_is_and_brings_no_cash() -> None:
    # Drawn in October: three payments are made; nine are to come.
    result = lent(month="2026-10")
    assert result.at_start["fcfe"] == 0
    same(series(result, "debt"), np.concatenate([owed(12, 12)[3:], np.zeros(6)]))
    same(series(result, "fcfe"), [-LEVEL] * 9 + [0] * 6)
    balanced(result)


def test_interest_only_months_come_first_and_a_level_payment_over_the_rest() -> None:
    result = lent(interest_only=6)
    rest = 1200 * 0.01 / (1 - 1.01**-6)
    same(series(result, "fcfe"), [-12] * 6 + [-rest] * 6 + [0] * 3)


def test_interest_only_to_the_end_repays_all_in_the_last_month() -> None:
    result = lent(interest_only=12)
    same(series(result, "interest"), [12] * 12 + [0] * 3)
    same(series(result, "principal"), [0] * 11 + [1200] + [0] * 3)


def test_loans_of_a_site_that_is_not_there_are_not_drawn() -> None:
    loan = {"id": "bank", "amount": 1200, "month": "start", "apr": 0.12, "term": 12}
    site = facility(active=False, loans=[loan])
    result = run(plan(facilities=[site], loans=[loan | {"active": False}]))
    same(series(result, "debt"), np.zeros(12))
    there = run(plan(facilities=[facility(loans=[loan])]))
    same(series(there, "debt"), owed(12, 12))


def earning(*amounts: tuple[int, float], settings: Stored | None = None) -> Result:
    """Runs of so many months with a taxed operating amount each, from January 2027."""
    lines, first = [], 0
    for place, (count, amount) in enumerate(amounts):
        months = [f"{2027 + k // 12}-{k % 12 + 1:02}" for k in (first, first + count - 1)]
        dates: Stored = {"first": months[0], "last": months[1]}
        lines.append(cash_line(f"l{place}", monthly=amount, operating=True, taxed=True, **dates))
        first += count
    return run(plan(months=first, settings=TAXED | (settings or {}), cash_lines=lines))


def test_losses_of_a_year_cover_at_most_80_percent_of_the_next_ones_income() -> None:
    # 2027 loses 1,200. 2028 earns 100 a month: 80 are covered, 20 taxed at 25 %. 240 are left for
    # 2029: they cover 80 a month until March; from April all of the 100 is taxed.
    result = earning((12, -100), (24, 100))
    same(series(result, "tax_unlevered"), [0] * 12 + [5] * 15 + [25] * 9)
    losses = [
        *(100 * np.arange(1, 13)),
        *(1200 - 80 * np.arange(1, 13)),
        *(240 - 80 * np.arange(1, 4)),
        *([0] * 9),
    ]
    same(series(result, "losses_unlevered"), losses)


def test_the_loss_limit_is_that_of_the_plan() -> None:
    result = earning((12, -100), (12, 100), settings={"loss_limit": 1})
    same(series(result, "tax_unlevered"), np.zeros(24))


def test_tax_of_a_month_is_that_of_the_year_to_date_less_what_is_booked() -> None:
    result = earning((6, 100), (6, -50))
    same(series(result, "tax_unlevered"), [25] * 6 + [-12.5] * 6)


def test_group_relief_refunds_a_loss_in_its_month() -> None:
    result = earning((6, -100), (6, 50), settings={"loss_treatment": "group_relief"})
    same(series(result, "tax_unlevered"), [-25] * 6 + [12.5] * 6)
    same(series(result, "losses_unlevered"), np.zeros(12))


def test_tax_years_are_calendar_years_whenever_the_plan_begins() -> None:
    # July to December 2027 lose 600; from January 2028 the 80 % hold.
    line = cash_line(monthly=-100, last="2027-12", operating=True, taxed=True)
    later = cash_line("later", monthly=100, first="2028-01", operating=True, taxed=True)
    result = run(plan(months=9, settings=TAXED | {"start": "2027-07"}, cash_lines=[line, later]))
    same(series(result, "tax_unlevered"), [0] * 6 + [5] * 3)


def test_interest_makes_losses_of_its_own_in_the_levered_ledger() -> None:
    # 100 a month less 130 of interest: 360 are lost; the loan is repaid in December. 2028 covers
    # 80 a month until April; in May the last 40, so 60 of 100 are taxed.
    line = cash_line(monthly=100, operating=True, taxed=True)
    loan = {"id": "l", "amount": 13000, "month": "start", "apr": 0.12, "term": 12,
            "interest_only": 12}  # fmt: skip
    result = run(plan(months=24, settings=TAXED, cash_lines=[line], loans=[loan]))
    same(series(result, "taxable_levered"), [-30] * 12 + [100] * 12)
    same(series(result, "losses_levered")[:13], [*(30 * np.arange(1, 13)), 360 - 80])
    same(series(result, "tax_levered")[12:18], [5, 5, 5, 5, 15, 25])
    same(series(result, "tax_unlevered"), [25] * 24)
    # FCFE = FCFF + unlevered tax − levered tax − interest − principal.
    equity = [100 - 130] * 11 + [100 - 130 - 13000] + [95, 95, 95, 95, 85] + [75] * 7
    same(series(result, "fcfe"), equity)
    balanced(result)


@pytest.mark.parametrize(
    ("kind", "ebitda", "pretax", "tax"),
    [
        ({"operating": True, "taxed": True}, -10, -10, -2.5),
        ({"operating": True, "taxed": False}, -10, -10, 0),
        ({"operating": False, "taxed": True}, 0, -10, -2.5),
        ({"operating": False, "taxed": False}, 0, -10, 0),
    ],
)
def test_a_cash_line_is_above_or_below_ebitda_and_taxed_or_not(
    kind: Stored, ebitda: float, pretax: float, tax: float
) -> None:
    relief = TAXED | {"loss_treatment": "group_relief"}
    result = run(plan(months=3, settings=relief, cash_lines=[cash_line(monthly=-10, **kind)]))
    same(series(result, "ebitda"), [ebitda] * 3)
    same(series(result, "pretax_income"), [pretax] * 3)
    same(series(result, "tax_unlevered"), [tax] * 3)
    same(series(result, "fcff"), [-10 - tax] * 3)
    # What is never taxed makes no tax expense either: nothing is deferred.
    same(series(result, "net_income"), [-10 - tax] * 3)
    same(series(result, "deferred_tax"), np.zeros(3))
    balanced(result)


def rented(months: int = 12, **fields: Any) -> Result:
    """A site rented for a fee of 60 $m, the first two months at half, paid a month late."""
    terms: Stored = {"mw": 80, "basis": "fixed_fee", "price": 60, "discount": [0.5, 0.5]}
    lease = contract("lease_in", **(terms | {"payment_lag": 1} | fields))
    settings = TAXED | {"loss_treatment": "group_relief"}
    return run(plan(months=months, settings=settings, facilities=[facility(lease_in=lease)]))


def test_a_lease_of_ours_costs_by_recognition_is_deducted_as_billed_and_leaves_as_paid() -> None:
    # 660 over twelve months: 55 of cost a month; 30, 30, 60 … billed; paid a month later.
    result = rented()
    same(series(result, "ebitda"), [-55] * 12)
    same(series(result, "taxable_unlevered"), [-30, -30] + [-60] * 10)
    same(series(result, "lease_in_paid"), [0, 30, 30] + [60] * 9)
    refund = 0.25 * np.array([30, 30] + [60] * 10)
    same(series(result, "fcff"), refund - np.array([0, 30, 30] + [60] * 9))
    # Owed at the end: the last bill.
    same(series(result, "accrued_lease_in")[[0, 1, 11]], [55, 80, 60])
    same(series(result, "available"), [80] * 12)
    balanced(result)


def test_a_lease_of_ours_begun_before_the_plan_opens_with_what_is_owed() -> None:
    # Since November: 30 and 30 billed, 110 of cost; December's 30 is unpaid.
    result = rented(start="2026-11-01")
    same(series(result, "lease_in_paid"), [30] + [60] * 10 + [0])
    same(series(result, "lease_in"), [55] * 10 + [0] * 2)
    same(series(result, "accrued_lease_in")[0], 80 + 55 - 30)
    same(series(result, "available"), [80] * 10 + [0] * 2)
    balanced(result)


def test_a_site_rented_without_mw_is_rented_whole() -> None:
    result = rented(mw=None)
    same(series(result, "available"), [100] * 12)
    per_mw = rented(mw=None, basis="per_mw_month", price=0.5, discount=[], payment_lag=0)
    same(series(per_mw, "lease_in_paid"), [50] * 12)


def test_a_prepaid_lease_of_ours_is_an_asset_until_it_is_used_up() -> None:
    result = rented(prepayment=120, credit_share=1, discount=[], payment_lag=0)
    same(series(result, "lease_in_paid"), [120, 0] + [60] * 10)
    same(series(result, "accrued_lease_in"), [-60, 0] + [0] * 10)
    balanced(result)


def test_deferred_tax_is_the_tax_on_what_books_and_tax_count_in_different_years() -> None:
    # 1,200 of equipment: 20 a month in books, MACRS 5 for tax, 20 a month in 2027 and 32 in 2028.
    hall = phase(it_cost=1200, spend=[["start", 1]], it_life=60)
    lab = tenant(contracts=[contract(term=24)])
    result = run(
        plan(months=24, settings=TAXED, facilities=[facility(phases=[hall])], tenants=[lab])
    )
    same(series(result, "pretax_income"), [40] * 24)
    same(series(result, "tax_levered"), [10] * 12 + [7] * 12)
    same(series(result, "tax_expense"), [10] * 24)
    same(series(result, "deferred_tax"), [0] * 12 + list(3.0 * np.arange(1, 13)))
    same(series(result, "cash")[-1], -1200 + 12 * 50 + 12 * 53)
    same(series(result, "equity")[-1], 24 * 30)
    balanced(result)


def test_equity_is_measured_by_what_is_left_after_the_lenders() -> None:
    # 1,200 are bought with 800 of debt at 12 % over twelve months; 150 a month are earned.
    hall = phase(it_cost=1200, spend=[["start", 1]])
    loan = {"id": "bank", "amount": 800, "month": "start", "apr": 0.12, "term": 12}
    lab = tenant(contracts=[contract(price=2.5)])
    site = facility(phases=[hall], loans=[loan])
    result = run(plan(settings={"equity_rate": 0.15}, facilities=[site], tenants=[lab]))
    payment = float(numpy_financial.pmt(0.01, 12, -800))
    flows = np.array([-400] + [150 - payment] * 12)
    assert result.at_start["fcfe"] == -400
    same(series(result, "fcfe"), flows[1:])
    monthly = 1.15 ** (1 / 12) - 1
    assert figure(result, "npv_equity") == pytest.approx(numpy_financial.npv(monthly, flows))
    rate = (1 + numpy_financial.irr(flows)) ** 12 - 1
    assert figure(result, "irr_equity") == pytest.approx(rate)
    assert figure(result, "peak_funding_equity") == 400
    assert figure(result, "peak_funding") == 1200


def test_mirr_borrows_and_reinvests_at_the_rates_of_the_plan() -> None:
    hall = phase(it_cost=500, spend=[["start", 1]])
    lab = tenant(contracts=[contract()])
    rates: Stored = {"finance_rate": 0.08, "reinvest_rate": 0.05}
    result = run(plan(settings=rates, facilities=[facility(phases=[hall])], tenants=[lab]))
    flows = np.array([-500.0] + [60.0] * 12)
    monthly = numpy_financial.mirr(flows, 1.08 ** (1 / 12) - 1, 1.05 ** (1 / 12) - 1)
    assert figure(result, "mirr") == pytest.approx((1 + monthly) ** 12 - 1)
