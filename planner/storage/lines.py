"""Where in a text something stands, as an editor shows it."""

import re
from bisect import bisect_right


class Lines:
    """Line and column of offsets in one text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of `offset`, both from 1; the column counts characters."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
