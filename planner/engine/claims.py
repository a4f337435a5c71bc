"""Claims on MW, and how those of equal standing share. MODEL.md B3."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from planner.engine.arrays import Floats, fits
from planner.engine.eligibility import Sites
from planner.engine.room import Room

SMALLEST = 1e-300
"""MW: stands in for 0 where something is divided by what is wanted; what is had is 0 there too."""


class Claim(NamedTuple):
    """MW that somebody wants in each month."""

    wanted: Floats
    """(M, 1) or (M, P) float, IT MW, not negative."""
    sites: Sites
    """Indices of the sites that may serve it."""
    value: Floats | None = None
    """(M, ·) or (1, ·), $m per MW-month: who is served first among claims by value."""
    is_spot: bool = False
    """Whether it is bought at spot and must leave the reserve alone."""
    is_own: bool = False
    """Whether it is own use, which the reserve is for."""


def shared(
    wanted: Mapping[int, Floats], sites_of: Callable[[int], Sites], room: Room
) -> tuple[dict[int, Floats], dict[Sites, Floats]]:
    """MW of claims of equal standing, by place and in all by their sites.

    Those of the same sites have the same ratio; where none of them is short, what comes back is
    the very array that was wanted.
    """
    together: dict[Sites, list[int]] = {}
    for place in wanted:
        together.setdefault(sites_of(place), []).append(place)
    sums = {sites: _sum([wanted[i] for i in places]) for sites, places in together.items()}
    found: dict[int, Floats] = {}
    given = room.share(sums)
    for sites, mw in given.items():
        places = together[sites]
        if mw is sums[sites]:
            found |= {i: wanted[i] for i in places}
        elif len(places) == 1:
            found[places[0]] = mw
        else:
            # No one needs the sum any more, nor the ratio after the last: their arrays serve again.
            *others, last = places
            whole = sums[sites]
            had = _proportion(mw, np.maximum(whole, SMALLEST, out=whole))
            found |= {i: had * wanted[i] for i in others}
            found[last] = np.multiply(had, wanted[last], out=had)
    return found, given


def value_of(claim: Claim) -> Floats:
    """The value of a claim that has one."""
    if claim.value is None:
        raise ValueError("a claim by value needs a value")
    return claim.value


def in_proportion(wanted: Floats, part: Floats, whole: Floats) -> Floats:
    """What is wanted, in the proportion in which all that is wanted is had."""
    ratio = _proportion(part, np.maximum(whole, SMALLEST))
    ratio *= wanted
    return ratio


def _proportion(part: Floats, whole: Floats) -> Floats:
    """The ratio, where it fits in the array of the whole, which is used up."""
    ratio: Floats = np.divide(part, whole, out=whole if fits(part, whole) else None)
    return ratio


def _sum(parts: Sequence[Floats]) -> Floats:
    return sum(parts[1:], parts[0])
