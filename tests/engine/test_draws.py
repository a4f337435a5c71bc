"""Keyed Latin hypercubes and shocks: MODEL.md B9."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from planner.engine.copula import copula_of
from planner.engine.draws import CHUNK, draw_chunk, normals, uniforms

PRICE = "market/contract_price"
SPOT = "market/spot_price"
MW = "facilities/colossus/phases/one/mw"
DELAY = "facilities/colossus/phases/one/delay"


@given(
    some.integers(0, 2**63),
    some.text(max_size=30),
    some.integers(0, 5000),
    some.sampled_from([1, 7, 100, 256, 512]),
)
def test_each_chunk_has_one_draw_in_each_stratum(
    seed: int, path: str, chunk: int, count: int
) -> None:
    column = uniforms(seed, path, chunk, count)
    assert column.min() > 0.0
    assert column.max() < 1.0
    assert sorted((column * count).astype(int)) == list(range(count))


def test_the_same_key_gives_the_same_bits_in_another_process() -> None:
    code = (
        "from planner.engine.draws import uniforms, normals;"
        f"print(uniforms(7, {MW!r}, 3).tobytes().hex());"
        f"print(normals(7, {PRICE!r}, 3, 2).tobytes().hex())"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    here = uniforms(7, MW, 3).tobytes().hex(), normals(7, PRICE, 3, 2).tobytes().hex()
    assert tuple(run.stdout.split()) == here


@pytest.mark.parametrize("other", [(8, MW, 3), (7, DELAY, 3), (7, MW, 4)])
def test_seed_path_and_chunk_each_give_other_numbers(other: tuple[int, str, int]) -> None:
    here = uniforms(7, MW, 3)
    assert not np.any(here == uniforms(*other))
    assert abs(np.corrcoef(here, uniforms(*other))[0, 1]) < 0.3


def test_a_column_that_is_kept_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="read-only"):
        uniforms(7, MW, 3)[0] = 0.5


def test_a_longer_horizon_keeps_the_shocks_of_a_shorter_one() -> None:
    short, long = normals(1, PRICE, 0, 12), normals(1, PRICE, 0, 120)
    assert np.array_equal(long[:12], short)


def test_shocks_are_standard_normal_and_independent_of_each_other() -> None:
    shocks = np.concatenate([normals(1, PRICE, chunk, 24) for chunk in range(40)], axis=1)
    count = shocks.size
    assert shocks.mean() == pytest.approx(0.0, abs=4 / np.sqrt(count))
    assert shocks.var() == pytest.approx(1.0, abs=4 * np.sqrt(2 / count))
    assert (shocks**4).mean() == pytest.approx(3.0, abs=4 * np.sqrt(96 / count))
    between = np.corrcoef(shocks)[np.triu_indices(24, 1)]
    assert np.abs(between).max() < 4.5 / np.sqrt(shocks.shape[1])


def test_the_mean_of_a_chunk_is_far_closer_than_chance_alone_would_be() -> None:
    errors = [abs(uniforms(1, MW, chunk).mean() - 0.5) for chunk in range(40)]
    assert max(errors) < 0.1 / np.sqrt(12 * CHUNK)


def test_who_else_is_drawn_changes_nobodys_numbers() -> None:
    alone = draw_chunk(1, 5, columns=[MW], market_paths=[PRICE], months=6)
    among = draw_chunk(1, 5, columns=[DELAY, MW], market_paths=[SPOT, PRICE], months=6)
    assert np.array_equal(alone.uniforms[MW], among.uniforms[MW])
    assert np.array_equal(alone.shocks[PRICE], among.shocks[PRICE])


def test_a_chunk_of_correlated_draws_does_not_depend_on_the_threads() -> None:
    copula = copula_of([PRICE, SPOT], {(PRICE, SPOT): 0.6, (MW, DELAY): -0.5, (MW, SPOT): 0.3})

    def draw(chunk: int) -> tuple[bytes, ...]:
        drawn = draw_chunk(
            1, chunk, columns=[MW, DELAY], market_paths=[PRICE, SPOT], months=24, copula=copula
        )
        return tuple(a.tobytes() for a in (*drawn.uniforms.values(), *drawn.shocks.values()))

    with ThreadPoolExecutor(4) as pool:
        threaded = list(pool.map(draw, range(12)))
    assert threaded == [draw(chunk) for chunk in range(12)]


def test_whom_a_correlation_names_is_drawn_even_if_switched_off() -> None:
    copula = copula_of([PRICE], {(MW, DELAY): 0.5})
    both = draw_chunk(1, 0, columns=[MW, DELAY], market_paths=[], months=2, copula=copula)
    one = draw_chunk(1, 0, columns=[MW], market_paths=[], months=2, copula=copula)
    assert np.array_equal(both.uniforms[MW], one.uniforms[MW])
    assert np.array_equal(both.uniforms[DELAY], one.uniforms[DELAY])
