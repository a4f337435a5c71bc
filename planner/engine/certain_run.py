"""The deterministic run of a case, and what is said of it: the same for every number of draws.

The last case is kept, since the preview and the full run of an edit begin with what its
deterministic run has already found.
"""

import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from planner.domain.case import Case
from planner.domain.checks import Problem
from planner.domain.checks.capacity import capacity_notices
from planner.domain.path import Path
from planner.engine.arrays import Floats
from planner.engine.assumptions import assumptions
from planner.engine.block import Flows, run_block
from planner.engine.calendar import calendar_of
from planner.engine.columns import Columns
from planner.engine.coverage import coverage_notices
from planner.engine.findings import figures
from planner.engine.levelised import TenantPrices
from planner.engine.worlds import as_written
from planner.units.message import Message


@dataclass(frozen=True)
class CertainRun:
    """Ranges at their median, no volatility, the likelier branch of every event."""

    series: Mapping[tuple[Path, str], Floats]
    """(M,) each, read-only."""
    flows: Flows
    figures: Mapping[str, Floats]
    prices: Mapping[Path, float]
    """Levelised prices by tenant, $m per MW-month; NaN where nothing is served."""
    assumptions: tuple[Message, ...]
    notices: tuple[Problem, ...]


_last: tuple[weakref.ref[Case], CertainRun] | None = None


def certain_run(case: Case, checkpoint: Callable[[], None]) -> CertainRun:
    """The deterministic run of a case that is not blocked; taken over if it was the last one."""
    global _last
    kept = _last
    if kept is not None and kept[0]() is case:
        return kept[1]
    found = _run(case, checkpoint)
    _last = (weakref.ref(case), found)
    return found


def _run(case: Case, checkpoint: Callable[[], None]) -> CertainRun:
    settings = case.plan.settings
    calendar = calendar_of(settings.start, settings.months)
    series: dict[tuple[Path, str], Floats] = {}
    last: tuple[Floats, Floats] | None = None

    def record(path: Path, name: str, values: Floats) -> None:
        # One array often stands for several series in a row, as the MW of a contract that has all
        # it was promised: they share what is kept.
        nonlocal last
        if last is None or last[0] is not values:
            kept = values[:, 0].copy()
            kept.flags.writeable = False
            last = values, kept
        series[path, name] = last[1]

    prices = TenantPrices(calendar.discount_factors(settings.discount_rate))
    columns = Columns(as_written(case), None)
    flows = run_block(columns, calendar, None, prices.listening(record), checkpoint)
    possible = (o for u in case.drawn for outcome in u.outcomes for o in outcome.overrides)
    return CertainRun(
        series,
        flows,
        figures(flows, settings, calendar),
        {path: float(price[0]) for path, price in prices.by_tenant().items()},
        assumptions(case),
        (*capacity_notices(case.plan), *coverage_notices(case.plan, possible)),
    )
