"""A contract that is served in full bills what it promised: MODEL.md B4 and B5."""

import numpy as np
import pytest

from planner.domain.project import Project
from planner.engine import customers
from planner.engine.arrays import Floats
from planner.engine.billing import Power
from planner.engine.leases import Lease
from tests.builders import contract, facility, phase, plan, run, tenant
from tests.engine.rich_plan import rich_plans

SERVED = plan(
    months=36,
    facilities=[facility(phases=[phase(mw=500.0)])],
    tenants=[
        tenant(
            contracts=[
                contract(
                    id=f"{basis}{place}",
                    basis=basis,
                    mw=10.0,
                    price=1.3,
                    accelerators=6500.0,
                    **terms,
                )
                for basis in ("per_mw_month", "fixed_fee", "per_gpu_hour")
                for place, terms in enumerate(
                    (
                        {"start": "2026-05-15", "term": 30, "take_or_pay": 1.0, "ramp": 3},
                        {"start": "2025-08-01", "term": 25, "take_or_pay": 0.6, "escalator": 0.03},
                        {"start": "2027-01-01", "term": 60, "take_or_pay": 0.0, "payment_lag": 2},
                        {"start": "2026-07-01", "term": 24, "lock_in": 3, "tenant_notice": 3},
                    )
                )
            ]
        )
    ],
)


@pytest.mark.parametrize("project", [SERVED, *rich_plans()])
def test_its_bills_and_books_are_those_of_its_months_one_by_one(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = run(project)
    monkeypatch.setattr(customers, "_is_as_promised", lambda *_: False)
    one_by_one = run(project)
    assert set(at_once.series) == set(one_by_one.series)
    for key, bands in at_once.series.items():
        other = one_by_one.series[key].deterministic
        np.testing.assert_array_equal(bands.deterministic, other, err_msg=str(key))


def test_contracts_that_are_served_in_full_take_their_bills_from_the_promise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taken: list[bool] = []
    is_as_promised = customers._is_as_promised

    def asked(lease: Lease, power: Power, usage: Floats) -> bool:
        taken.append(is_as_promised(lease, power, usage))
        return taken[-1]

    monkeypatch.setattr(customers, "_is_as_promised", asked)
    run(SERVED)
    assert taken == 12 * [True]
