"""Which tables there are, and the columns that each shows at first."""

from dataclasses import dataclass

from planner.editors.row_projection import RowProjection
from planner.editors.same_price import price_column
from planner.editors.table_column import TableColumn, columns_of
from planner.units.message import QT_TRANSLATE_NOOP, Sentence, sentence
from planner.units.unit import Unit

MUSD_PER_MW_YEAR = Unit("$m/MW-year", decimals=1, money=True)


@dataclass(frozen=True)
class Table:
    """A table of the plan: its rows, its columns, and how many of these are shown at first."""

    name: str
    title: Sentence
    projection: RowProjection
    columns: tuple[TableColumn, ...]
    shown: int


def _table(
    name: str, title: str, pattern: str, shown: str, extra: tuple[TableColumn, ...] = ()
) -> Table:
    projection = RowProjection(pattern)
    first = shown.split()
    columns = columns_of(projection, first, extra)
    parents = len(projection.types) - 1
    return Table(name, sentence(f"table-{name}", title), projection, columns, parents + len(first))


FACILITIES = _table(
    "facilities",
    QT_TRANSLATE_NOOP("planner", "Facilities"),
    "facilities",
    "name active owner pue power_price load_factor opex opex_escalation rent availability close"
    " horizon_value",
)
PHASES = _table(
    "phases",
    QT_TRANSLATE_NOOP("planner", "Phases"),
    "facilities/*/phases",
    "name active mw ready delay ramp it_cost shell_cost spend_months accelerator accelerators"
    " it_life",
)
SUPPLIES = _table(
    "supplies",
    QT_TRANSLATE_NOOP("planner", "Power supplies"),
    "facilities/*/supplies",
    "name active mw price escalation",
)
EVENTS = _table(
    "events",
    QT_TRANSLATE_NOOP("planner", "Events"),
    "facilities/*/events",
    "name active probability earliest latest duration severity phases supplies cost",
)
REFRESHES = _table(
    "refreshes",
    QT_TRANSLATE_NOOP("planner", "Refreshes"),
    "facilities/*/phases/*/refreshes",
    "name month cost life replaces",
)
SITE_LOANS = _table(
    "site-loans",
    QT_TRANSLATE_NOOP("planner", "Site loans"),
    "facilities/*/loans",
    "name active amount month apr interest_only term",
)
TENANTS = _table(
    "tenants",
    QT_TRANSLATE_NOOP("planner", "Tenants"),
    "tenants",
    "name active kind rival demand growth demand_start demand_end value value_growth"
    " demand_exposure priority facilities",
)
RENT_ROLL = _table(
    "rent-roll",
    QT_TRANSLATE_NOOP("planner", "Rent roll"),
    "tenants/*/contracts",
    "name active mw basis price price_per_mw_year start term end lock_in landlord_notice"
    " tenant_notice tenant_exit_rate take_or_pay",
    (price_column(MUSD_PER_MW_YEAR),),
)
LOANS = _table(
    "loans",
    QT_TRANSLATE_NOOP("planner", "Loans"),
    "loans",
    "name active amount month apr interest_only term",
)
CASH_LINES = _table(
    "cash-lines",
    QT_TRANSLATE_NOOP("planner", "Cash lines"),
    "cash_lines",
    "name active monthly first last escalation operating taxed",
)
DRIVERS = _table("drivers", QT_TRANSLATE_NOOP("planner", "Drivers"), "drivers", "name value scales")
CORRELATIONS = _table(
    "correlations",
    QT_TRANSLATE_NOOP("planner", "Correlations"),
    "correlations",
    "name a b rank",
)
STRATEGIES = _table(
    "strategies",
    QT_TRANSLATE_NOOP("planner", "Strategies"),
    "strategies",
    "name overrides",
)
UNCERTAINTIES = _table(
    "uncertainties",
    QT_TRANSLATE_NOOP("planner", "Uncertainties"),
    "uncertainties",
    "name",
)
OUTCOMES = _table(
    "outcomes",
    QT_TRANSLATE_NOOP("planner", "Outcomes"),
    "uncertainties/*/outcomes",
    "name probability",
)
SIGNPOSTS = _table(
    "signposts",
    QT_TRANSLATE_NOOP("planner", "Signposts"),
    "signposts",
    "name uncertainty likelihood weight observed date source",
)
SOURCES = _table(
    "sources",
    QT_TRANSLATE_NOOP("planner", "Sources"),
    "sources",
    "name path text date confidence",
)

TABLES = (
    FACILITIES,
    PHASES,
    SUPPLIES,
    EVENTS,
    REFRESHES,
    SITE_LOANS,
    TENANTS,
    RENT_ROLL,
    LOANS,
    CASH_LINES,
    DRIVERS,
    CORRELATIONS,
    STRATEGIES,
    UNCERTAINTIES,
    OUTCOMES,
    SIGNPOSTS,
    SOURCES,
)
