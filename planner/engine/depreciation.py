"""Book depreciation of one asset from the month it is in service. MODEL.md B6.

Each method is a function (asset, months) -> Schedule.
"""

from dataclasses import dataclass

import numpy as np

from planner.engine.arrays import Floats, Whole, column


@dataclass(frozen=True)
class BookAsset:
    """What is written off.

    Axes: P draws; every array is (1,) where certain, (P,) where drawn.
    """

    cost: Floats
    """$m, not negative."""
    salvage: Floats
    """$m that are never written off; an asset that costs less than that is not written off."""
    life: int
    """Months, at least 1."""
    in_service: Whole
    """Month in which it is ready for use; negative if before the project's start."""

    def __post_init__(self) -> None:
        if self.life < 1:
            raise ValueError("an asset lives at least one month")


@dataclass(frozen=True)
class Schedule:
    """How an asset is written off: (M, 1) where certain, (M, P) where drawn, $m."""

    charge: Floats
    """Depreciation of the month, a positive amount."""
    net_book_value: Floats
    """At the month's end; 0 before the asset is in service."""


def in_service_month(ready: int, delay: float | Floats) -> Whole:
    """(1,) or (P,): the first whole month of service, ceil(ready + delay).

    `ready` is an index, negative before the start; `delay` is in months. Book, tax, opex and rent
    begin here. MODEL.md B2.
    """
    return np.ceil(ready + column(delay)).astype(np.int64)


def straight_line(asset: BookAsset, months: int) -> Schedule:
    """Equal charges over the life, from the month in service on, down to the salvage.

    Axes: M months, P draws.

    Parameters
    ----------
    asset : BookAsset
        In service before the start: its age at the start is true, the charges before it are past.
    months : int
        M.

    Returns
    -------
    Schedule
        Charges of 0 before service and after the life.

    Notes
    -----
    Charge = (cost − salvage)/life. Hand-worked case: tests/engine/test_depreciation.py.
    """
    kept = np.minimum(asset.salvage, asset.cost)
    monthly = (asset.cost - kept) / asset.life
    in_use = np.arange(1, months + 1)[:, None] - asset.in_service
    left = asset.life - np.clip(in_use, 0, asset.life)
    charge = np.where((in_use >= 1) & (in_use <= asset.life), monthly, 0.0)
    net_book_value = np.where(in_use >= 1, kept + monthly * left, 0.0)
    return Schedule(charge, net_book_value)
