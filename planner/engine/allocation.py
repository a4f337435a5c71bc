"""Who gets the megawatts, and which power serves them. MODEL.md B3.

Greedy: claims are served in the order of the plan's allocation, each from the sites it may use,
cheapest power first. That is exact where everyone may use every site; under restricted sites an
earlier claim may take what only a later one could have used.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.engine.arrays import Flags, Floats


@dataclass(frozen=True)
class Claim:
    """MW that somebody wants in each month."""

    wanted: Floats
    """(M, 1) or (M, P) float, IT MW, not negative."""
    sites: frozenset[int]
    """Indices of the sites that may serve it."""
    value: Floats | None = None
    """(M, 1) or (M, P), $m per MW-month: who is served first among claims by value."""
    is_spot: bool = False
    """Whether it is bought at spot and must leave the reserve alone."""
    is_own: bool = False
    """Whether it is own use, which the reserve is for."""


@dataclass(frozen=True)
class Block:
    """MW of one site at one power price."""

    site: int
    mw: Floats
    price: Floats
    """$m per IT MW-month."""


class Allocation:
    """Hands out the blocks of all sites, claim by claim.

    Axes: M months, P draws. After the last claim, `left` tells what nobody took.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.left: list[Floats] = [block.mw for block in blocks]
        self._cheaper = [
            [_ahead(this, other, j < i) for j, other in enumerate(blocks)]
            for i, this in enumerate(blocks)
        ]

    def free(self, sites: Iterable[int]) -> Floats | float:
        """(M, 1) or (M, P): what these sites still have."""
        wanted = set(sites)
        parts = [
            left for block, left in zip(self.blocks, self.left, strict=True) if block.site in wanted
        ]
        return sum(parts[1:], parts[0]) if parts else 0.0

    def take(self, wanted: Floats, sites: frozenset[int]) -> Floats:
        """MW taken from these sites, cheapest power first; at most what they have left."""
        mine = [i for i, block in enumerate(self.blocks) if block.site in sites]
        if not mine:
            return np.zeros_like(wanted)
        before = {i: self.left[i] for i in mine}
        taken: list[Floats] = []
        for i in mine:
            open_ = wanted
            for j in mine:
                ahead = self._cheaper[i][j]
                if ahead is True:
                    open_ = open_ - before[j]
                elif ahead is not False:
                    open_ = open_ - before[j] * ahead
            part = np.minimum(np.maximum(open_, 0.0), before[i])
            self.left[i] = before[i] - part
            taken.append(part)
        return sum(taken[1:], taken[0])

    def share_out(self, claims: Sequence[Claim]) -> list[Floats]:
        """Claims of equal standing: each set of sites shares its shortage in proportion.

        Sets with fewer sites come first, since they have nowhere else to go.
        """
        served: list[Floats] = [claim.wanted for claim in claims]
        groups: dict[frozenset[int], list[int]] = {}
        for place, claim in enumerate(claims):
            groups.setdefault(claim.sites, []).append(place)
        for sites, places in sorted(
            groups.items(), key=lambda item: (len(item[0]), sorted(item[0]))
        ):
            wanted = sum((claims[p].wanted for p in places[1:]), claims[places[0]].wanted)
            taken = self.take(wanted, sites)
            if len(places) == 1:
                served[places[0]] = taken
                continue
            ratio = _ratio(taken, wanted)
            for place in places:
                served[place] = claims[place].wanted * ratio
        return served

    def by_value(
        self, claims: Sequence[Claim], reserve: float = 0.0, own_limit: float | None = None
    ) -> list[Floats]:
        """Claims by value, the highest first in every month and draw; equal values share.

        Parameters
        ----------
        claims : sequence of Claim with a value
        reserve : float, MW
            Spot takes at most what is free at the outset − contracts already placed −
            max(reserve, own use already placed).
        own_limit : float, MW, or None
            The most that own use takes in all.
        """
        if not claims:
            return []
        if not reserve and own_limit is None and len({claim.sites for claim in claims}) == 1:
            return self._by_value_pooled(claims)
        return self._by_value_ranked(claims, reserve, own_limit)

    def _by_value_pooled(self, claims: Sequence[Claim]) -> list[Floats]:
        """Everyone may use the same sites: what stands ahead of a claim decides; no sorting."""
        free = np.asarray(self.free(claims[0].sites))
        served = [self._equal_share(i, claims, free) for i in range(len(claims))]
        self.take(sum(served[1:], served[0]), claims[0].sites)
        return served

    def _equal_share(self, i: int, claims: Sequence[Claim], free: Floats) -> Floats:
        everyone = range(len(claims))
        left = free - _ahead_of(i, everyone, claims)
        return _part(claims[i].wanted, left, _equal_to(i, everyone, claims))

    def _by_value_ranked(
        self, claims: Sequence[Claim], reserve: float, own_limit: float | None
    ) -> list[Floats]:
        """Restricted sites, or a reserve: rank by rank, those of equal value together."""
        ranks = [_rank(i, claims) for i in range(len(claims))]
        shape = np.broadcast_shapes(*(claim.wanted.shape for claim in claims))
        served: list[Floats] = [np.zeros(shape) for _ in claims]
        outset = np.asarray(self.free(block.site for block in self.blocks))
        for rank in range(len(claims)):
            here = [i for i in range(len(claims)) if (ranks[i] == rank).any()]
            asking = {i: claims[i].wanted * (ranks[i] == rank) for i in here}
            own = _sum_of(served, claims, lambda claim: claim.is_own)
            if reserve:
                spot = _sum_of(served, claims, lambda claim: claim.is_spot)
                let = _sum_of(served, claims, lambda claim: not (claim.is_own or claim.is_spot))
                open_ = outset - let - np.maximum(own, reserve) - spot
                _limit(asking, [i for i in here if claims[i].is_spot], open_)
            if own_limit is not None:
                _limit(asking, [i for i in here if claims[i].is_own], own_limit - own)
            taken = self.share_out([replace(claims[i], wanted=asking[i]) for i in here])
            for i, mw in zip(here, taken, strict=True):
                served[i] = served[i] + mw
        return served


def _ahead(this: Block, other: Block, earlier: bool) -> Flags | bool:
    """Where the other block is used before this one: cheaper, or as cheap and listed earlier."""
    if this is other:
        return False
    ahead = (other.price <= this.price) if earlier else (other.price < this.price)
    if ahead.all():
        return True
    return ahead if ahead.any() else False


def _value(claim: Claim) -> Floats:
    if claim.value is None:
        raise ValueError("a claim by value needs a value")
    return claim.value


def _ahead_of(i: int, others: Iterable[int], claims: Sequence[Claim]) -> Floats:
    """MW wanted by those of higher value."""
    total: Floats = np.zeros((1, 1))
    for j in others:
        if j != i:
            total = total + claims[j].wanted * (_value(claims[j]) > _value(claims[i]))
    return total


def _equal_to(i: int, others: Iterable[int], claims: Sequence[Claim]) -> Floats:
    """MW wanted by those of the same value, itself included."""
    total = claims[i].wanted
    for j in others:
        if j != i:
            same = _value(claims[j]) == _value(claims[i])
            if same.any():
                total = total + claims[j].wanted * same
    return total


def _part(wanted: Floats, left: Floats, equals: Floats) -> Floats:
    """What a claim gets of the MW left for all of its value."""
    if equals is wanted:
        return np.minimum(np.maximum(left, 0.0), wanted)
    return wanted * _ratio(np.minimum(np.maximum(left, 0.0), equals), equals)


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.where(whole > 0.0, part / np.where(whole > 0.0, whole, 1.0), 0.0)


def _rank(i: int, claims: Sequence[Claim]) -> Floats:
    """How many claims are of a higher value."""
    rank: Floats = np.zeros((1, 1))
    for j, other in enumerate(claims):
        if j != i:
            rank = rank + (_value(other) > _value(claims[i]))
    return rank


def _sum_of(
    served: Sequence[Floats], claims: Sequence[Claim], counts: Callable[[Claim], bool]
) -> Floats:
    """MW placed so far by the claims that count."""
    mw = [mw for mw, claim in zip(served, claims, strict=True) if counts(claim)]
    return sum(mw, np.zeros((1, 1)))


def _limit(asking: dict[int, Floats], places: Sequence[int], open_: Floats) -> None:
    """Scale down, in proportion, what these claims ask for to what is open to all of them."""
    if not places:
        return
    together = sum((asking[i] for i in places), np.zeros((1, 1)))
    ratio = _ratio(np.minimum(together, np.maximum(open_, 0.0)), together)
    for i in places:
        asking[i] = asking[i] * ratio
