"""What one more MW at a site brings: by hand, by the hand model, by duals. MODEL.md B3."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

from planner.domain.project import Project
from planner.engine.arrays import Floats
from tests.builders import (
    Stored,
    contract,
    event,
    facility,
    own_use,
    phase,
    plan,
    run,
    same,
    series,
    supply,
    tenant,
)
from tests.engine.linear_programmes import Market

TESTS = Path(__file__).parent.parent
READ = json.loads((TESTS / "golden" / "golden_small.json").read_text(encoding="utf-8"))
HOURS = 744  # Of January.
CLOSE = 1e-6


def small_hand_model() -> Project:
    stored = json.loads((TESTS / "plans" / "golden_small.ncplan").read_text(encoding="utf-8"))
    stored.pop("format")
    return Project.model_validate(stored)


def site(id: str, mw: float, price: float = 0, **fields: Any) -> Stored:
    """A site whose power costs so many $m per MW-month in January."""
    return facility(id, phases=[phase(mw=mw)], power_price=price * 1e6 / HOURS, **fields)


def prices(
    sites: list[Stored], tenants: list[Stored], spot: float = 0.0, **settings: Any
) -> dict[str, float]:
    result = run(
        plan(
            months=1,
            settings=settings,
            market={"spot_price": spot},
            facilities=sites,
            tenants=tenants,
        )
    )
    return {
        s["id"]: float(series(result, "shadow_price", f"facilities/{s['id']}")[0]) for s in sites
    }


@pytest.mark.parametrize("name", ["F1", "F2", "F3"])
@pytest.mark.parametrize(
    ("line", "of_site"),
    [
        ("shadow_price_musd_mw_month", "shadow_price"),
        ("load", "served"),
        ("capacity", "available"),
    ],
)
def test_the_small_hand_model_is_reproduced(name: str, line: str, of_site: str) -> None:
    wanted = READ["monthly"][f"{line}_{name}"]
    expected = np.array([np.nan if value is None else value for value in wanted])
    same(series(run(small_hand_model()), of_site, f"facilities/{name}"), expected, 1e-6)


def test_unmet_own_use_is_worth_its_value_less_the_power_of_the_site() -> None:
    sites = [site("a", 50, 0.2), site("b", 30, 0.5)]
    found = prices(sites, [own_use(demand=100, value=3)])
    assert found == {"a": pytest.approx(2.8), "b": pytest.approx(2.5)}


def test_the_most_valuable_of_those_who_wait_is_served_first() -> None:
    waiting = [own_use("a", demand=90, value=1), own_use("b", demand=90, value=2)]
    assert prices([site("a", 40)], waiting)["a"] == pytest.approx(2)
    assert prices([site("a", 90)], waiting)["a"] == pytest.approx(1)


def test_where_all_are_served_a_cheap_site_displaces_the_dearest_that_runs() -> None:
    sites = [site("a", 50, 0.2), site("b", 50, 0.5), site("c", 50, 0.7)]
    found = prices(sites, [own_use(demand=80, value=3)])
    assert found == {"a": pytest.approx(0.3), "b": pytest.approx(0), "c": pytest.approx(0)}


def test_a_site_without_capacity_has_no_shadow_price() -> None:
    result = run(
        plan(
            months=3,
            facilities=[
                facility("a", phases=[phase(mw=10, ready="2027-02")]),
                facility("b", events=[event(earliest="2027-03", latest="2027-03")]),
            ],
            tenants=[own_use(demand=500, value=2)],
        )
    )
    same(series(result, "shadow_price", "facilities/a"), [np.nan, 2, 2])
    same(series(result, "shadow_price", "facilities/b"), [2, 2, np.nan])


def test_a_mw_that_would_be_served_at_a_loss_is_worth_nothing() -> None:
    assert prices([site("a", 50, 0.5)], [own_use(demand=100, value=0.3)])["a"] == 0.0


def test_contracts_short_of_power_bring_their_prices_by_their_mw() -> None:
    # 120 and 60 contracted of 90: of one more MW two thirds go to the first.
    lab = tenant("lab", contracts=[contract(mw=120, price=1.5)])
    other = tenant("other", contracts=[contract(mw=60, price=3)])
    found = prices([site("a", 90, 0.2)], [lab, other, own_use(value=9)])
    assert found["a"] == pytest.approx(1.5 * 2 / 3 + 3 / 3 - 0.2)


def test_a_contract_brings_what_the_month_is_billed_at() -> None:
    # Half price in the first month; a fee of 90 for 60 MW is 1.5 a MW-month.
    half = tenant(contracts=[contract(mw=120, price=2, discount=[0.5])])
    assert prices([site("a", 90)], [half])["a"] == pytest.approx(1)
    fee = tenant(contracts=[contract(mw=60, basis="fixed_fee", price=90)])
    assert prices([site("a", 30)], [fee])["a"] == pytest.approx(1.5)
    hours = contract(mw=60, basis="per_gpu_hour", price=2, accelerators=50_000)
    expected = 2 * 50_000 * HOURS / 1e6 / 60
    assert prices([site("a", 30)], [tenant(contracts=[hours])])["a"] == pytest.approx(expected)


def test_a_contract_at_its_site_gives_back_what_it_bought_at_spot_elsewhere() -> None:
    # A need of 60, contracted at a, which has 40; the rest is bought at b for 1. One more MW at a
    # is delivered for 3 and frees one at b, whose power cost 0.2.
    lab = tenant(demand=60, contracts=[contract(mw=60, price=3, facilities=["a"])])
    found = prices([site("a", 40, 0.1), site("b", 50, 0.2)], [lab], spot=1.0)
    assert found["a"] == pytest.approx(3 - 1 - 0.1 + 0.2)
    assert found["b"] == pytest.approx(0)


def test_others_make_way_so_that_a_mw_anywhere_reaches_who_waits() -> None:
    # Only a may serve the first, which holds 20 of it besides what the second takes there.
    sites = [site("a", 50, 0.1), site("b", 30, 0.3), site("c", 10, 0.1)]
    bound = own_use("bound", demand=80, value=4, facilities=["a"])
    roams = own_use("roams", demand=90, value=5, facilities=["a", "b"])
    apart = own_use("apart", demand=5, value=9, facilities=["c"])
    found = prices(sites, [bound, roams, apart])
    # 80 MW for 90 wanted at 5: whatever is added serves the second, who may use both.
    assert found == {"a": pytest.approx(4.9), "b": pytest.approx(4.7), "c": pytest.approx(0)}
    fewer = [bound, roams | {"demand": 60}, apart]
    found = prices(sites, fewer)
    # The second is served whole; a MW at b takes one of it over from a, where the first waits.
    assert found == {"a": pytest.approx(3.9), "b": pytest.approx(3.7), "c": pytest.approx(0)}


def test_power_comes_from_the_next_supply_with_some_left() -> None:
    cheap, dear = 0.2 * 1e6 / HOURS, 0.9 * 1e6 / HOURS
    grid = supply("grid", mw=60, price=cheap)
    turbines = supply("turbines", mw=60, price=dear)
    model = [own_use(demand=500, value=3)]
    found = {
        mw: prices([site("a", mw, supplies=[turbines, grid])], model)["a"] for mw in (50, 60, 90)
    }
    assert found == {50: pytest.approx(2.8), 60: pytest.approx(2.1), 90: pytest.approx(2.1)}
    # Exhausted: it comes with power as dear as the dearest.
    assert prices([site("a", 200, supplies=[turbines, grid])], model)["a"] == pytest.approx(2.1)


def test_spot_that_only_the_reserve_keeps_out_gains_from_any_site() -> None:
    sites, tenants = [site("a", 60)], [tenant(demand=90), own_use(demand=10, value=0.5)]
    assert prices(sites, tenants, spot=2.0, internal_reserve=30)["a"] == pytest.approx(2)


def test_own_use_counts_after_what_serving_rivals_has_eroded() -> None:
    rival = tenant("rival", rival=True, contracts=[contract(mw=100)])
    project = plan(
        months=2,
        valuation={"rival_erosion": 0.1},
        facilities=[facility(phases=[phase(mw=150)])],
        tenants=[rival, own_use(demand=500, value=2)],
    )
    left = 0.9 ** (np.array([1, 2]) / 12)
    same(series(run(project), "shadow_price", "facilities/site"), 2 * left)


def test_the_shadow_price_is_of_the_deterministic_run_only() -> None:
    project = plan(months=2, facilities=[facility()], tenants=[own_use(demand="150 to 250")])
    bands = run(project, draws=512).series["facilities/site", "shadow_price"]
    same(bands.deterministic, [1, 1])
    assert bands.mean is None


@pytest.mark.parametrize("order", ["contracts_first", "internal_first", "value", "priority"])
def test_shadow_prices_do_not_disturb_who_is_served(order: str) -> None:
    # The kilowatts are asked for in plans of their own: the served MW add up to what is available.
    sites = [site("a", 40, 0.1), site("b", 50, 0.2)]
    tenants = [
        tenant(demand=60, contracts=[contract(mw=60, price=3, facilities=["a"])]),
        own_use(demand=90, value=2),
    ]
    result = run(plan(months=1, settings={"allocation": order}, facilities=sites, tenants=tenants))
    same(series(result, "served"), [90])
    assert series(result, "shadow_price", "facilities/a")[0] > 1


def random_sites(rng: np.random.Generator) -> tuple[list[Stored], list[Stored], Market]:
    """Sites and tenants by value, and the market they make in January."""
    count, claims = int(rng.integers(2, 6)), int(rng.integers(2, 7))
    mw, cost = rng.uniform(10, 90, count), rng.uniform(0.01, 0.4, count)
    may = rng.random((claims, count)) < 0.5
    may[np.arange(claims), rng.integers(0, count, claims)] = True
    wanted, value = rng.uniform(10, 90, claims), rng.uniform(0.5, 9.0, claims)
    sites = [site(f"s{i}", float(mw[i]), float(cost[i])) for i in range(count)]
    tenants = []
    for i in range(claims):
        places = [f"s{j}" for j in np.flatnonzero(may[i])]
        id, asked, worth = f"t{i}", float(wanted[i]), float(value[i])
        if rng.random() < 0.5:
            tenants.append(own_use(id, demand=asked, value=worth, facilities=places))
        else:
            let = contract(mw=asked, price=worth, facilities=places)
            tenants.append(tenant(id, contracts=[let]))
    return sites, tenants, Market(mw, cost, may, wanted, value)


def profit(market: Market, mw: Floats) -> tuple[float, Floats]:
    """The best Σ (value − power price) × MW with so many MW at the sites, and the sites' duals."""
    claims, count = market.may.shape
    found = linprog(
        -(market.value[:, None] - market.price[None, :]).ravel(),
        A_ub=np.concatenate(
            [np.tile(np.eye(count), claims), np.kron(np.eye(claims), np.ones(count))]
        ),
        b_ub=np.concatenate([mw, market.wanted]),
        bounds=[(0, None if usable else 0) for usable in market.may.ravel()],
    )
    assert found.success
    return float(-found.fun), -found.ineqlin.marginals[:count]


@pytest.mark.parametrize("seed", range(60))
def test_shadow_prices_are_the_duals_of_the_linear_programme(seed: int) -> None:
    # Every value is above every power price: then the order by value is the order by profit.
    sites, tenants, market = random_sites(np.random.default_rng(seed))
    found = prices(sites, tenants, allocation="value")
    now, duals = profit(market, market.mw)
    for place, one in enumerate(sites):
        more = market.mw.copy()
        more[place] += 1e-3
        right = (profit(market, more)[0] - now) / 1e-3
        assert found[one["id"]] == pytest.approx(right, abs=1e-5)
        assert found[one["id"]] == pytest.approx(duals[place], abs=1e-5)
