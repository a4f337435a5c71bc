"""Contracts at a site that is closed for good: their promise ends with it. MODEL.md B2 and B5."""

from typing import Any

import pytest

from planner.domain.project import Project
from planner.engine.arrays import Floats
from tests.builders import Stored, contract, facility, phase, plan, run, same, series, tenant

LEASE = "tenants/lab/contracts/lease"
NOTHING_MORE = [0.0] * 8


def closing(*contracts: Stored, **fields: Any) -> Project:
    """A site of 100 MW whose last month is June 2027, seen for 14 months."""
    site = facility(close="2027-06", **fields)
    return plan(months=14, facilities=[site], tenants=[tenant(contracts=list(contracts))])


def fee(**terms: Any) -> Stored:
    """A fixed fee of 10 $m a month for the whole of 2027."""
    fixed: Stored = {"basis": "fixed_fee", "price": 10}
    return contract(**(fixed | terms))


def lines(project: Project, *names: str) -> tuple[Floats, ...]:
    result = run(project)
    return tuple(series(result, name, LEASE) for name in names)


def test_a_fixed_fee_is_recognised_to_the_close_and_no_longer() -> None:
    # 5 + 5 + 4 × 10 = 50 in six months.
    billed, recognised = lines(closing(fee(discount=[0.5, 0.5])), "billed", "recognised")
    same(billed, [5, 5, 10, 10, 10, 10, *NOTHING_MORE])
    same(recognised, [50 / 6] * 6 + NOTHING_MORE)


def test_backlogs_hold_what_is_billed_until_the_close() -> None:
    names = ("backlog_headline", "backlog_firm", "backlog_expected", "rpo")
    headline, firm, expected, rpo = lines(closing(fee(discount=[0.5, 0.5])), *names)
    left = [45, 40, 30, 20, 10, 0, *NOTHING_MORE]
    for backlog in (headline, firm, expected):
        same(backlog, left)
    # Ahead of bills by 3 1/3 and 6 2/3, then 5, 3 1/3, 1 2/3 and nothing.
    ahead = [10 / 3, 20 / 3, 5, 10 / 3, 5 / 3, 0, *NOTHING_MORE]
    same(rpo, [owed - earned for owed, earned in zip(left, ahead, strict=True)])


def test_a_prepayment_of_a_share_of_headline_is_of_what_is_billed_until_the_close() -> None:
    (received,) = lines(closing(fee(prepayment="10 %")), "received")
    # A tenth of 60, never credited, beside the bills.
    same(received, [16, 10, 10, 10, 10, 10, *NOTHING_MORE])


def test_a_part_at_a_site_that_closes_is_promised_to_its_close() -> None:
    parts = [{"facility": "a", "mw": 60}, {"facility": "b", "mw": 40}]
    sites = [facility("a", close="2027-06"), facility("b")]
    let = tenant(contracts=[fee(mw=None, parts=parts)])
    project = plan(months=14, facilities=sites, tenants=[let])
    billed, recognised, headline = lines(project, "billed", "recognised", "backlog_headline")
    # Six months of 10, six of the part that is left: 84 in twelve months.
    same(billed, [10] * 6 + [4] * 6 + [0, 0])
    same(recognised, [7] * 12 + [0, 0])
    same(headline[[0, 5, 6]], [74, 24, 20])


def test_mw_made_available_are_the_measure_until_the_close() -> None:
    terms: Stored = {"take_or_pay": 1, "ramp": [0.5, 0.5], "discount": [0, 0, 0.5]}
    billed, recognised = lines(closing(contract(**terms)), "billed", "recognised")
    same(billed, [30, 30, 30, 60, 60, 60, *NOTHING_MORE])
    # 270 over 30 + 30 + 4 × 60 MW-months.
    same(recognised, [27, 27, 54, 54, 54, 54, *NOTHING_MORE])


def test_who_may_use_a_site_that_stays_is_promised_all_to_the_end() -> None:
    sites = [facility("a", close="2027-06"), facility("b")]
    project = plan(months=14, facilities=sites, tenants=[tenant(contracts=[fee()])])
    billed, recognised = lines(project, "billed", "recognised")
    same(billed, [10] * 12 + [0, 0])
    same(recognised, billed)


def test_a_fee_that_is_owed_whatever_is_delivered_is_earned_after_the_close() -> None:
    project = closing(fee(availability_allowance=0, discount=[0.5, 0.5]))
    billed, recognised, headline = lines(project, "billed", "recognised", "backlog_headline")
    same(billed, [5, 5] + [10] * 10 + [0, 0])
    same(recognised, [110 / 12] * 12 + [0, 0])
    same(headline[[0, 11]], [105, 0])


def test_a_renewal_ends_with_its_site_and_a_contract_after_the_close_bills_nothing() -> None:
    renewed = fee(term=3, after_end="renew_or_end", renewal_probability=1, renewal_term=12)
    late = fee(id="late", start="2027-08-01", term=4)
    project = closing(renewed | {"escalator": 0.1}, late)
    project = project.replacing_at("market/contract_price", 0.5)
    result = run(project)
    renewal = f"{LEASE}/renewal"
    same(series(result, "billed", renewal), [0, 0, 0, 30, 30, 30, *NOTHING_MORE])
    same(series(result, "recognised", renewal), [0, 0, 0, 30, 30, 30, *NOTHING_MORE])
    for name in ("billed", "recognised", "backlog_headline", "backlog_firm", "rpo"):
        same(series(result, name, "tenants/lab/contracts/late"), [0] * 14)


@pytest.mark.parametrize("recognition", ["straight_line", "capacity"])
def test_in_every_draw_what_is_billed_to_the_close_is_recognised_by_then(recognition: str) -> None:
    chancy: Stored = {
        "delay": "discrete(0: 40%, 3: 40%, 9: 20%)",
        "discount": [0.5, 0.5, 0.5],
        "recognition": recognition,
        "lock_in": 2,
        "tenant_notice": 2,
        "tenant_exit_rate": 0.4,
        "term": 36,
    }
    slow = phase(delay="uniform(0, 3)", ramp=2)
    project = closing(fee(**chancy), phases=[slow])
    result = run(project, draws=512)
    accrued = result.series["tenants/lab", "accrued_revenue"]
    recognised = result.series[LEASE, "recognised"]
    for band in (accrued.p10, accrued.p50, accrued.p90, accrued.mean):
        assert band is not None
        same(band[6:], NOTHING_MORE)
    assert recognised.mean is not None
    same(recognised.mean[6:], NOTHING_MORE)
