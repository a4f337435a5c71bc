"""What running costs: opex, rent, closure, lines of money. MODEL.md B2 and B7."""

from dataclasses import dataclass

import numpy as np

from planner.domain.cash_line import CashLine
from planner.domain.project import Project
from planner.engine.arrays import NOTHING, Floats, Total, product, total
from planner.engine.calendar import Calendar
from planner.engine.columns import Columns
from planner.engine.site_power import SitePower


@dataclass(frozen=True)
class SiteCosts:
    """Costs of a site without power, positive $m; (M, 1) where certain, (M, P) where drawn."""

    opex: Floats
    rent: Floats
    events: Floats
    closure_cost: Floats
    closure_proceeds: Floats


def site_costs(site: SitePower, columns: Columns, calendar: Calendar) -> SiteCosts:
    """Opex and rent of MW in service, events at their onset, closure in the last month."""
    facility, path = site.facility, site.path
    closing = NOTHING
    if site.last_month is not None:
        closing = (calendar.index == site.last_month).astype(np.float64)[:, None] * site.active
    return SiteCosts(
        _of_nameplate(site, "opex", columns, calendar),
        _of_nameplate(site, "rent", columns, calendar),
        total(cost * site.active for cost in site.event_costs),
        closing * columns.number(path, facility, "closure_cost"),
        closing * columns.number(path, facility, "closure_proceeds"),
    )


def _of_nameplate(site: SitePower, name: str, columns: Columns, calendar: Calendar) -> Floats:
    """(M, ·), $m: a rate for each MW in service, escalated; NOTHING where it is 0."""
    rate = columns.number(site.path, site.facility, name)
    if not rate.any():
        return NOTHING
    given = getattr(site.facility, f"{name}_escalation")
    yearly = columns.world.plan.settings.inflation if given is None else given
    if site.facility.opex_escalates == "anniversary":
        return product(rate, site.nameplate, calendar.anniversary_escalation(yearly))
    return product(rate, site.nameplate, calendar.january_escalation(yearly))


@dataclass(frozen=True)
class CashLines:
    """Sums of the plan's cash lines, signed $m; (M, 1) or (M, P)."""

    operating: Floats
    other: Floats
    taxed: Floats
    """The part of both that is taxable."""


def cash_lines(plan: Project, columns: Columns, calendar: Calendar) -> CashLines:
    """Each line from its first to its last month, escalating each January from the plan's start."""
    operating, other, taxed = Total(), Total(), Total()
    for line in plan.cash_lines:
        amount = _line(f"cash_lines/{line.id}", line, columns, calendar)
        if amount is None:
            continue
        (operating if line.operating else other).add(amount)
        if line.taxed:
            taxed.add(amount)
    return CashLines(operating.value, other.value, taxed.value)


def _line(path: str, line: CashLine, columns: Columns, calendar: Calendar) -> Floats | None:
    active = columns.active(path, line)
    if active is None:
        return None
    first = 0 if line.first is None else calendar.index_of(line.first)
    last = calendar.months - 1 if line.last is None else calendar.index_of(line.last)
    inside = ((calendar.index >= first) & (calendar.index <= last))[:, None]
    rate = columns.world.plan.settings.inflation if line.escalation is None else line.escalation
    monthly = columns.number(path, line, "monthly") * active
    return product(inside * calendar.january_escalation(rate), monthly)
