"""The types that fields are annotated with."""

from planner.domain.distribution import Range

Quantity = float | Range
Month = str
Day = str
Ramp = float | tuple[float, ...]
Demand = float | Range | tuple[tuple[str, float], ...] | None
Amount = float | str


def base_value(quantity: Quantity) -> float:
    """The number itself, or the median of a range: what the deterministic run uses."""
    return quantity.median if isinstance(quantity, Range) else quantity
