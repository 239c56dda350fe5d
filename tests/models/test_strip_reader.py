"""The strip network and its one call an image."""

from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np
import pytest

from models.strip_network import build
from models.strip_reader import StripReader, load, shipped, shipped_digits
from pipeline.classes import COUNT
from pipeline.errors import ErrorCode, InkError
from pipeline.strip import EDGE, FINE, HEIGHT, STRIDE, Strip


@pytest.fixture(scope="module")
def reader() -> StripReader:
    return StripReader(build())


def strip(width: int, seed: int = 0) -> Strip:
    image = np.random.default_rng(seed).integers(0, 255, (HEIGHT, width), np.uint8)
    return Strip(image, -EDGE, 1.0)


def test_the_network_has_a_frame_for_every_four_columns() -> None:
    assert build().output_shape == (None, None, COUNT + 1)
    assert build().count_params() < 400_000


@pytest.mark.parametrize("widths", [[], [17], [64, 1040, 30], [24] * 300])
def test_every_strip_has_its_frames(reader: StripReader, widths: list[int]) -> None:
    strips = [strip(width) for width in widths]
    found = reader(strips)
    assert [len(frames) for frames in found] == [each.frames for each in strips]
    for frames in found:
        assert frames.sum(axis=1) == pytest.approx(np.ones(len(frames)), abs=1e-4)


def test_a_finer_network_has_twice_the_frames_and_says_the_same_in_every_second() -> None:
    coarse, fine = build(), build(FINE)
    fine.set_weights(coarse.get_weights())
    strips = [strip(width) for width in (65, 66, 67, 300)]
    for few, many, each in zip(
        StripReader(coarse)(strips), StripReader(fine)(strips), strips, strict=True
    ):
        assert len(many) == -(-each.image.shape[1] // FINE)
        assert many[::2] == pytest.approx(few, abs=1e-5)


@pytest.mark.parametrize("width", [64, 100, 128])
def test_a_strip_reads_the_same_in_any_company(width: int) -> None:
    strips = [strip(300, seed=1), strip(width, seed=4), strip(60, seed=2)]
    alone, among = shipped()(strips[1:2])[0], shipped()(strips)[1]
    assert among == pytest.approx(alone, abs=1e-4)


@pytest.mark.parametrize(("network", "stride"), [(shipped, STRIDE), (shipped_digits, FINE)])
def test_the_one_for_numbers_has_finer_frames(
    network: Callable[[], StripReader], stride: int
) -> None:
    assert len(network()([strip(64)])[0]) == 64 // stride


@pytest.mark.parametrize("network", [shipped, shipped_digits])
def test_the_shipped_networks_are_ready_for_any_width(network: Callable[[], StripReader]) -> None:
    network().warm_up()
    assert network() is network()


def test_a_broken_file_is_a_model_that_is_unavailable(tmp_path: Path) -> None:
    broken = tmp_path / "strip.keras"
    broken.write_bytes(b"not a network")
    with pytest.raises(InkError, match="strip network") as caught:
        load(broken)
    assert caught.value.code is ErrorCode.MODEL_UNAVAILABLE


def test_another_network_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "strip.keras"
    inputs = keras.Input((HEIGHT, None, 1))
    keras.Model(inputs, keras.layers.Conv2D(3, 3)(inputs)).save(path)
    with pytest.raises(InkError, match="not"):
        load(path)
