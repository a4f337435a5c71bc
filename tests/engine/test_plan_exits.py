"""Leaving early, worked by hand through whole plans: notice, fees, certain exits. MODEL.md B4, B5.

Each lease is 60 MW at 1 $m per MW-month, 60 $m a month, unless told; the plan begins January 2027.
A rate of 1 a year is certain in the first month in which notice may be given.
"""

from typing import Any

import numpy as np
import pytest

from planner.engine.result import Result
from tests.builders import (
    Stored,
    all_drawn,
    contract,
    facility,
    figure,
    mean,
    outcome,
    own_use,
    plan,
    run,
    same,
    series,
    setting,
    tenant,
    uncertainty,
)

LEASE = "tenants/lab/contracts/lease"
MAY_LEAVE: Stored = {"tenant_notice": 2, "lock_in": 3}
LEAVES: Stored = MAY_LEAVE | {"tenant_exit_rate": 1}


def leased(
    months: int = 8, draws: int = 0, of_tenant: Stored | None = None, **fields: Any
) -> Result:
    """A plan with one lease of a site that costs nothing."""
    lab = tenant(contracts=[contract(**fields)], **(of_tenant or {}))
    return run(plan(months=months, facilities=[facility()], tenants=[lab]), draws=draws)


def test_lock_in_plus_notice_is_the_first_month_that_can_be_unbilled() -> None:
    # Notice in contract month 3 runs through month 4; month 5 is free.
    result = leased(draws=512, **LEAVES)
    same(mean(result, "billed"), [60, 60, 60, 60, 60, 0, 0, 0])
    same(mean(result, "contracted"), [60, 60, 60, 60, 60, 0, 0, 0])
    # The deterministic run knows no exit.
    same(series(result, "billed"), [60] * 8)


def test_a_running_lease_may_be_left_from_the_plans_start_on() -> None:
    # Since September; its lock-in ended in November. Notice in January, two months: gone in March.
    result = leased(draws=512, start="2026-09-01", term=24, **LEAVES)
    same(mean(result, "billed"), [60, 60, 0, 0, 0, 0, 0, 0])


def test_a_running_lease_is_still_bound_by_what_is_left_of_its_lock_in() -> None:
    # Since November: contract month 3 is February; notice then runs through March.
    result = leased(draws=512, start="2026-11-01", term=24, **LEAVES)
    same(mean(result, "billed"), [60, 60, 60, 0, 0, 0, 0, 0])


def test_a_notice_that_ends_with_the_term_is_no_exit_and_pays_no_fee() -> None:
    result = leased(draws=512, term=5, termination_fee=10, **LEAVES)
    same(mean(result, "billed"), [60, 60, 60, 60, 60, 0, 0, 0])


@pytest.mark.parametrize(("fee", "amount"), [(10, 10), ("2 bills", 120)])
def test_the_tenants_fee_is_billed_and_earned_in_the_last_billed_month(
    fee: Any, amount: float
) -> None:
    result = leased(draws=512, termination_fee=fee, **LEAVES)
    expected = [60, 60, 60, 60, 60 + amount, 0, 0, 0]
    for line in ("billed", "recognised", "receipts", "ebitda", "taxable_unlevered", "fcff"):
        same(mean(result, line), expected)


def test_a_fee_is_paid_as_late_as_bills_are() -> None:
    result = leased(draws=512, termination_fee=10, payment_lag=1, **LEAVES)
    same(mean(result, "receipts"), [0, 60, 60, 60, 60, 70, 0, 0])


@pytest.mark.parametrize(("fee", "amount"), [(10, 10), ("2 bills", 120)])
def test_our_own_fee_lowers_the_last_bill(fee: Any, amount: float) -> None:
    leaving: Stored = {"lock_in": 1, "landlord_notice": 3, "landlord_exit_rate": 1}
    result = leased(draws=512, landlord_fee=fee, termination_fee=7, **leaving)
    for line in ("billed", "recognised", "receipts"):
        same(mean(result, line), [60, 60, 60, 60 - amount, 0, 0, 0, 0])


def test_the_earlier_of_both_exits_counts() -> None:
    # Both give notice in month 1: the tenant's two months end first, so its fee is due, not ours.
    both: Stored = {"lock_in": 1, "landlord_notice": 4, "tenant_notice": 2}
    rates: Stored = {"landlord_exit_rate": 1, "tenant_exit_rate": 1}
    result = leased(draws=512, landlord_fee=5, termination_fee=7, **both, **rates)
    same(mean(result, "billed"), [60, 60, 67, 0, 0, 0, 0, 0])


def test_an_exit_frees_the_power_for_others() -> None:
    lab = tenant(contracts=[contract(**LEAVES)])
    project = plan(months=8, facilities=[facility()], tenants=[lab, own_use(demand=100)])
    result = run(project, draws=512)
    same(mean(result, "own_use"), [40, 40, 40, 40, 40, 100, 100, 100])
    same(series(result, "own_use"), [40] * 8)


def test_a_fee_is_due_only_where_the_contract_exists() -> None:
    project = plan(
        months=4,
        facilities=[facility()],
        tenants=[tenant(contracts=[contract(terminated="2027-02", termination_fee=10)])],
        uncertainties=[
            uncertainty("deal", outcome("off", 0.5, setting(f"{LEASE}/active", False)),
                        outcome("on", 0.5)),
        ],
    )  # fmt: skip
    result = run(project, draws=512, states=all_drawn(project))
    same(series(result, "billed"), [60, 70, 0, 0])
    same(mean(result, "billed"), [30, 35, 0, 0])


def test_a_certain_exit_ends_bills_backlog_and_renewal() -> None:
    # Terminated in April of a lease to December: 4 bills must still be taken, then three as a fee.
    result = leased(
        take_or_pay=1, terminated="2027-04", termination_fee="3 bills",
        after_end="renew_or_end", renewal_probability=1,
    )  # fmt: skip
    same(series(result, "billed"), [60, 60, 60, 240, 0, 0, 0, 0])
    same(series(result, "backlog_headline"), [180, 120, 60, 0, 0, 0, 0, 0])
    assert figure(result, "backlog_headline") == 240


def test_a_termination_after_the_stated_end_is_none() -> None:
    result = leased(term=3, terminated="2027-06", termination_fee=10)
    same(series(result, "billed"), [60, 60, 60, 0, 0, 0, 0, 0])


def test_a_notice_shortens_what_revenue_is_spread_over() -> None:
    # Fee 60, first two months at half. Tenant alone may leave, lock-in 2, notice 2, in month 2.
    # Month 0 sees months 0–3: 180/4 = 45. Month 1: (150 − 15)/3 = 45. Month 2 knows that month 3 is
    # the last: (120 − 30)/2 = 45; month 3 takes the rest, 60 − 15 = 45.
    terms: Stored = {"basis": "fixed_fee", "price": 60, "discount": [0.5, 0.5]}
    leaving: Stored = {"lock_in": 2, "tenant_notice": 2, "tenant_exit_rate": 1}
    result = leased(draws=512, **terms, **leaving)
    same(mean(result, "billed"), [30, 30, 60, 60, 0, 0, 0, 0])
    same(mean(result, "recognised"), [45, 45, 45, 45, 0, 0, 0, 0])
    same(mean(result, "accrued_revenue"), [15, 30, 15, 0, 0, 0, 0, 0])
    same(mean(result, "backlog_headline"), [600 + 30, 600, 60, 0, 0, 0, 0, 0])
    # Without the notice, month 3 sees month 4 as well: (60 + 60 − 15)/2 = 52.5.
    same(series(result, "recognised")[:4], [45, 45, 45, 52.5])


def test_a_default_in_the_first_month_writes_off_what_was_recognised_before_the_plan() -> None:
    # The fee of 60 begins at half: over six months (30 + 30 + 4 × 60)/6 = 50 are earned a month.
    # December earned 50 for a bill of 30; the books open with 20 ahead, which January writes off.
    terms: Stored = {"basis": "fixed_fee", "price": 60, "discount": [0.5, 0.5], "term": 6}
    result = leased(draws=512, of_tenant={"default_rate": 1}, start="2026-12-01", **terms)
    same(mean(result, "recognised"), [-20, 0, 0, 0, 0, 0, 0, 0])
    same(mean(result, "accrued_revenue"), np.zeros(8))
    same(mean(result, "balance_check"), np.zeros(8))
    same(series(result, "recognised"), [50, 50, 50, 50, 50, 0, 0, 0])
    same(series(result, "accrued_revenue"), [40, 30, 20, 10, 0, 0, 0, 0])
    # Nobody knew of it at the start: 270 are still to be billed then in every draw.
    headline = result.measures["backlog_headline"]
    assert (headline.deterministic, headline.mean) == (270, 270)
    same(mean(result, "backlog_headline"), np.zeros(8))


def test_a_lease_that_waits_for_its_start_is_backlog_until_its_tenant_fails() -> None:
    result = leased(
        months=12, draws=512, of_tenant={"default_rate": 0.9}, take_or_pay=1, term=12,
        signed="2027-01", start="2028-01-01",
    )  # fmt: skip
    alive = 0.1 ** (np.arange(1, 13) / 12)
    same(series(result, "backlog_headline"), [720] * 12)
    same(mean(result, "backlog_headline") / 720, alive, 1 / 256)


@pytest.mark.parametrize(("fee", "firm"), [(72, 180), (73, 720)])
def test_a_fee_above_a_tenth_of_the_bills_makes_the_whole_term_firm(
    fee: float, firm: float
) -> None:
    # 12 fees of 60 are 720; a notice of 3 months binds for 180 unless the fee is more than 72.
    result = leased(basis="fixed_fee", price=60, tenant_notice=3, termination_fee=fee)
    assert figure(result, "backlog_headline") == 720
    assert figure(result, "backlog_firm") == firm


def test_survival_of_both_sides_exits_and_of_default_is_that_of_their_chances() -> None:
    # Tenant 30 % from month 3 with 2 months' notice, landlord 50 % with 4, default 20 % at once.
    rights: Stored = {"lock_in": 3, "tenant_notice": 2, "landlord_notice": 4}
    rates: Stored = {"tenant_exit_rate": 0.3, "landlord_exit_rate": 0.5}
    months = np.arange(24)
    result = leased(
        months=24, draws=5120, of_tenant={"default_rate": 0.2}, term=24, **rights, **rates
    )
    tenant_risk = np.maximum(months - 3 - 2 + 1, 0)
    landlord_risk = np.maximum(months - 3 - 4 + 1, 0)
    alive = 0.7 ** (tenant_risk / 12) * 0.5 ** (landlord_risk / 12) * 0.8 ** ((months + 1) / 12)
    error = np.sqrt(alive * (1 - alive) / 5120)
    assert (np.abs(mean(result, "billed") / 60 - alive) <= 4 * error + 1e-9).all()


def test_the_expected_backlog_is_the_mean_of_what_is_billed_under_contract() -> None:
    rights: Stored = {"lock_in": 3, "tenant_notice": 2, "landlord_notice": 4}
    rates: Stored = {"tenant_exit_rate": 0.3, "landlord_exit_rate": 0.5}
    result = leased(
        months=24, draws=5120, of_tenant={"default_rate": 0.2}, term=24, take_or_pay=0.5,
        usage=0.8, ramp=[0.5], discount=[0.2], escalator=0.05, **rights, **rates,
    )  # fmt: skip
    billed = mean(result, "billed")
    to_come = billed.sum() - np.cumsum(billed)
    expected = series(result, "backlog_expected")
    # Each draw's bills are at most all of them: a generous standard error of their sum.
    error = (series(result, "billed").sum() - np.cumsum(series(result, "billed"))) / np.sqrt(5120)
    assert (np.abs(expected - to_come) <= 2 * error + 1e-9).all()
    assert figure(result, "backlog_expected") == pytest.approx(billed.sum(), rel=0.02)


def test_a_tenant_that_may_not_leave_does_not_whatever_its_rate() -> None:
    result = leased(draws=512, tenant_exit_rate=1, landlord_exit_rate=1)
    same(mean(result, "billed"), [60] * 8)
