"""When bills become cash, worked by hand through whole plans: lag, prepayment, default. MODEL B4.

Each lease is 60 MW at 1 $m per MW-month, 60 $m a month, unless told; the plan begins January 2027.
"""

from typing import Any

import numpy as np
import pytest

from planner.engine.result import Result
from tests.builders import Stored, contract, facility, mean, plan, run, same, series, tenant

LEASE = "tenants/lab/contracts/lease"


def leased(
    months: int = 8, draws: int = 0, of_tenant: Stored | None = None, **fields: Any
) -> Result:
    """A plan with one lease of a site that costs nothing."""
    lab = tenant(contracts=[contract(**fields)], **(of_tenant or {}))
    return run(plan(months=months, facilities=[facility()], tenants=[lab]), draws=draws)


def balanced(result: Result) -> None:
    same(series(result, "balance_check"), np.zeros(len(result.months)))


def test_a_lease_begun_before_the_plan_opens_with_what_is_still_owed() -> None:
    # October to March, paid two months late: November and December are owed on 1 January.
    result = leased(start="2026-10-01", term=6, payment_lag=2)
    same(series(result, "billed"), [60, 60, 60, 0, 0, 0, 0, 0])
    same(series(result, "receipts"), [60, 60, 60, 60, 60, 0, 0, 0])
    same(series(result, "receivables"), [120, 120, 120, 60, 0, 0, 0, 0])
    # The opening receivable of 120 is equity that was there before.
    same(series(result, "equity"), [180, 240, 300, 300, 300, 300, 300, 300])
    balanced(result)


def test_a_lease_that_runs_past_the_plan_leaves_a_closing_receivable() -> None:
    result = leased(months=6, term=12, payment_lag=2, take_or_pay=1)
    same(series(result, "receipts"), [0, 0, 60, 60, 60, 60])
    same(series(result, "receivables"), [60, 120, 120, 120, 120, 120])
    same(series(result, "backlog_headline"), [660, 600, 540, 480, 420, 360])
    balanced(result)


def test_a_lag_longer_than_the_plan_leaves_all_bills_unpaid() -> None:
    result = leased(months=6, payment_lag=8)
    same(series(result, "receipts"), np.zeros(6))
    same(series(result, "receivables"), 60.0 * np.arange(1, 7))


def test_a_prepayment_before_the_plan_is_an_opening_liability_that_bills_use_up() -> None:
    # 120 in three parts from October; half of each bill of 60 is set against it: 30 from January.
    result = leased(signed="2026-10", prepayment=120, prepayment_months=3, credit_share=0.5, term=8)
    same(series(result, "prepayments"), [90, 60, 30, 0, 0, 0, 0, 0])
    same(series(result, "receipts"), [30, 30, 30, 30, 60, 60, 60, 60])
    same(series(result, "recognised"), [60] * 8)
    balanced(result)


def test_a_prepayment_is_cash_from_signing_and_what_is_left_stays_a_liability() -> None:
    # 100 in February, the lease from April to July; a quarter of each bill, 15, is set against it.
    result = leased(signed="2027-02", start="2027-04-01", term=4, prepayment=100, credit_share=0.25)
    same(series(result, "receipts"), [0, 100, 0, 45, 45, 45, 45, 0])
    same(series(result, "prepayments"), [0, 100, 100, 85, 70, 55, 40, 40])
    balanced(result)


def test_a_prepayment_in_percent_is_of_headline_at_the_share_taken_up() -> None:
    # 30 MW must be taken for 12 months: headline 360, a tenth in two parts of 18.
    # All of the bill of 30 may be set against it: 18 are, in each of both months.
    result = leased(share=0.5, take_or_pay=1, prepayment="10%", prepayment_months=2, credit_share=1)
    same(series(result, "billed"), [30] * 8)
    same(series(result, "receipts"), [18 + 12, 18 + 12, 30, 30, 30, 30, 30, 30])
    same(series(result, "prepayments"), np.zeros(8))


def test_the_share_taken_up_scales_a_prepayment_in_money() -> None:
    result = leased(share=0.5, prepayment=100)
    same(series(result, "receipts")[:2], [30 + 50, 30])
    same(series(result, "prepayments"), [50] * 8)


def test_a_default_ends_bills_and_loses_its_share_of_what_is_owed() -> None:
    # Chance 1 a year is default in the first month. Owed then: November and December, 120.
    # 60 % is lost at once; of what falls due in January and February 40 % comes in.
    failing: Stored = {"default_rate": 1, "loss_given_default": 0.6}
    result = leased(draws=512, of_tenant=failing, start="2026-10-01", term=12, payment_lag=2)
    same(mean(result, "billed"), np.zeros(8))
    same(mean(result, "credit_loss"), [72, 0, 0, 0, 0, 0, 0, 0])
    same(mean(result, "receipts"), [24, 24, 0, 0, 0, 0, 0, 0])
    same(mean(result, "receivables"), [24, 0, 0, 0, 0, 0, 0, 0])
    same(mean(result, "balance_check"), np.zeros(8))
    # The deterministic run knows no default.
    same(series(result, "billed"), [60] * 8)
    same(series(result, "credit_loss"), np.zeros(8))


def test_a_tenant_that_defaults_does_not_pay_what_an_ended_lease_left_either() -> None:
    # October to December; November and December are owed when the tenant fails in January.
    failing: Stored = {"default_rate": 1, "loss_given_default": 0.5}
    result = leased(draws=512, of_tenant=failing, start="2026-10-01", term=3, payment_lag=2)
    same(mean(result, "credit_loss"), [60, 0, 0, 0, 0, 0, 0, 0])
    same(mean(result, "receipts"), [30, 30, 0, 0, 0, 0, 0, 0])


def test_a_prepayment_is_kept_after_a_default() -> None:
    failing: Stored = {"default_rate": 1}
    result = leased(
        draws=512, of_tenant=failing, signed="2026-11", prepayment=100, credit_share=0.5, term=8
    )
    same(mean(result, "receipts"), np.zeros(8))
    same(mean(result, "prepayments"), [100] * 8)


def test_demand_ends_with_a_default_too() -> None:
    failing: Stored = {"default_rate": 1, "demand": 80}
    market = {"spot_price": 2}
    lab = tenant(contracts=[contract()], **failing)
    project = plan(months=4, market=market, facilities=[facility()], tenants=[lab])
    result = run(project, draws=512)
    same(series(result, "spot_revenue"), [40] * 4)
    same(mean(result, "spot_revenue"), np.zeros(4))
    same(mean(result, "unmet"), np.zeros(4))


@pytest.mark.parametrize("rate", [0.3, 0.9])
def test_the_share_of_draws_still_paying_is_that_of_the_monthly_hazard(rate: float) -> None:
    # One column decides, stratified in 256 parts a chunk: the share is exact to one draw in 256.
    result = leased(months=24, draws=512, of_tenant={"default_rate": rate}, term=24)
    alive = (1 - rate) ** (np.arange(1, 25) / 12)
    same(mean(result, "billed") / 60, alive, 1 / 256)


def test_a_fee_of_ours_uses_up_no_prepayment() -> None:
    # The landlord leaves in month 0 with a month's notice and pays 200: cash 60 − 200 + nothing set
    # against the balance of 50, of which the bill itself had used 30.
    result = leased(
        draws=512, prepayment=50, credit_share=0.5, landlord_notice=1, landlord_exit_rate=1,
        landlord_fee=200,
    )  # fmt: skip
    same(mean(result, "prepayments"), [20] * 8)
    same(mean(result, "receipts"), [50 + 30 - 200, 0, 0, 0, 0, 0, 0, 0])


def test_what_is_lost_is_deducted_from_profit_and_from_taxable_income() -> None:
    failing: Stored = {"default_rate": 1, "loss_given_default": 0.6}
    lab = tenant(contracts=[contract(start="2026-10-01", term=12, payment_lag=2)], **failing)
    taxed = {"tax_rate": 0.25, "loss_treatment": "group_relief"}
    result = run(plan(months=3, settings=taxed, facilities=[facility()], tenants=[lab]), draws=512)
    same(mean(result, "ebitda"), np.zeros(3))
    same(mean(result, "pretax_income"), [-72, 0, 0])
    same(mean(result, "taxable_unlevered"), [-72, 0, 0])
    same(mean(result, "tax_unlevered"), [-18, 0, 0])
    same(mean(result, "fcff"), [24 + 18, 24, 0])
    same(mean(result, "balance_check"), np.zeros(3))
