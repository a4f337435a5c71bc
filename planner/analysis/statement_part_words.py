"""The lines of the statements of a facility, of a tenant, and of what belongs to no facility."""

from planner.units.message import QT_TRANSLATE_NOOP, sentence

SITE_EBITDA = sentence("statement-site-ebitda", QT_TRANSLATE_NOOP("planner", "EBITDA of the site"))
SITE_EBITDA_IS = sentence(
    "statement-site-ebitda-is",
    QT_TRANSLATE_NOOP("planner", "Revenue − costs of the site; cash lines belong to no site."),
)
SITE_REVENUE_IS = sentence(
    "statement-site-revenue-is",
    QT_TRANSLATE_NOOP(
        "planner",
        "Revenue of contracts and spot that the site serves; across sites by accelerators or MW.",
    ),
)
SITE_EBIT = sentence("statement-site-ebit", QT_TRANSLATE_NOOP("planner", "EBIT of the site"))
SITE_EBIT_IS = sentence(
    "statement-site-ebit-is",
    QT_TRANSLATE_NOOP("planner", "EBITDA of the site − depreciation ± disposals − closure cost."),
)
SITE_PRETAX = sentence(
    "statement-site-pretax", QT_TRANSLATE_NOOP("planner", "Income of the site before tax")
)
SITE_PRETAX_IS = sentence(
    "statement-site-pretax-is",
    QT_TRANSLATE_NOOP("planner", "EBIT of the site − interest on its own loans."),
)
SITE_CASH = sentence(
    "statement-site-cash", QT_TRANSLATE_NOOP("planner", "Cash before tax and loans")
)
SITE_CASH_IS = sentence(
    "statement-site-cash-is",
    QT_TRANSLATE_NOOP(
        "planner", "Receipts − costs − capital expenditure ± closure + horizon value of the site."
    ),
)
SITE_AFTER_LOANS = sentence(
    "statement-site-after-loans", QT_TRANSLATE_NOOP("planner", "Cash after loans, before tax")
)
SITE_AFTER_LOANS_IS = sentence(
    "statement-site-after-loans-is",
    QT_TRANSLATE_NOOP(
        "planner",
        "Cash before tax and loans − interest + loans drawn − principal repaid, of its own loans.",
    ),
)
FIXED_ASSETS = sentence("statement-fixed-assets", QT_TRANSLATE_NOOP("planner", "Fixed assets"))
FIXED_ASSETS_IS = sentence(
    "statement-fixed-assets-is",
    QT_TRANSLATE_NOOP("planner", "Net book value + construction in progress."),
)

REST_REVENUE_IS = sentence(
    "statement-rest-revenue-is",
    QT_TRANSLATE_NOOP("planner", "Revenue of the plan − revenue that sites served."),
)
REST_RECEIPTS_IS = sentence(
    "statement-rest-receipts-is",
    QT_TRANSLATE_NOOP("planner", "Receipts of the plan − receipts that sites served."),
)

EARNED = sentence("statement-earned", QT_TRANSLATE_NOOP("planner", "Revenue less credit losses"))
EARNED_IS = sentence(
    "statement-earned-is", QT_TRANSLATE_NOOP("planner", "Revenue − credit losses.")
)
OWED = sentence("statement-owed", QT_TRANSLATE_NOOP("planner", "Net owed by the tenant"))
OWED_IS = sentence(
    "statement-owed-is",
    QT_TRANSLATE_NOOP("planner", "Receivables + accrued revenue − customer prepayments."),
)
PREPAID = sentence("statement-prepaid", QT_TRANSLATE_NOOP("planner", "Less customer prepayments"))
PREPAID_IS = sentence(
    "statement-prepaid-is",
    QT_TRANSLATE_NOOP("planner", "Prepaid by the tenant and not yet credited to bills."),
)
HEADLINE = sentence("statement-headline", QT_TRANSLATE_NOOP("planner", "Headline backlog"))
HEADLINE_IS = sentence(
    "statement-headline-is",
    QT_TRANSLATE_NOOP("planner", "Fixed bills after the month to the stated end."),
)
FIRM = sentence("statement-firm", QT_TRANSLATE_NOOP("planner", "Firm backlog"))
FIRM_IS = sentence(
    "statement-firm-is",
    QT_TRANSLATE_NOOP("planner", "Fixed bills after the month that no one can cancel."),
)
RPO = sentence("statement-rpo", QT_TRANSLATE_NOOP("planner", "RPO"))
RPO_IS = sentence(
    "statement-rpo-is",
    QT_TRANSLATE_NOOP(
        "planner",
        "Remaining performance obligation: firm backlog, headline where revenue follows the stated "
        "term, − accrued revenue.",
    ),
)
EXPECTED = sentence("statement-expected", QT_TRANSLATE_NOOP("planner", "Expected backlog"))
EXPECTED_IS = sentence(
    "statement-expected-is",
    QT_TRANSLATE_NOOP(
        "planner", "Bills after the month, each × the chance, seen from the start, that it is sent."
    ),
)
