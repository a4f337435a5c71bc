"""What bounds a number beside the bounds of its field: the power of the sites of a contract."""

from dataclasses import dataclass

from planner.domain.contract import Contract
from planner.domain.facility import Facility
from planner.domain.project import Project
from planner.domain.quantity import base_value
from planner.domain.tenant import Tenant
from planner.editors.row_projection import Row
from planner.units.message import QT_TRANSLATE_NOOP, Sentence, sentence

SITE = sentence("limit-site", QT_TRANSLATE_NOOP("planner", "site {value}"))
SITES = sentence("limit-sites", QT_TRANSLATE_NOOP("planner", "sites {value}"))
FEE_ABATES = sentence(
    "limit-fee-abates",
    QT_TRANSLATE_NOOP("planner", "{share} of draws exceed the site: the fee abates."),
)
NOT_BILLED = sentence(
    "limit-not-billed",
    QT_TRANSLATE_NOOP("planner", "{share} of draws exceed the site: the rest is not billed."),
)


@dataclass(frozen=True)
class Limit:
    """A value that draws may exceed: `label` with its {value}, `exceeded` with the {share}."""

    value: float
    label: Sentence
    exceeded: Sentence


def limit_of(project: Project, row: Row, name: str) -> Limit | None:
    """The nameplate power of the sites that may serve a contract, for its contracted power.

    In the contract's own basis, at the base values of the plan. None for other fields, and where
    only a share of the contract is taken up.
    """
    contract = row.entity
    is_let = isinstance(contract, Contract) and bool(row.parents) and name == "mw"
    if not is_let or not isinstance(row.parents[-1], Tenant) or base_value(contract.share) != 1.0:
        return None
    eligible = contract.facilities or row.parents[-1].facilities
    sites = [
        site for site in project.facilities if site.active and (not eligible or site.id in eligible)
    ]
    basis = contract.mw_basis or project.settings.power_basis
    power = sum(_power(project, site, basis) for site in sites)
    if power <= 0:
        return None
    exceeded = FEE_ABATES if contract.basis == "fixed_fee" else NOT_BILLED
    return Limit(power, SITE if len(sites) == 1 else SITES, exceeded)


def _power(project: Project, site: Facility, basis: str) -> float:
    """MW of a site's active phases, at the meter or of IT load."""
    pue = base_value(site.pue)
    total = 0.0
    for phase in site.phases:
        if phase.active:
            own = phase.mw_basis or project.settings.power_basis
            it = base_value(phase.mw) / (pue if own == "facility" else 1.0)
            total += it * (pue if basis == "facility" else 1.0)
    return total
