"""The draws of a stretch, as the worlds of a run share them. MODEL.md B9."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.domain.case import Case
from planner.engine.arrays import Floats, Whole
from planner.engine.columns import Columns
from planner.engine.copula import Copula
from planner.engine.draws import ChunkDraws
from planner.engine.market import PATHS, VOLATILITIES
from planner.engine.stretches import Stretch
from planner.engine.worlds import World, chosen_outcomes


@dataclass(frozen=True)
class Lot:
    """A world and the correlations in it."""

    world: World
    copula: Copula | None


class SharedStretch:
    """A stretch, and of each world the draws in it; may be asked from any thread.

    Parameters
    ----------
    threads : int
        How many share the chunks of random numbers.
    """

    def __init__(
        self, part: Stretch, lots: Sequence[Lot], case: Case, seed: int, months: int, threads: int
    ) -> None:
        self.part = part
        self._lots, self._seed = lots, seed
        self._outcomes = {
            u.id: chosen_outcomes(u, part.uniforms(seed, f"uncertainties/{u.id}"))
            for u in case.drawn
        }
        self._positions = [_inhabitants(lot.world, self._outcomes, part.count) for lot in lots]
        self._joined: dict[str, Floats] = {}
        market = [path for path in PATHS if _is_volatile(path, lots)]
        self._draws: dict[int, ChunkDraws] = {}
        for place in self.inhabited:
            copula = lots[place].copula
            if id(copula) not in self._draws:
                self._draws[id(copula)] = part.draws(seed, market, months, copula, threads)

    @property
    def inhabited(self) -> list[int]:
        """The worlds, by their place, that some of the draws live in."""
        return [
            place
            for place, positions in enumerate(self._positions)
            if positions is None or positions.size
        ]

    def count(self, place: int) -> int:
        """How many draws live in a world."""
        positions = self._positions[place]
        return self.part.count if positions is None else positions.size

    def pieces(self, place: int, most: int) -> list["Piece"]:
        """A world's draws, at most so many at once."""
        positions, count = self._positions[place], self.count(place)
        if count <= most:
            return [Piece(self, place, 0, positions)]
        if positions is None:
            positions = np.arange(count, dtype=np.int64)
        return [
            Piece(self, place, first, positions[first : first + most])
            for first in range(0, count, most)
        ]

    def begin(self, place: int) -> int:
        """Where a world's draws begin if they are laid world after world."""
        return sum(self.count(before) for before in range(place))

    def columns(self, place: int, positions: Whole | None) -> Columns:
        """The numbers of a world, for draws at these places; None is all."""
        given = self._of(place).uniforms

        def uniforms(path: str) -> Floats:
            values = given.get(path)
            if values is None:
                if path not in self._joined:
                    # Worlds share the draws, and so what their chunks make together.
                    self._joined[path] = self.part.uniforms(self._seed, path)
                values = self._joined[path]
            return values if positions is None else values[positions]

        return Columns(
            self._lots[place].world,
            uniforms,
            {
                uncertainty: values if positions is None else values[positions]
                for uncertainty, values in self._outcomes.items()
            },
        )

    def shocks(self, place: int, positions: Whole | None) -> ChunkDraws:
        """The shocks of the market in a world, for draws at these places; None is all."""
        drawn = self._of(place)
        if positions is None:
            return drawn
        return ChunkDraws(
            drawn.uniforms, {path: shocks[:, positions] for path, shocks in drawn.shocks.items()}
        )

    def _of(self, place: int) -> ChunkDraws:
        return self._draws[id(self._lots[place].copula)]


@dataclass(frozen=True)
class Piece:
    """Draws of one world that are computed at once."""

    shared: SharedStretch
    place: int
    """Of its world."""
    offset: int
    """How many of its world's draws come before."""
    positions: Whole | None
    """Among the draws of the stretch; None if it has all of them."""

    @property
    def count(self) -> int:
        """How many draws."""
        return self.shared.part.count if self.positions is None else self.positions.size

    @property
    def among(self) -> range | None:
        """Where they stand if draws are laid world after world; None if all are its."""
        if self.positions is None:
            return None
        begin = self.shared.begin(self.place) + self.offset
        return range(begin, begin + self.count)

    @property
    def here(self) -> slice | Whole:
        """Its draws among all of the run."""
        first = self.shared.part.first
        if self.positions is None:
            return slice(first, first + self.count)
        return first + self.positions

    @property
    def columns(self) -> Columns:
        """The numbers of its world."""
        return self.shared.columns(self.place, self.positions)

    @property
    def shocks(self) -> ChunkDraws:
        """The shocks of the market."""
        return self.shared.shocks(self.place, self.positions)


def _is_volatile(path: str, lots: Sequence[Lot]) -> bool:
    """Whether a market path moves in any world; whom the copula names is drawn by itself."""
    name = VOLATILITIES[path]
    return any(
        getattr(lot.world.plan.market, name) or f"market/{name}" in lot.world.changes
        for lot in lots
    )


def _inhabitants(world: World, outcomes: Mapping[str, Whole], count: int) -> Whole | None:
    """Places of the draws that live in a world; None where it is the only one."""
    if not world.outcomes:
        return None
    here = np.ones(count, dtype=np.bool_)
    for uncertainty, outcome in world.outcomes.items():
        here &= outcomes[uncertainty] == outcome
    return np.flatnonzero(here).astype(np.int64)
