"""Money that belongs to no facility or tenant."""

from typing import ClassVar

from planner.domain.entity import Entity
from planner.domain.fields import called, flag, identifier, month, number, quantity
from planner.domain.quantity import Month, Quantity
from planner.units.unit import MUSD_PER_MONTH, RATE


class CashLine(Entity):
    """A monthly amount such as the lab's payroll or a licence fee."""

    singular: ClassVar[str] = "Cash line"

    id: str = identifier()
    name: str = called("Cash line")
    active: bool = flag(True, "Active", help="An inactive line does not exist in this case.")
    first: Month | None = month("First month", help="Empty is the first month of the plan.")
    last: Month | None = month("Last month", help="Empty is the end of the plan.")
    monthly: Quantity = quantity(
        0.0, "Monthly amount", MUSD_PER_MONTH, help="In start money; negative is a cost."
    )
    escalation: float | None = number(
        None, "Escalation", RATE, -0.99, 1, help="Yearly, each January; empty is inflation."
    )
    operating: bool = flag(False, "Operating", help="Above EBITDA.")
    taxed: bool = flag(False, "Taxed", help="Part of taxable income.")
