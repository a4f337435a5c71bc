"""Who is served first where the higher value counts. MODEL.md B3."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.engine.arrays import Flags, Floats, Whole
from planner.engine.claims import Claim, in_proportion, shared, value_of
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
    left, equals = [free for _ in claims], [claim.wanted for claim in claims]
    for i, this in enumerate(claims):
        for j, other in enumerate(claims[:i]):
            higher, lower = value_of(other) > value_of(this), value_of(this) > value_of(other)
            left[i] = left[i] - other.wanted * higher
            left[j] = left[j] - this.wanted * lower
            unlike = higher | lower
            if not unlike.all():
                equals[i] = equals[i] + other.wanted * ~unlike
                equals[j] = equals[j] + this.wanted * ~unlike
    return [_part_of(claim.wanted, *mw) for claim, *mw in zip(claims, left, equals, strict=True)]


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


def served_by_value(
    claims: Sequence[Claim], ranking: Ranking, rules: Rules, free: Floats, room: Room
) -> list[Floats]:
    """MW of claims in a room, which is used up; the highest value first, equals share.

    Axes: K months and draws.

    Parameters
    ----------
    claims : sequence of Claim
        Wanted MW (K,).
    free : (K,) MW
        What is free everywhere at the outset.
    """
    tied = ranking.tied
    if not tied.any():
        return _in_turn(claims, ranking.order, rules, free, room)
    if tied.all():
        return _by_level(claims, ranking.levels, rules, free, room)
    served = [np.empty(tied.size) for _ in claims]
    for here, serve, standing in (
        (tied, _by_level, ranking.levels),
        (~tied, _in_turn, ranking.order),
    ):
        part = [replace(claim, wanted=claim.wanted[here]) for claim in claims]
        found = serve(part, standing[:, here], rules, free[here], room.at(here, here.shape))
        for mine, mw in zip(served, found, strict=True):
            mine[here] = mw
    return served


def _in_turn(
    claims: Sequence[Claim], order: Whole, rules: Rules, free: Floats, room: Room
) -> list[Floats]:
    """One claim after the other, each month and draw in its own (n, K) order."""
    sets = list({claim.sites: None for claim in claims})
    set_of = np.array([sets.index(claim.sites) for claim in claims])
    kind_of = np.array([KINDS.index(_kind(claim)) for claim in claims])
    wanted = np.array([claim.wanted for claim in claims])
    served, everyone = np.zeros_like(wanted), np.arange(free.size)
    placed = {kind: np.zeros(free.size) for kind in KINDS}
    take = room.in_turn(sets)
    for turn in order:
        asked = wanted[turn, everyone]
        kinds = kind_of[turn] if rules else None
        if kinds is not None:
            for place, kind in enumerate(KINDS):
                most = rules.most(kind, free, placed)
                asked = np.where(kinds == place, np.minimum(asked, most), asked)
        taken = take(asked, set_of[turn])
        served[turn, everyone] = taken
        if kinds is not None:
            for place, kind in enumerate(KINDS):
                placed[kind] = placed[kind] + taken * (kinds == place)
    return list(served)


def _by_level(
    claims: Sequence[Claim], levels: Whole, rules: Rules, free: Floats, room: Room
) -> list[Floats]:
    """All that stand on one of the (n, K) levels together, the highest first."""
    placed = {kind: np.zeros(free.size) for kind in KINDS}
    served = [np.zeros(free.size) for _ in claims]
    for level, here in enumerate(_members(levels)):
        asking = {i: claims[i].wanted * (levels[i] == level) for i in here}
        if rules:
            for kind in KINDS:
                mine = [i for i in here if _kind(claims[i]) == kind]
                _limit(asking, mine, rules.most(kind, free, placed))
        for i, mw in shared(asking, lambda i: claims[i].sites, room)[0].items():
            served[i] = served[i] + mw
            if rules:
                placed[_kind(claims[i])] = placed[_kind(claims[i])] + mw
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
