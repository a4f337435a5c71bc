"""Depreciation for tax of one asset, by month. MODEL.md B6; IRS Publication 946; IRC 168.

Tax years are calendar years. The amount of a year is spread over the months of that year in which
the asset is in service.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.engine.arrays import Flags, Floats, Whole
from planner.engine.calendar import Calendar
from planner.engine.depreciation import Retirement, rows_placed, standing_at_start
from planner.engine.distinct import distinct
from planner.engine.rates import MONTHS_PER_YEAR
from planner.engine.tax_tables import (
    DISPOSED_IN_HALF_YEAR,
    allowed_at_disposal,
    held_after_mid_month,
    personal_property,
    real_property,
)

MONTHS_PER_QUARTER = 3
LAST_QUARTER = 3
MOST_IN_LAST_QUARTER = 0.4
"""Above this part of a year's basis the mid-quarter convention holds. IRC 168(d)(3)."""

_PERSONAL = {"macrs_5": personal_property(5), "macrs_15": personal_property(15)}
_REAL = {"macrs_39": real_property()}
_STRAIGHT_LINE = "straight_line"

_NOTHING_LEFT = 1e-9
"""Shares of the basis below this are rounding."""


@dataclass(frozen=True)
class TaxAsset:
    """What is deducted.

    Axes: P draws; every array is (1,) where certain, (P,) where drawn.
    """

    basis: Floats
    """$m; deducted in full, since salvage does not count for tax."""
    tax_class: str
    """macrs_5, macrs_15, macrs_39, or straight_line over the book life."""
    life: int
    """Book life in months, for straight_line."""
    in_service: Whole
    """Month in which it is placed in service; negative if before the project's start."""
    bonus: float = 0.0
    """Share of the basis deducted in the first year beside the class's percentage of the rest."""
    retirements: tuple[Retirement, ...] = ()
    opening: Floats | None = None
    """$m: adjusted basis at the project's start, in draws in which it is then in service."""

    def __post_init__(self) -> None:
        if self.tax_class not in (*_PERSONAL, *_REAL, _STRAIGHT_LINE):
            raise ValueError(f"there is no tax class {self.tax_class}")


@dataclass(frozen=True)
class TaxSchedule:
    """How a basis is deducted: (M, 1) where certain, (M, P) where drawn, positive $m."""

    deduction: Floats
    """Depreciation of the month."""
    retired: Floats
    """Adjusted basis that leaves with a retirement of the month: less the proceeds, a deduction."""
    adjusted_basis: Floats
    """At the month's end; 0 before the asset is in service."""


def mid_quarter(assets: Sequence[TaxAsset], calendar: Calendar) -> tuple[Flags, ...]:
    """Whether the mid-quarter convention holds for each asset of the whole project.

    Returns
    -------
    tuple of (1,) or (P,) bool
        In the order given: whether over 40 % of the basis placed in service in the calendar year
        in which the asset is, is placed in its last quarter. Never for real property.

    Notes
    -----
    Counted are MACRS classes without real property, at the basis before bonus, whether placed
    before the project's start or after its end; not counted is what is retired in the year in
    which it is placed. IRC 168(d)(3); Reg. 1.168(d)-1(b).
    """
    counted = [asset for asset in assets if asset.tax_class in _PERSONAL]
    if not counted:
        return tuple(np.zeros(1, dtype=np.bool_) for _ in assets)
    draws = np.broadcast_shapes(*(a.basis.shape for a in counted))
    draws = np.broadcast_shapes(draws, *(a.in_service.shape for a in counted))
    first = min(int(_year(a.in_service, calendar).min()) for a in counted)
    last = max(int(_year(a.in_service, calendar).max()) for a in counted)
    total = np.zeros((last - first + 1, *draws))
    late = np.zeros_like(total)
    each = np.arange(draws[0])
    for asset in counted:
        year = _year(asset.in_service, calendar)
        basis = asset.basis * _kept_in_first_year(asset, year, calendar)
        in_last = _month_of_year(asset.in_service, calendar) // MONTHS_PER_QUARTER == LAST_QUARTER
        total[year - first, each] += basis
        late[year - first, each] += basis * in_last
    holds = late - MOST_IN_LAST_QUARTER * total > _NOTHING_LEFT * total
    return tuple(
        _one_if_equal(holds[_year(asset.in_service, calendar) - first, each])
        if asset.tax_class in _PERSONAL
        else np.zeros(1, dtype=np.bool_)
        for asset in assets
    )


def tax_schedule(asset: TaxAsset, calendar: Calendar, in_mid_quarter: Flags) -> TaxSchedule:
    """Deductions from the month in service on, retirements included.

    Axes: M months, P draws.

    Parameters
    ----------
    asset : TaxAsset
        In service before the start: its age is true, the deductions before the start are past.
        With an opening basis, that is what is deducted, in the pattern and over the years that are
        left, or in the first month if none is.
    calendar : Calendar
    in_mid_quarter : (1,) or (P,) bool
        From `mid_quarter`; ignored for real property and straight_line.

    Returns
    -------
    TaxSchedule
        Deductions, what is retired and the last adjusted basis sum to the basis, less the
        deductions before the start.

    Notes
    -----
    In the year of a retirement the retired part has the convention's fraction of that year's
    amount, spread over its months in service of that year: half (half-year), 12.5, 37.5, 62.5 or
    87.5 % by quarter (mid-quarter), months to the middle of the last one over 12 (real property);
    nothing if it was placed in service in the same year. What is then left is retired. An asset
    retired before it is in service leaves at its basis. Straight-line has no convention.
    Hand-worked cases: tests/engine/test_tax_depreciation.py.
    """
    draws = distinct(asset.in_service * 2 + in_mid_quarter)
    pattern = _Pattern.of(asset, calendar, draws.values // 2, draws.values % 2 == 1)
    deducted, left, retired = _by_tranche(asset, pattern)
    there = standing_at_start(asset.retirements)
    start = pattern.before_start
    amount, at_once = asset.basis, np.zeros(1)
    if asset.opening is not None and start > 0 and there > 0.0:
        carried = draws.spread(left[start - 1], np.ones(1))
        past, runs = asset.in_service < 0, carried > _NOTHING_LEFT
        scaled = asset.opening / np.where(runs, carried, 1.0)
        amount = np.where(past, np.where(runs, scaled, 0.0), amount)
        at_once = np.where(past & ~runs, asset.opening, 0.0)
    rows = {k: draws.spread(row, amount) for k, row in retired.items()}
    deduction = draws.spread(deducted[start:], amount)
    deduction[0] += at_once
    return TaxSchedule(
        deduction, rows_placed(rows, calendar.months), draws.spread(left[start:], amount)
    )


def adjusted_basis_at_start(asset: TaxAsset, calendar: Calendar, in_mid_quarter: Flags) -> Floats:
    """(1,) or (P,): adjusted basis before month 0 as basis and age make it; 0 if not in service.

    The measure by which a site's opening basis is shared among its assets.
    """
    draws = distinct(asset.in_service * 2 + in_mid_quarter)
    pattern = _Pattern.of(asset, calendar, draws.values // 2, draws.values % 2 == 1)
    if pattern.before_start == 0:
        return np.zeros(1)
    _, left, _ = _by_tranche(asset, pattern)
    return draws.spread(left[pattern.before_start - 1], asset.basis)


@dataclass(frozen=True)
class _Pattern:
    """Deductions as shares of the basis, nothing retired, for D months of placing in service.

    Its E months begin with the first in which anything is in service, or with month 0, so that the
    sums over them are complete.
    """

    month: Whole
    """(E, 1): month k."""
    in_service: Whole
    """(D,)"""
    year: Whole
    """(E, D): tax year of the asset, 0 the one in which it is placed in service."""
    january: Whole
    """(D,): month k of the January of that year."""
    monthly: Floats
    """(E, D): deduction of the month; 0 before service."""
    months: Floats
    """(E, D): months in service of the year over which its amount is spread."""
    in_mid_quarter: Flags
    """(D,)"""
    before_start: int
    """How many of the months lie before month 0."""

    @classmethod
    def of(
        cls, asset: TaxAsset, calendar: Calendar, in_service: Whole, in_mid_quarter: Flags
    ) -> "_Pattern":
        first = min(0, int(in_service.min()))
        month = np.arange(first, calendar.months)[:, None]
        placed = _month_of_year(in_service, calendar)
        january = in_service - placed
        year = (month - january) // MONTHS_PER_YEAR
        months = np.where(year == 0, MONTHS_PER_YEAR - placed, MONTHS_PER_YEAR).astype(np.float64)
        age = month - in_service
        if asset.tax_class == _STRAIGHT_LINE:
            monthly = (1.0 - asset.bonus) / asset.life * ((age >= 0) & (age < asset.life))
        else:
            shares, row = _table(asset.tax_class, placed, in_mid_quarter)
            inside = (age >= 0) & (year < shares.shape[1])
            annual = shares[row, np.clip(year, 0, shares.shape[1] - 1)]
            monthly = (1.0 - asset.bonus) * np.where(inside, annual, 0.0) / months
        monthly = monthly + asset.bonus * ((age >= 0) & (year == 0)) / months
        return cls(month, in_service, year, january, monthly, months, in_mid_quarter, -first)


def _table(tax_class: str, placed: Whole, in_mid_quarter: Flags) -> tuple[Floats, Whole]:
    """Shares by year, and the row of each month of placing in service (0 is January)."""
    if tax_class in _REAL:
        return _REAL[tax_class], placed
    return _PERSONAL[tax_class], np.where(in_mid_quarter, placed // MONTHS_PER_QUARTER + 1, 0)


def _by_tranche(asset: TaxAsset, pattern: _Pattern) -> tuple[Floats, Floats, dict[int, Floats]]:
    """Shares of the basis by month of the pattern, all parts of the asset together.

    Returns
    -------
    deducted : (E, D)
    left : (E, D)
        At the month's end, of what is in service.
    retired : {month k: (D,)}
        What leaves, for months inside the calendar.
    """
    in_use = pattern.month >= pattern.in_service
    standing = 1.0
    deducted = left = np.zeros_like(pattern.monthly)
    retired: dict[int, Floats] = {}
    for retirement in sorted(asset.retirements, key=lambda retirement: retirement.month):
        weight = standing * retirement.share
        standing -= weight
        part = _until(retirement.month, asset, pattern)
        unrecovered = 1.0 - np.cumsum(part, axis=0)
        deducted = deducted + weight * part
        left = left + weight * unrecovered * (in_use & (pattern.month < retirement.month))
        row = retirement.month + pattern.before_start
        if pattern.before_start <= row < len(part):
            leaves = retired.get(retirement.month, 0.0) + weight * unrecovered[row]
            retired[retirement.month] = leaves
    if standing > 0.0:
        deducted = deducted + standing * pattern.monthly
        left = left + standing * (1.0 - np.cumsum(pattern.monthly, axis=0)) * in_use
    return deducted, left, retired


def _until(last: int, asset: TaxAsset, pattern: _Pattern) -> Floats:
    """(E, D): deductions of a part that is retired at the end of month `last`."""
    held = pattern.month <= last
    if asset.tax_class == _STRAIGHT_LINE:
        return pattern.monthly * held
    year = (last - pattern.january) // MONTHS_PER_YEAR
    january = pattern.january + year * MONTHS_PER_YEAR
    months = np.maximum(last - np.maximum(january, pattern.in_service) + 1, 1)
    allowed = np.where(year == 0, 0.0, _allowed(asset.tax_class, last - january, pattern))
    final = pattern.monthly * pattern.months * (allowed / months)
    deductions: Floats = np.where(pattern.year == year, final, pattern.monthly) * held
    return deductions


def _allowed(tax_class: str, last: Whole, pattern: _Pattern) -> Floats:
    """(D,): the part of a year's amount in the year of disposal; `last` is 0 in January."""
    if tax_class in _REAL:
        return 1.0 - held_after_mid_month(last + 1)
    by_quarter = allowed_at_disposal(last // MONTHS_PER_QUARTER)
    return np.where(pattern.in_mid_quarter, by_quarter, DISPOSED_IN_HALF_YEAR)


def _kept_in_first_year(asset: TaxAsset, year: Whole, calendar: Calendar) -> Floats:
    """(1,) or (P,): the part not retired in the calendar year of placing in service."""
    kept = np.ones(1)
    for retirement in asset.retirements:
        in_year = _year(np.array([retirement.month]), calendar) == year
        kept = kept * np.where(in_year, 1.0 - retirement.share, 1.0)
    return kept


def _year(month: Whole, calendar: Calendar) -> Whole:
    """Calendar years from that of month 0."""
    return (month + calendar.start_date.month - 1) // MONTHS_PER_YEAR


def _month_of_year(month: Whole, calendar: Calendar) -> Whole:
    """0 in January to 11 in December."""
    return (month + calendar.start_date.month - 1) % MONTHS_PER_YEAR


def _one_if_equal(flags: Flags) -> Flags:
    return flags[:1] if flags.all() or not flags.any() else flags
