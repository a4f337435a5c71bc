"""Prices and demand that nobody in the plan decides."""

from typing import ClassVar

from planner.domain.entity import Entity
from planner.domain.fields import month, number, quantity
from planner.domain.quantity import Month, Quantity
from planner.units.unit import MONTHS, MUSD_PER_MW_MONTH, PERCENT_PER_MONTH, PLAIN, RATE, SHARE


class Market(Entity):
    """Paths of contract price, spot price, demand and power; ageing of accelerators."""

    singular: ClassVar[str] = "Market"

    contract_price: Quantity = quantity(
        0.0,
        "Contract price",
        MUSD_PER_MW_MONTH,
        0,
        help="Market price of a new contract per IT MW-month; typically 1.0 to 2.2.",
    )
    contract_drift: Quantity = quantity(
        0.0,
        "Contract price drift",
        RATE,
        -0.99,
        10,
        help="Yearly change of the mean price; typically −30 to 0 %.",
    )
    contract_volatility: Quantity = quantity(
        0.0,
        "Contract price volatility",
        RATE,
        0,
        10,
        help="Yearly volatility of the log price; typically 40 %.",
    )
    contract_reversion: float = number(
        0.0,
        "Contract price half-life",
        MONTHS,
        0,
        1200,
        help="Months in which half of a deviation is gone; 0 is none.",
    )
    contract_mean: Quantity | None = quantity(
        None,
        "Contract price mean",
        MUSD_PER_MW_MONTH,
        0,
        help="Price it returns to; empty is the start price.",
    )
    spot_price: Quantity = quantity(
        0.0,
        "Spot price",
        MUSD_PER_MW_MONTH,
        0,
        help="Price of on-demand use per IT MW-month; typically 1.5 to 3.3.",
    )
    spot_drift: Quantity = quantity(
        0.0,
        "Spot price drift",
        RATE,
        -0.99,
        10,
        help="Yearly change of the mean price; typically −30 to 0 %.",
    )
    spot_volatility: Quantity = quantity(
        0.0,
        "Spot price volatility",
        RATE,
        0,
        10,
        help="Yearly volatility of the log price; typically 70 %.",
    )
    spot_reversion: float = number(
        0.0,
        "Spot price half-life",
        MONTHS,
        0,
        1200,
        help="Months in which half of a deviation is gone; 0 is none.",
    )
    spot_mean: Quantity | None = quantity(
        None,
        "Spot price mean",
        MUSD_PER_MW_MONTH,
        0,
        help="Price it returns to; empty is the start price.",
    )
    spot_correlation: float = number(
        0.0,
        "Spot with contract price",
        PLAIN,
        -1,
        1,
        help="Correlation of the two prices' shocks; typically 0.6.",
    )
    demand_persistence: float = number(
        0.9,
        "Demand persistence",
        PLAIN,
        -1,
        1,
        help="Share of a demand shock left a month later; typically 0.9.",
    )
    demand_volatility: float = number(
        0.0,
        "Demand volatility",
        PERCENT_PER_MONTH,
        0,
        10,
        help="Monthly shock of the log demand index; typically 5 %.",
    )
    demand_correlation: float = number(
        0.0,
        "Demand with contract price",
        PLAIN,
        -1,
        1,
        help="Correlation of their shocks; typically 0.5.",
    )
    power_volatility: float = number(
        0.0,
        "Power price volatility",
        RATE,
        0,
        10,
        help="Yearly volatility of the log power price; typically 15 %.",
    )
    accelerator_trend: Quantity = quantity(
        0.0,
        "Accelerator cost trend",
        RATE,
        -0.99,
        10,
        help="Yearly change of IT cost by month of payment; typically −5 %.",
    )
    own_chip_start: Month | None = month(
        "Own chips from", help="Month from which in-house chips lower IT cost; empty is never."
    )
    own_chip_saving: Quantity = quantity(
        0.0,
        "Own chip saving",
        SHARE,
        -10,
        1,
        help="Share of IT cost saved from then on; typically 10 to 30 %.",
    )
    vintage_decay: Quantity = quantity(
        0.0,
        "Vintage decay",
        RATE,
        -10,
        1,
        help="Yearly loss of price as accelerators age; may be negative; typically 0 to 25 %.",
    )
