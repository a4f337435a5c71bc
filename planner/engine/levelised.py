"""A level amount for each megawatt that is worth the same as a stream of money. MODEL.md B8."""

import numpy as np

from planner.engine.arrays import Floats


def levelised(
    amounts: Floats,
    megawatts: Floats,
    discount_factors: Floats,
    at_start: float | Floats = 0.0,
) -> Floats:
    """PV(amounts)/PV(MW): the levelised price of what is billed, the levelised cost of what costs.

    Axes: M months, P draws.

    Parameters
    ----------
    amounts : (M, 1) or (M, P) float, $m
    megawatts : (M, 1) or (M, P) float, MW served
    discount_factors : (M, 1) or (M, P) float
        `Calendar.discount_factors`.
    at_start : float, (1,) or (P,), $m
        An amount at t = 0, undiscounted.

    Returns
    -------
    (1,) or (P,) float, $m/MW-month
        NaN where nothing is served.
    """
    served = (discount_factors * megawatts).sum(axis=0)
    worth = at_start + (discount_factors * amounts).sum(axis=0)
    known = served > 0.0
    price: Floats = np.where(known, worth / np.where(known, served, 1.0), np.nan)
    return price
