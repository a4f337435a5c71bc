"""The accounts of the whole plan: income, tax, cash and balance sheet. MODEL.md B7.

Axes: M months, P draws (1 where certain); $m; costs are positive amounts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Generic, TypeVar

import numpy as np

from planner.domain.settings import Settings
from planner.engine.arrays import NOTHING, Floats, Total, accumulated, by_month, net, nothing, total
from planner.engine.calendar import Calendar
from planner.engine.tax import TaxLedger, tax_ledger, tax_refunding_losses

BOOKS = (
    "recognised",
    "ebitda",
    "disposal_loss",
    "pretax_income",
    "taxable_levered",
    "tax_levered",
    "losses_levered",
    "fcfe",
    "cumulative_fcfe",
    "tax_expense",
    "net_income",
    "cash",
    "receivables",
    "accrued_revenue",
    "construction",
    "prepayments",
    "debt",
    "accrued_lease_in",
    "deferred_tax",
    "equity",
    "balance_check",
)
"""Lines that the firm's cash before financing does not hang on."""


@dataclass(frozen=True)
class Trade:
    """What customers are billed, what of it is earned, and when it is paid."""

    billed: Floats = field(default_factory=nothing)
    """Under contract, termination fees included."""
    spot_revenue: Floats = field(default_factory=nothing)
    recognised: Floats = field(default_factory=nothing)
    """Of the contracts; spot is recognised as it is billed."""
    received: Floats = field(default_factory=nothing)
    """Cash from contracts, prepayments included."""
    credit_loss: Floats = field(default_factory=nothing)
    receivable: Floats = field(default_factory=nothing)
    prepaid: Floats = field(default_factory=nothing)
    """Prepayments not yet credited."""
    accrued: Floats = field(default_factory=nothing)
    """Recognised less billed to date."""


@dataclass(frozen=True)
class Operations:
    """What running and building costs."""

    power: Floats = field(default_factory=nothing)
    opex: Floats = field(default_factory=nothing)
    rent: Floats = field(default_factory=nothing)
    event_cost: Floats = field(default_factory=nothing)
    lease_in_recognised: Floats = field(default_factory=nothing)
    lease_in_billed: Floats = field(default_factory=nothing)
    lease_in_paid: Floats = field(default_factory=nothing)
    operating_lines: Floats = field(default_factory=nothing)
    other_lines: Floats = field(default_factory=nothing)
    taxed_lines: Floats = field(default_factory=nothing)
    closure_cost: Floats = field(default_factory=nothing)
    closure_proceeds: Floats = field(default_factory=nothing)

    @cached_property
    def running(self) -> Floats:
        """Power, opex, rent and events together."""
        return total((self.power, self.opex, self.rent, self.event_cost))


@dataclass(frozen=True)
class Fixed:
    """Fixed assets of all sites."""

    capex: Floats = field(default_factory=nothing)
    depreciation: Floats = field(default_factory=nothing)
    written_off: Floats = field(default_factory=nothing)
    """Book value that leaves with a refresh or a closure."""
    net_book_value: Floats = field(default_factory=nothing)
    tax_depreciation: Floats = field(default_factory=nothing)
    tax_written_off: Floats = field(default_factory=nothing)
    """Tax basis deducted with a refresh or a closure."""
    horizon_value: Floats = field(default_factory=nothing)


@dataclass(frozen=True)
class Debt:
    """All loans."""

    drawn: Floats = field(default_factory=nothing)
    interest: Floats = field(default_factory=nothing)
    principal: Floats = field(default_factory=nothing)
    balance: Floats = field(default_factory=nothing)


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
    """Every line of the statement, (M, 1) or (M, P), by name, and its amounts at t = 0."""

    lines: Mapping[str, Floats]
    opening: Mapping[str, Floats]
    """(1,) or (P,): flows at t = 0, and balances after them."""


def accounts(
    trade: Trade,
    operations: Operations,
    fixed: Fixed,
    debt: Debt,
    opening: Opening,
    settings: Settings,
    calendar: Calendar,
    with_books: bool = True,
) -> Accounts:
    """Income by recognition, tax by billing, cash by payment, and a balance sheet that balances.

    Parameters
    ----------
    with_books : bool
        False leaves out what the firm's cash before financing does not hang on: income, the tax and
        cash of equity, and the balance sheet.

    Notes
    -----
    EBITDA = recognised revenue − power − opex − rent − lease-in − event cost ± operating lines.
    Taxable = billed − the same costs as billed − tax depreciation − interest ± disposals − closure
    cost ± taxed lines. FCFF = receipts − costs − capex − closure + proceeds + horizon value −
    unlevered tax; FCFE = FCFF + unlevered tax − levered tax − interest − principal + draws.
    """
    lines: dict[str, Floats] = {}
    if with_books:
        lines.update(_income(trade, operations, fixed, debt))
    unlevered = _unlevered(trade, operations, fixed)
    ledger = _ledger(unlevered, settings, calendar)
    lines.update(_tax_lines("unlevered", unlevered, ledger))
    if with_books:
        levered = net((unlevered,), (debt.interest,))
        # Without interest both are the same; the ledger is then not kept twice.
        its = ledger if levered is unlevered else _ledger(levered, settings, calendar)
        lines.update(_tax_lines("levered", levered, its))
    begun = _begun(opening)
    receipts = total((trade.received, trade.spot_revenue))
    lines["receipts"] = receipts
    before_tax = _before_tax(receipts, operations, fixed)
    lines["fcff"] = net((before_tax,), (lines["tax_unlevered"],))
    lines["cumulative_fcff"] = accumulated(lines["fcff"], begun["fcff"])
    if with_books:
        spent = (lines["tax_levered"], debt.interest, debt.principal)
        lines["fcfe"] = net((before_tax, debt.drawn), spent)
        lines["cumulative_fcfe"] = accumulated(lines["fcfe"], begun["fcfe"])
        lines.update(_balance(trade, operations, fixed, debt, begun, settings, lines))
    by_months = {name: by_month(line, calendar.months) for name, line in lines.items()}
    return Accounts(by_months, begun)


def _begun(opening: Opening) -> dict[str, Floats]:
    """Flows at t = 0 and the balances after them; no tax has been deferred by then."""
    fcff = -opening.capex + 0.0
    fcfe = fcff + opening.drawn
    construction = opening.construction + opening.capex
    debt = opening.debt + opening.drawn
    equity = (
        opening.receivable
        + opening.accrued
        + opening.net_book_value
        + opening.construction
        - opening.prepaid
        - opening.debt
        - opening.accrued_lease_in
    )
    assets = fcfe + opening.receivable + opening.accrued + opening.net_book_value + construction
    liabilities = opening.prepaid + debt + opening.accrued_lease_in
    return {
        "capex": opening.capex,
        "loan_draws": opening.drawn,
        "fcff": fcff,
        "fcfe": fcfe,
        "cash": fcfe,
        "receivables": opening.receivable,
        "accrued_revenue": opening.accrued,
        "net_book_value": opening.net_book_value,
        "construction": construction,
        "prepayments": opening.prepaid,
        "debt": debt,
        "deferred_tax": np.zeros(1),
        "accrued_lease_in": opening.accrued_lease_in,
        "equity": equity,
        "balance_check": assets - liabilities - equity,
    }


def _income(
    trade: Trade, operations: Operations, fixed: Fixed, debt: Debt
) -> Iterator[tuple[str, Floats]]:
    revenue = total((trade.recognised, trade.spot_revenue))
    yield "recognised", revenue
    ebitda = net(
        (revenue, operations.operating_lines),
        (operations.running, operations.lease_in_recognised),
    )
    yield "ebitda", ebitda
    disposal = net((fixed.written_off,), (operations.closure_proceeds,))
    yield "disposal_loss", disposal
    yield (
        "pretax_income",
        net(
            (ebitda, operations.other_lines),
            (
                fixed.depreciation,
                disposal,
                operations.closure_cost,
                trade.credit_loss,
                debt.interest,
            ),
        ),
    )


def _unlevered(trade: Trade, operations: Operations, fixed: Fixed) -> Floats:
    """Taxable income before interest."""
    return net(
        (
            trade.billed,
            trade.spot_revenue,
            operations.taxed_lines,
            operations.closure_proceeds,
        ),
        (
            trade.credit_loss,
            operations.running,
            operations.lease_in_billed,
            fixed.tax_depreciation,
            fixed.tax_written_off,
            operations.closure_cost,
        ),
    )


def _tax_lines(name: str, taxable: Floats, ledger: TaxLedger) -> Iterator[tuple[str, Floats]]:
    yield f"taxable_{name}", taxable
    yield f"tax_{name}", ledger.tax
    yield f"losses_{name}", ledger.losses


def _ledger(taxable: Floats, settings: Settings, calendar: Calendar) -> TaxLedger:
    """Losses are carried forward, or refunded at once inside a profitable group."""
    if settings.loss_treatment == "group_relief":
        return TaxLedger(tax_refunding_losses(taxable, settings.tax_rate), NOTHING)
    by_months = by_month(taxable, calendar.months)
    return tax_ledger(by_months, calendar.years, settings.tax_rate, settings.loss_limit)


def _before_tax(receipts: Floats, operations: Operations, fixed: Fixed) -> Floats:
    """Cash before tax and financing."""
    return net(
        (
            receipts,
            operations.operating_lines,
            operations.other_lines,
            operations.closure_proceeds,
            fixed.horizon_value,
        ),
        (
            operations.running,
            operations.lease_in_paid,
            fixed.capex,
            operations.closure_cost,
        ),
    )


def _balance(
    trade: Trade,
    operations: Operations,
    fixed: Fixed,
    debt: Debt,
    begun: Mapping[str, Floats],
    settings: Settings,
    lines: Mapping[str, Floats],
) -> Iterator[tuple[str, Floats]]:
    """Each balance from its own source; equity from income, so that the check can fail."""
    untaxed = net((operations.operating_lines, operations.other_lines), (operations.taxed_lines,))
    expense = settings.tax_rate * net((lines["pretax_income"],), (untaxed,))
    deferred = accumulated(net((expense,), (lines["tax_levered"],)))
    net_income = net((lines["pretax_income"],), (expense,))
    cash = net((lines["cumulative_fcfe"],), (accumulated(fixed.horizon_value),))
    # What is paid and not yet written off is either in service or still being built.
    begun_assets = begun["net_book_value"] + begun["construction"]
    spent = net((fixed.capex,), (fixed.depreciation, fixed.written_off))
    construction = net((accumulated(spent, begun_assets),), (fixed.net_book_value,))
    lease_in = net((operations.lease_in_recognised,), (operations.lease_in_paid,))
    accrued_lease_in = accumulated(lease_in, begun["accrued_lease_in"])
    equity = accumulated(net_income, begun["equity"])
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
    assets = (cash, trade.receivable, trade.accrued, fixed.net_book_value, construction)
    liabilities = (trade.prepaid, debt.balance, deferred, accrued_lease_in)
    yield "balance_check", net(assets, (*liabilities, equity))


Part = TypeVar("Part", Trade, Operations, Fixed, Debt)


class Sum(Generic[Part]):
    """Parts of one kind, added up line by line.

    Lines that were one array in every part, as what is billed and received in the same month, are
    added once and stay one array.
    """

    def __init__(self, kind: type[Part]) -> None:
        self._kind: type[Part] = kind
        self._alike: list[tuple[list[str], Total]] = [
            ([line.name for line in fields(kind)], Total())
        ]

    def add(self, part: Part) -> None:
        """Count one more."""
        alike: list[tuple[list[str], Total]] = []
        for names, sums in self._alike:
            first: Floats = getattr(part, names[0])
            for name in names:
                if getattr(part, name) is not first:
                    alike += _parted(part, names, sums.lent())
                    break
            else:
                sums.add(first)
                alike.append((names, sums))
        self._alike = alike

    @property
    def value(self) -> Part:
        """All of them together: read it when the last one is in."""
        lines = {name: sums.value for names, sums in self._alike for name in names}
        value: Part = self._kind(**lines)
        return value


def _parted(part: object, names: Sequence[str], so_far: Floats) -> list[tuple[list[str], Total]]:
    """Lines that were one array until this part, by what they are in it, which is added."""
    found: dict[int, tuple[list[str], Total]] = {}
    for name in names:
        series: Floats = getattr(part, name)
        if id(series) not in found:
            sums = Total(so_far)
            sums.add(series)
            found[id(series)] = [], sums
        found[id(series)][0].append(name)
    return list(found.values())
