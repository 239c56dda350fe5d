"""What holds for every reading, whatever the image and whatever the classifier."""

from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pipeline.classes import CHARS
from pipeline.options import Options
from pipeline.reader import LONGEST_SIDE, read
from pipeline.reading import Box, Reading
from tests.pipeline.drawing import Sheet, boxes_of, by_content, even

PRESETS = ["default", "paper"]
presets = st.sampled_from([Options(preset="default"), Options(preset="paper")])
tiny = st.tuples(st.integers(1, 24), st.integers(1, 24)).flatmap(
    lambda size: st.sampled_from([size, (*size, 3)]).flatmap(lambda s: arrays(np.uint8, s))
)


@st.composite
def scribbles(draw: st.DrawFn) -> np.ndarray:
    """A page of any two shades with strokes anywhere, off the page too."""
    height, width = draw(st.integers(20, 160)), draw(st.integers(20, 260))
    ground, ink = draw(st.tuples(st.integers(0, 255), st.integers(0, 255)))
    page = np.full((height, width, 3), ground, np.uint8)
    ends = st.tuples(st.integers(-20, width + 20), st.integers(-20, height + 20))
    for start, end, thick in draw(st.lists(st.tuples(ends, ends, st.integers(1, 12)), max_size=14)):
        cv2.line(page, start, end, (ink, ink, ink), thick)
    return page


def inside(inner: Box, outer: Box) -> bool:
    return (
        outer[0] <= inner[0]
        and outer[1] <= inner[1]
        and inner[0] + inner[2] <= outer[0] + outer[2]
        and inner[1] + inner[3] <= outer[1] + outer[3]
    )


def check(reading: Reading, image: np.ndarray, options: Options) -> None:
    """What holds for every reading of every image."""
    page = (0, 0, image.shape[1], image.shape[0])
    assert (reading.page.width, reading.page.height) == page[2:]
    assert reading.text == "\n".join(line.text for line in reading.lines)
    for line in reading.lines:
        assert line.text == " ".join(word.text for word in line.words)
        assert line.words
        assert inside(line.box, page)
        for word in line.words:
            assert word.text == "".join(c.char for c in word.characters) != ""
            assert inside(word.box, line.box)
            for character in word.characters:
                assert inside(character.box, word.box)
                assert min(character.box[2:]) > 0
                assert character.char in CHARS
                chosen = [a.confidence for a in character.alternatives]
                assert len(chosen) == options.alternatives
                assert chosen == sorted(chosen, reverse=True)
                assert len({a.char for a in character.alternatives}) == len(chosen)
                first = character.alternatives[:1]
                assert all(
                    (a.char, a.confidence) == (character.char, character.confidence) for a in first
                )
    assert Reading.model_validate_json(reading.model_dump_json()) == reading


@settings(deadline=None)
@given(tiny, presets)
def test_any_pixels_give_a_sound_tree(image: np.ndarray, options: Options) -> None:
    check(read(image, by_content, options), image, options)


@settings(deadline=None, max_examples=60)
@given(scribbles(), presets, st.integers(0, 10))
def test_any_strokes_give_a_sound_tree(
    image: np.ndarray, preset: Options, alternatives: int
) -> None:
    options = preset.model_copy(update={"alternatives": alternatives})
    check(read(image, by_content, options), image, options)


def noise(height: int, width: int) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (height, width, 3), np.uint8)


def gradient(height: int, width: int) -> np.ndarray:
    ramp = np.linspace(0, 255, height * width).reshape(height, width, 1)
    return np.repeat(ramp, 3, axis=2).astype(np.uint8)


PAGES = {
    "blank": np.full((80, 120, 3), 255, np.uint8),
    "black": np.zeros((80, 120, 3), np.uint8),
    "noise": noise(60, 90),
    "gradient": gradient(80, 120),
    "one pixel": noise(1, 1),
    "one row": noise(1, 400),
    "one column": noise(400, 1),
    "one row, too long": noise(1, 2 * LONGEST_SIDE),
    "one column, too long": gradient(5 * LONGEST_SIDE, 1),
    "checkers": np.kron(np.indices((8, 12)).sum(axis=0) % 2, np.ones((9, 9))).astype(np.uint8)
    * 255,
}


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("name", PAGES)
def test_strange_pages_give_a_sound_tree(name: str, preset: Any) -> None:
    options = Options(preset=preset)
    check(read(PAGES[name], by_content, options), PAGES[name], options)


@pytest.mark.parametrize("name", ["blank", "black"])
def test_a_page_without_contrast_has_no_text(name: str) -> None:
    reading = read(PAGES[name], even)
    assert (reading.text, reading.lines, reading.needs_review) == ("", (), True)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("answer", [0.0, np.nan, np.inf, -np.inf, -1.0, 7.0, 3e38, 1e-45])
def test_a_broken_classifier_breaks_nothing(answer: float, preset: Any) -> None:
    sheet = Sheet(120, 360)
    sheet.write("HANDY", 20, 80)
    options = Options(preset=preset)

    def broken(glyphs: np.ndarray) -> np.ndarray:
        rows = by_content(glyphs)
        rows[:, ::2] = answer
        rows[::2] = answer
        return rows

    reading = read(sheet.image, broken, options)
    check(reading, sheet.image, options)
    assert len(boxes_of(reading)) >= 4
