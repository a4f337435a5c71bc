"""Which chunks are computed together, and where the draws of worlds are kept."""

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
