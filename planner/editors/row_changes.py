"""The removals, moves and insertions that lead from one order of rows to another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.domain.path import Path


@dataclass(frozen=True)
class Removed:
    """Rows `first` to `last`, both included, go."""

    first: int
    last: int


@dataclass(frozen=True)
class Inserted:
    """Rows come so that they are `first` to `last`, both included."""

    first: int
    last: int


@dataclass(frozen=True)
class Moved:
    """The row at `source` is taken out and put in so that it is at `target`."""

    source: int
    target: int


Step = Removed | Inserted | Moved


def steps(
    before: Sequence[Path], after: Sequence[Path], may_be_renamed: bool = True
) -> Iterator[Step]:
    """Steps that turn `before` into `after`, to be applied in order.

    Rows whose paths changed where they stand, as by a new id, are left to be repainted: no step.
    """
    if before == after or (may_be_renamed and renamed_in_place(before, after)):
        return
    remaining = set(after)
    yield from _removals(before, remaining)
    current = [path for path in before if path in remaining]
    known = set(current)
    final = {path: place for place, path in enumerate(after)}
    place = 0
    while place < len(after):
        path = after[place]
        if path not in known:
            last = place
            while last + 1 < len(after) and after[last + 1] not in known:
                last += 1
            current[place:place] = after[place : last + 1]
            yield Inserted(place, last)
            place = last + 1
            continue
        if current[place] != path:
            source, target = place, min(final[current[place]], len(current) - 1)
            if current[place + 1] != path:
                source, target = current.index(path, place), place
            current.insert(target, current.pop(source))
            yield Moved(source, target)
        place += 1


def renamed_in_place(before: Sequence[Path], after: Sequence[Path]) -> bool:
    """Whether the same rows stand in the same places, some of them by other paths."""
    if len(before) != len(after):
        return False
    old, new = set(before), set(after)
    pairs = zip(before, after, strict=True)
    return all(a == b or (a not in new and b not in old) for a, b in pairs)


def _removals(before: Sequence[Path], remaining: set[Path]) -> Iterator[Removed]:
    """From the end, so that earlier places still hold."""
    place = len(before) - 1
    while place >= 0:
        if before[place] in remaining:
            place -= 1
            continue
        last = place
        while place > 0 and before[place - 1] not in remaining:
            place -= 1
        yield Removed(place, last)
        place -= 1
