"""Keeps the monthly series of all draws until their bands are read. MODEL.md B9."""

import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np

from planner.domain.path import Path
from planner.engine.arrays import Floats
from planner.engine.kept_draws import SHARES, KeptDraws, Key
from planner.engine.stretches import Stretch
from planner.engine.wanted import Receive


class Recording:
    """Series by key, filled by stretches from any thread; the order of the work leaves no trace.

    Parameters
    ----------
    months : int
        M.
    parts : sequence of Stretch
        All stretches of the run; they have its N draws.
    keeps : callable of a key
        Whether its draws are kept, so that percentiles can be read; means always are.
    worlds : int
        In how many the draws of a stretch may live: each adds up by itself.
    """

    def __init__(
        self,
        months: int,
        parts: Sequence[Stretch],
        keeps: Callable[[Key], bool],
        worlds: int = 1,
    ) -> None:
        self._months, self._parts, self._keeps, self._worlds = months, parts, keeps, worlds
        self._draws = sum(part.count for part in parts)
        self._drawn = KeptDraws(months, self._draws)
        self._sums: dict[Key, Floats] = {}
        self._gaps: dict[Key, Floats] = {}
        self._certain: dict[Key, dict[int, Floats]] = {}
        self._led: dict[Key, Key] | None = None
        self._lock = Lock()

    def stretch(self, part: Stretch, of_world: range | None, world: int = 0) -> Receive:
        """The recorder of a world's draws in a stretch.

        `of_world` are places among the stretch's draws for those of one world, None where it has
        all of them. Nobody asks for a draw's own place, and draws that lie side by side are kept
        several times as fast as draws that are strewn.
        """
        among = range(part.count) if of_world is None else of_world
        where = slice(part.first + among.start, part.first + among.stop)
        slot = part.number * self._worlds + world
        # One array often stands for several series, as those of a tenant with one contract.
        known: dict[int, tuple[weakref.ref[Floats], Key, _Sums]] = {}

        def record(path: Path, name: str, series: Floats) -> None:
            if series.shape[1] == 1 and of_world is None:
                with self._lock:
                    self._certain.setdefault((path, name), {})[part.number] = series[:, 0]
                return
            place = id(series)
            if place not in known or known[place][0]() is not series:
                known[place] = weakref.ref(series), (path, name), _sums(series, len(among))
            _, first, found = known[place]
            self._add((path, name), slot, found)
            if self._keeps((path, name)):
                self._drawn.put((path, name), first, where, series)

        return record

    def _add(self, key: Key, slot: int, found: "_Sums") -> None:
        with self._lock:
            sums = self._by_slot(self._sums, key)
            if found.missing is not None:
                self._by_slot(self._gaps, key)[slot] += found.missing
        sums[slot] += found.total

    def _by_slot(self, held: dict[Key, Floats], key: Key) -> Floats:
        """(stretches × worlds, M) of a key, zero until it is filled."""
        if key not in held:
            held[key] = np.zeros((len(self._parts) * self._worlds, self._months))
        return held[key]

    def keys(self) -> list[Key]:
        """Every key recorded; those read with another come last, so that no thread waits for it."""
        leaders = self._leaders()
        return sorted({*self._sums, *self._certain}, key=lambda k: (leaders.get(k, k) != k, k))

    def mean(self, key: Key) -> Floats:
        """(M,): the mean over all draws that have a number, summed stretch by stretch."""
        certain = self._certain.get(key, {})
        if key not in self._sums:
            return next(iter(certain.values()))
        sums = self._sums[key].copy()
        missing = self._gaps.get(key, np.zeros(1)).sum(axis=0)
        for number, series in certain.items():
            count = self._parts[number].count
            sums[number * self._worlds] += np.where(np.isnan(series), 0.0, series) * count
            missing = missing + np.isnan(series) * count
        counted = self._draws - missing
        mean: Floats = sums.sum(axis=0) / np.where(counted > 0, counted, np.nan)
        return mean

    def is_certain(self, key: Key) -> bool:
        """Whether the series is the same in all draws."""
        return key not in self._sums

    def percentiles(self, key: Key) -> Floats | None:
        """(5, M): P10, P25, P50, P75 and P90 of each month; None where no draws were kept.

        Gives up the kept draws; a draw without a number is left out of its month.
        """
        if self.is_certain(key):
            certain = next(iter(self._certain[key].values()))
            return np.broadcast_to(certain, (len(SHARES), self._months))
        if key not in self._drawn:
            return None
        leader = self._leaders()[key]
        return self._drawn.read(leader, self._of_certain(leader))

    def _leaders(self) -> dict[Key, Key]:
        """Of each kept series the one in whose draws it is read; settled before any is."""
        with self._lock:
            if self._led is None:
                self._led = {key: self._led_by(key) for key in self._drawn}
            return self._led

    def _led_by(self, key: Key) -> Key:
        mine, its = (self._certain.get(each, {}) for each in (key, self._drawn.leader(key)))
        alike = mine.keys() == its.keys() and all(
            np.array_equal(series, its[number], equal_nan=True) for number, series in mine.items()
        )
        return self._drawn.leader(key) if alike else self._drawn.alone(key)

    def _of_certain(self, key: Key) -> list[tuple[slice, Floats]]:
        """The stretches in which a series was the same in all draws, and what it was."""
        return [
            (slice(part.first, part.first + part.count), series)
            for number, series in self._certain.get(key, {}).items()
            for part in (self._parts[number],)
        ]


@dataclass(frozen=True)
class _Sums:
    """Of a series over its draws, (M,) each."""

    total: Floats
    missing: Floats | None
    """How many draws have no number; None where all have one."""


def _sums(series: Floats, count: int) -> _Sums:
    total = _total(series, count)
    if not np.isnan(total).any():
        return _Sums(total, None)
    numbers = ~np.isnan(series)
    missing = count - _total(numbers.astype(np.float64), count)
    return _Sums(_total(np.where(numbers, series, 0.0), count), missing)


def _total(series: Floats, count: int) -> Floats:
    """(M,): the sum over so many draws of a series that may be certain."""
    if series.shape[1] == 1:
        return series[:, 0] * count
    # A product with ones is twice as fast as a sum along the rows.
    total: Floats = series @ np.ones(count)
    return total


__all__ = ["SHARES", "Key", "Recording"]
