"""The lines of the income, cash and balance statements, each with its formula. MODEL.md B7.

Amounts are signed as they are shown: inflows and assets positive, costs negative.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from planner.analysis import statement_part_words as part_words
from planner.analysis import statement_words as words
from planner.units.message import Sentence

NO_SITE = "no-site"
"""In the place of a path: what of the plan belongs to no facility."""


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
    with parts must equal it.
    """

    name: str
    title: Sentence
    formula: Sentence
    parts: tuple[tuple[float, str], ...]
    rank: Rank = Rank.ITEM
    sums: tuple[str, ...] = ()


Lines = Mapping[Section, tuple[Line, ...]]


def _line(name: str, title: Sentence, formula: Sentence, *parts: str) -> Line:
    return Line(name, title, formula, _signed(parts))


def _total(name: str, title: Sentence, formula: Sentence, *parts: str, sums: str) -> Line:
    return Line(name, title, formula, _signed(parts), Rank.TOTAL, tuple(sums.split()))


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
_OPERATING_LINES = _line(
    "operating_lines", words.OPERATING_LINES, words.OPERATING_LINES_IS, "operating_lines"
)
_OTHER_LINES = _line("other_lines", words.OTHER_LINES, words.OTHER_LINES_IS, "other_lines")
_CASH_LINES = _line("cash_lines", words.CASH_LINES, words.CASH_LINES_IS, "cash_lines")
_CAPEX = _line("capex", words.CAPEX, words.CAPEX_IS, "-capex")
_HORIZON = _line("horizon_value", words.HORIZON, words.HORIZON_IS, "horizon_value")
_DEPRECIATION = _line("depreciation", words.DEPRECIATION, words.DEPRECIATION_IS, "-depreciation")
_CLOSURE_COST = _line("closure_cost", words.CLOSURE_COST, words.CLOSURE_COST_IS, "-closure_cost")
_CREDIT_LOSS = _line("credit_loss", words.CREDIT_LOSS, words.CREDIT_LOSS_IS, "-credit_loss")
_LOANS = (
    _line("interest", words.INTEREST, words.INTEREST_IS, "-interest"),
    _line("loan_draws", words.DRAWS, words.DRAWS_IS, "loan_draws"),
    _line("principal", words.PRINCIPAL, words.PRINCIPAL_IS, "-principal"),
)
_INTEREST = _LOANS[0]
_TAX_SHIELD = _line("tax_shield", words.SHIELD, words.SHIELD_IS, "tax_unlevered", "-tax_levered")
_RECEIVABLES = _line("receivables", words.RECEIVABLES, words.RECEIVABLES_IS, "receivables")
_ACCRUED = _line("accrued_revenue", words.ACCRUED, words.ACCRUED_IS, "accrued_revenue")
_BOOK_VALUE = _line("net_book_value", words.BOOK_VALUE, words.BOOK_VALUE_IS, "net_book_value")
_CONSTRUCTION = _line("construction", words.CONSTRUCTION, words.CONSTRUCTION_IS, "construction")
_DEBT = _line("debt", words.DEBT, words.DEBT_IS, "debt")
_SPOT = _line("spot", words.SPOT, words.SPOT_IS, "spot_revenue")
_OWN_USE = _memo("own_use", words.OWN_USE, words.OWN_USE_IS, "own_use_value")
_BACKLOGS = (
    _memo("headline", part_words.HEADLINE, part_words.HEADLINE_IS, "backlog_headline"),
    _memo("firm", part_words.FIRM, part_words.FIRM_IS, "backlog_firm"),
    _memo("expected", part_words.EXPECTED, part_words.EXPECTED_IS, "backlog_expected"),
    _memo("rpo", part_words.RPO, part_words.RPO_IS, "rpo"),
)
_EBIT_SUMS = "ebitda depreciation disposals closure_cost"
_COST_SUMS = "power opex rent lease_in events"
_PAID_SUMS = "receipts power opex rent lease_in_paid events"

PLAN_LINES: Lines = {
    Section.INCOME: (
        _line("contracts", words.CONTRACTS, words.CONTRACTS_IS, "recognised", "-spot_revenue"),
        _SPOT,
        _total("revenue", words.REVENUE, words.REVENUE_IS, "recognised", sums="contracts spot"),
        *_COSTS,
        _LEASED,
        _EVENTS,
        _OPERATING_LINES,
        _total(
            "ebitda",
            words.EBITDA,
            words.EBITDA_IS,
            "ebitda",
            sums=f"revenue {_COST_SUMS} operating_lines",
        ),
        _DEPRECIATION,
        _line("disposals", words.DISPOSALS, words.DISPOSALS_IS, "-disposal_loss"),
        _CLOSURE_COST,
        _CREDIT_LOSS,
        _total("ebit", words.EBIT, words.EBIT_IS, sums=f"{_EBIT_SUMS} credit_loss"),
        _INTEREST,
        _OTHER_LINES,
        _total(
            "pretax_income",
            words.PRETAX,
            words.PRETAX_IS,
            "pretax_income",
            sums="ebit interest other_lines",
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
        _memo("taxable_income", words.TAXABLE, words.TAXABLE_IS, "taxable_levered"),
        _memo("tax_due", words.TAX_DUE, words.TAX_DUE_IS, "-tax_levered"),
        _OWN_USE,
    ),
    Section.CASH: (
        _line("receipts", words.RECEIPTS, words.RECEIPTS_IS, "receipts"),
        *_COSTS,
        _LEASED_PAID,
        _EVENTS,
        _CASH_LINES,
        _CAPEX,
        _line("closure", words.CLOSURE, words.CLOSURE_IS, "-closure"),
        _HORIZON,
        _line("tax_unlevered", words.TAX_UNLEVERED, words.TAX_UNLEVERED_IS, "-tax_unlevered"),
        _total(
            "fcff",
            words.FCFF,
            words.FCFF_IS,
            "fcff",
            sums=f"{_PAID_SUMS} cash_lines capex closure horizon_value tax_unlevered",
        ),
        _TAX_SHIELD,
        *_LOANS,
        _total(
            "fcfe",
            words.FCFE,
            words.FCFE_IS,
            "fcfe",
            sums="fcff tax_shield interest loan_draws principal",
        ),
        _line("not_yet_cash", words.NOT_YET_CASH, words.NOT_YET_CASH_IS, "-horizon_value"),
        _total(
            "change_in_cash",
            words.CHANGE,
            words.CHANGE_IS,
            "fcfe",
            "-horizon_value",
            sums="fcfe not_yet_cash",
        ),
    ),
    Section.BALANCE: (
        _line("cash", words.CASH, words.CASH_IS, "cash"),
        _RECEIVABLES,
        _ACCRUED,
        _BOOK_VALUE,
        _CONSTRUCTION,
        _total(
            "assets",
            words.ASSETS,
            words.ASSETS_IS,
            sums="cash receivables accrued_revenue net_book_value construction",
        ),
        _line("prepayments", words.PREPAYMENTS, words.PREPAYMENTS_IS, "prepayments"),
        _DEBT,
        _line("deferred_tax", words.DEFERRED, words.DEFERRED_IS, "deferred_tax"),
        _line("accrued_lease_in", words.OWED_LEASE_IN, words.OWED_LEASE_IN_IS, "accrued_lease_in"),
        _total(
            "liabilities",
            words.LIABILITIES,
            words.LIABILITIES_IS,
            sums="prepayments debt deferred_tax accrued_lease_in",
        ),
        _line("equity", words.EQUITY, words.EQUITY_IS, "equity"),
        _total("funding", words.FUNDING, words.FUNDING_IS, sums="liabilities equity"),
        _memo("check", words.CHECK, words.CHECK_IS, "balance_check"),
        _memo("tax_losses", words.TAX_LOSSES, words.TAX_LOSSES_IS, "losses_levered"),
        *_BACKLOGS,
    ),
}

FACILITY_LINES: Lines = {
    Section.INCOME: (
        _line("revenue", words.REVENUE, part_words.SITE_REVENUE_IS, "recognised"),
        *_COSTS,
        _LEASED,
        _EVENTS,
        _total(
            "ebitda",
            part_words.SITE_EBITDA,
            part_words.SITE_EBITDA_IS,
            sums=f"revenue {_COST_SUMS}",
        ),
        _DEPRECIATION,
        _line("disposals", words.DISPOSALS, words.DISPOSALS_IS, "closure_proceeds", "-written_off"),
        _CLOSURE_COST,
        _total("ebit", part_words.SITE_EBIT, part_words.SITE_EBIT_IS, sums=_EBIT_SUMS),
        _INTEREST,
        _total(
            "pretax_income",
            part_words.SITE_PRETAX,
            part_words.SITE_PRETAX_IS,
            sums="ebit interest",
        ),
        _memo("billed", words.BILLED_SITE, words.BILLED_SITE_IS, "billed"),
    ),
    Section.CASH: (
        _line("receipts", words.RECEIPTS, words.RECEIPTS_IS, "received"),
        *_COSTS,
        _LEASED_PAID,
        _EVENTS,
        _CAPEX,
        _line("closure", words.CLOSURE, words.CLOSURE_IS, "closure_proceeds", "-closure_cost"),
        _HORIZON,
        _total(
            "site_cash",
            part_words.SITE_CASH,
            part_words.SITE_CASH_IS,
            sums=f"{_PAID_SUMS} capex closure horizon_value",
        ),
        *_LOANS,
        _total(
            "after_loans",
            part_words.SITE_AFTER_LOANS,
            part_words.SITE_AFTER_LOANS_IS,
            sums="site_cash interest loan_draws principal",
        ),
    ),
    Section.BALANCE: (
        _BOOK_VALUE,
        _CONSTRUCTION,
        _total(
            "fixed_assets",
            part_words.FIXED_ASSETS,
            part_words.FIXED_ASSETS_IS,
            sums="net_book_value construction",
        ),
        _DEBT,
    ),
}

TENANT_LINES: Lines = {
    Section.INCOME: (
        _line("contracts", words.CONTRACTS, words.CONTRACTS_IS, "recognised"),
        _SPOT,
        _total("revenue", words.REVENUE, words.REVENUE_IS, sums="contracts spot"),
        _CREDIT_LOSS,
        _total("earned", part_words.EARNED, part_words.EARNED_IS, sums="revenue credit_loss"),
        _memo("billed", words.BILLED, words.BILLED_IS, "billed"),
        _OWN_USE,
    ),
    Section.CASH: (
        _line("received", words.CONTRACTS, words.RECEIPTS_IS, "received"),
        _SPOT,
        _total("receipts", words.RECEIPTS, words.RECEIPTS_IS, sums="received spot"),
    ),
    Section.BALANCE: (
        _RECEIVABLES,
        _ACCRUED,
        _line("prepayments", part_words.PREPAID, part_words.PREPAID_IS, "-prepayments"),
        _total(
            "owed",
            part_words.OWED,
            part_words.OWED_IS,
            sums="receivables accrued_revenue prepayments",
        ),
        *_BACKLOGS,
    ),
}


_NOT_OF_NO_SITE = frozenset(
    "contracts spot billed taxable_income tax_due own_use equity funding check tax_losses "
    "headline firm expected rpo".split()
)


def _of_no_site(line: Line) -> Line:
    """A line of the plan as that of no site: a total has no series of its own there."""
    match line.name:
        case "revenue":
            return _line("revenue", words.REVENUE, part_words.REST_REVENUE_IS, "recognised")
        case "receipts":
            return _line("receipts", words.RECEIPTS, part_words.REST_RECEIPTS_IS, "receipts")
        case _:
            return replace(line, parts=()) if line.sums else line


NO_SITE_LINES: Lines = {
    section: tuple(_of_no_site(line) for line in lines if line.name not in _NOT_OF_NO_SITE)
    for section, lines in PLAN_LINES.items()
}


def lines_of(path: str) -> Lines:
    """The lines of the plan (""), of no site (`NO_SITE`), of a facility, a tenant or the market."""
    if path == NO_SITE:
        return NO_SITE_LINES
    if not path:
        return PLAN_LINES
    return FACILITY_LINES if path.startswith("facilities/") else TENANT_LINES
