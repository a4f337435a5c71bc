"""Which sites stand together in the claims on them. MODEL.md B3.

Claims name the sets of sites that may serve them. What such claims hold together can be served if
and only if, for every union of their sets, those inside it hold no more than its sites have (Hall's
theorem for supplies and demands: Gale 1957). A union whose sets fall into parts without a common
site says no more than its parts do, so only connected unions are kept: of ten single sites and the
set of all, eleven instead of a thousand.
"""

from collections.abc import Iterable
from functools import lru_cache

Sites = frozenset[int]
"""Indices of sites that may serve a claim."""

MOST_UNIONS = 256
"""More than these would need more memory than the flows between sets and sites."""


@lru_cache(maxsize=512)
def connected_unions(sets: frozenset[Sites]) -> tuple[Sites, ...] | None:
    """Every union of sets that hang together by common sites; the small first.

    Returns
    -------
    tuple of sets of sites, or None
        None where there are more than `MOST_UNIONS`.
    """
    found = set(sets)
    waiting = sorted(sets, key=_size_then_places)
    while waiting:
        this = waiting.pop()
        for other in sets:
            union = this | other
            if this & other and union not in found:
                found.add(union)
                waiting.append(union)
        if len(found) > MOST_UNIONS:
            return None
    return tuple(sorted(found, key=_size_then_places))


@lru_cache(maxsize=512)
def clusters(sets: frozenset[Sites]) -> tuple[Sites, ...]:
    """The sites that hang together, directly or through others; disjoint, in a settled order."""
    found: list[Sites] = []
    for this in sets:
        apart = [cluster for cluster in found if not cluster & this]
        joined = this.union(*(cluster for cluster in found if cluster & this))
        found = [*apart, joined]
    return tuple(sorted(found, key=_size_then_places))


@lru_cache(maxsize=4096)
def unions_over(unions: tuple[Sites, ...], sites: Sites) -> tuple[Sites, ...]:
    """Those of the unions in which these sites lie."""
    return tuple(union for union in unions if sites <= union)


def inside(sets: Iterable[Sites], union: Sites) -> list[Sites]:
    """Those of the sets that lie in the union."""
    return [this for this in sets if this <= union]


def _size_then_places(sites: Sites) -> tuple[int, list[int]]:
    return len(sites), sorted(sites)
