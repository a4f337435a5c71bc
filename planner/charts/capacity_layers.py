"""What the capacity chart stacks: power by tenant, and what could not be served."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.analysis.periods import Span, averaged
from planner.charts.palette import CATEGORIES
from planner.charts.plot import Floats
from planner.charts.things import MARKET, Thing, market_in, things_in
from planner.charts.words import OTHER_TENANTS, SERVED, word
from planner.engine.result import Bands, Result

MOST_TENANTS = 8
MOST_LAYERS = 2 * MOST_TENANTS  # each may have a renewed part
OTHERS = -1  # the slot of the tenants that are shown as one
RENEWAL = "renewal"
NOTICEABLE = 1e-6  # MW


@dataclass(frozen=True)
class Layer:
    """One tenant's power in MW by month: where it lies in the stack, and what was asked for.

    What a renewal brings is a layer of its own, `renewed`, upon the tenant's other power.
    """

    thing: Thing
    low: Floats
    high: Floats
    demand: Floats
    renewed: bool = False

    @property
    def served(self) -> Floats:
        """(M,) MW."""
        return self.high - self.low


@dataclass(frozen=True)
class Power:
    """Everything the capacity chart draws, (M,) each, in MW; `p10`, `p90` None where certain.

    By quarter or year each month bears the mean of its period, percentiles the mean of the months'.
    `worth` is what one more MW would bring, $m a month, by facility. `expected` says that these are
    means over draws; one site alone does not know what demand it does not meet: `knows_demand`.
    """

    layers: tuple[Layer, ...]
    available: Floats
    available_p10: Floats | None
    available_p90: Floats | None
    unmet: Floats
    worth: tuple[tuple[Thing, Floats], ...] = ()
    expected: bool = False
    knows_demand: bool = True

    @property
    def served(self) -> Floats:
        """(M,) MW of all layers."""
        served: Floats = np.sum([layer.served for layer in self.layers], axis=0)
        return served + 0.0 * self.available

    def levelled(self, periods: Sequence[Span]) -> "Power":
        """The same, each month the mean of its period."""
        return Power(
            tuple(
                Layer(
                    layer.thing,
                    _level(layer.low, periods),
                    _level(layer.high, periods),
                    _level(layer.demand, periods),
                    layer.renewed,
                )
                for layer in self.layers
            ),
            _level(self.available, periods),
            None if self.available_p10 is None else _level(self.available_p10, periods),
            None if self.available_p90 is None else _level(self.available_p90, periods),
            _level(self.unmet, periods),
            tuple((thing, _level(values, periods)) for thing, values in self.worth),
            self.expected,
            self.knows_demand,
        )


def shown(bands: Bands, expected: bool) -> Floats:
    """The series as planned, or its mean over the draws where there are any.

    Means, unlike percentiles, add up: only they can be stacked.
    """
    return bands.mean if expected and bands.mean is not None else bands.deterministic


def power_by_tenant(
    result: Result, known: Sequence[Thing], expected: bool, facilities: Sequence[Thing] = ()
) -> Power:
    """The whole plan's power: contracts at the bottom, then spot, then own use."""
    whole = result.series["", "available"]
    low, high = _ends(whole)
    there = things_in(result, "tenants", known)
    tenants = sorted(
        (*there, *market_in(result, known or there)),
        key=lambda thing: (_kind(result, thing), thing.slot),
    )
    groups = _told_apart(_grouped(result, tenants, expected))
    return Power(
        layers=_stacked(groups),
        available=shown(whole, expected),
        available_p10=low,
        available_p90=high,
        unmet=shown(result.series["", "unmet"], expected),
        worth=_worth(result, things_in(result, "facilities", facilities), expected),
        expected=expected,
    )


def power_of_facility(result: Result, facility: Thing, expected: bool) -> Power:
    """One facility's power: what it serves against what it has; demand knows no site.

    Nor do tenants: they are given megawatts of all sites that may serve them (MODEL.md B3).
    """
    named = replace(facility, name=word(SERVED))
    available = result.series[facility.path, "available"]
    served = shown(result.series[facility.path, "served"], expected)
    low, high = _ends(available)
    return Power(
        layers=(Layer(named, np.zeros_like(served), served, served),),
        available=shown(available, expected),
        available_p10=low,
        available_p90=high,
        unmet=np.zeros_like(served),
        worth=_worth(result, (facility,), expected),
        expected=expected,
        knows_demand=False,
    )


def _worth(
    result: Result, facilities: Sequence[Thing], expected: bool
) -> tuple[tuple[Thing, Floats], ...]:
    """What one more MW of each facility would bring, where the result knows it."""
    found = ((thing, result.series.get((thing.path, "shadow_price"))) for thing in facilities)
    return tuple((thing, shown(bands, expected)) for thing, bands in found if bands is not None)


def _level(values: Floats, periods: Sequence[Span]) -> Floats:
    return np.repeat(averaged(values, periods), [span.months for span in periods])


def _ends(bands: Bands) -> tuple[Floats | None, Floats | None]:
    """P10 and P90; None for both where they are the same, for then nothing is uncertain."""
    if bands.p10 is None or bands.p90 is None or np.allclose(bands.p10, bands.p90):
        return None, None
    return bands.p10, bands.p90


def _kind(result: Result, thing: Thing) -> int:
    """0 with a contract, 1 that buys spot, 2 own use."""
    for kind, name in enumerate(("contracted", "spot")):
        bands = result.series.get((thing.path, name))
        if bands is not None and float(bands.deterministic.sum()) > 0.0:
            return kind
    return 2


@dataclass(frozen=True)
class _Group:
    thing: Thing
    served: Floats
    demand: Floats
    renewed: Floats | None = None


def _grouped(result: Result, tenants: Sequence[Thing], expected: bool) -> list[_Group]:
    """Power by tenant; the smallest beyond eight are added up."""
    renewed = _renewed(result, expected)
    all_of_them = [
        _Group(
            thing,
            shown(result.series[thing.path, "served"], expected),
            shown(result.series[thing.path, "demand"], expected),
            renewed.get(thing.path),
        )
        for thing in tenants
    ]
    if len(all_of_them) <= MOST_TENANTS:
        return all_of_them
    by_size = sorted(all_of_them, key=_size)
    largest = {group.thing.path for group in by_size[: MOST_TENANTS - 1]}
    kept = [group for group in all_of_them if group.thing.path in largest]
    rest = [group for group in all_of_them if group.thing.path not in largest]
    others = Thing("", str(OTHER_TENANTS(count=len(rest))), OTHERS)
    served = np.sum([group.served for group in rest], axis=0)
    demand = np.sum([group.demand for group in rest], axis=0)
    return [*kept, _Group(others, served, demand)]


def _told_apart(groups: Sequence[_Group]) -> list[_Group]:
    """The same, the market in a colour that no tenant beside it has: it has no row in the plan."""
    worn = {
        group.thing.slot % CATEGORIES for group in groups if group.thing.path not in ("", MARKET)
    }
    free = next((slot for slot in reversed(range(CATEGORIES)) if slot not in worn), CATEGORIES - 1)
    return [
        replace(group, thing=replace(group.thing, slot=free))
        if group.thing.path == MARKET and group.thing.slot % CATEGORIES in worn
        else group
        for group in groups
    ]


def _size(group: _Group) -> float:
    return -float(group.served.sum())


def _renewed(result: Result, expected: bool) -> dict[str, Floats]:
    """(M,) MW delivered under renewals, by the path of the tenant whose contracts they follow."""
    found: dict[str, Floats] = {}
    # By key: of ten thousands of series, few are renewals, and each gets its bands when asked for.
    for path, name in result.series:
        if name == "delivered" and path.endswith(f"/{RENEWAL}"):
            tenant = path[: path.index("/contracts/")]
            bands = result.series[path, name]
            found[tenant] = found.get(tenant, 0.0) + shown(bands, expected)
    return {tenant: mw for tenant, mw in found.items() if float(mw.max()) > NOTICEABLE}


def _stacked(groups: Sequence[_Group]) -> tuple[Layer, ...]:
    layers: list[Layer] = []
    top: Floats | None = None
    for group in groups:
        low = np.zeros_like(group.served) if top is None else top
        renewed = 0.0 * low if group.renewed is None else np.minimum(group.renewed, group.served)
        middle, top = low + group.served - renewed, low + group.served
        layers.append(Layer(group.thing, low, middle, group.demand - renewed))
        if group.renewed is not None:
            layers.append(Layer(group.thing, middle, top, renewed, renewed=True))
    return tuple(layers)
