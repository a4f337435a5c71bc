"""Worth knowing about power: promised above built, odd per accelerator, outside the plan."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from planner.domain.checks.contract_months import billed_months
from planner.domain.checks.problem import Problem, notice
from planner.domain.contract import Contract
from planner.domain.facility import Facility
from planner.domain.month import month_number, month_text
from planner.domain.path import Path
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
        "“{name}” promises {contracted} MW of IT power in {month}, above the {nameplate} MW "
        "that {sites} then have by their dates, before any delay.",
    ),
)
OVERSOLD_TOGETHER = sentence(
    "oversold-together",
    QT_TRANSLATE_NOOP(
        "planner",
        "{count} contracts together promise {contracted} MW of IT power in {month}, above the "
        "{nameplate} MW that {sites} then have by their dates, before any delay.",
    ),
)
NO_SITE_AT_ALL = sentence(
    "oversold-nowhere",
    QT_TRANSLATE_NOOP(
        "planner",
        "{contracted} MW of IT power are promised in {month}, but the plan has no active site.",
    ),
)
ODD_ACCELERATORS = sentence(
    "odd-accelerators",
    QT_TRANSLATE_NOOP(
        "planner", "“{name}”: {kw} kW of IT power per accelerator; {least} to {most} is usual."
    ),
)
LEAST_KW, MOST_KW = 0.7, 3.5
# Beyond this many different groups of sites only all of them together are compared.
MOST_GROUPS = 40
TOLERANCE = 1e-9


def capacity_notices(project: Project) -> Iterator[Problem]:
    """Notices about phases and contracts, active ones only, at base values, delays left out."""
    horizon = _Horizon.of(project)
    for facility in project.facilities:
        if facility.active:
            yield from _phases(project, facility)
            if facility.lease_in is not None and facility.lease_in.active:
                path = f"facilities/{facility.id}/lease_in"
                yield from _outside(path, facility.lease_in, horizon)
    claims: list[_Claim] = []
    active = {facility.id: facility for facility in project.facilities if facility.active}
    for tenant, path, contract in _contracts(project):
        yield from _outside(path, contract, horizon)
        for claim in _claims(project, active, tenant, path, contract):
            yield from _odd(claim.accelerators_path, claim.name, claim.full, claim.accelerators)
            claims.append(claim)
    yield from _oversold(project, claims, horizon)


def it_power(mw: float, basis: str | None, facility: Facility, project: Project) -> float:
    """MW of IT load, whatever basis the MW were entered in."""
    meter = (basis or project.settings.power_basis) == "facility"
    return mw / base_value(facility.pue) if meter else mw


@dataclass(frozen=True)
class _Horizon:
    """First and last month of the plan, as numbers."""

    start: int
    end: int

    @classmethod
    def of(cls, project: Project) -> "_Horizon":
        start = month_number(project.settings.start)
        return cls(start, start + project.settings.months - 1)


@dataclass(frozen=True)
class _Claim:
    """IT power that a contract promises at some sites."""

    path: Path
    accelerators_path: Path
    name: str
    sites: frozenset[str]
    full: float
    """MW before `share`, which scales accelerators as well."""
    accelerators: float | None
    steps: tuple[tuple[int, float], ...]
    """Month numbers and the MW that are added then."""


def _contracts(project: Project) -> Iterator[tuple[Tenant, Path, Contract]]:
    for tenant in project.tenants:
        if tenant.active:
            for contract in tenant.contracts:
                if contract.active:
                    yield tenant, f"tenants/{tenant.id}/contracts/{contract.id}", contract


def _phases(project: Project, facility: Facility) -> Iterator[Problem]:
    for phase in facility.phases:
        if phase.active:
            path = f"facilities/{facility.id}/phases/{phase.id}/accelerators"
            mw = it_power(base_value(phase.mw), phase.mw_basis, facility, project)
            yield from _odd(path, phase.name or phase.id, mw, phase.accelerators)


def _odd(path: Path, name: str, mw: float, accelerators: float | None) -> Iterator[Problem]:
    if accelerators and mw > 0:
        kw = mw * 1000 / accelerators
        if not LEAST_KW * (1 - TOLERANCE) <= kw <= MOST_KW * (1 + TOLERANCE):
            shown = print_number(kw, decimals=2)
            message = ODD_ACCELERATORS(name=name, kw=shown, least=LEAST_KW, most=MOST_KW)
            yield notice(path, message)


def _outside(path: Path, contract: Contract, horizon: _Horizon) -> Iterator[Problem]:
    months = billed_months(contract)
    if months is not None and (months[1] < horizon.start or months[0] > horizon.end):
        yield notice(
            f"{path}/start",
            OUTSIDE(
                name=contract.name or contract.id,
                first=month_text(months[0]),
                last=month_text(months[1]),
                start=month_text(horizon.start),
                end=month_text(horizon.end),
            ),
        )


def _claims(
    project: Project,
    active: Mapping[str, Facility],
    tenant: Tenant,
    path: Path,
    contract: Contract,
) -> Iterator[_Claim]:
    """What a contract promises, part by part; `active` are the facilities that are there, by id."""
    months = billed_months(contract)
    if months is None:
        return
    name = contract.name or contract.id
    parts: list[tuple[Path, frozenset[str], float, float | None]] = []
    for place, part in enumerate(contract.parts):
        if part.facility is not None:
            where = f"{path}/parts/{place}/accelerators"
            parts.append((where, frozenset((part.facility,)), part.mw, part.accelerators))
    if not contract.parts and contract.mw is not None:
        sites = frozenset(contract.facilities or tenant.facilities or active)
        full = base_value(contract.mw)
        parts.append((f"{path}/accelerators", sites, full, contract.accelerators))
    for where, sites, mw, accelerators in parts:
        chosen = [active[site] for site in sorted(sites) if site in active]
        full = it_power(mw, contract.mw_basis, chosen[0], project) if chosen else mw
        steps = tuple(_steps(contract, full * base_value(contract.share), *months))
        yield _Claim(path, where, name, sites, full, accelerators, steps)


def _steps(contract: Contract, mw: float, first: int, last: int) -> Iterator[tuple[int, float]]:
    """The MW that are added in each month: the ramp, and all of it away after the last month."""
    if isinstance(contract.ramp, tuple):
        shares = [*contract.ramp, 1.0]
    else:
        length = max(1, round(contract.ramp))
        shares = [(month + 1) / length for month in range(length)]
    before = 0.0
    for month, share in enumerate(shares):
        if first + month <= last:
            yield first + month, mw * (share - before)
            before = share
    yield last + 1, -mw * before


def _oversold(project: Project, claims: list[_Claim], horizon: _Horizon) -> Iterator[Problem]:
    """Groups of sites at which more is promised than stands, the smallest first.

    Sites that are not there or whose phases have no dates are a problem of their own.
    """
    dated = {
        f.id
        for f in project.facilities
        if all(phase.ready or not phase.active for phase in f.phases)
    }
    by_sites: dict[frozenset[str], list[_Claim]] = {}
    for claim in claims:
        if claim.sites <= dated:
            by_sites.setdefault(claim.sites, []).append(claim)
    groups = sorted(by_sites, key=lambda sites: (len(sites), sorted(sites)))
    if len(groups) > MOST_GROUPS:
        groups = [frozenset().union(*groups)]
    found: list[frozenset[str]] = []
    for sites in groups:
        if any(smaller <= sites for smaller in found):
            continue
        within = [claim for other in by_sites if other <= sites for claim in by_sites[other]]
        excess = _first_excess(project, sites, within, horizon)
        if excess is not None:
            found.append(sites)
            yield _excess(project, sites, within, *excess)


def _first_excess(
    project: Project, sites: frozenset[str], claims: list[_Claim], horizon: _Horizon
) -> tuple[int, float, float] | None:
    """The first month with more promised than built, and both amounts in MW."""
    months = horizon.end - horizon.start + 1
    added, built = [0.0] * months, [0.0] * months
    for claim in claims:
        for month, mw in claim.steps:
            if month <= horizon.end:
                added[max(0, month - horizon.start)] += mw
    for facility in project.facilities:
        if facility.active and facility.id in sites:
            for month, mw in _nameplate(project, facility):
                if month <= horizon.end:
                    built[max(0, month - horizon.start)] += mw
    both = zip(accumulate(added), accumulate(built), strict=True)
    for month, (contracted, nameplate) in enumerate(both):
        if contracted > nameplate * (1 + TOLERANCE) + TOLERANCE:
            return horizon.start + month, contracted, nameplate
    return None


def _nameplate(project: Project, facility: Facility) -> Iterator[tuple[int, float]]:
    closed = None if facility.close is None else month_number(facility.close) + 1
    for phase in facility.phases:
        if phase.active and phase.ready is not None:
            mw = it_power(base_value(phase.mw), phase.mw_basis, facility, project)
            yield month_number(phase.ready), mw
            if closed is not None:
                yield max(closed, month_number(phase.ready)), -mw


def _excess(
    project: Project,
    sites: frozenset[str],
    claims: list[_Claim],
    month: int,
    contracted: float,
    nameplate: float,
) -> Problem:
    named = [f.name or f.id for f in project.facilities if f.id in sites]
    said = {
        "contracted": print_number(contracted, decimals=0),
        "nameplate": print_number(nameplate, decimals=0),
        "month": month_text(month),
        "sites": ", ".join(named[:3]) + (" …" if len(named) > 3 else ""),
    }
    if not sites:
        message = NO_SITE_AT_ALL(contracted=said["contracted"], month=said["month"])
        return notice("facilities", message)
    paths = dict.fromkeys(claim.path for claim in claims)
    if len(paths) == 1:
        return notice(f"{claims[0].path}/mw", OVERSOLD(name=claims[0].name, **said))
    where = f"facilities/{next(iter(sites))}" if len(sites) == 1 else "tenants"
    return notice(where, OVERSOLD_TOGETHER(count=len(paths), **said))
