"""What customers bring in: bills, revenue, cash, backlog, concentration. MODEL.md B4, B5, B8."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from planner.domain.path import Path
from planner.engine.accounts import NOTHING, Trade, added, total
from planner.engine.arrays import Floats
from planner.engine.attribution import Earned, weights_of
from planner.engine.billing import Power
from planner.engine.calendar import Calendar
from planner.engine.columns import Columns
from planner.engine.customers import Customer, LeaseAccount, lease_account
from planner.engine.leases import Lease
from planner.engine.tenancies import THE_MARKET, Tenancy

Record = Callable[[Path, str, Floats], None]
"""Takes a monthly series (M, 1) or (M, P) of an entity; the path "" is the whole plan."""

NO_ACCOUNT = LeaseAccount(Trade(), {}, {}, np.zeros(1), np.zeros(1), np.zeros(1))
BACKLOGS = ("backlog_headline", "backlog_firm", "backlog_expected", "rpo")
TRAILING_MONTHS = 12


@dataclass
class Revenue:
    """Sums over all tenants; (M, 1) or (M, P), $m; balances before the start are (1,) or (P,)."""

    trade: Trade = field(default_factory=Trade)
    backlog: dict[str, Floats] = field(default_factory=dict)
    backlog_at_start: dict[str, Floats] = field(default_factory=dict)
    receivable_at_start: Floats = field(default_factory=lambda: np.zeros(1))
    prepaid_at_start: Floats = field(default_factory=lambda: np.zeros(1))
    accrued_at_start: Floats = field(default_factory=lambda: np.zeros(1))
    power: dict[str, Floats] = field(default_factory=dict)
    """MW by name of series, such as contracted or unmet."""
    earned: list[Earned] = field(default_factory=list)
    """Money by lease and by tenant's spot use, with the sites that may have served it."""
    external: list[Floats] = field(default_factory=list)
    """Recognised revenue of each customer, the market apart."""

    def add(self, account: LeaseAccount) -> None:
        """Count one lease."""
        self.trade = added(self.trade, account.trade)
        for kept, more in (
            (self.backlog, account.backlog),
            (self.backlog_at_start, account.backlog_at_start),
        ):
            for name, series in more.items():
                kept[name] = kept[name] + series if name in kept else series
        self.receivable_at_start = self.receivable_at_start + account.receivable_at_start
        self.prepaid_at_start = self.prepaid_at_start + account.prepaid_at_start
        self.accrued_at_start = self.accrued_at_start + account.accrued_at_start


def revenue(
    found: Sequence[Tenancy],
    columns: Columns,
    calendar: Calendar,
    record: Record,
    unpaid: Path | None = None,
) -> Revenue:
    """Revenue of every tenancy; records the series of tenants and of their contracts.

    The contract at the path `unpaid` uses its power and brings in nothing; what follows on it does.
    """
    nothing = np.zeros((calendar.months, 1))
    whole = Revenue(
        backlog=dict.fromkeys(BACKLOGS, nothing),
        backlog_at_start={name: np.zeros(1) for name in BACKLOGS if name != "rpo"},
    )
    for tenancy in found:
        mine = _of_tenant(tenancy, columns, calendar, record, unpaid)
        for name in ("receivable_at_start", "prepaid_at_start", "accrued_at_start"):
            setattr(whole, name, getattr(whole, name) + getattr(mine, name))
        whole.trade = added(whole.trade, mine.trade)
        whole.earned += mine.earned
        for name, series in mine.power.items():
            whole.power[name] = total(whole.power.get(name, NOTHING), series)
        for kept, more in (
            (whole.backlog, mine.backlog),
            (whole.backlog_at_start, mine.backlog_at_start),
        ):
            for name, series in more.items():
                kept[name] = kept[name] + series if name in kept else series
        if not tenancy.is_internal and tenancy.path != THE_MARKET:
            whole.external.append(total(mine.trade.recognised, mine.trade.spot_revenue))
    return whole


def _of_tenant(
    tenancy: Tenancy, columns: Columns, calendar: Calendar, record: Record, unpaid: Path | None
) -> Revenue:
    nothing = np.zeros((calendar.months, 1))
    mine = Revenue(trade=Trade(billed=nothing, recognised=nothing, received=nothing))
    contracted, delivered, used = NOTHING, NOTHING, NOTHING
    customer = _customer(tenancy, columns)
    for place, lease in enumerate(tenancy.leases):
        power = tenancy.power_of(place, columns)
        account = NO_ACCOUNT
        if lease.series_path != unpaid:
            account = lease_account(lease, power, customer, columns, calendar)
        mine.add(account)
        where = frozenset[int]().union(*(share.sites for share in lease.shares))
        mine.earned.append(Earned(account.trade, where, weights_of(lease)))
        for name, series in (
            ("contracted", power.contracted),
            ("delivered", power.delivered),
            ("used", power.used),
        ):
            record(lease.series_path, name, series)
        _record_account(lease.series_path, account.trade, account.backlog, nothing, record)
        contracted = total(contracted, power.contracted)
        delivered = total(delivered, power.delivered)
        used = total(used, power.used)
    beyond = _by_month(tenancy.served_beyond, nothing)
    own, bought = (beyond, nothing) if tenancy.is_internal else (nothing, beyond)
    spot = nothing if tenancy.is_internal else beyond * tenancy.worth
    mine.trade = added(mine.trade, Trade(spot_revenue=spot))
    if not tenancy.is_internal:
        mine.earned.append(Earned(Trade(spot_revenue=spot), tenancy.sites))
    served = total(delivered, beyond)
    mine.power = {
        "demand": tenancy.demand,
        "contracted": contracted,
        "delivered": delivered,
        "used": used,
        "served": served,
        "spot": bought,
        "own_use": own,
        "unmet": np.maximum(tenancy.demand - served, 0.0),
    }
    money = {
        "spot_revenue": spot,
        "credit_loss": mine.trade.credit_loss,
        "receivables": mine.trade.receivable,
        "prepayments": mine.trade.prepaid,
        "accrued_revenue": mine.trade.accrued,
    }
    for name, series in (*mine.power.items(), *money.items()):
        record(tenancy.path, name, _by_month(series, nothing))
    _record_account(tenancy.path, mine.trade, mine.backlog, nothing, record)
    return mine


def _by_month(series: Floats, nothing: Floats) -> Floats:
    """(M, ·): a series as it is, or one amount in every month."""
    return series if series.shape[0] == nothing.shape[0] else series + nothing


def _record_account(
    path: Path, trade: Trade, backlog: Mapping[str, Floats], nothing: Floats, record: Record
) -> None:
    lines = {"billed": trade.billed, "recognised": trade.recognised, "received": trade.received}
    for name, series in (*lines.items(), *backlog.items()):
        record(path, name, _by_month(series, nothing))


def _customer(tenancy: Tenancy, columns: Columns) -> Customer:
    if tenancy.path == THE_MARKET:
        return Customer(np.zeros(1), np.zeros(1))
    return Customer(
        columns.number(tenancy.path, tenancy.tenant, "default_rate"),
        columns.number(tenancy.path, tenancy.tenant, "loss_given_default"),
    )


LEAST_REVENUE = 1e-6
"""$m in twelve months."""


def concentration(customers: Sequence[Floats], calendar: Calendar) -> dict[str, Floats]:
    """HHI and top share of trailing-twelve-month recognised external revenue.

    Returns
    -------
    dict of (M, 1) or (M, P) float
        hhi = Σ (100 × share)², 10,000 for a single customer; top_share between 0 and 1. NaN where
        there is no revenue; less than a dollar is the rounding of a sum.
    """
    total: Floats = np.zeros((calendar.months, 1))
    squares, largest = total, total
    for earned in customers:
        trailing = np.cumsum(earned, axis=0)
        trailing[TRAILING_MONTHS:] -= trailing[:-TRAILING_MONTHS].copy()
        total = total + trailing
        squares = squares + trailing * trailing
        largest = np.maximum(largest, trailing)
    earns = total > LEAST_REVENUE
    whole = np.where(earns, total, 1.0)
    return {
        "hhi": np.where(earns, 1e4 * squares / (whole * whole), np.nan),
        "top_share": np.where(earns, largest / whole, np.nan),
    }


def rented_account(lease: Lease, columns: Columns, calendar: Calendar) -> LeaseAccount:
    """The lease in which we are the customer: what it costs stands where ours would earn."""
    full = lease.contracted
    used = columns.number(lease.path, lease.contract, "usage") * full
    nobody = Customer(np.zeros(1), np.zeros(1))
    return lease_account(lease, Power(full, full, used), nobody, columns, calendar)
