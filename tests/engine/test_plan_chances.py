"""What chance decides has the shares and means that the plan gives it. MODEL.md B2 and B9.

One column decides whether, another when; each is stratified in 256 parts a chunk, so a share that
hangs on one of them is exact to one draw in 256, and on both as sure as draws by themselves.
"""

from typing import Any

import numpy as np

from tests.builders import (
    all_drawn,
    contract,
    event,
    facility,
    mean,
    outcome,
    plan,
    run,
    same,
    series,
    setting,
    tenant,
    uncertainty,
)


def available(draws: int = 2560, **fields: Any) -> tuple[Any, Any]:
    """Mean and deterministic MW of a site of 100 MW under one event."""
    project = plan(months=12, facilities=[facility(events=[event(**fields)])])
    result = run(project, draws=draws)
    return mean(result, "available"), series(result, "available")


def test_an_event_happens_in_its_share_of_draws() -> None:
    drawn, certain = available(probability=0.3, severity=0.5)
    same(drawn, [100] * 3 + [85] * 9, 50 / 256)
    same(certain, [100] * 12)


def test_an_event_begins_in_each_month_of_its_window_alike() -> None:
    # April to July: a quarter of the draws has lost its MW in April, all of them by July.
    drawn, certain = available(latest="2027-07")
    same(drawn, [100] * 3 + [75, 50, 25, 0, 0, 0, 0, 0, 0], 100 / 256)
    # The deterministic run takes the floor of the middle, May.
    same(certain, [100] * 4 + [0] * 8)


def test_how_long_and_how_hard_an_event_strikes_is_drawn_apart() -> None:
    # Half of the draws last one month, half two; half or all of the MW are lost, 75 % in the mean.
    drawn, _ = available(duration="discrete(1: 50%, 2: 50%)", severity="discrete(0.5: 50%, 1: 50%)")
    error = 4 * 100 * 0.5 / np.sqrt(2560)
    assert abs(drawn[3] - 25) <= 100 / 256
    assert abs(drawn[4] - (100 - 0.5 * 75)) <= error
    same(drawn[5:], [100] * 7)


def test_an_events_cost_is_paid_where_it_happens_and_when() -> None:
    project = plan(
        months=12,
        facilities=[
            facility(events=[event(probability=0.25, latest="2027-05", severity=0, cost=80)])
        ],
    )
    cost = mean(run(project, draws=5120), "event_cost")
    assert abs(cost.sum() - 20) <= 80 / 256
    error = 4 * 80 * np.sqrt(0.125 * 0.875 / 5120)
    assert abs(cost[3] - 10) <= error
    assert abs(cost[4] - 10) <= error


def test_each_outcome_has_its_share_of_draws_and_uncertainties_are_independent() -> None:
    price = "tenants/lab/contracts/lease/price"
    project = plan(
        months=3,
        facilities=[facility()],
        tenants=[tenant(contracts=[contract()])],
        uncertainties=[
            uncertainty("price", outcome("high", 0.3, setting(price, 2)), outcome("low", 0.7)),
            uncertainty("ready", outcome("late", 0.4, setting(
                "facilities/site/phases/hall/ready", "2027-03")), outcome("early", 0.6)),
        ],
    )  # fmt: skip
    result = run(project, draws=5120, states=all_drawn(project))
    billed = mean(result, "billed")
    # In the mean 60 × 1.3; before March only in the 60 % that are early.
    assert abs(billed[2] - 78) <= 60 / 256
    error = 4 * 60 / np.sqrt(5120)
    assert abs(billed[0] - 0.6 * 78) <= error


def test_demand_and_power_prices_have_the_mean_of_their_certain_paths() -> None:
    lab = tenant(demand=50, demand_exposure=1, contracts=[contract(mw=None, term=24)])
    project = plan(
        months=24,
        market={"demand_volatility": 0.05, "power_volatility": 0.3},
        facilities=[facility(power_price=60)],
        tenants=[lab],
    )
    result = run(project, draws=10240)
    for line, spread in (("billed", 0.12), ("power", 0.45)):
        certain, drawn = series(result, line), mean(result, line)
        assert (np.abs(drawn / certain - 1) <= 4 * spread / np.sqrt(10240)).all()
