"""The accounts of the whole plan: income, tax, cash and balance sheet. MODEL.md B7.

Axes: M months, P draws (1 where certain); $m; costs are positive amounts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import TypeVar

import numpy as np

from planner.domain.settings import Settings
from planner.engine.arrays import Floats
from planner.engine.calendar import Calendar
from planner.engine.tax import TaxLedger, tax_ledger, tax_refunding_losses

NOTHING = np.zeros((1, 1))


def _nothing() -> Floats:
    """A line without an amount."""
    return NOTHING


@dataclass(frozen=True)
class Trade:
    """What customers are billed, what of it is earned, and when it is paid."""

    billed: Floats = field(default_factory=_nothing)
    """Under contract, termination fees included."""
    spot_revenue: Floats = field(default_factory=_nothing)
    recognised: Floats = field(default_factory=_nothing)
    """Of the contracts; spot is recognised as it is billed."""
    received: Floats = field(default_factory=_nothing)
    """Cash from contracts, prepayments included."""
    credit_loss: Floats = field(default_factory=_nothing)
    receivable: Floats = field(default_factory=_nothing)
    prepaid: Floats = field(default_factory=_nothing)
    """Prepayments not yet credited."""
    accrued: Floats = field(default_factory=_nothing)
    """Recognised less billed to date."""


@dataclass(frozen=True)
class Operations:
    """What running and building costs."""

    power: Floats = field(default_factory=_nothing)
    opex: Floats = field(default_factory=_nothing)
    rent: Floats = field(default_factory=_nothing)
    event_cost: Floats = field(default_factory=_nothing)
    lease_in_recognised: Floats = field(default_factory=_nothing)
    lease_in_billed: Floats = field(default_factory=_nothing)
    lease_in_paid: Floats = field(default_factory=_nothing)
    operating_lines: Floats = field(default_factory=_nothing)
    other_lines: Floats = field(default_factory=_nothing)
    taxed_lines: Floats = field(default_factory=_nothing)
    closure_cost: Floats = field(default_factory=_nothing)
    closure_proceeds: Floats = field(default_factory=_nothing)


@dataclass(frozen=True)
class Fixed:
    """Fixed assets of all sites."""

    capex: Floats = field(default_factory=_nothing)
    depreciation: Floats = field(default_factory=_nothing)
    written_off: Floats = field(default_factory=_nothing)
    """Book value that leaves with a refresh or a closure."""
    net_book_value: Floats = field(default_factory=_nothing)
    tax_depreciation: Floats = field(default_factory=_nothing)
    tax_written_off: Floats = field(default_factory=_nothing)
    """Tax basis deducted with a refresh or a closure."""
    horizon_value: Floats = field(default_factory=_nothing)


@dataclass(frozen=True)
class Debt:
    """All loans."""

    drawn: Floats = field(default_factory=_nothing)
    interest: Floats = field(default_factory=_nothing)
    principal: Floats = field(default_factory=_nothing)
    balance: Floats = field(default_factory=_nothing)


@dataclass(frozen=True)
class Opening:
    """At t = 0: cash flows of that day and balances that stand before it; (1,) or (P,)."""

    capex: Floats
    drawn: Floats
    receivable: Floats
    prepaid: Floats
    accrued: Floats
    accrued_lease_in: Floats
    net_book_value: Floats
    construction: Floats
    """Paid before the start for what enters service later, less what is still owed for the rest."""
    debt: Floats


@dataclass(frozen=True)
class Accounts:
    """Every line of the statement, (M, 1) or (M, P), by name, and the flows at t = 0."""

    lines: Mapping[str, Floats]
    fcff_at_start: Floats
    fcfe_at_start: Floats


def accounts(
    trade: Trade,
    operations: Operations,
    fixed: Fixed,
    debt: Debt,
    opening: Opening,
    settings: Settings,
    calendar: Calendar,
) -> Accounts:
    """Income by recognition, tax by billing, cash by payment, and a balance sheet that balances.

    Notes
    -----
    EBITDA = recognised revenue − power − opex − rent − lease-in − event cost ± operating lines.
    Taxable = billed − the same costs as billed − tax depreciation − interest ± disposals − closure
    cost ± taxed lines. FCFF = receipts − costs − capex − closure + proceeds + horizon value −
    unlevered tax; FCFE = FCFF + unlevered tax − levered tax − interest − principal + draws.
    """
    lines: dict[str, Floats] = {}
    lines.update(_income(trade, operations, fixed, debt))
    lines.update(_taxes(trade, operations, fixed, debt, settings, calendar))
    lines.update(_cash(trade, operations, fixed, debt, lines))
    fcff = -opening.capex + 0.0
    fcfe = fcff + opening.drawn
    lines["cumulative_fcff"] = fcff + np.cumsum(lines["fcff"], axis=0)
    lines["cumulative_fcfe"] = fcfe + np.cumsum(lines["fcfe"], axis=0)
    lines.update(_balance(trade, operations, fixed, debt, opening, settings, lines))
    return Accounts(lines, fcff, fcfe)


def _income(
    trade: Trade, operations: Operations, fixed: Fixed, debt: Debt
) -> Iterator[tuple[str, Floats]]:
    revenue = trade.recognised + trade.spot_revenue
    yield "recognised", revenue
    running = operations.power + operations.opex + operations.rent + operations.event_cost
    ebitda = revenue - running - operations.lease_in_recognised + operations.operating_lines
    yield "ebitda", ebitda
    disposal = fixed.written_off - operations.closure_proceeds
    yield "disposal_loss", disposal
    pretax = (
        ebitda
        - fixed.depreciation
        - disposal
        - operations.closure_cost
        - trade.credit_loss
        - debt.interest
        + operations.other_lines
    )
    yield "pretax_income", pretax


def _taxes(
    trade: Trade,
    operations: Operations,
    fixed: Fixed,
    debt: Debt,
    settings: Settings,
    calendar: Calendar,
) -> Iterator[tuple[str, Floats]]:
    running = operations.power + operations.opex + operations.rent + operations.event_cost
    unlevered = (
        trade.billed
        + trade.spot_revenue
        - trade.credit_loss
        - running
        - operations.lease_in_billed
        - fixed.tax_depreciation
        - (fixed.tax_written_off - operations.closure_proceeds)
        - operations.closure_cost
        + operations.taxed_lines
    )
    levered = unlevered - debt.interest
    for name, taxable in (("unlevered", unlevered), ("levered", levered)):
        found = _ledger(taxable, settings, calendar)
        yield f"taxable_{name}", taxable
        yield f"tax_{name}", found.tax
        yield f"losses_{name}", found.losses


def _ledger(taxable: Floats, settings: Settings, calendar: Calendar) -> TaxLedger:
    """Losses are carried forward, or refunded at once inside a profitable group."""
    if settings.loss_treatment == "group_relief":
        return TaxLedger(tax_refunding_losses(taxable, settings.tax_rate), np.zeros((1, 1)))
    return tax_ledger(taxable, calendar.years, settings.tax_rate, settings.loss_limit)


def _cash(
    trade: Trade,
    operations: Operations,
    fixed: Fixed,
    debt: Debt,
    lines: Mapping[str, Floats],
) -> Iterator[tuple[str, Floats]]:
    receipts = trade.received + trade.spot_revenue
    yield "receipts", receipts
    running = operations.power + operations.opex + operations.rent + operations.event_cost
    before_tax = (
        receipts
        - running
        - operations.lease_in_paid
        + operations.operating_lines
        + operations.other_lines
        - fixed.capex
        - operations.closure_cost
        + operations.closure_proceeds
        + fixed.horizon_value
    )
    yield "fcff", before_tax - lines["tax_unlevered"]
    serviced = debt.interest + debt.principal - debt.drawn
    yield "fcfe", before_tax - lines["tax_levered"] - serviced


def _balance(
    trade: Trade,
    operations: Operations,
    fixed: Fixed,
    debt: Debt,
    opening: Opening,
    settings: Settings,
    lines: Mapping[str, Floats],
) -> Iterator[tuple[str, Floats]]:
    """Each balance from its own source; equity from income, so that the check can fail."""
    untaxed = operations.operating_lines + operations.other_lines - operations.taxed_lines
    expense = settings.tax_rate * (lines["pretax_income"] - untaxed)
    deferred = np.cumsum(expense - lines["tax_levered"], axis=0)
    net_income = lines["pretax_income"] - expense
    cash = lines["cumulative_fcfe"] - np.cumsum(fixed.horizon_value, axis=0)
    # What is paid and not yet written off is either in service or still being built.
    begun_assets = opening.net_book_value + opening.construction + opening.capex
    left = begun_assets + np.cumsum(fixed.capex - fixed.depreciation - fixed.written_off, axis=0)
    construction = left - fixed.net_book_value
    accrued_lease_in = opening.accrued_lease_in + np.cumsum(
        operations.lease_in_recognised - operations.lease_in_paid, axis=0
    )
    assets = cash + trade.receivable + trade.accrued + fixed.net_book_value + construction
    liabilities = trade.prepaid + debt.balance + deferred + accrued_lease_in
    begun = (
        opening.receivable
        + opening.accrued
        + opening.net_book_value
        + opening.construction
        - opening.prepaid
        - opening.debt
        - opening.accrued_lease_in
    )
    equity = begun + np.cumsum(net_income, axis=0)
    yield "tax_expense", expense
    yield "net_income", net_income
    yield "cash", cash
    yield "receivables", trade.receivable
    yield "accrued_revenue", trade.accrued
    yield "construction", construction
    yield "prepayments", trade.prepaid
    yield "debt", debt.balance
    yield "accrued_lease_in", accrued_lease_in
    yield "deferred_tax", deferred
    yield "equity", equity
    yield "balance_check", assets - liabilities - equity


Part = TypeVar("Part", Trade, Operations, Fixed, Debt)


def added(one: Part, other: Part) -> Part:
    """The sum of two of a kind, line by line; a line that only one of them has is taken over."""
    values = {f.name: total(getattr(one, f.name), getattr(other, f.name)) for f in fields(one)}
    return type(one)(**values)


def total(one: Floats, other: Floats) -> Floats:
    """The sum of two lines; an absent one costs nothing."""
    if one is NOTHING:
        return other
    return one if other is NOTHING else one + other
