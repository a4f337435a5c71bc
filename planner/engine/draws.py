"""Random numbers that belong to a path of the plan, not to the order of the work. MODEL.md B9.

Every stream is keyed by seed, path and chunk through Philox, a counter-based generator: whoever
asks first, in whichever thread, gets the same bits, and a new entity changes nobody else's luck.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from planner.engine.arrays import Floats
from planner.engine.copula import Copula

CHUNK = 256
"""Draws of a chunk; each chunk is a Latin hypercube of its own."""

_CHUNK_COUNTER_BITS = 192
"""The chunk sits in the highest of Philox's four counter words: 2^192 blocks before the next."""

_JITTER_STEPS = 2**40
KEPT_CHUNKS = 2
"""Of these the shocks are kept: those of four market paths, a third of a megabyte each."""
"""Steps inside a stratum; (stratum + jitter)/256 is then exact, never 0, never 1."""


def uniforms(seed: int, path: str, chunk: int, count: int = CHUNK) -> Floats:
    """One column of a chunk's Latin hypercube.

    Axes: P draws.

    Parameters
    ----------
    seed, path, chunk : int, str, int
        The key of the stream; the path is that of the field drawn.
    count : int
        P, the draws of the chunk.

    Returns
    -------
    (P,) float, read-only
        Strictly between 0 and 1, exactly one in each interval (i/P, (i+1)/P), in random order.

    Notes
    -----
    McKay, Beckman and Conover 1979. MODEL.md B9. The columns are kept between runs, since an edit
    seldom changes who is drawn.
    """
    return _stratified(seed, path, chunk, count)


def normals(seed: int, path: str, chunk: int, months: int, count: int = CHUNK) -> Floats:
    """Independent standard normal shocks of a market path.

    Returns
    -------
    (M, P) float, read-only
        Row k is the shock of month k. A longer horizon keeps the rows of a shorter one.

    Notes
    -----
    Those of the first chunks are kept between runs: every edit begins with its preview.
    """
    if chunk < KEPT_CHUNKS:
        return _kept_normals(seed, path, chunk, months, count)
    return _normals(seed, path, chunk, months, count)


@dataclass(frozen=True)
class ChunkDraws:
    """What chance decides in one chunk, by path."""

    uniforms: Mapping[str, Floats]
    """(P,) each: the probability at which a range is read."""
    shocks: Mapping[str, Floats]
    """(M, P) each: the standard normal shocks of a market path."""


def draw_chunk(
    seed: int,
    chunk: int,
    *,
    columns: Iterable[str],
    market_paths: Iterable[str],
    months: int,
    copula: Copula | None = None,
    count: int = CHUNK,
) -> ChunkDraws:
    """All random numbers of one chunk, correlated as the plan asks.

    Parameters
    ----------
    columns : iterable of str
        Paths of the ranges, events and choices that take one number a draw.
    market_paths : iterable of str
        Paths that take one shock a month.
    months : int
        M.
    copula : Copula or None
        The correlations. Whom it names is drawn whether asked for or not, so that a strategy
        which switches one of them off changes nobody else's luck.

    Returns
    -------
    ChunkDraws
        Marginals are those of `uniforms` and `normals`; a correlation shows in the order across
        draws (columns) and in the mix of shocks (market paths).
    """
    linked_paths, linked_columns = (
        ((), ()) if copula is None else (copula.market_paths, copula.columns)
    )
    shocks = {
        path: normals(seed, path, chunk, months, count)
        for path in dict.fromkeys((*market_paths, *linked_paths))
    }
    drawn = {
        path: uniforms(seed, path, chunk, count)
        for path in dict.fromkeys((*columns, *linked_columns))
    }
    if copula is not None:
        independent = [shocks[path] for path in linked_paths]
        ordered = copula.correlated_columns(independent, [drawn[path] for path in linked_columns])
        shocks |= zip(linked_paths, copula.correlated_shocks(independent), strict=True)
        drawn |= zip(linked_columns, ordered, strict=True)
    return ChunkDraws(drawn, shocks)


def _generator(seed: int, stream: str, chunk: int) -> np.random.Generator:
    digest = hashlib.blake2b(f"{seed}\0{stream}".encode(), digest_size=16).digest()
    key = int.from_bytes(digest, "little")
    return np.random.Generator(np.random.Philox(key=key, counter=chunk << _CHUNK_COUNTER_BITS))


def _normals(seed: int, path: str, chunk: int, months: int, count: int) -> Floats:
    shocks = _generator(seed, f"shocks\0{path}", chunk).standard_normal((months, count))
    shocks.flags.writeable = False
    return shocks


_kept_normals = lru_cache(maxsize=4 * KEPT_CHUNKS)(_normals)


@lru_cache(maxsize=2**14)
def _stratified(seed: int, path: str, chunk: int, count: int) -> Floats:
    generator = _generator(seed, f"column\0{path}", chunk)
    jitter = (generator.integers(0, _JITTER_STEPS, count) + 0.5) / _JITTER_STEPS
    column: Floats = (generator.permutation(count) + jitter) / count
    column.flags.writeable = False
    return column
