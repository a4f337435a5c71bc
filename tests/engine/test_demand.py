"""What a tenant needs, worked by hand. MODEL.md B3 and B9."""

from math import cos, pi
from typing import Any

import numpy as np
import pytest

from planner.engine.arrays import Floats
from tests.builders import contract, facility, mean, own_use, phase, plan, run, same, series, tenant


def demand(months: int = 8, drivers: Any = (), **terms: Any) -> Floats:
    """MW that one internal tenant needs, from January 2027."""
    result = run(plan(months=months, tenants=[own_use(**terms)], drivers=drivers))
    same(series(result, "demand"), series(result, "demand", "tenants/model"))
    return series(result, "demand")


def test_a_list_of_demands_is_0_before_its_first_month_and_keeps_its_last_value() -> None:
    points = [["2027-03", 60], ["2027-05", 90]]
    same(demand(demand=points), [0, 0, 60, 60, 90, 90, 90, 90])


def test_a_linear_list_of_demands_rises_between_its_months() -> None:
    points = [["2027-02", 60], ["2027-05", 90]]
    same(demand(demand=points, demand_shape="linear"), [0, 60, 70, 80, 90, 90, 90, 90])


def test_a_list_that_begins_before_the_plan_holds_from_its_start() -> None:
    points = [["2026-11", 60], ["2027-03", 100]]
    same(demand(5, demand=points), [60, 60, 100, 100, 100])
    same(demand(5, demand=points, demand_shape="linear"), [80, 90, 100, 100, 100])


def test_growth_counts_from_the_plans_start_and_demand_lies_between_its_months() -> None:
    found = demand(demand=100, growth=0.21, demand_start="2027-03", demand_end="2027-06")
    expected = [100 * 1.21 ** (k / 12) for k in range(8)]
    same(found, np.where([False, False, True, True, True, True, False, False], expected, 0.0))


def test_a_cycle_swings_around_the_mean_from_the_start_of_demand() -> None:
    # Six months long from February: + 40 % in February, − 40 % three months later.
    found = demand(demand=100, demand_start="2027-02", cycle_months=6, cycle_swing=0.4)
    expected = [100 * (1 + 0.4 * cos(2 * pi * (k - 1) / 6)) for k in range(1, 8)]
    same(found, [0, *expected])
    assert found[[1, 4, 7]] == pytest.approx([140, 60, 140])


def test_demand_at_the_meter_is_divided_by_the_pue_of_its_site() -> None:
    result = run(
        plan(
            settings={"power_basis": "facility"},
            facilities=[facility(pue=1.25, phases=[phase(mw=500)])],
            tenants=[own_use(demand=100)],
        )
    )
    same(series(result, "own_use"), [80] * 12)


def test_a_driver_scales_a_list_of_demands() -> None:
    drivers = [{"id": "boom", "value": 1.5, "scales": ["tenants/model/demand"]}]
    same(demand(2, drivers, demand=[["2027-01", 60]]), [90, 90])
    same(demand(2, drivers, demand=60), [90, 90])


def test_exposure_moves_demand_with_the_index_and_leaves_its_mean() -> None:
    # 1 + 2 (index − 1), index lognormal with mean 1 and a monthly shock of 5 % that fades by 0.9:
    # its log variance in month k is 0.05² Σ 0.81^j, j < k.
    project = plan(
        months=24,
        market={"demand_volatility": 0.05},
        tenants=[own_use(demand=100, demand_exposure=2)],
    )
    result = run(project, draws=2560)
    same(series(result, "demand"), [100] * 24)
    assert mean(result, "demand") == pytest.approx(np.full(24, 100.0), rel=0.02)
    band = result.series["", "demand"]
    assert band.p90 is not None
    variance = 0.0025 * (1 - 0.81**23) / (1 - 0.81)
    ninth = np.exp(1.2815515655 * variance**0.5 - variance / 2)
    assert band.p90[23] == pytest.approx(100 * (1 + 2 * (ninth - 1)), rel=0.02)


def test_without_demand_of_its_own_a_tenant_needs_what_it_contracted() -> None:
    two = [contract("a", mw=30, ramp=[0.5]), contract("b", mw=20, start="2027-03-01", term=2)]
    result = run(plan(months=6, facilities=[facility()], tenants=[tenant(contracts=two)]))
    same(series(result, "demand"), [15, 30, 50, 50, 30, 30])
    same(series(result, "unmet"), [0] * 6)


def test_used_is_what_is_needed_of_the_delivered_split_by_delivered() -> None:
    # 90 MW delivered under two contracts, 60 needed: 40 and 20. Bills as used.
    two = [contract("a", mw=60), contract("b", mw=30)]
    result = run(plan(facilities=[facility()], tenants=[tenant(demand=60, contracts=two)]))
    same(series(result, "delivered"), [90] * 12)
    same(series(result, "used", "tenants/lab/contracts/a"), [40] * 12)
    same(series(result, "used", "tenants/lab/contracts/b"), [20] * 12)
    same(series(result, "used"), [60] * 12)
    same(series(result, "billed"), [60] * 12)
    same(series(result, "unmet"), [0] * 12)


def test_without_demand_usage_is_the_used_share_of_the_delivered() -> None:
    lease = contract(mw=120, usage=0.7)
    result = run(plan(facilities=[facility()], tenants=[tenant(contracts=[lease])]))
    same(series(result, "contracted"), [120] * 12)
    same(series(result, "delivered"), [100] * 12)
    same(series(result, "used"), [70] * 12)
    same(series(result, "unmet"), [20] * 12)


def test_a_contract_without_mw_takes_on_the_whole_demand() -> None:
    lease = contract(mw=None, share=0.5, start="2027-02-01")
    lab = tenant(demand=[["2027-01", 40], ["2027-04", 80]], contracts=[lease])
    result = run(plan(months=5, facilities=[facility()], tenants=[lab]))
    same(series(result, "contracted"), [0, 20, 20, 40, 40])
