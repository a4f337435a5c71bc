"""The cache of results."""

from dataclasses import replace

import numpy as np

from planner.compute.cache import Cache, Key, size_of
from planner.engine.result import Bands
from tests.compute.made_up import result


def test_a_result_is_found_by_case_seed_and_draws_and_by_nothing_else() -> None:
    cache = Cache()
    kept = result("a", draws=512, seed=3)
    cache.put(kept)

    assert cache.get(Key("a", 3, 512)) is kept
    assert cache.get(Key("b", 3, 512)) is None
    assert cache.get(Key("a", 4, 512)) is None
    assert cache.get(Key("a", 3, 1024)) is None
    assert cache.get(Key("a", 3, 512, engine="another")) is None


def test_a_result_with_more_draws_replaces_the_preview_of_its_case() -> None:
    cache = Cache()
    for draws in (0, 512, 1024):
        cache.put(result("a", draws))
    cache.put(result("b", 512))

    assert len(cache) == 2
    assert cache.get(Key("a", 1, 512)) is None
    assert cache.get(Key("a", 1, 1024)) is not None


def test_the_least_recently_used_is_dropped_when_the_arrays_exceed_the_limit() -> None:
    cache = Cache(limit=3 * 8 * 100)
    for name in ("a", "b", "c"):
        cache.put(result(name, 512, months=100))
    cache.get(Key("a", 1, 512))
    cache.put(result("d", 512, months=100))

    assert cache.get(Key("b", 1, 512)) is None
    assert cache.get(Key("a", 1, 512)) is not None
    assert cache.size == 3 * 8 * 100


def test_a_result_larger_than_the_limit_is_not_kept_and_drops_nothing() -> None:
    cache = Cache(limit=8 * 100)
    cache.put(result("small", 512, months=100))
    cache.put(result("large", 512, months=101))

    assert cache.get(Key("large", 1, 512)) is None
    assert cache.get(Key("small", 1, 512)) is not None


def test_views_of_one_array_count_once() -> None:
    rows = np.zeros((7, 50))
    made = replace(result("a", 512), series={("", "fcff"): Bands(*rows)})

    assert size_of(made) == rows.nbytes
