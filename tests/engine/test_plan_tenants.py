"""Use, several leases and sites, worked by hand through whole plans. MODEL.md B3, B4, B8."""

from typing import Any

import numpy as np
import pytest

from planner.engine.result import Result
from tests.builders import (
    Stored,
    contract,
    facility,
    figure,
    mean,
    own_use,
    phase,
    plan,
    run,
    same,
    series,
    tenant,
)

TWO_SITES = [facility("north"), facility("south")]


def one_site(tenants: list[Stored], months: int = 6, mw: float = 100, **fields: Any) -> Result:
    sites = [facility(phases=[phase(mw=mw)])]
    return run(plan(months=months, facilities=sites, tenants=tenants, **fields))


def test_a_requirements_lease_bills_all_that_its_tenant_needs() -> None:
    # No MW are named: the lease is for the demand, 20 MW and from March 50, at 2 $m a MW.
    needs: Stored = {"demand": [["2027-01", 20], ["2027-03", 50]]}
    result = one_site([tenant(contracts=[contract(mw=None, price=2)], **needs)])
    same(series(result, "contracted"), [20, 20, 50, 50, 50, 50])
    same(series(result, "billed"), [40, 40, 100, 100, 100, 100])


def test_half_of_a_requirements_lease_may_be_taken_up_and_the_rest_bought_at_spot() -> None:
    needs: Stored = {"demand": 40, "contracts": [contract(mw=None, share=0.5)]}
    result = one_site([tenant(**needs)], market={"spot_price": 3})
    same(series(result, "billed"), [20] * 6)
    same(series(result, "spot_revenue"), [60] * 6)


def test_a_requirements_lease_without_demand_is_for_nothing() -> None:
    result = one_site([tenant(contracts=[contract(mw=None)])])
    same(series(result, "billed"), [0] * 6)


def test_a_requirements_lease_expects_beyond_the_plan_what_is_needed_at_its_end() -> None:
    # Twelve months, of which the plan sees six: 4 × 20 + 2 × 50 inside, and 6 × 50 still to come.
    needs: Stored = {"demand": [["2027-01", 20], ["2027-05", 50]]}
    lease = contract(mw=None, take_or_pay=1)
    result = one_site([tenant(contracts=[lease], **needs)])
    assert figure(result, "backlog_headline") == 180 + 300


def test_leases_of_one_tenant_share_its_use_by_what_is_delivered() -> None:
    # 30 and 60 MW are delivered, 45 needed: 15 and 30 are used. The dearer one must be paid for 20.
    leases = [
        contract("small", mw=30, price=4, take_or_pay=2 / 3),
        contract("large", mw=60, price=1),
    ]
    result = one_site([tenant(demand=45, contracts=leases)])
    same(series(result, "used", "tenants/lab/contracts/small"), [15] * 6)
    same(series(result, "used", "tenants/lab/contracts/large"), [30] * 6)
    same(series(result, "billed", "tenants/lab/contracts/small"), [80] * 6)
    same(series(result, "billed", "tenants/lab/contracts/large"), [30] * 6)


def test_one_lease_after_another_serves_the_same_demand() -> None:
    leases = [contract("first", term=3), contract("second", start="2027-04-01", term=3, price=2)]
    result = one_site([tenant(demand=50, contracts=leases)])
    same(series(result, "billed"), [50, 50, 50, 100, 100, 100])


def test_take_or_pay_bills_the_troughs_of_training_cycles() -> None:
    # 50 MW on average, swinging by 40 % over four months: 70, 50, 30, 50. The lease is for 60 MW,
    # of which 48 must be paid; 10 MW above it are bought at spot.
    cycle: Stored = {"demand": 50, "cycle_months": 4, "cycle_swing": 0.4}
    lease = contract(take_or_pay=0.8)
    result = one_site([tenant(contracts=[lease], **cycle)], market={"spot_price": 1.5})
    same(series(result, "used"), [60, 50, 30, 50, 60, 50])
    same(series(result, "billed"), [60, 50, 48, 50, 60, 50])
    same(series(result, "spot_revenue"), [15, 0, 0, 0, 15, 0])


def test_a_cycle_counts_from_the_start_of_demand() -> None:
    cycle: Stored = {"demand": 50, "cycle_months": 4, "cycle_swing": 0.4, "demand_start": "2027-02"}
    result = one_site([tenant(**cycle)], market={"spot_price": 1})
    same(series(result, "spot"), [0, 70, 50, 30, 50, 70])


def test_a_landlord_short_of_power_bills_what_it_delivers_whatever_must_be_taken() -> None:
    # 40 MW for two leases of 60 and 20: 30 and 10, in proportion.
    leases = [contract("a", take_or_pay=1), contract("b", mw=20, take_or_pay=1)]
    result = one_site([tenant(contracts=leases)], mw=40)
    same(series(result, "billed", "tenants/lab/contracts/a"), [30] * 6)
    same(series(result, "billed", "tenants/lab/contracts/b"), [10] * 6)


def across(**parts: Any) -> Result:
    """A lease of 60 MW in the north and 30 in the south; the south closes in March."""
    split = [
        {"facility": "north", "mw": 60, "accelerators": parts.get("north")},
        {"facility": "south", "mw": 30, "accelerators": parts.get("south")},
    ]
    sites = [facility("north"), facility("south", close="2027-03")]
    terms: Stored = {"mw": None, "basis": "fixed_fee", "price": 90, "parts": split}
    lab = tenant(contracts=[contract(**terms)])
    return run(plan(months=6, facilities=sites, tenants=[lab]))


def test_a_lease_across_sites_abates_by_all_that_is_delivered() -> None:
    # From April 60 of 90 MW: two thirds of the fee.
    result = across()
    same(series(result, "delivered"), [90, 90, 90, 60, 60, 60])
    same(series(result, "billed"), [90, 90, 90, 60, 60, 60])


def test_a_fee_across_sites_is_attributed_by_mw() -> None:
    result = across()
    same(series(result, "billed", "facilities/north")[:3], [60] * 3)
    same(series(result, "billed", "facilities/south")[:3], [30] * 3)


def test_a_fee_across_sites_is_attributed_by_accelerators_where_all_parts_give_them() -> None:
    result = across(north=10_000, south=20_000)
    for line in ("billed", "received"):
        same(series(result, line, "facilities/north")[:3], [30] * 3)
        same(series(result, line, "facilities/south")[:3], [60] * 3)
    # One part without: by MW.
    partly = across(north=10_000)
    same(series(partly, "billed", "facilities/north")[:3], [60] * 3)


def test_what_sites_earn_is_what_is_earned() -> None:
    result = across(north=10_000, south=20_000)
    sites = [series(result, "recognised", f"facilities/{site}") for site in ("north", "south")]
    same(np.sum(sites, axis=0), series(result, "recognised"))


def test_serving_rivals_erodes_the_value_of_own_use_for_good() -> None:
    # 60 MW to a rival at 20 % a year per 100 MW: each month keeps (1 − 0.12)^(1/12). The lease ends
    # in March; what is lost stays lost. Own use is 40 MW at 1.
    rival = tenant(rival=True, contracts=[contract(term=3)])
    result = one_site(
        [rival, own_use(demand=40)],
        settings={"tax_rate": 0.25, "discount_rate": 0.1},
        valuation={"rival_erosion": 0.2},
    )
    kept = 0.88 ** (np.minimum(np.arange(1, 7), 3) / 12)
    same(series(result, "own_use_value"), 40 * kept)
    worth = (0.75 * 40 * kept * 1.1 ** (-np.arange(1, 7) / 12)).sum()
    assert figure(result, "own_use_worth") == pytest.approx(worth)
    assert figure(result, "value_to_owner") == pytest.approx(figure(result, "npv") + worth)
    # It is never revenue.
    same(series(result, "ebitda"), [60, 60, 60, 0, 0, 0])


def test_only_mw_served_to_rivals_erode_and_spot_counts_as_contracts_do() -> None:
    def worth(rival: bool) -> Any:
        other = tenant(demand=50, rival=rival)
        result = one_site(
            [other, own_use(demand=40)], market={"spot_price": 9}, valuation={"rival_erosion": 0.2}
        )
        return series(result, "own_use_value")

    same(worth(rival=False), [40] * 6)
    same(worth(rival=True), 40 * 0.9 ** (np.arange(1, 7) / 12))


def test_own_use_of_a_growing_value_is_worth_more_each_month() -> None:
    result = one_site([own_use(demand=10, value=2, value_growth=0.44)])
    same(series(result, "own_use_value"), 20 * 1.44 ** (np.arange(6) / 12))


def test_concentration_is_measured_over_the_trailing_year_of_earned_external_revenue() -> None:
    # a earns 10 a month for a year and then nothing; b earns 30 from the second year on.
    a = tenant("a", contracts=[contract(mw=10)])
    b = tenant("b", contracts=[contract(mw=30, start="2028-01-01")])
    result = one_site([a, b, own_use()], months=26)
    hhi, top = series(result, "hhi"), series(result, "top_share")
    same(hhi[:12], [10_000] * 12)
    # After January 2028: 110 of a, 30 of b, shares 11/14 and 3/14.
    assert hhi[12] == pytest.approx(10_000 * (11**2 + 3**2) / 14**2)
    assert top[12] == pytest.approx(11 / 14)
    # After September 2028: 30 of a, 270 of b.
    assert hhi[20] == pytest.approx(10_000 * (0.1**2 + 0.9**2))
    assert top[20] == pytest.approx(0.9)
    # b's last year is still counted when nobody earns.
    same(hhi[23:], [10_000] * 3)


def test_concentration_of_the_plan_is_that_of_the_year_in_which_customers_bring_in_most() -> None:
    a = tenant("a", contracts=[contract(mw=10)])
    b = tenant("b", contracts=[contract(mw=30, start="2027-07-01", term=18)])
    result = one_site([a, b], months=30)
    # To December 2027: 120 of a, 180 of b; to June 2028: 60 and 360, the most there is.
    assert figure(result, "hhi") == pytest.approx(10_000 * (60**2 + 360**2) / 420**2)
    assert figure(result, "top_share") == pytest.approx(360 / 420)
    status = result.measures["hhi"].status
    assert str(status) == "Of the twelve months to 2028-06, in which customers bring in most."
    alone = one_site([own_use()])
    assert alone.measures["top_share"].deterministic is None
    assert "No customer" in str(alone.measures["top_share"].status)


def test_measures_of_draws_know_how_sure_they_are() -> None:
    lab = tenant("lab", contracts=[contract(mw="40 to 60", price="uniform(1, 2)")])
    other = tenant("other", contracts=[contract(mw=10)])
    site = facility(phases=[phase(it_cost="200 to 300", spend=[["start", 1]])])
    result = run(plan(facilities=[site], tenants=[lab, other, own_use(demand=20)]), draws=1024)
    assert "levelised_price/tenants/model" not in result.measures
    for name in ("xirr", "hhi", "top_share", "levelised_price/tenants/lab",
                 "levelised_cost", "conditional_value_at_risk"):  # fmt: skip
        measure = result.measures[name]
        assert measure.mean is not None, name
        assert measure.standard_error is not None, name
        assert measure.standard_error > 0, name
    price = result.measures["levelised_price/tenants/lab"]
    assert 1.0 <= price.samples.min() < 1.01 < 1.99 < price.samples.max() <= 2.0
    certain = result.measures["levelised_price/tenants/other"]
    same(certain.samples, np.ones(1024))
    by_days, by_months = (np.log1p(result.measures[name].samples) for name in ("xirr", "irr"))
    assert by_days == pytest.approx(by_months, rel=0.03)
    paid = result.openings["facilities/site", "capex"]
    assert paid.mean == pytest.approx(248.05, abs=0.5)
    assert paid.deterministic == pytest.approx((200 * 300) ** 0.5)


def test_the_levelised_price_of_a_tenant_is_what_it_pays_for_a_mw_spot_included() -> None:
    # 60 MW at 1 for three months, then 20 MW at a spot price of 2; a month discounts by 1.1^(1/12).
    lab = tenant(demand=[["2027-01", 60], ["2027-04", 20]], contracts=[contract(term=3)])
    result = one_site([lab], market={"spot_price": 2})
    factors = 1.1 ** (-np.arange(1, 7) / 12)
    paid = (factors * [60, 60, 60, 40, 40, 40]).sum()
    served = (factors * [60, 60, 60, 20, 20, 20]).sum()
    assert figure(result, "levelised_price/tenants/lab") == pytest.approx(paid / served)


def test_the_levelised_cost_is_all_that_a_served_mw_costs_but_tax() -> None:
    # Bought for 600 at the start; opex 1 $m a MW and month on 100 MW; closed in June: 30 − 10.
    site = facility(
        opex=1, close="2027-06", closure_cost=30, closure_proceeds=10,
        phases=[phase(it_cost=600, spend=[["start", 1]])],
    )  # fmt: skip
    result = run(plan(months=8, facilities=[site], tenants=[tenant(contracts=[contract()])]))
    factors = 1.1 ** (-np.arange(1, 9) / 12)
    costs = 600 + (factors * ([100] * 5 + [120, 0, 0])).sum()
    served = (factors * ([60] * 6 + [0, 0])).sum()
    assert figure(result, "levelised_cost") == pytest.approx(costs / served)


def test_without_anything_served_there_is_no_levelised_cost() -> None:
    measure = one_site([]).measures["levelised_cost"]
    assert measure.deterministic is None
    assert "No MW are served" in str(measure.status)


def test_a_shortage_that_is_certain_meets_a_demand_that_is_drawn() -> None:
    # 100 MW for a lease of 120: all of them are used, whatever is needed beyond the lease; what is
    # not served of a need of 130 to 150 MW is 30 to 50, 40 in the mean, in every month and draw.
    lab = tenant(demand="uniform(130, 150)", contracts=[contract(mw=120)])
    site = facility(phases=[phase(mw=100)])
    result = run(plan(months=6, facilities=[site], tenants=[lab]), draws=512)
    same(mean(result, "delivered"), [100] * 6)
    same(mean(result, "unmet"), [40] * 6, tolerance=0.1)
