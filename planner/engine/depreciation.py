"""Book depreciation of one asset from the month it is in service. MODEL.md B6."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.engine.arrays import Flags, Floats, Whole, column
from planner.engine.distinct import Distinct, distinct
from planner.engine.write_down import (
    declining_balance_shares,
    mid_month_shares,
    straight_line_shares,
    sum_of_years_shares,
)


@dataclass(frozen=True)
class Retirement:
    """Part of an asset leaves at the end of a month: the site closes, or a refresh replaces it."""

    month: int
    """Index of the month, whose charge is still made; may lie outside the calendar."""
    share: float
    """Of what is then still there: 1 for a closure, what it replaces for a refresh."""


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
    retirements: tuple[Retirement, ...] = ()
    """In any order; those of one month take their shares one after another."""
    opening: Floats | None = None
    """$m: book value at the project's start, in draws in which it is then in service."""

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
    written_off: Floats
    """Net book value that leaves with a retirement; the cost itself if not yet in service."""


def in_service_month(ready: int, delay: float | Floats) -> Whole:
    """(1,) or (P,): the first whole month of service, ceil(ready + delay).

    `ready` is an index, negative before the start; `delay` is in months. Book, tax, opex and rent
    begin here. MODEL.md B2.
    """
    return np.ceil(ready + column(delay)).astype(np.int64)


def schedule(method: str, asset: BookAsset, months: int) -> Schedule:
    """Charges from the month in service on, never below the salvage.

    Axes: M months, P draws.

    Parameters
    ----------
    method : str
        straight_line, straight_line_mid_month (half a month first, half in month life + 1),
        declining_balance (monthly max(NBV·2/n, (NBV − S)/(n − j))) or sum_of_years.
    asset : BookAsset
        In service before the start: its age at the start is true, the charges before it are past.
        With an opening book value, that is what is written off, in the pattern and over the months
        that are left, or in the first month if none is.
    months : int
        M.

    Returns
    -------
    Schedule
        Charges of 0 before service and after the life. Charges, what is written off and the last
        net book value sum to the cost, less what was written off before the start.

    Raises
    ------
    ValueError
        If there is no such method.

    Notes
    -----
    The charge of a month is made in full; then what is retired at its end leaves at net book value.
    An asset retired before it is in service leaves at cost. Hand-worked cases:
    tests/engine/test_depreciation.py.
    """
    shares = _shares(method, asset)
    left = _left_by_age(shares)
    kept, written, at_once = _amounts(asset, left)
    draws = distinct(asset.in_service) if left.shape[1] == 1 else Distinct(asset.in_service, None)
    before, after = standing(asset.retirements, months)
    age = np.arange(1, months + 1)[:, None] - draws.values
    in_use = (age >= 1).astype(np.float64)
    nothing = np.zeros((1, shares.shape[1]))
    charges = _at(np.concatenate([nothing, shares, nothing]), age)
    remaining = _at(left, age)
    charge = draws.spread(charges * before, written)
    charge[0] += at_once * before[0]
    value = draws.spread(in_use * remaining * after, written)
    if kept.any():
        value = value + draws.spread(in_use * after, kept)
    return Schedule(charge, value, _written_off(asset, draws, kept, written, remaining, in_use))


def straight_line(asset: BookAsset, months: int) -> Schedule:
    """`schedule` in equal charges, (cost − salvage)/life."""
    return schedule("straight_line", asset, months)


def book_value_at_start(method: str, asset: BookAsset) -> Floats:
    """(1,) or (P,): net book value before month 0 as its cost and age make it; 0 if not in service.

    The measure by which a site's opening book value is shared among its assets.
    """
    left = _left_by_age(_shares(method, asset))
    kept = np.minimum(asset.salvage, asset.cost)
    value = kept + (asset.cost - kept) * _at(left, -asset.in_service[None, :])[0]
    share: Floats = value * (asset.in_service < 0) * standing_at_start(asset.retirements)
    return share


def opening_shares(
    amount: float, carried: Sequence[Floats], standing: Sequence[Floats]
) -> tuple[Floats, ...]:
    """An opening amount of a site shared among its assets, in proportion to what each carries.

    Parameters
    ----------
    amount : float, $m
    carried : sequence of (1,) or (P,) float
        What each asset carries at the start by its cost.
    standing : sequence of (1,) or (P,) float
        1 for an asset that is in service then, else 0: where none carries anything, those share
        alike.

    Returns
    -------
    tuple of (1,) or (P,) float, $m
        In the order given; they sum to the amount, or to 0 where nothing stands.
    """
    total: Floats = np.sum(np.broadcast_arrays(*carried), axis=0)
    count: Floats = np.sum(np.broadcast_arrays(*standing), axis=0)
    known = total > 0.0
    whole = np.where(known, total, np.maximum(count, 1.0))
    return tuple(
        amount * np.where(known, part, stands) / whole
        for part, stands in zip(carried, standing, strict=True)
    )


def stands_at_start(asset: BookAsset) -> Floats:
    """(1,) or (P,): 1 where the asset is in service at the start and not all of it retired."""
    is_left = standing_at_start(asset.retirements) > 0.0
    return ((asset.in_service < 0) & is_left).astype(np.float64)


def standing(retirements: tuple[Retirement, ...], months: int) -> tuple[Floats, Floats]:
    """(M, 1) each: the part of an asset that stands before and after the retirements of a month."""
    leaving = np.ones((months + 1, 1))
    leaving[0] = standing_at_start(retirements)
    for retirement in retirements:
        if 0 <= retirement.month < months:
            leaving[retirement.month + 1] *= 1.0 - retirement.share
    left: Floats = leaving.cumprod(axis=0)
    return left[:-1], left[1:]


def standing_at_start(retirements: tuple[Retirement, ...]) -> float:
    """The part of an asset that was not retired before month 0."""
    left = 1.0
    for retirement in retirements:
        if retirement.month < 0:
            left *= 1.0 - retirement.share
    return left


def _shares(method: str, asset: BookAsset) -> Floats:
    """(A, 1) or (A, P): shares of the depreciable amount by month of service."""
    match method:
        case "straight_line":
            return straight_line_shares(asset.life)
        case "straight_line_mid_month":
            return mid_month_shares(asset.life)
        case "sum_of_years":
            return sum_of_years_shares(asset.life)
        case "declining_balance":
            kept = np.minimum(asset.salvage, asset.cost)
            salvage = kept / np.where(asset.cost > 0.0, asset.cost, 1.0)
            return declining_balance_shares(asset.life, _one_if_equal(salvage))
    raise ValueError(f"there is no depreciation method {method}")


def _one_if_equal(values: Floats) -> Floats:
    """A column whose draws are all the same as (1,)."""
    return values[:1] if (values == values[0]).all() else values


def _left_by_age(shares: Floats) -> Floats:
    """(A + 1, ...): the share still to be written off at each age; exactly 0 at the end."""
    left = np.cumsum(shares[::-1], axis=0)[::-1]
    return np.concatenate([left, np.zeros((1, shares.shape[1]))])


def _at(table: Floats, age: Whole) -> Floats:
    """The rows of a table by age at (M, D) ages; its ends continue."""
    row = np.clip(age, 0, len(table) - 1)
    if table.shape[1] == 1:
        return table[:, 0].take(row)
    found: Floats = table[row, np.arange(table.shape[1])]
    return found


def _amounts(asset: BookAsset, left: Floats) -> tuple[Floats, Floats, Floats]:
    """(1,) or (P,) each: what is kept, what is written off over the life, and in month 0."""
    kept = np.minimum(asset.salvage, asset.cost)
    written = asset.cost - kept
    there = standing_at_start(asset.retirements)
    if asset.opening is None or there == 0.0:
        return kept, written, np.zeros(1)
    value = asset.opening / there
    unwritten = _at(left, -asset.in_service[None, :])[0]
    runs = unwritten > 0.0
    past: Flags = asset.in_service < 0
    least = np.minimum(asset.salvage, value)
    over_life = np.where(runs, (value - least) / np.where(runs, unwritten, 1.0), 0.0)
    return (
        np.where(past, least, kept),
        np.where(past, over_life, written),
        np.where(past & ~runs, value - least, 0.0),
    )


def _written_off(
    asset: BookAsset,
    draws: Distinct,
    kept: Floats,
    written: Floats,
    remaining: Floats,
    in_use: Floats,
) -> Floats:
    """(M, 1) or (M, P): net book value, or cost before service, that leaves in each month."""
    months = len(remaining)
    before, after = standing(asset.retirements, months)
    leaving = before - after
    rows = {}
    for k in np.flatnonzero(leaving).tolist():
        inside = draws.spread(in_use[k] * remaining[k], written) + draws.spread(in_use[k], kept)
        rows[k] = leaving[k] * (inside + draws.spread(1.0 - in_use[k], asset.cost))
    return rows_placed(rows, months)


def rows_placed(rows: dict[int, Floats], months: int) -> Floats:
    """(M, 1) or (M, P): zeros but for some rows, (1,) or (P,) each."""
    draws = np.broadcast_shapes((1,), *(row.shape for row in rows.values()))
    placed = np.zeros((months, *draws))
    for k, row in rows.items():
        placed[k] = row
    return placed
