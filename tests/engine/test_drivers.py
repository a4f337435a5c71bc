"""Factors that scale several numbers at once, worked by hand. MODEL.md parts A and B9."""

import numpy as np
import pytest

from planner.domain.case import case_of
from planner.engine.simulate import Blocked, simulate
from tests.builders import Stored, contract, facility, plan, run, same, series, tenant

OPEX = "facilities/site/opex"


def driver(id: str, value: object, *scales: str) -> Stored:
    return {"id": id, "value": value, "scales": list(scales)}


def test_drivers_multiply_what_they_scale_and_each_other() -> None:
    # 100 MW × 0.02 × 2 × 1.5, the 1.5 itself scaled by 0.5.
    drivers = [driver("a", 2, OPEX), driver("b", 1.5, OPEX), driver("c", 0.5, "drivers/b/value")]
    result = run(plan(months=1, facilities=[facility(opex=0.02)], drivers=drivers))
    same(series(result, "opex"), [100 * 0.02 * 2 * 0.75])


def test_what_is_scaled_stays_within_its_bounds() -> None:
    lease = contract(share=0.8)
    project = plan(
        months=1,
        facilities=[facility()],
        tenants=[tenant(contracts=[lease])],
        drivers=[driver("a", 2, "tenants/lab/contracts/lease/share")],
    )
    same(series(run(project), "contracted"), [60])


def test_one_draw_of_a_driver_moves_all_that_it_scales() -> None:
    sites = [facility("a", opex=0.01), facility("b", opex=0.03)]
    shock = driver("wages", "uniform(0.5, 1.5)", "facilities/a/opex", "facilities/b/opex")
    project = plan(months=1, facilities=sites, drivers=[shock])
    samples = run(project, draws=512).measures["npv"].samples
    # 4 $m times one factor: the whole width is reached, evenly.
    spread = np.sort(samples / (-4 * 1.1 ** (-1 / 12)))
    same(spread, 0.5 + (np.arange(512) + 0.5) / 512, 1 / 256)


@pytest.mark.parametrize(
    "drivers",
    [
        [driver("a", 2, "drivers/a/value")],
        [driver("a", 2, "drivers/b/value"), driver("b", 2, OPEX, "drivers/a/value")],
    ],
    ids=["itself", "in-a-circle"],
)
def test_a_driver_that_scales_itself_is_blocked(drivers: list[Stored]) -> None:
    with pytest.raises(Blocked, match="“a” scales itself"):
        simulate(case_of(plan(facilities=[facility()], drivers=drivers)))
