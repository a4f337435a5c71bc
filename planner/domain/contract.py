"""A lease of capacity: what is promised, what is paid, who may leave."""

from typing import ClassVar

from planner.domain.entity import Entity
from planner.domain.fields import (
    amount,
    called,
    choice,
    day,
    entities,
    flag,
    identifier,
    month,
    months,
    number,
    quantity,
    ramp,
    reference,
    references,
    shares,
)
from planner.domain.quantity import Amount, Day, Month, Quantity, Ramp
from planner.units.unit import COUNT, FACTOR, MONTHS, MUSD, MW, PRICE, RATE, SHARE


class Part(Entity):
    """The share of a contract that one site bears."""

    singular: ClassVar[str] = "Part"

    facility: str | None = reference("Facility", "facilities", help="The site.")
    mw: float = number(0.0, "Power", MW, 0, 1e6, help="MW at this site.")
    accelerators: float | None = number(
        None, "Accelerators", COUNT, 0, help="How many at this site."
    )


class Contract(Entity):
    """One lease, from its start to its end, with the rights of both sides."""

    singular: ClassVar[str] = "Contract"

    id: str = identifier()
    name: str = called("Contract")
    active: bool = flag(True, "Active", help="An inactive contract does not exist in this case.")
    share: Quantity = quantity(
        1.0,
        "Share taken up",
        SHARE,
        0,
        1,
        help="Scales MW, accelerators, fixed fee and prepayment.",
    )
    mw: Quantity | None = quantity(
        None, "Contracted power", MW, 0, 1e6, help="MW promised; empty is all the tenant's demand."
    )
    mw_basis: str | None = choice(
        "Power is",
        "it",
        "facility",
        optional=True,
        help="IT load or the meter; empty is the plan's power basis.",
    )
    parts: tuple[Part, ...] = entities(
        Part, "Parts by site", help="MW and accelerators by site, instead of one figure."
    )
    facilities: tuple[str, ...] = references(
        "Facilities", "facilities", help="Sites that may serve it; empty is the tenant's."
    )
    basis: str = choice(
        "Basis",
        "fixed_fee",
        "per_mw_month",
        "per_gpu_hour",
        help="Fee in $m a month, $m per MW-month, or $ per GPU-hour.",
    )
    price: Quantity = quantity(
        0.0,
        "Price",
        PRICE,
        0,
        help="In the unit of the basis; compute leases 0.8 to 4.2 $m per MW-month.",
    )
    accelerators: float | None = number(None, "Accelerators", COUNT, 0, help="How many are let.")
    signed: Month | None = month("Signed", help="Empty is the month of the start.")
    start: Day | None = day("Start", help="First day, such as 2026-05-01.")
    delay: Quantity = quantity(0.0, "Delay", MONTHS, 0, 600, help="Slip of the start.")
    commences: str = choice(
        "Commences", "date", "on_delivery", help="On its date, or in the first month with delivery."
    )
    end: Day | None = day("End", help="Last day; or give a term.")
    term: int | None = months(None, "Term", low=1, help="Months from the start; or give an end.")
    ramp: Ramp = ramp(
        "Ramp", help="Months to full power, or a list of shares, one a calendar month."
    )
    discount: tuple[float, ...] = shares(
        "Discount", help="Shares off the price, one a calendar month."
    )
    escalator: float = number(
        0.0,
        "Escalator",
        RATE,
        -0.99,
        1,
        help="Yearly rise of the price from the anniversary; typically 0 to 3 %.",
    )
    take_or_pay: float = number(
        0.0, "Take or pay", SHARE, 0, 1, help="Share of contracted MW paid for even if unused."
    )
    usage: Quantity = quantity(
        1.0, "Usage", SHARE, 0, 1, help="Share of delivered MW used where no demand is given."
    )
    availability_allowance: float | None = number(
        None,
        "Availability allowance",
        SHARE,
        0,
        1,
        help="Delivery below which a fixed fee abates; empty is the site's availability.",
    )
    prepayment: Amount = amount(
        "Prepayment", MUSD, "%", help="$m, or a share of headline such as 40 %."
    )
    prepayment_months: int = months(
        0, "Prepaid over", help="Months over which the prepayment is paid."
    )
    credit_share: float = number(
        0.0, "Credit share", SHARE, 0, 1, help="Share of each bill set against the prepayment."
    )
    payment_lag: int = months(0, "Payment lag", high=60, help="Whole months from bill to receipt.")
    lock_in: int = months(0, "Lock-in", help="Contract month in which notice may first be given.")
    landlord_notice: int | None = months(
        None, "Landlord's notice", help="Months of notice; empty is no right to leave."
    )
    tenant_notice: int | None = months(
        None, "Tenant's notice", help="Months of notice; empty is no right to leave."
    )
    landlord_exit_rate: Quantity = quantity(
        0.0,
        "Landlord's exit rate",
        RATE,
        0,
        1,
        help="Chance a year that the landlord gives notice.",
    )
    tenant_exit_rate: Quantity = quantity(
        0.0, "Tenant's exit rate", RATE, 0, 1, help="Chance a year that the tenant gives notice."
    )
    termination_fee: Amount = amount(
        "Tenant's exit fee", MUSD, "bills", help="$m, or bills of the last month such as 3 bills."
    )
    landlord_fee: Amount = amount(
        "Landlord's exit fee", MUSD, "bills", help="$m, or bills of the last month such as 3 bills."
    )
    terminated: Month | None = month("Terminated", help="Last billed month of a certain exit.")
    after_end: str = choice(
        "After the end", "ends", "renew_or_end", "renew_or_relet", help="What happens to the MW."
    )
    renewal_probability: float = number(
        0.0, "Chance of renewal", SHARE, 0, 1, help="Chance that the tenant renews."
    )
    renewal_term: int | None = months(
        None, "Renewal term", low=1, help="Months; empty is the original length."
    )
    renewal_factor: Quantity = quantity(
        1.0,
        "Renewal factor",
        FACTOR,
        0,
        100,
        help="Renewal price as a share of the market's contract price.",
    )
    renewal_price: str = choice(
        "Renewal price", "fixed", "floating", help="Fixed at renewal, or following the market."
    )
    downtime: Quantity = quantity(
        0.0, "Downtime", MONTHS, 0, 600, help="Months until the MW are re-let."
    )
    relet_factor: Quantity = quantity(
        1.0,
        "Re-letting factor",
        FACTOR,
        0,
        100,
        help="Re-letting price as a share of the market's contract price.",
    )
    recognition: str = choice(
        "Recognition",
        "auto",
        "straight_line",
        "capacity",
        "as_invoiced",
        help="How revenue is spread; auto follows ASC 842 and 606.",
    )
    recognition_term: str = choice(
        "Recognised over", "enforceable", "stated", help="The term that binds, or the stated one."
    )


class LeaseIn(Contract):
    """The one contract in which we are the customer."""

    singular: ClassVar[str] = "Lease in"

    id: str = identifier(default="lease_in")
