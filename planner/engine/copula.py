"""Correlations inside a chunk: a Gaussian copula that leaves every marginal as it was drawn.

MODEL.md B9: correlations are rank correlations of ranges and market paths; a matrix that is not
positive definite is refused, naming the pairs.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.engine.arrays import Floats
from planner.units.message import QT_TRANSLATE_NOOP, Refused, sentence

Pair = tuple[str, str]

SMALLEST_EIGENVALUE = 1e-9
"""Below it a matrix counts as singular: one of its members would be decided by the others."""

NOT_POSITIVE_DEFINITE = sentence(
    "correlations-not-positive-definite",
    QT_TRANSLATE_NOOP(
        "planner",
        "These correlations cannot all hold at once: {pairs}. A pair that is not listed counts as "
        "uncorrelated. Bring one of them nearer to 0.",
    ),
)


class NotPositiveDefinite(Refused):
    """Correlations that contradict each other; `pairs` are all among the fewest names that do."""

    def __init__(self, pairs: tuple[Pair, ...]) -> None:
        named = "; ".join(f"{a} – {b}" for a, b in pairs)
        super().__init__(NOT_POSITIVE_DEFINITE(pairs=named))
        self.pairs = pairs


def pearson_of_rank(rank: float) -> float:
    """The correlation of normal scores whose rank correlation is `rank`: 2 sin(π·rank/6).

    Kruskal 1958. At ±1 it is ±1.
    """
    return 2.0 * math.sin(math.pi * rank / 6.0)


@dataclass(frozen=True)
class Copula:
    """Who is correlated with whom, ready to be applied to a chunk.

    Market paths stand before the columns, so that the shocks of a path depend on other paths only.
    Two paths are correlated shock by shock. A column is correlated with the path as a whole: with
    the standardised sum of its shocks over the horizon, which is what a number drawn once can know
    of it (with each single shock, 0.1 would already contradict itself after 100 months).
    """

    market_paths: tuple[str, ...]
    columns: tuple[str, ...]
    factor: Floats
    """(n, n) lower Cholesky factor over market paths, then columns."""

    @property
    def names(self) -> tuple[str, ...]:
        """Market paths, then columns, in the order of the factor."""
        return self.market_paths + self.columns

    def correlated_shocks(self, independent: Sequence[Floats]) -> list[Floats]:
        """The shocks of `market_paths`, (M, P) each and standard normal, from independent ones."""
        return [
            _mixed(self.factor[row, : row + 1], independent)
            for row in range(len(self.market_paths))
        ]

    def correlated_columns(
        self, independent_shocks: Sequence[Floats], independent: Sequence[Floats]
    ) -> Floats:
        """The values of each column in the order that carries the correlations.

        Axes: n columns, P draws.

        Parameters
        ----------
        independent_shocks : (M, P) float for each of `market_paths`
            Before `correlated_shocks`.
        independent : (P,) float for each of `columns`
            Strictly between 0 and 1.

        Returns
        -------
        (n, P) float
            Each row holds exactly the values it came with: a Latin hypercube stays one.

        Notes
        -----
        Ranks of correlated normal scores reorder the drawn values, as in Iman and Conover 1982.
        Names stand in the order in which the plan first names them: a later correlation leaves the
        order of earlier columns alone.
        """
        from scipy.special import ndtri

        if not independent:
            return np.empty((0, 0))
        values = np.stack(independent)
        scores = np.concatenate([*map(_whole_path, independent_shocks), ndtri(values)], axis=0)
        targets = self.factor[len(self.market_paths) :] @ scores
        reordered = np.empty_like(values)
        np.put_along_axis(reordered, targets.argsort(axis=1), np.sort(values, axis=1), axis=1)
        return reordered


def copula_of(market_paths: Sequence[str], correlations: Mapping[Pair, float]) -> Copula | None:
    """The copula of all pairs that are correlated; None if none is.

    Parameters
    ----------
    market_paths : sequence of str
        Which names are market paths; all others are columns.
    correlations : mapping of (a, b) to float
        Correlations of the normal scores, −1 to 1; a pair not named is uncorrelated. Ranks are
        converted with `pearson_of_rank` first.

    Raises
    ------
    NotPositiveDefinite
        If they contradict each other, or leave one of them no freedom at all.
    ValueError
        If a pair is named twice, in either order, or joins a name with itself.
    """
    linked = {pair: value for pair, value in correlations.items() if value != 0.0}
    _check_pairs(tuple(correlations))
    if not linked:
        return None
    names = tuple(dict.fromkeys(name for pair in linked for name in pair))
    paths = tuple(name for name in names if name in market_paths)
    columns = tuple(name for name in names if name not in market_paths)
    matrix = _matrix(paths + columns, linked)
    if not _positive_definite(matrix):
        raise NotPositiveDefinite(_contradicting(paths + columns, matrix, linked))
    return Copula(paths, columns, np.linalg.cholesky(matrix).astype(np.float64))


def _check_pairs(pairs: Sequence[Pair]) -> None:
    if len({frozenset(pair) for pair in pairs}) < len(pairs):
        raise ValueError("a pair is correlated twice")
    if any(a == b for a, b in pairs):
        raise ValueError("a name is correlated with itself")


def _matrix(names: Sequence[str], correlations: Mapping[Pair, float]) -> Floats:
    matrix = np.eye(len(names))
    at = {name: index for index, name in enumerate(names)}
    for (a, b), value in correlations.items():
        matrix[at[a], at[b]] = matrix[at[b], at[a]] = value
    return matrix


def _positive_definite(matrix: Floats) -> bool:
    return bool(np.linalg.eigvalsh(matrix)[0] > SMALLEST_EIGENVALUE)


def _contradicting(
    names: Sequence[str], matrix: Floats, correlations: Mapping[Pair, float]
) -> tuple[Pair, ...]:
    """The pairs among a smallest set of names that is already impossible by itself."""
    guilty = list(range(len(names)))
    for index in range(len(names)):
        rest = [other for other in guilty if other != index]
        if rest and not _positive_definite(matrix[np.ix_(rest, rest)]):
            guilty = rest
    left = {names[index] for index in guilty}
    return tuple(pair for pair in correlations if left.issuperset(pair))


def _mixed(weights: Floats, arrays: Sequence[Floats]) -> Floats:
    """The weighted sum of as many arrays as there are weights."""
    total: Floats = weights[0] * arrays[0]
    for weight, array in zip(weights[1:], arrays[1:], strict=False):
        if weight != 0.0:
            total += weight * array
    return total


def _whole_path(shocks: Floats) -> Floats:
    """(1, P) standard normal: the sum of a path's shocks over its horizon.

    Month 0 has no shock in any path, so its row does not count unless it is the only one.
    """
    counted = shocks[1:] if shocks.shape[0] > 1 else shocks
    total: Floats = counted.sum(axis=0, keepdims=True) / math.sqrt(counted.shape[0])
    return total
