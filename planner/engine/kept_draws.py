"""The draws of series that are kept until their percentiles are read. MODEL.md B9.

Axes: M months, N draws of the run. Kept draws are single precision (seven digits): half the memory
and twice the speed of sorting.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from planner.domain.path import Path
from planner.engine.arrays import Floats

Key = tuple[Path, str]
SHARES = (0.10, 0.25, 0.50, 0.75, 0.90)

Single = NDArray[np.float32]


@dataclass
class _Kept:
    """One series; what it has not been given is 0, where its entity does not exist."""

    leader: Key | None
    """Another series whose array it has had so far; None if it has draws of its own."""
    draws: Single | None
    """(M, N), to be read at `places` only; None with a leader."""
    places: list[slice] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    percentiles: Floats | None = None


class KeptDraws:
    """Draws by series, filled from any thread; the order of the work leaves no trace.

    One array often stands for several series, as those of a tenant with one contract: it is kept,
    and sorted, once.
    """

    def __init__(self, months: int, draws: int) -> None:
        self._months, self._draws = months, draws
        self._kept: dict[Key, _Kept] = {}
        self._lock = Lock()

    def __contains__(self, key: Key) -> bool:
        return key in self._kept

    def __iter__(self) -> Iterator[Key]:
        return iter(list(self._kept))

    def put(self, key: Key, same_as: Key, where: slice, series: Floats) -> None:
        """Keep (M, 1) or (M, P) draws of a series.

        `same_as` is the first series that had this array, which was put in the same thread; itself
        if it is that.
        """
        with self._lock:
            mine = self._kept.get(key)
            if mine is None:
                leader = None if same_as == key or same_as not in self._kept else same_as
                mine = self._kept[key] = _Kept(leader, None if leader else self._empty())
            elif mine.leader is not None and mine.leader != same_as:
                self._part(mine)
            mine.places.append(where)
        if mine.draws is not None:
            mine.draws[:, where] = series

    def read(self, key: Key, certain: Sequence[tuple[slice, Floats]]) -> Floats:
        """(5, M): P10, P25, P50, P75 and P90 of each month, once everything is put.

        A draw without a number is left out of its month. Gives up the draws.

        Parameters
        ----------
        certain : sequence of (places, (M,) float)
            Of the stretches in which the series was the same in all draws.
        """
        mine = self._kept[key]
        with mine.lock:
            if mine.percentiles is None:
                mine.percentiles = self._read(mine, certain)
                mine.draws = None
            return mine.percentiles

    def leader(self, key: Key) -> Key:
        """The series that has all draws of this one, to the last; itself if there is none."""
        mine = self._kept[key]
        if mine.leader is None:
            return key
        if _ordered(mine.places) != _ordered(self._kept[mine.leader].places):
            return self.alone(key)
        return mine.leader

    def alone(self, key: Key) -> Key:
        """The series itself, which has draws of its own from now on."""
        self._part(self._kept[key])
        return key

    def _read(self, mine: _Kept, certain: Sequence[tuple[slice, Floats]]) -> Floats:
        if mine.draws is None:
            raise ValueError("the draws of a series with a leader are read there")
        places = list(mine.places)
        for where, series in certain:
            mine.draws[:, where] = series[:, None]
            places.append(where)
        begins = 0
        for where in (*_ordered(places), slice(self._draws, self._draws)):
            mine.draws[:, begins : where.start] = 0.0
            begins = where.stop
        mine.draws.sort(axis=1)
        return _at_shares(mine.draws, SHARES)

    def _part(self, mine: _Kept) -> None:
        """Give it draws of its own."""
        if mine.leader is None:
            return
        its = self._kept[mine.leader].draws
        if its is None:
            raise ValueError("draws are parted before any are read")
        mine.leader, mine.draws = None, self._empty()
        for where in mine.places:
            mine.draws[:, where] = its[:, where]

    def _empty(self) -> Single:
        return np.empty((self._months, self._draws), dtype=np.float32)


def _ordered(places: Sequence[slice]) -> list[slice]:
    return sorted(places, key=lambda where: int(where.start))


def _at_shares(ordered: Single, shares: Sequence[float]) -> Floats:
    """(len(shares), M): linear interpolation in sorted rows, whose NaN stand last."""
    months = np.arange(ordered.shape[0])
    numbers = np.full(ordered.shape[0], ordered.shape[1])
    gaps = np.isnan(ordered[:, -1])
    if gaps.any():
        numbers[gaps] -= np.isnan(ordered[gaps]).sum(axis=1)
    result = np.empty((len(shares), ordered.shape[0]))
    for place, share in enumerate(shares):
        position = np.maximum(numbers - 1, 0) * share
        below = np.floor(position).astype(np.int64)
        above = np.minimum(below + 1, np.maximum(numbers - 1, 0))
        low = ordered[months, below].astype(np.float64)
        high = ordered[months, above].astype(np.float64)
        result[place] = np.where(numbers > 0, low + (position - below) * (high - low), np.nan)
    return result
