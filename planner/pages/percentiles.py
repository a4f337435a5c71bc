"""Of which series the pages show percentiles; all others are shown by their mean alone.

Percentiles need the draws of a series kept: 5 MB for each 120 months of 10,240 draws.
"""

NAMES = frozenset({"available", "cumulative_fcff", "cumulative_fcfe"})


def shows_percentiles(key: tuple[str, str]) -> bool:
    """Whether a page reads percentiles of the series (path, name)."""
    return key[1] in NAMES
