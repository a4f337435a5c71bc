"""Keeps the monthly series of all draws until their bands are read. MODEL.md B9."""

from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from planner.domain.path import Path
from planner.engine.arrays import Floats, Whole
from planner.engine.block import Record
from planner.engine.draws import CHUNK

Key = tuple[Path, str]
SHARES = (0.10, 0.25, 0.50, 0.75, 0.90)

Single = NDArray[np.float32]


class Recording:
    """Series by key, filled chunk by chunk from any thread; the order of the work leaves no trace.

    Parameters
    ----------
    months, draws : int
        M and N, N a multiple of the chunk.
    keeps : callable of a key
        Whether its draws are kept, so that percentiles can be read; means always are. Kept draws
        are single precision (seven digits), half the memory and twice the speed of sorting.
    """

    def __init__(self, months: int, draws: int, keeps: Callable[[Key], bool]) -> None:
        self._months, self._draws, self._keeps = months, draws, keeps
        self._drawn: dict[Key, Single] = {}
        self._sums: dict[Key, Floats] = {}
        self._gaps: dict[Key, Floats] = {}
        self._certain: dict[Key, dict[int, Floats]] = {}
        self._lock = Lock()

    def chunk(self, chunk: int, positions: Whole | None) -> Record:
        """The recorder of one chunk; `positions` are its draws of one world, None for all."""

        def record(path: Path, name: str, series: Floats) -> None:
            self._add((path, name), chunk, positions, series)

        return record

    def _add(self, key: Key, chunk: int, positions: Whole | None, series: Floats) -> None:
        first = chunk * CHUNK
        if series.shape[1] == 1 and positions is None:
            with self._lock:
                self._certain.setdefault(key, {})[chunk] = series[:, 0]
            return
        count = CHUNK if positions is None else positions.size
        total = _total(series, count)
        gaps = np.isnan(total)
        if gaps.any():
            numbers = ~np.isnan(series)
            total = _total(np.where(numbers, series, 0.0), count)
            missing = count - _total(numbers.astype(np.float64), count)
        with self._lock:
            sums = self._by_chunk(self._sums, key)
            kept = self._array(key)
            if gaps.any():
                self._by_chunk(self._gaps, key)[chunk] += missing
        sums[chunk] += total
        if kept is not None:
            where = slice(first, first + CHUNK) if positions is None else first + positions
            kept[:, where] = series

    def _by_chunk(self, held: dict[Key, Floats], key: Key) -> Floats:
        """(chunks, M) of a key, zero until it is filled."""
        if key not in held:
            held[key] = np.zeros((self._draws // CHUNK, self._months))
        return held[key]

    def _array(self, key: Key) -> Single | None:
        if not self._keeps(key):
            return None
        kept = self._drawn.get(key)
        if kept is None:
            # Zero where the entity does not exist: it is then not recorded.
            kept = self._drawn[key] = np.zeros((self._months, self._draws), dtype=np.float32)
        return kept

    def keys(self) -> list[Key]:
        """Every key recorded, sorted."""
        return sorted({*self._sums, *self._certain})

    def mean(self, key: Key) -> Floats:
        """(M,): the mean over all draws that have a number, summed in the order of the chunks."""
        certain = self._certain.get(key, {})
        if key not in self._sums:
            return next(iter(certain.values()))
        sums = self._sums[key].copy()
        missing = self._gaps.get(key, np.zeros(1)).sum(axis=0)
        for chunk, series in certain.items():
            sums[chunk] += np.where(np.isnan(series), 0.0, series) * CHUNK
            missing = missing + np.isnan(series) * CHUNK
        counted = self._draws - missing
        mean: Floats = sums.sum(axis=0) / np.where(counted > 0, counted, np.nan)
        return mean

    def percentiles(self, key: Key) -> Floats | None:
        """(5, M): P10, P25, P50, P75 and P90 of each month; None where no draws were kept.

        Sorts the kept draws in place; a draw without a number is left out of its month.
        """
        certain = self._certain.get(key, {})
        kept = self._drawn.get(key)
        if kept is None:
            if key in self._sums:
                return None
            return np.broadcast_to(next(iter(certain.values())), (len(SHARES), self._months))
        for chunk, series in certain.items():
            kept[:, chunk * CHUNK : (chunk + 1) * CHUNK] = series[:, None]
        kept.sort(axis=1)
        return _read(kept, SHARES)


def _total(series: Floats, count: int) -> Floats:
    """(M,): the sum over so many draws of a series that may be certain."""
    return series.sum(axis=1) if series.shape[1] > 1 or count == 1 else series[:, 0] * count


def _read(ordered: Single, shares: Sequence[float]) -> Floats:
    """(len(shares), M): linear interpolation in sorted rows, whose NaN stand last."""
    months = np.arange(ordered.shape[0])
    numbers = ordered.shape[1] - np.isnan(ordered).sum(axis=1)
    result = np.empty((len(shares), ordered.shape[0]))
    for place, share in enumerate(shares):
        position = np.maximum(numbers - 1, 0) * share
        below = np.floor(position).astype(np.int64)
        above = np.minimum(below + 1, np.maximum(numbers - 1, 0))
        low = ordered[months, below].astype(np.float64)
        high = ordered[months, above].astype(np.float64)
        result[place] = np.where(numbers > 0, low + (position - below) * (high - low), np.nan)
    return result
