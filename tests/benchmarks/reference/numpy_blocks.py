"""The reference workload as fast as numpy by hand can: blocks of draws in tiles of months.

Months first, draws last. A block's workspaces are made once and stay in the processor's cache.
Random walk and autoregression are each a product with a triangular matrix; the yearly tax takes ten
steps on vectors. Threads share the blocks; each block has its own stream of random numbers, so the
figures do not depend on the number of threads, but for the rounding of rates of return. Set
OPENBLAS_NUM_THREADS=1 before numpy is loaded: the blocks are the parallelism.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from tests.benchmarks.reference import workload as given
from tests.benchmarks.reference.block import Workspace, compute_block
from tests.benchmarks.reference.internal_rate import FROM_FLOWS, TERMS, internal_rates
from tests.benchmarks.reference.workload import Floats, Primitives

SHARES = (0.1, 0.5, 0.9)
BLOCK, TILE = 512, 12


@dataclass(frozen=True)
class Outcomes:
    """Of n draws; the arrays are those of the engine, filled anew by its next run."""

    npv: Floats
    """(n,) $m."""
    irr: Floats
    """(n,) a year; NaN where there is none."""
    percentiles: Floats
    """(M, 3) $m: P10, P50 and P90 of cumulative cash flow."""


@dataclass(frozen=True)
class _Arrays:
    outcomes: Outcomes
    cumulative: Floats
    """(M, n)."""
    coefficients: Floats
    """(24, n)."""


class NumpyBlocks:
    """Runs the workload on some threads; one run at a time.

    Parameters
    ----------
    block, tile : int
        Draws of a block, months of a tile.
    """

    def __init__(self, threads: int, block: int = BLOCK, tile: int = TILE) -> None:
        self._threads, self._block = threads, block
        self._pool = ThreadPoolExecutor(threads)
        self._work = [Workspace(block, tile) for _ in range(threads)]
        self._arrays = _arrays(0)

    def run(self, draws: int, seed: int = 1, known: Primitives | None = None) -> Outcomes:
        """From the seed, or from primitives that are already there, to all outcomes."""
        if self._arrays.outcomes.npv.size != draws:
            self._arrays = _arrays(draws)
        blocks = -(-draws // self._block)
        seeds = np.random.SeedSequence(seed).spawn(blocks)
        # Shared by the threads: the interpreter's lock makes next() atomic.
        waiting = iter(range(blocks))

        def compute(work: Workspace) -> None:
            self._compute(work, waiting, draws, seeds, known)

        list(self._pool.map(compute, self._work))
        list(self._pool.map(self._finish, range(self._threads)))
        return self._arrays.outcomes

    def _compute(
        self,
        work: Workspace,
        waiting: Iterator[int],
        draws: int,
        seeds: list[np.random.SeedSequence],
        known: Primitives | None,
    ) -> None:
        for number in waiting:
            first = number * self._block
            end = min(draws, first + self._block)
            if known is None:
                chance = np.random.Generator(np.random.SFC64(seeds[number]))
                drawn = _fresh(chance, work, end - first)
            else:
                drawn = known.between(first, end)
            flows = compute_block(drawn, work)
            np.matmul(given.DISCOUNT, flows, out=self._arrays.outcomes.npv[first:end])
            self._arrays.coefficients[:, first:end] = FROM_FLOWS @ flows
            cumulative = self._arrays.cumulative[:, first:end]
            cumulative[0] = flows[0]
            for month in range(1, given.MONTHS):
                np.add(cumulative[month - 1], flows[month], out=cumulative[month])

    def _finish(self, thread: int) -> None:
        """A thread's share of the months' percentiles and of the draws' rates."""
        arrays, threads = self._arrays, self._threads
        months = range(given.MONTHS * thread // threads, given.MONTHS * (thread + 1) // threads)
        for month in months:
            arrays.outcomes.percentiles[month] = _percentiles(arrays.cumulative[month])
        draws = arrays.outcomes.irr.size
        mine = slice(draws * thread // threads, draws * (thread + 1) // threads)
        if mine.stop > mine.start:
            internal_rates(arrays.coefficients[:, mine], arrays.outcomes.irr[mine])


def _arrays(draws: int) -> _Arrays:
    outcomes = Outcomes(np.empty(draws), np.empty(draws), np.empty((given.MONTHS, len(SHARES))))
    return _Arrays(outcomes, np.empty((given.MONTHS, draws)), np.empty((TERMS, draws)))


def _fresh(chance: np.random.Generator, work: Workspace, draws: int) -> Primitives:
    price, sector = work.price_shocks[:, :draws], work.sector_shocks[:, :draws]
    if draws == work.price_shocks.shape[1]:
        chance.standard_normal(out=price)
        chance.standard_normal(out=sector)
    else:
        price[:] = chance.standard_normal(price.shape)
        sector[:] = chance.standard_normal(sector.shape)
    normals = chance.standard_normal((given.TENANTS + 3, draws))
    uniforms = chance.random((3 * given.FACILITIES + given.TENANTS, draws))
    delay, permit, lost_in, renewal = np.split(uniforms, given.FACILITIES * np.arange(1, 4), axis=0)
    return Primitives(
        price=price,
        sector=sector,
        demand=normals[: given.TENANTS],
        power=normals[-3],
        opex=normals[-2],
        capex=normals[-1],
        delay=delay,
        permit=permit,
        lost_in=lost_in,
        renewal=renewal,
    )


def _percentiles(row: Floats) -> list[float]:
    """Linear interpolation in the row, which is sorted in place: faster here than to partition."""
    row.sort()
    found = []
    for share in SHARES:
        position = (row.size - 1) * share
        below = int(position)
        low, high = float(row[below]), float(row[min(below + 1, row.size - 1)])
        found.append(low + (position - below) * (high - low))
    return found
