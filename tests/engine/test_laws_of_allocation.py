"""The MW of random whole plans against linear programmes, primal and dual. MODEL.md B3 and B10."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.optimize import linprog

from planner.domain.project import Project
from planner.engine.allocation import Allocation, Claim
from planner.engine.arrays import Floats
from planner.engine.claims import value_of
from tests.builders import run
from tests.engine.linear_programmes import Market
from tests.engine.random_plans import all_states, projects
from tests.engine.random_values import Kind

CLOSE = 1e-6


@dataclass
class Seen:
    """Every time that claims were served by value: sites and MW of power, claims, MW served."""

    rounds: list[tuple[Allocation, list[Claim], list[Floats]]] = field(default_factory=list)

    def by_value(
        self, allocation: Allocation, claims: Sequence[Claim], *rules: Any, **more: Any
    ) -> list[Floats]:
        served = BY_VALUE(allocation, claims, *rules, **more)
        self.rounds.append((allocation, list(claims), served))
        return served


BY_VALUE = Allocation.by_value


def by_value_alone(project: Project) -> Project:
    """The plan by value, without a reserve and without needs that only contracts reveal."""
    changes: dict[str, object] = {"settings/allocation": "value", "settings/internal_reserve": 0}
    for tenant in project.tenants:
        if tenant.contracts:
            changes[f"tenants/{tenant.id}/demand"] = None
    # What speaks of such a demand goes with it.
    names = ("drivers", "correlations", "uncertainties", "strategies")
    return project.replacing_all(dict.fromkeys(names, ())).replacing_all(changes)


def duals(market: Market) -> tuple[float, Floats, Floats]:
    """The value of the dual programme, and the prices of sites' blocks and of claims."""
    claims, blocks = market.may.shape
    # The least Σ mw × y + Σ wanted × z so that y + z covers the value of whoever may use a block.
    rows = [(i, b) for i in range(claims) for b in range(blocks) if market.may[i, b]]
    cover = np.zeros((len(rows), blocks + claims))
    for row, (i, b) in enumerate(rows):
        cover[row, b] = cover[row, blocks + i] = -1.0
    bounds = np.array([-market.value[i] for i, _ in rows])
    costs = np.concatenate([market.mw, market.wanted])
    found = linprog(
        costs, A_ub=cover if rows else None, b_ub=bounds if rows else None, bounds=(0, None)
    )
    assert found.success, found.message
    return float(found.fun), found.x[:blocks], found.x[blocks:]


@given(projects(Kind(chance=False, structural=False)))
@settings(deadline=None, max_examples=60)
def test_who_is_served_by_value_is_the_optimum_that_the_dual_programme_proves(
    project: Project,
) -> None:
    plan, seen = by_value_alone(project), Seen()
    with patch.object(Allocation, "by_value", lambda *a, **k: seen.by_value(*a, **k)):
        run(plan, states=all_states(plan, ""))
    allocation, claims, served = seen.rounds[0]
    months = plan.settings.months
    for month in (0, months // 2, months - 1):

        def at(array: Floats, month: int = month) -> float:
            return float(np.broadcast_to(array, (months, 1))[month, 0])

        sites = [block.site for block in allocation.blocks]
        if not (sites and claims):
            continue
        market = Market(
            np.array([at(block.mw) for block in allocation.blocks]),
            np.array([at(block.price) for block in allocation.blocks]),
            np.array([[site in claim.sites for site in sites] for claim in claims], dtype=bool),
            np.array([at(claim.wanted) for claim in claims]),
            np.array([at(value_of(claim)) for claim in claims]),
        )
        mine = np.array([at(mw) for mw in served])
        least, of_blocks, of_claims = duals(market)
        scale = CLOSE * (1.0 + least)
        assert mine @ market.value == pytest.approx(least, abs=scale)
        assert mine @ market.value == pytest.approx(market.most_valuable()[0], abs=scale)
        # Whoever goes short has no price of his own, and MW left over have none.
        assert of_claims @ (market.wanted - mine) == pytest.approx(0.0, abs=scale)
        left = np.array([at(mw) for mw in allocation.left])
        assert of_blocks @ left == pytest.approx(0.0, abs=scale)
