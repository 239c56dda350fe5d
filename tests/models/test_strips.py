"""Strips of composed words know which character stands where."""

from pathlib import Path

import numpy as np
import pytest

from models.composition import Composer
from models.strips import UNSURE, Strips, bank, gather, harvest, load, merged, save
from pipeline.classes import CHARS
from pipeline.strip import EDGE, HEIGHT
from tests.models.characters import characters

GLYPHS = characters()


@pytest.fixture(scope="module")
def strips() -> Strips:
    return bank(GLYPHS, 60, seed=3)


def test_every_character_of_a_word_lies_inside_its_strip(strips: Strips) -> None:
    for index in range(len(strips)):
        strip = strips[index]
        assert strip.image.shape[0] == HEIGHT
        left, middle, right = strip.spans.T
        assert (left >= EDGE - 1).all()
        assert (right <= strip.image.shape[1] - EDGE + 1).all()
        assert ((left < middle) & (middle < right)).all()


def test_the_ink_of_a_character_stands_in_its_span(strips: Strips) -> None:
    for index in range(len(strips)):
        strip = strips[index]
        for left, _, right in strip.spans:
            assert strip.image[:, int(left) : int(right) + 1].max() > 100


def test_characters_are_labelled_in_the_order_of_the_word() -> None:
    composer = Composer(GLYPHS, seed=8)
    for _ in range(30):
        picture = composer.compose()
        for strip in harvest(picture):
            letters = iter(picture.text)
            assert all(CHARS[label] in letters for label in strip.labels if label != UNSURE)


def test_most_characters_are_found(strips: Strips) -> None:
    assert (strips.labels != UNSURE).mean() > 0.9
    assert len(strips.labels) > 2 * 60


def test_a_bank_is_kept_and_joined_as_it_is(strips: Strips, tmp_path: Path) -> None:
    path = tmp_path / "strips.npz"
    save(strips, path)
    both = merged([strips, load(path)])
    assert len(both) == 2 * len(strips)
    for index in (0, 7, len(strips) - 1):
        for twin in (both[index], both[len(strips) + index]):
            assert np.array_equal(twin.image, strips[index].image)
            assert np.array_equal(twin.spans, strips[index].spans)
            assert np.array_equal(twin.labels, strips[index].labels)


def test_strips_end_to_end_come_apart_again(strips: Strips) -> None:
    parts = [strips[index] for index in range(5)]
    again = gather(parts)
    assert [again[k].image.shape for k in range(5)] == [part.image.shape for part in parts]
