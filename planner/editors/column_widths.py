"""How wide the columns of a table are: what they want, and what there is room for."""

from collections.abc import Sequence
from dataclasses import dataclass

# Numbers and dates are shown in full; of texts this much at least.
NARROWEST, NARROWEST_TEXT, WIDEST = 48, 160, 280
STEP = 2


@dataclass(frozen=True)
class Wish:
    """Pixels that a column wants for all it holds, and the fewest that it can do with."""

    wanted: int
    least: int

    @property
    def usual(self) -> int:
        """What it has where there is neither too little room nor room to spare."""
        return max(min(self.wanted, WIDEST), self.least)


def allotted(wishes: Sequence[Wish], room: int) -> list[int]:
    """The width of each column in this many pixels.

    Room to spare goes to the texts that are cut, from left to right. Where there is too little,
    the widest become narrower first, none below its least: then the table has to be scrolled.
    """
    found = [wish.usual for wish in wishes]
    spare = room - sum(found)
    if spare < 0:
        return _squeezed(wishes, room)
    for place, wish in enumerate(wishes):
        more = max(0, min(wish.wanted - found[place], spare))
        found[place] += more
        spare -= more
    return found


def _squeezed(wishes: Sequence[Wish], room: int) -> list[int]:
    found = [wish.least for wish in wishes]
    for level in range(WIDEST, 0, -STEP):
        found = [max(min(wish.usual, level), wish.least) for wish in wishes]
        if sum(found) <= room:
            break
    return found
