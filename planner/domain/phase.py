"""A block of megawatts with its own dates, and the renewals of its equipment."""

from typing import ClassVar

from planner.domain.entity import Entity
from planner.domain.fields import (
    called,
    choice,
    entities,
    flag,
    identifier,
    month,
    months,
    number,
    quantity,
    ramp,
    spend,
    text,
    whole,
)
from planner.domain.quantity import Month, Quantity, Ramp
from planner.units.unit import COUNT, MONTHS, MUSD, MW, RATE, SHARE

TAX_CLASSES = ("macrs_5", "macrs_15", "macrs_39", "straight_line")


class Refresh(Entity):
    """Equipment renewed at a month: a new asset, and the old one's share written off."""

    singular: ClassVar[str] = "Refresh"

    id: str = identifier()
    name: str = called("Refresh")
    month: Month | None = month("Month", help="When it is paid and put to use.")
    cost: Quantity = quantity(
        0.0, "Cost", MUSD, 0, help="Cost of the renewal; scaled by the accelerator cost trend."
    )
    life: int = months(
        0,
        "Life",
        help="Book life of the renewed equipment; 0 is the phase's IT life; typically 60.",
    )
    replaces: float = number(
        1.0,
        "Replaces",
        SHARE,
        0,
        1,
        help="Share of the old equipment written off; typically 100 %.",
    )


class Phase(Entity):
    """A block of megawatts that is built, ramped and written off together."""

    singular: ClassVar[str] = "Phase"

    id: str = identifier()
    name: str = called("Phase")
    active: bool = flag(True, "Active", help="An inactive phase does not exist in this case.")
    mw: Quantity = quantity(
        0.0, "Power", MW, 0, 1e6, help="Nameplate power of the block; typically 50 to 500 MW."
    )
    mw_basis: str | None = choice(
        "Power is",
        "it",
        "facility",
        optional=True,
        help="IT load or the meter; empty is the plan's power basis.",
    )
    ready: Month | None = month(
        "Ready for use", help="Month in which the first power is ready, before any delay."
    )
    delay: Quantity = quantity(
        0.0,
        "Delay",
        MONTHS,
        0,
        600,
        help="Slip of the ready date; never cuts the ramp; typically 0 to 12 months.",
    )
    ramp: Ramp = ramp(
        "Ramp",
        help="Months to full power, or a list of shares such as [0.5, 0.75]; typically 0 to 12.",
    )
    it_cost: Quantity = quantity(
        0.0,
        "Accelerators and IT",
        MUSD,
        0,
        help="Cost of IT equipment; typically 25 to 38 $m a MW.",
    )
    shell_cost: Quantity = quantity(
        0.0,
        "Building and power",
        MUSD,
        0,
        help="Cost of shell, cooling and power; typically 3 to 13 $m a MW.",
    )
    spend: tuple[tuple[str, float], ...] = spend(
        "Spending dates",
        help='Pairs of month (or "start") and share; empty: the months before ready.',
    )
    spend_months: int = whole(
        12,
        "Spending months",
        MONTHS,
        0,
        600,
        help="Months before ready over which cost is paid; typically 12.",
    )
    spend_shape: str = choice(
        "Spending shape", "even", "s_curve", help="Even, or slow at both ends."
    )
    spend_slips: bool = flag(False, "Spending slips", help="Whether spending moves with the delay.")
    accelerator: str = text("Accelerator", help="Generation, such as GB300.")
    accelerators: float | None = number(
        None, "Accelerators", COUNT, 0, help="How many; typically 500 to 1,400 a MW."
    )
    it_life: int = months(
        60, "IT life", low=1, help="Book life of IT equipment; typically 60 to 72 months."
    )
    shell_life: int = months(
        240, "Shell life", low=1, help="Book life of the shell; typically 240 to 360 months."
    )
    it_salvage: float = number(
        0.0, "IT salvage", MUSD, 0, help="Book value of IT at the end of its life."
    )
    depreciation: str = choice(
        "IT depreciation",
        "straight_line",
        "straight_line_mid_month",
        "declining_balance",
        "sum_of_years",
        help="Book method of IT equipment; shells are straight-line.",
    )
    it_tax: str = choice(
        "IT tax class", *TAX_CLASSES, help="Tax depreciation of IT equipment, IRS Publication 946."
    )
    shell_tax: str = choice(
        "Shell tax class",
        *TAX_CLASSES,
        default="macrs_39",
        help="Tax depreciation of the shell, IRS Publication 946.",
    )
    it_bonus: float = number(
        0.0,
        "IT bonus depreciation",
        SHARE,
        0,
        1,
        help="Share of IT basis deducted in the first year.",
    )
    shell_bonus: float = number(
        0.0,
        "Shell bonus depreciation",
        SHARE,
        0,
        1,
        help="Share of shell basis deducted in the first year.",
    )
    degradation: Quantity = quantity(
        0.0,
        "Degradation",
        RATE,
        0,
        1,
        help="Share of MW lost each year in service; typically 0 to 4 %.",
    )
    refreshes: tuple[Refresh, ...] = entities(
        Refresh, "Refreshes", help="When its equipment is renewed, and at what cost."
    )
