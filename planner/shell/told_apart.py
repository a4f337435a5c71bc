"""Names that do not fit, cut so that they can still be told from those beside them."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

# How much of the room what differs may take, and how far before it its word may begin.
SHARE_OF_END, LONGEST_WORD = 0.6, 12
# So many letters that differ are seen at a glance.
ENOUGH = 3
_RIGHT = Qt.TextElideMode.ElideRight


def shared_starts(names: Sequence[str]) -> list[int]:
    """With how many letters each name begins like the one that is most like it.

    Equal names count once: nothing tells them apart.
    """
    ordered = sorted(set(names))
    longest = dict.fromkeys(ordered, 0)
    for one, other in pairwise(ordered):
        shared = _same_letters(one, other)
        longest[one] = max(longest[one], shared)
        longest[other] = max(longest[other], shared)
    return [longest[name] for name in names]


def told_apart(name: str, shared: int, metrics: QFontMetrics, width: int) -> str:
    """The name in this many pixels: "Hopper …second" where its first `shared` letters say nothing.

    Where its beginning shows enough that differs, it is cut at its end as usual.
    """
    cut = metrics.elidedText(name, _RIGHT, width)
    if cut == name or len(cut) - 1 >= shared + ENOUGH:
        return cut
    room = int(SHARE_OF_END * width)
    start = _word_before(name, shared)
    end = metrics.elidedText(name[start:], _RIGHT, room)
    if end != name[start:] and len(end) - 1 <= shared - start:
        start = shared
        end = metrics.elidedText(name[start:], _RIGHT, room)
    return metrics.elidedText(name[:start], _RIGHT, width - metrics.horizontalAdvance(end)) + end


def _same_letters(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _word_before(name: str, place: int) -> int:
    """Where the word begins that a letter stands in, or somewhat before it in a very long one."""
    start = place
    while start > 0 and name[start - 1].isalnum():
        start -= 1
    return start if place - start <= LONGEST_WORD else place
