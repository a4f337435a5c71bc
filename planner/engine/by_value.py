"""Who is served first where the higher value counts. MODEL.md B3."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.engine.arrays import Flags, Floats, Total, Whole
from planner.engine.claims import Claim, in_proportion, shared, value_of
from planner.engine.rest import Rest, Rests
from planner.engine.room import Room

KINDS = ("let", "own", "spot")


@dataclass(frozen=True)
class Rules:
    """What claims by value must leave alone."""

    reserve: float = 0.0
    """MW: spot takes at most what is free − contracts placed − max(reserve, own use placed)."""
    own_limit: float | None = None
    """MW: the most that own use takes in all."""

    def __bool__(self) -> bool:
        return bool(self.reserve) or self.own_limit is not None

    def most(self, kind: str, free: Floats, placed: dict[str, Floats]) -> Floats | float:
        """MW that a kind of claim may still take, beside what was placed of each."""
        if kind == "spot" and self.reserve:
            kept = np.maximum(placed["own"], self.reserve)
            return np.maximum(free - placed["let"] - kept - placed["spot"], 0.0)
        if kind == "own" and self.own_limit is not None:
            return np.maximum(self.own_limit - placed["own"], 0.0)
        return np.inf


def pooled(claims: Sequence[Claim], free: Floats) -> list[Floats]:
    """MW of claims that may all use the same free MW, the highest value first; equals share.

    What stands ahead of a claim decides what it gets; nothing is sorted.
    """
    left, equals = [Total(free) for _ in claims], [claim.wanted for claim in claims]
    for i, this in enumerate(claims):
        for j, other in enumerate(claims[:i]):
            higher, lower = value_of(other) > value_of(this), value_of(this) > value_of(other)
            for place, ahead, here in ((i, other.wanted, higher), (j, this.wanted, lower)):
                if here.all():
                    left[place].subtract(ahead)
                elif here.any():
                    left[place].subtract(ahead * here)
            unlike = higher | lower
            if not unlike.all():
                equals[i] = equals[i] + other.wanted * ~unlike
                equals[j] = equals[j] + this.wanted * ~unlike
    return [
        _part_of(claim.wanted, mw.value, alike)
        for claim, mw, alike in zip(claims, left, equals, strict=True)
    ]


@dataclass(frozen=True)
class Ranking:
    """How claims stand by value.

    Axes: n claims, then months and draws as far as the values differ by them.
    """

    order: Whole
    """(n, ...): the claims by their place, the highest value first."""
    levels: Whole
    """(n, ...): of each claim how many different values are higher."""
    tied: Flags
    """(...): whether any two are equal."""

    @classmethod
    def of(cls, values: Sequence[Floats]) -> "Ranking":
        """The ranking of values that have one shape."""
        every = np.array(values)
        order = np.argsort(-every, axis=0, kind="stable")
        ranked = np.take_along_axis(every, order, axis=0)
        falls = np.zeros(order.shape, dtype=np.int64)
        falls[1:] = ranked[1:] < ranked[:-1]
        tied: Flags = np.logical_not(falls[1:].all(axis=0))
        levels = np.empty_like(falls)
        np.put_along_axis(levels, order, np.cumsum(falls, axis=0), axis=0)
        return cls(order, levels, tied)

    def at(self, here: Flags, shape: tuple[int, ...]) -> "Ranking":
        """For the chosen months and draws, on one axis."""
        count = self.order.shape[0]
        alike = (1,) * (len(shape) - self.tied.ndim)

        def chosen(standing: Whole) -> Whole:
            whole = standing.reshape(count, *alike, *self.tied.shape)
            return np.broadcast_to(whole, (count, *shape))[:, here]

        tied = np.broadcast_to(self.tied, shape)[here]
        return Ranking(chosen(self.order), chosen(self.levels), tied)


@dataclass(frozen=True)
class Round:
    """Claims in a room, which is used up.

    Axes: K months and draws.
    """

    claims: Sequence[Claim]
    """Wanted MW (K,)."""
    rules: Rules
    free: Floats
    """(K,) MW: what is free everywhere at the outset."""
    room: Room
    rests: Sequence[Rest]
    """Needs (K,)."""

    def at(self, here: Flags) -> "Round":
        """A round of its own for some months and draws."""
        return Round(
            [claim._replace(wanted=claim.wanted[here]) for claim in self.claims],
            self.rules,
            self.free[here],
            self.room.at(here, here.shape),
            [replace(rest, need=rest.need[here]) for rest in self.rests],
        )


def served_by_value(this: Round, ranking: Ranking) -> list[Floats]:
    """(K,) MW of each claim; the highest value first, equals share."""
    tied = ranking.tied
    if not tied.any():
        return _InTurn(this, ranking.order).served()
    if tied.all():
        return _by_level(this, ranking.levels)
    found = [np.empty(tied.size) for _ in this.claims]
    alone = _InTurn(this.at(~tied), ranking.order[:, ~tied]).served()
    together = _by_level(this.at(tied), ranking.levels[:, tied])
    for mine, one, other in zip(found, alone, together, strict=True):
        mine[~tied], mine[tied] = one, other
    return found


class _InTurn:
    """One claim after the other, each month and draw in its own (n, K) order."""

    def __init__(self, this: Round, order: Whole) -> None:
        self._order, self._rules, self._free = order, this.rules, this.free
        sets = list({claim.sites: None for claim in this.claims})
        self._set_of = np.array([sets.index(claim.sites) for claim in this.claims])
        self._kind_of = np.array([KINDS.index(_kind(claim)) for claim in this.claims])
        self._wanted = np.array([claim.wanted for claim in this.claims])
        self._served, self._everyone = np.zeros_like(self._wanted), np.arange(this.free.size)
        self._placed = {kind: np.zeros(this.free.size) for kind in KINDS}
        self._take = this.room.in_turn(sets)
        self._rests = Rests(this.rests, len(this.claims))

    def served(self) -> list[Floats]:
        """(K,) MW of each claim."""
        turn_of = np.empty_like(self._order)
        turns = np.arange(len(self._order))[:, None]
        np.put_along_axis(turn_of, self._order, turns, axis=0)
        for place, turn in enumerate(self._order):
            asked = self._wanted[turn, self._everyone]
            taken = self._give(turn, asked)
            if self._rests:
                rest = self._rests.of[turn]
                more = self._rests.more((rest, self._everyone), asked, taken)
                asker = self._rests.asker[rest]
                is_later = turn_of[asker, self._everyone] > place
                self._wanted[asker, self._everyone] += more * is_later
                if (more * ~is_later).any():
                    self._give(asker, more * ~is_later)
        return list(self._served)

    def _give(self, turn: Whole, asked: Floats) -> Floats:
        """(K,) MW that the claims, one in each month and draw, get of what they ask for."""
        kinds = self._kind_of[turn] if self._rules else None
        if kinds is not None:
            for place, kind in enumerate(KINDS):
                most = self._rules.most(kind, self._free, self._placed)
                asked = np.where(kinds == place, np.minimum(asked, most), asked)
        taken = self._take(asked, self._set_of[turn])
        self._served[turn, self._everyone] += taken
        if kinds is not None:
            for place, kind in enumerate(KINDS):
                self._placed[kind] = self._placed[kind] + taken * (kinds == place)
        return taken


def _by_level(this: Round, levels: Whole) -> list[Floats]:
    """All that stand on one of the (n, K) levels together, the highest first."""
    placed = {kind: np.zeros(this.free.size) for kind in KINDS}
    served = [np.zeros(this.free.size) for _ in this.claims]
    wanted = [claim.wanted for claim in this.claims]
    rests = Rests(this.rests, len(this.claims))

    def give(asking: dict[int, Floats]) -> dict[int, Floats]:
        if this.rules:
            for kind in KINDS:
                mine = [i for i in asking if _kind(this.claims[i]) == kind]
                _limit(asking, mine, this.rules.most(kind, this.free, placed))
        taken = shared(asking, lambda i: this.claims[i].sites, this.room)[0]
        for i, mw in taken.items():
            served[i] = served[i] + mw
            if this.rules:
                placed[_kind(this.claims[i])] = placed[_kind(this.claims[i])] + mw
        return taken

    for level, here in enumerate(_members(levels)):
        asked = {i: wanted[i] * (levels[i] == level) for i in here}
        taken = give(dict(asked))
        at_once: dict[int, Floats] = {}
        for i in here if rests else ():
            more = rests.more(rests.of[i], asked[i], taken[i])
            if more.any():
                asker = int(rests.asker[rests.of[i]])
                is_later = levels[asker] > level
                wanted[asker] = wanted[asker] + more * is_later
                at_once[asker] = at_once.get(asker, 0.0) + more * ~is_later
        if at_once:
            give(at_once)
    return served


def _kind(claim: Claim) -> str:
    return "own" if claim.is_own else "spot" if claim.is_spot else "let"


def _part_of(wanted: Floats, left: Floats, equals: Floats) -> Floats:
    """What a claim gets of the MW left to all of its value, who want `equals` together."""
    if equals is wanted:
        return np.minimum(np.maximum(left, 0.0), wanted)
    return in_proportion(wanted, np.minimum(np.maximum(left, 0.0), equals), equals)


def _members(levels: Whole) -> list[list[int]]:
    """The claims that stand on each level in some month and draw, the highest level first."""
    stands: Flags = np.zeros((int(levels.max(initial=-1)) + 1, levels.shape[0]), dtype=np.bool_)
    for i, mine in enumerate(levels):
        stands[mine, i] = True
    return [np.flatnonzero(row).tolist() for row in stands]


def _limit(asking: dict[int, Floats], places: Sequence[int], most: Floats | float) -> None:
    """Scale down, in proportion, what these claims ask for to what all of them may have."""
    if not places or isinstance(most, float):
        return
    together = sum((asking[i] for i in places[1:]), asking[places[0]])
    allowed = np.minimum(together, most)
    for i in places:
        asking[i] = in_proportion(asking[i], allowed, together)
