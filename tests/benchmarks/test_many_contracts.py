"""The plan of many contracts has in it what makes plans slow."""

import pytest

from planner.domain.case import case_of
from planner.domain.checks import blocking
from planner.domain.project import Project
from tests.benchmarks.many_contracts import CONTRACTS, SITES, many_contracts
from tests.builders import run, series


@pytest.fixture(scope="module")
def plan() -> Project:
    return many_contracts()


def test_the_plan_has_contracts_of_every_kind(plan: Project) -> None:
    contracts = [contract for tenant in plan.tenants for contract in tenant.contracts]
    assert len(contracts) == CONTRACTS == 2_000
    assert len(plan.facilities) == SITES
    assert {c.basis for c in contracts} == {"fixed_fee", "per_mw_month", "per_gpu_hour"}
    assert {c.after_end for c in contracts} == {"ends", "renew_or_end", "renew_or_relet"}
    for field in ("ramp", "prepayment", "lock_in", "tenant_notice", "terminated", "take_or_pay"):
        assert 20 < sum(bool(getattr(c, field)) for c in contracts) < CONTRACTS
    assert {len(t.facilities) for t in plan.tenants} == {0, 1, 3}
    assert many_contracts() == plan


def test_the_plan_is_computed_whole(plan: Project) -> None:
    assert not blocking(case_of(plan))
    found = run(plan)
    billing = {path for path, name in found.series if name == "billed" and "/contracts/" in path}
    assert len(billing) > CONTRACTS
    contracted, served = series(found, "contracted"), series(found, "served")
    assert contracted.max() > 3_000.0
    assert served.max() > 0.5 * contracted.max()
