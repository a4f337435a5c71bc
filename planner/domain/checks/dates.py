"""Dates that contradict each other or are missing."""

from collections.abc import Iterator
from itertools import pairwise

from planner.domain.cash_line import CashLine
from planner.domain.checks.problem import Problem, inconsistent
from planner.domain.checks.references import active_entities
from planner.domain.contract import Contract
from planner.domain.entity import Entity
from planner.domain.facility import Event
from planner.domain.loan import Loan
from planner.domain.path import Path
from planner.domain.phase import Phase, Refresh
from planner.domain.project import Project
from planner.domain.tenant import Tenant
from planner.units.message import QT_TRANSLATE_NOOP, sentence

MISSING_DATE = sentence(
    "missing-date", QT_TRANSLATE_NOOP("planner", "{field} of “{name}” must be given.")
)
WRONG_ORDER = sentence(
    "wrong-order",
    QT_TRANSLATE_NOOP(
        "planner", "“{name}”: {later_field} {later} is before {earlier_field} {earlier}."
    ),
)
END_AND_TERM = sentence(
    "end-and-term",
    QT_TRANSLATE_NOOP(
        "planner", "“{name}” has both an end ({end}) and a term ({term} months); give one."
    ),
)
NO_END = sentence("no-end", QT_TRANSLATE_NOOP("planner", "“{name}” has neither an end nor a term."))
SPEND_OFF = sentence(
    "spend-off",
    QT_TRANSLATE_NOOP("planner", "“{name}”: the spending shares sum to {total} %, not 100 %."),
)
INTEREST_ONLY_LONG = sentence(
    "interest-only-long",
    QT_TRANSLATE_NOOP(
        "planner",
        "“{name}”: {interest_only} months interest-only exceed the term of {term} months.",
    ),
)
NO_TERM = sentence(
    "loan-without-term",
    QT_TRANSLATE_NOOP("planner", "“{name}”: a loan needs a term of at least 1 month."),
)
DEMAND_UNSORTED = sentence(
    "demand-unsorted",
    QT_TRANSLATE_NOOP("planner", "“{name}”: the months of its demand must rise; {month} does not."),
)


def date_problems(project: Project, active_only: bool = False) -> Iterator[Problem]:
    """Missing dates, ends before starts, shares over time that do not sum to one."""
    for path, entity in active_entities(project, active_only):
        yield from entity_date_problems(path, entity)


def entity_date_problems(path: Path, entity: Entity) -> Iterator[Problem]:
    """The same of one entity."""
    match entity:
        case Contract():
            yield from _contract(path, entity)
        case Phase():
            yield from _phase(path, entity)
        case Refresh():
            yield from _missing(path, entity, "month")
        case Event():
            yield from _event(path, entity)
        case Loan():
            yield from _loan(path, entity)
        case CashLine():
            yield from _order(path, entity, "first", "last")
        case Tenant():
            yield from _tenant(path, entity)


def _called(entity: Phase | Contract | Event | Loan | CashLine | Tenant | Refresh) -> str:
    return entity.name or entity.id


def _missing(
    path: Path, entity: Phase | Contract | Event | Loan | Refresh, name: str
) -> Iterator[Problem]:
    if getattr(entity, name) is None:
        title = type(entity).column(name).title
        yield inconsistent(f"{path}/{name}", MISSING_DATE(field=title, name=_called(entity)))


def _order(
    path: Path, entity: Contract | Event | CashLine | Tenant, earlier: str, later: str
) -> Iterator[Problem]:
    first, last = getattr(entity, earlier), getattr(entity, later)
    if first is None or last is None:
        return
    if last[: len(first)] < first[: len(last)] or (len(first) == len(last) and last < first):
        columns = type(entity).columns_by_name()
        yield inconsistent(
            f"{path}/{later}",
            WRONG_ORDER(
                name=_called(entity),
                later_field=columns[later].title.lower(),
                later=last,
                earlier_field=columns[earlier].title.lower(),
                earlier=first,
            ),
        )


def _contract(path: Path, contract: Contract) -> Iterator[Problem]:
    yield from _missing(path, contract, "start")
    yield from _order(path, contract, "start", "end")
    yield from _order(path, contract, "start", "terminated")
    if contract.end is not None and contract.term is not None:
        yield inconsistent(
            f"{path}/term",
            END_AND_TERM(name=_called(contract), end=contract.end, term=contract.term),
        )
    if contract.end is None and contract.term is None:
        yield inconsistent(f"{path}/end", NO_END(name=_called(contract)))


def _phase(path: Path, phase: Phase) -> Iterator[Problem]:
    yield from _missing(path, phase, "ready")
    total = sum(share for _, share in phase.spend)
    if phase.spend and abs(total - 1) > 1e-6:
        yield inconsistent(
            f"{path}/spend", SPEND_OFF(name=_called(phase), total=f"{total * 100:.6g}")
        )


def _event(path: Path, event: Event) -> Iterator[Problem]:
    yield from _missing(path, event, "earliest")
    yield from _missing(path, event, "latest")
    yield from _order(path, event, "earliest", "latest")


def _loan(path: Path, loan: Loan) -> Iterator[Problem]:
    yield from _missing(path, loan, "month")
    if loan.term == 0:
        yield inconsistent(f"{path}/term", NO_TERM(name=_called(loan)))
    elif loan.interest_only > loan.term:
        yield inconsistent(
            f"{path}/interest_only",
            INTEREST_ONLY_LONG(
                name=_called(loan), interest_only=loan.interest_only, term=loan.term
            ),
        )


def _tenant(path: Path, tenant: Tenant) -> Iterator[Problem]:
    yield from _order(path, tenant, "demand_start", "demand_end")
    if isinstance(tenant.demand, tuple):
        months = [month for month, _ in tenant.demand]
        for before, after in pairwise(months):
            if after <= before:
                yield inconsistent(
                    f"{path}/demand", DEMAND_UNSORTED(name=_called(tenant), month=after)
                )
