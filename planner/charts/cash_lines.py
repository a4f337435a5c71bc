"""What the cash chart draws: cumulative cash with its fan, and the money lines by month or year."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from planner.analysis.periods import Period, added, spans
from planner.charts.plot import Floats
from planner.engine.result import Bands, Result

CUT_FROM = 4.0  # one of few bars this many times the next smaller one is cut
MOST_CUTS = 3
MANY_BARS = 12
USUAL = 0.75  # of many bars this share is no larger than what is usual among them
GAP = 1.25  # between the largest bar that is whole and the smallest that is cut, of many
UNUSUAL = 3.0  # one of many bars this many times as large as usual is cut
CUT_ROOM = 1.4  # how far a cut bar stands out beyond the largest whole one on its side
MOST_LEFT = 0.9  # of a bar that is cut stays in view
AIR_BELOW, AIR_ABOVE = 0.04, 0.12  # beyond whole bars, of what both sides take
LEAST_ROOM = 0.4  # and at least so far, of the largest on the other side
MARGINS = {Period.MONTH: 0.12, Period.QUARTER: 0.25}
YEAR_MARGIN = 0.5
OPERATING_COSTS = ("power", "opex", "rent", "lease_in_paid", "event_cost")
LINES = ("receipts", "operations", "tax", "capital", "loans")
FCFF, FCFE = "fcff", "fcfe"


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

    `left` and `right` are the bars' edges in months since the start; `lines` the money lines, (N,)
    each; `net` is what remains. `first` is the month with which each period begins. `has_horizon`
    says that the last period's capital has in it what is worth something after the last month.
    """

    left: Floats
    right: Floats
    first: Floats
    lines: Mapping[str, Floats]
    net: Floats
    has_horizon: bool = False

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

    def moved(self, months: float) -> "Flows":
        """The same money so many months later."""
        return replace(self, left=self.left + months, right=self.right + months)

    def reach(self) -> tuple[Floats, Floats]:
        """(N,) how far each period's bars go down (not positive) and up (not negative)."""
        lines = np.array([self.lines[name] for name in LINES])
        return np.minimum(lines, 0.0).sum(axis=0), np.maximum(lines, 0.0).sum(axis=0)


def places(months: int) -> Floats:
    """Where balances stand: half a month before their month's end, on the middle of its bar.

    So the start stands on the middle of its own bar, and one hairline meets bar and curve.
    """
    return np.arange(-1, months, dtype=np.float64) + 0.5


def swept(low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """What a band through (M + 1,) balances covers in each month, (M,): they stand on its middle.

    So a month reaches half of the way to the balance before it and to the one after it.
    """
    ends = []
    for values, farther in ((low, np.fmin), (high, np.fmax)):
        halfway = (values[:-1] + values[1:]) / 2.0
        after = np.append(halfway[1:], values[-1])
        ends.append(farther(values[1:], farther(halfway, after)))
    return ends[0], ends[1]


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


def has_equity(result: Result) -> bool:
    """Whether the result knows the cash flow to equity."""
    return ("", FCFE) in result.series


def fan(result: Result, flow: str = FCFF) -> Fan:
    """Cumulative cash flow of the whole plan, to the firm or to equity."""
    bands = result.series["", f"cumulative_{flow}"]
    start = result.at_start.get(flow, 0.0)
    return Fan(
        middle=_from(start, bands.deterministic if bands.p50 is None else bands.p50),
        p10=None if bands.p10 is None else _from(start, bands.p10),
        p25=None if bands.p25 is None else _from(start, bands.p25),
        p75=None if bands.p75 is None else _from(start, bands.p75),
        p90=None if bands.p90 is None else _from(start, bands.p90),
    )


def flows(result: Result, period: Period = Period.MONTH, flow: str = FCFF) -> Flows:
    """The money lines by period: means over the draws, for these add up.

    To equity, tax is what is due after interest, and loans bring and take their share.
    """
    equity = flow == FCFE
    lines = {
        "receipts": _series(result, "receipts"),
        "operations": _series(result, "cash_lines")
        - np.sum([_series(result, name) for name in OPERATING_COSTS], axis=0),
        "tax": -_series(result, "tax_levered" if equity else "tax"),
        "capital": _series(result, "horizon_value")
        - _series(result, "capex")
        - _series(result, "closure"),
        "loans": _loans(result) if equity else np.zeros(len(result.months)),
    }
    periods = spans(result.months, period)
    margin = MARGINS.get(period, YEAR_MARGIN)
    first = np.array([span.first for span in periods], dtype=np.float64)
    after = np.array([span.after for span in periods], dtype=np.float64)
    slim = np.minimum(margin, 0.2 * (after - first))
    begun, spent = result.at_start.get(flow, 0.0), result.at_start.get(FCFF, 0.0)
    at_start = {"capital": spent, "loans": begun - spent}
    month = MARGINS[Period.MONTH]
    return Flows(
        left=_from(-1.0 + month, first + slim),
        right=_from(-month, after - slim),
        first=_from(-1.0, first),
        lines={
            name: _from(at_start.get(name, 0.0), added(values, periods))
            for name, values in lines.items()
        },
        net=_from(begun, added(_series(result, flow), periods)),
        has_horizon=bool(_series(result, "horizon_value").any()),
    )


def cut_limit(sizes: Floats) -> float:
    """The largest size shown whole; larger ones would leave the others no height to be read.

    Of few bars those are cut that are over four times the next smaller one, three at most. Of many,
    also those that are over three times what three bars in four stay below, and apart from them:
    spending comes in spikes of several sizes.
    """
    ordered = np.sort(sizes[sizes > 0.0])[::-1]
    if not ordered.size:
        return 0.0
    limit = float(ordered[0])
    for cuts in range(min(MOST_CUTS, ordered.size - 1), 0, -1):
        if ordered[cuts - 1] > CUT_FROM * ordered[cuts]:
            limit = float(ordered[cuts])
            break
    if ordered.size >= MANY_BARS:
        usual = float(np.quantile(ordered, USUAL, method="lower"))
        whole = float(ordered[ordered <= UNUSUAL * usual][0])
        # A slope of many bars is not cut in its midst, only where it has a gap.
        for larger in ordered[ordered > whole][::-1].tolist():
            if larger > GAP * whole:
                break
            whole = larger
        limit = min(limit, whole)
    return limit


def bar_range(down: Floats, up: Floats) -> tuple[float, float]:
    """The values from which to which bars are shown, for their ends, (N,) each; 0 lies within.

    Whole up to the limit, with some air; a bar that is cut leaves the plot, yet keeps some height
    to be seen at all.
    """
    limit = cut_limit(np.maximum(-down, up))
    low, high = (_largest(sizes[sizes <= limit]) for sizes in (-down, up))
    ends = []
    for sizes, here, there, air in ((-down, low, high, AIR_BELOW), (up, high, low, AIR_ABOVE)):
        cut = sizes[sizes > limit]
        if cut.size:
            room = max(CUT_ROOM * here, LEAST_ROOM * there)
            ends.append(min(room, MOST_LEFT * float(cut.min())))
        else:
            ends.append(here + air * (low + high))
    return -ends[0], ends[1]


def _largest(sizes: Floats) -> float:
    return float(sizes.max(initial=0.0))


def _loans(result: Result) -> Floats:
    """(M,): drawn less interest and principal."""
    drawn = _series(result, "loan_draws")
    return drawn - _series(result, "interest") - _series(result, "principal")


def _series(result: Result, name: str) -> Floats:
    """(M,): the mean over the draws where there are any; 0 for what the result does not have."""
    bands: Bands | None = result.series.get(("", name))
    if bands is None:
        return np.zeros(len(result.months))
    return bands.deterministic if bands.mean is None else bands.mean


def _from(start: float, values: Floats) -> Floats:
    return np.concatenate([[start], values])
