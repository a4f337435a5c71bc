"""The lines of the income, cash and balance statements, each with its formula. MODEL.md B7.

Amounts are signed as they are shown: inflows and assets positive, costs negative.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from planner.analysis import statement_words as words
from planner.units.message import Sentence


class Section(Enum):
    """The three statements."""

    INCOME = "income"
    CASH = "cash"
    BALANCE = "balance"


class Rank(Enum):
    """How a line stands among the others."""

    ITEM = 0
    TOTAL = 1
    MEMO = 2  # told beside the statement, part of no total


@dataclass(frozen=True)
class Line:
    """A line: its parts are series of the result with the sign they have in it.

    `sums` names the lines above that add up to a total; one without parts is their sum, and one
    with parts must equal it. `start` is where the amount at t = 0 comes from: "fcff" or "fcfe",
    each with its sign; other lines have none then.
    """

    name: str
    title: Sentence
    formula: Sentence
    parts: tuple[tuple[float, str], ...]
    rank: Rank = Rank.ITEM
    sums: tuple[str, ...] = ()
    start: tuple[tuple[float, str], ...] = ()


Lines = Mapping[Section, tuple[Line, ...]]


def _line(
    name: str, title: Sentence, formula: Sentence, *parts: str, start: tuple[str, ...] = ()
) -> Line:
    return Line(name, title, formula, _signed(parts), start=_signed(start))


def _total(
    name: str,
    title: Sentence,
    formula: Sentence,
    *parts: str,
    sums: str,
    start: tuple[str, ...] = (),
) -> Line:
    return Line(
        name, title, formula, _signed(parts), Rank.TOTAL, tuple(sums.split()), _signed(start)
    )


def _memo(name: str, title: Sentence, formula: Sentence, *parts: str) -> Line:
    return Line(name, title, formula, _signed(parts), Rank.MEMO)


def _signed(parts: tuple[str, ...]) -> tuple[tuple[float, str], ...]:
    """("receipts", "-power") as signs and names."""
    return tuple((-1.0 if part.startswith("-") else 1.0, part.lstrip("-")) for part in parts)


_COSTS = (
    _line("power", words.POWER, words.POWER_IS, "-power"),
    _line("opex", words.OPEX, words.OPEX_IS, "-opex"),
    _line("rent", words.RENT, words.RENT_IS, "-rent"),
)
_EVENTS = _line("events", words.EVENTS, words.EVENTS_IS, "-event_cost")
_LEASED = _line("lease_in", words.LEASE_IN, words.LEASE_IN_IS, "-lease_in")
_LEASED_PAID = _line("lease_in_paid", words.LEASE_IN, words.LEASE_IN_PAID_IS, "-lease_in_paid")
_HORIZON = _line("horizon_value", words.HORIZON, words.HORIZON_IS, "horizon_value")
_DEPRECIATION = _line("depreciation", words.DEPRECIATION, words.DEPRECIATION_IS, "-depreciation")
_CLOSURE_COST = _line("closure_cost", words.CLOSURE_COST, words.CLOSURE_COST_IS, "-closure_cost")
_BOOK_VALUE = _line("net_book_value", words.BOOK_VALUE, words.BOOK_VALUE_IS, "net_book_value")
_SPOT = _line("spot", words.SPOT, words.SPOT_IS, "spot_revenue")

PLAN_LINES: Lines = {
    Section.INCOME: (
        _line("contracts", words.CONTRACTS, words.CONTRACTS_IS, "recognised", "-spot_revenue"),
        _SPOT,
        _total("revenue", words.REVENUE, words.REVENUE_IS, "recognised", sums="contracts spot"),
        *_COSTS,
        _LEASED,
        _EVENTS,
        _line(
            "operating_lines", words.OPERATING_LINES, words.OPERATING_LINES_IS, "operating_lines"
        ),
        _total(
            "ebitda",
            words.EBITDA,
            words.EBITDA_IS,
            "ebitda",
            sums="revenue power opex rent lease_in events operating_lines",
        ),
        _DEPRECIATION,
        _line("disposals", words.DISPOSALS, words.DISPOSALS_IS, "-disposal_loss"),
        _CLOSURE_COST,
        _line("credit_loss", words.CREDIT_LOSS, words.CREDIT_LOSS_IS, "-credit_loss"),
        _line("interest", words.INTEREST, words.INTEREST_IS, "-interest"),
        _line("other_lines", words.OTHER_LINES, words.OTHER_LINES_IS, "other_lines"),
        _total(
            "pretax_income",
            words.PRETAX,
            words.PRETAX_IS,
            "pretax_income",
            sums="ebitda depreciation disposals closure_cost credit_loss interest other_lines",
        ),
        _line("tax_expense", words.TAX_EXPENSE, words.TAX_EXPENSE_IS, "-tax_expense"),
        _total(
            "net_income",
            words.NET_INCOME,
            words.NET_INCOME_IS,
            "net_income",
            sums="pretax_income tax_expense",
        ),
        _memo("billed", words.BILLED, words.BILLED_IS, "billed"),
        _memo("own_use", words.OWN_USE, words.OWN_USE_IS, "own_use_value"),
    ),
    Section.CASH: (
        _line("receipts", words.RECEIPTS, words.RECEIPTS_IS, "receipts"),
        *_COSTS,
        _LEASED_PAID,
        _EVENTS,
        _line("cash_lines", words.CASH_LINES, words.CASH_LINES_IS, "cash_lines"),
        _line("capex", words.CAPEX, words.CAPEX_IS, "-capex", start=("fcff",)),
        _line("closure", words.CLOSURE, words.CLOSURE_IS, "-closure"),
        _HORIZON,
        _line("tax_unlevered", words.TAX_UNLEVERED, words.TAX_UNLEVERED_IS, "-tax_unlevered"),
        _total(
            "fcff",
            words.FCFF,
            words.FCFF_IS,
            "fcff",
            sums="receipts power opex rent lease_in_paid events cash_lines capex closure "
            "horizon_value tax_unlevered",
            start=("fcff",),
        ),
        _line("tax_shield", words.SHIELD, words.SHIELD_IS, "tax_unlevered", "-tax_levered"),
        _line("interest", words.INTEREST, words.INTEREST_IS, "-interest"),
        _line("loan_draws", words.DRAWS, words.DRAWS_IS, "loan_draws", start=("fcfe", "-fcff")),
        _line("principal", words.PRINCIPAL, words.PRINCIPAL_IS, "-principal"),
        _total(
            "fcfe",
            words.FCFE,
            words.FCFE_IS,
            "fcfe",
            sums="fcff tax_shield interest loan_draws principal",
            start=("fcfe",),
        ),
        _line("not_yet_cash", words.NOT_YET_CASH, words.NOT_YET_CASH_IS, "-horizon_value"),
        _total(
            "change_in_cash",
            words.CHANGE,
            words.CHANGE_IS,
            "fcfe",
            "-horizon_value",
            sums="fcfe not_yet_cash",
            start=("fcfe",),
        ),
    ),
    Section.BALANCE: (
        _line("cash", words.CASH, words.CASH_IS, "cash"),
        _line("receivables", words.RECEIVABLES, words.RECEIVABLES_IS, "receivables"),
        _line("accrued_revenue", words.ACCRUED, words.ACCRUED_IS, "accrued_revenue"),
        _BOOK_VALUE,
        _line("construction", words.CONSTRUCTION, words.CONSTRUCTION_IS, "construction"),
        _total(
            "assets",
            words.ASSETS,
            words.ASSETS_IS,
            sums="cash receivables accrued_revenue net_book_value construction",
        ),
        _line("prepayments", words.PREPAYMENTS, words.PREPAYMENTS_IS, "prepayments"),
        _line("debt", words.DEBT, words.DEBT_IS, "debt"),
        _line("deferred_tax", words.DEFERRED, words.DEFERRED_IS, "deferred_tax"),
        _line("accrued_lease_in", words.OWED_LEASE_IN, words.OWED_LEASE_IN_IS, "accrued_lease_in"),
        _total(
            "liabilities",
            words.LIABILITIES,
            words.LIABILITIES_IS,
            sums="prepayments debt deferred_tax accrued_lease_in",
        ),
        _line("equity", words.EQUITY, words.EQUITY_IS, "equity"),
        _total(
            "funding",
            words.FUNDING,
            words.FUNDING_IS,
            sums="liabilities equity",
        ),
        _memo("check", words.CHECK, words.CHECK_IS, "balance_check"),
    ),
}

FACILITY_LINES: Lines = {
    Section.INCOME: (
        _line("revenue", words.REVENUE, words.SITE_REVENUE_IS, "recognised"),
        *_COSTS,
        _LEASED,
        _EVENTS,
        _total(
            "ebitda",
            words.SITE_EBITDA,
            words.SITE_EBITDA_IS,
            sums="revenue power opex rent lease_in events",
        ),
        _DEPRECIATION,
        _line("disposals", words.DISPOSALS, words.DISPOSALS_IS, "closure_proceeds", "-written_off"),
        _CLOSURE_COST,
        _total(
            "site_income",
            words.SITE_INCOME,
            words.SITE_INCOME_IS,
            sums="ebitda depreciation disposals closure_cost",
        ),
        _memo("billed", words.BILLED_SITE, words.BILLED_SITE_IS, "billed"),
    ),
    Section.CASH: (
        _line("receipts", words.RECEIPTS, words.RECEIPTS_IS, "received"),
        *_COSTS,
        _LEASED_PAID,
        _EVENTS,
        _line("capex", words.CAPEX, words.CAPEX_IS, "-capex"),
        _line("closure", words.CLOSURE, words.CLOSURE_IS, "closure_proceeds", "-closure_cost"),
        _HORIZON,
        _total(
            "site_cash",
            words.SITE_CASH,
            words.SITE_CASH_IS,
            sums="receipts power opex rent lease_in_paid events capex closure horizon_value",
        ),
    ),
    Section.BALANCE: (_BOOK_VALUE,),
}

TENANT_LINES: Lines = {
    Section.INCOME: (
        _line("contracts", words.CONTRACTS, words.CONTRACTS_IS, "recognised"),
        _SPOT,
        _total(
            "revenue",
            words.REVENUE,
            words.REVENUE_IS,
            sums="contracts spot",
        ),
        _memo("billed", words.BILLED, words.BILLED_IS, "billed"),
        _memo("own_use", words.OWN_USE, words.OWN_USE_IS, "own_use_value"),
    ),
    Section.CASH: (
        _line("received", words.CONTRACTS, words.RECEIPTS_IS, "received"),
        _SPOT,
        _total("receipts", words.RECEIPTS, words.RECEIPTS_IS, sums="received spot"),
    ),
    Section.BALANCE: (
        _line("headline", words.HEADLINE, words.HEADLINE_IS, "backlog_headline"),
        _line("firm", words.FIRM, words.FIRM_IS, "backlog_firm"),
        _line("rpo", words.RPO, words.RPO_IS, "rpo"),
    ),
}


def lines_of(path: str) -> Lines:
    """The lines of the whole plan (""), of a facility, or of a tenant or the market."""
    if not path:
        return PLAN_LINES
    return FACILITY_LINES if path.startswith("facilities/") else TENANT_LINES
