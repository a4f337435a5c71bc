"""What customers bring in: bills, revenue, cash, backlog, concentration. MODEL.md B4, B5, B8."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from planner.domain.path import Path
from planner.engine.accounts import Sum, Trade
from planner.engine.arrays import (
    NOTHING,
    Floats,
    Total,
    Whole,
    accumulated,
    by_month,
    positive,
    product,
    total,
)
from planner.engine.attribution import Earned, weights_of
from planner.engine.billing import Power
from planner.engine.calendar import Calendar
from planner.engine.columns import Columns
from planner.engine.customers import Customer, LeaseAccount, lease_account
from planner.engine.tenancies import THE_MARKET, Tenancy
from planner.engine.wanted import BACKLOGS, Recorder

NO_ACCOUNT = LeaseAccount(Trade(), {}, {}, np.zeros(1), np.zeros(1), np.zeros(1))
TRAILING_MONTHS = 12
POWER = ("demand", "contracted", "delivered", "used", "served", "spot", "own_use", "unmet")


@dataclass
class Opening:
    """Balances before the plan's first month; (1,) or (P,), $m."""

    receivable: Floats = field(default_factory=lambda: np.zeros(1))
    prepaid: Floats = field(default_factory=lambda: np.zeros(1))
    accrued: Floats = field(default_factory=lambda: np.zeros(1))

    def add(self, account: LeaseAccount) -> None:
        """Count one lease."""
        self.receivable = self.receivable + account.receivable_at_start
        self.prepaid = self.prepaid + account.prepaid_at_start
        self.accrued = self.accrued + account.accrued_at_start


@dataclass(frozen=True)
class Revenue:
    """Sums over all tenants; (M, 1) or (M, P), $m; before the start (1,) or (P,)."""

    trade: Trade
    backlog: dict[str, Floats]
    backlog_at_start: dict[str, Floats]
    opening: Opening
    opening_by_path: dict[tuple[Path, str], Floats]
    """The same balances and backlogs by tenant, backlogs by contract too."""
    power: dict[str, Floats]
    """MW by name of series, such as contracted or unmet."""
    earned: list[Earned]
    """Money by lease and by tenant's spot use, with the sites that may have served it."""
    external: list[Floats]
    """Recognised revenue of each customer, the market apart."""


@dataclass(frozen=True)
class Scope:
    """What the whole plan needs of its tenants besides bills and cash."""

    books: bool = True
    """Recognised revenue, and what is recognised and not billed."""
    backlog: bool = True
    power: bool = True
    """MW by name of series."""


def revenue(
    found: Sequence[Tenancy],
    columns: Columns,
    calendar: Calendar,
    record: Recorder,
    scope: Scope,
    unpaid: Path | None = None,
) -> Revenue:
    """Revenue of every tenancy; records the series of tenants and of their contracts.

    Sums have only what the plan needs of them. The contract at the path `unpaid` uses its power and
    brings in nothing; what follows on it does.
    """
    trade = Sum(Trade)
    backlog = {name: Total() for name in BACKLOGS}
    at_start = {name: np.zeros(1) for name in BACKLOGS}
    by_path: dict[tuple[Path, str], Floats] = {}
    opening = Opening()
    power: dict[str, Total] = {}
    earned: list[Earned] = []
    external: list[Floats] = []
    for tenancy in found:
        mine = _of_tenant(tenancy, columns, calendar, record, scope, unpaid, trade)
        earned += mine.earned
        for name, series in mine.backlog.items():
            backlog[name].add(series)
        for name, series in mine.power.items():
            power.setdefault(name, Total()).add(series)
        for key, amount in mine.opening.items():
            by_path[key] = amount
            if key[0] == tenancy.path and key[1] in at_start:
                at_start[key[1]] = at_start[key[1]] + amount
        for account in mine.accounts:
            opening.add(account)
        if not tenancy.is_internal and tenancy.path != THE_MARKET:
            external.append(total((mine.trade.recognised, mine.trade.spot_revenue)))
    owed = {name: by_month(sums.value, calendar.months) for name, sums in backlog.items()}
    megawatts = {name: sums.value for name, sums in power.items()}
    return Revenue(trade.value, owed, at_start, opening, by_path, megawatts, earned, external)


@dataclass(frozen=True)
class _TenantRevenue:
    """What one tenant brings in."""

    trade: Trade
    """Nothing where nobody reads it apart from the plan's."""
    power: dict[str, Floats]
    """MW by name of series."""
    backlog: dict[str, Floats]
    accounts: list[LeaseAccount]
    opening: dict[tuple[Path, str], Floats]
    earned: list[Earned]


def _of_tenant(
    tenancy: Tenancy,
    columns: Columns,
    calendar: Calendar,
    record: Recorder,
    scope: Scope,
    unpaid: Path | None,
    of_plan: Sum[Trade],
) -> _TenantRevenue:
    """What a tenant brings in, which is counted in what the plan does."""
    is_apart = scope.books or record.wants(tenancy.path, *_MONEY)
    trade = Sum(Trade) if is_apart else of_plan
    backlog: dict[str, Total] = {}
    accounts: list[LeaseAccount] = []
    earned: list[Earned] = []
    customer = _customer(tenancy, columns)
    powers = tenancy.powers(columns)
    for lease, mw in zip(tenancy.leases, powers, strict=True):
        account = NO_ACCOUNT
        if lease.series_path != unpaid:
            paths = (tenancy.path, lease.series_path)
            with_backlog = scope.backlog or _any_wants(record, paths, BACKLOGS)
            with_books = with_backlog or scope.books or _any_wants(record, paths, _BOOKS)
            account = lease_account(
                lease, mw, customer, columns, calendar, with_books, with_backlog
            )
        trade.add(account.trade)
        for name, series in account.backlog.items():
            backlog.setdefault(name, Total()).add(series)
        accounts.append(account)
        earned.append(Earned(account.trade, lease.sites, weights_of(lease)))
        for name, series in (
            ("contracted", mw.contracted),
            ("delivered", mw.delivered),
            ("used", mw.used),
        ):
            record(lease.series_path, name, series)
        _record_account(lease.series_path, account.trade, account.backlog, record)
    beyond = tenancy.served_beyond
    own, bought = (beyond, NOTHING) if tenancy.is_internal else (NOTHING, beyond)
    spot = NOTHING
    if not tenancy.is_internal and beyond.any():
        spot = product(beyond, tenancy.worth)
        earned.append(Earned(Trade(spot_revenue=spot), tenancy.sites))
        trade.add(Trade(spot_revenue=spot))
    power: dict[str, Floats] = {}
    if scope.power or record.wants(tenancy.path, *POWER):
        contracted, delivered, used = _together(powers)
        served = total((delivered, beyond))
        unmet = positive(tenancy.demand - served)
        every = (tenancy.demand, contracted, delivered, used, served, bought, own, unmet)
        power = dict(zip(POWER, every, strict=True))
    together = Trade()
    if is_apart:
        together = trade.value
        of_plan.add(together)
    money = {
        "spot_revenue": spot,
        "credit_loss": together.credit_loss,
        "receivables": together.receivable,
        "prepayments": together.prepaid,
        "accrued_revenue": together.accrued,
    }
    for name, series in (*power.items(), *money.items()):
        record(tenancy.path, name, series)
    owed = {name: sums.value for name, sums in backlog.items()}
    _record_account(tenancy.path, together, owed, record)
    opening = _opening(tenancy, accounts)
    return _TenantRevenue(together, power, owed, accounts, opening, earned)


_BOOKS = ("recognised", "accrued_revenue", "receivables", "prepayments")
_MONEY = (*_BOOKS, "billed", "received", "spot_revenue", "credit_loss")


def _any_wants(record: Recorder, paths: Sequence[Path], names: Sequence[str]) -> bool:
    return any(record.wants(path, *names) for path in paths)


def _opening(tenancy: Tenancy, accounts: Sequence[LeaseAccount]) -> dict[tuple[Path, str], Floats]:
    """(1,) or (P,): what a tenant owes and is owed at the start, and its backlogs by contract."""
    mine = Opening()
    found: dict[tuple[Path, str], Floats] = {}
    for lease, account in zip(tenancy.leases, accounts, strict=True):
        mine.add(account)
        for name, amount in account.backlog_at_start.items():
            found[lease.series_path, name] = amount
            whole = (tenancy.path, name)
            found[whole] = found[whole] + amount if whole in found else amount
    found[tenancy.path, "receivables"] = mine.receivable
    found[tenancy.path, "prepayments"] = mine.prepaid
    found[tenancy.path, "accrued_revenue"] = mine.accrued
    return found


def _together(powers: Sequence[Power]) -> tuple[Floats, Floats, Floats]:
    """Contracted, delivered and used over all leases of a tenant; one array where they agree."""
    contracted = delivered = total(mw.contracted for mw in powers)
    if not all(mw.delivered is mw.contracted for mw in powers):
        delivered = total(mw.delivered for mw in powers)
    if all(mw.used is mw.delivered for mw in powers):
        return contracted, delivered, delivered
    return contracted, delivered, total(mw.used for mw in powers)


def _record_account(
    path: Path, trade: Trade, backlog: Mapping[str, Floats], record: Recorder
) -> None:
    lines = {"billed": trade.billed, "recognised": trade.recognised, "received": trade.received}
    for name, series in (*lines.items(), *backlog.items()):
        record(path, name, series)


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
        trailing_revenue, $m; hhi = Σ (100 × share)², 10,000 for a single customer; top_share
        between 0 and 1. The last two are NaN where there is no revenue; less than a dollar is the
        rounding of a sum.
    """
    together, squares = Total(), Total()
    largest: Floats = np.zeros((calendar.months, 1))
    for earned in customers:
        trailing = accumulated(by_month(earned, calendar.months))
        trailing[TRAILING_MONTHS:] -= trailing[:-TRAILING_MONTHS].copy()
        largest = np.maximum(largest, trailing)
        together.add(trailing)
        squares.add(trailing * trailing)
    revenue = by_month(together.value, calendar.months)
    # Where nothing is earned there is no share, which NaN says.
    whole = np.where(revenue > LEAST_REVENUE, revenue, np.nan)
    return {
        "trailing_revenue": revenue,
        "hhi": 1e4 * squares.value / (whole * whole),
        "top_share": largest / whole,
    }


@dataclass(frozen=True)
class Concentration:
    """Of the twelve months in which external customers bring in most; (1,) or (P,)."""

    month: Whole
    """The last of them."""
    hhi: Floats
    top_share: Floats


NO_CONCENTRATION = Concentration(
    np.zeros(1, dtype=np.int64), np.full(1, np.nan), np.full(1, np.nan)
)
"""Where nobody asks."""


def at_its_height(trailing: Mapping[str, Floats]) -> Concentration:
    """Concentration, as `concentration` found it month by month, when revenue is at its height.

    A single figure for a plan: at its ends a plan may have one customer only because the others
    have not come yet, or have left.
    """
    month = trailing["trailing_revenue"].argmax(axis=0)
    hhi, top_share = (
        np.take_along_axis(trailing[name], month[None, :], axis=0)[0]
        for name in ("hhi", "top_share")
    )
    return Concentration(month, hhi, top_share)
