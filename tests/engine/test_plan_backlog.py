"""Revenue over the enforceable term and the three backlogs, through whole plans. MODEL.md B5."""

from typing import Any

import numpy as np
import pytest

from planner.engine.result import Result
from tests.builders import (
    Stored,
    contract,
    event,
    facility,
    figure,
    plan,
    run,
    same,
    series,
    tenant,
)
from tests.engine.golden_models import golden_run

LEASE = "tenants/anthropic/contracts/lease"
COLOSSUS = golden_run("golden_colossus", (f"{LEASE}/recognition_term", "enforceable"))


def leased(months: int = 12, site: Stored | None = None, **fields: Any) -> Result:
    """A plan with one lease of 60 MW at 1 $m per MW-month; all of it must be taken."""
    lease = contract(**({"take_or_pay": 1} | fields))
    sites = [facility(**(site or {}))]
    return run(plan(months=months, facilities=sites, tenants=[tenant(contracts=[lease])]))


def test_colossus_is_recognised_over_its_rolling_enforceable_term() -> None:
    # Lock-in 3, notice 3, the first two months at half: months 0–5 bind at signing, 6,250 in six
    # parts of 1,041.67. Month 4 sees month 6: what is left, 1,250 × 3 − (4 × 1,041.67 − 3,750),
    # over three months, 1,111.11; and so on towards 1,250.
    recognised = series(COLOSSUS, "recognised")
    same(np.round(recognised[:7], 2), [1041.67] * 4 + [1111.11, 1157.41, 1188.27])
    ahead = np.cumsum(recognised - series(COLOSSUS, "billed"))
    for month in range(3, 34):
        bound = series(COLOSSUS, "billed")[month : month + 3].sum()
        assert recognised[month] == pytest.approx((bound - ahead[month - 1]) / 3)
    assert recognised.sum() == pytest.approx(45_000)
    same(series(COLOSSUS, "accrued_revenue"), ahead)


def test_colossus_is_firm_for_6250_at_signing_and_3750_later() -> None:
    assert figure(COLOSSUS, "backlog_firm") == 6250
    firm = series(COLOSSUS, "backlog_firm")
    # After May months 1–5 bind (625 + 4 × 1,250), after June 2–5, and from then on the next three.
    same(firm, [5625, 5000] + [3750] * 32 + [2500, 1250, 0])
    assert figure(COLOSSUS, "backlog_headline") == 45_000
    same(series(COLOSSUS, "rpo"), firm - series(COLOSSUS, "accrued_revenue"))


def test_nobody_leaves_by_chance_so_all_that_is_promised_is_expected() -> None:
    assert figure(COLOSSUS, "backlog_expected") == pytest.approx(45_000)


def test_a_lease_is_backlog_from_its_signing_and_an_obligation_before_its_start() -> None:
    # Signed in March, from June for four months.
    result = leased(signed="2027-03", start="2027-06-01", term=4)
    waiting = [0, 0, 240, 240, 240, 180, 120, 60, 0, 0, 0, 0]
    for line in ("backlog_headline", "backlog_firm", "backlog_expected", "rpo"):
        same(series(result, line), waiting)
    assert figure(result, "backlog_headline") == 0


def test_a_lease_signed_before_the_plan_is_backlog_at_its_start() -> None:
    result = leased(signed="2026-11", start="2027-06-01", term=4)
    assert figure(result, "backlog_headline") == 240
    same(series(result, "rpo")[:6], [240, 240, 240, 240, 240, 180])


def test_a_running_lease_opens_with_what_is_left_to_bill() -> None:
    # Since October 2026 for twelve months, rising 10 % in October 2027, which it does not reach.
    result = leased(start="2026-10-01", escalator=0.1)
    assert figure(result, "backlog_headline") == 540
    same(series(result, "backlog_headline"), [480, 420, 360, 300, 240, 180, 120, 60, 0, 0, 0, 0])


def test_only_what_must_be_taken_is_headline_and_all_that_is_billed_is_expected() -> None:
    result = leased(take_or_pay=0.5, usage=0.8)
    assert figure(result, "backlog_headline") == pytest.approx(360)
    assert figure(result, "backlog_firm") == pytest.approx(360)
    assert figure(result, "backlog_expected") == pytest.approx(576)


@pytest.mark.parametrize(
    ("rights", "firm"),
    [
        ({"tenant_notice": 2}, 120),
        ({"tenant_notice": 2, "lock_in": 4}, 360),
        ({"landlord_notice": 2}, 720),
        ({"landlord_notice": 5, "tenant_notice": 2}, 300),
        ({"tenant_notice": 20}, 720),
    ],
)
def test_firm_backlog_follows_from_who_may_leave(rights: Stored, firm: float) -> None:
    assert figure(leased(**rights), "backlog_firm") == pytest.approx(firm)


def test_stated_recognition_takes_its_obligation_from_the_headline() -> None:
    terms: Stored = {"basis": "fixed_fee", "price": 60, "discount": [0.5, 0.5], "tenant_notice": 2}
    result = leased(recognition_term="stated", **terms)
    # 11 fees in all, 660, in twelve parts of 55.
    same(series(result, "recognised"), [55] * 12)
    same(series(result, "rpo"), 660 - 55.0 * np.arange(1, 13))
    same(series(result, "backlog_firm")[:3], [30 + 60, 120, 120])


def test_a_month_with_an_outage_earns_no_capacity() -> None:
    # 60 MW at 1 $m, rising to full in month 1 (0.5, then 1): 690 in all for 690 MW-months. In April
    # and May nothing is delivered or billed. Capacity has nothing to recognise in these months.
    outage = event(duration=2)
    result = leased(site={"events": [outage]}, ramp=[0.5])
    same(series(result, "billed"), [30, 60, 60, 0, 0] + [60] * 7)
    recognised = series(result, "recognised")
    same(recognised[3:5], [0, 0])
    assert recognised.sum() == pytest.approx(series(result, "billed").sum())


def test_capacity_recognises_a_low_first_price_by_the_mw_made_available() -> None:
    # MW 30 then 60; the first month at half price: 15 + 11 × 60 = 675 for 690 MW-months.
    result = leased(ramp=[0.5], discount=[0.5])
    rate = 675 / 690
    same(series(result, "billed"), [15] + [60] * 11)
    same(series(result, "recognised"), [30 * rate] + [60 * rate] * 11)
    # Straight-line would have earned the same each month.
    even = leased(ramp=[0.5], discount=[0.5], recognition="straight_line")
    same(series(even, "recognised"), [675 / 12] * 12)


def test_partial_months_weigh_by_their_days_in_force() -> None:
    # 15 January to 14 July: 17/31 of January, 14/31 of July, five whole months between, 5 + 31/31
    # months of 60 in all; the first two calendar months at half.
    result = leased(basis="fixed_fee", price=60, start="2027-01-15", term=6, discount=[0.5, 0.5])
    first, last = 17 / 31, 14 / 31
    bills = [30 * first, 30, 60, 60, 60, 60, 60 * last]
    same(series(result, "billed")[:7], bills)
    rate = sum(bills) / (first + 5 + last)
    same(series(result, "recognised")[:7], [rate * first] + [rate] * 5 + [rate * last])


def test_an_abated_month_is_taken_as_billed_and_later_ones_as_promised() -> None:
    # Fee 60 for twelve months. In April half the power is lost: 30 MW for 60, half the fee.
    # Before: (720)/12 = 60. April: what was to come, 9 × 60, less 30: 510/9 = 56.67; then the rest
    # over what is left: (480 − 26.67)/8 = 56.67.
    half = event(duration=1, severity=0.7)
    result = leased(site={"events": [half]}, basis="fixed_fee", price=60)
    same(series(result, "billed"), [60] * 3 + [30] + [60] * 8)
    same(series(result, "recognised"), [60] * 3 + [510 / 9] * 9)


@pytest.mark.parametrize(("allowance", "bill"), [(None, 60), (0.9, 60), (0.96, 57)])
def test_a_fixed_fee_abates_below_its_allowance_or_the_sites_availability(
    allowance: float | None, bill: float
) -> None:
    # The site is there 95 % of the time and has just the 60 MW: 57 are delivered.
    site: Stored = {"availability": 0.95, "phases": [{"id": "hall", "mw": 60, "ready": "2027-01"}]}
    result = leased(site=site, basis="fixed_fee", price=60, availability_allowance=allowance)
    same(series(result, "delivered"), [57] * 12)
    same(series(result, "billed"), [bill] * 12)
