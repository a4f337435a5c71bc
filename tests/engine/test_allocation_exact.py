"""The allocation where claims may use some sites only, against linear programmes. MODEL.md B3."""

from collections.abc import Iterator

import numpy as np
import pytest

from planner.engine import allocation as allocation_module
from planner.engine import eligibility
from planner.engine.allocation import Allocation, Block, Claim
from planner.engine.arrays import Floats
from planner.engine.eligibility import clusters, connected_unions
from planner.engine.flow_room import FlowRoom
from tests.builders import same
from tests.engine.linear_programmes import Markets, random_markets, read_at

SEEDS = range(25)
SOME = range(12)
CLOSE = 1e-5
A, B, C = (frozenset((place,)) for place in range(3))


@pytest.fixture(params=["unions", "flows"])
def room(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Both ways of knowing what sites can still carry."""
    if request.param == "flows":
        monkeypatch.setattr(eligibility, "MOST_UNIONS", 0)
    connected_unions.cache_clear()
    yield request.param
    connected_unions.cache_clear()


def every(markets: Markets) -> Iterator[tuple[int, ...]]:
    return iter(np.ndindex(*markets.shape()))


def ties(rng: np.random.Generator, shape: tuple[int, ...]) -> Floats:
    """Values of which many are equal."""
    return rng.integers(1, 4, shape).astype(np.float64)


def mw(*numbers: float) -> Floats:
    return np.array(numbers, dtype=np.float64).reshape(-1, 1)


def sites_of(*megawatts: float, price: tuple[float, ...] = (1, 2, 3)) -> Allocation:
    """One month: sites of so many MW, the later the dearer."""
    return Allocation([Block(i, mw(m), mw(price[i])) for i, m in enumerate(megawatts)])


@pytest.mark.parametrize("seed", SEEDS)
def test_the_mw_of_each_claim_by_value_are_those_of_the_linear_programme(
    seed: int, room: str
) -> None:
    markets = random_markets(seed)
    served = markets.allocation().by_value(markets.claims())
    for here in every(markets):
        market, mine = markets.at(*here), read_at(served, markets.shape(), here)
        most, _ = market.most_valuable()
        assert mine @ market.value == pytest.approx(most, abs=CLOSE)
        # Lower values never cost higher ones anything: each prefix is the best by itself.
        order = np.argsort(-market.value)
        for count in range(1, order.size):
            first = np.zeros(order.size)
            first[order[:count]] = market.value[order[:count]]
            assert mine @ first == pytest.approx(market.best(market.gain_of(first))[0], abs=CLOSE)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_blocks_that_run_serve_everyone_at_the_least_cost_of_power(
    seed: int, room: str
) -> None:
    markets = random_markets(seed)
    allocation = markets.allocation()
    served = allocation.by_value(markets.claims())
    for here in every(markets):
        market, mine = markets.at(*here), read_at(served, markets.shape(), here)
        runs = market.mw - read_at(allocation.left, markets.shape(), here)
        assert (runs >= -1e-9).all()
        assert (runs <= market.mw + 1e-9).all()
        assert runs.sum() == pytest.approx(mine.sum(), abs=1e-6)
        assert runs @ market.price == pytest.approx(market.cheapest(mine), abs=CLOSE)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_shortage_of_contracts_is_shared_max_min_in_proportion(seed: int, room: str) -> None:
    markets = random_markets(1000 + seed, months=2, draws=2)
    served = markets.allocation().share_out(markets.claims())
    for here in every(markets):
        same(read_at(served, markets.shape(), here), markets.at(*here).fair(), CLOSE)


@pytest.mark.parametrize("seed", SOME)
def test_claims_of_equal_value_share_max_min_what_higher_ones_leave(seed: int, room: str) -> None:
    markets = random_markets(2000 + seed, months=2, draws=2, value=ties)
    served = markets.allocation().by_value(markets.claims())
    for here in every(markets):
        market, mine = markets.at(*here), read_at(served, markets.shape(), here)
        most, _ = market.most_valuable()
        assert mine @ market.value == pytest.approx(most, abs=CLOSE)
        for value in (3.0, 2.0, 1.0):
            # The ratio of one can rise only if one of the same value with no more has less.
            level = np.flatnonzero((market.value == value) & (market.wanted > 0.0))
            ratio = mine / np.where(market.wanted > 0.0, market.wanted, 1.0)
            for i in level[ratio[level] < 1.0 - CLOSE]:
                least = np.where(market.value > value, mine, 0.0)
                no_more = [j for j in level if ratio[j] <= ratio[i] + CLOSE]
                least[no_more] = mine[no_more]
                alone = np.zeros(mine.size)
                alone[i] = 1.0
                floor = np.maximum(least - 1e-7, 0.0)
                assert market.best(market.gain_of(alone), floor)[0] <= mine[i] + CLOSE


@pytest.mark.parametrize("seed", SOME)
def test_what_contracts_hold_they_keep_while_others_get_the_most_beside_them(
    seed: int, room: str
) -> None:
    markets = random_markets(3000 + seed, most_claims=8)
    allocation, claims = markets.allocation(), markets.claims()
    half = len(claims) // 2
    contracts = allocation.share_out(claims[:half])
    others = allocation.by_value(claims[half:])
    for here in every(markets):
        market = markets.at(*here)
        held = read_at(contracts, markets.shape(), here)
        mine = read_at(others, markets.shape(), here)
        value = np.concatenate([np.zeros(half), market.value[half:]])
        least = np.concatenate([np.maximum(held - 1e-7, 0.0), np.zeros(len(claims) - half)])
        most, _ = market.best(market.gain_of(value), least)
        assert mine @ market.value[half:] == pytest.approx(most, abs=CLOSE)
        runs = market.mw - read_at(allocation.left, markets.shape(), here)
        together = np.concatenate([held, mine])
        assert runs @ market.price == pytest.approx(market.cheapest(together), abs=CLOSE)


@pytest.mark.parametrize("seed", SOME)
def test_claims_one_after_the_other_get_the_most_that_earlier_ones_leave(
    seed: int, room: str
) -> None:
    markets = random_markets(4000 + seed)
    allocation, claims = markets.allocation(), markets.claims()
    free = [allocation.free(claims[0].sites)]
    served = [allocation.take(claim.wanted, claim.sites) for claim in claims]
    for here in every(markets):
        market, mine = markets.at(*here), read_at(served, markets.shape(), here)
        first = read_at(free, markets.shape(), here)[0]
        assert mine[0] == pytest.approx(min(first, market.wanted[0]), abs=CLOSE)
        for i in range(mine.size):
            least = np.concatenate([np.maximum(mine[:i] - 1e-7, 0.0), np.zeros(mine.size - i)])
            alone = np.zeros(mine.size)
            alone[i] = 1.0
            assert mine[i] == pytest.approx(market.best(market.gain_of(alone), least)[0], abs=CLOSE)


@pytest.mark.parametrize("seed", SOME)
def test_the_reserve_is_kept_alike_one_by_one_and_level_by_level(seed: int, room: str) -> None:
    # Claims without MW stand on one level, so that all are then served by levels.
    rng = np.random.default_rng(seed)
    markets = random_markets(5000 + seed, most_claims=8)
    kinds = rng.integers(0, 3, len(markets.wanted))
    claims = [
        claim._replace(is_spot=bool(kind == 1), is_own=bool(kind == 2))
        for claim, kind in zip(markets.claims(), kinds, strict=True)
    ]
    nothing = [Claim(np.zeros((1, 1)), claims[0].sites, np.zeros((1, 1)))] * 2
    reserve, limit = float(rng.uniform(5, 60)), float(rng.uniform(5, 60))
    for own_limit in (None, limit):
        found = markets.allocation().by_value(claims, reserve, own_limit)
        levels = markets.allocation().by_value([*claims, *nothing], reserve, own_limit)
        for one, other in zip(found, levels, strict=False):
            same(one, np.broadcast_to(other, one.shape), 1e-7)
        everything = sum(np.broadcast_to(mw, markets.shape()) for mw in markets.mw)
        spot = [mw for mw, kind in zip(found, kinds, strict=True) if kind == 1]
        own = [mw for mw, kind in zip(found, kinds, strict=True) if kind == 2]
        nobody = np.zeros(markets.shape())
        assert (sum(spot, nobody) <= np.maximum(everything - reserve, 0.0) + 1e-7).all()
        assert own_limit is None or (sum(own, nobody) <= own_limit + 1e-7).all()


def test_sites_shared_in_too_many_ways_to_list_are_still_exact() -> None:
    # Twelve sites, a claim on every pair of neighbours and on some opposite ones.
    count = 12
    pairs = [frozenset((i, (i + 1) % count)) for i in range(count)]
    pairs += [frozenset((i, i + count // 2)) for i in range(count // 2)]
    assert connected_unions(frozenset(pairs)) is None
    rng = np.random.default_rng(7)
    markets = Markets(
        tuple(range(count)),
        [rng.uniform(5.0, 30.0, (2, 2)) for _ in range(count)],
        [rng.uniform(0.1, 3.0, (2, 1)) for _ in range(count)],
        pairs,
        [rng.uniform(5.0, 30.0, (2, 1)) for _ in pairs],
        [rng.uniform(0.5, 9.0, (2, 2)) for _ in pairs],
    )
    allocation = markets.allocation()
    served = allocation.by_value(markets.claims())
    contracts = markets.allocation().share_out(markets.claims())
    for here in every(markets):
        market, mine = markets.at(*here), read_at(served, markets.shape(), here)
        assert mine @ market.value == pytest.approx(market.most_valuable()[0], abs=CLOSE)
        runs = market.mw - read_at(allocation.left, markets.shape(), here)
        assert runs @ market.price == pytest.approx(market.cheapest(mine), abs=CLOSE)
        same(read_at(contracts, markets.shape(), here), market.fair(), CLOSE)


def test_many_sets_met_one_by_one_are_known_as_if_met_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # What was promised before there were too many unions is carried over to the flows.
    claims = [
        Claim(mw(wanted), sites)
        for wanted, sites in ((15, A), (30, A | B), (5, C), (30, B | C), (20, A | C), (9, A))
    ]
    expected, allocation = sites_of(25, 30, 35), sites_of(25, 30, 35)
    found = []
    for most, taker in ((256, expected), (2, allocation)):
        monkeypatch.setattr(eligibility, "MOST_UNIONS", most)
        connected_unions.cache_clear()
        found.append([taker.take(claim.wanted, claim.sites) for claim in claims])
        assert isinstance(taker._room, FlowRoom) == (taker is allocation)
    connected_unions.cache_clear()
    same(np.array(found[1]), np.array(found[0]))
    same(np.array(allocation.left), np.array(expected.left))


@pytest.mark.parametrize("seed", range(4))
def test_claims_served_in_small_batches_are_served_alike(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    markets = random_markets(6000 + seed, value=ties if seed % 2 else None)
    expected = markets.allocation().by_value(markets.claims())
    monkeypatch.setattr(allocation_module, "BATCH", 7)
    for found, mw in zip(markets.allocation().by_value(markets.claims()), expected, strict=True):
        same(found, mw, 1e-12)


def test_an_earlier_claim_makes_way_at_the_only_site_of_a_later_one(room: str) -> None:
    # The first may use both and would take the cheap site; the second has nowhere else.
    allocation = sites_of(50, 50)
    same(allocation.take(mw(50), A | B), mw(50))
    same(allocation.take(mw(50), A), mw(50))
    same(allocation.left[0], mw(0))
    same(allocation.left[1], mw(0))


def test_claims_make_way_along_a_chain_of_sites(room: str) -> None:
    # 30 at a, 20 at b, 40 at c: the last claim, at a only, moves one from a to b and one from b
    # to c, where 10 are free.
    allocation = sites_of(30, 20, 40)
    same(allocation.take(mw(30), A | B), mw(30))
    same(allocation.take(mw(50), B | C), mw(50))
    same(allocation.free(A), mw(10))
    same(allocation.take(mw(30), A), mw(10))


def test_a_fair_share_is_lowest_where_claims_have_nowhere_else_to_go(room: str) -> None:
    # 80 wanted at a, which has 20; 30 at b and 30 at either, for which b has 45.
    claims = [Claim(mw(80), A), Claim(mw(30), B), Claim(mw(30), A | B)]
    same(np.array(sites_of(20, 45).share_out(claims)), np.array([mw(20), mw(22.5), mw(22.5)]))
    # All share alike where no part of them is worse off than the whole.
    claims = [Claim(mw(40), A), Claim(mw(80), A | B)]
    same(np.array(sites_of(50, 50).share_out(claims)), np.array([mw(100 / 3), mw(200 / 3)]))


def test_power_runs_at_a_dear_site_only_for_those_who_can_use_no_other(room: str) -> None:
    allocation = sites_of(30, 60, 50)
    allocation.take(mw(40), A | B)
    allocation.take(mw(20), C)
    same(np.array(allocation.left), np.array([mw(0), mw(50), mw(30)]))
    allocation.take(mw(55), A | C)
    same(np.array(allocation.left), np.array([mw(0), mw(20), mw(5)]))


def test_a_claim_that_no_site_may_serve_gets_nothing() -> None:
    allocation = sites_of(50)
    nowhere: frozenset[int] = frozenset()
    claims = [Claim(mw(10), nowhere, mw(9)), Claim(mw(10), B, mw(9)), Claim(mw(60), A, mw(1))]
    same(np.array(allocation.by_value(claims)), np.array([mw(0), mw(0), mw(50)]))
    same(allocation.take(mw(5), nowhere), mw(0))
    same(np.asarray(allocation.free(nowhere)), mw(0))
    same(np.array(sites_of(50).share_out(claims)), np.array([mw(0), mw(0), mw(50)]))
    assert sites_of(50).by_value([], reserve=10) == []
    same(np.array(Allocation([]).by_value(claims)), np.zeros((3, 1, 1)))


def test_unions_are_listed_only_where_their_sets_hang_together() -> None:
    singles = frozenset(frozenset((place,)) for place in range(10))
    assert connected_unions(singles) == tuple(frozenset((place,)) for place in range(10))
    everywhere = frozenset(range(10))
    assert connected_unions(singles | {everywhere}) == (
        *(frozenset((place,)) for place in range(10)),
        everywhere,
    )
    assert connected_unions(frozenset((A | B, B | C))) == (A | B, B | C, A | B | C)
    assert clusters(frozenset((A, C, B | C))) == (A, B | C)


@pytest.mark.parametrize("many", [40, 700])
def test_many_claims_by_value_are_served_as_few_are(many: int) -> None:
    rng = np.random.default_rng(many)
    wanted, value = rng.uniform(0, 3, (many, 4, 2)), rng.integers(0, 9, (many, 4, 2)) * 1.0
    claims = [Claim(w, A, v) for w, v in zip(wanted, value, strict=True)]
    served = np.array(sites_of(many / 2).by_value(claims))
    for month, draw in np.ndindex(4, 2):
        left = many / 2
        for level in range(8, -1, -1):
            here = value[:, month, draw] == level
            asked = wanted[here, month, draw].sum()
            ratio = min(1.0, left / asked) if asked else 0.0
            same(served[here, month, draw], wanted[here, month, draw] * ratio)
            left = max(left - asked, 0.0)
