"""Claims on sites with power at several prices, and linear programmes that judge who is served.

A market holds one month and draw; `Markets` stacks them as the engine does, months first.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from planner.engine.allocation import Allocation, Block, Claim
from planner.engine.arrays import Flags, Floats

SHARP = 1e-7


@dataclass(frozen=True)
class Market:
    """One month and draw: n claims, B blocks of power."""

    mw: Floats
    """(B,)"""
    price: Floats
    """(B,)"""
    may: Flags
    """(n, B): whether the claim may use the block."""
    wanted: Floats
    """(n,)"""
    value: Floats
    """(n,)"""

    def best(
        self,
        gain: Floats,
        least: Floats | None = None,
        exactly: dict[int, float] | None = None,
        more: Sequence[tuple[Floats, float]] = (),
    ) -> tuple[float, Floats]:
        """The most that Σ gain × MW can be over (n, B) MW, and the (n,) MW then served.

        Parameters
        ----------
        least : (n,) MW, or None for nothing
        exactly : MW of some claims
        more : rows over (n, B) with what they may not exceed
        """
        claims, blocks = self.may.shape
        by_block = np.tile(np.eye(blocks), claims)
        by_claim = np.kron(np.eye(claims), np.ones(blocks))
        limits, bounds = [by_block, by_claim], [self.mw, self.wanted]
        if least is not None:
            limits, bounds = [*limits, -by_claim], [*bounds, -least]
        for row, bound in more:
            limits, bounds = [*limits, row.reshape(1, -1)], [*bounds, np.array([bound])]
        fixed = exactly or {}
        found = linprog(
            -gain.ravel(),
            A_ub=np.concatenate(limits),
            b_ub=np.concatenate(bounds),
            A_eq=by_claim[list(fixed)] if fixed else None,
            b_eq=list(fixed.values()) if fixed else None,
            bounds=[(0, None if usable else 0) for usable in self.may.ravel()],
        )
        assert found.success, found.message
        return float(-found.fun), found.x.reshape(claims, blocks).sum(axis=1)

    def gain_of(self, of_claims: Floats) -> Floats:
        """(n, B) with each claim's gain in every block."""
        return np.repeat(of_claims[:, None], self.mw.size, axis=1)

    def most_valuable(self) -> tuple[float, Floats]:
        """Σ value × MW and the MW served."""
        return self.best(self.gain_of(self.value))

    def cheapest(self, served: Floats) -> float:
        """The least that power costs for MW served to each claim."""
        least = np.maximum(served - SHARP, 0.0)
        return -self.best(np.tile(-self.price, (self.wanted.size, 1)), least)[0]

    def fair(self) -> Floats:
        """(n,) MW served, shortage shared max-min in proportion to what is wanted.

        The common ratio is raised as far as it goes; claims that cannot have more while no other
        has less are settled; the others go on.
        """
        settled = {i: 0.0 for i in range(self.wanted.size) if self.wanted[i] == 0.0}
        while len(settled) < self.wanted.size:
            rising = [i for i in range(self.wanted.size) if i not in settled]
            ratio = self._common_ratio(rising, settled)
            floor = np.array([settled.get(i, ratio * w) for i, w in enumerate(self.wanted)])
            for i in rising:
                alone = np.zeros(self.wanted.size)
                alone[i] = 1.0
                most, _ = self.best(self.gain_of(alone), np.maximum(floor - SHARP, 0.0))
                if ratio >= 1.0 - SHARP or most <= floor[i] + 10 * SHARP * self.wanted.size:
                    settled[i] = float(floor[i])
        return np.array([settled[i] for i in range(self.wanted.size)])

    def _common_ratio(self, rising: Sequence[int], settled: dict[int, float]) -> float:
        """The greatest ratio that all who rise can have, by one more variable."""
        claims, blocks = self.may.shape
        by_block = np.hstack([np.tile(np.eye(blocks), claims), np.zeros((blocks, 1))])
        by_claim = np.kron(np.eye(claims), np.ones(blocks))
        least = np.hstack([-by_claim, np.zeros((claims, 1))])
        least[rising, -1] = self.wanted[rising]
        bounds = np.zeros(claims)
        for i, mw in settled.items():
            bounds[i] = -max(mw - SHARP, 0.0)
        objective = np.zeros(claims * blocks + 1)
        objective[-1] = -1.0
        found = linprog(
            objective,
            A_ub=np.concatenate([by_block, least]),
            b_ub=np.concatenate([self.mw, bounds]),
            bounds=[*((0, None if usable else 0) for usable in self.may.ravel()), (0, 1)],
        )
        assert found.success, found.message
        return float(found.x[-1])


@dataclass(frozen=True)
class Markets:
    """Months and draws of markets with the same sites and claims.

    Axes: M months, P draws.
    """

    site: tuple[int, ...]
    """Of each block."""
    mw: list[Floats]
    price: list[Floats]
    sites: list[frozenset[int]]
    """Of each claim."""
    wanted: list[Floats]
    value: list[Floats]

    def allocation(self) -> Allocation:
        blocks = zip(self.site, self.mw, self.price, strict=True)
        return Allocation([Block(site, mw, price) for site, mw, price in blocks])

    def claims(self) -> list[Claim]:
        return [Claim(*claim) for claim in zip(self.wanted, self.sites, self.value, strict=True)]

    def shape(self) -> tuple[int, ...]:
        every = [*self.mw, *self.price, *self.wanted, *self.value]
        return np.broadcast_shapes(*(array.shape for array in every))

    def at(self, *here: int) -> Market:
        """One month and draw."""

        def read(arrays: Sequence[Floats]) -> Floats:
            return np.array([np.broadcast_to(array, self.shape())[here] for array in arrays])

        may = np.array([[site in sites for site in self.site] for sites in self.sites])
        return Market(read(self.mw), read(self.price), may, read(self.wanted), read(self.value))


def read_at(arrays: Sequence[Floats], shape: tuple[int, ...], here: tuple[int, ...]) -> Floats:
    """One number of each array."""
    return np.array([np.broadcast_to(array, shape)[here] for array in arrays])


def random_markets(
    seed: int,
    *,
    months: int = 3,
    draws: int = 3,
    most_sites: int = 5,
    most_claims: int = 6,
    value: Callable[[np.random.Generator, tuple[int, ...]], Floats] | None = None,
) -> Markets:
    """Sites of one or two blocks, claims with any sets of sites; scarce here, ample there."""
    rng = np.random.default_rng(seed)
    sites, claims = int(rng.integers(1, most_sites + 1)), int(rng.integers(1, most_claims + 1))

    def shape() -> tuple[int, ...]:
        """Some numbers are certain, some vary by month, some by draw."""
        return months, (draws if rng.random() < 0.6 else 1)

    site = tuple(sorted([*range(sites), *(s for s in range(sites) if rng.random() < 0.4)]))
    kinds = [frozenset(np.flatnonzero(rng.random(sites) < 0.5).tolist()) for _ in range(4)]
    values = value or (lambda rng, shape: rng.uniform(0.5, 9.0, shape))
    return Markets(
        site,
        [rng.uniform(1.0, 60.0, shape()) * (rng.random(shape()) < 0.85) for _ in site],
        [rng.uniform(0.1, 3.0, shape()) for _ in site],
        [kinds[int(rng.integers(0, 4))] for _ in range(claims)],
        [rng.uniform(1.0, 70.0, shape()) * (rng.random(shape()) < 0.9) for _ in range(claims)],
        [values(rng, shape()) for _ in range(claims)],
    )
