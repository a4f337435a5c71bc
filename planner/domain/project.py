"""The whole plan: one immutable value."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from planner.domain.cash_line import CashLine
from planner.domain.driver import Correlation, Driver
from planner.domain.entity import Entity
from planner.domain.facility import Facility
from planner.domain.fields import called, entities, entity, text
from planner.domain.loan import Loan
from planner.domain.market import Market
from planner.domain.path import Path, child, place_of, replaced
from planner.domain.settings import Settings
from planner.domain.signpost import Signpost
from planner.domain.source import Source
from planner.domain.strategy import Strategy
from planner.domain.tenant import Tenant
from planner.domain.uncertainty import Uncertainty
from planner.domain.valuation import Valuation

FORMAT = 1


class Project(Entity):
    """Everything the user plans. Saved as one file; every edit makes a new value."""

    singular: ClassVar[str] = "Plan"

    name: str = called("Plan")
    note: str = text("Note", help="What the plan is about.")
    settings: Settings = entity(
        Settings, "Settings", required=True, help="Time, rates, order of allocation, draws."
    )
    market: Market = entity(
        Market, "Market", default=Market(), help="Prices and demand that nobody here decides."
    )
    valuation: Valuation = entity(
        Valuation, "Valuation", default=Valuation(), help="Multiples for the sum of the parts."
    )
    facilities: tuple[Facility, ...] = entities(
        Facility, "Facilities", help="Sites, with phases and power."
    )
    tenants: tuple[Tenant, ...] = entities(Tenant, "Tenants", help="Own use and customers.")
    loans: tuple[Loan, ...] = entities(Loan, "Loans", help="Loans of the whole plan.")
    cash_lines: tuple[CashLine, ...] = entities(
        CashLine, "Cash lines", help="Money that belongs to no site or tenant."
    )
    drivers: tuple[Driver, ...] = entities(
        Driver, "Drivers", help="Shocks that several numbers share."
    )
    correlations: tuple[Correlation, ...] = entities(
        Correlation, "Correlations", help="Ranges that move together."
    )
    strategies: tuple[Strategy, ...] = entities(Strategy, "Strategies", help="What we choose.")
    uncertainties: tuple[Uncertainty, ...] = entities(
        Uncertainty, "Uncertainties", help="What the world decides."
    )
    signposts: tuple[Signpost, ...] = entities(Signpost, "Signposts", help="What to watch.")
    sources: tuple[Source, ...] = entities(Source, "Sources", help="Where the numbers come from.")

    def at(self, path: Path) -> Any:
        """The entity or value at a path. Raises KeyError naming the path if there is none."""
        here: Any = self
        for step in path.split("/") if path else ():
            here = child(here, step, path)
        return here

    def replacing_at(self, path: Path, value: object) -> Self:
        """This plan with the field (or listed entity) at a path replaced.

        Raises ValidationError naming the field, or KeyError for a path that leads nowhere. Only the
        entity that holds the field is read again; untouched rows are shared.
        """
        return replaced(self, path.split("/"), value, path)

    def replacing_all(self, changes: Mapping[Path, object]) -> Self:
        """This plan with several fields replaced, in order."""
        after = self
        for path, value in changes.items():
            after = after.replacing_at(path, value)
        return after

    def adding(self, path: Path, entity: Entity, place: int | None = None) -> Self:
        """This plan with an entity put into the list at `path`, at the end or before `place`."""
        rows = self.at(path)
        where = len(rows) if place is None else place
        return self.replacing_at(path, (*rows[:where], entity, *rows[where:]))

    def removing(self, path: Path) -> Self:
        """This plan without the listed entity at `path`. Raises KeyError."""
        list_path, _, entity_id = path.rpartition("/")
        rows = self.at(list_path)
        place = place_of(rows, entity_id, path)
        return self.replacing_at(list_path, (*rows[:place], *rows[place + 1 :]))
