"""Terms that nothing comes of: no accelerators to bill, no MW, endless worth, a phase too late."""

from collections.abc import Iterator

from planner.domain.checks.problem import Problem, inconsistent, notice
from planner.domain.checks.references import active_entities
from planner.domain.checks.unread import unread_notices
from planner.domain.contract import Contract
from planner.domain.entity import Entity
from planner.domain.facility import Facility
from planner.domain.path import Path
from planner.domain.phase import Phase
from planner.domain.project import Project
from planner.domain.tenant import Tenant
from planner.units.message import QT_TRANSLATE_NOOP, sentence
from planner.units.notation import plain_text

NO_ACCELERATORS = sentence(
    "no-accelerators",
    QT_TRANSLATE_NOOP(
        "planner", "“{name}” is billed per GPU-hour but says of no accelerators how many there are."
    ),
)
NO_MEGAWATTS = sentence(
    "no-megawatts",
    QT_TRANSLATE_NOOP(
        "planner",
        "“{name}” names no MW, so it is for all that “{tenant}” needs; but that demand is empty, "
        "and nothing is delivered.",
    ),
)
ENDLESS_WORTH = sentence(
    "endless-worth",
    QT_TRANSLATE_NOOP(
        "planner",
        "“{name}”: cash flow that grows {growth} % a year for ever has no finite worth at a "
        "discount rate of {rate} %; no horizon value is counted.",
    ),
)

NEVER_SERVES = sentence(
    "ready-after-close",
    QT_TRANSLATE_NOOP(
        "planner",
        "“{name}” is ready in {ready}, after “{site}” closes in {close}: it never serves, and what "
        "would be paid for it after the close is not.",
    ),
)
REFRESHED_BEFORE = sentence(
    "refreshed-before-ready",
    QT_TRANSLATE_NOOP(
        "planner",
        "“{name}” is refreshed in {month}, before it is ready in {ready}: what the refresh "
        "replaces is written off before it serves.",
    ),
)

REFRESHED_AFTER = sentence(
    "refreshed-after-close",
    QT_TRANSLATE_NOOP(
        "planner",
        "“{name}” is refreshed in {month}, after “{site}” closes in {close}: the refresh is "
        "neither made nor paid.",
    ),
)


def term_problems(project: Project, active_only: bool = False) -> Iterator[Problem]:
    """Contracts, leases of a site included, that bill by what they do not name."""
    for path, entity in active_entities(project, active_only):
        yield from entity_term_problems(path, entity)


def entity_term_problems(path: Path, entity: Entity) -> Iterator[Problem]:
    """The same of one entity."""
    if isinstance(entity, Contract) and entity.basis == "per_gpu_hour":
        parts = any(part.accelerators for part in entity.parts)
        if not (entity.accelerators or parts):
            yield inconsistent(f"{path}/accelerators", NO_ACCELERATORS(name=_called(entity)))


def term_notices(project: Project) -> Iterator[Problem]:
    """What active contracts, phases and horizon values say that nothing can come of."""
    for path, entity in active_entities(project, active_only=True):
        yield from unread_notices(project, path, entity)
        match entity:
            case Tenant():
                yield from _for_no_demand(path, entity)
            case Facility():
                yield from _endless(path, entity, project.settings.discount_rate)
                yield from _too_late(path, entity)


def _for_no_demand(path: Path, tenant: Tenant) -> Iterator[Problem]:
    for contract in tenant.contracts if tenant.demand is None else ():
        if contract.active and contract.mw is None and not contract.parts:
            said = {"name": _called(contract), "tenant": _called(tenant)}
            yield notice(f"{path}/contracts/{contract.id}/mw", NO_MEGAWATTS(**said))


def _endless(path: Path, facility: Facility, rate: float) -> Iterator[Problem]:
    growth = facility.horizon_growth
    if facility.horizon_value == "perpetuity" and growth >= rate:
        said = {"growth": _percent(growth), "rate": _percent(rate)}
        message = ENDLESS_WORTH(name=_called(facility), **said)
        yield notice(f"{path}/horizon_growth", message)


def _too_late(path: Path, facility: Facility) -> Iterator[Problem]:
    for phase in facility.phases:
        if not phase.active or phase.ready is None:
            continue
        where, said = f"{path}/phases/{phase.id}", {"name": _called(phase), "ready": phase.ready}
        if facility.close is not None and phase.ready > facility.close:
            message = NEVER_SERVES(site=_called(facility), close=facility.close, **said)
            yield notice(f"{where}/ready", message)
        for refresh in phase.refreshes:
            if refresh.month is not None and refresh.month < phase.ready:
                message = REFRESHED_BEFORE(month=refresh.month, **said)
                yield notice(f"{where}/refreshes/{refresh.id}/month", message)
            elif refresh.month and facility.close is not None and refresh.month > facility.close:
                site = {"site": _called(facility), "close": facility.close}
                message = REFRESHED_AFTER(name=_called(phase), month=refresh.month, **site)
                yield notice(f"{where}/refreshes/{refresh.id}/month", message)


def _called(entity: Contract | Tenant | Facility | Phase) -> str:
    return entity.name or entity.id


def _percent(share: float) -> str:
    return plain_text(float(f"{share * 100:.6g}"))
