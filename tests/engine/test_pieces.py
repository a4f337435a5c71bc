"""Draws of a plan with many contracts are computed a few at a time, and nothing else changes."""

import numpy as np
import pytest

from planner.domain.case import DRAWN, Choice, case_of
from planner.domain.project import Project
from planner.engine import stretches
from planner.engine.result import Result
from planner.engine.simulate import simulate
from planner.paths import resource
from planner.storage.project_file import read
from tests.builders import contract, facility, plan, tenant


@pytest.fixture(scope="module")
def example() -> Project:
    return read(resource("examples", "colossus.ncplan")).project


def computed(project: Project, drawn: bool, threads: int = 1) -> Result:
    states = {one.id: DRAWN for one in project.uncertainties} if drawn else {}
    return simulate(case_of(project, Choice(None, states)), 768, threads=threads)


@pytest.mark.parametrize("drawn", [False, True])
def test_draws_taken_a_hundred_at_a_time_are_the_same(
    example: Project, drawn: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = computed(example, drawn)
    settings = example.settings
    contracts = sum(len(one.contracts) for one in example.tenants)
    series = contracts + len(example.tenants) + len(example.facilities)
    monkeypatch.setattr(stretches, "BLOCK_BYTES", 8 * settings.months * series * 100)
    pieces = computed(example, drawn, threads=2)
    assert stretches.most_at_once(example) == 100
    for name, measure in whole.measures.items():
        np.testing.assert_allclose(pieces.measures[name].samples, measure.samples, 1e-8, 1e-6)
        assert pieces.measures[name].missing == measure.missing
    assert pieces.series.keys() == whole.series.keys()
    for key, bands in whole.series.items():
        scale = 1e-9 * max(1.0, float(np.nanmax(np.abs(bands.deterministic), initial=0.0)))
        for name in ("mean", "p10", "p90"):
            here, there = getattr(pieces.series[key], name), getattr(bands, name)
            assert (here is None) == (there is None)
            if there is not None:
                # Kept draws are single precision.
                close = 1e-9 if name == "mean" else 1e-6
                np.testing.assert_allclose(here, there, close, scale + 1e-6, err_msg=str(key))


def test_a_small_plan_is_not_cut_and_a_large_one_is() -> None:
    small = plan(facilities=[facility()], tenants=[tenant(contracts=[contract()])])
    assert stretches.most_at_once(small) > 10_240
    leases = [contract(f"c{place}") for place in range(2_000)]
    large = plan(months=120, facilities=[facility()], tenants=[tenant(contracts=leases)])
    assert 32 < stretches.most_at_once(large) < 256
