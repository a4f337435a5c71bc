"""What the capacity chart stacks: power by tenant, and what could not be served."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.charts.plot import Floats
from planner.charts.things import Thing, things_in
from planner.charts.words import OTHER_TENANTS
from planner.engine.result import Bands, Result

MOST_LAYERS = 8
OTHERS = -1  # the slot of the tenants that are shown as one


@dataclass(frozen=True)
class Layer:
    """One tenant's power in MW by month: where it lies in the stack, and what was asked for."""

    thing: Thing
    low: Floats
    high: Floats
    demand: Floats

    @property
    def served(self) -> Floats:
        """(M,) MW."""
        return self.high - self.low


@dataclass(frozen=True)
class Power:
    """Everything the capacity chart draws, (M,) each, in MW; `p10`, `p90` None where certain."""

    layers: tuple[Layer, ...]
    available: Floats
    available_p10: Floats | None
    available_p90: Floats | None
    unmet: Floats


def shown(bands: Bands, expected: bool) -> Floats:
    """The series as planned, or its mean over the draws where there are any.

    Means, unlike percentiles, add up: only they can be stacked.
    """
    return bands.mean if expected and bands.mean is not None else bands.deterministic


def power_by_tenant(result: Result, known: Sequence[Thing], expected: bool) -> Power:
    """The whole plan's power: contracts at the bottom, then spot, then own use."""
    whole = result.series["", "available"]
    low, high = _ends(whole)
    tenants = sorted(
        things_in(result, "tenants", known), key=lambda thing: (_kind(result, thing), thing.slot)
    )
    groups = _grouped(result, tenants, expected)
    return Power(
        layers=_stacked(groups),
        available=shown(whole, expected),
        available_p10=low,
        available_p90=high,
        unmet=shown(result.series["", "unmet"], expected),
    )


def power_of_facility(result: Result, facility: Thing, expected: bool) -> Power:
    """One facility's power: what it serves against what it has; demand knows no site."""
    available = result.series[facility.path, "available"]
    served = shown(result.series[facility.path, "served"], expected)
    low, high = _ends(available)
    return Power(
        layers=(Layer(facility, np.zeros_like(served), served, served),),
        available=shown(available, expected),
        available_p10=low,
        available_p90=high,
        unmet=np.zeros_like(served),
    )


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


def _grouped(
    result: Result, tenants: Sequence[Thing], expected: bool
) -> list[tuple[Thing, Floats, Floats]]:
    """Thing, served, demand; the smallest beyond eight are added up."""
    all_of_them = [
        (
            thing,
            shown(result.series[thing.path, "served"], expected),
            shown(result.series[thing.path, "demand"], expected),
        )
        for thing in tenants
    ]
    if len(all_of_them) <= MOST_LAYERS:
        return all_of_them
    by_size = sorted(all_of_them, key=lambda group: -float(group[1].sum()))
    largest = {group[0].path for group in by_size[: MOST_LAYERS - 1]}
    kept = [group for group in all_of_them if group[0].path in largest]
    rest = [group for group in all_of_them if group[0].path not in largest]
    others = Thing("", str(OTHER_TENANTS(count=len(rest))), OTHERS)
    served = np.sum([group[1] for group in rest], axis=0)
    demand = np.sum([group[2] for group in rest], axis=0)
    return [*kept, (others, served, demand)]


def _stacked(groups: Sequence[tuple[Thing, Floats, Floats]]) -> tuple[Layer, ...]:
    layers: list[Layer] = []
    for thing, served, demand in groups:
        low = layers[-1].high if layers else np.zeros_like(served)
        layers.append(Layer(thing, low, low + served, demand))
    return tuple(layers)
