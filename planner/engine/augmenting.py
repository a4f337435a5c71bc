"""MW that move from site to site to make way for more: augmenting paths. MODEL.md B3.

Axes: S sites, K months and draws. Each month and draw has its own paths; they are walked together.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from planner.engine.arrays import Flags, Floats, Whole
from planner.engine.eligibility import Sites

TINY = 1e-9
"""MW that are not worth another path: a milliwatt."""


class Flows:
    """Which site serves how much of each set of sites, and what stands free.

    Parameters
    ----------
    free : (S, K) float, MW
    """

    def __init__(self, free: Floats, placed: Mapping[Sites, Floats] | None = None) -> None:
        self.free = free.copy()
        self.placed = {sites: mw.copy() for sites, mw in (placed or {}).items()}
        """(S, K) MW by the sites that may serve them."""

    def at(self, columns: Whole) -> "Flows":
        """Flows of their own for some months and draws."""
        return Flows(
            self.free[:, columns], {sites: mw[:, columns] for sites, mw in self.placed.items()}
        )

    def give(
        self, asked: Floats, which: Whole, sets: Sequence[Sites], stays: bool = False
    ) -> Floats:
        """(K,) MW given to one claim in each month and draw, as much as can be.

        Parameters
        ----------
        asked : (K,) MW
        which : (K,) int
            The place of its sites in `sets`.
        stays : bool
            Whether it stays where it is, rather than make way for others.
        """
        waiting = asked.copy()
        open_ = np.flatnonzero(waiting > TINY)
        while open_.size:
            ways = self._ways(open_)
            moved = self._augment(ways, waiting[open_], which[open_], sets, open_, stays)
            waiting[open_] -= moved
            open_ = open_[(moved > 0.0) & (waiting[open_] > TINY)]
        given: Floats = asked - waiting
        return given

    def give_all(self, asked: Mapping[Sites, Floats]) -> dict[Sites, Floats]:
        """(K,) MW given by sites: together the most there is, whoever then is short."""
        sets = list(asked)
        waiting = np.array([asked[sites] for sites in sets])
        for row, sites in zip(waiting, sets, strict=True):
            mine = self._row(sites)
            for site in sorted(sites):
                part = np.minimum(row, self.free[site])
                mine[site] += part
                self.free[site] -= part
                row -= part
        # For whom there is no way once, there is none after others have found theirs.
        stuck = np.zeros(waiting.shape, dtype=np.bool_)
        while (active := (waiting > TINY) & ~stuck).any():
            open_ = np.flatnonzero(active.any(axis=0))
            ways = self._ways(open_)
            for row, sites in zip(stuck, sets, strict=True):
                row[open_] |= ways.widest(sites)[1] <= TINY
            which = (active & ~stuck)[:, open_].argmax(axis=0)
            asking = np.where(stuck[which, open_], 0.0, waiting[which, open_])
            waiting[which, open_] -= self._augment(ways, asking, which, sets, open_, stays=False)
        return {s: asked[s] - row for s, row in zip(sets, waiting, strict=True)}

    def closed(self) -> Flags:
        """(S, K): sites that cannot take any more, whoever moves."""
        closed: Flags = Ways(self.free, self.placed).width <= TINY
        return closed

    def _row(self, sites: Sites) -> Floats:
        if sites not in self.placed:
            self.placed[sites] = np.zeros_like(self.free)
        return self.placed[sites]

    def _ways(self, open_: Whole) -> "Ways":
        return Ways(self.free[:, open_], {sites: mw[:, open_] for sites, mw in self.placed.items()})

    def _augment(
        self,
        ways: "Ways",
        most: Floats,
        which: Whole,
        sets: Sequence[Sites],
        open_: Whole,
        stays: bool,
    ) -> Floats:
        """MW given along the widest way of each open month and draw; 0 where there is none."""
        first, width = np.zeros_like(which), np.zeros(open_.size)
        for place in np.unique(which):
            here = which == place
            site, mw = ways.widest(sets[place])
            first[here], width[here] = site[here], mw[here]
        moved = np.minimum(width, most)
        moved[moved <= TINY] = 0.0
        if not stays:
            for place in np.unique(which):
                here = np.flatnonzero((which == place) & (moved > 0.0))
                self._row(sets[place])[first[here], open_[here]] += moved[here]
        self._push(ways, first, moved, open_)
        return moved

    def _push(self, ways: "Ways", first: Whole, moved: Floats, open_: Whole) -> None:
        """Make way at the first site by moving others on, until a site has room."""
        site, rows = first.copy(), list(self.placed.values())
        going = np.flatnonzero(moved > 0.0)
        while going.size:
            here, mw = site[going], moved[going]
            mover, onward = ways.mover[here, going], ways.onward[here, going]
            arrived = mover < 0
            self.free[here[arrived], open_[going[arrived]]] -= mw[arrived]
            for place in np.unique(mover[~arrived]):
                those = mover == place
                rows[place][here[those], open_[going[those]]] -= mw[those]
                rows[place][onward[those], open_[going[those]]] += mw[those]
            site[going] = onward
            going = going[~arrived]


class Ways:
    """The widest way from each site to one with room, moving on what others have there."""

    def __init__(self, free: Floats, placed: Mapping[Sites, Floats]) -> None:
        self.width = free.copy()
        """(S, K) MW that can be made free at the site."""
        self.mover = np.full(free.shape, -1)
        """(S, K): whose MW are moved, by their place; −1 where the site itself has room."""
        self.onward = np.zeros(free.shape, dtype=np.int64)
        """(S, K): the site they move to."""
        movers = [
            (place, sorted(sites), mw)
            for place, (sites, mw) in enumerate(placed.items())
            if len(sites) > 1 and mw.any()
        ]
        changed = True
        while changed:
            changed = False
            for mover in movers:
                changed |= self._widen_by(*mover)

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
