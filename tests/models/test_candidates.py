import cv2
import numpy as np

from models.candidates import NONE, bank, harvest
from models.composition import Composed
from models.scanning import NOBODY
from pipeline.classes import INDEX
from tests.models.characters import characters


def written(text: str, space: int) -> Composed:
    """Letters of OpenCV's own face, 42 pixels tall, `space` pixels from one to the next."""
    image, owner = np.full((90, 400), 255, np.uint8), np.full((90, 400), NOBODY, np.int16)
    x = 20
    for index, char in enumerate(text):
        mask = np.zeros((90, 200), np.uint8)
        cv2.putText(mask, char, (60, 65), cv2.FONT_HERSHEY_SIMPLEX, 2.0, 255, 4)
        left, _, width, _ = cv2.boundingRect(mask)
        letter = mask[:, left : left + width] > 0
        image[:, x : x + width][letter] = 0
        owner[:, x : x + width][letter] = index
        x += width + space
    return Composed(image, owner, text)


def labels(glyphs: np.ndarray) -> list[int]:
    """The lowest class of each candidate set."""
    return [int(np.flatnonzero(row)[0]) for row in glyphs]


def test_letters_apart_are_characters() -> None:
    found = harvest(written("ABE", 14))
    assert labels(found.candidates) == [INDEX[char] for char in "ABE"]
    assert (found.y == -1).all()


def test_two_in_one_and_a_part_of_one_are_none() -> None:
    touching = written("OE", 6)
    gap = np.flatnonzero((touching.owner == 1).any(axis=0))[0]
    touching.image[44:47, gap - 8 : gap] = 0
    found = labels(harvest(touching, wide=0.6).candidates)
    assert INDEX["0"] in found
    assert INDEX["E"] in found
    assert found.count(NONE) >= 2


def test_ink_that_nobody_wrote_is_none() -> None:
    composed = written("ABE", 14)
    cv2.circle(composed.image, (330, 45), 20, 0, 3)
    stain = composed.image < 100
    composed.owner[stain & (composed.owner == NOBODY)] = -2
    found = labels(harvest(composed, wide=1.0).candidates)
    assert found == [*(INDEX[char] for char in "ABE"), NONE]


def test_what_looks_alike_without_its_size_may_be_any_of_it() -> None:
    row = harvest(written("AOE", 14)).candidates[1]
    assert {int(k) for k in np.flatnonzero(row)} == {INDEX[char] for char in "0Oo"}


def test_a_bank_holds_as_many_characters_as_others_and_is_seeded() -> None:
    first, second = (bank(characters(300), words=25, seed=4) for _ in range(2))
    np.testing.assert_array_equal(first.x, second.x)
    assert first.candidates.shape == (len(first), NONE + 1)
    assert 0.2 < first.candidates[:, NONE].mean() < 0.6
    assert not (first.candidates[:, NONE] & first.candidates[:, :NONE].any(axis=1)).any()
