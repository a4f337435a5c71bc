"""The lines of the statements in words: a title, and what the line is, in one sentence."""

from planner.units.message import QT_TRANSLATE_NOOP, sentence

REVENUE = sentence("statement-revenue", QT_TRANSLATE_NOOP("planner", "Revenue"))
REVENUE_IS = sentence(
    "statement-revenue-is",
    QT_TRANSLATE_NOOP("planner", "Revenue from contracts and from spot; own use is never in it."),
)
CONTRACTS = sentence("statement-contracts", QT_TRANSLATE_NOOP("planner", "Contract revenue"))
CONTRACTS_IS = sentence(
    "statement-contracts-is",
    QT_TRANSLATE_NOOP(
        "planner",
        "Recognised over the term that binds: straight-line for a fixed fee, by MW made available, "
        "or as invoiced.",
    ),
)
SPOT = sentence("statement-spot", QT_TRANSLATE_NOOP("planner", "Spot revenue"))
SPOT_IS = sentence(
    "statement-spot-is",
    QT_TRANSLATE_NOOP("planner", "MW sold at spot × spot price of the month × vintage."),
)
POWER = sentence("statement-power", QT_TRANSLATE_NOOP("planner", "Power"))
POWER_IS = sentence(
    "statement-power-is",
    QT_TRANSLATE_NOOP("planner", "MW served × load factor × PUE × hours × price of power."),
)
OPEX = sentence("statement-opex", QT_TRANSLATE_NOOP("planner", "Operating cost"))
OPEX_IS = sentence(
    "statement-opex-is",
    QT_TRANSLATE_NOOP(
        "planner", "Nameplate MW in service × operating cost per MW-month, escalated."
    ),
)
RENT = sentence("statement-rent", QT_TRANSLATE_NOOP("planner", "Rent"))
RENT_IS = sentence(
    "statement-rent-is",
    QT_TRANSLATE_NOOP("planner", "Nameplate MW in service × rent per MW-month, escalated."),
)
LEASE_IN = sentence("statement-lease-in", QT_TRANSLATE_NOOP("planner", "Leased-in capacity"))
LEASE_IN_IS = sentence(
    "statement-lease-in-is",
    QT_TRANSLATE_NOOP(
        "planner", "Contracts in which we are the customer, spread as their term binds us."
    ),
)
LEASE_IN_PAID_IS = sentence(
    "statement-lease-in-paid-is",
    QT_TRANSLATE_NOOP("planner", "Contracts in which we are the customer, as paid."),
)
EVENTS = sentence("statement-events", QT_TRANSLATE_NOOP("planner", "Event costs"))
EVENTS_IS = sentence(
    "statement-events-is",
    QT_TRANSLATE_NOOP("planner", "Cost of events in the month in which they begin."),
)
OPERATING_LINES = sentence(
    "statement-operating-lines", QT_TRANSLATE_NOOP("planner", "Operating cash lines")
)
OPERATING_LINES_IS = sentence(
    "statement-operating-lines-is",
    QT_TRANSLATE_NOOP("planner", "Cash lines marked operating, escalated each January."),
)
EBITDA = sentence("statement-ebitda", QT_TRANSLATE_NOOP("planner", "EBITDA"))
EBITDA_IS = sentence(
    "statement-ebitda-is",
    QT_TRANSLATE_NOOP(
        "planner",
        "Revenue − power − operating cost − rent − leased-in capacity − event costs ± operating "
        "cash lines.",
    ),
)
DEPRECIATION = sentence("statement-depreciation", QT_TRANSLATE_NOOP("planner", "Depreciation"))
DEPRECIATION_IS = sentence(
    "statement-depreciation-is",
    QT_TRANSLATE_NOOP(
        "planner", "Book depreciation of IT and shells from ready for use, never below salvage."
    ),
)
DISPOSALS = sentence("statement-disposals", QT_TRANSLATE_NOOP("planner", "Disposals"))
DISPOSALS_IS = sentence(
    "statement-disposals-is",
    QT_TRANSLATE_NOOP(
        "planner", "Proceeds of closing − net book value of what is replaced or closed."
    ),
)
CLOSURE_COST = sentence("statement-closure-cost", QT_TRANSLATE_NOOP("planner", "Closure cost"))
CLOSURE_COST_IS = sentence(
    "statement-closure-cost-is",
    QT_TRANSLATE_NOOP("planner", "Cost of closing sites, in their last month of operation."),
)
CREDIT_LOSS = sentence("statement-credit-loss", QT_TRANSLATE_NOOP("planner", "Credit losses"))
CREDIT_LOSS_IS = sentence(
    "statement-credit-loss-is",
    QT_TRANSLATE_NOOP("planner", "Loss given default × receivables of tenants that default."),
)
EBIT = sentence("statement-ebit", QT_TRANSLATE_NOOP("planner", "EBIT"))
EBIT_IS = sentence(
    "statement-ebit-is",
    QT_TRANSLATE_NOOP(
        "planner", "EBITDA − depreciation ± disposals − closure cost − credit losses."
    ),
)
INTEREST = sentence("statement-interest", QT_TRANSLATE_NOOP("planner", "Interest"))
INTEREST_IS = sentence(
    "statement-interest-is", QT_TRANSLATE_NOOP("planner", "Opening debt × APR / 12.")
)
OTHER_LINES = sentence("statement-other-lines", QT_TRANSLATE_NOOP("planner", "Other cash lines"))
OTHER_LINES_IS = sentence(
    "statement-other-lines-is",
    QT_TRANSLATE_NOOP("planner", "Cash lines that are not operating, escalated each January."),
)
PRETAX = sentence("statement-pretax", QT_TRANSLATE_NOOP("planner", "Income before tax"))
PRETAX_IS = sentence(
    "statement-pretax-is", QT_TRANSLATE_NOOP("planner", "EBIT − interest ± other cash lines.")
)
TAX_EXPENSE = sentence("statement-tax-expense", QT_TRANSLATE_NOOP("planner", "Tax expense"))
TAX_EXPENSE_IS = sentence(
    "statement-tax-expense-is",
    QT_TRANSLATE_NOOP(
        "planner", "Tax rate × taxed income before tax; what is not due yet is deferred tax."
    ),
)
NET_INCOME = sentence("statement-net-income", QT_TRANSLATE_NOOP("planner", "Net income"))
NET_INCOME_IS = sentence(
    "statement-net-income-is", QT_TRANSLATE_NOOP("planner", "Income before tax − tax expense.")
)
BILLED = sentence("statement-billed", QT_TRANSLATE_NOOP("planner", "Billed to contracts"))
BILLED_IS = sentence(
    "statement-billed-is",
    QT_TRANSLATE_NOOP("planner", "Invoices of the month and termination fees; what tax is due on."),
)
BILLED_SITE = sentence("statement-billed-site", QT_TRANSLATE_NOOP("planner", "Billed"))
BILLED_SITE_IS = sentence(
    "statement-billed-site-is",
    QT_TRANSLATE_NOOP("planner", "The site's share of invoices, termination fees and spot."),
)
TAXABLE = sentence("statement-taxable", QT_TRANSLATE_NOOP("planner", "Taxable income"))
TAXABLE_IS = sentence(
    "statement-taxable-is",
    QT_TRANSLATE_NOOP(
        "planner",
        "Billed + spot − credit losses − costs as billed − tax depreciation − interest ± disposals "
        "− closure cost ± taxed cash lines.",
    ),
)
TAX_DUE = sentence("statement-tax-due", QT_TRANSLATE_NOOP("planner", "Tax due"))
TAX_DUE_IS = sentence(
    "statement-tax-due-is",
    QT_TRANSLATE_NOOP(
        "planner", "Tax on taxable income of the year to date, losses used − tax booked before."
    ),
)
TAX_LOSSES = sentence(
    "statement-tax-losses", QT_TRANSLATE_NOOP("planner", "Tax losses carried forward")
)
TAX_LOSSES_IS = sentence(
    "statement-tax-losses-is",
    QT_TRANSLATE_NOOP("planner", "Taxable losses to date that no taxable income has used yet."),
)
OWN_USE = sentence("statement-own-use", QT_TRANSLATE_NOOP("planner", "Own-use value, imputed"))
OWN_USE_IS = sentence(
    "statement-own-use-is",
    QT_TRANSLATE_NOOP(
        "planner", "MW used by ourselves × their value per MW-month; never revenue, never cash."
    ),
)

RECEIPTS = sentence("statement-receipts", QT_TRANSLATE_NOOP("planner", "Receipts"))
RECEIPTS_IS = sentence(
    "statement-receipts-is",
    QT_TRANSLATE_NOOP(
        "planner",
        "Bills paid after their lag, less credits for prepayments; prepayments; spot as billed.",
    ),
)
CASH_LINES = sentence("statement-cash-lines", QT_TRANSLATE_NOOP("planner", "Cash lines"))
CASH_LINES_IS = sentence(
    "statement-cash-lines-is",
    QT_TRANSLATE_NOOP("planner", "All cash lines, operating or not, escalated each January."),
)
CAPEX = sentence("statement-capex", QT_TRANSLATE_NOOP("planner", "Capital expenditure"))
CAPEX_IS = sentence(
    "statement-capex-is",
    QT_TRANSLATE_NOOP("planner", "IT, shells and refreshes, in the months in which they are paid."),
)
CLOSURE = sentence("statement-closure", QT_TRANSLATE_NOOP("planner", "Closure"))
CLOSURE_IS = sentence(
    "statement-closure-is",
    QT_TRANSLATE_NOOP("planner", "Proceeds of closing sites − what closing them costs."),
)
HORIZON = sentence("statement-horizon", QT_TRANSLATE_NOOP("planner", "Horizon value"))
HORIZON_IS = sentence(
    "statement-horizon-is",
    QT_TRANSLATE_NOOP("planner", "What sites are worth after the last month; not yet cash."),
)
TAX_UNLEVERED = sentence("statement-tax-unlevered", QT_TRANSLATE_NOOP("planner", "Unlevered tax"))
TAX_UNLEVERED_IS = sentence(
    "statement-tax-unlevered-is",
    QT_TRANSLATE_NOOP(
        "planner", "Tax due on the year to date, without interest − tax booked; own loss ledger."
    ),
)
FCFF = sentence("statement-fcff", QT_TRANSLATE_NOOP("planner", "Free cash flow to the firm"))
FCFF_IS = sentence(
    "statement-fcff-is",
    QT_TRANSLATE_NOOP(
        "planner",
        "Receipts − costs ± cash lines − capital expenditure ± closure + horizon value − unlevered "
        "tax.",
    ),
)
SHIELD = sentence("statement-tax-shield", QT_TRANSLATE_NOOP("planner", "Interest tax shield"))
SHIELD_IS = sentence(
    "statement-tax-shield-is", QT_TRANSLATE_NOOP("planner", "Unlevered tax − levered tax.")
)
DRAWS = sentence("statement-loan-draws", QT_TRANSLATE_NOOP("planner", "Loans drawn"))
DRAWS_IS = sentence(
    "statement-loan-draws-is", QT_TRANSLATE_NOOP("planner", "Amounts of loans in their month.")
)
PRINCIPAL = sentence("statement-principal", QT_TRANSLATE_NOOP("planner", "Principal repaid"))
PRINCIPAL_IS = sentence(
    "statement-principal-is",
    QT_TRANSLATE_NOOP(
        "planner", "The part of the payments that reduces debt, after the interest-only months."
    ),
)
FCFE = sentence("statement-fcfe", QT_TRANSLATE_NOOP("planner", "Free cash flow to equity"))
FCFE_IS = sentence(
    "statement-fcfe-is",
    QT_TRANSLATE_NOOP(
        "planner", "FCFF + interest tax shield − interest + loans drawn − principal repaid."
    ),
)
NOT_YET_CASH = sentence(
    "statement-not-yet-cash", QT_TRANSLATE_NOOP("planner", "Less horizon value")
)
NOT_YET_CASH_IS = sentence(
    "statement-not-yet-cash-is",
    QT_TRANSLATE_NOOP("planner", "A value after the last month, which is no cash of the plan's."),
)
CHANGE = sentence("statement-change-in-cash", QT_TRANSLATE_NOOP("planner", "Change in cash"))
CHANGE_IS = sentence(
    "statement-change-in-cash-is",
    QT_TRANSLATE_NOOP("planner", "Free cash flow to equity − horizon value."),
)

CASH = sentence("statement-cash", QT_TRANSLATE_NOOP("planner", "Cash"))
CASH_IS = sentence(
    "statement-cash-is",
    QT_TRANSLATE_NOOP("planner", "Changes in cash to date, none held at first; below 0 is funded."),
)
RECEIVABLES = sentence("statement-receivables", QT_TRANSLATE_NOOP("planner", "Receivables"))
RECEIVABLES_IS = sentence(
    "statement-receivables-is", QT_TRANSLATE_NOOP("planner", "Billed and not yet paid.")
)
ACCRUED = sentence("statement-accrued", QT_TRANSLATE_NOOP("planner", "Accrued revenue"))
ACCRUED_IS = sentence(
    "statement-accrued-is",
    QT_TRANSLATE_NOOP("planner", "Recognised − billed to date; negative where bills run ahead."),
)
BOOK_VALUE = sentence("statement-book-value", QT_TRANSLATE_NOOP("planner", "Net book value"))
BOOK_VALUE_IS = sentence(
    "statement-book-value-is",
    QT_TRANSLATE_NOOP("planner", "Cost in service − depreciation to date − what was written off."),
)
CONSTRUCTION = sentence(
    "statement-construction", QT_TRANSLATE_NOOP("planner", "Construction in progress")
)
CONSTRUCTION_IS = sentence(
    "statement-construction-is",
    QT_TRANSLATE_NOOP("planner", "Paid for what is not in service yet; negative: not yet paid."),
)
ASSETS = sentence("statement-assets", QT_TRANSLATE_NOOP("planner", "Assets"))
ASSETS_IS = sentence(
    "statement-assets-is",
    QT_TRANSLATE_NOOP(
        "planner", "Cash + receivables + accrued revenue + net book value + construction."
    ),
)
PREPAYMENTS = sentence(
    "statement-prepayments", QT_TRANSLATE_NOOP("planner", "Customer prepayments")
)
PREPAYMENTS_IS = sentence(
    "statement-prepayments-is",
    QT_TRANSLATE_NOOP("planner", "Prepaid by tenants and not yet credited to bills."),
)
DEBT = sentence("statement-debt", QT_TRANSLATE_NOOP("planner", "Debt"))
DEBT_IS = sentence(
    "statement-debt-is", QT_TRANSLATE_NOOP("planner", "Loans drawn − principal repaid to date.")
)
DEFERRED = sentence("statement-deferred-tax", QT_TRANSLATE_NOOP("planner", "Deferred tax"))
DEFERRED_IS = sentence(
    "statement-deferred-tax-is",
    QT_TRANSLATE_NOOP("planner", "Tax expense − tax paid to date; an asset where negative."),
)
OWED_LEASE_IN = sentence(
    "statement-owed-lease-in", QT_TRANSLATE_NOOP("planner", "Leased-in capacity owed")
)
OWED_LEASE_IN_IS = sentence(
    "statement-owed-lease-in-is",
    QT_TRANSLATE_NOOP("planner", "Leased-in capacity expensed − paid to date."),
)
LIABILITIES = sentence("statement-liabilities", QT_TRANSLATE_NOOP("planner", "Liabilities"))
LIABILITIES_IS = sentence(
    "statement-liabilities-is",
    QT_TRANSLATE_NOOP(
        "planner", "Customer prepayments + debt + deferred tax + leased-in capacity owed."
    ),
)
EQUITY = sentence("statement-equity", QT_TRANSLATE_NOOP("planner", "Equity"))
EQUITY_IS = sentence(
    "statement-equity-is",
    QT_TRANSLATE_NOOP("planner", "What the balances left at the start + net income to date."),
)
FUNDING = sentence("statement-funding", QT_TRANSLATE_NOOP("planner", "Liabilities and equity"))
FUNDING_IS = sentence(
    "statement-funding-is", QT_TRANSLATE_NOOP("planner", "Liabilities + equity; equals assets.")
)
CHECK = sentence("statement-check", QT_TRANSLATE_NOOP("planner", "Check"))
CHECK_IS = sentence(
    "statement-check-is",
    QT_TRANSLATE_NOOP("planner", "Assets − liabilities − equity, each from its own source; 0."),
)
