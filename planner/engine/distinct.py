"""Schedules worked out once for each month in which something begins, not once for each draw."""

from dataclasses import dataclass

import numpy as np

from planner.engine.arrays import Floats, Whole


@dataclass(frozen=True)
class Distinct:
    """The D different values of a column of P draws; draws share few, since they are months."""

    values: Whole
    """(D,) int."""
    place: Whole | None
    """(P,) int: which of the values each draw has; None if there is one column for all."""

    def spread(self, table: Floats, amount: Floats) -> Floats:
        """A table by value times an amount by draw.

        Parameters
        ----------
        table : (..., D) float
        amount : (1,) or (P,) float

        Returns
        -------
        (..., 1) or (..., P) float
        """
        if self.place is None:
            return table * amount
        spread = table.take(self.place, axis=-1)
        spread *= amount  # in place: a second large array would cost more than the product
        return spread


def distinct(column: Whole) -> Distinct:
    """The different values of a column, (1,) or (P,)."""
    if column.size == 1:
        return Distinct(column, None)
    values, place = np.unique(column, return_inverse=True)
    return Distinct(values, place)
