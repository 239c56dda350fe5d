from dataclasses import replace

import cv2
import numpy as np
import pytest

from models.composition import Composed, Composer
from models.manner import NEAT, NUMBERS, SCRIPT, Manner
from models.scanning import DEBRIS, NOBODY
from tests.models.characters import characters

GLYPHS = characters(600)


@pytest.fixture(scope="module")
def composed() -> list[Composed]:
    composer = Composer(GLYPHS, seed=3)
    return [composer.compose() for _ in range(40)]


def test_every_pixel_has_an_owner_or_none(composed: list[Composed]) -> None:
    for word in composed:
        assert word.image.shape == word.owner.shape
        assert word.image.dtype == np.uint8
        assert word.owner.min() >= DEBRIS
        assert word.owner.max() < len(word.text)


def test_glyphs_stand_in_the_order_of_the_text(composed: list[Composed]) -> None:
    lefts = [
        [np.median(np.nonzero(word.owner == k)[1]) for k in range(len(word.text))]
        for word in composed
        if set(range(len(word.text))) <= set(np.unique(word.owner).tolist())
    ]
    assert len(lefts) > 20
    assert np.mean([bool(np.all(np.diff(each) > 0)) for each in lefts]) > 0.9


def test_ink_is_darker_than_the_paper_around_it(composed: list[Composed]) -> None:
    for word in composed:
        ink, paper = word.image[word.owner != NOBODY], word.image[word.owner == NOBODY]
        assert np.median(ink) < np.median(paper)


def test_words_are_of_hands_and_of_type(composed: list[Composed]) -> None:
    assert {word.printed for word in composed} == {True, False}
    assert any(word.text.isdigit() for word in composed)
    assert any(word.text.isupper() for word in composed)


def test_the_seed_decides() -> None:
    first, second, other = (Composer(GLYPHS, seed).compose() for seed in (5, 5, 6))
    np.testing.assert_array_equal(first.image, second.image)
    assert first.image.shape != other.image.shape or (first.image != other.image).any()


def test_numbers_run_together_more_than_forms_do() -> None:
    assert np.mean([pieces(NUMBERS, k) for k in range(120)]) < np.mean(
        [pieces(Manner(0.8, 0.2), k) for k in range(120)]
    )


def pieces(manner: Manner, seed: int) -> float:
    """Connected components a character."""
    word = Composer(GLYPHS, seed, manner).compose()
    mask = (word.owner >= 0).view(np.uint8)
    return (cv2.connectedComponents(mask)[0] - 1) / len(word.text)


def test_script_stands_on_rules_and_leans() -> None:
    composer = Composer(GLYPHS, 4, SCRIPT)
    words = [composer.compose() for _ in range(30)]
    ruled = [(word.owner == DEBRIS).any(axis=0).mean() > 0.5 for word in words]
    assert 5 < sum(ruled) < 30


def test_script_in_a_joined_typeface_hangs_together_as_it_says() -> None:
    apart = Manner(0.0, 1.0, (0.0, 0.0), joined=1.0)
    natural = replace(apart, natural=1.0)
    assert np.mean([pieces(natural, k) for k in range(25)]) < np.mean(
        [pieces(apart, k) for k in range(25)]
    )


def test_neat_words_are_legible_and_nothing_stands_beside_them() -> None:
    neat, forms = (
        [Composer(GLYPHS, k, manner).compose() for k in range(60)]
        for manner in (NEAT, Manner(0.8, 0.2))
    )
    assert not any((word.owner == DEBRIS).any() for word in neat)
    assert any((word.owner == DEBRIS).any() for word in forms)
    assert min(len(word.image) for word in neat) > min(len(word.image) for word in forms)
