"""What holds for the whole plan: time, rates, order of allocation, chance."""

from typing import ClassVar

from planner.domain.entity import Entity
from planner.domain.fields import choice, month, number, whole
from planner.domain.quantity import Month
from planner.units.unit import MONTHS, MW, RATE, SHARE


class Settings(Entity):
    """Time, discounting, tax, allocation and draws."""

    singular: ClassVar[str] = "Settings"

    start: Month = month("First month", required=True, help="Month 0 of the plan, such as 2026-05.")
    months: int = whole(
        120, "Months", MONTHS, 1, 480, help="Length of the plan, 1 to 480; typically 120."
    )
    power_basis: str = choice(
        "Power basis",
        "it",
        "facility",
        help="What a MW means unless a field says otherwise: IT load or the meter.",
    )
    discount_rate: float = number(
        0.10,
        "Discount rate",
        RATE,
        -0.99,
        1,
        help="Effective yearly rate for FCFF; typically 8 to 12 %.",
    )
    equity_rate: float = number(
        0.14,
        "Cost of equity",
        RATE,
        -0.99,
        1,
        help="Effective yearly rate for FCFE; typically 12 to 16 %.",
    )
    finance_rate: float = number(
        0.0,
        "Finance rate",
        RATE,
        -0.99,
        1,
        help="MIRR: yearly rate paid on negative flows; typically 6 to 9 %.",
    )
    reinvest_rate: float = number(
        0.0,
        "Reinvestment rate",
        RATE,
        -0.99,
        1,
        help="MIRR: yearly rate earned on positive flows; typically 10 %.",
    )
    tax_rate: float = number(
        0.25, "Tax rate", SHARE, 0, 1, help="Share of taxable income; typically 21 to 26 %."
    )
    loss_limit: float = number(
        0.8,
        "Loss limit",
        SHARE,
        0,
        1,
        help="Largest share of a year's income that old losses may cover; 80 % in the US.",
    )
    loss_treatment: str = choice(
        "Losses",
        "carry_forward",
        "group_relief",
        help="Losses are carried forward, or refunded at once by the group.",
    )
    inflation: float = number(
        0.025,
        "Inflation",
        RATE,
        -0.99,
        1,
        help="Yearly rate of every escalation that is left empty; typically 2.5 %.",
    )
    fiscal_year_end: int = whole(
        12,
        "Fiscal year ends in month",
        low=1,
        high=12,
        help="Calendar month 1 to 12 that closes the fiscal year.",
    )
    allocation: str = choice(
        "Who is served first",
        "contracts_first",
        "value",
        "internal_first",
        "priority",
        help="Order in which available MW are given out.",
    )
    internal_reserve: float = number(
        0.0,
        "Reserve for own use",
        MW,
        0,
        help="MW kept from the spot market, or given to own use first.",
    )
    draws: int = whole(
        10_240,
        "Draws",
        low=512,
        high=1_048_576,
        step=256,
        help="Monte Carlo draws, a multiple of 256, at least 512.",
    )
    seed: int = whole(
        1, "Seed", low=0, high=10**12, help="The same plan and seed give the same numbers."
    )
