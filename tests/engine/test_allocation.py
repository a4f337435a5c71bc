"""Who is served, in each order of MODEL.md B3, worked by hand."""

from typing import Any

import numpy as np
import pytest

from planner.engine.allocation import Allocation, Block, Claim
from planner.engine.result import Result
from tests.builders import (
    Stored,
    contract,
    facility,
    own_use,
    phase,
    plan,
    run,
    same,
    series,
    tenant,
)

MARKET: Stored = {"spot_price": 1}
HERE = frozenset((0,))


def shares(
    *tenants: Stored,
    mw: float = 100,
    order: str = "contracts_first",
    reserve: float = 0,
    **more: Any,
) -> dict[str, Any]:
    """MW served to each tenant in the first month at one site of so many MW."""
    sites = more.pop("facilities", [facility(phases=[phase(mw=mw)])])
    return served(result_of(*tenants, order=order, reserve=reserve, facilities=sites, **more))


def result_of(*tenants: Stored, order: str, reserve: float, **more: Any) -> Result:
    settings = {"allocation": order, "internal_reserve": reserve}
    return run(plan(months=1, settings=settings, market=MARKET, tenants=list(tenants), **more))


def served(result: Result) -> dict[str, Any]:
    return {
        path.removeprefix("tenants/"): pytest.approx(float(bands.deterministic[0]), abs=1e-9)
        for (path, name), bands in result.series.items()
        if name == "served" and path.count("/") == 1 and path.startswith("tenants/")
    }


def leased(id: str, mw: float, price: float = 1, **fields: Any) -> Stored:
    return tenant(id, contracts=[contract(mw=mw, price=price)], **fields)


def test_contracts_come_first_then_own_use_and_spot_by_value() -> None:
    rich, poor = own_use("rich", demand=30, value=2), own_use("poor", demand=90, value=0.5)
    everyone = [poor, tenant("spot", demand=25), rich, leased("lease", 40, price=0.1)]
    assert shares(*everyone) == {"lease": 40, "rich": 30, "spot": 25, "poor": 5}


def test_contracts_short_of_power_share_in_proportion_to_what_they_contracted() -> None:
    assert shares(leased("a", 90, price=9), leased("b", 60)) == {"a": 60, "b": 40}


def test_equal_values_share_in_proportion_own_use_and_spot_alike() -> None:
    tenants = [own_use("a", demand=60), own_use("b", demand=30), tenant("spot", demand=90)]
    expected = {"a": 60 * 100 / 180, "b": 30 * 100 / 180, "spot": 50}
    assert shares(*tenants) == expected
    # Where some may use other sites as well, those of the same sites still share.
    two = [facility(phases=[phase(mw=90)]), facility("other", phases=[phase(mw=10)])]
    at_site = [t | {"facilities": ["site"]} for t in tenants]
    roamer = own_use("roamer", demand=10, value=0.5)
    found = shares(*at_site, roamer, facilities=two)
    assert found == {"a": 30, "b": 15, "spot": 45, "roamer": 10}


def test_spot_leaves_the_reserve_to_own_use_of_lower_value() -> None:
    # 100 MW: 50 under contract; the reserve keeps 30 from spot, own use needs 10 of lower value.
    tenants = [leased("lease", 50), tenant("spot", demand=90), own_use("own", demand=10, value=0.5)]
    assert shares(*tenants, reserve=30) == {"lease": 50, "spot": 20, "own": 10}
    # Own use that is worth more counts towards the reserve: 25 are placed, 5 are kept.
    rich = [tenants[0], tenants[1], own_use("own", demand=25, value=2)]
    assert shares(*rich, reserve=30) == {"lease": 50, "spot": 20, "own": 25}
    # Beyond the reserve it takes from spot.
    richer = [tenants[0], tenants[1], own_use("own", demand=45, value=2)]
    assert shares(*richer, reserve=30) == {"lease": 50, "spot": 5, "own": 45}


def test_several_at_spot_share_what_the_reserve_leaves() -> None:
    tenants = [tenant("a", demand=90), tenant("b", demand=30), own_use(demand=5, value=0.5)]
    assert shares(*tenants, reserve=20) == {"a": 60, "b": 20, "model": 5}


def test_own_use_and_spot_of_equal_value_never_take_more_than_there_is_beside_a_reserve() -> None:
    # Spot may have 80 of 100; own use wants 80 at the same value: each gets 80/160 of 100.
    tenants = [tenant("spot", demand=100), own_use("own", demand=80, value=1)]
    assert shares(*tenants, reserve=20) == {"spot": 50, "own": 50}


def test_by_value_contracts_compete_by_their_price() -> None:
    # 2 and 0.5 $m per MW-month under contract, own use at 1.5, spot at 1.
    tenants = [
        leased("cheap", 50, price=0.5),
        leased("dear", 40, price=2),
        own_use("own", demand=30, value=1.5),
        tenant("spot", demand=20),
    ]
    assert shares(*tenants, order="value") == {"dear": 40, "own": 30, "spot": 20, "cheap": 10}


def test_by_value_a_fee_and_gpu_hours_count_per_mw_month() -> None:
    # 90 $m for 60 MW is 1.5; 10,000 × 744 h × 2.5 $ = 18.6 $m for 10 MW is 1.86 a MW-month.
    fee = tenant("fee", contracts=[contract(mw=60, basis="fixed_fee", price=90)])
    gpus = contract(mw=10, basis="per_gpu_hour", price=2.5, accelerators=10_000)
    tenants = [fee, tenant("gpus", contracts=[gpus]), leased("mw", 50, price=1.6)]
    assert shares(*tenants, order="value") == {"gpus": 10, "mw": 50, "fee": 40}


def test_by_value_the_reserve_keeps_spot_from_own_use_only() -> None:
    # A contract that pays more is no own use: spot has 100 − 50 − 30.
    tenants = [leased("lease", 50, price=3), tenant("spot", demand=90), own_use("own", value=0.5)]
    found = shares(*tenants, order="value", reserve=30)
    assert found == {"lease": 50, "spot": 20, "own": 30}


def test_internal_first_serves_all_own_use_then_contracts_then_spot() -> None:
    tenants = [
        leased("lease", 50, price=9),
        tenant("spot", demand=50),
        own_use("own", demand=40, value=0.1),
    ]
    found = shares(*tenants, order="internal_first")
    assert found == {"own": 40, "lease": 50, "spot": 10}


def test_internal_first_serves_own_use_up_to_the_reserve_then_contracts_then_the_rest() -> None:
    tenants = [
        leased("lease", 50),
        tenant("spot", demand=90),
        own_use("a", demand=30, value=2),
        own_use("b", demand=90, value=0.5),
    ]
    # 40 reserved: a has 30, b 10; the lease 50; the last 10 go to spot, worth more than b.
    found = shares(*tenants, order="internal_first", reserve=40)
    assert found == {"a": 30, "b": 10, "lease": 50, "spot": 10}


def test_the_reserve_goes_to_whoever_can_use_it_where_it_stands() -> None:
    # a is worth more but may use 10 MW only; b takes the rest of the reserve of 40.
    sites = [facility("small", phases=[phase(mw=10)]), facility("large", phases=[phase(mw=90)])]
    tenants = [
        own_use("a", demand=60, value=2, facilities=["small"]),
        own_use("b", demand=60, value=1),
        leased("lease", 60),
    ]
    found = shares(*tenants, order="internal_first", reserve=40, facilities=sites)
    assert found == {"a": 10, "b": 30, "lease": 60}


def test_priority_serves_by_number_then_id_contract_and_rest_together() -> None:
    tenants = [
        own_use("b", demand=20, value=9, priority=2),
        leased("c", 40, priority=2, price=0.1),
        tenant("a", demand=30, priority=2),
        tenant("first", demand=45, contracts=[contract(mw=5)], priority=1),
    ]
    assert shares(*tenants, order="priority") == {"first": 45, "a": 30, "b": 20, "c": 5}


def test_priority_leaves_the_reserve_to_own_use() -> None:
    tenants = [
        tenant("a", demand=90, priority=1),
        own_use("b", demand=20, priority=2),
        tenant("c", demand=90, priority=3),
    ]
    # a leaves 30; b uses 20 of them; c leaves the 10 that are still reserved.
    assert shares(*tenants, order="priority", reserve=30) == {"a": 70, "b": 20, "c": 0}


def test_a_tenant_is_served_at_its_own_sites_only() -> None:
    sites = [facility("a", phases=[phase(mw=30)]), facility("b", phases=[phase(mw=70)])]
    tenants = [
        own_use("anywhere", demand=60, value=0.5),
        own_use("here", demand=50, value=2, facilities=["a"]),
        tenant("there", contracts=[contract(mw=40, facilities=["b"])]),
    ]
    found = shares(*tenants, facilities=sites)
    assert found == {"there": 40, "here": 30, "anywhere": 30}


def test_what_a_contract_is_short_of_may_be_had_at_other_sites() -> None:
    # The lease binds to a site of 30 MW; of a need of 70, 40 are bought at spot or used elsewhere.
    sites = [facility("a", phases=[phase(mw=30)]), facility("b", phases=[phase(mw=100)])]
    bound = [contract(mw=60, facilities=["a"])]
    lab = tenant(demand=70, contracts=bound)
    result = result_of(lab, order="contracts_first", reserve=0, facilities=sites)
    same(series(result, "delivered"), [30])
    same(series(result, "spot"), [40])
    same(series(result, "unmet"), [0])
    model = own_use("model", demand=70, contracts=bound)
    same(series(result_of(model, order="priority", reserve=0, facilities=sites), "own_use"), [40])
    # Without a need of its own it is what it contracted, and no more.
    only = tenant(contracts=bound)
    found = result_of(only, order="contracts_first", reserve=0, facilities=sites)
    same(series(found, "unmet"), [30])


def test_the_cheapest_power_is_used_first_month_by_month() -> None:
    # Two months: the first site is cheaper in the first, the second in the other.
    blocks = [
        Block(0, np.full((2, 1), 50.0), np.array([[1.0], [3.0]])),
        Block(1, np.full((2, 1), 50.0), np.array([[2.0], [2.0]])),
    ]
    allocation = Allocation(blocks)
    same(allocation.take(np.full((2, 1), 70.0), HERE | {1}), np.full((2, 1), 70))
    same(allocation.left[0], [[0], [30]])
    same(allocation.left[1], [[30], [0]])


@pytest.mark.parametrize("own_limit", [None, 1e6])
def test_claims_are_ranked_in_every_month_and_draw_by_itself(own_limit: float | None) -> None:
    # With a limit that never binds the longer way gives the same.
    allocation = Allocation([Block(0, np.full((1, 1), 90.0), np.zeros((1, 1)))])
    claims = [
        Claim(np.full((2, 2), 60.0), HERE, np.array([[3.0, 1.0], [2.0, 2.0]])),
        Claim(np.full((2, 2), 60.0), HERE, np.array([[2.0, 2.0], [2.0, 3.0]])),
    ]
    first, second = allocation.by_value(claims, own_limit=own_limit)
    same(first, [[60, 30], [45, 30]])
    same(second, [[30, 60], [45, 60]])


def test_equal_claims_share_in_proportion_though_some_may_use_more_sites() -> None:
    blocks = [Block(place, np.full((1, 1), 50.0), np.zeros((1, 1))) for place in (0, 1)]
    anywhere = Claim(np.full((1, 1), 80.0), HERE | {1}, np.ones((1, 1)))
    bound = Claim(np.full((1, 1), 40.0), HERE, np.ones((1, 1)))
    # 100 MW for 120 wanted.
    found = np.array(Allocation(blocks).by_value([anywhere, bound]))
    same(found, [[[200 / 3]], [[100 / 3]]])
