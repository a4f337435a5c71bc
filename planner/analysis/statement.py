"""What happens, as an accountant reads it: income, cash and balances by period. MODEL.md C1.

Every line comes from the monthly series of one result; flows add up over a period, balances take
its last month.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.analysis.periods import Period, Span, added, at_end, spans
from planner.analysis.statement_lines import Line, Section, lines_of
from planner.engine.result import Floats, Result

NEGLIGIBLE = 1e-11  # of the largest amount of a statement; what is left of a sum that is 0


@dataclass(frozen=True)
class Request:
    """Which statement: of the plan (path ""), a facility or a tenant, by period.

    `expected` asks for means over the draws instead of the plan as written. `fiscal_year_end` is
    the calendar month that closes a fiscal year.
    """

    path: str = ""
    period: Period = Period.CALENDAR_YEAR
    expected: bool = False
    fiscal_year_end: int = 12


@dataclass(frozen=True)
class Row:
    """A line's amounts, (C,) in $m: t = 0 first if the answer `starts`, then each period.

    NaN where the line has no amount. `total` is the sum over all columns of a flow.
    """

    line: Line
    values: Floats
    total: float | None


@dataclass(frozen=True)
class Answer:
    """The statements. `expected` is false where means were asked for and no draws were made."""

    request: Request
    spans: tuple[Span, ...]
    starts: bool
    expected: bool
    sections: Mapping[Section, tuple[Row, ...]]

    def row(self, section: Section, name: str) -> Row:
        """A line of a section. Raises KeyError if it has none of that name."""
        for row in self.sections[section]:
            if row.line.name == name:
                return row
        raise KeyError(name)

    def peak(self) -> float:
        """The largest amount of all, whatever its sign: it sets the scale of the money."""
        arrays = [np.abs(row.values) for rows in self.sections.values() for row in rows]
        arrays += [
            np.array([abs(row.total)])
            for rows in self.sections.values()
            for row in rows
            if row.total is not None
        ]
        known = [array[np.isfinite(array)] for array in arrays]
        return max((float(array.max()) for array in known if array.size), default=0.0)


def answer(request: Request, result: Result) -> Answer:
    """The lines that the result has, gathered by period; totals are the engine's own.

    Parameters
    ----------
    request : Request
        Of an entity that the result need not have: its statements are then empty.
    result : Result
        Monthly series, costs as positive amounts.

    Returns
    -------
    Answer
        Frozen; each total equals the sum of its lines, as the laws of B10 promise.
    """
    periods = spans(result.months, request.period, request.fiscal_year_end)
    expected = request.expected and result.draws > 0
    reader = _Reader(result, request.path, expected)
    starts = not request.path and any(amount != 0.0 for amount in reader.start.values())
    sections = {
        section: tuple(_rows(section, lines, reader, periods, starts))
        for section, lines in lines_of(request.path).items()
    }
    return Answer(request, periods, starts, expected, sections)


class _Reader:
    """Series of one entity, as planned or as means over the draws."""

    def __init__(self, result: Result, path: str, expected: bool) -> None:
        self._result, self._path, self._expected = result, path, expected
        self.start = {name: self._flow_at_start(name) for name in ("fcff", "fcfe")}

    def of(self, name: str) -> Floats | None:
        """(M,): the series, None if the result does not have it."""
        bands = self._result.series.get((self._path, name))
        if bands is None:
            return None
        if self._expected and bands.mean is not None:
            return bands.mean
        return bands.deterministic

    def _flow_at_start(self, name: str) -> float:
        """The flow at t = 0: what a cumulative line holds before the first month's flow."""
        cumulative, flow = self.of(f"cumulative_{name}"), self.of(name)
        if cumulative is None or flow is None:
            return 0.0
        begun = float(cumulative[0] - flow[0])
        return begun if abs(begun) > NEGLIGIBLE * float(np.abs(cumulative).max()) else 0.0


def _rows(
    section: Section,
    lines: Sequence[Line],
    reader: _Reader,
    periods: Sequence[Span],
    starts: bool,
) -> list[Row]:
    is_balance = section is Section.BALANCE
    monthly: dict[str, Floats] = {}
    for line in lines:
        series = _monthly(line, reader, monthly)
        if series is not None:
            monthly[line.name] = series
    noise = NEGLIGIBLE * max((float(np.abs(s).max()) for s in monthly.values()), default=0.0)
    found: list[Row] = []
    for line in lines:
        if line.name not in monthly:
            continue
        # Adding 0 turns a negative zero, as −0 of no cost is, into a plain one.
        series = np.where(np.abs(monthly[line.name]) <= noise, 0.0, monthly[line.name]) + 0.0
        values = (at_end if is_balance else added)(series, periods)
        if starts:
            values = np.concatenate([[_at_start(line, reader, is_balance)], values])
        values.flags.writeable = False
        total = None if is_balance else float(np.nansum(values))
        found.append(Row(line, values, total))
    return found


def _monthly(line: Line, reader: _Reader, monthly: Mapping[str, Floats]) -> Floats | None:
    """(M,): the line's parts, or the lines that it sums; None if the result lacks them."""
    if line.parts:
        given = [(sign, reader.of(name)) for sign, name in line.parts]
        parts = [sign * series for sign, series in given if series is not None]
        if len(parts) < len(line.parts):
            return None
    else:
        parts = [monthly[name] for name in line.sums if name in monthly]
        if not parts:
            return None
    total: Floats = np.sum(parts, axis=0)
    return total


def _at_start(line: Line, reader: _Reader, is_balance: bool) -> float:
    if is_balance or not line.start:
        return float("nan")
    return sum(sign * reader.start[name] for sign, name in line.start) + 0.0
