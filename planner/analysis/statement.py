"""What happens, as an accountant reads it: income, cash and balances by period. MODEL.md C1.

Every line comes from the monthly series of one result; flows add up over a period, balances take
its last month.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.analysis.periods import Period, Span, added, at_end, spans
from planner.analysis.statement_amounts import Amounts, amounts_of
from planner.analysis.statement_lines import Line, Section, lines_of
from planner.engine.result import Floats, Result

ROUNDING = 1e-13  # of the sizes of what is summed


@dataclass(frozen=True)
class Request:
    """Which statement: of the plan (path ""), a facility or a tenant, by period.

    `path` may be `statement_lines.NO_SITE`: what of the plan belongs to no facility. `expected`
    asks for means over the draws instead of the plan as written. `fiscal_year_end` is the calendar
    month that closes a fiscal year.
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
    amounts = amounts_of(result, request.path, expected)
    every = [line for lines in amounts.values() for line in lines.values()]
    starts = any(not math.isnan(line.at_start) for line in every)
    sections = {
        section: tuple(
            _row(section, line, amounts[section][line.name], periods, starts)
            for line in lines
            if line.name in amounts[section]
        )
        for section, lines in lines_of(request.path).items()
    }
    return Answer(request, periods, starts, expected, sections)


def gathered(section: Section, monthly: Floats, periods: Sequence[Span]) -> Floats:
    """(N,) from (M,): flows add up over each period, balances take its last month.

    Flows that undo each other within a period leave 0, not the rounding of their sum.
    """
    if section is Section.BALANCE:
        return at_end(monthly, periods)
    sums, sizes = added(monthly, periods), added(np.abs(monthly), periods)
    return np.where(np.abs(sums) <= ROUNDING * sizes, 0.0, sums)


def total_of(section: Section, amounts: Amounts) -> float | None:
    """A flow from t = 0 to the last month; a balance has no total."""
    if section is Section.BALANCE:
        return None
    flows = np.append(amounts.monthly, amounts.at_start)
    total, size = float(np.nansum(flows)), float(np.nansum(np.abs(flows)))
    return total if abs(total) > ROUNDING * size else 0.0


def _row(
    section: Section, line: Line, amounts: Amounts, periods: Sequence[Span], starts: bool
) -> Row:
    values = gathered(section, amounts.monthly, periods)
    if starts:
        values = np.concatenate([[amounts.at_start], values])
    values.flags.writeable = False
    return Row(line, values, total_of(section, amounts))
