"""Own use or lease: what own use of each lease's megawatts must be worth. MODEL.md B3, C9."""

from collections.abc import Mapping

from planner.domain.case import Case
from planner.domain.path import Path
from planner.engine.hurdle_price import hurdle_price
from planner.engine.result import Result


def hurdle_prices(case: Case, result: Result) -> Mapping[Path, float | None]:
    """$m per MW-month of every contract of an external tenant, in the deterministic run.

    `result` is of the same case: it says which contracts there are. Each takes two more runs.
    None where nothing is delivered.
    """
    found = {}
    for tenant in case.plan.tenants:
        if tenant.kind != "external":
            continue
        for contract in tenant.contracts:
            path = f"tenants/{tenant.id}/contracts/{contract.id}"
            if (path, "delivered") in result.series:
                found[path] = hurdle_price(case, path)
    return found
