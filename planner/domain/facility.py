"""A site: its power, its phases, its events."""

from typing import ClassVar

from planner.domain.contract import LeaseIn
from planner.domain.entity import Entity
from planner.domain.fields import (
    called,
    choice,
    entities,
    entity,
    flag,
    identifier,
    month,
    number,
    quantity,
    references,
    text,
)
from planner.domain.loan import Loan
from planner.domain.phase import Phase
from planner.domain.quantity import Month, Quantity
from planner.units.unit import MONTHS, MUSD, MUSD_PER_MW_MONTH, MW, PLAIN, RATE, SHARE, USD_PER_MWH


class Supply(Entity):
    """A source of power of a site."""

    singular: ClassVar[str] = "Supply"

    id: str = identifier()
    name: str = called("Supply")
    active: bool = flag(True, "Active", help="An inactive supply does not exist in this case.")
    mw: Quantity = quantity(
        0.0, "Power", MW, 0, 1e6, help="MW at the meter, cooling and losses included."
    )
    price: Quantity = quantity(
        0.0, "Price", USD_PER_MWH, -1e4, 1e6, help="Price of its power; typically 45 to 80 $/MWh."
    )
    escalation: float | None = number(
        None, "Escalation", RATE, -0.99, 1, help="Yearly, each January; empty is inflation."
    )


class Event(Entity):
    """Something that may take MW away: a permit lost, a lawsuit, an outage."""

    singular: ClassVar[str] = "Event"

    id: str = identifier()
    name: str = called("Event")
    active: bool = flag(True, "Active", help="An inactive event cannot happen in this case.")
    probability: float = number(
        0.0, "Probability", SHARE, 0, 1, help="Chance that it happens at all."
    )
    earliest: Month | None = month("Earliest", help="First month in which it may begin.")
    latest: Month | None = month("Latest", help="Last month in which it may begin, included.")
    duration: Quantity | None = quantity(
        None, "Duration", MONTHS, 0, 1200, help="Months it lasts; empty is for good."
    )
    severity: Quantity = quantity(
        0.0, "Severity", SHARE, 0, 1, help="Share of the MW lost while it lasts."
    )
    phases: tuple[str, ...] = references(
        "Phases hit", "phases", help="Empty is all, unless supplies are named."
    )
    supplies: tuple[str, ...] = references(
        "Supplies hit", "supplies", help="Sources of power it takes."
    )
    cost: Quantity = quantity(0.0, "Cost", MUSD, help="Paid when it begins.")


class Facility(Entity):
    """A site with its power, phases, supplies, events and loans."""

    singular: ClassVar[str] = "Facility"

    id: str = identifier()
    name: str = called("Facility")
    active: bool = flag(True, "Active", help="An inactive facility does not exist in this case.")
    site: str = text("Site", help="Which real site of the library it is.")
    owner: str = text("Owner", help="Who owns it.")
    pue: Quantity = quantity(
        1.25, "PUE", PLAIN, 1, 10, help="MW at the meter for a MW of IT load; typically 1.1 to 1.4."
    )
    power_price: Quantity = quantity(
        60.0,
        "Power price",
        USD_PER_MWH,
        -1e4,
        1e6,
        help="Price of power; typically 45 to 80 $/MWh.",
    )
    power_escalation: float | None = number(
        None, "Power escalation", RATE, -0.99, 1, help="Yearly, each January; empty is inflation."
    )
    supplies: tuple[Supply, ...] = entities(
        Supply, "Supplies", help="Sources of power; none is as much as the phases need."
    )
    load_factor: Quantity = quantity(
        0.85,
        "Load factor",
        SHARE,
        0,
        1,
        help="Share of served MW drawn on average; typically 85 %.",
    )
    opex: Quantity = quantity(
        0.02,
        "Operating cost",
        MUSD_PER_MW_MONTH,
        0,
        help="Per nameplate MW-month without power; typically 0.014 to 0.06.",
    )
    opex_escalation: float | None = number(
        None, "Opex escalation", RATE, -0.99, 1, help="Yearly; empty is inflation."
    )
    opex_escalates: str = choice(
        "Opex escalates in",
        "january",
        "anniversary",
        help="Each January, or on the plan's anniversary.",
    )
    rent: Quantity = quantity(
        0.0,
        "Rent",
        MUSD_PER_MW_MONTH,
        0,
        help="Of a leased shell, per nameplate MW-month; typically 0.12 to 0.19.",
    )
    rent_escalation: float | None = number(
        None, "Rent escalation", RATE, -0.99, 1, help="Yearly; empty is inflation."
    )
    lease_in: LeaseIn | None = entity(
        LeaseIn, "Lease in", help="The contract under which we rent this site's MW."
    )
    availability: Quantity = quantity(
        1.0,
        "Availability",
        SHARE,
        0,
        1,
        help="Share of the time the MW are there; typically 98 to 99.9 %.",
    )
    close: Month | None = month(
        "Last month", help="Last month of operation; empty is never closed."
    )
    closure_cost: Quantity = quantity(0.0, "Closure cost", MUSD, 0, help="Paid in the last month.")
    closure_proceeds: Quantity = quantity(
        0.0, "Closure proceeds", MUSD, 0, help="Received in the last month."
    )
    horizon_value: str = choice(
        "Value at the horizon",
        "none",
        "net_book",
        "re_lease",
        "perpetuity",
        help="What the site is worth after the plan's last month.",
    )
    horizon_growth: float = number(
        0.0,
        "Growth after the horizon",
        RATE,
        -0.99,
        1,
        help="For a perpetuity; typically 0 to 2 %.",
    )
    book_at_start: float | None = number(
        None,
        "Book value at start",
        MUSD,
        0,
        help="Net book value of what stands at the start; empty is worked out from cost.",
    )
    tax_at_start: float | None = number(
        None,
        "Tax basis at start",
        MUSD,
        0,
        help="Tax basis of what stands at the start; empty is worked out from cost.",
    )
    phases: tuple[Phase, ...] = entities(Phase, "Phases", help="Blocks of MW with their own dates.")
    events: tuple[Event, ...] = entities(Event, "Events", help="What may take MW away.")
    loans: tuple[Loan, ...] = entities(Loan, "Loans", help="Loans of this site.")
