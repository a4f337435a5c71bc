"""The yardstick of the engine's speed computes what its definition says."""

import math
from functools import cache

import numpy as np
import pytest

from tests.benchmarks.reference import plain_loops, workload
from tests.benchmarks.reference.numpy_blocks import SHARES, NumpyBlocks

DRAWS = 150
SEED = 20260
TOLERANCE = 1e-9


def test_the_definition_gives_the_known_value_and_rate() -> None:
    found = plain_loops.outcome(workload.deterministic(), 0)
    assert found.npv == pytest.approx(workload.EXPECTED_NPV, abs=5e-7)
    assert found.irr == pytest.approx(workload.EXPECTED_IRR, abs=5e-8)


def test_blocks_give_the_known_value_and_rate() -> None:
    found = NumpyBlocks(threads=1, block=1).run(1, known=workload.deterministic())
    assert found.npv[0] == pytest.approx(workload.EXPECTED_NPV, abs=5e-7)
    assert found.irr[0] == pytest.approx(workload.EXPECTED_IRR, abs=5e-8)


@cache
def by_definition() -> tuple[plain_loops.Outcome, ...]:
    drawn = workload.primitives(DRAWS, SEED)
    return tuple(plain_loops.outcome(drawn, draw) for draw in range(DRAWS))


@pytest.mark.parametrize(("block", "tile"), [(512, 12), (64, 24), (50, 60)])
def test_blocks_agree_with_the_definition_on_the_same_chance(block: int, tile: int) -> None:
    drawn, expected = workload.primitives(DRAWS, SEED), by_definition()
    rates = [one.irr for one in expected]
    assert any(math.isnan(rate) for rate in rates)
    cumulative = np.array([one.cumulative for one in expected])
    percentiles = np.percentile(cumulative, [100.0 * share for share in SHARES], axis=0).T
    found = NumpyBlocks(threads=2, block=block, tile=tile).run(DRAWS, known=drawn)
    assert found.npv == pytest.approx(np.array([one.npv for one in expected]), abs=TOLERANCE)
    assert found.irr == pytest.approx(np.array(rates), abs=TOLERANCE, nan_ok=True)
    assert found.percentiles == pytest.approx(percentiles, abs=TOLERANCE)


def test_fresh_chance_does_not_depend_on_the_threads() -> None:
    one, two = (NumpyBlocks(threads).run(1_300, seed=7) for threads in (1, 2))
    assert np.array_equal(one.npv, two.npv)
    assert one.irr == pytest.approx(two.irr, abs=1e-13, nan_ok=True)
    assert np.array_equal(one.percentiles, two.percentiles)
    assert one.npv.mean() == pytest.approx(-100.0, abs=4 * 1_002 / math.sqrt(1_300))
