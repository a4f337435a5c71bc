"""Claims on MW, and how those of one pool stand to each other by value. MODEL.md B3."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.engine.arrays import Flags, Floats, Whole
from planner.engine.eligibility import Sites
from planner.engine.room import Room


@dataclass(frozen=True)
class Claim:
    """MW that somebody wants in each month."""

    wanted: Floats
    """(M, 1) or (M, P) float, IT MW, not negative."""
    sites: Sites
    """Indices of the sites that may serve it."""
    value: Floats | None = None
    """(M, 1) or (M, P), $m per MW-month: who is served first among claims by value."""
    is_spot: bool = False
    """Whether it is bought at spot and must leave the reserve alone."""
    is_own: bool = False
    """Whether it is own use, which the reserve is for."""


@dataclass(frozen=True)
class Rules:
    """What claims by value must leave alone."""

    reserve: float = 0.0
    """MW: spot takes at most what is free − contracts placed − max(reserve, own use placed)."""
    own_limit: float | None = None
    """MW: the most that own use takes in all."""

    def __bool__(self) -> bool:
        return bool(self.reserve) or self.own_limit is not None


def pooled(claims: Sequence[Claim], free: Floats) -> list[Floats]:
    """MW of claims that may all use the same free MW, the highest value first; equals share.

    What stands ahead of a claim decides what it gets; nothing is sorted.
    """
    left, equals = [free for _ in claims], [claim.wanted for claim in claims]
    for i, this in enumerate(claims):
        for j, other in enumerate(claims[:i]):
            higher, lower = value_of(other) > value_of(this), value_of(this) > value_of(other)
            left[i] = left[i] - other.wanted * higher
            left[j] = left[j] - this.wanted * lower
            unlike = higher | lower
            if not unlike.all():
                equals[i] = equals[i] + other.wanted * ~unlike
                equals[j] = equals[j] + this.wanted * ~unlike
    return [_part_of(claim.wanted, *mw) for claim, *mw in zip(claims, left, equals, strict=True)]


def served_by_value(
    claims: Sequence[Claim], rules: Rules, free: Floats | None, room: Room
) -> list[Floats]:
    """MW of claims in a room, level by level of value; those of one level share.

    Axes: K months and draws.

    Parameters
    ----------
    claims : sequence of Claim
        Wanted MW and values (K,).
    free : (K,) MW, or None where no reserve is kept
        What is free everywhere at the outset.
    room : Room
        Is used up.
    """
    levels = _levels(np.stack([value_of(claim) for claim in claims]))
    placed = {kind: np.zeros(levels.shape[1]) for kind in ("own", "spot", "let")}
    served = [np.zeros(levels.shape[1]) for _ in claims]
    for level, here in enumerate(_members(levels)):
        asking = {i: claims[i].wanted * (levels[i] == level) for i in here}
        if free is not None and rules.reserve:
            kept = np.maximum(placed["own"], rules.reserve)
            open_ = free - placed["let"] - kept - placed["spot"]
            _limit(asking, [i for i in here if claims[i].is_spot], open_)
        if rules.own_limit is not None:
            own = [i for i in here if claims[i].is_own]
            _limit(asking, own, rules.own_limit - placed["own"])
        for i, mw in shared(asking, lambda i: claims[i].sites, room)[0].items():
            served[i] = served[i] + mw
            kind = "own" if claims[i].is_own else "spot" if claims[i].is_spot else "let"
            placed[kind] = placed[kind] + mw
    return served


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
            ratio = _ratio(mw, sums[sites])
            found |= {i: wanted[i] * ratio for i in places}
    return found, given


def value_of(claim: Claim) -> Floats:
    """The value of a claim that has one."""
    if claim.value is None:
        raise ValueError("a claim by value needs a value")
    return claim.value


def _part_of(wanted: Floats, left: Floats, equals: Floats) -> Floats:
    """What a claim gets of the MW left to all of its value, who want `equals` together."""
    if equals is wanted:
        return np.minimum(np.maximum(left, 0.0), wanted)
    return wanted * _ratio(np.minimum(np.maximum(left, 0.0), equals), equals)


def _levels(values: Floats) -> Whole:
    """(n, K) how many different values are higher, of (n, K) values."""
    order = np.argsort(-values, axis=0, kind="stable")
    ranked = np.take_along_axis(values, order, axis=0)
    falls = np.zeros(values.shape, dtype=np.int64)
    falls[1:] = ranked[1:] < ranked[:-1]
    levels = np.empty_like(falls)
    np.put_along_axis(levels, order, np.cumsum(falls, axis=0), axis=0)
    return levels


def _members(levels: Whole) -> list[list[int]]:
    """The claims that stand on each level in some month and draw, the highest level first."""
    stands: Flags = np.zeros((int(levels.max(initial=-1)) + 1, levels.shape[0]), dtype=np.bool_)
    for i, mine in enumerate(levels):
        stands[mine, i] = True
    return [np.flatnonzero(row).tolist() for row in stands]


def _limit(asking: dict[int, Floats], places: Sequence[int], open_: Floats) -> None:
    """Scale down, in proportion, what these claims ask for to what is open to all of them."""
    if not places:
        return
    together = _sum([asking[i] for i in places])
    ratio = _ratio(np.minimum(together, np.maximum(open_, 0.0)), together)
    for i in places:
        asking[i] = asking[i] * ratio


def _sum(parts: Sequence[Floats]) -> Floats:
    return sum(parts[1:], parts[0])


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.where(whole > 0.0, part / np.where(whole > 0.0, whole, 1.0), 0.0)
