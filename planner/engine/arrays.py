"""Names of the array types of the engine.

Axes: M months first, P draws last. What is certain has one column, (M, 1) or (1,), and broadcasts.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


def column(value: float | Floats) -> Floats:
    """A number as (1,), an array as it is: the form in which a certain number meets draws."""
    return np.atleast_1d(np.asarray(value, dtype=np.float64))


NOTHING: Floats = np.zeros((1, 1))
"""A series without an amount in any month; what adds series up may leave it out."""
NOTHING.flags.writeable = False


def nothing() -> Floats:
    """NOTHING, for what a dataclass begins with."""
    return NOTHING


def by_month(series: Floats, months: int) -> Floats:
    """(M, ·): a series as it is; one row for all months, (1, ·), as a read-only view of M."""
    if series.shape[0] == months:
        return series
    if series is NOTHING:
        return _nothing_by_month(months)
    return np.broadcast_to(series, (months, series.shape[1]))


@lru_cache(maxsize=8)
def _nothing_by_month(months: int) -> Floats:
    return np.broadcast_to(NOTHING, (months, 1))


class Total:
    """A sum of series, (M, ·) or (1, ·), that grows in place once it has an array of its own.

    A fresh array for each term would cost more than the addition.
    """

    def __init__(self, begun: Floats = NOTHING) -> None:
        self.value = begun
        """The sum so far: read it when the last term is in. NOTHING without a term."""
        self._is_own = False

    def add(self, term: Floats) -> None:
        """Count one more."""
        if term is NOTHING:
            return
        if self.value is NOTHING:
            self.value = term
        elif self._is_own and fits(term, self.value):
            np.add(self.value, term, out=self.value)
        else:
            self.value = self.value + term
            self._is_own = True

    def subtract(self, term: Floats) -> None:
        """Count one less."""
        if term is NOTHING:
            return
        if self._is_own and fits(term, self.value):
            np.subtract(self.value, term, out=self.value)
        else:
            self.value = self.value - term
            self._is_own = True

    def lent(self) -> Floats:
        """The sum so far for others to hold: what comes later makes a fresh array."""
        self._is_own = False
        return self.value

    def keep_positive(self) -> None:
        """Put 0 in place of what is negative."""
        out = self.value if self._is_own else None
        self.value, self._is_own = np.maximum(self.value, 0.0, out=out), True


def lowest(several: Sequence[Floats]) -> Floats:
    """The least of two or more arrays, number by number."""
    least: Floats = np.minimum(several[0], several[1])
    for other in several[2:]:
        least = np.minimum(least, other, out=least if fits(other, least) else None)
    return least


def total(terms: Iterable[Floats]) -> Floats:
    """Σ terms; NOTHING without a term, the term itself if it is the only one."""
    return net(terms, ())


def net(plus: Iterable[Floats], minus: Iterable[Floats]) -> Floats:
    """Σ plus − Σ minus, in the order given; NOTHING without a term."""
    found = Total()
    for term in plus:
        found.add(term)
    for term in minus:
        found.subtract(term)
    return found.value


def accumulated(series: Floats, opening: Floats | None = None) -> Floats:
    """(M, ·): the sum of all months up to each, from an opening balance, (1,) or (P,), if any."""
    if opening is None:
        sums = series.copy()
    else:
        sums = np.empty((series.shape[0], max(series.shape[1], opening.size)))
        sums[:] = series
        sums[0] += opening
    return run_up(sums)


def run_up(rows: Floats) -> Floats:
    """The array itself, (n, ·), with the sum of all rows up to each: one that nobody else holds."""
    if rows.shape[1] == 1:
        sums: Floats = np.add.accumulate(rows, axis=0, out=rows)
        return sums
    # Row after row is four times as fast as numpy's cumulative sum down wide rows.
    for before, row in pairwise(list(rows)):
        np.add(before, row, row)
    return rows


def product(*factors: Floats) -> Floats:
    """Π factors, the narrow ones first, so that as few products as possible are wide."""
    found, *others = sorted(factors, key=attrgetter("size"))
    is_own = False
    for factor in others:
        if is_own and fits(factor, found):
            np.multiply(found, factor, out=found)
        else:
            found, is_own = found * factor, True
    return found


def positive(fresh: Floats) -> Floats:
    """The array itself, with 0 in place of what is negative: one that nobody else holds."""
    return np.maximum(fresh, 0.0, out=fresh)


def fits(term: Floats | Flags, into: Floats) -> bool:
    """Whether what these two make together has the shape of the second."""
    if term.shape == into.shape or (term.size == 1 and term.ndim <= into.ndim):
        return True
    pairs = zip(reversed(term.shape), reversed(into.shape), strict=False)
    return term.ndim <= into.ndim and all(mine in (1, its) for mine, its in pairs)
