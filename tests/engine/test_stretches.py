"""Which chunks are computed together, and where the draws of worlds are kept."""

from itertools import pairwise

import numpy as np
import pytest

from planner.engine.draws import CHUNK
from planner.engine.recording import SHARES, Recording
from planner.engine.stretches import PREVIEW_CHUNKS, stretches


@pytest.mark.parametrize("worlds", [1, 2, 3, 40])
@pytest.mark.parametrize("chunks", [2, 3, 7, 40])
def test_stretches_hold_every_chunk_once_and_the_preview_first(chunks: int, worlds: int) -> None:
    parts = stretches(chunks * CHUNK, worlds)
    assert [chunk for part in parts for chunk in part.chunks] == list(range(chunks))
    assert parts[0].chunks == range(PREVIEW_CHUNKS)
    assert [part.number for part in parts] == list(range(len(parts)))


def test_draws_that_worlds_share_come_in_fewer_stretches() -> None:
    alone, shared = stretches(40 * CHUNK), stretches(40 * CHUNK, worlds=12)
    assert len(shared) < len(alone)
    assert [part.count for part in shared[1:]] == [38 * CHUNK]


def test_bands_are_those_of_all_draws_wherever_their_worlds_stand() -> None:
    chance = np.random.default_rng(3)
    parts = stretches(3 * CHUNK, worlds=2)
    recording = Recording(2, parts, lambda key: True)
    both = [chance.standard_normal((2, part.count)) for part in parts]
    for part, values in zip(parts, both, strict=True):
        first = part.count // 3
        for world in (range(first), range(first, part.count)):
            record = recording.stretch(part, world)
            record("", "everywhere", values[:, world.start : world.stop])
            if world.start:
                record("", "there", values[:, world.start : world.stop])
    whole = np.concatenate(both, axis=1)
    found = recording.percentiles(("", "everywhere"))
    assert found is not None
    expected = np.percentile(whole, [100.0 * share for share in SHARES], axis=1)
    np.testing.assert_allclose(found, expected, atol=1e-6)
    np.testing.assert_allclose(recording.mean(("", "everywhere")), whole.mean(axis=1))
    # Draws of a world in which a series does not exist count as zero.
    for values in both:
        values[:, : values.shape[1] // 3] = 0.0
    missing = np.concatenate(both, axis=1)
    found = recording.percentiles(("", "there"))
    assert found is not None
    expected = np.percentile(missing, [100.0 * share for share in SHARES], axis=1)
    np.testing.assert_allclose(found, expected, atol=1e-6)
    np.testing.assert_allclose(recording.mean(("", "there")), missing.mean(axis=1))


def test_series_that_are_one_array_in_some_worlds_only_keep_their_own_bands() -> None:
    # "used" is "delivered" itself in the first world, less in the second, and not there in a third.
    chance = np.random.default_rng(4)
    parts = stretches(3 * CHUNK, worlds=3)
    recording = Recording(2, parts, lambda key: True, worlds=3)
    whole: dict[str, list[np.ndarray]] = {"delivered": [], "used": [], "alike": []}
    for part in parts:
        bounds = [0, part.count // 4, part.count // 2, part.count]
        for world, (first, after) in enumerate(pairwise(bounds)):
            record = recording.stretch(part, range(first, after), world)
            delivered = chance.standard_normal((2, after - first))
            used = delivered if world == 0 else delivered / 2.0
            record("", "delivered", delivered)
            record("", "alike", delivered)
            if world < 2:
                record("", "used", used)
            whole["delivered"].append(delivered)
            whole["alike"].append(delivered)
            whole["used"].append(used if world < 2 else np.zeros_like(used))
    for name, draws in whole.items():
        found = recording.percentiles(("", name))
        assert found is not None
        together = np.concatenate(draws, axis=1)
        expected = np.percentile(together, [100.0 * share for share in SHARES], axis=1)
        np.testing.assert_allclose(found, expected, atol=1e-6)
        np.testing.assert_allclose(recording.mean(("", name)), together.mean(axis=1))


def test_a_series_that_ends_before_its_leader_is_zero_where_it_is_not() -> None:
    parts = stretches(2 * CHUNK, worlds=2)
    recording = Recording(1, parts, lambda key: True, worlds=2)
    (part,) = parts
    for world, names in enumerate((("a", "b"), ("a",))):
        series = np.full((1, CHUNK), 1.0 + world)
        record = recording.stretch(part, range(world * CHUNK, (world + 1) * CHUNK), world)
        for name in names:
            record("", name, series)
    leading, following = (recording.percentiles(("", name)) for name in "ab")
    assert leading is not None
    assert following is not None
    assert leading[[0, -1], 0].tolist() == [1.0, 2.0]
    assert following[[0, -1], 0].tolist() == [0.0, 1.0]
