"""Sites that we rent: the lease in which we are the customer, and its renewal. MODEL.md B4."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.domain.facility import Facility
from planner.engine.accounts import Sum, Trade
from planner.engine.arrays import Floats, Whole
from planner.engine.billing import Power
from planner.engine.calendar import Calendar
from planner.engine.columns import Columns
from planner.engine.customers import Customer, LeaseAccount, lease_account
from planner.engine.leases import Lease, lease_in
from planner.engine.lifetime import FAR
from planner.engine.market import MarketMonths
from planner.engine.renewals import renewed
from planner.engine.site_power import site_power

Rented = tuple[Lease, ...]
"""The lease of a site and its renewal; empty where the site is not rented."""


def rented(
    facility: Facility, columns: Columns, calendar: Calendar, market: MarketMonths
) -> Rented:
    """The contract under which we rent a site's MW, and what follows on it."""
    original = lease_in(facility, columns, calendar)
    if original is None:
        return ()
    if original.contract.after_end == "ends":
        return (original,)
    # A renewal at market is priced by the age of what stands there, rented or not.
    site = site_power(facility, columns, calendar, market, None)
    renewal = None if site is None else renewed(original, [site], columns, calendar, market)
    return (original,) if renewal is None else (original, renewal)


def megawatts(leases: Rented, columns: Columns) -> Floats | None:
    """(M, 1) or (M, P), IT MW: the most that a rented site has; without bound where no lease is."""
    if not leases:
        return None
    first, *others = leases
    contracted = sum((lease.contracted for lease in others), first.contracted)
    active = columns.active(first.path, first.contract)
    if active is None or active.all():
        return contracted
    return np.where(active > 0.0, contracted, np.inf)


def last_months(leases: Rented) -> Whole | None:
    """(1,) or (P,): the last month in which a site is rented; None where it is not."""
    if not leases:
        return None
    original, *others = leases
    last: Whole = np.where(original.exists, original.life.last_billed, FAR)
    for renewal in others:
        last = np.where(renewal.exists, renewal.life.last_billed, last)
    return last


@dataclass(frozen=True)
class Rent:
    """What renting a site costs, where leases of ours would earn it."""

    trade: Trade
    owed_at_start: Floats
    """(1,) or (P,), $m: recognised and not paid before the plan."""


def rent(leases: Sequence[Lease], columns: Columns, calendar: Calendar) -> Rent:
    """What the leases of a site cost together."""
    together = Sum(Trade)
    owed: Floats = np.zeros(1)
    for lease in leases:
        account = _account(lease, columns, calendar)
        together.add(account.trade)
        due = account.accrued_at_start + account.receivable_at_start
        owed = owed + due - account.prepaid_at_start
    return Rent(together.value, owed)


def _account(lease: Lease, columns: Columns, calendar: Calendar) -> LeaseAccount:
    """The landlord delivers what it promises; we pay for all that we use."""
    full = lease.contracted
    used = columns.number(lease.path, lease.contract, "usage") * full
    nobody = Customer(np.zeros(1), np.zeros(1))
    return lease_account(lease, Power(full, full, used), nobody, columns, calendar)
