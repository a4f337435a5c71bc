"""What the cash chart draws: cumulative cash with its fan, and the money lines by month or year."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.charts.months import year_groups
from planner.charts.plot import Floats
from planner.engine.result import Bands, Result

CUT_FROM = 4.0  # a bar this many times the rest is cut
MOST_CUTS = 3
MONTH_MARGIN, YEAR_MARGIN = 0.12, 0.5
OPERATING_COSTS = ("power", "opex", "rent", "lease_in", "event_cost")
LINES = ("receipts", "operations", "tax", "capital")


@dataclass(frozen=True)
class Fan:
    """Cumulative cash at the start and after each month, (M + 1,) each, $m."""

    middle: Floats  # P50, or the deterministic line without draws
    p10: Floats | None
    p25: Floats | None
    p75: Floats | None
    p90: Floats | None


@dataclass(frozen=True)
class Flows:
    """Money in each period, $m, inflows positive; the first of N periods is the start.

    `left` and `right` are the bars' edges in months since the start; `lines` the four money lines,
    (N,) each; `net` is what remains. `first` is the month with which each period begins.
    """

    left: Floats
    right: Floats
    first: Floats
    lines: Mapping[str, Floats]
    net: Floats

    @property
    def middle(self) -> Floats:
        """(N,) where each bar stands."""
        return (self.left + self.right) / 2.0

    def stacked(self, name: str) -> tuple[Floats, Floats]:
        """(low, high) of a line's bars: inflows upon inflows, outflows beneath outflows."""
        values = self.lines[name]
        before = [self.lines[other] for other in LINES[: LINES.index(name)]]
        above = (
            np.sum([np.maximum(line, 0.0) for line in before], axis=0) if before else 0.0 * values
        )
        below = (
            np.sum([np.minimum(line, 0.0) for line in before], axis=0) if before else 0.0 * values
        )
        base = np.where(values >= 0.0, above, below)
        return np.minimum(base, base + values), np.maximum(base, base + values)

    def reach(self) -> tuple[Floats, Floats]:
        """(N,) how far each period's bars go down (not positive) and up (not negative)."""
        lines = np.array([self.lines[name] for name in LINES])
        return np.minimum(lines, 0.0).sum(axis=0), np.maximum(lines, 0.0).sum(axis=0)


def places(months: int) -> Floats:
    """Where balances stand: half a month before their month's end, on the middle of its bar.

    So the start stands on the middle of its own bar, and one hairline meets bar and curve.
    """
    return np.arange(-1, months, dtype=np.float64) + 0.5


def place_of(months_since_start: float) -> float:
    """Where a moment stands, such as a payback of 9.3 months."""
    return months_since_start - 0.5


def month_of(months: float) -> int:
    """The month during which so many months since the start have gone by."""
    return max(math.ceil(months) - 1, 0)


def months_until_positive(cumulative: Floats) -> float | None:
    """Months from the start until a line, (M + 1,), is non-negative for good.

    None if it ends negative or never is negative. The rule of payback (MODEL.md B8), for one line.
    """
    below = np.flatnonzero(cumulative < 0.0)
    if not below.size or below[-1] == cumulative.size - 1:
        return None
    last = int(below[-1])
    missing = -float(cumulative[last])
    return last + missing / float(cumulative[last + 1] - cumulative[last])


def fan(result: Result) -> Fan:
    """Cumulative FCFF of the whole plan."""
    bands = result.series["", "cumulative_fcff"]
    start = result.at_start.get("fcff", 0.0)
    return Fan(
        middle=_from(start, bands.deterministic if bands.p50 is None else bands.p50),
        p10=None if bands.p10 is None else _from(start, bands.p10),
        p25=None if bands.p25 is None else _from(start, bands.p25),
        p75=None if bands.p75 is None else _from(start, bands.p75),
        p90=None if bands.p90 is None else _from(start, bands.p90),
    )


def flows(result: Result, annual: bool) -> Flows:
    """The money lines by month or calendar year: means over the draws, for these add up."""
    months = len(result.months)
    lines = {
        "receipts": _series(result, "receipts"),
        "operations": _series(result, "cash_lines")
        - np.sum([_series(result, name) for name in OPERATING_COSTS], axis=0),
        "tax": -_series(result, "tax"),
        "capital": -_series(result, "capex") - _series(result, "closure"),
    }
    groups = year_groups(result.months) if annual else [(0, k, k + 1) for k in range(months)]
    margin = YEAR_MARGIN if annual else MONTH_MARGIN
    first = np.array([group[1] for group in groups], dtype=np.float64)
    after = np.array([group[2] for group in groups], dtype=np.float64)
    slim = np.minimum(margin, 0.2 * (after - first))
    begun = result.at_start.get("fcff", 0.0)
    at_start = {"capital": begun}
    return Flows(
        left=_from(-1.0 + MONTH_MARGIN, first + slim),
        right=_from(-MONTH_MARGIN, after - slim),
        first=_from(-1.0, first),
        lines={
            name: _from(at_start.get(name, 0.0), _added(values, groups))
            for name, values in lines.items()
        },
        net=_from(begun, _added(_series(result, "fcff"), groups)),
    )


def cut_limit(sizes: Floats) -> float:
    """The largest size shown whole: bars over four times the next smaller one are cut."""
    ordered = np.sort(sizes[sizes > 0.0])[::-1]
    for cuts in range(min(MOST_CUTS, ordered.size - 1), 0, -1):
        if ordered[cuts - 1] > CUT_FROM * ordered[cuts]:
            return float(ordered[cuts])
    return float(ordered[0]) if ordered.size else 0.0


def _series(result: Result, name: str) -> Floats:
    bands: Bands = result.series["", name]
    return bands.deterministic if bands.mean is None else bands.mean


def _added(values: Floats, groups: Sequence[tuple[int, int, int]]) -> Floats:
    return np.add.reduceat(values, [group[1] for group in groups]) if groups else values[:0]


def _from(start: float, values: Floats) -> Floats:
    return np.concatenate([[start], values])
