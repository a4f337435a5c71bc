"""What one lease bills, earns, collects and still promises, month by month. MODEL.md B4 and B5."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from planner.domain.contract import Contract
from planner.engine.accounts import Trade
from planner.engine.arrays import NOTHING, Floats, Whole, total
from planner.engine.backlog import (
    contract_backlog,
    expected_backlog,
    recognised_ahead,
)
from planner.engine.billing import Power
from planner.engine.calendar import Calendar
from planner.engine.columns import Columns
from planner.engine.enforceable_term import EarlyEnd, enforceable_ends, exit_rights
from planner.engine.leases import FLOATING, ORIGINAL, Lease
from planner.engine.promise import Alignment, Promise, Promised
from planner.engine.receipts import Receipts, receipts, termination_fees
from planner.engine.recognition import (
    FixedBills,
    Method,
    fixed_part,
    is_wholly_fixed,
    recognised_over_term,
    recognition_method,
)
from planner.engine.survival import Hazards, survival

FOREVER = np.int64(2**30)
"""A contract month that none reaches, for draws that do not end early."""


class LeaseAccount(NamedTuple):
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
    usage = columns.number(lease.path, lease.contract, "usage")
    promised = Promised(lease, usage, calendar)
    needs_backlog = with_books and with_backlog and lease.kind == ORIGINAL
    # Draws bill by the plan's months whatever is asked for, so that their bits do not hang on it.
    as_promised = needs_backlog and not columns.is_drawn and _is_as_promised(lease, power, usage)
    if as_promised:
        bills = promised.whole.alignment.to_plan(promised.whole.bill)
    else:
        bills = lease.billed(power, calendar)
    fees = termination_fees(lease, bills, calendar.index)
    billed = bills if fees is None else bills + fees
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
    term = _Term(lease, promised)
    if as_promised:
        earned, accrued, accrued_at_start = _earned_as_promised(lease, bills, promised.whole, term)
    else:
        earned, accrued, accrued_at_start = _earned(lease, power, bills, promised, term, calendar)
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
    if needs_backlog:
        hazards = _hazards(lease.contract, lease, customer, columns)
        backlog, at_start = _backlog(lease, promised.whole, term, hazards, accrued, calendar)
        owed = at_start["backlog_headline" if _is_stated(lease) else "backlog_firm"]
        at_start["rpo"] = owed - accrued_at_start
    return LeaseAccount(trade, backlog, at_start, *opening, accrued_at_start)


class _Term:
    """How long a lease binds, worked out once for its revenue and its backlog."""

    def __init__(self, lease: Lease, promised: Promised) -> None:
        self._lease, self._promised = lease, promised
        self.early = _early_end(lease)
        """In contract months; a default is known in the last month that is billed."""

    @cached_property
    def ends(self) -> Whole | None:
        """(J, ·): last month of the enforceable term seen from each; None is the stated term."""
        promised = self._promised.whole
        rights = exit_rights(self._lease.contract, promised.fixed, promised.bill)
        return enforceable_ends(rights, _last(self._lease), promised.fixed.shape[0])


def _early_end(lease: Lease) -> EarlyEnd | None:
    life, clock = lease.life, lease.clock
    early = life.ends_early
    if early is None:
        return None
    last = np.where(early, life.last_billed - clock.first, FOREVER)
    known = np.where(life.defaulted, life.last_billed, life.known_from) - clock.first
    return EarlyEnd(np.maximum(last, -1), np.where(early, known, FOREVER))


def _last(lease: Lease) -> Whole:
    """(1,) or (P,): the last contract month of the stated term."""
    return lease.clock.last - lease.clock.first


def _is_stated(lease: Lease) -> bool:
    """Whether revenue is recognised over the stated term, whoever may leave before."""
    return lease.contract.recognition_term == "stated"


def _is_as_promised(lease: Lease, power: Power, usage: Floats) -> bool:
    """Whether the plan bills what the contract promised, so that neither is worked out again.

    All that it promised is delivered and used, as of most contracts of a plan with room for all.
    """
    is_served = power.used is power.delivered is power.contracted
    return is_served and lease.clock.runs is None and bool((usage == 1.0).all())


def _method(lease: Lease) -> Method:
    floating = bool(lease.terms.market) and lease.contract.renewal_price == FLOATING
    return recognition_method(lease.contract, floating)


def _earned_as_promised(
    lease: Lease, bills: Floats, promised: Promise, term: _Term
) -> tuple[Floats, Floats, Floats]:
    """As `_earned`, where every month of the contract is billed as it was promised."""
    method, alignment = _method(lease), promised.alignment
    if method == "as_invoiced" or not promised.has_fixed:
        return bills, NOTHING, np.zeros(1)
    weight = promised.megawatts if method == "capacity" else promised.days
    over_term = FixedBills(promised.fixed, promised.fixed, weight)
    ends = None if _is_stated(lease) else term.ends
    recognised = recognised_over_term(over_term, _last(lease), ends)
    ahead = recognised_ahead(recognised, promised.fixed)
    earned = alignment.to_plan(recognised)
    if promised.bill is not promised.fixed:
        earned += bills - alignment.to_plan(promised.fixed)
    return earned, alignment.to_plan(ahead), _before_start(ahead, alignment)


def _earned(
    lease: Lease,
    power: Power,
    bills: Floats,
    agreed: Promised,
    term: _Term,
    calendar: Calendar,
) -> tuple[Floats, Floats, Floats]:
    """Revenue of each month, what of it is not billed yet, and the same at the start."""
    contract, method = lease.contract, _method(lease)
    if method == "as_invoiced" or not agreed.whole.has_fixed:
        return bills, NOTHING, np.zeros(1)
    promised = agreed.whole
    is_fixed = is_wholly_fixed(contract, power)
    fixed = bills
    if not is_fixed:
        fixed = fixed_part(
            contract, lease.terms, power.contracted, power.delivered, lease.clock, calendar
        )
    alignment, early = promised.alignment, term.early
    by_capacity = method == "capacity"
    billed = _as_billed(fixed, promised, alignment, early)
    if by_capacity:
        delivered = alignment.to_contract(power.delivered, promised.megawatts)
        over_term = FixedBills(promised.fixed, billed, promised.megawatts, delivered)
    else:
        over_term = FixedBills(promised.fixed, billed, promised.days)
    ends = None if _is_stated(lease) else term.ends
    recognised = recognised_over_term(over_term, _last(lease), ends, early)
    ahead = recognised_ahead(recognised, over_term.billed)
    earned = alignment.to_plan(recognised)
    if not is_fixed:
        earned = total((earned, bills - fixed))
    opening = _before_start(ahead, alignment)
    if early is not None:
        # The books of the time before the plan knew nothing of an end in its first month.
        unforeseen = (early.last == -1 - lease.clock.first) & (early.last >= 0)
        if unforeseen.any():
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
    if alignment.first.size == 1:
        month = -1 - int(alignment.first[0])
        return series[month] if 0 <= month < series.shape[0] else np.zeros(1)
    before: Floats = alignment.to_plan(series, -1)[0]
    return before


def _backlog(
    lease: Lease,
    promised: Promise,
    term: _Term,
    hazards: Hazards,
    accrued: Floats,
    calendar: Calendar,
) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """Headline, firm, expected and RPO after each plan month; without RPO before the first."""
    months = promised.fixed.shape[0]
    alive = survival(hazards, lease.clock.first, months)
    expected = expected_backlog(promised.bill, alive)
    backlog = {
        "backlog_headline": NOTHING,
        "backlog_firm": NOTHING,
        "backlog_expected": _since_signing(expected, expected, lease, calendar),
    }
    if promised.has_fixed:
        undisturbed = contract_backlog(promised.fixed, _last(lease), term.ends)
        found = undisturbed
        if term.early is not None:
            found = contract_backlog(promised.fixed, _last(lease), term.ends, term.early)
        headline = _since_signing(found.headline, undisturbed.headline, lease, calendar)
        backlog["backlog_headline"] = backlog["backlog_firm"] = headline
        if term.ends is not None:
            firm = _since_signing(found.firm, undisturbed.firm, lease, calendar)
            backlog["backlog_firm"] = firm
    after = {name: NOTHING if owed is NOTHING else owed[1:] for name, owed in backlog.items()}
    binding = after["backlog_headline" if _is_stated(lease) else "backlog_firm"]
    # What is recognised ahead of bills is no longer owed in service.
    after["rpo"] = binding if accrued is NOTHING else binding - accrued
    return after, {name: series[0] for name, series in backlog.items()}


def _since_signing(rows: Floats, undisturbed: Floats, lease: Lease, calendar: Calendar) -> Floats:
    """(M + 1, ·): a backlog before the plan and after each month; all of it from signing to start.

    Before the plan stands what is signed by its first month: the backlog at signing of a contract
    that begins with the plan. It knows of no early end, as what waits does not until it happens.
    """
    first = lease.clock.first
    signed = first
    if lease.contract.signed is not None:
        signed = np.array((calendar.index_of(lease.contract.signed),))
    unpaid_from = None if rows is undisturbed else lease.life.unpaid_from
    if first.size == 1 and unpaid_from is None:
        return _since_certain_signing(rows, undisturbed, int(first[0]), int(signed[0]), calendar)
    at = Alignment(first - 1, rows.shape[0], calendar.months)
    months = np.arange(-1, calendar.months)[:, None]
    running = at.to_plan(rows, -1)
    if rows is not undisturbed:
        running[0] = at.to_plan(undisturbed, -1)[0]
    running *= months > at.first
    is_signed = months >= signed
    is_signed[0] = signed <= 0
    waiting = is_signed & (months <= at.first)
    if not waiting.any():
        return running
    if unpaid_from is not None:
        failed = months >= unpaid_from
        return np.where(waiting, undisturbed[0] * ~failed, running)
    return np.where(waiting, undisturbed[0], running)


def _since_certain_signing(
    rows: Floats, undisturbed: Floats, first: int, signed: int, calendar: Calendar
) -> Floats:
    """The same where every draw is signed and begins in one month: three stretches of rows."""
    since = np.zeros((calendar.months + 1, max(rows.shape[1], undisturbed.shape[1])))
    # Row r stands after month r − 1 of the plan, that is after r − first months of the contract.
    begun = max(first + 1, 0)
    running = rows[begun - first :][: max(since.shape[0] - begun, 0)]
    since[begun : begun + running.shape[0]] = running
    if first < 0:
        since[0] = undisturbed[-first] if -first < undisturbed.shape[0] else 0.0
    since[0 if signed <= 0 else signed + 1 : begun] = undisturbed[0]
    return since


def _hazards(contract: Contract, lease: Lease, customer: Customer, columns: Columns) -> Hazards:
    none = np.zeros(1)
    landlord, tenant = contract.landlord_notice, contract.tenant_notice
    rates = (
        none if landlord is None else columns.number(lease.path, contract, "landlord_exit_rate"),
        none if tenant is None else columns.number(lease.path, contract, "tenant_exit_rate"),
    )
    return Hazards(contract.lock_in, landlord, rates[0], tenant, rates[1], customer.default_rate)


__all__ = ["Customer", "LeaseAccount", "Receipts", "lease_account"]
