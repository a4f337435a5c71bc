"""Who gets the megawatts, and which power serves them. MODEL.md B3.

Claims are served in the order of the plan's allocation. A claim gets MW, not a place: those served
before it keep their MW but may be moved among the sites they may use, so that nobody waits while a
way to serve him is left. Which blocks run is settled at the end, the cheapest that can serve all
that was promised. Both are exact; tests/engine/test_allocation_exact.py holds them to linear
programmes.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from planner.engine.arrays import Flags, Floats, Total, net
from planner.engine.by_value import Ranking, Round, Rules, pooled, served_by_value
from planner.engine.claims import Claim, shared, value_of
from planner.engine.eligibility import Sites, connected_unions
from planner.engine.flow_room import FlowRoom
from planner.engine.merit_order import Block, MeritOrder
from planner.engine.rest import Rest, among
from planner.engine.room import Room, UnionRoom

FEW = 12
"""Claims up to which comparing each with each is faster than sorting them."""

BATCH = 4_000_000
"""Numbers sorted at a time, to bound the memory."""


class Allocation:
    """Hands out the blocks of all sites, claim by claim.

    Axes: M months, P draws; what leads them broadcasts. After the last claim, `left` tells what
    nobody took.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self._everywhere = frozenset(block.site for block in blocks)
        capacity = [Total() for _ in range(max(self._everywhere, default=-1) + 1)]
        for block in blocks:
            capacity[block.site].add(block.mw)
        self._capacity = [mw.value for mw in capacity]
        self._held_by: dict[Sites, Total] = {}
        self._sets: frozenset[Sites] = frozenset()
        self._room: Room = UnionRoom({}, self._sets)
        self._left: list[Floats] | None = None

    @property
    def left(self) -> list[Floats]:
        """(M, 1) or (M, P) MW of each block that nobody needs; what runs costs the least."""
        if self._left is None:
            self._left = MeritOrder(self.blocks).idle(self._held, self._room)
            # Idle blocks have used it up; a claim that comes after all finds one made anew.
            self._room, self._sets = UnionRoom({}, frozenset()), frozenset()
        return self._left

    @property
    def _held(self) -> dict[Sites, Floats]:
        """(M, 1) or (M, P) MW promised so far, by the sites that may serve them."""
        return {sites: mw.value for sites, mw in self._held_by.items()}

    def free(self, sites: Iterable[int]) -> Floats:
        """(M, 1) or (M, P): the most that a claim on these sites could still have."""
        wanted = frozenset(sites) & self._everywhere
        if not wanted:
            return np.zeros((1, 1))
        if wanted == self._everywhere:
            return np.maximum(net(self._capacity, self._held.values()), 0.0)
        return self._room_for((wanted,)).most(wanted)

    def take(self, wanted: Floats, sites: Sites) -> Floats:
        """MW that a claim on these sites gets: what it wants, or the most there is for it."""
        mine = sites & self._everywhere
        if not mine:
            return np.zeros_like(wanted)
        taken = self._room_for((mine,)).take(wanted, mine)
        self._hold(mine, taken)
        return taken

    def share_out(self, claims: Sequence[Claim]) -> list[Floats]:
        """Claims of equal standing share a shortage in proportion to what they want.

        Where they may use different sites, no one's ratio of MW to wanted MW can be raised without
        lowering that of one who has no more (max-min fair).
        """
        able = self._able(claims)
        room = self._room_for(claim.sites for claim in able.values())
        wanted = {i: claim.wanted for i, claim in able.items()}
        served, given = shared(wanted, lambda i: able[i].sites, room)
        return self._book(claims, served, given)

    def by_value(
        self,
        claims: Sequence[Claim],
        reserve: float = 0.0,
        own_limit: float | None = None,
        rests: Sequence[Rest] = (),
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
        rests : sequence of Rest
            Who asks for what contracts among the claims leave of a need: when his turn comes, but
            never before theirs, so that no one loses a contract to what he then pays elsewhere.
        """
        able, rules = self._able(claims), Rules(reserve, own_limit)
        able, left = among(rests, claims, able)
        sets = {claim.sites for claim in able.values()}
        served: dict[int, Floats] = {}
        given: dict[Sites, Floats] = {}
        if len(sets) == 1 and len(able) <= FEW and not rules:
            # Where a contract falls short there is nothing left for a rest.
            free = self._room_for(sets).most(*sets)
            served = dict(zip(able, pooled(list(able.values()), free), strict=True))
            given = {sites: _sum(served.values()) for sites in sets}
        elif able:
            served = self._ranked(able, rules, left)
            given = _by_sites(able, served)
        for sites, mw in given.items():
            self._room_for(sets).take(mw, sites)
        return self._book(claims, served, given)

    def _ranked(
        self, able: dict[int, Claim], rules: Rules, rests: Sequence[Rest]
    ) -> dict[int, Floats]:
        """Level by level of value, in the months and draws in which not everyone can be served."""
        room = self._room_for(claim.sites for claim in able.values())
        everyone = _by_sites(able, {i: claim.wanted for i, claim in able.items()})
        free = self.free(self._everywhere)
        shape = np.broadcast_shapes(
            free.shape,
            *(array.shape for c in able.values() for array in (c.wanted, value_of(c))),
            *(rest.need.shape for rest in rests),
        )
        short = np.broadcast_to(np.True_ if rules else room.short(everyone), shape)
        served = {i: claim.wanted for i, claim in able.items()}
        if short.any():
            served = {i: np.array(np.broadcast_to(mw, shape)) for i, mw in served.items()}
        values = [value_of(claim) for claim in able.values()]
        varying = np.broadcast_shapes(*(value.shape for value in values))
        ranking = None
        if len(able) * math.prod(varying) <= BATCH:
            ranking = Ranking.of([np.broadcast_to(value, varying) for value in values])
        for here in _batches(short, max(BATCH // len(able), 1)):
            part = [c._replace(wanted=_at(c.wanted, here, shape)) for c in able.values()]
            this = Round(
                part,
                rules,
                _at(free, here, shape),
                room.at(here, shape),
                [replace(rest, need=_at(rest.need, here, shape)) for rest in rests],
            )
            found = served_by_value(
                this,
                ranking.at(here, shape)
                if ranking is not None
                else Ranking.of([_at(value, here, shape) for value in values]),
            )
            for i, mw in zip(able, found, strict=True):
                served[i][here] = mw
        return served

    def _able(self, claims: Sequence[Claim]) -> dict[int, Claim]:
        """The claims that some site may serve, by place."""
        able = {}
        for i, claim in enumerate(claims):
            sites = claim.sites & self._everywhere
            if sites:
                able[i] = claim if sites == claim.sites else claim._replace(sites=sites)
        return able

    def _room_for(self, sets: Iterable[Sites]) -> Room:
        """The room, ready for claims on these sets of sites."""
        sets = frozenset((*self._held_by, *sets)) | self._sets
        if sets != self._sets:
            unions, room = connected_unions(sets), self._room
            if unions is not None and isinstance(room, UnionRoom):
                room.widen(unions, sets, self._capacity, self._held)
            elif isinstance(room, UnionRoom):
                self._room = FlowRoom.beside(self._capacity, self._held)
            self._sets = sets
        return self._room

    def _book(
        self, claims: Sequence[Claim], served: dict[int, Floats], given: dict[Sites, Floats]
    ) -> list[Floats]:
        """Holds what was given, by sites; claims that no site may serve get nothing."""
        for sites, mw in given.items():
            self._hold(sites, mw)
        return [
            served[i] if i in served else np.zeros_like(claim.wanted)
            for i, claim in enumerate(claims)
        ]

    def _hold(self, sites: Sites, mw: Floats) -> None:
        self._held_by.setdefault(sites, Total()).add(mw)
        self._left = None


def _by_sites(able: dict[int, Claim], served: dict[int, Floats]) -> dict[Sites, Floats]:
    sums: dict[Sites, Floats] = {}
    for i, mw in served.items():
        sites = able[i].sites
        sums[sites] = sums[sites] + mw if sites in sums else mw
    return sums


def _batches(short: Flags, most: int) -> Iterator[Flags]:
    """The flagged months and draws, so many at a time."""
    places = np.flatnonzero(short)
    if places.size <= most:
        if places.size:
            yield short
        return
    for first in range(0, places.size, most):
        here = np.zeros(short.size, dtype=np.bool_)
        here[places[first : first + most]] = True
        yield here.reshape(short.shape)


def _at(values: Floats, here: Flags, shape: tuple[int, ...]) -> Floats:
    return np.broadcast_to(values, shape)[here]


def _sum(parts: Iterable[Floats]) -> Floats:
    first, *others = parts
    return sum(others, first)


__all__ = ["Allocation", "Block", "Claim"]
