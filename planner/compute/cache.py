"""Results that were computed before, so that undo shows its figures at once."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock

from planner import __version__
from planner.engine.result import Floats, Result

LARGEST_SIZE = 48 * 2**20
"""Bytes: the figures of some twenty edits of a plan like the example."""


@dataclass(frozen=True)
class Key:
    """What decides every bit of a result: the case, its random numbers and the engine's version."""

    case: str
    seed: int
    draws: int
    engine: str = __version__


class Cache:
    """Results by key; the least recently used are dropped when their arrays exceed `limit` bytes.

    May be asked from any thread.
    """

    def __init__(self, limit: int = LARGEST_SIZE) -> None:
        self._limit = limit
        self._size = 0
        self._lock = Lock()
        self._kept: OrderedDict[Key, tuple[Result, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def size(self) -> int:
        """Bytes of all arrays kept."""
        return self._size

    def get(self, key: Key) -> Result | None:
        """The result of this key, or None; asking makes it the most recently used."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def put(self, result: Result) -> None:
        """Keep a result; one of the same case and seed with fewer draws is no longer needed."""
        key = Key(result.case_key, result.seed, result.draws)
        size = size_of(result)
        with self._lock:
            for old in [k for k in self._kept if _supersedes(key, k)]:
                self._drop(old)
            if size > self._limit:
                return
            self._kept[key] = (result, size)
            self._size += size
            while self._size > self._limit:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: Key) -> None:
        self._size -= self._kept.pop(key)[1]


def _supersedes(new: Key, old: Key) -> bool:
    same = (new.case, new.seed, new.engine) == (old.case, old.seed, old.engine)
    return same and new.draws >= old.draws


def size_of(result: Result) -> int:
    """Bytes of a result's arrays; arrays that are views of one another count once."""
    return sum({id(base): base.nbytes for base in _owners(result)}.values())


def _owners(result: Result) -> Iterator[Floats]:
    for bands in result.series.values():
        for array in bands:
            if array is not None:
                yield _owner(array)
    for measure in result.measures.values():
        yield _owner(measure.samples)


def _owner(array: Floats) -> Floats:
    while isinstance(array.base, type(array)):
        array = array.base
    return array
