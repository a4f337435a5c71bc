"""Sites that we rent, and what follows when the lease runs out. MODEL.md B4, worked by hand."""

from typing import Any

import numpy as np
import pytest

from planner.engine.result import Result
from tests.builders import contract, facility, mean, plan, run, same, series

DRAWS = 512


def rented(*, draws: int = 0, market: dict[str, Any] | None = None, **fields: Any) -> Result:
    """80 MW of a site rented for a fee of 60 $m in the first half of 2027, the market at 1 $m."""
    terms = {"mw": 80, "basis": "fixed_fee", "price": 60, "term": 6, "after_end": "renew_or_end"}
    follows = {"renewal_probability": 0.6, "renewal_term": 4, "renewal_factor": 0.9}
    lease = contract("lease_in", **(terms | follows | fields))
    priced = {"contract_price": 1} | (market or {})
    return run(plan(market=priced, facilities=[facility(lease_in=lease)]), draws=draws)


def test_a_likely_renewal_goes_on_at_the_market_for_its_term() -> None:
    # 0.9 × 1 $m × 80 MW from July to October.
    result = rented()
    same(series(result, "available"), [80] * 10 + [0] * 2)
    same(series(result, "lease_in"), [60] * 6 + [72] * 4 + [0] * 2)
    same(series(result, "lease_in_paid"), [60] * 6 + [72] * 4 + [0] * 2)
    same(series(result, "fcff"), [-60] * 6 + [-72] * 4 + [0] * 2)
    same(series(result, "balance_check"), np.zeros(12))


def test_a_renewal_follows_the_market_where_it_floats_and_else_keeps_its_first_price() -> None:
    # The market halves within the year.
    falling = {"contract_drift": -0.5}
    floating = series(rented(market=falling, renewal_price="floating"), "lease_in")
    prices = series(rented(market=falling, renewal_price="fixed"), "lease_in")
    same(prices[6:10], [prices[6]] * 4)
    same(floating[7:10] / floating[6:9], [0.5 ** (1 / 12)] * 3)
    same(floating[6], prices[6])


@pytest.mark.parametrize(
    "fields",
    [
        {"renewal_probability": 0.4},
        {"renewal_probability": 0.4, "after_end": "renew_or_relet"},
        {"after_end": "ends"},
        {"terminated": "2027-06"},
    ],
    ids=["unlikely", "let to others", "ends", "left"],
)
def test_what_is_not_renewed_is_rented_no_more(fields: dict[str, Any]) -> None:
    result = rented(**fields)
    same(series(result, "available"), [80] * 6 + [0] * 6)
    same(series(result, "lease_in"), [60] * 6 + [0] * 6)


def test_as_many_draws_renew_as_the_chance_says() -> None:
    # One column of a Latin hypercube: 0.6 of each 256 draws, to one draw.
    result = rented(draws=DRAWS)
    same(mean(result, "available")[[5, 10]], [80, 0])
    renewed = mean(result, "available")[6:10] / 80
    assert renewed == pytest.approx(np.full(4, 0.6), abs=1 / 256)
    same(mean(result, "lease_in")[6:10], 72 * renewed)
    same(mean(result, "balance_check"), np.zeros(12))


def test_what_we_rent_is_aged_as_the_equipment_that_stands_there() -> None:
    # In service since January, a tenth lost a year: half a year old in July.
    result = rented(market={"vintage_decay": 0.1}, renewal_price="fixed")
    same(series(result, "lease_in")[6:10], [72 * 0.9**0.5] * 4)
