"""Entries that have no effect beside what else is entered, or not entered. MODEL.md part A."""

from collections.abc import Iterator

from planner.domain.acceptance import relative_amount
from planner.domain.checks.contract_months import stated_months
from planner.domain.checks.problem import Problem, notice
from planner.domain.contract import Contract, LeaseIn
from planner.domain.driver import Correlation, Driver
from planner.domain.entity import Entity, stored_value
from planner.domain.facility import Facility
from planner.domain.market import Market
from planner.domain.month import month_number, month_text
from planner.domain.path import Path
from planner.domain.project import Project
from planner.domain.quantity import base_value
from planner.domain.tenant import Tenant
from planner.units.message import QT_TRANSLATE_NOOP, sentence
from planner.units.notation import plain_text

NO_EFFECT = sentence(
    "no-effect",
    QT_TRANSLATE_NOOP(
        "planner", "“{name}”: {field} ({value}) has no effect, because {other} is not given."
    ),
)
PARTS_INSTEAD = sentence(
    "parts-instead",
    QT_TRANSLATE_NOOP(
        "planner", "“{name}” has parts by site, which stand instead of {field} ({value}): not read."
    ),
)
ACCELERATORS_DIFFER = sentence(
    "accelerators-differ",
    QT_TRANSLATE_NOOP(
        "planner",
        "“{name}” names {own} accelerators, its parts {parts} together; {own} are billed.",
    ),
)
PART_NOT_BILLED = sentence(
    "part-not-billed",
    QT_TRANSLATE_NOOP(
        "planner",
        "“{name}” is billed per GPU-hour; its part at {site} names no accelerators, so nothing is "
        "billed for it.",
    ),
)
SITE_OF_NO_TENANT = sentence(
    "site-beyond-tenant",
    QT_TRANSLATE_NOOP(
        "planner",
        "“{name}” is served at {site}, which is not among the sites of “{tenant}”: what the "
        "contract says counts.",
    ),
)
SHARE_OF_NOTHING = sentence(
    "prepayment-of-nothing",
    QT_TRANSLATE_NOOP(
        "planner",
        "“{name}”: a prepayment of {share} is of fixed bills; without take-or-pay it has none, so "
        "nothing is prepaid.",
    ),
)
LOCKED_TO_THE_END = sentence(
    "locked-to-the-end",
    QT_TRANSLATE_NOOP(
        "planner",
        "“{name}” has a lock-in of {lock_in} months and lasts {months}: nobody can give notice "
        "before it ends.",
    ),
)
SIGNED_LATE = sentence(
    "signed-after-start",
    QT_TRANSLATE_NOOP(
        "planner",
        "“{name}” is signed in {signed}, after its start {start}: only its prepayment waits for "
        "the signing.",
    ),
)
TERMINATED_LATE = sentence(
    "terminated-after-end",
    QT_TRANSLATE_NOOP(
        "planner",
        "“{name}” is terminated in {terminated}, though it ends in {end}: only its renewal is "
        "ruled out.",
    ),
)
ZERO_FACTOR = sentence(
    "driver-of-zero",
    QT_TRANSLATE_NOOP(
        "planner",
        "“{name}” multiplies by 0: all that it scales is 0. A factor of 1 changes nothing.",
    ),
)

BESIDE_THE_MARKET = sentence(
    "correlated-beside-the-market",
    QT_TRANSLATE_NOOP(
        "planner", "“{name}” stands instead of the market's {field} ({value}), which is not read."
    ),
)

_OF_THE_MARKET = {
    frozenset(("market/contract_price", "market/spot_price")): "spot_correlation",
    frozenset(("market/contract_price", "market/demand_volatility")): "demand_correlation",
}
_OF_CONTRACTS = (
    ("landlord_exit_rate", "landlord_notice"),
    ("tenant_exit_rate", "tenant_notice"),
    ("credit_share", "prepayment"),
    ("prepayment_months", "prepayment"),
)
NEEDS: dict[type[Entity], tuple[tuple[str, str], ...]] = {
    Contract: _OF_CONTRACTS,
    LeaseIn: _OF_CONTRACTS,
    Facility: (("closure_cost", "close"), ("closure_proceeds", "close")),
    Tenant: (("cycle_swing", "cycle_months"),),
    Market: (
        ("own_chip_saving", "own_chip_start"),
        ("demand_correlation", "demand_volatility"),
    ),
}
"""By entity, fields that count only where another one is given."""


def unread_notices(project: Project, path: Path, entity: Entity) -> Iterator[Problem]:
    """What one entity says that no figure is made of."""
    for name, other in NEEDS.get(type(entity), ()):
        # All of these fields are 0 where nothing is entered.
        if getattr(entity, name):
            yield from _without(project, path, entity, name, other)
    if isinstance(entity, Contract):
        if entity.parts:
            yield from _by_parts(path, entity)
        if entity.lock_in:
            yield from _locked(path, entity)
        if entity.signed is not None:
            yield from _signed_late(path, entity)
        if entity.terminated is not None:
            yield from _terminated_late(path, entity)
        if isinstance(entity.prepayment, str):
            yield from _share_of_nothing(project, path, entity)
    elif isinstance(entity, Tenant) and entity.facilities and entity.contracts:
        yield from _elsewhere(project, path, entity)
    elif isinstance(entity, Correlation):
        yield from _beside_the_market(project, path, entity)
    elif isinstance(entity, Driver) and entity.scales and base_value(entity.value) == 0:
        yield notice(f"{path}/value", ZERO_FACTOR(name=entity.name or entity.id))


def _without(
    project: Project, path: Path, entity: Entity, name: str, other: str
) -> Iterator[Problem]:
    # A strategy or an outcome may give what is missing; the entry then counts in its cases.
    wanted = f"{path}/{other}"
    if _is_given(getattr(entity, other), other) or wanted in _overridden(project):
        return
    column, needed = type(entity).column(name), type(entity).column(other)
    value = stored_value(column, getattr(entity, name))
    said = {"field": column.title, "value": value, "other": needed.title}
    yield notice(f"{path}/{name}", NO_EFFECT(name=_called(entity), **said))


def _is_given(value: object, name: str) -> bool:
    """Notice of no months is a right to leave at once; of all else 0 is none."""
    return value is not None and (name.endswith("_notice") or value != 0)


def _overridden(project: Project) -> Iterator[Path]:
    """Paths that some strategy or outcome changes."""
    for strategy in project.strategies:
        yield from (override.path for override in strategy.overrides)
    for uncertainty in project.uncertainties:
        for outcome in uncertainty.outcomes:
            yield from (override.path for override in outcome.overrides)


def _by_parts(path: Path, contract: Contract) -> Iterator[Problem]:
    name = _called(contract)
    for field in ("mw", "facilities"):
        value = getattr(contract, field)
        if value is None or value == ():
            continue
        column = type(contract).column(field)
        shown = ", ".join(value) if isinstance(value, tuple) else stored_value(column, value)
        said = {"field": column.title, "value": shown}
        yield notice(f"{path}/{field}", PARTS_INSTEAD(name=name, **said))
    if contract.basis != "per_gpu_hour":
        return
    together = sum(part.accelerators or 0.0 for part in contract.parts)
    if contract.accelerators is not None:
        if together and together != contract.accelerators:
            counts = {"own": plain_text(contract.accelerators), "parts": plain_text(together)}
            yield notice(f"{path}/accelerators", ACCELERATORS_DIFFER(name=name, **counts))
        return
    for place, part in enumerate(contract.parts):
        if together and not part.accelerators and part.mw:
            message = PART_NOT_BILLED(name=name, site=part.facility)
            yield notice(f"{path}/parts/{place}/accelerators", message)


def _locked(path: Path, contract: Contract) -> Iterator[Problem]:
    span = stated_months(contract)
    if span is not None:
        months = span[1] - span[0] + 1
        if 0 < months <= contract.lock_in:
            said = {"lock_in": contract.lock_in, "months": months}
            message = LOCKED_TO_THE_END(name=_called(contract), **said)
            yield notice(f"{path}/lock_in", message)


def _signed_late(path: Path, contract: Contract) -> Iterator[Problem]:
    signed, start = contract.signed, contract.start
    if signed is not None and start is not None and month_number(signed) > month_number(start):
        message = SIGNED_LATE(name=_called(contract), signed=signed, start=start)
        yield notice(f"{path}/signed", message)


def _share_of_nothing(project: Project, path: Path, contract: Contract) -> Iterator[Problem]:
    is_fixed = contract.basis == "fixed_fee" or contract.take_or_pay > 0
    decided = {f"{path}/basis", f"{path}/take_or_pay", f"{path}/prepayment"}
    if is_fixed or not relative_amount(contract.prepayment):
        return
    if decided.isdisjoint(_overridden(project)):
        message = SHARE_OF_NOTHING(name=_called(contract), share=contract.prepayment)
        yield notice(f"{path}/prepayment", message)


def _elsewhere(project: Project, path: Path, tenant: Tenant) -> Iterator[Problem]:
    """Contracts of a tenant at sites of the plan that it does not name."""
    others = {site.id for site in project.facilities}.difference(tenant.facilities)
    for contract in tenant.contracts:
        if contract.active:
            parts = tuple(str(part.facility) for part in contract.parts)
            field, sites = ("parts", parts) if parts else ("facilities", contract.facilities)
            site = next((site for site in sites if site in others), None)
            if site is not None:
                said = {"name": _called(contract), "site": site, "tenant": _called(tenant)}
                place = f"{path}/contracts/{contract.id}/{field}"
                yield notice(place, SITE_OF_NO_TENANT(**said))


def _terminated_late(path: Path, contract: Contract) -> Iterator[Problem]:
    span, terminated = stated_months(contract), contract.terminated
    if span is not None and terminated is not None and month_number(terminated) > span[1]:
        dates = {"terminated": terminated, "end": month_text(span[1])}
        yield notice(f"{path}/terminated", TERMINATED_LATE(name=_called(contract), **dates))


def _beside_the_market(project: Project, path: Path, correlation: Correlation) -> Iterator[Problem]:
    field = _OF_THE_MARKET.get(frozenset((correlation.a, correlation.b)))
    if field is not None and (value := getattr(project.market, field)):
        said = {"field": Market.column(field).title, "value": plain_text(value)}
        yield notice(path, BESIDE_THE_MARKET(name=_called(correlation), **said))


def _called(entity: Entity) -> str:
    """Its name, or its id; the market has neither."""
    return str(getattr(entity, "name", "") or getattr(entity, "id", "") or entity.singular)
