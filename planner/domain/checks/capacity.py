"""Worth knowing about power: promised above built, odd per accelerator, outside the plan."""

from collections.abc import Iterator

from planner.domain.checks.problem import Problem, notice
from planner.domain.contract import Contract
from planner.domain.facility import Facility
from planner.domain.month import month_number, month_text
from planner.domain.phase import Phase
from planner.domain.project import Project
from planner.domain.quantity import base_value
from planner.domain.tenant import Tenant
from planner.units.message import QT_TRANSLATE_NOOP, sentence
from planner.units.notation import print_number

OUTSIDE = sentence(
    "contract-outside",
    QT_TRANSLATE_NOOP(
        "planner", "Contract “{name}” ({first} to {last}) lies outside the plan ({start} to {end})."
    ),
)
OVERSOLD = sentence(
    "oversold",
    QT_TRANSLATE_NOOP(
        "planner",
        "“{name}” promises {contracted} MW in {month}, above the {nameplate} MW "
        "that its sites then have.",
    ),
)
ODD_ACCELERATORS = sentence(
    "odd-accelerators",
    QT_TRANSLATE_NOOP(
        "planner", "“{name}”: {kw} kW of IT power per accelerator; 0.7 to 3.5 is usual."
    ),
)
LEAST_KW, MOST_KW = 0.7, 3.5


def capacity_notices(project: Project) -> Iterator[Problem]:
    """Notices about contracts and phases, active ones only, at base values."""
    for facility in project.facilities:
        if facility.active:
            for phase in facility.phases:
                if phase.active:
                    path = f"facilities/{facility.id}/phases/{phase.id}"
                    it = it_power(base_value(phase.mw), phase.mw_basis, facility, project)
                    yield from _accelerators(path, phase.name or phase.id, it, phase.accelerators)
    for tenant in project.tenants:
        if tenant.active:
            for contract in tenant.contracts:
                if contract.active and contract.start is not None:
                    yield from _contract(project, tenant, contract)


def it_power(mw: float, basis: str | None, facility: Facility, project: Project) -> float:
    """MW of IT load, whatever basis the MW were entered in."""
    meter = (basis or project.settings.power_basis) == "facility"
    return mw / base_value(facility.pue) if meter else mw


def _accelerators(path: str, name: str, mw: float, accelerators: float | None) -> Iterator[Problem]:
    if accelerators and mw > 0:
        kw = mw * 1000 / accelerators
        if not LEAST_KW <= kw <= MOST_KW:
            yield notice(
                f"{path}/accelerators", ODD_ACCELERATORS(name=name, kw=print_number(kw, decimals=2))
            )


def _contract(project: Project, tenant: Tenant, contract: Contract) -> Iterator[Problem]:
    path = f"tenants/{tenant.id}/contracts/{contract.id}"
    name = contract.name or contract.id
    start = month_number(project.settings.start)
    end = start + project.settings.months - 1
    first = month_number(str(contract.start))
    if contract.end is not None:
        last = month_number(contract.end)
    else:
        last = first + (contract.term or 1) - 1
    if last < start or first > end:
        yield notice(
            f"{path}/start",
            OUTSIDE(
                name=name,
                first=month_text(first),
                last=month_text(last),
                start=month_text(start),
                end=month_text(end),
            ),
        )
        return
    yield from _oversold(project, tenant, contract, path, min(last, end))


def _oversold(
    project: Project, tenant: Tenant, contract: Contract, path: str, month: int
) -> Iterator[Problem]:
    sites = contract.facilities or tuple(p.facility for p in contract.parts if p.facility)
    allowed = sites or tenant.facilities
    name = contract.name or contract.id
    chosen = [f for f in project.facilities if f.active and (not allowed or f.id in allowed)]
    nameplate = sum(
        it_power(base_value(phase.mw), phase.mw_basis, facility, project)
        for facility in chosen
        for phase in facility.phases
        if _stands(phase, month)
    )
    mw = sum(part.mw for part in contract.parts)
    if not contract.parts and contract.mw is not None:
        mw = base_value(contract.mw)
    mw *= base_value(contract.share)
    if chosen and (contract.mw_basis or project.settings.power_basis) == "facility":
        mw /= base_value(chosen[0].pue)
    if mw > nameplate * (1 + 1e-9):
        contracted, built = print_number(mw, decimals=0), print_number(nameplate, decimals=0)
        yield notice(
            f"{path}/mw",
            OVERSOLD(name=name, contracted=contracted, nameplate=built, month=month_text(month)),
        )
    if contract.accelerators:
        share = base_value(contract.share)
        yield from _accelerators(path, name, mw / share if share else 0.0, contract.accelerators)


def _stands(phase: Phase, month: int) -> bool:
    return phase.active and phase.ready is not None and month_number(phase.ready) <= month
