"""What the cases of the Colossus example come to: each strategy does what its name says."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from planner.domain.case import DRAWN, Choice, case_of
from planner.domain.project import Project
from planner.engine.arrays import Floats
from planner.engine.result import Result
from planner.engine.simulate import simulate
from planner.storage.project_file import read

EXAMPLE = Path(__file__).parents[2] / "resources" / "examples" / "colossus.ncplan"
LEASE = "tenants/anthropic/contracts/colossus"
LAST_LEASED = 36


@pytest.fixture(scope="module")
def project() -> Project:
    return read(EXAMPLE).project


def computed(
    project: Project, strategy: str, outcomes: Mapping[str, str] | None = None, draws: int = 0
) -> Result:
    return simulate(case_of(project, Choice(strategy, outcomes or {})), draws=draws, seed=1)


def series(result: Result, name: str, path: str = "") -> Floats:
    return result.series[path, name].deterministic


def test_the_lease_is_billed_month_by_month_as_by_hand(project: Project) -> None:
    expected = np.zeros(120)
    expected[: LAST_LEASED + 1] = 1250.0
    expected[:2] = 625.0
    billed = series(computed(project, "lease"), "billed", LEASE)
    np.testing.assert_allclose(billed, expected, rtol=0, atol=1e-9)
    assert billed.sum() == pytest.approx(45_000)


def test_a_part_of_the_first_month_is_not_billed_under_the_final_prospectus(
    project: Project,
) -> None:
    billed = series(computed(project, "lease", {"terms": "amended"}), "billed", LEASE)
    assert billed[0] == pytest.approx(625 * 29 / 31)
    assert billed.sum() == pytest.approx(45_000 - 625 * 2 / 31)


def test_keeping_colossus_1_fills_it_with_own_models(project: Project) -> None:
    kept = computed(project, "keep")
    assert series(kept, "billed").sum() == 0
    served = series(kept, "served", "facilities/colossus-1")[: LAST_LEASED + 1]
    assert served.min() > 300
    own = series(kept, "own_use")[: LAST_LEASED + 1].sum()
    leased = series(computed(project, "lease"), "own_use")[: LAST_LEASED + 1].sum()
    assert own > leased


def test_own_demand_is_met_in_some_months_and_not_in_others(project: Project) -> None:
    unmet = series(computed(project, "lease"), "unmet")
    assert unmet[0] > 100
    assert 0 < np.count_nonzero(unmet < 1) < len(unmet)


def test_half_a_lease_bills_half(project: Project) -> None:
    whole = series(computed(project, "lease"), "billed", LEASE)
    half = series(computed(project, "split"), "billed", LEASE)
    np.testing.assert_allclose(half, whole / 2, rtol=1e-12)


def test_a_neocloud_leases_more_and_a_wind_down_serves_no_own_model(project: Project) -> None:
    lease, neocloud, wind_down = (
        computed(project, strategy) for strategy in ("lease", "neocloud", "wind-down")
    )
    slice_ = "tenants/google/contracts/colossus-2"
    assert series(neocloud, "billed", LEASE).sum() == pytest.approx(45_000)
    assert series(neocloud, "billed", slice_).sum() == pytest.approx(33 * 920)
    assert series(neocloud, "spot_revenue").sum() > 0
    assert series(neocloud, "own_use").sum() < series(lease, "own_use").sum()
    assert series(wind_down, "own_use").sum() == 0
    assert series(wind_down, "spot_revenue").sum() > series(neocloud, "spot_revenue").sum()


def test_losing_all_turbines_abates_the_fee_with_the_power(project: Project) -> None:
    lost = computed(project, "lease", {"lawsuit": "lost"})
    grid = 225.0
    from_grid = grid / 1.25
    assert series(lost, "available", "facilities/colossus-1")[-1] == pytest.approx(from_grid)
    last_bill = series(lost, "billed", LEASE)[LAST_LEASED]
    assert last_bill == pytest.approx(1250 * from_grid / 300)


@pytest.mark.parametrize("strategy", ["lease", "keep", "split", "neocloud", "wind-down"])
def test_every_strategy_computes_with_the_whole_world_drawn(
    project: Project, strategy: str
) -> None:
    drawn = dict.fromkeys((u.id for u in project.uncertainties), DRAWN)
    result = simulate(case_of(project, Choice(strategy, drawn)), draws=512, seed=1)
    for name in ("npv", "value_to_owner", "peak_funding"):
        assert np.isfinite(result.measures[name].samples).all()
    served, available = result.series["", "served"], result.series["", "available"]
    assert served.mean is not None
    assert available.mean is not None
    assert (served.mean <= available.mean * (1 + 1e-9)).all()


def test_no_strategy_is_best_in_every_world(project: Project) -> None:
    best = set()
    for grok in ("falls", "recovers"):
        for market in ("bull", "bear"):
            worth = {}
            for strategy in project.strategies:
                result = computed(project, strategy.id, {"grok": grok, "market": market})
                worth[strategy.id] = result.measures["value_to_owner"].deterministic
            best.add(max(worth, key=lambda name: worth[name] or 0.0))
    assert len(best) >= 2
