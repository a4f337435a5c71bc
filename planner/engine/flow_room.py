"""Room as flows from claims to sites, for plans whose sites are shared in too many ways to list.

MODEL.md B3. The same room as `planner.engine.room.UnionRoom`, found by augmenting paths: slower,
but its size grows with sets × sites, not with the unions of the sets.
"""

from collections.abc import Mapping, Sequence
from typing import Self

import numpy as np

from planner.engine.arrays import Flags, Floats, Whole
from planner.engine.eligibility import Sites

TINY = 1e-9
"""MW that are not worth another augmenting path: a milliwatt."""


class FlowRoom:
    """Which site serves how much of each set of sites; moved about whenever that makes room.

    Axes: S sites, G sets of sites; K months and draws on one axis.

    Parameters
    ----------
    capacity : (S, *shape) float, MW
        What stands free, nothing being placed.
    """

    def __init__(self, capacity: Floats) -> None:
        self._shape = capacity.shape[1:]
        self._free = capacity.reshape(capacity.shape[0], -1).copy()
        self._flow: dict[Sites, Floats] = {}

    @classmethod
    def beside(cls, capacity: Sequence[Floats], held: Mapping[Sites, Floats]) -> "FlowRoom":
        """The room beside what is held, which is known to fit."""
        shape = np.broadcast_shapes(
            *(mw.shape for mw in capacity), *(mw.shape for mw in held.values())
        )
        room = cls(np.stack([np.broadcast_to(mw, shape) for mw in capacity]))
        for sites, mw in held.items():
            room.take(mw, sites)
        return room

    def most(self, sites: Sites) -> Floats:
        """See planner.engine.room.Room."""
        return self.copy().take(self._free.sum(axis=0).reshape(self._shape), sites)

    def take(self, wanted: Floats, sites: Sites) -> Floats:
        """See planner.engine.room.Room."""
        shape = np.broadcast_shapes(wanted.shape, self._shape)
        if shape != self._shape:
            self._widen(shape)
        asked = np.broadcast_to(wanted, shape).reshape(-1)
        waiting = asked.copy()
        mine = self._mine(sites)
        for site in sites:
            part = np.minimum(waiting, self._free[site])
            mine[site] += part
            self._free[site] -= part
            waiting -= part
        while (open_ := np.flatnonzero(waiting > TINY)).size:
            ways = _Ways(self._free[:, open_], {s: f[:, open_] for s, f in self._flow.items()})
            first, width = ways.widest(sites)
            amount = np.minimum(width, waiting[open_])
            going = amount > TINY
            if not going.any():
                break
            waiting[open_[going]] -= amount[going]
            mine[first[going], open_[going]] += amount[going]
            self._push(ways, first, amount, np.flatnonzero(going), open_)
        return (asked - waiting).reshape(shape)

    def share(self, wanted: Mapping[Sites, Floats]) -> dict[Sites, Floats]:
        """See planner.engine.room.Room."""
        short = self.short(wanted)
        if not short.any():
            for sites, mw in wanted.items():
                self.take(mw, sites)
            return dict(wanted)
        shape = np.broadcast_shapes(self._shape, short.shape)
        short = np.broadcast_to(short, shape)
        part = {sites: np.broadcast_to(mw, shape)[short] for sites, mw in wanted.items()}
        ratios = self.at(short, shape)._fair_ratios(part)
        served = {}
        for sites, mw in wanted.items():
            some = np.array(np.broadcast_to(mw, shape))
            some[short] = part[sites] * ratios[sites]
            given = self.take(some, sites)
            served[sites] = given if (ratios[sites] < 1.0).any() else mw
        return served

    def short(self, wanted: Mapping[Sites, Floats]) -> Flags:
        """See planner.engine.room.Room."""
        trial = self.copy()
        short: Flags = np.zeros((), dtype=np.bool_)
        for sites, mw in wanted.items():
            short = short | (mw - trial.take(mw, sites) > TINY)
        return short

    def at(self, here: Flags, shape: tuple[int, ...]) -> "FlowRoom":
        """See planner.engine.room.Room."""
        part = self.copy()
        part._widen(shape)
        chosen = np.flatnonzero(here)
        part._shape = (chosen.size,)
        part._free = part._free[:, chosen]
        part._flow = {sites: flow[:, chosen] for sites, flow in part._flow.items()}
        return part

    def copy(self) -> Self:
        """See planner.engine.room.Room."""
        other = type(self)(self._free.reshape(-1, *self._shape))
        other._flow = {sites: flow.copy() for sites, flow in self._flow.items()}
        return other

    def _widen(self, shape: tuple[int, ...]) -> None:
        def widened(mw: Floats) -> Floats:
            full = np.broadcast_to(mw.reshape(-1, *self._shape), (mw.shape[0], *shape))
            return full.reshape(mw.shape[0], -1).copy()

        flow = {sites: widened(mw) for sites, mw in self._flow.items()}
        self._free, self._flow, self._shape = widened(self._free), flow, shape

    def _mine(self, sites: Sites) -> Floats:
        if sites not in self._flow:
            self._flow[sites] = np.zeros_like(self._free)
        return self._flow[sites]

    def _push(
        self, ways: "_Ways", first: Whole, amount: Floats, going: Whole, open_: Whole
    ) -> None:
        """Make way at the first site by moving others on, until a site has room."""
        site = first
        while going.size:
            here, mw = site[going], amount[going]
            mover, onward = ways.mover[here, going], ways.onward[here, going]
            arrived = mover < 0
            self._free[here[arrived], open_[going[arrived]]] -= mw[arrived]
            for place, flow in enumerate(self._flow.values()):
                moved = mover == place
                flow[here[moved], open_[going[moved]]] -= mw[moved]
                flow[onward[moved], open_[going[moved]]] += mw[moved]
            site = site.copy()
            site[going] = onward
            going = going[~arrived]

    def _fair_ratios(self, wanted: Mapping[Sites, Floats]) -> dict[Sites, Floats]:
        """Max-min fair ratios on one axis, as `planner.engine.room` finds them over unions.

        The ratio of those who still rise falls from 1 until all is served: each time to what the
        sites that are then full can give (Dinkelbach 1967); those who can go nowhere else are
        settled, and the others rise on.
        """
        count = self._free.shape[1]
        ratios = {sites: np.ones(count) for sites in wanted}
        rising = {sites: np.ones(count, dtype=np.bool_) for sites in wanted}
        for _ in wanted:
            ratio, full = self._common_ratio(wanted, ratios, rising)
            for sites, still in rising.items():
                settled = still & full[sorted(sites)].all(axis=0)
                ratios[sites] = np.where(settled, ratio, ratios[sites])
                rising[sites] = still & ~settled
            if not full.any():
                break
        return ratios

    def _common_ratio(
        self,
        wanted: Mapping[Sites, Floats],
        ratios: Mapping[Sites, Floats],
        rising: Mapping[Sites, Flags],
    ) -> tuple[Floats, Flags]:
        """The greatest ratio at which all who rise are served, and the (S, K) sites then full."""
        ratio = np.ones(self._free.shape[1])
        full = np.zeros(self._free.shape, dtype=np.bool_)
        while True:
            trial = self.copy()
            short: Flags = np.zeros(ratio.shape, dtype=np.bool_)
            for sites, mw in wanted.items():
                asked = mw * np.where(rising[sites], ratio, ratios[sites])
                short |= asked - trial.take(asked, sites) > TINY
            if not short.any():
                return ratio, full
            closed = _Ways(trial._free, trial._flow).width <= TINY
            full = np.where(short, closed, full)
            give, share = self._room_in(closed), np.zeros_like(ratio)
            for sites, mw in wanted.items():
                bound = closed[sorted(sites)].all(axis=0)
                give = give - mw * ratios[sites] * (bound & ~rising[sites])
                share = share + mw * (bound & rising[sites])
            fallen = np.maximum(give, 0.0) / np.where(share > 0.0, share, 1.0)
            lower = short & (share > 0.0) & (fallen < ratio)
            if not lower.any():
                return ratio, full
            ratio = np.where(lower, fallen, ratio)

    def _room_in(self, chosen: Flags) -> Floats:
        """(K,) MW of the chosen (S, K) sites beside what can go nowhere else."""
        room: Floats = (self._free * chosen).sum(axis=0)
        for sites, flow in self._flow.items():
            bound = chosen[sorted(sites)].all(axis=0)
            room = room + (flow * chosen).sum(axis=0) * ~bound
        return room


class _Ways:
    """The widest way from each site to one with room, moving on what others have there.

    Axes: S sites, K months and draws.
    """

    def __init__(self, free: Floats, flow: Mapping[Sites, Floats]) -> None:
        self.width = free.copy()
        """(S, K) MW that can be made free at the site."""
        self.mover = np.full(free.shape, -1)
        """(S, K): whose flow is moved, by its place; −1 where the site itself has room."""
        self.onward = np.zeros(free.shape, dtype=np.int64)
        """(S, K): the site it moves to."""
        changed = True
        while changed:
            changed = False
            for place, (sites, mw) in enumerate(flow.items()):
                if len(sites) > 1:
                    changed |= self._widen_by(place, sorted(sites), mw)

    def widest(self, sites: Sites) -> tuple[Whole, Floats]:
        """(K,) the site with the widest way, (K,) its width."""
        mine = np.array(sorted(sites))
        best = self.width[mine].argmax(axis=0)
        return mine[best], self.width[mine].max(axis=0)

    def _widen_by(self, place: int, sites: list[int], mw: Floats) -> bool:
        best = self.width[sites].argmax(axis=0)
        reach, target = self.width[sites].max(axis=0), np.array(sites)[best]
        changed = False
        for site in sites:
            way = np.minimum(mw[site], reach)
            # The margin keeps rounding from chasing itself round a ring of sites.
            wider = way > self.width[site] + TINY
            if wider.any():
                self.width[site] = np.where(wider, way, self.width[site])
                self.mover[site] = np.where(wider, place, self.mover[site])
                self.onward[site] = np.where(wider, target, self.onward[site])
                changed = True
        return changed
