"""Terms that leave nothing to compute: no accelerators to bill, no MW to serve, endless worth."""

from collections.abc import Iterator

from planner.domain.checks.problem import Problem, inconsistent, notice
from planner.domain.checks.references import active_entities
from planner.domain.contract import Contract
from planner.domain.facility import Facility
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


def term_problems(project: Project, active_only: bool = False) -> Iterator[Problem]:
    """Contracts, leases of a site included, that bill by what they do not name."""
    for path, entity in active_entities(project, active_only):
        if isinstance(entity, Contract) and entity.basis == "per_gpu_hour":
            parts = any(part.accelerators for part in entity.parts)
            if not (entity.accelerators or parts):
                yield inconsistent(f"{path}/accelerators", NO_ACCELERATORS(name=_called(entity)))


def term_notices(project: Project) -> Iterator[Problem]:
    """Active contracts that nothing can come of, and horizon values that are not counted."""
    for path, entity in active_entities(project, active_only=True):
        if isinstance(entity, Tenant) and entity.demand is None:
            for contract in entity.contracts:
                if contract.active and contract.mw is None and not contract.parts:
                    said = {"name": _called(contract), "tenant": _called(entity)}
                    yield notice(f"{path}/contracts/{contract.id}/mw", NO_MEGAWATTS(**said))
        elif isinstance(entity, Facility) and entity.horizon_value == "perpetuity":
            growth, rate = entity.horizon_growth, project.settings.discount_rate
            if growth >= rate:
                said = {"growth": _percent(growth), "rate": _percent(rate)}
                message = ENDLESS_WORTH(name=_called(entity), **said)
                yield notice(f"{path}/horizon_growth", message)


def _called(entity: Contract | Tenant | Facility) -> str:
    return entity.name or entity.id


def _percent(share: float) -> str:
    return plain_text(float(f"{share * 100:.6g}"))
