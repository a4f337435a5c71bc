"""A thing of the plan as charts know it: where its series are, what it is called, its colour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.engine.result import Result


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
    for path, _series in result.series:
        parts = path.split("/")
        if len(parts) != 2 or parts[0] != room or path in found:
            continue
        if path in described:
            found[path] = described[path]
        else:
            found[path] = Thing(path, parts[1], following)
            following += 1
    return tuple(sorted(found.values(), key=_slot))


def _slot(thing: Thing) -> int:
    return thing.slot
