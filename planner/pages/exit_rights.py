"""Who may leave which contract: from when, with what notice, at what fee. MODEL.md B4."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from planner.charts.figures import NONE, marks, number
from planner.charts.months import MonthScale
from planner.charts.notice_marks import NoticeMark
from planner.domain.contract import Contract
from planner.domain.distribution import Range
from planner.domain.month import month_number
from planner.domain.project import Project
from planner.domain.quantity import Amount, Quantity
from planner.domain.tenant import Tenant
from planner.units.message import QT_TRANSLATE_NOOP, sentence
from planner.units.notation import print_entry
from planner.units.unit import RATE

Side = Literal["landlord", "tenant"]
MOST_TOLD = 4
SIDES: tuple[Side, Side] = ("tenant", "landlord")

WE = sentence("exit-we", QT_TRANSLATE_NOOP("planner", "Landlord"))
NO_RIGHT = sentence("exit-no-right", QT_TRANSLATE_NOOP("planner", "no right"))
MONTHS = sentence("exit-months", QT_TRANSLATE_NOOP("planner", "{count} mo"))
EITHER = sentence(
    "exit-either", QT_TRANSLATE_NOOP("planner", "{month}: either side may give notice")
)
ONE_SIDE = sentence("exit-one-side", QT_TRANSLATE_NOOP("planner", "{month}: {who} may give notice"))
OF_TENANT = sentence(
    "exit-of-tenant", QT_TRANSLATE_NOOP("planner", "{tenant}: notice from {month}")
)
OF_CONTRACTS = sentence(
    "exit-of-contracts", QT_TRANSLATE_NOOP("planner", "{count} contracts: notice from {month}")
)
OF_CONTRACT = sentence("exit-of-contract", QT_TRANSLATE_NOOP("planner", "{who}, {contract}"))


@dataclass(frozen=True)
class ExitRight:
    """One side's right to leave one contract; `first` is the plan's month from which notice counts.

    `notice` is None where the side has no right. `fee` and `rate` are printed.
    """

    path: str
    side: Side
    who: str
    first: int | None
    notice: int | None
    fee: str
    rate: str

    def printed(self, scale: MonthScale) -> tuple[str, str, str, str]:
        """From, notice, fee, rate, as a table shows them."""
        if self.notice is None or self.first is None:
            return (NONE, str(NO_RIGHT()), NONE, NONE)
        return (scale.short(self.first), str(MONTHS(count=self.notice)), self.fee, self.rate)

    def changed_from(self, before: "ExitRight", scale: MonthScale) -> dict[int, str]:
        """The columns of `printed` in which this right differs, with what stood there before."""
        here, there = self.printed(scale), before.printed(scale)
        same = (here[0] == there[0], here[1] == there[1], self.fee == before.fee)
        kept = (*same, self.rate == before.rate)
        return {place: there[place] for place, is_kept in enumerate(kept) if not is_kept}


def exit_rights(plan: Project, paths: Collection[str]) -> tuple[ExitRight, ...]:
    """The rights of both sides in the contracts at these paths, the tenant's first.

    Of the plan with the overrides of its case applied; a delay of a contract is not counted.
    """
    wanted = frozenset(paths)
    found: list[ExitRight] = []
    for tenant in plan.tenants:
        for contract in tenant.contracts:
            path = f"tenants/{tenant.id}/contracts/{contract.id}"
            if path in wanted:
                found += [_right(plan, tenant, contract, path, side) for side in SIDES]
    return tuple(found)


def notice_marks(rights: Sequence[ExitRight], scale: MonthScale) -> tuple[NoticeMark, ...]:
    """Where notice may first be given, one mark a month.

    Of one contract it is told which sides may; of several the tenant, or how many contracts. Only
    the first four are told, the others marked in silence.
    """
    able = [right for right in rights if right.notice is not None and right.first is not None]
    several = len({right.path for right in rights}) > 1
    found: list[NoticeMark] = []
    for month in sorted({right.first for right in able if right.first is not None}):
        here = [right for right in able if right.first == month]
        text = _told(here, scale.short(month), several) if len(found) < MOST_TOLD else ""
        notice = max(right.notice or 0 for right in here)
        found.append(NoticeMark(month, notice, text, not several))
    return tuple(found)


def _told(here: Sequence[ExitRight], month: str, several: bool) -> str:
    """What one mark says of the rights that begin there."""
    paths = {right.path for right in here}
    who = here[0].who
    if len(paths) > 1:
        return str(OF_CONTRACTS(month=month, count=len(paths)))
    if several:
        return str(OF_TENANT(month=month, tenant=who))
    if len(here) > 1:
        return str(EITHER(month=month))
    return str(ONE_SIDE(month=month, who=who))


def _right(plan: Project, tenant: Tenant, contract: Contract, path: str, side: Side) -> ExitRight:
    mine = side == "landlord"
    who = _landlord(plan) if mine else tenant.name
    if len(tenant.contracts) > 1:
        who = str(OF_CONTRACT(who=who, contract=contract.name))
    begin = contract.start
    first = None
    if begin is not None:
        first = month_number(begin) - month_number(plan.settings.start) + contract.lock_in
    return ExitRight(
        path=path,
        side=side,
        who=who,
        first=first,
        notice=contract.landlord_notice if mine else contract.tenant_notice,
        fee=_fee(contract.landlord_fee if mine else contract.termination_fee),
        rate=_rate(contract.landlord_exit_rate if mine else contract.tenant_exit_rate),
    )


def _landlord(plan: Project) -> str:
    """The sites' owner where they have one and the same, else the landlord."""
    owners = {facility.owner for facility in plan.facilities if facility.owner}
    return owners.pop() if len(owners) == 1 else str(WE())


def _fee(fee: Amount) -> str:
    """$m, or the number of bills as it was typed."""
    return fee if isinstance(fee, str) else number(fee, 0 if float(fee).is_integer() else 1)


def _rate(rate: Quantity) -> str:
    entry = rate.written if isinstance(rate, Range) else rate
    text = print_entry(entry, RATE, marks())
    return text if text.endswith("%") else f"{text}\u00a0%"
