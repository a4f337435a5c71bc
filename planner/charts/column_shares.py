"""How the columns of a table of figures share its width: none is cut while there is room."""

from collections.abc import Iterable, Sequence

from planner.charts.lettering import MEDIUM, SEMIBOLD, lettering, text_width

HEAD, CELL = 12, 13  # pixels, rounded up
AROUND = 20  # padding on both sides, and the rule
LEAST = 80
MOST_OF_NAME = 0.45  # of the width


def needed_width(head: str, cells: Iterable[str]) -> int:
    """What a column needs for its head and its longest cell."""
    longest = max(cells, key=len, default="")
    cell = text_width(longest, lettering(CELL, SEMIBOLD))
    return round(max(text_width(head, lettering(HEAD, MEDIUM)), cell)) + AROUND


def column_shares(needed: Sequence[int], name: int, width: int) -> list[int]:
    """The columns' widths in pixels, the first of which holds names.

    Figures are alike where that cuts none; names have `name` pixels, and more if they need more and
    there is room. Where all together need more than there is, figures still have what they need.
    """
    figures, count = needed[1:], len(needed) - 1
    if not count:
        return [max(width, name)]
    least = max(LEAST, *figures)
    wanted = max(name, min(needed[0], round(MOST_OF_NAME * width)))
    named = min(wanted, max(width - count * least, min(name, needed[0])))
    rest = width - named
    if rest >= count * least:
        return [named, *_parts(rest, count)]
    spare = max(rest - sum(figures), 0)
    return [named, *(a + b for a, b in zip(figures, _parts(spare, count), strict=True))]


def _parts(pixels: int, count: int) -> list[int]:
    """All the pixels, in parts as alike as whole ones can be."""
    return [pixels * (n + 1) // count - pixels * n // count for n in range(count)]
