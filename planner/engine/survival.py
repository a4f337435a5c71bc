"""The chance, seen from the project's start, that a contract's month is billed. MODEL.md B4, B5."""

from dataclasses import dataclass

import numpy as np

from planner.engine.arrays import Floats, Whole
from planner.engine.columns import is_nowhere
from planner.engine.rates import MONTHS_PER_YEAR


@dataclass(frozen=True)
class Hazards:
    """What may end a contract early.

    Axes: P draws; (1,) where certain. Rates are chances a year.
    """

    lock_in: int
    landlord_notice: int | None
    """Months; None is no right to leave, whatever the rate."""
    landlord_rate: Floats
    tenant_notice: int | None
    tenant_rate: Floats
    default_rate: Floats
    """The tenant's; from the project's start, whether or not the contract has begun."""


def survival(hazards: Hazards, first: Whole, months: int) -> Floats:
    """Chance that each contract month is billed.

    Axes: J contract months, P draws.

    Parameters
    ----------
    first : (1,) or (P,) int
        Project month of contract month 0, negative for a running contract, which is alive at the
        start: nothing happened before.
    months : int
        J.

    Returns
    -------
    (J, 1) or (J, P) float
        1 in months before the project; never rises.

    Notes
    -----
    A monthly hazard is 1 − (1 − rate)^(1/12), so n months of it leave (1 − rate)^(n/12). Notice
    given in month t ends billing with month t + notice − 1: month lock_in + notice is the first
    that can be unbilled. A default in a month leaves that month unbilled. MODEL.md B4.
    """
    month = np.arange(months)[:, None]
    chance: Floats | None = None
    for notice, rate in (
        (hazards.landlord_notice, hazards.landlord_rate),
        (hazards.tenant_notice, hazards.tenant_rate),
    ):
        if notice is not None and not is_nowhere(rate):
            from_month = np.maximum(hazards.lock_in, -first)
            alive = _alive(rate, month - notice - from_month + 1)
            chance = alive if chance is None else chance * alive
    if not is_nowhere(hazards.default_rate):
        alive = _alive(hazards.default_rate, month + first + 1)
        chance = alive if chance is None else chance * alive
    return np.ones((months, 1)) if chance is None else chance


def _alive(rate: Floats, at_risk: Whole) -> Floats:
    """(J, 1) or (J, P): chance to outlive so many months at risk."""
    alive: Floats = (1.0 - rate) ** (np.maximum(at_risk, 0) / MONTHS_PER_YEAR)
    return alive
