"""How investors value a lab against a landlord."""

from typing import ClassVar

from planner.domain.entity import Entity
from planner.domain.fields import number, quantity
from planner.domain.quantity import Quantity
from planner.units.unit import FACTOR, MUSD, MUSD_PER_MW_MONTH, SHARE


class Valuation(Entity):
    """Multiples of the two uses, and what serving rivals costs own use."""

    singular: ClassVar[str] = "Valuation"

    lab_run_rate: float = number(
        0.0, "Lab's run rate", MUSD, 0, help="Yearly revenue run rate of the lab, $m."
    )
    lab_multiple: float = number(
        0.0,
        "Lab's multiple",
        FACTOR,
        0,
        1e4,
        help="Value of the lab over its run rate; typically 15 to 30.",
    )
    ebitda_multiple: float = number(
        0.0,
        "Landlord's multiple",
        FACTOR,
        0,
        1e4,
        help="Value of a landlord over EBITDA; typically 10 to 30.",
    )
    net_debt: float = number(0.0, "Net debt", MUSD, help="Debt less cash.")
    holding_discount: float = number(
        0.0,
        "Holding discount",
        SHARE,
        0,
        1,
        help="Taken off the sum of the parts; typically 0 to 20 %.",
    )
    arms_length_charge: float = number(
        0.0,
        "Arm's-length charge",
        MUSD_PER_MW_MONTH,
        0,
        help="What the lab would pay for a kept MW-month.",
    )
    rival_erosion: Quantity = quantity(
        0.0,
        "Rival erosion",
        SHARE,
        0,
        1,
        help="Share of own-use value lost a year per 100 MW served to rivals; typically 0 to 4 %.",
    )
