"""Needs, market paths without chance, who is served first: MODEL.md B3 and B9 by hand."""

import math
from typing import Any

import pytest

from tests.audit.reckoning import Plan, Runner, contract, facility, near, plan, tenant


def lab(id: str = "lab", **fields: Any) -> Plan:
    return {"id": id, "kind": "internal", **fields}


def test_a_listed_demand_steps_or_slopes_grows_and_swings(run: Runner) -> None:
    listed = [["2027-03", 40], ["2027-07", 60]]
    tenants = [
        lab("step", demand=listed, growth=0.2, value=1),
        lab("slope", demand=listed, demand_shape="linear", value=1),
        lab("cycle", demand=50, demand_start="2027-02", demand_end="2027-10",
            cycle_months=6, cycle_swing=0.4, value=1),
    ]  # fmt: skip
    site = facility(phases=[{"id": "block", "mw": 1000, "ready": "2027-01"}])
    found = run(plan(14, facilities=[site], tenants=tenants))
    step = [(0 if k < 2 else 40 if k < 6 else 60) * 1.2 ** (k / 12) for k in range(14)]
    slope = [0 if k < 2 else min(60, 40 + 5 * (k - 2)) for k in range(14)]
    cycle = [
        50 * (1 + 0.4 * math.cos(2 * math.pi * (k - 1) / 6)) if 1 <= k <= 9 else 0
        for k in range(14)
    ]
    for id, expected in (("step", step), ("slope", slope), ("cycle", cycle)):
        assert found.tenant("demand", id) == near(expected), id
        assert found.tenant("own_use", id) == near(expected), id


def test_the_prices_of_the_market_without_chance_drift_and_come_back(run: Runner) -> None:
    # Half-life 6: the gap to the mean halves, in the log, every half year. Spot is bought by an
    # external tenant whose need has no contract; a renewal pays the contract price.
    market = {
        "spot_price": 2, "spot_drift": 0.12, "spot_reversion": 6, "spot_mean": 1,
        "contract_price": 3, "contract_drift": -0.1,
    }  # fmt: skip
    renewed = contract(
        basis="per_mw_month", mw=10, price=1, term=2, after_end="renew_or_end",
        renewal_probability=1, renewal_price="floating", renewal_factor=0.9, renewal_term=6,
    )  # fmt: skip
    buyers = [tenant(renewed), tenant(id="buyer", demand=5)]
    found = run(plan(18, market=market, facilities=[facility()], tenants=buyers))
    spot = [1.12 ** (k / 12) * 2 ** (2 ** (-k / 6)) for k in range(18)]
    assert found.tenant("spot_revenue", "buyer") == near([5 * p for p in spot])
    floating = [0.9 * 3 * 0.9 ** (k / 12) * 10 if 2 <= k < 8 else 0 for k in range(18)]
    floating[0] = floating[1] = 10
    assert found.tenant("billed") == near(floating)


def test_older_megawatts_fetch_less_and_a_refresh_renews_its_share(run: Runner) -> None:
    market = {"spot_price": 1, "vintage_decay": 0.2}
    old = {"id": "old", "mw": 60, "ready": "2026-01", "it_cost": 0,
           "refreshes": [{"id": "new", "month": "2027-05", "cost": 0, "life": 12,
                          "replaces": 0.5}]}  # fmt: skip
    young = {"id": "young", "mw": 40, "ready": "2027-03"}
    other = facility("other", [{"id": "block", "mw": 100, "ready": "2027-01"}])
    buyer = tenant(demand=10, facilities=["site"])
    found = run(
        plan(8, market=market, facilities=[facility(phases=[old, young]), other], tenants=[buyer])
    )
    expected = []
    for k in range(8):
        worth = 0.8 ** ((k + 12) / 12)
        if k >= 4:
            worth = 0.5 * worth + 0.5 * 0.8 ** ((k - 4) / 12)
        total, mw = 60 * worth, 60
        if k >= 2:
            total, mw = total + 40 * 0.8 ** ((k - 2) / 12), mw + 40
        expected.append(10 * total / mw)
    assert found.tenant("spot_revenue") == near(expected)


def competitors() -> list[Plan]:
    return [
        lab("train", demand=50, value=0.9, priority=3),
        lab("infer", demand=30, value=2.0, priority=4),
        tenant(contract(basis="per_mw_month", mw=40, price=1.5), id="client", priority=2),
        tenant(contract(basis="per_mw_month", mw=20, price=0.5), id="cheap", priority=6),
        tenant(id="buyer", demand=25, priority=1),
    ]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        # Contracts 60, then by value: infer 30, the spot buyer at 1.2 gets 10.
        ({}, (0, 30, 40, 20, 10)),
        # Reserve 25: spot at most 100 − 60 − max(25, 30) = 10.
        ({"internal_reserve": 25}, (0, 30, 40, 20, 10)),
        # Reserve 35: spot at most 100 − 60 − max(35, 30) = 5; the rest is own use.
        ({"internal_reserve": 35}, (5, 30, 40, 20, 5)),
        # By value: infer 30, client 40, spot 25, train 5, cheap nothing.
        ({"allocation": "value"}, (5, 30, 40, 0, 25)),
        # Own use first, all of it: infer 30, train 50, then contracts share 20 by MW.
        ({"allocation": "internal_first"}, (50, 30, 40 / 3, 20 / 3, 0)),
        # Own use first to 35: infer 30, train 5; contracts 60; the rest by value: spot 5.
        ({"allocation": "internal_first", "internal_reserve": 35}, (5, 30, 40, 20, 5)),
        # By number: buyer 25, client 40, train 35.
        ({"allocation": "priority"}, (35, 0, 40, 0, 25)),
    ],
)
def test_who_is_served_first(run: Runner, settings: Plan, expected: tuple[float, ...]) -> None:
    market = {"spot_price": 1.2}
    found = run(plan(2, settings, market=market, facilities=[facility()], tenants=competitors()))
    names = ("train", "infer", "client", "cheap", "buyer")
    assert [found.tenant("served", id)[0] for id in names] == near(list(expected))
    demanded = {"train": 50, "infer": 30, "client": 40, "cheap": 20, "buyer": 25}
    for id, mw in zip(names, expected, strict=True):
        assert found.tenant("unmet", id)[0] == near(demanded[id] - mw), id


def test_equal_values_share_in_proportion_and_spot_at_no_price_is_not_served(
    run: Runner,
) -> None:
    tenants = [lab("a", demand=90, value=1), lab("b", demand=60, value=1), tenant(demand=10)]
    found = run(plan(1, facilities=[facility()], tenants=tenants))
    assert found.tenant("own_use", "a") == near([60])
    assert found.tenant("own_use", "b") == near([40])
    assert found.tenant("spot") == near([0])
    # Own use without a value is still served.
    found = run(plan(1, facilities=[facility()], tenants=[lab(demand=30)]))
    assert found.tenant("own_use", "lab") == near([30])


def test_a_need_above_the_contract_is_bought_at_spot_and_below_it_is_not_used(
    run: Runner,
) -> None:
    # The need of 70, then 20: contracts of 30 and 10 serve it first, used splits by delivered.
    terms = [
        contract("big", basis="per_mw_month", mw=30, price=1),
        contract("small", basis="per_mw_month", mw=10, price=1, take_or_pay=0.8),
    ]
    buyer = tenant(*terms, demand=[["2027-01", 70], ["2027-02", 20]])
    found = run(plan(2, market={"spot_price": 0.5}, facilities=[facility()], tenants=[buyer]))
    assert found.tenant("spot") == near([30, 0])
    assert found.contract("used", "client/big") == near([30, 15])
    assert found.contract("used", "client/small") == near([10, 5])
    assert found.contract("delivered", "client/big") == near([30, 30])
    assert found.contract("billed", "client/big") == near([30, 15])
    assert found.contract("billed", "client/small") == near([10, 8])
    # Megawatts delivered under contract count as served, used or not.
    assert found.line("served") == near([70, 40])
    assert found.tenant("unmet") == near([0, 0])


def test_contracts_short_of_megawatts_share_by_size_max_min_across_sites(run: Runner) -> None:
    near_site = facility("a", [{"id": "block", "mw": 30, "ready": "2027-01"}])
    far_site = facility("b", [{"id": "block", "mw": 50, "ready": "2027-01"}])
    tenants = [
        tenant(contract(mw=60, facilities=["a"]), id="bound"),
        tenant(contract(mw=40), id="free"),
        tenant(contract(mw=20, facilities=["b"]), id="other"),
    ]
    found = run(plan(1, facilities=[near_site, far_site], tenants=tenants))
    # Site a is all the bound one has: 30 of 60. The others share 50 of b for 60: five sixths.
    assert found.contract("delivered", "bound/lease") == near([30])
    assert found.contract("delivered", "free/lease") == near([40 * 5 / 6])
    assert found.contract("delivered", "other/lease") == near([20 * 5 / 6])
    # Everyone free: 80 for 120.
    for one in tenants:
        one["contracts"][0]["facilities"] = []
    found = run(plan(1, facilities=[near_site, far_site], tenants=tenants))
    for id, mw in (("bound", 60), ("free", 40), ("other", 20)):
        assert found.contract("delivered", f"{id}/lease") == near([mw * 2 / 3])


def test_utilisation_is_served_by_available_and_nothing_without_capacity(run: Runner) -> None:
    late = facility(phases=[{"id": "block", "mw": 80, "ready": "2027-02"}])
    found = run(plan(2, facilities=[late], tenants=[lab(demand=20, value=1)]))
    assert found.line("utilisation") == [None, near(0.25)]
    assert found.site("shadow_price") == [None, near(0)]


def test_the_shadow_price_is_what_one_more_megawatt_earns(run: Runner) -> None:
    # 100 MW: contract 60 at 1.5, infer 30 at 2.0, spot 10 of 25 at 1.2: one more earns 1.2.
    market = {"spot_price": 1.2}
    found = run(plan(1, market=market, facilities=[facility()], tenants=competitors()))
    assert found.site("shadow_price") == near([1.2])
    # By value the marginal one is own use at 0.9, less the power it would burn.
    site = facility(power_price=100, load_factor=1)
    settings = {"allocation": "value"}
    found = run(plan(1, settings, market=market, facilities=[site], tenants=competitors()))
    assert found.site("shadow_price") == near([0.9 - 744 * 100 / 1e6])
