import io
from typing import Any

import numpy as np
import pytest
from PIL import Image

from pipeline.classes import COUNT
from pipeline.decoding import decode
from pipeline.options import Options
from pipeline.reader import LONGEST_SIDE, STAGES, Classify, read
from pipeline.strip import Strip
from tests.pipeline.drawing import Sheet, boxes_of, by_content, even, overlap, spelling

PRESETS = ["default", "paper"]


def words(ground: int = 255, ink: int = 0) -> Sheet:
    """Two lines, three words, letters apart."""
    sheet = Sheet(260, 700, ground, ink)
    sheet.write("HAND", 40, 90)
    sheet.write("SOME", 380, 90)
    sheet.write("LETTERS", 60, 190)
    return sheet


@pytest.mark.parametrize(("ground", "ink"), [(255, 0), (230, 90), (0, 255), (50, 200)])
def test_letters_apart_are_boxed_each_dark_or_light(ground: int, ink: int) -> None:
    sheet = words(ground, ink)
    found = boxes_of(read(sheet.image, even))
    assert len(found) == len(sheet.boxes)
    for box, drawn in zip(found, sheet.boxes, strict=True):
        assert overlap(box, drawn) > 0.8


def test_words_and_lines_are_told_by_gaps() -> None:
    reading = read(words().image, spelling("2345678923456789"[:15]))
    assert reading.text == "2345 6789\n2345678"


def test_the_dot_is_part_of_the_i() -> None:
    sheet = Sheet(120, 300)
    sheet.write("n", 40, 90)
    (i,) = sheet.write("i", 100, 90)
    sheet.write("n", 140, 90)
    found = boxes_of(read(sheet.image, even))
    assert overlap(found[1], i) > 0.75


@pytest.mark.parametrize(("orientation", "turn"), [(1, 0), (3, 2), (6, 1), (8, 3)])
def test_boxes_are_the_files_after_exif_rotation(orientation: int, turn: int) -> None:
    sheet = words()
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(np.rot90(sheet.image, turn))).save(file, "PNG", exif=exif)
    reading = read(decode(file.getvalue()), even)
    assert (reading.page.width, reading.page.height) == (700, 260)
    for box, drawn in zip(boxes_of(reading), sheet.boxes, strict=True):
        assert overlap(box, drawn) > 0.8


def test_a_large_image_is_read_small_and_boxed_large() -> None:
    sheet = Sheet(900, 2 * LONGEST_SIDE + 101)
    sheet.write("LARGE", 200, 600, size=8.0, space=80, thick=18)
    reading = read(sheet.image, even)
    assert reading.page.width == 2 * LONGEST_SIDE + 101
    for box, drawn in zip(boxes_of(reading), sheet.boxes, strict=True):
        assert overlap(box, drawn) > 0.85


@pytest.mark.parametrize(
    ("preset", "stages"),
    [("default", STAGES), ("paper", ("ink", "segment", "normalise", "classify", "compose"))],
)
def test_each_stage_is_announced_once_and_in_order(preset: Any, stages: tuple[str, ...]) -> None:
    heard: list[str] = []

    def classify(glyphs: np.ndarray) -> np.ndarray:
        assert heard[-1] == "classify"
        return even(glyphs)

    for image in (words().image, np.full((80, 120, 3), 255, np.uint8)):
        heard.clear()
        read(image, classify, Options(preset=preset), on_stage=heard.append)
        assert tuple(heard) == stages
        assert set(heard) <= set(STAGES)


@pytest.mark.parametrize("stage", STAGES)
def test_whoever_listens_may_stop_the_reading(stage: str) -> None:
    heard: list[str] = []

    def stop(name: str) -> None:
        heard.append(name)
        if name == stage:
            raise TimeoutError(name)

    with pytest.raises(TimeoutError, match=stage):
        read(words().image, even, on_stage=stop)
    assert heard == list(STAGES[: STAGES.index(stage) + 1])


@pytest.mark.parametrize("preset", PRESETS)
def test_the_classifier_is_asked_once_for_the_whole_page(preset: Any) -> None:
    asked: list[np.ndarray] = []

    def classify(glyphs: np.ndarray) -> np.ndarray:
        asked.append(glyphs)
        return even(glyphs)

    read(words().image, classify, Options(preset=preset))
    (glyphs,) = asked
    assert glyphs.shape[1:] == (28, 28)
    assert glyphs.dtype == np.uint8
    assert len(glyphs) >= 15
    assert (glyphs.max(axis=(1, 2)) == 255).all()


@pytest.mark.parametrize("preset", PRESETS)
def test_a_failing_classifier_is_not_hidden(preset: Any) -> None:
    def fail(glyphs: np.ndarray) -> np.ndarray:
        raise RuntimeError("out of memory")

    with pytest.raises(RuntimeError, match="out of memory"):
        read(words().image, fail, Options(preset=preset))


@pytest.mark.parametrize("preset", PRESETS)
def test_reading_is_repeatable_and_leaves_the_image_alone(preset: Any) -> None:
    image = words().image
    image.flags.writeable = False
    options = Options(preset=preset)
    assert read(image, by_content, options) == read(image, by_content, options)


@pytest.mark.parametrize("preset", PRESETS)
def test_a_grey_image_is_read_like_its_colours(preset: Any) -> None:
    image, options = words().image, Options(preset=preset)
    assert read(image[..., 0], by_content, options) == read(image, by_content, options)


def test_a_classifiers_rows_may_be_of_any_float() -> None:
    def double(glyphs: np.ndarray) -> np.ndarray:
        return np.full((len(glyphs), COUNT), 1 / COUNT, np.float64)

    classify: Classify = double
    assert read(words().image, classify) == read(words().image, even)


class Framing:
    """A classifier with a strip network that answers what it is told to."""

    def __init__(self, value: float, where: slice) -> None:
        self._value, self._where = value, where

    def __call__(self, glyphs: np.ndarray) -> np.ndarray:
        return even(glyphs)

    def frames(self, strips: list[Strip]) -> list[np.ndarray]:
        rows = [np.full((strip.frames, COUNT + 1), 1 / (COUNT + 1)) for strip in strips]
        for frames in rows:
            frames[self._where] = self._value
        return rows


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 0.0])
@pytest.mark.parametrize("where", [slice(None), slice(3, 4)])
def test_a_broken_strip_network_cannot_stop_a_reading(value: float, where: slice) -> None:
    reading = read(words().image, Framing(value, where))
    assert len(reading.lines) == 2
    assert 0 <= reading.confidence <= 1
