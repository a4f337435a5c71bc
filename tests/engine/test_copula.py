"""Correlations that keep every marginal: MODEL.md B9."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy.stats import spearmanr

from planner.engine.copula import NotPositiveDefinite, copula_of, pearson_of_rank
from planner.engine.draws import CHUNK, ChunkDraws, draw_chunk, uniforms

PRICE, SPOT, DEMAND = "market/contract_price", "market/spot_price", "market/demand"
A, B, C = "facilities/a/pue", "facilities/b/pue", "facilities/c/pue"
CHUNKS = 40


def draws_of(
    correlations: dict[tuple[str, str], float], months: int = 24, chunks: int = CHUNKS
) -> list[ChunkDraws]:
    market_paths = [PRICE, SPOT, DEMAND]
    copula = copula_of(market_paths, correlations)
    return [
        draw_chunk(
            1, chunk, columns=[A, B, C], market_paths=market_paths, months=months, copula=copula
        )
        for chunk in range(chunks)
    ]


def rank_correlation(drawn: list[ChunkDraws], a: str, b: str) -> float:
    columns = [np.concatenate([chunk.uniforms[path] for chunk in drawn]) for path in (a, b)]
    return float(spearmanr(*columns).statistic)


def shocks_of(drawn: list[ChunkDraws], path: str) -> np.ndarray:
    return np.concatenate([chunk.shocks[path] for chunk in drawn], axis=1)


@pytest.mark.parametrize("rank", [-0.9, -0.5, 0.2, 0.7, 0.95])
def test_two_columns_have_the_rank_correlation_that_was_asked_for(rank: float) -> None:
    drawn = draws_of({(A, B): pearson_of_rank(rank)})
    assert rank_correlation(drawn, A, B) == pytest.approx(rank, abs=0.02)
    assert rank_correlation(drawn, A, C) == pytest.approx(0.0, abs=0.03)


def test_a_chain_of_correlations_has_each_of_its_pairs() -> None:
    drawn = draws_of({(A, B): pearson_of_rank(0.6), (B, C): pearson_of_rank(-0.4)})
    assert rank_correlation(drawn, A, B) == pytest.approx(0.6, abs=0.02)
    assert rank_correlation(drawn, B, C) == pytest.approx(-0.4, abs=0.02)
    assert rank_correlation(drawn, A, C) == pytest.approx(0.0, abs=0.03)


def test_a_correlated_chunk_holds_exactly_the_values_it_would_hold_without() -> None:
    for number, chunk in enumerate(draws_of({(A, B): 0.8, (PRICE, A): 0.3}, chunks=5)):
        for path in (A, B, C):
            assert np.array_equal(np.sort(chunk.uniforms[path]), np.sort(uniforms(1, path, number)))
            assert sorted((chunk.uniforms[path] * CHUNK).astype(int)) == list(range(CHUNK))


def test_the_first_of_a_pair_and_those_uncorrelated_keep_their_order() -> None:
    correlated = draws_of({(A, B): 0.8}, chunks=1)[0]
    assert np.array_equal(correlated.uniforms[A], uniforms(1, A, 0))
    assert np.array_equal(correlated.uniforms[C], uniforms(1, C, 0))
    assert not np.array_equal(correlated.uniforms[B], uniforms(1, B, 0))


def test_two_market_paths_are_correlated_in_each_month_and_only_there() -> None:
    drawn = draws_of({(PRICE, SPOT): 0.6, (PRICE, DEMAND): -0.3})
    price, spot, demand = (shocks_of(drawn, path) for path in (PRICE, SPOT, DEMAND))
    noise = 4.5 / np.sqrt(price.shape[1])
    for k in range(24):
        assert np.corrcoef(price[k], spot[k])[0, 1] == pytest.approx(0.6, abs=noise)
        assert np.corrcoef(price[k], demand[k])[0, 1] == pytest.approx(-0.3, abs=noise)
    assert np.corrcoef(price[3], spot[4])[0, 1] == pytest.approx(0.0, abs=noise)
    for path in (price, spot, demand):
        assert path.var() == pytest.approx(1.0, abs=4 * np.sqrt(2 / path.size))


def test_a_column_is_correlated_with_a_market_path_as_a_whole() -> None:
    drawn = draws_of({(A, PRICE): pearson_of_rank(0.7)})
    column = np.concatenate([chunk.uniforms[A] for chunk in drawn])
    whole = shocks_of(drawn, PRICE)[1:].sum(axis=0)
    assert float(spearmanr(column, whole).statistic) == pytest.approx(0.7, abs=0.02)
    unmoved = draws_of({})
    assert np.array_equal(shocks_of(drawn, PRICE), shocks_of(unmoved, PRICE))


def test_a_column_follows_both_of_two_correlated_paths() -> None:
    drawn = draws_of({(PRICE, SPOT): 0.5, (A, SPOT): 0.6})
    column = np.concatenate([chunk.uniforms[A] for chunk in drawn])
    price, spot = (shocks_of(drawn, path)[1:].sum(axis=0) for path in (PRICE, SPOT))
    assert np.corrcoef(column, spot)[0, 1] == pytest.approx(0.6 * 0.977, abs=0.03)
    assert np.corrcoef(column, price)[0, 1] == pytest.approx(0.0, abs=0.04)


def test_a_horizon_of_one_month_can_be_drawn() -> None:
    drawn = draws_of({(A, PRICE): 0.5}, months=1, chunks=1)[0]
    assert drawn.shocks[PRICE].shape == (1, CHUNK)


def test_correlations_of_zero_need_no_copula() -> None:
    assert copula_of([PRICE], {}) is None
    assert copula_of([PRICE], {(A, B): 0.0}) is None


def test_correlations_that_contradict_each_other_are_named() -> None:
    with pytest.raises(NotPositiveDefinite) as refused:
        copula_of([], {(PRICE, C): 0.3, (A, B): 0.9, (B, C): 0.9, (A, C): -0.9, (A, SPOT): 0.1})
    assert refused.value.pairs == ((A, B), (B, C), (A, C))
    assert f"{A} – {B}; {B} – {C}; {A} – {C}" in str(refused.value)


def test_a_correlation_of_one_leaves_no_freedom_and_is_named() -> None:
    with pytest.raises(NotPositiveDefinite) as refused:
        copula_of([], {(A, B): pearson_of_rank(1.0), (B, C): 0.5})
    assert refused.value.pairs == ((A, B),)


def test_a_pair_named_twice_or_with_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        copula_of([], {(A, B): 0.5, (B, A): 0.4})
    with pytest.raises(ValueError, match="itself"):
        copula_of([], {(A, A): 0.5})


@given(some.floats(-1, 1))
def test_the_correlation_of_normal_scores_is_odd_and_within_one(rank: float) -> None:
    assert pearson_of_rank(-rank) == -pearson_of_rank(rank)
    assert abs(rank) - 1e-15 <= abs(pearson_of_rank(rank)) <= 1.0
