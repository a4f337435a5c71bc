"""A thing of the plan as charts know it: where its series are, what it is called, its colour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.engine.result import Result
from planner.units.message import QT_TRANSLATE_NOOP, sentence

MARKET = "market"
THE_MARKET = sentence("chart-the-market", QT_TRANSLATE_NOOP("planner", "Re-let to the market"))


@dataclass(frozen=True)
class Thing:
    """A tenant, facility or strategy; `slot`, its place in the plan, is its colour."""

    path: str
    name: str
    slot: int


def things_in(result: Result, room: str, known: Sequence[Thing]) -> tuple[Thing, ...]:
    """The things of a room ("tenants", "facilities") that the result has, in the plan's order.

    One that is not among the `known` bears its id and stands after them.
    """
    described: Mapping[str, Thing] = {thing.path: thing for thing in known}
    following = max((thing.slot for thing in known), default=-1) + 1
    found: dict[str, Thing] = {}
    # Thousands of tenants have ten times as many series: most are told apart without a split.
    for path, _series in result.series:
        if path in found or not path.startswith(f"{room}/") or path.count("/") != 1:
            continue
        if path in described:
            found[path] = described[path]
        else:
            found[path] = Thing(path, path.partition("/")[2], following)
            following += 1
    return tuple(sorted(found.values(), key=_slot))


def market_in(result: Result, tenants: Sequence[Thing]) -> tuple[Thing, ...]:
    """Whoever takes MW that are re-let after a contract, coloured after the tenants, if any do."""
    bands = result.series.get((MARKET, "served"))
    if bands is None:
        return ()
    most = float(bands.deterministic.max(initial=0.0))
    if bands.mean is not None:
        most = max(most, float(bands.mean.max(initial=0.0)))
    following = max((thing.slot for thing in tenants), default=-1) + 1
    return (Thing(MARKET, str(THE_MARKET()), following),) if most > 0.0 else ()


def _slot(thing: Thing) -> int:
    return thing.slot
