"""Shared shocks and ranges that move together, through whole plans. MODEL.md A and B9."""

import numpy as np
import pytest
from scipy.stats import spearmanr

from planner.domain.project import Project
from planner.engine.arrays import Floats
from tests.builders import (
    Stored,
    contract,
    facility,
    figure,
    phase,
    plan,
    run,
    same,
    series,
    tenant,
)

COST = "facilities/{}/phases/hall/it_cost"
RATES: Stored = {"discount_rate": 0}


def bought(id: str, cost: object) -> Stored:
    return facility(id, phases=[phase(it_cost=cost, spend=[["start", 1]])])


def test_a_driver_scales_all_its_numbers_alike() -> None:
    # A factor of 1.5 on two costs of 100 and 300, and on one price.
    scales = [COST.format("a"), COST.format("b"), "tenants/lab/contracts/lease/price"]
    lab = tenant(contracts=[contract()])
    project = plan(
        facilities=[bought("a", 100), bought("b", 300)],
        tenants=[lab],
        drivers=[{"id": "boom", "value": 1.5, "scales": scales}],
    )
    result = run(project)
    assert result.at_start["fcff"] == -600
    same(series(result, "billed"), [90] * 12)


def test_drivers_on_one_number_multiply() -> None:
    path = COST.format("a")
    drivers = [{"id": n, "value": value, "scales": [path]} for n, value in (("x", 2), ("y", 1.5))]
    result = run(plan(facilities=[bought("a", 100)], drivers=drivers))
    assert result.at_start["fcff"] == -300


def test_a_driver_that_is_a_range_moves_its_numbers_together_in_each_draw() -> None:
    # Cost 100 and 300, both by the same factor between 0.5 and 1.5: the sum is 400 times it, spread
    # evenly from 200 to 600. Its median stands in the deterministic run.
    scales = [COST.format("a"), COST.format("b")]
    project = plan(
        settings=RATES,
        facilities=[bought("a", 100), bought("b", 300)],
        drivers=[{"id": "boom", "value": "uniform(0.5, 1.5)", "scales": scales}],
    )
    result = run(project, draws=512)
    assert figure(result, "npv") == -400
    worth = result.measures["npv"]
    assert (worth.p10, worth.p90) == pytest.approx((-560, -240), abs=2)
    assert worth.samples.std() == pytest.approx(400 / np.sqrt(12), rel=0.01)


def samples_of(project: Project, only: str) -> Floats:
    """What one site costs in each draw; the other's cost is still drawn but counts for nothing."""
    other = "b" if only == "a" else "a"
    silenced = [{"id": "silence", "value": 0, "scales": [COST.format(other)]}]
    return -run(project.replacing_at("drivers", silenced), draws=5120).measures["npv"].samples


@pytest.mark.parametrize("rank", [-0.7, 0.0, 0.5, 0.9])
def test_correlated_ranges_keep_their_spread_and_have_their_rank_correlation(rank: float) -> None:
    pair = {"id": "p", "a": COST.format("a"), "b": COST.format("b"), "rank": rank}
    project = plan(
        settings=RATES,
        facilities=[bought("a", "uniform(0, 100)"), bought("b", "lognormal(50, 0.5)")],
        correlations=[pair] if rank else [],
    )
    a, b = samples_of(project, "a"), samples_of(project, "b")
    assert spearmanr(a, b).statistic == pytest.approx(rank, abs=0.03)
    # A Latin hypercube: each of 256 parts has its draw, whatever moves with it.
    same(np.sort(a[:256]), (np.arange(256) + 0.5) / 2.56, 1 / 2.56)
    assert b.mean() == pytest.approx(50, rel=0.01)


def test_a_cost_may_move_with_the_price_of_the_market() -> None:
    # The rank is between the cost and the shocks of the price, so their paths lean the same way.
    path = COST.format("a")
    pair = {"id": "p", "a": path, "b": "market/contract_price", "rank": 0.9}
    lease = contract(
        mw=10, term=1, after_end="renew_or_end", renewal_probability=1, renewal_term=11,
        renewal_price="floating",
    )  # fmt: skip
    market = {"contract_price": 2, "contract_volatility": 0.5}

    def spread(correlations: list[Stored]) -> float:
        project = plan(
            settings=RATES,
            market=market,
            facilities=[bought("a", "uniform(0, 200)")],
            tenants=[tenant(contracts=[lease])],
            correlations=correlations,
        )
        return float(run(project, draws=5120).measures["npv"].samples.std())

    # A dear purchase comes with dear leases: the two offset each other.
    assert spread([pair]) < 0.9 * spread([])
