"""When a bill becomes cash: prepayment and its credit, payment lag, default. MODEL.md B4."""

from typing import NamedTuple

import numpy as np

from planner.domain.acceptance import relative_amount
from planner.domain.contract import Contract
from planner.engine.arrays import NOTHING, Floats, Whole, accumulated, run_up
from planner.engine.calendar import Calendar
from planner.engine.columns import is_nowhere
from planner.engine.leases import Lease
from planner.engine.promise import Promise, Promised


class Receipts(NamedTuple):
    """Cash of one contract and what is owed at each month's end; (M, 1) or (M, P), $m."""

    cash: Floats
    """Received, prepayment included."""
    receivable: Floats
    """Billed and due, not yet received."""
    prepaid: Floats
    """Prepayment not yet credited: a liability."""
    lost: Floats
    """Receivables lost by default, in its month."""
    receivable_at_start: Floats
    """(1,) or (P,): opening receivable of a running contract."""
    prepaid_at_start: Floats
    """(1,) or (P,): opening prepayment of a running contract."""


def receipts(
    lease: Lease,
    bills: Floats,
    fees: Floats | None,
    promised: Promised,
    loss_given_default: Floats,
    calendar: Calendar,
    with_balances: bool = True,
) -> Receipts:
    """Cash of a contract from its bills.

    Parameters
    ----------
    bills : (M, 1) or (M, P) float, $m
        Inside the plan, without termination fees.
    fees : (M, 1) or (M, P) float or None, $m
        Termination fees: due as bills are, but no prepayment is set against them.
    promised : Promised
        What it billed before the plan; asked only where that matters.
    loss_given_default : (1,) or (P,)
        Share of what is owed that is lost when billing stops by default.
    with_balances : bool
        Whether what is receivable and prepaid at each month's end is found; else both are nothing.

    Notes
    -----
    Credit of a month = min(balance, credit_share × bill), the balance including what was prepaid in
    the month; a balance left stays a liability. Bills are received whole months later; of what the
    tenant owes when it defaults, under a contract that has ended too, only 1 − loss_given_default
    comes in. What is unpaid at the plan's end is the closing receivable.
    """
    contract = lease.contract
    before = _months_before(contract, lease, calendar)
    none = np.zeros(1)
    if not before and not contract.payment_lag and not contract.prepayment:
        due = bills if fees is None else bills + fees
        return Receipts(due, NOTHING, NOTHING, NOTHING, none, none)
    history = np.zeros((0, 1))
    if before:
        agreed = promised.whole
        history = agreed.alignment.to_plan(agreed.bill, -before)[:before]
    billed = _stacked(history, bills)
    earlier = termination_fees(lease, history, np.arange(-before, 0)) if before else None
    charged = None
    if fees is not None or earlier is not None:
        charged = _stacked(_or_none(earlier, before), _or_none(fees, calendar.months))
    due, prepaid, balance = billed, None, None
    if contract.prepayment:
        prepaid = _prepaid(lease, promised.whole, before, calendar)
        credited = _credited(billed, prepaid, contract.credit_share)
        due = billed - credited
        if with_balances:
            balance = run_up(prepaid - credited)
    if charged is not None:
        due = due + charged
    came, lost = _collected(lease, due, before, loss_given_default, calendar)
    owed = None
    if with_balances:
        owed = run_up(due - came)
        if lost is not None:
            owed = owed - accumulated(lost)
    cash = came if prepaid is None else came + prepaid
    return Receipts(
        cash[before:],
        NOTHING if owed is None else owed[before:],
        NOTHING if balance is None else balance[before:],
        NOTHING if lost is None else lost[before:],
        owed[before - 1] if before and owed is not None else none,
        balance[before - 1] if before and balance is not None else none,
    )


def _months_before(contract: Contract, lease: Lease, calendar: Calendar) -> int:
    """Months of history that still matter at the plan's start."""
    if not contract.payment_lag and not contract.prepayment:
        return 0
    first = lease.clock.first
    earliest = int(first.item()) if first.size == 1 else int(first.min())
    needed = max(-earliest, 0)
    if contract.prepayment and contract.signed is not None:
        needed = max(needed, -calendar.index_of(contract.signed))
    return needed


def _stacked(history: Floats, bills: Floats) -> Floats:
    if not history.shape[0]:
        return bills
    draws = max(history.shape[1], bills.shape[1])
    rows = (np.broadcast_to(part, (part.shape[0], draws)) for part in (history, bills))
    return np.concatenate(list(rows))


def _or_none(fees: Floats | None, months: int) -> Floats:
    return np.zeros((months, 1)) if fees is None else fees


def prepayment_amount(lease: Lease, promise: Promise) -> Floats:
    """(1,) or (P,), $m: as given, or a percentage of headline; the share taken up is in both."""
    amount = lease.contract.prepayment
    percent = relative_amount(amount)
    if percent is not None:
        headline: Floats = promise.fixed.sum(axis=0)
        return headline * (percent / 100.0)
    return float(amount) * lease.terms.share


def _prepaid(lease: Lease, promised: Promise, before: int, calendar: Calendar) -> Floats:
    """(before + M, ·): cash prepaid in each month, in equal parts from the month of signing.

    No part is paid once its tenant pays no more, nor after a contract has ended early.
    """
    months = np.arange(-before, calendar.months)[:, None]
    parts = max(lease.contract.prepayment_months, 1)
    signed = lease.clock.first
    if lease.contract.signed is not None:
        signed = np.array((calendar.index_of(lease.contract.signed),))
    inside = (months >= signed) & (months < signed + parts)
    life = lease.life
    early = ~life.runs_out | lease.clock.is_cut_short
    if early.any():
        inside = inside & (~early | (months <= life.last_billed))
    if life.unpaid_from is not None:
        inside = inside & (months < life.unpaid_from)
    return inside * (prepayment_amount(lease, promised) / parts)


def _credited(billed: Floats, prepaid: Floats, share: float) -> Floats:
    """(T, ·): credit of each month.

    The balance never falls below 0: cumulative credit is share × bills, held down by the least that
    cumulative prepayment has exceeded it so far.
    """
    if not share or not prepaid.any():
        return np.zeros((billed.shape[0], 1))
    wanted = np.cumsum(share * billed, axis=0)
    room = np.cumsum(prepaid, axis=0) - wanted
    held = np.minimum(np.minimum.accumulate(room, axis=0), 0.0)
    total: Floats = wanted + held
    credited = total.copy()
    credited[1:] -= total[:-1]
    return credited


def _collected(
    lease: Lease, due: Floats, before: int, loss_given_default: Floats, calendar: Calendar
) -> tuple[Floats, Floats | None]:
    """(T, ·) each: cash received of what is due, and what is lost; None where nothing may be."""
    lag = lease.contract.payment_lag
    late = _later(due, lag)
    stop = lease.life.unpaid_from
    if stop is None or not lag:
        return late, None
    draws = max(due.shape[1], stop.size)
    # Only in these draws is anything lost, as a rule in few.
    fails = np.flatnonzero(np.broadcast_to(stop < calendar.months, draws))
    if not fails.size:
        return late, None
    came = late if late.shape[1] == draws else np.repeat(late, draws, axis=1)
    lost = np.zeros(came.shape)
    rows = before + (np.repeat(stop, fails.size) if stop.size == 1 else stop[fails])
    share = loss_given_default if loss_given_default.size == 1 else loss_given_default[fails]
    # Nothing is billed from the month on in which it fails: what stands then was due before it.
    for months in range(1, lag + 1):
        standing = _standing(due, rows - months, fails) * share
        lost[rows, fails] += standing
        comes = rows - months + lag
        in_plan = comes < came.shape[0]
        came[comes[in_plan], fails[in_plan]] -= standing[in_plan]
    return came, lost


def _standing(due: Floats, rows: Whole, draws: Whole) -> Floats:
    """(n,): what the tenant owes of the bill in a row of each of these draws; 0 before the first.

    What we owe a tenant that defaults, a fee of ours, we still pay.
    """
    bills = due[np.maximum(rows, 0), draws if due.shape[1] > 1 else 0]
    return np.where(rows < 0, 0.0, np.maximum(bills, 0.0))


def _later(due: Floats, months: int) -> Floats:
    """(T, ·): the amounts so many months later; those of the last months fall outside."""
    if not months:
        return due
    late = np.empty_like(due)
    late[:months] = 0.0
    if months < due.shape[0]:
        late[months:] = due[: due.shape[0] - months]
    return late


def termination_fees(lease: Lease, bills: Floats, months: Whole) -> Floats | None:
    """(M, ·), $m: paid to us by a leaving tenant, by us (negative) where we leave; None if none.

    In the last billed month of these `months` of the plan, negative before it; `n bills` is n times
    its bill. A certain exit before the stated end is the tenant's. The share taken up scales bills,
    and so a fee in bills, but no fee in $m.
    """
    contract, life = lease.contract, lease.life
    is_cut_short = lease.clock.is_cut_short
    if life.ends_early is None and is_nowhere(is_cut_short):
        return None
    fees = None
    tenant_leaves = life.left_by_tenant | (life.runs_out & is_cut_short)
    sides = (
        (tenant_leaves, contract.termination_fee, 1.0),
        (life.left_by_landlord, contract.landlord_fee, -1.0),
    )
    for leaves, amount, sign in sides:
        leaves = leaves & lease.exists
        if not amount or not leaves.any():
            continue
        in_bills = relative_amount(amount)
        fee = bills * in_bills if in_bills is not None else np.array((float(amount),))
        paid = sign * ((months[:, None] == life.last_billed) & leaves) * fee
        fees = paid if fees is None else fees + paid
    return fees
