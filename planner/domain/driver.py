"""Shocks that are shared, and ranges that move together."""

from typing import ClassVar

from planner.domain.entity import Entity
from planner.domain.fields import called, identifier, number, path, paths, quantity
from planner.domain.quantity import Quantity
from planner.units.unit import FACTOR, PLAIN


class Driver(Entity):
    """A factor that scales several numbers at once."""

    singular: ClassVar[str] = "Driver"

    id: str = identifier()
    name: str = called("Driver")
    value: Quantity = quantity(
        0.0, "Factor", FACTOR, 0, help="What the numbers are multiplied by; 1 changes nothing."
    )
    scales: tuple[str, ...] = paths("Scales", help="Paths of the numbers it multiplies.")


class Correlation(Entity):
    """Rank correlation of two ranges or market paths."""

    singular: ClassVar[str] = "Correlation"

    id: str = identifier()
    name: str = called("Correlation")
    a: str = path("First", help="Path of a range, or of a market price.")
    b: str = path("Second", help="Path of another range, or of a market price.")
    rank: float = number(0.0, "Rank correlation", PLAIN, -1, 1, help="Spearman's, −1 to 1.")
