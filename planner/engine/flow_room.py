"""Room as flows from claims to sites, for plans whose sites are shared in too many ways to list.

MODEL.md B3. The same room as `planner.engine.room.UnionRoom`, found by augmenting paths: slower,
but its size grows with sets × sites, not with the unions of the sets.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from planner.engine.arrays import Flags, Floats, Whole
from planner.engine.augmenting import TINY, Flows
from planner.engine.eligibility import Sites


class FlowRoom:
    """Which site serves how much of each set of sites; moved about whenever that makes room.

    Axes: S sites; K months and draws on one axis.

    Parameters
    ----------
    flows : Flows
    shape : tuple of int
        The months and draws as they come and go.
    """

    def __init__(self, flows: Flows, shape: tuple[int, ...]) -> None:
        self._flows, self._shape = flows, shape

    @classmethod
    def beside(cls, capacity: Sequence[Floats], held: Mapping[Sites, Floats]) -> "FlowRoom":
        """The room beside what is held, which is known to fit."""
        shape = np.broadcast_shapes(
            *(mw.shape for mw in capacity), *(mw.shape for mw in held.values())
        )
        free = np.array([np.broadcast_to(mw, shape).reshape(-1) for mw in capacity])
        room = cls(Flows(free), shape)
        room._flows.give_all({s: np.broadcast_to(mw, shape).reshape(-1) for s, mw in held.items()})
        return room

    def most(self, sites: Sites) -> Floats:
        """See planner.engine.room.Room."""
        return self.copy().take(self._flows.free.sum(axis=0).reshape(self._shape), sites)

    def take(self, wanted: Floats, sites: Sites) -> Floats:
        """See planner.engine.room.Room."""
        flat = self._flat({sites: wanted})
        return self._flows.give_all(flat)[sites].reshape(self._shape)

    def take_apart(self, wanted: Sequence[tuple[int, Floats]]) -> list[Floats]:
        """See planner.engine.room.Room."""
        self._widen(np.broadcast_shapes(self._shape, *(mw.shape for _, mw in wanted)))
        asked = [np.broadcast_to(mw, self._shape).reshape(-1) for _, mw in wanted]
        which = np.zeros(asked[0].size, dtype=np.int64)
        for place, mw in enumerate(asked):
            which[mw > 0.0] = place
        sets = [frozenset((site,)) for site, _ in wanted]
        given = self._flows.give(sum(asked[1:], asked[0]), which, sets, stays=True)
        return [np.where(mw > 0.0, given, 0.0).reshape(self._shape) for mw in asked]

    def reach_apart(self, wanted: Sequence[tuple[int, Floats]]) -> list[Floats]:
        """See planner.engine.room.Room."""
        return self.take_apart(wanted)

    def in_turn(self, sets: Sequence[Sites]) -> Callable[[Floats, Whole], Floats]:
        """See planner.engine.room.Room."""

        def take(wanted: Floats, which: Whole) -> Floats:
            return self._flows.give(wanted, which, sets)

        return take

    def share(self, wanted: Mapping[Sites, Floats]) -> dict[Sites, Floats]:
        """See planner.engine.room.Room."""
        flat = self._flat(wanted)
        short = np.flatnonzero(self._short(flat))
        served = dict(flat)
        if short.size:
            ratios = _fair_ratios(
                {sites: mw[short] for sites, mw in flat.items()}, self._flows.at(short)
            )
            for sites, mw in flat.items():
                if (ratios[sites] < 1.0).any():
                    served[sites] = mw.copy()
                    served[sites][short] = mw[short] * ratios[sites]
        given = self._flows.give_all(served)
        return {
            sites: mw if served[sites] is flat[sites] else given[sites].reshape(self._shape)
            for sites, mw in wanted.items()
        }

    def short(self, wanted: Mapping[Sites, Floats]) -> Flags:
        """See planner.engine.room.Room."""
        short = self._short(self._flat(wanted))
        return short.reshape(self._shape)

    def at(self, here: Flags, shape: tuple[int, ...]) -> "FlowRoom":
        """See planner.engine.room.Room."""
        part = self.copy()
        part._widen(shape)
        chosen = np.flatnonzero(here)
        return FlowRoom(part._flows.at(chosen), (chosen.size,))

    def copy(self) -> "FlowRoom":
        """The same room, to try things in."""
        return FlowRoom(Flows(self._flows.free, self._flows.placed), self._shape)

    def _short(self, flat: Mapping[Sites, Floats]) -> Flags:
        given = self.copy()._flows.give_all(flat)
        short = np.zeros(self._flows.free.shape[1], dtype=np.bool_)
        for sites, mw in flat.items():
            short |= mw - given[sites] > TINY
        return short

    def _flat(self, wanted: Mapping[Sites, Floats]) -> dict[Sites, Floats]:
        """On one axis, which is as long as any of them makes it."""
        self._widen(np.broadcast_shapes(self._shape, *(mw.shape for mw in wanted.values())))
        return {sites: np.broadcast_to(mw, self._shape).reshape(-1) for sites, mw in wanted.items()}

    def _widen(self, shape: tuple[int, ...]) -> None:
        if shape == self._shape:
            return
        columns = np.broadcast_to(
            np.arange(self._flows.free.shape[1]).reshape(self._shape), shape
        ).reshape(-1)
        self._flows, self._shape = self._flows.at(columns), shape


def _fair_ratios(wanted: Mapping[Sites, Floats], flows: Flows) -> dict[Sites, Floats]:
    """(K,) max-min fair ratios, as `planner.engine.room` finds them over unions.

    The ratio of those who still rise falls from 1 until all is served: each time to what the sites
    that are then full can give (Dinkelbach 1967); those who can go nowhere else are settled, and
    the others rise on.
    """
    count = flows.free.shape[1]
    ratios = {sites: np.ones(count) for sites in wanted}
    rising = {sites: np.ones(count, dtype=np.bool_) for sites in wanted}
    for _ in wanted:
        ratio, full = _common_ratio(wanted, ratios, rising, flows)
        for sites, still in rising.items():
            settled = still & full[sorted(sites)].all(axis=0)
            ratios[sites] = np.where(settled, ratio, ratios[sites])
            rising[sites] = still & ~settled
        if not full.any():
            break
    return ratios


def _common_ratio(
    wanted: Mapping[Sites, Floats],
    ratios: Mapping[Sites, Floats],
    rising: Mapping[Sites, Flags],
    flows: Flows,
) -> tuple[Floats, Flags]:
    """The (K,) greatest ratio at which all who rise are served, and the (S, K) sites then full."""
    ratio = np.ones(flows.free.shape[1])
    full = np.zeros(flows.free.shape, dtype=np.bool_)
    while True:
        asked = {s: mw * np.where(rising[s], ratio, ratios[s]) for s, mw in wanted.items()}
        trial = Flows(flows.free, flows.placed)
        given = trial.give_all(asked)
        short = np.zeros(ratio.shape, dtype=np.bool_)
        for sites, mw in asked.items():
            short |= mw - given[sites] > TINY
        if not short.any():
            return ratio, full
        closed = trial.closed()
        full = np.where(short, closed, full)
        give, share = _room_in(closed, flows), np.zeros_like(ratio)
        for sites, mw in wanted.items():
            bound = closed[sorted(sites)].all(axis=0)
            give = give - mw * ratios[sites] * (bound & ~rising[sites])
            share = share + mw * (bound & rising[sites])
        fallen = np.maximum(give, 0.0) / np.where(share > 0.0, share, 1.0)
        lower = short & (share > 0.0) & (fallen < ratio)
        if not lower.any():
            return ratio, full
        ratio = np.where(lower, fallen, ratio)


def _room_in(chosen: Flags, flows: Flows) -> Floats:
    """(K,) MW of the chosen (S, K) sites beside what can go nowhere else."""
    room: Floats = (flows.free * chosen).sum(axis=0)
    for sites, mw in flows.placed.items():
        bound = chosen[sorted(sites)].all(axis=0)
        room = room + (mw * chosen).sum(axis=0) * ~bound
    return room
