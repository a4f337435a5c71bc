"""What a tenant needs by month. MODEL.md B3 and B9."""

import numpy as np

from planner.domain.path import Path
from planner.domain.tenant import Tenant
from planner.engine.arrays import Floats, product
from planner.engine.calendar import Calendar
from planner.engine.columns import Columns
from planner.engine.market import MarketMonths


def demand_months(
    path: Path, tenant: Tenant, columns: Columns, calendar: Calendar, market: MarketMonths
) -> Floats | None:
    """(M, 1) or (M, P) float, IT MW: the tenant's whole need; None where it is what it contracted.

    Base × growth from the plan's start × demand index by exposure × cycle, between its first and
    last month; never negative.
    """
    if tenant.demand is None:
        return None
    if isinstance(tenant.demand, tuple):
        need = _listed(tenant.demand, tenant.demand_shape, calendar)
    else:
        need = columns.number(path, tenant, "demand")[None, :]
    factors = [need]
    for driver in (
        columns.world.drivers.get(f"{path}/demand", ()) if isinstance(tenant.demand, tuple) else ()
    ):
        entity = columns.world.plan.at(driver.removesuffix("/value"))
        value = columns.number(driver.removesuffix("/value"), entity, "value")
        factors.append(value[None, :])
    growth = columns.number(path, tenant, "growth")
    if growth.any():
        factors.append(calendar.growth(growth))
    exposure = columns.number(path, tenant, "demand_exposure")
    if exposure.any():
        factors.append(market.demand_felt(exposure))
    first = 0 if tenant.demand_start is None else calendar.index_of(tenant.demand_start)
    swing = columns.number(path, tenant, "cycle_swing")
    if tenant.cycle_months and swing.any():
        turn = np.cos(2.0 * np.pi * (calendar.index - first) / tenant.cycle_months)
        factors.append(np.maximum(1.0 + swing * turn[:, None], 0.0))
    return product(*factors, _window(tenant, first, calendar))


def _window(tenant: Tenant, first: int, calendar: Calendar) -> Floats:
    inside = calendar.index >= first
    if tenant.demand_end is not None:
        inside = inside & (calendar.index <= calendar.index_of(tenant.demand_end))
    return inside.astype(np.float64)[:, None]


def _listed(points: tuple[tuple[str, float], ...], shape: str, calendar: Calendar) -> Floats:
    """(M, 1): 0 before the first month, its last value for good, between them steps or lines."""
    months = np.array([calendar.index_of(month) for month, _ in points], dtype=np.float64)
    values = np.array([mw for _, mw in points])
    if not points:
        return np.zeros((calendar.months, 1))
    index = calendar.index.astype(np.float64)
    if shape == "linear":
        need = np.interp(index, months, values)
    else:
        need = values[np.maximum(np.searchsorted(months, index, side="right") - 1, 0)]
    return np.where(index < months[0], 0.0, need)[:, None]
