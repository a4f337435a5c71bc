"""The statements as JSON: every line with its formula, by month, quarter and fiscal year.

Of the plan, of each facility, of no facility, of each tenant; what foots on the page foots here.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from planner.analysis.periods import Period, Span, at_end, spans
from planner.analysis.statement import gathered, total_of
from planner.analysis.statement_amounts import Amounts, SectionAmounts, amounts_of, sites_of
from planner.analysis.statement_lines import NO_SITE, Line, Section, lines_of
from planner.engine.result import Bands, Floats, Result

Node = dict[str, Any]
Periods = Mapping[Period, Sequence[Span]]

PERIODS = (Period.MONTH, Period.QUARTER, Period.FISCAL_YEAR)
MARKET = "market"


def statements_tree(result: Result, fiscal_year_end: int) -> Node:
    """Income statement, cash flow and balance sheet of the plan and its parts, $m.

    Parameters
    ----------
    fiscal_year_end : int
        The calendar month that closes a fiscal year.

    Returns
    -------
    dict
        Lines by name in their order, signed as they are shown. `sum_of` names the lines that add up
        to a total, `series` the monthly series that a line is read from. By period each line has
        the plan as written and, with draws, the mean; percentiles where the line is one series
        whose draws were kept and the period does not add up months.
    """
    periods = {period: spans(result.months, period, fiscal_year_end) for period in PERIODS}
    tenants = sorted(path for path in {path for path, _name in result.series} if _is_tenant(path))
    return {
        "unit": "$m",
        "fiscal_year_end": fiscal_year_end,
        "periods": {
            period.value: [period_label(span) for span in found]
            for period, found in periods.items()
        },
        "all": _entity(result, "", periods),
        "by_facility": {_id(path): _entity(result, path, periods) for path in sites_of(result)},
        "no_facility": _entity(result, NO_SITE, periods),
        "by_tenant": {
            market_name(result) if path == MARKET else _id(path): _entity(result, path, periods)
            for path in tenants
        },
    }


def period_label(span: Span) -> str:
    """2026-05, 2026-Q2, or the fiscal year by the year in which it ends: FY2026."""
    match span.period:
        case Period.MONTH:
            return f"{span.year:04d}-{span.number:02d}"
        case Period.QUARTER:
            return f"{span.year:04d}-Q{span.number}"
        case _:
            return f"FY{span.year:04d}"


def market_name(result: Result) -> str:
    """Who takes what is re-let: "market", or "(market)" where that is the id of a tenant.

    No tenant's id begins with a bracket.
    """
    taken = (f"tenants/{MARKET}", "served") in result.series
    return f"({MARKET})" if taken else MARKET


def _is_tenant(path: str) -> bool:
    return path == MARKET or (path.startswith("tenants/") and path.count("/") == 1)


def _id(path: str) -> str:
    return path.rpartition("/")[2]


def _entity(result: Result, path: str, periods: Periods) -> Node:
    planned = amounts_of(result, path, expected=False)
    means = amounts_of(result, path, expected=True) if result.draws else None
    return {
        section.value: {
            line.name: _line(result, path, section, line, planned, means, periods)
            for line in lines
            if line.name in planned[section]
        }
        for section, lines in lines_of(path).items()
    }


def _line(
    result: Result,
    path: str,
    section: Section,
    line: Line,
    planned: SectionAmounts,
    means: SectionAmounts | None,
    periods: Periods,
) -> Node:
    found = {"deterministic": planned[section][line.name]}
    if means is not None:
        found["mean"] = means[section][line.name]
    node: Node = {
        "title": str(line.title()),
        "formula": str(line.formula()),
        "rank": line.rank.name.lower(),
        "sum_of": list(line.sums),
        "series": [f"-{name}" if sign < 0.0 else name for sign, name in line.parts],
        "at_start": {key: _number(amounts.at_start) for key, amounts in found.items()},
        "total": {key: _total(section, amounts) for key, amounts in found.items()},
    }
    kept = _percentiles(result.series.get((path, line.parts[0][1])), line) if line.parts else {}
    for period, within in periods.items():
        node[period.value] = {
            key: _numbers(gathered(section, amounts.monthly, within))
            for key, amounts in found.items()
        }
        if period is Period.MONTH or section is Section.BALANCE:
            node[period.value] |= {
                key: _numbers(at_end(values, within)) for key, values in kept.items()
            }
    return node


def _percentiles(bands: Bands | None, line: Line) -> dict[str, Floats]:
    """Of a line that is one series: what is a cost is shown negative, so its ends change places."""
    if bands is None or len(line.parts) > 1:
        return {}
    sign = line.parts[0][0]
    low, high = (bands.p10, bands.p90) if sign > 0.0 else (bands.p90, bands.p10)
    ordered = {"p10": low, "p50": bands.p50, "p90": high}
    return {key: sign * values for key, values in ordered.items() if values is not None}


def _total(section: Section, amounts: Amounts) -> float | None:
    total = total_of(section, amounts)
    return None if total is None else _number(total)


def _numbers(values: Floats) -> list[float | None]:
    listed: list[float] = values.tolist()
    return [_number(value) for value in listed]


def _number(value: float) -> float | None:
    """JSON knows neither NaN nor infinity, and a negative zero says nothing."""
    return value + 0.0 if math.isfinite(value) else None
