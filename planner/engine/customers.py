"""What one lease bills, earns, collects and still promises, month by month. MODEL.md B4 and B5."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from planner.domain.contract import Contract
from planner.engine.accounts import Trade
from planner.engine.arrays import Floats, Whole, total
from planner.engine.backlog import (
    contract_backlog,
    expected_backlog,
    recognised_ahead,
)
from planner.engine.billing import Power
from planner.engine.calendar import Calendar
from planner.engine.columns import Columns
from planner.engine.enforceable_term import EarlyEnd, ExitRights, enforceable_ends, exit_rights
from planner.engine.leases import FLOATING, ORIGINAL, Lease
from planner.engine.promise import Alignment, Promise, promise
from planner.engine.receipts import Receipts, receipts, termination_fees
from planner.engine.recognition import (
    FixedBills,
    fixed_part,
    recognised_over_term,
    recognition_method,
)
from planner.engine.survival import Hazards, survival

FOREVER = np.int64(2**30)
"""A contract month that none reaches, for draws that do not end early."""


@dataclass(frozen=True)
class LeaseAccount:
    """One lease in one block of draws; (M, 1) or (M, P), $m."""

    trade: Trade
    backlog: Mapping[str, Floats]
    """Headline, firm, expected and RPO by series name; empty for a renewal, which stands apart."""
    backlog_at_start: Mapping[str, Floats]
    """The same before the plan's first month; (1,) or (P,)."""
    receivable_at_start: Floats
    prepaid_at_start: Floats
    accrued_at_start: Floats


@dataclass(frozen=True)
class Customer:
    """The tenant's own chances: of default and of what is then lost; (1,) or (P,)."""

    default_rate: Floats
    loss_given_default: Floats


def lease_account(
    lease: Lease,
    power: Power,
    customer: Customer,
    columns: Columns,
    calendar: Calendar,
    with_books: bool = True,
    with_backlog: bool = True,
) -> LeaseAccount:
    """Bills, revenue, cash and backlog of a lease.

    Axes: M months, P draws; J contract months inside.

    Parameters
    ----------
    power : Power
        Contracted, delivered and used MW of the lease.
    with_books, with_backlog : bool
        Whether revenue is recognised and balances are found, and whether backlogs are, which takes
        the books too; bills and cash hang on neither.
    """
    bills = lease.billed(power, calendar)
    fees = termination_fees(lease, bills, calendar.index)
    billed = bills if fees is None else bills + fees
    usage = columns.number(lease.path, lease.contract, "usage")

    @cache
    def promised() -> Promise:
        return promise(lease, usage, calendar)

    share_lost = customer.loss_given_default
    paid = receipts(lease, bills, fees, promised, share_lost, calendar, with_books)
    opening = paid.receivable_at_start, paid.prepaid_at_start
    if not with_books:
        trade = Trade(
            billed=billed,
            received=paid.cash,
            credit_loss=paid.lost,
        )
        return LeaseAccount(trade, {}, {}, *opening, np.zeros(1))
    rights = exit_rights(lease.contract, promised().fixed, promised().bill)
    earned, accrued, accrued_at_start = _earned(lease, power, bills, promised(), rights, calendar)
    recognised = earned if fees is None else earned + fees
    trade = Trade(
        billed=billed,
        recognised=recognised,
        received=paid.cash,
        credit_loss=paid.lost,
        receivable=paid.receivable,
        prepaid=paid.prepaid,
        accrued=accrued,
    )
    backlog: Mapping[str, Floats] = {}
    at_start: dict[str, Floats] = {}
    if lease.kind == ORIGINAL and with_backlog:
        backlog, at_start = _backlog(
            lease, promised(), rights, customer, accrued, columns, calendar
        )
        owed = at_start["backlog_headline" if _is_stated(lease) else "backlog_firm"]
        at_start["rpo"] = owed - accrued_at_start
    return LeaseAccount(trade, backlog, at_start, *opening, accrued_at_start)


def _last(lease: Lease) -> Whole:
    """(1,) or (P,): the last contract month of the stated term."""
    return lease.clock.last - lease.clock.first


def _ends(lease: Lease, rights: ExitRights, months: int) -> Whole | None:
    if _is_stated(lease):
        return None
    return enforceable_ends(rights, _last(lease), months)


def _is_stated(lease: Lease) -> bool:
    """Whether revenue is recognised over the stated term, whoever may leave before."""
    return lease.contract.recognition_term == "stated"


def _early_end(lease: Lease) -> EarlyEnd | None:
    """In contract months; a default is known in the last month that is billed."""
    life, clock = lease.life, lease.clock
    early = ~life.runs_out
    if not early.any():
        return None
    last = np.where(early, life.last_billed - clock.first, FOREVER)
    known = np.where(life.defaulted, life.last_billed, life.known_from) - clock.first
    return EarlyEnd(np.maximum(last, -1), np.where(early, known, FOREVER))


def _earned(
    lease: Lease,
    power: Power,
    bills: Floats,
    promised: Promise,
    rights: ExitRights,
    calendar: Calendar,
) -> tuple[Floats, Floats, Floats]:
    """Revenue of each month, what of it is not billed yet, and the same at the start."""
    contract = lease.contract
    floating = lease.terms.market_rate is not None and contract.renewal_price == FLOATING
    method = recognition_method(contract, floating)
    if method == "as_invoiced" or not promised.fixed.any():
        return bills, np.zeros((1, 1)), np.zeros(1)
    is_fixed = contract.basis == "fixed_fee"
    fixed = bills
    if not is_fixed:
        fixed = fixed_part(
            contract, lease.terms, power.contracted, power.delivered, lease.clock, calendar
        )
    alignment = promised.alignment
    months = promised.fixed.shape[0]
    early = _early_end(lease)
    by_capacity = method == "capacity"
    billed = _as_billed(fixed, promised, alignment, early)
    if by_capacity:
        delivered = alignment.to_contract(power.delivered, promised.megawatts)
        over_term = FixedBills(promised.fixed, billed, promised.megawatts, delivered)
    else:
        over_term = FixedBills(promised.fixed, billed, promised.days)
    ends = _ends(lease, rights, months)
    recognised = recognised_over_term(over_term, _last(lease), ends, early)
    ahead = recognised_ahead(recognised, over_term.billed)
    earned = alignment.to_plan(recognised)
    if not is_fixed:
        earned = total((earned, bills - fixed))
    opening = _before_start(ahead, alignment)
    unforeseen = early is not None and (early.last == -1 - lease.clock.first) & (early.last >= 0)
    if np.any(unforeseen):
        # The books of the time before the plan knew nothing of an end in its first month.
        undisturbed = recognised_over_term(
            replace(over_term, billed=promised.fixed), _last(lease), ends
        )
        known = _before_start(recognised_ahead(undisturbed, promised.fixed), alignment)
        written_off = np.where(unforeseen, known - opening, 0.0)
        opening = opening + written_off
        earned = np.concatenate([earned[:1] - written_off, _as_wide(earned[1:], written_off)])
    return earned, alignment.to_plan(ahead), opening


def _as_wide(series: Floats, draws: Floats) -> Floats:
    return np.broadcast_to(series, (series.shape[0], max(series.shape[1], draws.size)))


def _as_billed(
    fixed: Floats, promised: Promise, alignment: Alignment, early: EarlyEnd | None
) -> Floats:
    """(J, ·): fixed bills as invoiced in the plan, as promised outside, none after an early end."""
    billed = alignment.to_contract(fixed, promised.fixed)
    if early is None:
        return billed
    return billed * (np.arange(billed.shape[0])[:, None] <= early.last)


def _before_start(series: Floats, alignment: Alignment) -> Floats:
    """(1,) or (P,): a contract series in the month before the plan begins; 0 if not yet running."""
    before: Floats = alignment.to_plan(series, -1)[0]
    return before


def _backlog(
    lease: Lease,
    promised: Promise,
    rights: ExitRights,
    customer: Customer,
    accrued: Floats,
    columns: Columns,
    calendar: Calendar,
) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """Headline, firm, expected and RPO after each plan month; without RPO before the first."""
    months = promised.fixed.shape[0]
    ends = enforceable_ends(rights, _last(lease), months)
    early = _early_end(lease)
    undisturbed = contract_backlog(promised.fixed, _last(lease), ends)
    found = undisturbed
    if early is not None:
        found = contract_backlog(promised.fixed, _last(lease), ends, early)
    alive = survival(_hazards(lease.contract, lease, customer, columns), lease.clock.first, months)
    expected = expected_backlog(promised.bill, alive)
    rows = {
        "backlog_headline": (found.headline, undisturbed.headline),
        "backlog_firm": (found.firm, undisturbed.firm),
        "backlog_expected": (expected, expected),
    }
    at = Alignment(lease.clock.first - 1, months + 1, calendar.months)
    backlog = {name: _since_signing(*pair, at, lease, calendar) for name, pair in rows.items()}
    after = {name: series[1:] for name, series in backlog.items()}
    binding = after["backlog_headline" if _is_stated(lease) else "backlog_firm"]
    # What is recognised ahead of bills is no longer owed in service.
    after["rpo"] = binding - accrued
    return after, {name: series[0] for name, series in backlog.items()}


def _since_signing(
    rows: Floats, undisturbed: Floats, at: Alignment, lease: Lease, calendar: Calendar
) -> Floats:
    """(M + 1, ·): a backlog before the plan and after each month; all of it from signing to start.

    Before the plan stands what is signed by its first month: the backlog at signing of a contract
    that begins with the plan. It knows of no early end, as what waits does not until it happens.
    """
    months = np.arange(-1, calendar.months)[:, None]
    running = at.to_plan(rows, -1)
    if rows is not undisturbed:
        running[0] = at.to_plan(undisturbed, -1)[0]
    if at.first.size == 1:
        running[: max(int(at.first[0]) + 2, 0)] = 0.0
    else:
        running *= months > at.first
    signed = lease.clock.first
    if lease.contract.signed is not None:
        signed = np.array((calendar.index_of(lease.contract.signed),))
    is_signed = months >= signed
    is_signed[0] = signed <= 0
    waiting = is_signed & (months <= at.first)
    if not waiting.any():
        return running
    if rows is not undisturbed and lease.life.unpaid_from is not None:
        failed = months >= lease.life.unpaid_from
        return np.where(waiting, undisturbed[0] * ~failed, running)
    return np.where(waiting, undisturbed[0], running)


def _hazards(contract: Contract, lease: Lease, customer: Customer, columns: Columns) -> Hazards:
    return Hazards(
        lock_in=contract.lock_in,
        landlord_notice=contract.landlord_notice,
        landlord_rate=columns.number(lease.path, contract, "landlord_exit_rate"),
        tenant_notice=contract.tenant_notice,
        tenant_rate=columns.number(lease.path, contract, "tenant_exit_rate"),
        default_rate=customer.default_rate,
    )


__all__ = ["Customer", "LeaseAccount", "Receipts", "lease_account"]
