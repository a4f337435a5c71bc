"""Small computed plans that the pages are tested on."""

from typing import Any

from planner.domain.project import Project
from planner.engine.result import Result
from tests.builders import (
    contract,
    facility,
    outcome,
    own_use,
    phase,
    plan,
    run,
    setting,
    tenant,
    uncertainty,
)

LEASE = "tenants/lab/contracts/lease"


def lease_plan(**terms: Any) -> Project:
    """Four years: 60 MW at a fixed fee for three of them, the rest used by ourselves, a loan."""
    own: dict[str, Any] = {"basis": "fixed_fee", "price": 100, "term": 36}
    rights: dict[str, Any] = {"lock_in": 3, "tenant_notice": 3, "tenant_exit_rate": "0.1 to 0.3"}
    return plan(
        months=48,
        settings={"tax_rate": 0.25, "fiscal_year_end": 3},
        facilities=[
            facility(
                id="north",
                name="North",
                owner="Owner",
                opex=0.2,
                phases=[phase(it_cost="500 to 900")],
            ),
            facility(id="south", name="South", owner="Owner", opex=0.2),
        ],
        tenants=[
            tenant(name="The lab", contracts=[contract(name="Lease", **(own | rights | terms))]),
            own_use(name="Our model"),
        ],
        loans=[{"id": "notes", "amount": 200, "month": "start", "apr": 0.06, "term": 24}],
        uncertainties=[
            uncertainty(
                "terms",
                outcome("as-is", 0.5),
                outcome("stricter", 0.5, setting(f"{LEASE}/tenant_notice", 6)),
            )
        ],
    )


def lease_result(draws: int = 512, **terms: Any) -> Result:
    """The plan above, computed as written."""
    return run(lease_plan(**terms), draws=draws)
