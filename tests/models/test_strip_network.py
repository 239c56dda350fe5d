"""The strip network at either stride, and what it takes over from another."""

import numpy as np
import pytest

from models.strip_batches import FRAMES, SEQUENCE
from models.strip_network import begin, build, taught
from pipeline.classes import COUNT
from pipeline.strip import FINE, HEIGHT, STRIDE

IMAGES = np.random.default_rng(1).random((2, HEIGHT, 64, 1)).astype(np.float32)


def test_there_are_as_many_frames_as_the_stride_says() -> None:
    for stride in (STRIDE, FINE):
        said = np.asarray(build(stride)(IMAGES))
        assert said.shape == (2, 64 // stride, COUNT + 1)
        np.testing.assert_allclose(said.sum(axis=-1), 1, atol=1e-5)


def test_every_second_frame_is_as_before_at_half_the_stride() -> None:
    coarse, fine = build(STRIDE), build(FINE)
    begin(fine, coarse)
    np.testing.assert_allclose(
        np.asarray(fine(IMAGES))[:, ::2], np.asarray(coarse(IMAGES)), atol=1e-4
    )


def test_further_convolutions_add_little_before_they_are_trained() -> None:
    one, longer = build(FINE), build(FINE, (1, 2))
    begin(longer, one)
    assert longer.count_params() > one.count_params()
    apart = np.abs(np.asarray(longer(IMAGES)) - np.asarray(one(IMAGES))).max()
    assert 0 < apart < 0.2


def test_nothing_is_taken_over_in_part() -> None:
    with pytest.raises(ValueError, match="layers"):
        begin(build(FINE), build(FINE, (1, 2)))


def test_both_lessons_are_of_what_the_network_says() -> None:
    network = build(STRIDE)
    said = taught(network)(IMAGES)
    assert set(said) == {FRAMES, SEQUENCE}
    for each in said.values():
        np.testing.assert_allclose(np.asarray(each), np.asarray(network(IMAGES)), atol=1e-6)
