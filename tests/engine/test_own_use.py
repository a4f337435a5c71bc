"""What own use and spot are worth, worked by hand. MODEL.md B3, B8 and B9."""

import numpy as np
import pytest

from tests.builders import (
    contract,
    facility,
    figure,
    own_use,
    phase,
    plan,
    run,
    same,
    series,
    tenant,
)

RELIEVED = {"tax_rate": 0.2, "loss_treatment": "group_relief"}
"""Losses are refunded at once, so that tax follows the month."""


def test_own_use_is_worth_its_value_growing_from_the_plans_start_and_is_never_revenue() -> None:
    site = facility(phases=[phase(mw=80)])
    result = run(plan(facilities=[site], tenants=[own_use(demand=100, value=2, value_growth=0.1)]))
    expected = [80 * 2 * 1.1 ** (k / 12) for k in range(12)]
    same(series(result, "own_use_value"), expected)
    same(series(result, "own_use_value", "tenants/model"), expected)
    same(series(result, "own_use"), [80] * 12)
    same(series(result, "unmet"), [20] * 12)
    same(series(result, "fcff"), [0] * 12)


def test_value_to_owner_is_npv_and_own_use_after_tax() -> None:
    # NPV: spot is 0 here; a power bill of own use is the only cash: 100 MW × H × 50 $.
    site = facility(power_price=50)
    result = run(plan(settings=RELIEVED, facilities=[site], tenants=[own_use(value=3)]))
    factors = 1.1 ** (-np.arange(1, 13) / 12)
    worth = 0.8 * 300 * factors.sum()
    assert figure(result, "own_use_worth") == pytest.approx(worth)
    power = series(result, "power")
    assert power[0] == pytest.approx(100 * 744 * 50 / 1e6)
    assert figure(result, "value_to_owner") == pytest.approx(worth - 0.8 * factors @ power)


def test_serving_rivals_erodes_own_use_for_good() -> None:
    # 50 MW served to a rival until March at 20 % a year per 100 MW: (1 − 0.2 × 50/100)^(1/12) a
    # month, three times; what is lost stays lost.
    rival = tenant(rival=True, contracts=[contract(mw=50, term=3)])
    friend = tenant("friend", contracts=[contract(mw=10)])
    result = run(
        plan(
            months=5,
            facilities=[facility(phases=[phase(mw=160)])],
            tenants=[rival, friend, own_use(demand=100)],
            valuation={"rival_erosion": 0.2},
        )
    )
    left = 0.9 ** (np.array([1, 2, 3, 3, 3]) / 12)
    same(series(result, "own_use_value"), 100 * left)
    factors = 1.1 ** (-np.arange(1, 6) / 12)
    assert figure(result, "own_use_worth") == pytest.approx(100 * factors @ left)


def test_a_rival_at_spot_erodes_too_and_erosion_stops_at_nothing() -> None:
    rival = tenant(rival=True, demand=300)
    result = run(
        plan(
            months=2,
            market={"spot_price": 1},
            facilities=[facility(phases=[phase(mw=400)])],
            tenants=[rival, own_use(demand=100)],
            valuation={"rival_erosion": 0.5},
        )
    )
    same(series(result, "spot"), [300, 300])
    same(series(result, "own_use_value"), [0, 0])


def test_spot_is_bought_beyond_the_contract_at_the_price_of_the_month() -> None:
    # Mean 2 is reached from 4 with a half-life of one month, both falling 19 % a year:
    # 2 × 2^(0.5^k) × 0.81^(k/12) for 30 of the 90 MW that are needed; 60 are under contract.
    market = {"spot_price": 4, "spot_mean": 2, "spot_reversion": 1, "spot_drift": -0.19}
    lab = tenant(demand=90, contracts=[contract(mw=60)])
    result = run(plan(months=4, market=market, facilities=[facility()], tenants=[lab]))
    price = [2 * 2 ** (0.5**k) * 0.81 ** (k / 12) for k in range(4)]
    same(series(result, "spot"), [30] * 4)
    same(series(result, "spot_revenue"), 30 * np.array(price))
    same(series(result, "receipts"), 60 + 30 * np.array(price))


def test_nobody_is_served_at_a_spot_price_of_0_but_own_use_of_no_value_is() -> None:
    tenants = [tenant(demand=50), own_use(demand=50, value=0)]
    result = run(plan(months=2, facilities=[facility()], tenants=tenants))
    same(series(result, "spot"), [0, 0])
    same(series(result, "own_use"), [50, 50])
    same(series(result, "unmet"), [50, 50])


def test_spot_pays_for_the_age_of_the_accelerators_it_may_use() -> None:
    # 100 MW two years old at the start and 50 new from March, 20 % a year: in month k
    # (100 × 0.8^((24 + k)/12) + 50 × 0.8^((k − 2)/12))/150; the site it may not use does not count.
    site = facility(phases=[phase("old", ready="2025-01"), phase("new", mw=50, ready="2027-03")])
    market = {"spot_price": 1, "vintage_decay": 0.2}
    lab = tenant(demand=10, facilities=["site"])
    result = run(plan(months=4, market=market, facilities=[facility("other"), site], tenants=[lab]))
    expected = [
        0.8**2,
        0.8 ** (25 / 12),
        (100 * 0.8 ** (26 / 12) + 50) / 150,
        (100 * 0.8 ** (27 / 12) + 50 * 0.8 ** (1 / 12)) / 150,
    ]
    same(series(result, "spot_revenue"), 10 * np.array(expected))
