"""What is timed against the yardstick is a workload of its size, with and without ledgers."""

import pytest

from planner.domain.project import Project
from planner.storage.project_file import read
from tests.benchmarks import ratio
from tests.benchmarks.reference import workload as given
from tests.builders import mean, run


@pytest.fixture(scope="module")
def plan() -> Project:
    return read(ratio.PLAN).project


def test_the_plan_is_of_the_size_of_the_workload(plan: Project) -> None:
    assert len(plan.facilities) == given.FACILITIES
    assert len(plan.tenants) == given.TENANTS
    assert plan.settings.months == given.MONTHS
    names = [facility.id for facility in plan.facilities]
    eligible = tuple(
        tuple(names.index(name) for name in tenant.facilities) for tenant in plan.tenants
    )
    assert eligible == given.ELIGIBLE
    assert [t.contracts[0].renewal_probability for t in plan.tenants] == given.RENEWAL.tolist()
    assert all(facility.events[0].probability == 0.05 for facility in plan.facilities)


def test_the_plan_is_worth_as_little_as_the_workload(plan: Project) -> None:
    """Calendar months and yearly steps make some difference, a tenth of the spread."""
    value = run(ratio.bare(plan), draws=2_048).measures["npv"]
    assert value.mean == pytest.approx(-100.0, abs=150.0)
    assert value.samples.std() == pytest.approx(1_002.0, rel=0.1)


def test_full_has_ledgers_that_bare_has_not(plan: Project) -> None:
    full, bare = (run(of(plan), draws=512) for of in (ratio.full, ratio.bare))
    assert abs(mean(full, "recognised") - mean(full, "billed")).max() > 0.1
    assert mean(full, "backlog_firm").max() > 100.0
    assert mean(full, "credit_loss").sum() > 0.0
    assert mean(full, "tax").cumsum().min() >= 0.0
    assert mean(bare, "recognised") == pytest.approx(mean(bare, "billed"))
    assert mean(bare, "credit_loss").sum() == 0.0
    assert mean(bare, "tax").cumsum().min() < 0.0
