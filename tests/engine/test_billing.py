"""Invoices of each basis, worked by hand. MODEL.md B4."""

from typing import Any

import numpy as np
import pytest

from planner.engine.arrays import Floats
from planner.engine.result import Result
from tests.builders import (
    Stored,
    contract,
    event,
    facility,
    phase,
    plan,
    run,
    same,
    series,
    tenant,
)

LEASE = "tenants/lab/contracts/lease"


def bills(months: int = 6, site: Stored | None = None, **terms: Any) -> Floats:
    """Invoices of one contract with a site of 100 MW, from January 2027."""
    return series(result_of(months, site, **terms), "billed", LEASE)


def result_of(months: int = 6, site: Stored | None = None, **terms: Any) -> Result:
    lab = tenant(contracts=[contract(**terms)])
    return run(plan(months=months, facilities=[facility(**(site or {}))], tenants=[lab]))


def outage(severity: float) -> Stored:
    """A site that loses this share of its power in April."""
    return {"events": [event(severity=severity, duration=1)]}


def test_a_price_per_mw_month_bills_the_used_mw() -> None:
    same(bills(mw=60, price=1.5, usage=0.9), [81] * 6)


def test_take_or_pay_bills_what_must_be_taken_though_it_is_not_used() -> None:
    # 60 MW, half of them used, 80 % must be paid for.
    same(bills(mw=60, price=1.5, usage=0.5, take_or_pay=0.8), [72] * 6)


def test_take_or_pay_never_bills_what_the_landlord_does_not_deliver() -> None:
    # In April 30 MW are left of 100; the tenant must pay for 48 of its 60.
    found = bills(mw=60, price=1.5, usage=0.5, take_or_pay=0.8, site=outage(0.7))
    same(found, [72, 72, 72, 45, 72, 72])


def test_ramp_and_discount_count_calendar_months_a_partial_one_included() -> None:
    # From 16 January: 16 of 31 days. Ramp 0.25, 0.5; discount 0.5, 0.5, 0.25.
    found = bills(
        mw=60, price=1, start="2027-01-16", ramp=[0.25, 0.5], discount=[0.5, 0.5, 0.25], term=3
    )
    # Until 15 April: 15 of 30 days.
    same(found, [60 * 0.25 * 0.5 * 16 / 31, 60 * 0.5 * 0.5, 60 * 0.75, 60 * 15 / 30, 0, 0])


def test_a_ramp_of_months_rises_by_equal_steps() -> None:
    same(bills(mw=60, price=1, ramp=4), [15, 30, 45, 60, 60, 60])


def test_a_fixed_fee_is_not_scaled_by_its_ramp_but_by_days_and_the_share_taken_up() -> None:
    found = bills(
        basis="fixed_fee", price=50, ramp=[0.5], start="2027-02-15", end="2027-04-10", share=0.8
    )
    same(found, [0, 40 * 14 / 28, 40, 40 * 10 / 30, 0, 0])


def test_a_fixed_fee_abates_in_full_once_delivery_falls_below_the_allowance() -> None:
    def april(severity: float, **terms: Any) -> float:
        found = bills(mw=100, basis="fixed_fee", price=50, site=outage(severity), **terms)
        return float(found[3])

    # The allowance is the site's availability, 1: any shortfall abates.
    assert april(0.02) == pytest.approx(49)
    # At 95 % allowed, 96 % and exactly 95 % are paid in full, 94 % is paid at 94 %.
    assert april(0.04, availability_allowance=0.95) == pytest.approx(50)
    assert april(0.05, availability_allowance=0.95) == pytest.approx(50)
    assert april(0.06, availability_allowance=0.95) == pytest.approx(47)


def test_the_availability_of_the_site_is_what_a_fixed_fee_allows_unless_told() -> None:
    # 98 MW of 100 are there all the time; in April 98 × 0.9.
    site = outage(0.1) | {"availability": 0.98}
    found = bills(mw=100, basis="fixed_fee", price=50, site=site)
    same(found, [50, 50, 50, 50 * 0.98 * 0.9, 50, 50])


def test_a_price_per_gpu_hour_bills_accelerators_by_the_hours_of_the_month() -> None:
    # 10,000 × 2 $ × 744 h = 14.88 $m in January, × 672 = 13.44 in February.
    same(bills(2, basis="per_gpu_hour", accelerators=10_000, price=2), [14.88, 13.44])


def test_gpu_hours_follow_days_ramp_share_usage_and_what_must_be_taken() -> None:
    # From 16 January, half of it in January, 80 % taken up, 60 % used but 70 % to be paid.
    found = bills(
        2,
        basis="per_gpu_hour",
        accelerators=10_000,
        price=2,
        start="2027-01-16",
        ramp=[0.5],
        share=0.8,
        usage=0.6,
        take_or_pay=0.7,
    )
    same(found, [14.88 * 16 / 31 * 0.5 * 0.8 * 0.7, 13.44 * 0.8 * 0.7])


def test_gpu_hours_fall_with_what_is_delivered() -> None:
    found = bills(basis="per_gpu_hour", accelerators=10_000, price=2, mw=60, site=outage(0.5))
    # April: 720 h × 10,000 × 2 $ = 14.4 $m, 50 of 60 MW.
    assert found[[3, 4]] == pytest.approx([14.4 * 50 / 60, 14.88])


def test_an_escalator_applies_from_the_anniversary() -> None:
    found = bills(26, mw=60, price=1, escalator=0.03, term=60)
    assert found[[11, 12, 23, 24]] == pytest.approx([60, 61.8, 61.8, 60 * 1.03**2])


def test_an_escalator_waits_for_the_first_whole_month_after_the_anniversary() -> None:
    # From 15 January 2027 the anniversary falls into January 2028 (k = 12).
    found = bills(15, mw=60, price=1, escalator=0.03, start="2027-01-15", term=60)
    assert found[[12, 13]] == pytest.approx([60, 61.8])


def test_a_contract_that_began_before_the_plan_has_its_true_age() -> None:
    # From July 2026: its 13th month is July 2027 (k = 6); the ramp is past, the last discount
    # (its month 7) is January's successor, February.
    discount = [0.5] * 8
    found = bills(
        8, mw=60, price=1, start="2026-07-01", term=24, escalator=0.1, discount=discount, ramp=[0.1]
    )
    same(found, [30, 30, 60, 60, 60, 60, 66, 66])


def test_a_term_ends_on_the_day_before_its_date_and_the_plan_bills_only_inside() -> None:
    same(bills(3, mw=60, price=1, start="2026-01-11", term=13), [60, 60 * 10 / 28, 0])
    same(bills(3, mw=60, price=1, start="2027-03-01", term=600), [0, 0, 60])


def test_a_delay_moves_the_start_and_a_term_but_not_an_end() -> None:
    # 1.5 months are two whole ones.
    same(bills(mw=60, price=1, term=3, delay=1.5), [0, 0, 60, 60, 60, 0])
    same(bills(mw=60, price=1, end="2027-04-30", delay=1.5), [0, 0, 60, 60, 0, 0])


def test_dates_shift_from_the_original_day() -> None:
    # 31 January + 1 month is 28 February, one of its 28 days. The term ends on the day before
    # 31 January + 2 months: 30 March, not the day before 28 February + 1 month.
    found = bills(4, mw=28, price=1, start="2027-01-31", delay=1, term=1)
    same(found, [0, 1, 28 * 30 / 31, 0])


def test_on_delivery_month_0_is_the_first_month_with_power_and_a_term_moves_with_it() -> None:
    site = {"phases": [phase(ready="2027-02", delay=1)]}
    terms: Stored = {"mw": 60, "price": 1, "commences": "on_delivery", "discount": [0.5]}
    same(bills(site=site, term=3, **terms), [0, 0, 30, 60, 60, 0])
    same(bills(site=site, end="2027-04-30", **terms), [0, 0, 30, 60, 0, 0])
    # Power stood before the start: the start decides.
    same(bills(start="2027-03-01", term=2, **terms), [0, 0, 30, 60, 0, 0])
    # No power within the plan: no bill.
    never: Stored = {"phases": [phase(ready="2028-01")]}
    same(bills(site=never, term=3, **terms), [0] * 6)


def test_on_delivery_a_contract_of_the_past_waits_for_power_that_is_still_to_come() -> None:
    terms: Stored = {"mw": 60, "price": 1, "commences": "on_delivery", "discount": [0.5] * 3}
    late: Stored = {"phases": [phase(ready="2027-03")]}
    same(bills(site=late, start="2026-12-01", term=12, **terms), [0, 0, 30, 30, 30, 60])
    # With power at the start it has been delivered since its own start.
    same(bills(start="2026-12-01", term=12, **terms), [30, 30, 60, 60, 60, 60])


def test_a_certain_exit_bills_its_month_and_frees_the_power() -> None:
    result = result_of(mw=60, price=1, terminated="2027-03")
    same(series(result, "billed", LEASE), [60, 60, 60, 0, 0, 0])
    same(series(result, "delivered"), [60, 60, 60, 0, 0, 0])


def test_a_price_at_the_meter_is_per_mw_at_the_meter() -> None:
    # 75 MW at the meter are 60 of IT; both bill 75 × 1.2.
    result = result_of(mw=75, mw_basis="facility", price=1.2, site={"pue": 1.25})
    same(series(result, "contracted", LEASE), [60] * 6)
    same(series(result, "billed", LEASE), [90] * 6)


def two_sites(**terms: Any) -> Result:
    """40 MW at one site and 30 at another's, beside a third that is not theirs.

    In February the first has 20 MW left.
    """
    parts = [
        {"facility": "a", "mw": 40, "accelerators": 1000},
        {"facility": "b", "mw": 30, "accelerators": 500},
    ]
    struck = event(severity=0.8, earliest="2027-02", latest="2027-02")
    sites = [
        facility("spare", pue=2, availability=0.5),
        facility("a", pue=1.25, events=[struck]),
        facility("b", pue=1.5),
    ]
    lab = tenant(contracts=[contract(mw=None, parts=parts, **terms)])
    return run(plan(months=2, facilities=sites, tenants=[lab]))


def test_parts_are_served_at_their_sites_and_converted_by_their_pue() -> None:
    # 40/1.25 = 32 and 30/1.5 = 20 MW of IT; in February 20 and 20. All 52 bill 70 MW at the meter.
    result = two_sites(mw_basis="facility", price=2)
    same(series(result, "contracted", LEASE), [52, 52])
    same(series(result, "served", "facilities/a"), [32, 20])
    same(series(result, "served", "facilities/b"), [20, 20])
    same(series(result, "billed", LEASE), [140, 2 * 40 * 70 / 52])


def test_parts_add_their_accelerators() -> None:
    hours = np.array([744.0, 672.0]) * [1, 50 / 70]
    same(series(two_sites(basis="per_gpu_hour", price=3), "billed", LEASE), 1500 * 3 * hours / 1e6)


def test_parts_allow_what_their_own_sites_have() -> None:
    # Neither of the two sites is ever away by itself; that of the third is not theirs.
    fee = two_sites(basis="fixed_fee", price=9)
    same(series(fee, "billed", LEASE), [9, 9 * 50 / 70])


def test_every_discount_reading_of_the_colossus_lease_bills_its_known_total() -> None:
    # 36 or 37 calendar months at 1,250; two of them at half, free, or not reduced.
    def total(months: int, discount: float) -> float:
        lease = contract(
            basis="fixed_fee",
            price=1250,
            mw=300,
            start="2026-05-01",
            term=months,
            discount=[discount] * 2,
            ramp=[0.5, 0.75],
        )
        site = facility(phases=[phase(mw=300, ready="2026-05", ramp=[0.5, 0.75])])
        project = plan(
            months=40,
            settings={"start": "2026-05"},
            facilities=[site],
            tenants=[tenant(contracts=[lease])],
        )
        return float(series(run(project), "billed").sum())

    assert total(37, 0.5) == pytest.approx(45_000)
    assert total(36, 1) == pytest.approx(42_500)
    assert total(36, 0) == pytest.approx(45_000)
    assert total(37, 0) == pytest.approx(46_250)
