"""What sites can still carry beside what they have promised. MODEL.md B3.

Nobody is put on a site here: a claim is given MW, not a place, and may be moved among its sites as
long as the MW promised to those before it stand. Which site serves whom is settled at the end, by
the price of power (`planner.engine.merit_order`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np

from planner.engine.arrays import Flags, Floats, Total, Whole, lowest
from planner.engine.eligibility import Sites, clusters, inside, unions_over


class Room(Protocol):
    """What a set of sites can still carry.

    Axes: M months, P draws, or one axis of chosen months and draws.
    """

    def most(self, sites: Sites) -> Floats:
        """MW: the most that one more claim on these sites can have."""

    def take(self, wanted: Floats, sites: Sites) -> Floats:
        """MW given to a claim on these sites: what it wants, or the most it can have."""

    def take_apart(self, wanted: Sequence[tuple[int, Floats]]) -> list[Floats]:
        """MW given to claims on one site each, of which only one asks in any month and draw."""

    def reach_apart(self, wanted: Sequence[tuple[int, Floats]]) -> list[Floats]:
        """The same, where nobody comes after them: the room is not used again."""

    def in_turn(self, sets: Sequence[Sites]) -> Callable[[Floats, Whole], Floats]:
        """Takes (K,) MW in each month and draw for a claim on the set there named by its place.

        For a room on one axis, which is then for nothing else.
        """

    def share(self, wanted: Mapping[Sites, Floats]) -> dict[Sites, Floats]:
        """MW given to claims of equal standing, by their sites.

        Shortage is shared in proportion to what is wanted: no one's ratio can be raised without
        lowering that of one who has no more (max-min fair). Where nobody on the same sites is
        short, what comes back is the array of what was wanted itself.
        """

    def short(self, wanted: Mapping[Sites, Floats]) -> Flags:
        """Where not all of this can be served together."""

    def at(self, here: Flags, shape: tuple[int, ...]) -> "Room":
        """A room of its own for the chosen months and draws, on one axis."""


class UnionRoom:
    """Room as the MW that each connected union of eligible sites has left.

    Axes: any; every array broadcasts.

    Parameters
    ----------
    slack : mapping of a union to MW
        Capacity of its sites − MW given to claims that can go nowhere else; never negative.
    sets : frozenset of Sites
        The sets of sites of those claims.

    Notes
    -----
    The MW of claims by set of sites form a polymatroid, so that serving one claim after the other
    as far as the tightest union allows is exact: the first get their most, whatever follows, and
    the sum by value is that of the linear programme (Edmonds 1970). Tests:
    tests/engine/test_allocation_exact.py.
    """

    def __init__(self, slack: Mapping[Sites, Floats], sets: frozenset[Sites]) -> None:
        # Each grows smaller in its own array: a fresh one would cost more than what is taken off.
        self._slack = {union: Total(mw) for union, mw in slack.items()}
        self._unions = tuple(self._slack)
        self._sets = sets

    def widen(
        self,
        unions: Sequence[Sites],
        sets: frozenset[Sites],
        capacity: Sequence[Floats],
        held: Mapping[Sites, Floats],
    ) -> None:
        """Make room for more sets of sites, beside what is held of each.

        Parameters
        ----------
        capacity : sequence of MW, by site
        """
        slack: dict[Sites, Total] = {}
        for union in unions:
            known = self._slack.get(union)
            slack[union] = _beside(union, capacity, held) if known is None else known
        self._slack, self._unions, self._sets = slack, tuple(slack), sets

    def most(self, sites: Sites) -> Floats:
        """See Room."""
        first, *others = (self._slack[union] for union in unions_over(self._unions, sites))
        if not others:
            return first.lent()
        return lowest([first.value, *(slack.value for slack in others)])

    def take(self, wanted: Floats, sites: Sites) -> Floats:
        """See Room."""
        taken = self._reached(wanted, sites)
        self._give(taken, sites)
        return taken

    def take_apart(self, wanted: Sequence[tuple[int, Floats]]) -> list[Floats]:
        """See Room."""
        return [self.take(mw, frozenset((site,))) for site, mw in wanted]

    def reach_apart(self, wanted: Sequence[tuple[int, Floats]]) -> list[Floats]:
        """See Room."""
        return [self._reached(mw, frozenset((site,))) for site, mw in wanted]

    def in_turn(self, sets: Sequence[Sites]) -> Callable[[Floats, Whole], Floats]:
        """See Room."""
        slack = np.array([np.broadcast_to(mw.value, self._shape()) for mw in self._slack.values()])
        over = np.array([[sites <= union for sites in sets] for union in self._unions])

        def take(wanted: Floats, which: Whole) -> Floats:
            bounds = over[:, which]
            most: Floats = np.where(bounds, slack, np.inf).min(axis=0)
            taken = np.minimum(wanted, most)
            np.subtract(slack, taken, out=slack, where=bounds)
            return taken

        return take

    def share(self, wanted: Mapping[Sites, Floats]) -> dict[Sites, Floats]:
        """See Room."""
        served: dict[Sites, Floats] = {}
        for cluster in clusters(self._sets):
            mine = {sites: mw for sites, mw in wanted.items() if sites <= cluster}
            if len(mine) == 1:
                (sites, mw), *_ = mine.items()
                reached = self._reached(mw, sites)
                served[sites] = reached if (reached < mw).any() else mw
                self._give(served[sites], sites)
            elif mine:
                given = self._share_in_cluster(mine)
                for sites, mw in given.items():
                    self._give(mw, sites)
                # What several hold together may be over by a rounding.
                for slack in self._slack.values():
                    slack.keep_positive()
                served |= given
        return served

    def short(self, wanted: Mapping[Sites, Floats]) -> Flags:
        """See Room."""
        short: Flags = np.zeros((), dtype=np.bool_)
        for union, slack in self._slack.items():
            mine = inside(wanted, union)
            if mine:
                short = short | (_sum(wanted[sites] for sites in mine) > slack.value)
        return short

    def at(self, here: Flags, shape: tuple[int, ...]) -> "UnionRoom":
        """See Room."""
        return UnionRoom(
            {union: np.broadcast_to(mw.value, shape)[here] for union, mw in self._slack.items()},
            self._sets,
        )

    def _shape(self) -> tuple[int, ...]:
        return np.broadcast_shapes(*(mw.value.shape for mw in self._slack.values()))

    def _reached(self, wanted: Floats, sites: Sites) -> Floats:
        """What is wanted, or the most there is; a fresh array."""
        over = unions_over(self._unions, sites)
        return lowest([wanted, *(self._slack[union].value for union in over)])

    def _give(self, mw: Floats, sites: Sites) -> None:
        for union in unions_over(self._unions, sites):
            self._slack[union].subtract(mw)

    def _share_in_cluster(self, wanted: Mapping[Sites, Floats]) -> dict[Sites, Floats]:
        short = self.short(wanted)
        if not short.any():
            return dict(wanted)
        asking = {union: mine for union in self._unions if (mine := inside(wanted, union))}
        shape = np.broadcast_shapes(short.shape, *(mw.shape for mw in wanted.values()))
        short = np.broadcast_to(short, shape)
        part = {sites: np.broadcast_to(mw, shape)[short] for sites, mw in wanted.items()}
        room = [np.broadcast_to(self._slack[union].value, shape)[short] for union in asking]
        ratios = _fair_ratios(part, list(asking.values()), room)
        served = {}
        for sites, mw in wanted.items():
            if (ratios[sites] < 1.0).any():
                some = np.array(np.broadcast_to(mw, shape))
                some[short] = part[sites] * ratios[sites]
                served[sites] = some
            else:
                served[sites] = mw
        return served


def _fair_ratios(
    wanted: Mapping[Sites, Floats], members: Sequence[Sequence[Sites]], room: list[Floats]
) -> dict[Sites, Floats]:
    """Raise all ratios alike; whoever is in the union that is full first stays, the others go on.

    Axes: K chosen months and draws.

    Parameters
    ----------
    wanted : mapping of sites to (K,) MW
    members : for each union the sets inside it
    room : for each union (K,) MW

    Returns
    -------
    mapping of sites to (K,), 0 to 1
    """
    count = next(iter(wanted.values())).size
    ratios = {sites: np.ones(count) for sites in wanted}
    rising = {sites: np.ones(count, dtype=np.bool_) for sites in wanted}
    # Row −1 stands for months and draws in which no union is full: everyone is then settled.
    belongs = {sites: np.array([*(sites in mine for mine in members), True]) for sites in wanted}
    for _ in wanted:
        least, fullest = np.ones(count), np.full(count, -1)
        for place, mine in enumerate(members):
            more = _sum(wanted[sites] * rising[sites] for sites in mine)
            full = (room[place] < more) & (more > 0.0)
            ratio = np.where(full, room[place] / np.where(full, more, 1.0), 1.0)
            first = ratio < least
            least = np.where(first, ratio, least)
            fullest = np.where(first, place, fullest)
        for sites, still in rising.items():
            settled = still & belongs[sites][fullest]
            ratios[sites] = np.where(settled, least, ratios[sites])
            rising[sites] = still & ~settled
            given = wanted[sites] * least * settled
            for place, mine in enumerate(members):
                if sites in mine:
                    room[place] = np.maximum(room[place] - given, 0.0)
        if not any(still.any() for still in rising.values()):
            break
    return ratios


def _beside(union: Sites, capacity: Sequence[Floats], held: Mapping[Sites, Floats]) -> Total:
    """MW that the sites of a union have beside what can go nowhere else; never negative."""
    left = Total()
    for place in sorted(union):
        left.add(capacity[place])
    for sites in inside(held, union):
        left.subtract(held[sites])
        left.keep_positive()
    return left


def _sum(parts: Iterable[Floats]) -> Floats:
    first, *others = parts
    return sum(others, first)
