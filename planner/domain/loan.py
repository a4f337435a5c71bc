"""Borrowed money with a level payment after an interest-only time."""

from typing import ClassVar

from planner.domain.entity import Entity
from planner.domain.fields import called, flag, identifier, month_or_start, months, number, quantity
from planner.domain.quantity import Quantity
from planner.units.unit import MUSD, RATE


class Loan(Entity):
    """A loan of a facility or of the whole plan."""

    singular: ClassVar[str] = "Loan"

    id: str = identifier()
    name: str = called("Loan")
    active: bool = flag(True, "Active", help="An inactive loan does not exist in this case.")
    amount: Quantity = quantity(0.0, "Amount", MUSD, 0, help="Amount drawn.")
    month: str | None = month_or_start(
        "Drawn in", help="Month of the draw, or start for the time before the first month."
    )
    apr: float = number(
        0.0,
        "Interest",
        RATE,
        0,
        1,
        help="Nominal yearly rate, a twelfth a month; typically 6 to 12 %.",
    )
    interest_only: int = months(0, "Interest only", help="Months before repayment begins.")
    term: int = months(
        0, "Term", help="Months to the last payment, interest-only included; typically 60."
    )
