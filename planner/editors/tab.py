"""Which tabs the editor has: a table, tables that belong together, or a form."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.path import Path
from planner.domain.project import Project
from planner.editors.tables import (
    CASH_LINES,
    CORRELATIONS,
    DRIVERS,
    EVENTS,
    FACILITIES,
    LOANS,
    OUTCOMES,
    PHASES,
    REFRESHES,
    RENT_ROLL,
    SIGNPOSTS,
    SITE_LOANS,
    SOURCES,
    STRATEGIES,
    SUPPLIES,
    TENANTS,
    UNCERTAINTIES,
    Table,
)
from planner.units.message import QT_TRANSLATE_NOOP, Sentence, sentence


@dataclass(frozen=True)
class Tab:
    """Tables beside one another, the first of them the one that is counted; or a form at a path.

    `overrides` tells that the overrides of the current row stand beside the tables.
    """

    name: str
    title: Sentence
    tables: tuple[Table, ...] = ()
    form: Path = ""
    overrides: bool = False

    def count(self, project: Project) -> int | None:
        """How many entities it has; None for a form."""
        if not self.tables:
            return None
        return sum(len(rows) for _, _, rows in self.tables[0].projection.lists(project))


def _of(table: Table) -> Tab:
    return Tab(table.name, table.title, (table,))


TABS = (
    _of(FACILITIES),
    _of(PHASES),
    _of(TENANTS),
    _of(RENT_ROLL),
    Tab("market", sentence("tab-market", QT_TRANSLATE_NOOP("planner", "Market")), form="market"),
    Tab("strategies", STRATEGIES.title, (STRATEGIES,), overrides=True),
    Tab("uncertainties", UNCERTAINTIES.title, (UNCERTAINTIES, OUTCOMES), overrides=True),
    _of(SIGNPOSTS),
    _of(SUPPLIES),
    _of(EVENTS),
    _of(REFRESHES),
    _of(LOANS),
    _of(SITE_LOANS),
    _of(CASH_LINES),
    _of(DRIVERS),
    _of(CORRELATIONS),
    Tab(
        "valuation",
        sentence("tab-valuation", QT_TRANSLATE_NOOP("planner", "Valuation")),
        form="valuation",
    ),
    Tab(
        "settings",
        sentence("tab-settings", QT_TRANSLATE_NOOP("planner", "Settings")),
        form="settings",
    ),
    _of(SOURCES),
)


def tab_of_table(table: Table) -> Tab:
    """The tab that a table is in."""
    return next(tab for tab in TABS if table in tab.tables)


def tab_of_form(path: Path) -> Tab | None:
    """The tab whose form shows the entity at a path, or a field of it."""
    return next((tab for tab in TABS if tab.form and path.split("/")[0] == tab.form), None)


def tab_named(name: str) -> Tab:
    """The tab of a name, or of the table of that name. Raises KeyError."""
    for tab in _all(name):
        return tab
    raise KeyError(name)


def _all(name: str) -> Iterator[Tab]:
    yield from (tab for tab in TABS if tab.name == name)
    yield from (tab for tab in TABS if any(table.name == name for table in tab.tables))
