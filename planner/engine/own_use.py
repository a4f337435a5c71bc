"""What own use is worth to us. MODEL.md B8, "Value to owner"."""

import numpy as np

from planner.engine.arrays import Floats, accumulated
from planner.engine.calendar import Calendar
from planner.engine.columns import Columns

MEGAWATTS_OF_EROSION = 100.0


def rival_value_left(rival_megawatts: Floats, columns: Columns) -> Floats:
    """(M, 1) or (M, P): share of own use's value left after serving rivals, for good.

    V_k = V_{k−1} × max(0, 1 − e·R_k/100)^(1/12), V_{−1} = 1, R the MW served to rivals, e the share
    lost per year for each 100 MW. MODEL.md B8.
    """
    plan = columns.world.plan
    erosion = columns.number("valuation", plan.valuation, "rival_erosion")
    if not erosion.any() or not rival_megawatts.any():
        return np.ones((rival_megawatts.shape[0], 1))
    kept = np.maximum(1.0 - erosion * rival_megawatts / MEGAWATTS_OF_EROSION, 0.0)
    # A product of roots is the exponential of a sum of logarithms, which is far less work.
    with np.errstate(divide="ignore"):
        lost = accumulated(np.log(kept))
    lost /= 12.0
    return np.exp(lost, out=lost)


def own_use_worth(
    value: Floats, tax_rate: float, discount_rate: float, calendar: Calendar
) -> Floats:
    """(P,): Σ (1 − tax) × value of the month × (1+r)^(−(k+1)/12), $m."""
    worth: Floats = (1.0 - tax_rate) * (calendar.discount_factors(discount_rate) * value).sum(
        axis=0
    )
    return worth
