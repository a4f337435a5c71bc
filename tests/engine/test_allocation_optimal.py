"""The allocation against scipy's linear programme. MODEL.md B3."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from planner.engine.allocation import Allocation, Block, Claim
from planner.engine.arrays import Floats

TOLERANCE = 1e-6


@dataclass(frozen=True)
class Case:
    """Claims on sites in one month; `may` says which claim may use which site."""

    capacity: Floats
    price: Floats
    wanted: Floats
    value: Floats
    may: Floats

    def claims(self) -> list[Claim]:
        return [
            Claim(
                np.full((1, 1), self.wanted[i]),
                frozenset(np.flatnonzero(self.may[i]).tolist()),
                np.full((1, 1), self.value[i]),
            )
            for i in range(self.wanted.size)
        ]

    def allocation(self) -> Allocation:
        return Allocation(
            [
                Block(site, np.full((1, 1), mw), np.full((1, 1), self.price[site]))
                for site, mw in enumerate(self.capacity)
            ]
        )


def programme(case: Case, gain: Floats, least: Floats | None = None) -> float:
    """The most that Σ gain(claim, site) × MW can be, each claim at least served `least`."""
    claims, sites = case.wanted.size, case.capacity.size
    by_site = np.tile(np.eye(sites), claims)
    by_claim = np.kron(np.eye(claims), np.ones(sites))
    limits, bounds = [by_site, by_claim], [case.capacity, case.wanted]
    if least is not None:
        limits, bounds = [*limits, -by_claim], [*bounds, TOLERANCE - least]
    found = linprog(
        -gain.ravel(),
        A_ub=np.concatenate(limits),
        b_ub=np.concatenate(bounds),
        bounds=[(0, None if usable else 0) for usable in case.may.ravel()],
    )
    assert found.success
    return float(-found.fun)


sizes = st.integers(1, 5)
megawatts = st.one_of(st.just(0.0), st.floats(0.5, 200.0))
# The linear programme sees no gain below its own tolerance of 1e-7.
values = st.one_of(st.sampled_from([0.0, 1.0, 2.0]), st.floats(0.01, 9.0))


@st.composite
def cases(draw: st.DrawFn, restricted: bool) -> Case:
    sites, claims = draw(sizes), draw(sizes)

    def some(strategy: st.SearchStrategy[float], count: int) -> Floats:
        return np.array(draw(st.lists(strategy, min_size=count, max_size=count)))

    may = np.ones((claims, sites))
    if restricted:
        flags = st.lists(st.booleans(), min_size=claims * sites, max_size=claims * sites)
        may = np.array(draw(flags), dtype=np.float64).reshape(claims, sites)
    return Case(
        some(megawatts, sites),
        some(values, sites),
        some(megawatts, claims),
        some(values, claims),
        may,
    )


@given(cases(restricted=False))
@settings(deadline=None, max_examples=150)
def test_the_value_served_is_the_most_there_is_where_everyone_may_use_every_site(
    case: Case,
) -> None:
    served = np.array([mw[0, 0] for mw in case.allocation().by_value(case.claims())])
    value = float(served @ case.value)
    gain = np.repeat(case.value[:, None], case.capacity.size, axis=1)
    assert value == pytest.approx(programme(case, gain), abs=TOLERANCE)


@given(cases(restricted=False))
@settings(deadline=None, max_examples=150)
def test_what_is_served_costs_the_least_power(case: Case) -> None:
    allocation = case.allocation()
    served = np.array([mw[0, 0] for mw in allocation.by_value(case.claims())])
    used = case.capacity - np.array([left[0, 0] for left in allocation.left])
    cheapest = -programme(case, -np.tile(case.price, (case.wanted.size, 1)), served)
    assert float(used @ case.price) == pytest.approx(cheapest, abs=1e-4)


@given(cases(restricted=True))
@settings(deadline=None, max_examples=200)
def test_nobody_gets_more_than_wanted_nor_a_site_gives_more_than_it_has(case: Case) -> None:
    allocation = case.allocation()
    served = np.array([mw[0, 0] for mw in allocation.by_value(case.claims())])
    left = np.array([mw[0, 0] for mw in allocation.left])
    assert (served >= 0).all()
    assert (served <= case.wanted + TOLERANCE).all()
    assert (left >= 0).all()
    assert (left <= case.capacity).all()
    assert served.sum() == pytest.approx((case.capacity - left).sum(), abs=TOLERANCE)
    # Each set of claims is fed by the sites that one of them may use.
    for chosen in range(1, 2**served.size):
        members = np.array([bool(chosen >> i & 1) for i in range(served.size)])
        reach = case.may[members].any(axis=0)
        assert served[members].sum() <= case.capacity[reach].sum() + TOLERANCE


@given(cases(restricted=True))
@settings(deadline=None, max_examples=200)
def test_nobody_waits_while_a_site_it_may_use_has_power_left(case: Case) -> None:
    allocation = case.allocation()
    served = np.array([mw[0, 0] for mw in allocation.by_value(case.claims())])
    left = np.array([mw[0, 0] for mw in allocation.left])
    waiting = served < case.wanted - TOLERANCE
    assert not (case.may[waiting] * (left > TOLERANCE)).any()


@given(cases(restricted=True))
@settings(deadline=None, max_examples=100)
def test_contracts_of_the_same_sites_are_served_in_proportion(case: Case) -> None:
    served = np.array([mw[0, 0] for mw in case.allocation().share_out(case.claims())])
    for i in range(served.size):
        for j in range(i):
            if (case.may[i] == case.may[j]).all():
                assert served[i] * case.wanted[j] == pytest.approx(
                    served[j] * case.wanted[i], abs=1e-5
                )


@given(cases(restricted=False), st.floats(0.0, 300.0), st.data())
@settings(deadline=None, max_examples=200)
def test_spot_never_touches_what_is_reserved_for_own_use(
    case: Case, reserve: float, data: st.DataObject
) -> None:
    kinds = [data.draw(st.sampled_from(["contract", "own", "spot"])) for _ in case.wanted]
    claims = [
        Claim(claim.wanted, claim.sites, claim.value, is_spot=kind == "spot", is_own=kind == "own")
        for claim, kind in zip(case.claims(), kinds, strict=True)
    ]
    served = np.array([mw[0, 0] for mw in case.allocation().by_value(claims, reserve)])

    def placed(kind: str, least: float, above: bool = False) -> float:
        """MW of this kind at a value of at least so much, or above it."""
        counted = (case.value > least) if above else (case.value >= least)
        return float(served[np.array([k == kind for k in kinds]) & counted].sum())

    everything = case.capacity.sum()
    assert served.sum() <= everything + TOLERANCE
    assert placed("spot", 0.0) <= max(everything - reserve, 0.0) + TOLERANCE
    for i in range(served.size):
        if kinds[i] == "spot" and served[i] > TOLERANCE:
            value = float(case.value[i])
            kept = max(reserve, placed("own", value, above=True))
            open_ = everything - placed("contract", value, above=True) - kept
            assert placed("spot", value) <= open_ + TOLERANCE
