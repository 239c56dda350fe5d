"""Dots on capitals and accents over letters."""

import cv2
import numpy as np
import pytest

from models.composition import Composer
from models.diacritics import accents, dotted, tall_i
from models.manner import Manner
from models.scanning import NOBODY
from models.typefaces import CAPITAL, typefaces
from pipeline.classes import CHARS, INDEX
from tests.models.characters import characters


def cropped(mask: np.ndarray) -> np.ndarray:
    x, y, width, height = cv2.boundingRect(mask.view(np.uint8))
    return mask[y : y + height, x : x + width]


I_MASKS = [cropped(face.glyphs[INDEX["i"]]) for face in typefaces() if face.has(INDEX["i"])]


def labels(text: str) -> list[int]:
    return [INDEX[char] for char in text]


@pytest.mark.parametrize(
    ("text", "written"),
    [("BRICE", "BRiCE"), ("I", "i"), ("A1I", "A1i"), ("Ida", "Ida"), ("in", "in"), ("", "")],
)
def test_only_an_i_among_capitals_is_dotted(text: str, written: str) -> None:
    assert "".join(CHARS[label] for label in dotted(labels(text))) == written


def test_a_dotted_i_is_as_tall_as_a_capital() -> None:
    rng = np.random.default_rng(0)
    for mask in I_MASKS:
        ys = np.nonzero(tall_i(mask, rng))[0]
        assert 0.7 * CAPITAL < np.ptp(ys) < 1.6 * CAPITAL


def test_some_dots_are_rings() -> None:
    """A ring has a hole, which no i of a plain typeface has."""
    rng = np.random.default_rng(1)
    mask = np.zeros((30, 8), bool)
    mask[:4, 2:6] = mask[9:, 2:6] = True
    holes = [_holes(tall_i(mask, rng)) for _ in range(40)]
    assert 5 < sum(holes) < 35


def _holes(mask: np.ndarray) -> bool:
    ground, _ = cv2.connectedComponents(1 - np.pad(mask, 1).astype(np.uint8), connectivity=4)
    return ground > 2


def test_accents_are_ink_that_is_nobodys() -> None:
    ink, owner = np.zeros((120, 60), bool), np.full((120, 60), NOBODY, np.int16)
    ink[60:92, 20:40] = True
    owner[ink] = 0
    before, drawn = owner.copy(), 0
    for seed in range(20):
        written = ink.copy()
        accents(written, owner, "E", np.random.default_rng(seed))
        drawn += bool((written & ~ink).any())
        assert not (written & ~ink)[60:].any()
    assert 2 < drawn < 18
    np.testing.assert_array_equal(owner, before)


def test_letters_without_accents_get_none() -> None:
    ink = np.ones((4, 4), bool)
    accents(ink, np.zeros((4, 4), np.int16), "xz7", np.random.default_rng(0))
    assert ink.all()


def test_a_manner_says_how_often() -> None:
    """But for typefaces that have no small letters."""
    often, never = (_of_capitals(Manner(0.0, 1.0, dotted=share)) for share in (1.0, 0.0))
    assert np.mean(["i" in text for text in often]) > 0.6
    assert not any("i" in text for text in never)


class _Capitals:
    def draw(self) -> list[int]:
        return [INDEX[char] for char in "MARIE"]


def _of_capitals(manner: Manner) -> list[str]:
    composer = Composer(characters(600), 1, manner)
    return [composer.compose(_Capitals()).text for _ in range(120)]
