"""How wide the columns of a table are: what they want, and what there is room for."""

from collections.abc import Sequence
from dataclasses import dataclass

# Numbers and dates are shown in full; of texts this much at least.
NARROWEST, NARROWEST_TEXT, WIDEST = 48, 190, 280
NARROWEST_RANGE = 96  # "250 to 320", as it is typed


@dataclass(frozen=True)
class Wish:
    """Pixels that a column wants for all it holds, and the fewest that it can do with."""

    wanted: int
    least: int

    @property
    def usual(self) -> int:
        """What it has beside other tables that want room as well."""
        return max(min(self.wanted, WIDEST), self.least)


def allotted(wishes: Sequence[Wish], room: int) -> list[int]:
    """The width of each column in this many pixels.

    All have what they want where there is room for it. Else the widest become narrower first, none
    below its least: with less room than that, the table has to be scrolled.
    """
    enough, too_much = 0, max((wish.wanted for wish in wishes), default=0) + 1
    while too_much - enough > 1:
        level = (enough + too_much) // 2
        if sum(_cut_at(wishes, level)) <= room:
            enough = level
        else:
            too_much = level
    return _cut_at(wishes, enough)


def _cut_at(wishes: Sequence[Wish], level: int) -> list[int]:
    return [max(min(wish.wanted, level), wish.least) for wish in wishes]
