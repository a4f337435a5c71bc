"""What measures are called and measured in, in the order of a reader's questions. MODEL.md B8."""

from collections.abc import Iterable, Mapping

from planner.units.message import QT_TRANSLATE_NOOP, Message, Sentence, sentence

LEVELISED_PRICE = "levelised_price/"

MEASURE_UNITS: Mapping[str, str] = {
    "npv": "$m",
    "value_to_owner": "$m",
    "irr": "fraction a year",
    "payback": "months",
    "peak_funding": "$m",
    "own_use_worth": "$m",
    "chance_of_loss": "fraction",
    "discounted_payback": "months",
    "mirr": "fraction a year",
    "xirr": "fraction a year",
    "irr_equity": "fraction a year",
    "xnpv": "$m",
    "npv_equity": "$m",
    "peak_funding_equity": "$m",
    "conditional_value_at_risk": "$m",
    "backlog_headline": "$m",
    "backlog_firm": "$m",
    "backlog_expected": "$m",
    "rpo": "$m",
    "levelised_cost": "$m/MW-month",
    "hhi": "points",
    "top_share": "fraction",
}
VALUE = sentence("measures-value", QT_TRANSLATE_NOOP("planner", "Value"))
RETURNS = sentence("measures-returns", QT_TRANSLATE_NOOP("planner", "Returns"))
FUNDING = sentence("measures-funding", QT_TRANSLATE_NOOP("planner", "Funding and payback"))
BACKLOG = sentence("measures-backlog", QT_TRANSLATE_NOOP("planner", "Backlog at the start"))
CUSTOMERS = sentence(
    "measures-customers", QT_TRANSLATE_NOOP("planner", "Customers and unit prices")
)
PRICE_OF = sentence(
    "measure-levelised-price", QT_TRANSLATE_NOOP("planner", "Levelised price, {tenant}")
)

GROUPS: Mapping[Sentence, Mapping[str, Sentence]] = {
    VALUE: {
        "value_to_owner": sentence(
            "measure-value-to-owner", QT_TRANSLATE_NOOP("planner", "Value to owner")
        ),
        "npv": sentence("measure-npv", QT_TRANSLATE_NOOP("planner", "NPV of free cash flow")),
        "own_use_worth": sentence(
            "measure-own-use-worth", QT_TRANSLATE_NOOP("planner", "Worth of own use, after tax")
        ),
        "xnpv": sentence("measure-xnpv", QT_TRANSLATE_NOOP("planner", "XNPV, by days")),
        "npv_equity": sentence("measure-npv-equity", QT_TRANSLATE_NOOP("planner", "NPV to equity")),
        "conditional_value_at_risk": sentence(
            "measure-cvar", QT_TRANSLATE_NOOP("planner", "CVaR 10 % of NPV")
        ),
        "chance_of_loss": sentence(
            "measure-chance-of-loss", QT_TRANSLATE_NOOP("planner", "Chance that NPV is below 0")
        ),
    },
    RETURNS: {
        "irr": sentence("measure-irr", QT_TRANSLATE_NOOP("planner", "IRR")),
        "xirr": sentence("measure-xirr", QT_TRANSLATE_NOOP("planner", "XIRR, by days")),
        "irr_equity": sentence("measure-irr-equity", QT_TRANSLATE_NOOP("planner", "IRR to equity")),
        "mirr": sentence("measure-mirr", QT_TRANSLATE_NOOP("planner", "MIRR")),
    },
    FUNDING: {
        "peak_funding": sentence(
            "measure-peak-funding", QT_TRANSLATE_NOOP("planner", "Peak funding")
        ),
        "peak_funding_equity": sentence(
            "measure-peak-funding-equity", QT_TRANSLATE_NOOP("planner", "Peak funding by equity")
        ),
        "payback": sentence("measure-payback", QT_TRANSLATE_NOOP("planner", "Payback")),
        "discounted_payback": sentence(
            "measure-discounted-payback", QT_TRANSLATE_NOOP("planner", "Discounted payback")
        ),
    },
    BACKLOG: {
        "backlog_headline": sentence("measure-headline", QT_TRANSLATE_NOOP("planner", "Headline")),
        "backlog_firm": sentence("measure-firm", QT_TRANSLATE_NOOP("planner", "Firm")),
        "backlog_expected": sentence("measure-expected", QT_TRANSLATE_NOOP("planner", "Expected")),
        "rpo": sentence("measure-rpo", QT_TRANSLATE_NOOP("planner", "RPO")),
    },
    CUSTOMERS: {
        "top_share": sentence(
            "measure-top-share", QT_TRANSLATE_NOOP("planner", "Largest customer's share")
        ),
        "hhi": sentence("measure-hhi", QT_TRANSLATE_NOOP("planner", "Concentration, HHI")),
        "levelised_cost": sentence(
            "measure-levelised-cost", QT_TRANSLATE_NOOP("planner", "Levelised cost")
        ),
    },
}


def measure_unit(name: str) -> str | None:
    """The unit of a measure; a levelised price is named with its tenant's path."""
    if name.startswith(LEVELISED_PRICE):
        return "$m/MW-month"
    return MEASURE_UNITS.get(name)


def titles_by_group(
    names: Iterable[str], tenants: Mapping[str, str]
) -> Mapping[Sentence, Mapping[str, Message]]:
    """Those of the measures that there are, group by group.

    `tenants` are their names by path: a price bears that of its tenant.
    """
    known = tuple(names)
    found = {
        group: {name: title() for name, title in titles.items() if name in known}
        for group, titles in GROUPS.items()
    }
    for name in known:
        if name.startswith(LEVELISED_PRICE):
            path = name.removeprefix(LEVELISED_PRICE)
            found[CUSTOMERS][name] = PRICE_OF(tenant=tenants.get(path, path))
    return found
