"""The strip network at either stride, and what it takes over from another."""

import numpy as np
import pytest

from models.strip_batches import FRAMES, SEQUENCE
from models.strip_network import DEEPER, begin, build, taught
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


@pytest.mark.parametrize(("further", "deeper"), [((1, 2), 0), ((), 1), ((1, 2), 2)])
def test_further_convolutions_add_little_before_they_are_trained(
    further: tuple[int, ...], deeper: int
) -> None:
    one, longer = build(FINE), build(FINE, further, deeper)
    begin(longer, one)
    assert longer.count_params() > one.count_params()
    apart = np.abs(np.asarray(longer(IMAGES)) - np.asarray(one(IMAGES))).max()
    assert 0 < apart < 0.2


@pytest.mark.parametrize(("further", "deeper"), [((1, 2), 0), ((), 1)])
def test_nothing_is_taken_over_in_part(further: tuple[int, ...], deeper: int) -> None:
    with pytest.raises(ValueError, match="layers"):
        begin(build(FINE), build(FINE, further, deeper))


def test_a_network_with_further_convolutions_is_taken_over_whole() -> None:
    one, same = build(FINE, (1, 2), deeper=2), build(FINE, (1, 2), deeper=2)
    for weight in one.trainable_variables:
        weight.assign(weight + 0.1)
    begin(same, one)
    np.testing.assert_array_equal(np.asarray(same(IMAGES)), np.asarray(one(IMAGES)))


def test_a_deeper_network_takes_over_a_less_deep_one() -> None:
    less, more = build(FINE, deeper=1), build(FINE, deeper=2)
    for weight in less.trainable_variables:
        weight.assign(weight + 0.01)
    begin(more, less)
    kept = {layer.name: layer.get_weights() for layer in more.layers}
    for layer in less.layers:
        if layer.name.startswith(DEEPER):
            for one, same in zip(layer.get_weights(), kept[layer.name], strict=True):
                np.testing.assert_array_equal(one, same)


def test_both_lessons_are_of_what_the_network_says() -> None:
    network = build(STRIDE)
    said = taught(network)(IMAGES)
    assert set(said) == {FRAMES, SEQUENCE}
    for each in said.values():
        np.testing.assert_allclose(np.asarray(each), np.asarray(network(IMAGES)), atol=1e-6)
