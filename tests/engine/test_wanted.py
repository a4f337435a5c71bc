"""A run that is asked for little says the same of it, to the last bit, as one asked for all."""

from pathlib import Path

import numpy as np
import pytest

from planner.domain.case import Case, Choice, case_of
from planner.domain.project import Project
from planner.engine.kept_draws import Key
from planner.engine.result import Measure, Result
from planner.engine.simulate import simulate
from planner.engine.wanted import LEVELISED_PRICE, Wanted
from planner.storage.project_file import read
from tests.engine.random_plans import all_states, computable, whole_plan
from tests.engine.random_values import Kind

DRAWS = 256
PLANS = Path(__file__).parent.parent / "plans"
ONLY_CERTAIN = ("shadow_price", "branch_contracted", "branch_billed")
SPREADS = ("mean", "p10", "p25", "p50", "p75", "p90")


def workload() -> Project:
    """The reference workload with prepayments, spread revenue and defaults."""
    plan = read(PLANS / "reference_workload.ncplan").project
    terms = {"recognition": "auto", "take_or_pay": 0.8, "payment_lag": 1, "prepayment": "5%"}
    tenants = tuple(
        tenant.replacing(
            contracts=tuple(contract.replacing(**terms) for contract in tenant.contracts),
            default_rate=0.02,
            loss_given_default=0.6,
        )
        for tenant in plan.tenants
    )
    return plan.model_copy(update={"tenants": tenants})


def kind_of(key: Key) -> tuple[str, str, int]:
    """The name of a series, and what kind of entity has it."""
    path, name = key
    return name, path.partition("/")[0], path.count("/")


def same_series(found: Result, full: Result, key: Key) -> None:
    for name in SPREADS:
        mine, its = getattr(found.series[key], name), getattr(full.series[key], name)
        if its is None:
            assert key[1] in ONLY_CERTAIN
            assert mine is None
            continue
        assert mine is not None, (key, name)
        np.testing.assert_array_equal(mine, its, err_msg=f"{key} {name}")
    if key in full.openings:
        assert found.openings[key] == full.openings[key], key


def same_measure(mine: Measure, its: Measure) -> None:
    np.testing.assert_array_equal(mine.samples, its.samples, err_msg=mine.name)
    for name in ("deterministic", "mean", "standard_error", "p5", "p10", "p50", "p90", "status"):
        assert getattr(mine, name) == getattr(its, name), (mine.name, name)


def check(case: Case, groups: int | None) -> None:
    """Each series of a kind of entity by itself, or so many groups of keys; each measure too."""
    full = simulate(case, DRAWS, threads=2)
    keys = list(full.series)
    kinds = sorted({kind_of(key) for key in keys})
    chosen = (
        [{key for key in keys if kind_of(key) == kind} for kind in kinds]
        if groups is None
        else [set(keys[first::groups]) for first in range(groups)]
    )
    for some in chosen:
        found = simulate(
            case,
            DRAWS,
            wanted=Wanted(some.__contains__, frozenset()),
            keeps=some.__contains__,
        )
        assert not found.measures
        for key in some:
            same_series(found, full, key)
    for name in {name.partition("/")[0] for name in full.measures}:
        wanted = Wanted(lambda _key: False, frozenset((name, "npv")))
        found = simulate(case, DRAWS, wanted=wanted)
        assert name == LEVELISED_PRICE or name in found.measures
        for mine in found.measures.values():
            same_measure(mine, full.measures[mine.name])
        assert all(bands.mean is None for bands in found.series.values())


@pytest.mark.parametrize("seed", range(4))
def test_what_else_is_read_leaves_no_trace_in_random_plans(seed: int) -> None:
    plan = whole_plan(seed, 24, 3, 4, Kind())
    assert computable(plan)
    check(case_of(plan, Choice(None, all_states(plan))), 7)


def test_each_series_by_itself_is_that_of_the_run_that_has_all() -> None:
    check(case_of(workload()), None)


def test_an_outcome_alone_costs_no_recognised_revenue_and_no_backlog() -> None:
    case = case_of(workload())
    wanted = Wanted(lambda key: key == ("", "cumulative_fcff"), frozenset({"npv", "irr"}))
    found = simulate(case, DRAWS, wanted=wanted)
    drawn = [key for key, bands in found.series.items() if bands.mean is not None]
    assert drawn == [("", "cumulative_fcff")]
    assert set(found.measures) == {"npv", "irr"}
