"""When contracts end in the plan as computed: marks on the cash chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.charts.months import MonthScale
from planner.charts.things import Thing
from planner.engine.result import Result
from planner.units.message import QT_TRANSLATE_NOOP, sentence

MOST_MARKS = 3
CONTRACT_DEPTH = 3  # slashes in tenants/…/contracts/…
CONTRACT_ENDS = sentence(
    "chart-contract-ends", QT_TRANSLATE_NOOP("planner", "Contract ends {month}")
)
TENANT_CONTRACT_ENDS = sentence(
    "chart-tenant-contract-ends", QT_TRANSLATE_NOOP("planner", "{tenant} to {month}")
)


@dataclass(frozen=True)
class ContractEnd:
    """A contract's last month within the plan, and what was billed by then, $m."""

    tenant: str
    month: int
    billed: float


def contract_ends(result: Result, tenants: Sequence[Thing]) -> tuple[ContractEnd, ...]:
    """Contracts that end before the plan does, the largest three in the order of their ends.

    Renewals are not told apart from what they follow: only signed terms are marked.
    """
    names: Mapping[str, str] = {thing.path: thing.name for thing in tenants}
    found = []
    for (path, name), bands in result.series.items():
        if name != "billed" or path.count("/") != CONTRACT_DEPTH:
            continue
        parts = path.split("/")
        months = np.flatnonzero(bands.deterministic)
        if not months.size or months[-1] + 1 >= len(result.months):
            continue
        tenant = names.get("/".join(parts[:2]), parts[1])
        found.append(ContractEnd(tenant, int(months[-1]), float(bands.deterministic.sum())))
    largest = sorted(found, key=_size)[:MOST_MARKS]
    return tuple(sorted(largest, key=_month))


def named_ends(ends: Sequence[ContractEnd], scale: MonthScale) -> list[tuple[int, str]]:
    """Months with what is said there; the tenant is named where there are several."""
    if len(ends) == 1:
        return [(ends[0].month, str(CONTRACT_ENDS(month=scale.short(ends[0].month))))]
    found = []
    for end in ends:
        named = TENANT_CONTRACT_ENDS(tenant=end.tenant, month=scale.short(end.month))
        found.append((end.month, str(named)))
    return found


def _size(end: ContractEnd) -> float:
    return -end.billed


def _month(end: ContractEnd) -> int:
    return end.month
