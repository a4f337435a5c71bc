"""Which power runs: the cheapest that can serve what was promised. MODEL.md B2 and B3."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.engine.arrays import Flags, Floats, total
from planner.engine.eligibility import Sites, clusters
from planner.engine.room import Room

NOTHING = 1e-9
"""MW that are not worth finding the dearest block for: a milliwatt."""


@dataclass(frozen=True)
class Block:
    """MW of one site at one power price."""

    site: int
    mw: Floats
    price: Floats
    """$m per IT MW-month."""


class MeritOrder:
    """The blocks of all sites by their price; of equal prices the one listed first runs first."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks

    def idle(self, held: Mapping[Sites, Floats], room: Room) -> list[Floats]:
        """MW of each block that need not run.

        Axes: M months, P draws.

        Parameters
        ----------
        held : mapping of sites to MW
            Promised to claims that may use these sites.
        room : Room
            What the sites can carry beside that; it is used up.

        Returns
        -------
        list of (M, 1) or (M, P) float, MW
            In the order of the blocks. The rest costs the least there is.

        Notes
        -----
        The MW that may stand idle form a polymatroid as the claims do: idle MW are claims on their
        own site, so letting the dearest block idle first, as far as all that was promised can
        still be served, is exact.
        """
        left = [block.mw for block in self._blocks]
        for cluster in clusters(frozenset(held)):
            places = [i for i, block in enumerate(self._blocks) if block.site in cluster]
            mine = [mw for sites, mw in held.items() if sites <= cluster]
            blocks = [self._blocks[i] for i in places]
            if len(mine) == 1:
                idle = _beside_cheapest(blocks, mine[0])
            else:
                idle = _dearest(blocks, cluster, room)
            for i, mw in zip(places, idle, strict=True):
                left[i] = mw
        return left


def _beside_cheapest(blocks: Sequence[Block], served: Floats) -> list[Floats]:
    """All may be served by any of the blocks: those that run before one decide what it runs."""
    ahead = _ahead(blocks)
    idle = []
    for i, block in enumerate(blocks):
        wanted = served
        for j, other in enumerate(blocks):
            before = ahead[i][j]
            if before is True:
                wanted = wanted - other.mw
            elif before is not False:
                wanted = wanted - other.mw * before
        idle.append(block.mw - np.minimum(np.maximum(wanted, 0.0), block.mw))
    return idle


def _dearest(blocks: Sequence[Block], cluster: Sites, room: Room) -> list[Floats]:
    """Some can be served from some blocks only: the room that is left says what may idle."""
    if not (room.most(cluster) > NOTHING).any():
        return [np.zeros((1, 1)) for _ in blocks]
    offers = [_by_rank(block.mw, row) for block, row in zip(blocks, _ahead(blocks), strict=True)]
    idle: list[list[Floats]] = [[] for _ in blocks]
    for rank in reversed(range(len(blocks))):
        here = [i for i, offer in enumerate(offers) if rank in offer]
        asking = [(blocks[i].site, offers[i][rank]) for i in here]
        taken = room.take_apart(asking) if rank else room.reach_apart(asking)
        for i, mw in zip(here, taken, strict=True):
            idle[i].append(mw)
    return [total(mine) for mine in idle]


def _by_rank(mw: Floats, ahead: Sequence[Flags | bool]) -> dict[int, Floats]:
    """The MW where so many other blocks run ahead, by how many that can be."""
    always = sum(before for before in ahead if isinstance(before, bool))
    varying = [before for before in ahead if not isinstance(before, bool)]
    match varying:
        case []:
            return {always: mw}
        case [before]:
            return {always: mw * ~before, always + 1: mw * before}
    count = sum((before.astype(np.int8) for before in varying[1:]), varying[0].astype(np.int8))
    return {always + more: mw * (count == more) for more in range(len(varying) + 1)}


def _ahead(blocks: Sequence[Block]) -> list[list[Flags | bool]]:
    """Row by row, where each other block runs before this one."""
    ahead: list[list[Flags | bool]] = [[False] * len(blocks) for _ in blocks]
    for i, this in enumerate(blocks):
        for j, other in enumerate(blocks[:i]):
            before = other.price <= this.price
            if before.all():
                ahead[i][j] = True
            elif before.any():
                ahead[i][j], ahead[j][i] = before, ~before
            else:
                ahead[j][i] = True
    return ahead
