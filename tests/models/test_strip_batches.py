"""Batches of strips: every frame says what stands in its middle."""

import numpy as np
import pytest

from models.sequence import NO_MORE
from models.strip_batches import FRAMES, GROUND, SEQUENCE, WIDTH, StripBatches, warped
from models.strips import UNSURE, Labelled, gather
from pipeline.classes import COUNT, INDEX
from pipeline.shapes import alike
from pipeline.strip import FINE, HEIGHT, STRIDE


def strip(*labels: int) -> Labelled:
    """A bar for each label, 16 columns apart."""
    image = np.zeros((HEIGHT, 16 * len(labels) + 16), np.uint8)
    spans = []
    for place in range(len(labels)):
        left = 8 + 16 * place + 4
        image[4:28, left : left + 8] = 255
        spans.append([left, left + 4, left + 8])
    return Labelled(image, np.array(labels, np.int16), np.array(spans, np.float32))


def batches(*labels: int, stride: int = STRIDE) -> StripBatches:
    return StripBatches(gather([strip(*labels)]), rows=2, steps=3, seed=1, stride=stride)


def framed(of: StripBatches, index: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Images, and the candidate sets and weights of their frames."""
    images, targets, weights = of[index]
    return images, targets[FRAMES], weights[FRAMES]


def test_a_batch_has_images_sets_and_weights() -> None:
    images, sets, weights = framed(batches(INDEX["A"], INDEX["7"]))
    assert images.shape == (2, HEIGHT, WIDTH, 1)
    assert sets.shape == (2, WIDTH // STRIDE, COUNT + 1)
    assert weights.shape == (2, WIDTH // STRIDE)
    assert images.min() >= 0
    assert images.max() <= 1
    assert sets.any(axis=-1).all()


def test_characters_are_said_where_their_ink_is_and_nothing_elsewhere() -> None:
    images, sets, weights = framed(batches(INDEX["A"], INDEX["7"]), 1)
    ink = images[..., 0].max(axis=1).reshape(2, -1, STRIDE).max(axis=-1)
    said = sets[..., COUNT] == 0
    assert said.sum() >= 4
    assert (ink[said] > 0.3).all()
    assert set(np.flatnonzero(sets[said].any(axis=0))) == {INDEX["A"], INDEX["7"]}
    assert set(np.unique(weights)) == {np.float32(GROUND), np.float32(1)}


def test_classes_that_look_alike_are_all_right() -> None:
    _, sets, _ = framed(batches(INDEX["O"]))
    (row,) = np.unique(sets[sets[..., COUNT] == 0], axis=0)
    assert np.flatnonzero(row).tolist() == sorted(alike(INDEX["O"]))


def test_what_is_there_in_part_counts_nothing() -> None:
    _, sets, weights = framed(batches(UNSURE))
    assert (sets[..., COUNT] == 1).all()
    assert (weights == 0).any()


def test_a_row_says_its_characters_from_left_to_right() -> None:
    _, targets, weights = batches(INDEX["4"], INDEX["2"])[0]
    for row in targets[SEQUENCE]:
        said = row[row != NO_MORE]
        assert len(said) >= 2
        assert said.tolist() == [4, 2] * (len(said) // 2)
    assert weights[SEQUENCE].tolist() == [1, 1]


def test_a_row_counts_nothing_as_a_whole_where_a_character_is_there_in_part() -> None:
    _, targets, weights = batches(UNSURE)[0]
    assert (targets[SEQUENCE] == NO_MORE).all()
    assert weights[SEQUENCE].tolist() == [0, 0]


def test_a_finer_stride_has_more_frames_of_the_same() -> None:
    _, coarse, _ = framed(batches(INDEX["A"], INDEX["7"]))
    _, fine, weights = framed(batches(INDEX["A"], INDEX["7"], stride=FINE))
    assert fine.shape == (2, WIDTH // FINE, COUNT + 1)
    assert weights.shape == (2, WIDTH // FINE)
    middles = [
        [np.flatnonzero(row[:, COUNT] == 0)[0] * stride for row in sets]
        for sets, stride in ((coarse, STRIDE), (fine, FINE))
    ]
    assert np.abs(np.subtract(*middles)).max() <= STRIDE


def test_batches_repeat_by_seed_and_differ_by_step_and_epoch() -> None:
    one, two = batches(5, 6), batches(5, 6)
    assert np.array_equal(one[0][0], two[0][0])
    assert not np.array_equal(one[0][0], one[1][0])
    one.start(1)
    assert not np.array_equal(one[0][0], two[0][0])


@pytest.mark.parametrize("seed", range(8))
def test_a_warped_strip_carries_its_characters_along(seed: int) -> None:
    moved = warped(strip(INDEX["1"]), np.random.default_rng(seed))
    columns = np.flatnonzero(moved.image.max(axis=0) > 90)
    left, middle, right = moved.spans[0]
    assert abs((columns[0] + columns[-1]) / 2 - middle) < 2.5
    assert columns[0] > left - 8
    assert columns[-1] < right + 8


def test_how_far_strips_are_warped_is_a_share() -> None:
    plain = strip(INDEX["1"], INDEX["7"])
    same = warped(plain, np.random.default_rng(2), bent=0.0)
    np.testing.assert_array_equal(same.image, plain.image)
    np.testing.assert_array_equal(same.spans, plain.spans)
    changes = [
        abs(warped(plain, np.random.default_rng(2), bent).spans[0, 1] - plain.spans[0, 1])
        for bent in (0.4, 1.0)
    ]
    assert 0 < changes[0] < changes[1]
