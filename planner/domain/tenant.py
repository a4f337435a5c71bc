"""Who needs capacity: own models and customers."""

from typing import ClassVar

from planner.domain.contract import Contract
from planner.domain.entity import Entity
from planner.domain.fields import (
    called,
    choice,
    demand,
    entities,
    entity,
    flag,
    identifier,
    month,
    months,
    number,
    quantity,
    references,
    whole,
)
from planner.domain.quantity import Demand, Month, Quantity
from planner.units.unit import (
    MONTHS,
    MUSD_PER_MW,
    MUSD_PER_MW_MONTH,
    MW,
    PLAIN,
    RATE,
    SHARE,
    USD_PER_MWH,
)


class Build(Entity):
    """What a tenant would do without us: build, or rent elsewhere."""

    singular: ClassVar[str] = "Alternative"

    cost: Quantity = quantity(
        0.0, "Cost to build", MUSD_PER_MW, 0, help="All-in cost per MW; typically 34 to 42."
    )
    months: Quantity = quantity(
        0.0,
        "Time to build",
        MONTHS,
        0,
        600,
        help="Months until its own site serves; typically 18 to 24.",
    )
    opex: Quantity = quantity(
        0.02,
        "Operating cost",
        MUSD_PER_MW_MONTH,
        0,
        help="Of its own site per MW-month, without power.",
    )
    power_price: Quantity = quantity(
        60.0, "Power price", USD_PER_MWH, -1e4, 1e6, help="At its own site."
    )
    discount_rate: float = number(
        0.0, "Discount rate", RATE, -0.99, 1, help="The tenant's own yearly rate; typically 12 %."
    )
    alternative_price: Quantity = quantity(
        0.0, "Price elsewhere", MUSD_PER_MW_MONTH, 0, help="What renting elsewhere costs."
    )
    alternative_mw: Quantity = quantity(
        0.0, "MW elsewhere", MW, 0, 1e6, help="How much can be rented elsewhere."
    )


class Tenant(Entity):
    """Own use (internal) or a customer (external), with its demand and contracts."""

    singular: ClassVar[str] = "Tenant"

    id: str = identifier()
    name: str = called("Tenant")
    active: bool = flag(True, "Active", help="An inactive tenant does not exist in this case.")
    kind: str = choice("Kind", "internal", "external", help="Own use, or a customer who pays.")
    rival: bool = flag(False, "Rival", help="Its MW erode the value of own use.")
    demand: Demand = demand(
        "Demand",
        MW,
        help="MW it needs in all, or a list of (month, MW); empty is what it contracted.",
    )
    demand_shape: str = choice(
        "Demand between dates",
        "step",
        "linear",
        help="How a list of demands is read between its months.",
    )
    demand_start: Month | None = month("Demand from", help="Empty is the first month of the plan.")
    demand_end: Month | None = month("Demand to", help="Last month with demand; empty is never.")
    growth: Quantity = quantity(
        0.0,
        "Growth",
        RATE,
        -0.99,
        10,
        help="Yearly growth of demand from the plan's start; typically 0 to 60 %.",
    )
    cycle_months: int = months(0, "Cycle", help="Length of a training cycle in months; 0 is none.")
    cycle_swing: Quantity = quantity(
        0.0, "Cycle swing", SHARE, 0, 1, help="Swing of demand around its mean; typically 30 %."
    )
    demand_exposure: Quantity = quantity(
        0.0,
        "Exposure to demand",
        PLAIN,
        -10,
        10,
        help="How much it moves with the market's demand index; 1 is fully.",
    )
    value: Quantity | None = quantity(
        None,
        "Value of use",
        MUSD_PER_MW_MONTH,
        0,
        help="Imputed worth of a used MW-month; typically 1 to 9.",
    )
    value_growth: Quantity = quantity(
        0.0, "Growth of value", RATE, -0.99, 10, help="Yearly, from the plan's start."
    )
    priority: int = whole(
        5,
        "Priority",
        low=0,
        high=1_000_000,
        help="1 is served first where allocation goes by priority.",
    )
    facilities: tuple[str, ...] = references(
        "Facilities", "facilities", help="Sites it may use; empty is all."
    )
    default_rate: float = number(
        0.0, "Default rate", RATE, 0, 1, help="Chance a year that it stops paying."
    )
    loss_given_default: Quantity = quantity(
        0.6, "Loss given default", SHARE, 0, 1, help="Share of receivables lost; typically 60 %."
    )
    build: Build | None = entity(Build, "Alternative", help="What it would do without us.")
    contracts: tuple[Contract, ...] = entities(Contract, "Contracts", help="Its leases.")
