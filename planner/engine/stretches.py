"""Chunks that are computed together: wide arrays cost less than many narrow ones. MODEL.md B9.

A chunk stays the unit of chance and of the standard error. The first two go together, since they
are the preview; the rest go in stretches of nine, of more where several worlds share the draws,
whoever computes them, so that the bits of a run do not hang on the number of threads and the
preview is the beginning of the full run.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from planner.domain.project import Project
from planner.engine.arrays import Floats
from planner.engine.chunks import each
from planner.engine.copula import Copula
from planner.engine.draws import CHUNK, ChunkDraws, draw_chunk, uniforms

PREVIEW_CHUNKS = 2
CHUNKS_TOGETHER = 9
MOST_TOGETHER = 38
"""All but the preview of a run of 10,240 draws: threads share its worlds."""


BLOCK_BYTES = 2**27
"""Of one array for every contract of a plan; a block holds some twelve of them at once."""


@dataclass(frozen=True)
class Stretch:
    """Consecutive chunks."""

    number: int
    """Its place among the stretches of the run."""
    chunks: range

    @property
    def first(self) -> int:
        """Index of its first draw."""
        return self.chunks.start * CHUNK

    @property
    def count(self) -> int:
        """How many draws it has."""
        return len(self.chunks) * CHUNK

    def uniforms(self, seed: int, path: str) -> Floats:
        """(P,): the probabilities of a path, chunk after chunk."""
        return _joined([uniforms(seed, path, chunk) for chunk in self.chunks])

    def draws(
        self,
        seed: int,
        market_paths: Iterable[str],
        months: int,
        copula: Copula | None,
        threads: int = 1,
    ) -> ChunkDraws:
        """Shocks and correlated columns of all its chunks, which the threads share."""
        paths = tuple(market_paths)
        drawn: dict[int, ChunkDraws] = {}

        def draw(chunk: int) -> None:
            drawn[chunk] = draw_chunk(
                seed, chunk, columns=(), market_paths=paths, months=months, copula=copula
            )

        each(self.chunks, draw, threads)
        every = [drawn[chunk] for chunk in self.chunks]
        return ChunkDraws(
            {path: _joined([one.uniforms[path] for one in every]) for path in every[0].uniforms},
            {path: _joined([one.shocks[path] for one in every]) for path in every[0].shocks},
        )


def _joined(parts: list[Floats]) -> Floats:
    return parts[0] if len(parts) == 1 else np.concatenate(parts, axis=-1)


def most_at_once(plan: Project) -> int:
    """How many draws of a plan are computed at once, so that its contracts fit into memory.

    All of a stretch but for plans of hundreds of contracts. Of the plan alone, so that its bits do
    not hang on the machine.
    """
    contracts = sum(len(tenant.contracts) for tenant in plan.tenants)
    series = max(contracts + len(plan.tenants) + len(plan.facilities), 1)
    return max(BLOCK_BYTES // (8 * plan.settings.months * series), 1)


def stretches(draws: int, worlds: int = 1) -> tuple[Stretch, ...]:
    """The stretches of so many draws, a multiple of the chunk, that so many worlds share."""
    chunks = draws // CHUNK
    together = min(CHUNKS_TOGETHER * worlds, MOST_TOGETHER)
    bounds = [0, *range(PREVIEW_CHUNKS, chunks, together), chunks]
    ends = enumerate(pairwise(bounds))
    return tuple(Stretch(number, range(first, last)) for number, (first, last) in ends)
