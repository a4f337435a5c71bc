"""Shadow prices against what a plan gains when a kilowatt more is built, and against duals.

MODEL.md B3: the gain from one more MW, in whatever order the plan serves its tenants.
"""

from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

from tests.builders import (
    Stored,
    contract,
    facility,
    own_use,
    phase,
    plan,
    run,
    series,
    supply,
    tenant,
)

HOURS = 744  # Of January.
KILOWATT = 1e-3
ORDERS = ["contracts_first", "internal_first", "value", "priority"]


def priced(musd_per_mw_month: float) -> float:
    """$/MWh."""
    return musd_per_mw_month * 1e6 / HOURS


def site(rng: np.random.Generator, id: str, mw: float) -> Stored:
    """Some with two sources of power, of which the dearer has enough for everything."""
    pue = float(rng.uniform(1.0, 1.4))
    cost = float(rng.uniform(0.01, 0.4))
    supplies = []
    if rng.random() < 0.4:
        cheap = supply("grid", mw=float(rng.uniform(5, mw)), price=priced(cost))
        supplies = [cheap, supply("gas", mw=3 * mw, price=priced(cost + 0.2))]
    hall = phase(mw=mw, mw_basis="it")
    return facility(id, phases=[hall], pue=pue, power_price=priced(cost), supplies=supplies)


def asking(rng: np.random.Generator, place: int, sites: list[str]) -> Stored:
    """Own use, contracts, needs that contracts serve first, spot; each with sites of its own."""
    id, places = f"t{place}", [name for name in sites if rng.random() < 0.5]
    given: dict[str, Any] = {"facilities": places, "priority": int(rng.integers(1, 4))}
    kind = rng.integers(0, 4)
    need, price = float(rng.uniform(5, 90)), float(rng.uniform(0.7, 9))
    if kind == 0:
        return own_use(id, demand=need, value=price, **given)
    if kind == 1:
        return tenant(id, demand=need, **given)
    where = [name for name in places or sites if rng.random() < 0.6]
    lease = contract(mw=need * float(rng.uniform(0.3, 1)), price=price, facilities=where)
    # What is contracted is needed, or usage would differ from what is delivered.
    more = {"demand": need} if kind == 2 else {}
    return tenant(id, contracts=[lease], **more, **given)


def gain(sites: list[Stored], tenants: list[Stored], **settings: Any) -> tuple[float, list[float]]:
    """What January brings before capex, and the shadow prices of the sites; $m."""
    settings = {"power_basis": "it", **settings}
    market = {"spot_price": 0.6}
    made = plan(months=1, settings=settings, market=market, facilities=sites, tenants=tenants)
    result = run(made)

    def of(name: str) -> float:
        return float(series(result, name)[0])

    brought = of("billed") + of("spot_revenue") + of("own_use_value") - of("power")
    prices = [series(result, "shadow_price", f"facilities/{s['id']}")[0] for s in sites]
    return brought, [float(price) for price in prices]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("seed", range(25))
def test_a_shadow_price_is_what_one_more_kilowatt_brings(seed: int, order: str) -> None:
    rng = np.random.default_rng(seed)
    names = [f"s{n}" for n in range(int(rng.integers(2, 5)))]
    sites = [site(rng, name, float(rng.uniform(10, 90))) for name in names]
    tenants = [asking(rng, n, names) for n in range(int(rng.integers(2, 9)))]
    reserve = float(rng.choice([0.0, 0.0, 25.0]))
    settings = {"allocation": order, "internal_reserve": reserve}
    now, prices = gain(sites, tenants, **settings)
    for place, one in enumerate(sites):
        (hall,) = one["phases"]
        larger = one | {"phases": [hall | {"mw": hall["mw"] + KILOWATT}]}
        more, _ = gain([*sites[:place], larger, *sites[place + 1 :]], tenants, **settings)
        assert prices[place] == pytest.approx(max((more - now) / KILOWATT, 0.0), abs=1e-6)


@pytest.mark.parametrize("seed", range(6))
def test_shadow_prices_beside_hundreds_of_tenants_are_the_duals(seed: int) -> None:
    rng = np.random.default_rng(100 + seed)
    count, claims = 6, 240
    names = [f"s{n}" for n in range(count)]
    mw, cost = rng.uniform(200, 1500, count), rng.uniform(0.01, 0.4, count)
    may = rng.random((claims, count)) < 0.4
    may[np.arange(claims), rng.integers(0, count, claims)] = True
    wanted, value = rng.uniform(5, 60, claims), rng.uniform(0.5, 9.0, claims)
    sites = [
        facility(name, phases=[phase(mw=float(m))], power_price=priced(float(c)))
        for name, m, c in zip(names, mw, cost, strict=True)
    ]
    tenants = []
    for n in range(claims):
        places = [names[s] for s in np.flatnonzero(may[n])]
        asked, worth = float(wanted[n]), float(value[n])
        if n % 2:
            tenants.append(own_use(f"t{n}", demand=asked, value=worth, facilities=places))
        else:
            lease = contract(mw=asked, price=worth, facilities=places)
            tenants.append(tenant(f"t{n}", contracts=[lease]))
    brought, prices = gain(sites, tenants, allocation="value")
    found = linprog(
        -(value[:, None] - cost[None, :]).ravel(),
        A_ub=np.concatenate(
            [np.tile(np.eye(count), claims), np.kron(np.eye(claims), np.ones(count))]
        ),
        b_ub=np.concatenate([mw, wanted]),
        bounds=[(0, None if usable else 0) for usable in may.ravel()],
    )
    assert found.success, found.message
    assert brought == pytest.approx(-found.fun, rel=1e-9)
    assert prices == pytest.approx(list(-found.ineqlin.marginals[:count]), abs=1e-5)
    # The dual programme's own worth is that of the primal.
    assert found.ineqlin.marginals @ found.ineqlin.residual == pytest.approx(0.0, abs=1e-6)
