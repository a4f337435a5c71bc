"""The power of a site by month: what stands, what is available, at which price. MODEL.md B2."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.domain.facility import Facility, Supply
from planner.domain.path import Path
from planner.domain.phase import Phase
from planner.domain.settings import Settings
from planner.engine.arrays import Floats, Total, Whole, by_month, product, total
from planner.engine.calendar import Calendar
from planner.engine.columns import Columns, is_nowhere
from planner.engine.depreciation import in_service_month
from planner.engine.events import EventMonths, event_months
from planner.engine.market import MarketMonths

MILLION = 1e6


@dataclass(frozen=True)
class PhasePower:
    """One phase of a site. All MW are IT MW; (M, 1) where certain, (M, P) where drawn."""

    path: Path
    phase: Phase
    active: Floats
    """(1,) or (P,) of 0 and 1."""
    in_service: Whole
    """(1,) or (P,) month from which book, opex and rent run."""
    nameplate: Floats
    """MW that stand from `in_service` to the close."""


@dataclass(frozen=True)
class PowerBlock:
    """MW of a site that cost the same power. Blocks of a site are disjoint."""

    mw: Floats
    price: Floats
    """$m for each IT MW served in the month."""
    offered: Floats
    """IT MW that the source could feed; infinite where nothing bounds it."""


@dataclass(frozen=True)
class SitePower:
    """A facility in one block of draws."""

    path: Path
    facility: Facility
    active: Floats
    pue: Floats
    phases: tuple[PhasePower, ...]
    event_costs: tuple[Floats, ...]
    """(M, 1) or (M, P) each, $m: of the events that cost anything."""
    nameplate: Floats
    available: Floats
    blocks: tuple[PowerBlock, ...]
    last_month: int | None
    """Index of the last month of operation; None where it is never closed."""


def site_power(
    facility: Facility,
    columns: Columns,
    calendar: Calendar,
    market: MarketMonths,
    leased_in: Floats | None,
) -> SitePower | None:
    """The site by month, or None if it exists in no draw.

    Parameters
    ----------
    leased_in : (M, 1) or (M, P) float or None, IT MW
        What the lease under which we rent the site delivers; the site has at most that.
    """
    path = f"facilities/{facility.id}"
    active = columns.active(path, facility)
    if active is None:
        return None
    events = event_months(path, facility, columns, calendar)
    pue = columns.number(path, facility, "pue")
    last = None if facility.close is None else calendar.index_of(facility.close)
    found = _phases(path, facility, columns, calendar, active, events)
    nameplate = by_month(total(phase.nameplate for phase, _ in found), calendar.months)
    available = by_month(total(mw for _, mw in found), calendar.months)
    phases = tuple(phase for phase, _ in found)
    availability = columns.number(path, facility, "availability")
    if (availability < 1.0).any():
        available = available * availability
    if leased_in is not None:
        available = np.minimum(available, leased_in)
    supplies = [
        (f"{path}/supplies/{supply.id}", supply, on)
        for supply in facility.supplies
        if (on := columns.active(f"{path}/supplies/{supply.id}", supply)) is not None
    ]
    price = _power_price(path, facility, columns, calendar, market)
    blocks = _blocks(path, facility, supplies, available, pue, events, price, columns)
    if supplies:
        available = by_month(total(block.mw for block in blocks), calendar.months)
    costs = tuple(event.cost for event in events if event.cost is not None)
    return SitePower(path, facility, active, pue, phases, costs, nameplate, available, blocks, last)


def it_megawatts(mw: Floats, basis: str | None, pue: Floats, settings: Settings) -> Floats:
    """MW of IT load, whatever basis they were entered in."""
    return mw / pue if (basis or settings.power_basis) == "facility" else mw


def ramped(
    ramp: float | tuple[float, ...], ready: float, delay: Floats, calendar: Calendar
) -> Floats:
    """(M, 1) or (M, P): share of full power. A delay moves the ramp and does not cut it.

    Of n months: clip((k + 1 − ready − delay)/n, 0, 1); 0 months: 1 from ceil(ready + delay); a list
    is read at k − ready − ceil(delay), then 1.
    """
    month = calendar.index[:, None]
    if isinstance(ramp, tuple) and ramp:
        age = (month - ready - np.ceil(delay)).astype(np.int64)
        shares = np.array((*ramp, 1.0))
        return np.where(age < 0, 0.0, shares[np.clip(age, 0, len(ramp))])
    if not ramp or isinstance(ramp, tuple):
        return (month >= np.ceil(ready + delay)).astype(np.float64)
    share: Floats = month + 1 - ready - delay
    share /= ramp
    return np.clip(share, 0.0, 1.0, out=share)


def _phases(
    path: Path,
    facility: Facility,
    columns: Columns,
    calendar: Calendar,
    facility_active: Floats,
    events: tuple[EventMonths, ...],
) -> list[tuple[PhasePower, Floats]]:
    """Each phase, and its MW after ramp, events and degradation."""
    settings = columns.world.plan.settings
    pue = columns.number(path, facility, "pue")
    open_ = np.ones((calendar.months, 1))
    if facility.close is not None:
        open_ = (calendar.index <= calendar.index_of(facility.close)).astype(np.float64)[:, None]
    found = []
    for phase in facility.phases:
        where = f"{path}/phases/{phase.id}"
        active = columns.active(where, phase)
        if active is None or phase.ready is None:
            continue
        ready = calendar.index_of(phase.ready)
        delay = columns.number(where, phase, "delay")
        in_service = in_service_month(ready, delay)
        exists = active * facility_active
        mw = (
            it_megawatts(columns.number(where, phase, "mw"), phase.mw_basis, pue, settings) * exists
        )
        stands = calendar.index[:, None] >= in_service
        kept = [event.kept for event in events if event.hits_phase(phase.id)]
        available = product(mw, open_, ramped(phase.ramp, ready, delay, calendar), *kept)
        degradation = columns.number(where, phase, "degradation")
        if degradation.any():
            years = np.maximum(calendar.index[:, None] - in_service, 0) / 12.0
            available = available * (1.0 - degradation) ** years
        nameplate = mw * open_ * stands
        found.append((PhasePower(where, phase, exists, in_service, nameplate), available))
    return found


@dataclass(frozen=True)
class _PowerPrice:
    """Turns $/MWh at the meter into $m per IT MW-month of a site."""

    per_dollar: Floats
    columns: Columns
    calendar: Calendar

    def of(self, path: Path, entity: Facility | Supply, name: str, escalation: str) -> Floats:
        settings = self.columns.world.plan.settings
        rate = getattr(entity, escalation)
        escalated = self.calendar.january_escalation(settings.inflation if rate is None else rate)
        return product(escalated, self.columns.number(path, entity, name), self.per_dollar)


def _power_price(
    path: Path, facility: Facility, columns: Columns, calendar: Calendar, market: MarketMonths
) -> _PowerPrice:
    draw = columns.number(path, facility, "load_factor") * columns.number(path, facility, "pue")
    per_dollar = calendar.hours[:, None] * draw / MILLION * market.power_factor
    return _PowerPrice(per_dollar, columns, calendar)


def _blocks(
    path: Path,
    facility: Facility,
    supplies: list[tuple[Path, Supply, Floats]],
    available: Floats,
    pue: Floats,
    events: tuple[EventMonths, ...],
    price: _PowerPrice,
    columns: Columns,
) -> tuple[PowerBlock, ...]:
    """What the supplies feed; where none of them exists the site's own price bounds nothing.

    A supply that is switched off is as if it were not in the plan.
    """
    unbound: Floats = np.ones(1)
    for _, _, active in supplies:
        unbound = unbound * (1.0 - active)
    fed = tuple(_supplied(supplies, available, pue, events, price, columns))
    if not unbound.any():
        return fed
    own = available * unbound if supplies else available
    own_price = price.of(path, facility, "power_price", "power_escalation")
    return (*fed, PowerBlock(own, own_price, np.where(unbound > 0.0, np.inf, 0.0)))


def _supplied(
    supplies: list[tuple[Path, Supply, Floats]],
    available: Floats,
    pue: Floats,
    events: tuple[EventMonths, ...],
    price: _PowerPrice,
    columns: Columns,
) -> list[PowerBlock]:
    """Available MW cut into blocks by supply, the cheapest filled first."""
    offers: list[tuple[Floats, Floats]] = []
    for path, supply, active in supplies:
        mw = (columns.number(path, supply, "mw") * active / pue)[None, :]
        for event in events:
            if event.hits_supply(supply.id):
                mw = mw * event.kept
        offers.append((mw, price.of(path, supply, "price", "escalation")))
    blocks = []
    for place, (mw, cost) in enumerate(offers):
        left = available
        for other, (other_mw, other_cost) in enumerate(offers):
            if other != place:
                cheaper = (other_cost < cost) | ((other_cost == cost) & (other < place))
                left = left - other_mw * cheaper
        blocks.append(PowerBlock(np.clip(left, 0.0, mw), cost, mw))
    return blocks


def vintage(sites: Sequence[SitePower], market: MarketMonths, calendar: Calendar) -> Floats:
    """(M, 1) or (M, P): what age leaves of the market's price at these sites, MW-weighted.

    Σ MW (1 − decay)^((k − in service)/12) / Σ MW over nameplate in service; 1 where nothing stands.
    Worked out once for the same sites.
    """
    if is_nowhere(market.vintage_decay):
        return np.ones((calendar.months, 1))
    key = tuple(site.path for site in sites)
    if key not in market.vintages:
        market.vintages[key] = _vintage(sites, market, calendar)
    return market.vintages[key]


def _vintage(sites: Sequence[SitePower], market: MarketMonths, calendar: Calendar) -> Floats:
    worth, standing = Total(), Total()
    for site in sites:
        for phase in site.phases:
            for share, since in _generations(phase, calendar):
                age = np.maximum(calendar.index[:, None] - since, 0)
                worth.add(product(share, phase.nameplate, market.aged(age)))
            standing.add(phase.nameplate)
    megawatts = by_month(standing.value, calendar.months)
    stands = megawatts > 0.0
    aged = worth.value / np.where(stands, megawatts, 1.0)
    return aged + ~stands


def _generations(power: PhasePower, calendar: Calendar) -> list[tuple[Floats, Whole]]:
    """Shares of a phase's MW, (M, 1) each, and the month since which their equipment is in use.

    A refresh renews its share of what stands then, earlier refreshes included.
    """
    dated = sorted(
        (calendar.index_of(refresh.month), refresh.replaces)
        for refresh in power.phase.refreshes
        if refresh.month is not None
    )
    first: Floats = np.ones((calendar.months, 1))
    found: list[tuple[Floats, Whole]] = [(first, power.in_service)]
    for month, replaces in dated:
        there = (calendar.index >= month).astype(np.float64)[:, None] * replaces
        found = [(share * (1.0 - there), since) for share, since in found]
        found.append((there, np.array((month,))))
    return found
