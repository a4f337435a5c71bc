"""What contracts leave of a need where they compete by price, and who may take it. MODEL.md B3."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from planner.engine.allocation import Claim
from planner.engine.arrays import Floats
from planner.engine.rest import Rest
from tests.builders import Stored, contract, facility, own_use, phase, plan, run, series, tenant
from tests.engine.linear_programmes import Market, Markets, random_markets, read_at

CLOSE = 1e-5


@dataclass(frozen=True)
class Asked:
    """A rest in one month and draw."""

    contracts: tuple[int, ...]
    asker: int
    need: float


def one_after_the_other(market: Market, rests: list[Asked]) -> Floats:
    """The highest value first, each as much as a linear programme finds beside those before it.

    What a contract lacks its tenant asks for: in his turn, or at once where that has passed; what
    no site may serve, from the outset.
    """
    served, wanted = np.zeros(market.wanted.size), market.wanted.copy()
    need = [rest.need for rest in rests]
    for place, rest in enumerate(rests):
        lost = sum(wanted[i] for i in rest.contracts if not market.may[i].any())
        wanted[rest.asker] += max(need[place] + lost, 0.0) - max(need[place], 0.0)
        need[place] += lost

    def give(claim: int, mw: float) -> float:
        alone = np.zeros(served.size)
        alone[claim] = 1.0
        asking = replace(market, wanted=np.maximum(market.wanted, served + mw * alone))
        floor = np.maximum(served - 1e-8, 0.0)
        most = asking.best(asking.gain_of(alone), floor)[0] - served[claim]
        got = float(np.clip(most, 0.0, mw))
        served[claim] += got
        return got

    passed: set[int] = set()
    for claim in np.argsort(-market.value):
        short = wanted[claim] - give(claim, wanted[claim])
        passed.add(claim)
        for place, rest in enumerate(rests):
            if claim in rest.contracts and short > 1e-6 and market.may[claim].any():
                more = max(need[place] + short, 0.0) - max(need[place], 0.0)
                need[place] += short
                if rest.asker in passed:
                    give(rest.asker, more)
                else:
                    wanted[rest.asker] += more
    return served


def with_rests(markets: Markets, rng: np.random.Generator) -> tuple[list[Claim], list[Rest]]:
    """Claims of which some are contracts whose tenants ask for what they leave."""
    claims = markets.claims()
    rests, places = [], list(range(len(claims)))
    rng.shuffle(places)
    while len(places) >= 2:
        asker = places.pop()
        count = min(int(rng.integers(1, 3)), len(places))
        contracts = tuple(places.pop() for _ in range(count))
        # What was asked for from the outset is the need above what is contracted.
        beyond = claims[asker].wanted
        over = np.broadcast_to(beyond, markets.shape()) > 0.0
        need = np.where(over, beyond, -rng.uniform(0.0, 40.0))
        if rng.random() < 0.2:
            need = np.where(need > 0.0, need, -np.inf)
        rests.append(Rest(contracts, asker, need))
    return claims, rests


@pytest.mark.parametrize("levels", [False, True], ids=["in turn", "by level"])
@pytest.mark.parametrize("seed", range(40))
def test_what_contracts_leave_is_what_one_after_the_other_gets(seed: int, levels: bool) -> None:
    rng = np.random.default_rng(seed)
    markets = random_markets(9000 + seed, most_claims=8)
    claims, rests = with_rests(markets, rng)
    # Claims without MW that stand on one level have all served by levels.
    nothing = [Claim(np.zeros((1, 1)), claims[0].sites, np.zeros((1, 1)))] * (2 if levels else 0)
    found = markets.allocation().by_value([*claims, *nothing], rests=rests)
    shape = markets.shape()
    for here in np.ndindex(*shape):
        asked = [
            Asked(r.contracts, r.asker, float(np.broadcast_to(r.need, shape)[here])) for r in rests
        ]
        expected = one_after_the_other(markets.at(*here), asked)
        mine = read_at(found[: len(claims)], shape, here)
        np.testing.assert_allclose(mine, expected, 0, CLOSE)


def site(id: str, mw: float) -> Stored:
    return facility(id, phases=[phase(mw=mw)])


def served(
    sites: list[Stored], tenants: list[Stored], spot: float, **settings: Any
) -> dict[str, tuple[float, float, float, float]]:
    """MW delivered, bought at spot, used in own use, unmet, of each tenant in January."""
    result = run(
        plan(
            months=1,
            settings=settings,
            market={"spot_price": spot},
            facilities=sites,
            tenants=tenants,
        )
    )
    names = ("delivered", "spot", "own_use", "unmet")
    found = {}
    for this in tenants:
        path = f"tenants/{this['id']}"
        delivered, at_spot, own, unmet = (float(series(result, n, path)[0]) for n in names)
        found[this["id"]] = (delivered, at_spot, own, unmet)
    return found


ORDERS = ["contracts_first", "internal_first", "value", "priority"]


@pytest.mark.parametrize("order", ORDERS)
def test_what_a_contract_falls_short_of_is_bought_at_another_site(order: str) -> None:
    # A need of 60, contracted at a, which has 40; b has 50.
    lab = tenant(demand=60, contracts=[contract(mw=60, price=3, facilities=["a"])])
    found = served([site("a", 40), site("b", 50)], [lab], spot=1, allocation=order)
    assert found["lab"] == pytest.approx((40, 20, 0, 0))


def test_the_rest_competes_at_the_price_that_is_paid_for_it() -> None:
    # Own use at b is worth less than spot, at a more than the contract.
    sites = [site("a", 50), site("b", 50)]
    lab = tenant(demand=70, contracts=[contract(mw=60, price=3, facilities=["a"])])
    dear = own_use("dear", demand=30, value=9, facilities=["a"])
    cheap = own_use("cheap", demand=50, value=0.5)
    found = served(sites, [lab, dear, cheap], spot=1, allocation="value")
    # 20 of 60 delivered; the 10 above them and the 40 they lack are bought before own use at b.
    assert found["lab"] == pytest.approx((20, 50, 0, 0))
    assert found["dear"] == pytest.approx((0, 0, 30, 0))
    assert found["cheap"] == pytest.approx((0, 0, 0, 50))


def test_no_one_loses_a_contract_to_what_he_pays_at_spot() -> None:
    # Spot is dearer than the contract, which waits for own use that is worth more than it.
    lab = tenant(demand=60, contracts=[contract(mw=60, price=1)])
    model = own_use(demand=50, value=1.5)
    found = served([site("a", 60)], [lab, model], spot=2, allocation="value")
    assert found["model"] == pytest.approx((0, 0, 50, 0))
    assert found["lab"] == pytest.approx((10, 0, 0, 50))
    # What it lacks it takes where something is left for it, before what is worth less.
    there = tenant(demand=60, contracts=[contract(mw=60, price=1, facilities=["a"])])
    last = own_use("last", demand=40, value=0.2, facilities=["b"])
    found = served([site("a", 60), site("b", 45)], [there, model, last], 2, allocation="value")
    assert sum(mw[0] + mw[1] + mw[2] for mw in found.values()) == pytest.approx(105)
    assert found["model"][2] == pytest.approx(50)


@pytest.mark.parametrize("order", ORDERS)
def test_a_need_below_what_is_contracted_asks_only_for_itself(order: str) -> None:
    # 60 are contracted and 30 delivered, of which 40 are needed: 10 more are bought.
    lab = tenant(demand=40, contracts=[contract(mw=60, price=3, facilities=["a"])])
    found = served([site("a", 30), site("b", 50)], [lab], spot=1, allocation=order)
    assert found["lab"] == pytest.approx((30, 10, 0, 0))


@pytest.mark.parametrize("order", ORDERS)
def test_a_contract_at_a_site_that_is_not_there_leaves_the_whole_need(order: str) -> None:
    lab = tenant(demand=40, contracts=[contract(mw=60, price=3, facilities=["a"])])
    sites = [site("a", 30) | {"active": False}, site("b", 50)]
    found = served(sites, [lab], spot=1, allocation=order)
    assert found["lab"] == pytest.approx((0, 40, 0, 0))


@pytest.mark.parametrize("order", ORDERS)
def test_nothing_is_bought_at_a_price_of_0(order: str) -> None:
    lab = tenant(demand=60, contracts=[contract(mw=60, price=3, facilities=["a"])])
    found = served([site("a", 40), site("b", 50)], [lab], spot=0, allocation=order)
    assert found["lab"] == pytest.approx((40, 0, 0, 20))


def test_of_one_value_a_rest_waits_for_those_who_share_with_its_contract() -> None:
    # Contract, spot and own use at one price; the contract lacks 30 of its 60 at a, and b is free.
    sites = [site("a", 60), site("b", 25)]
    lab = tenant(demand=60, contracts=[contract(mw=60, price=2, facilities=["a"])])
    model = own_use(demand=60, value=2, facilities=["a"])
    found = served(sites, [lab, model], spot=2, allocation="value")
    assert found["lab"] == pytest.approx((30, 25, 0, 5))
    assert found["model"] == pytest.approx((0, 0, 30, 30))
