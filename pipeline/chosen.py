"""The normalised glyphs behind a reading's characters, for those who want to keep them."""

import numpy as np

from pipeline.glyph import SIDE
from pipeline.page import Page, in_file
from pipeline.reading import Reading


def chosen(page: Page, glyphs: np.ndarray, reading: Reading) -> np.ndarray:
    """What the classifier saw of each character, in reading order.

    Args:
        page: the lattices that were read.
        glyphs: uint8 [candidates of the page,28,28], in the lattices' order.
        reading: what came of them; every character has the box of its candidate.

    Returns:
        uint8 [characters,28,28]; all zero for a character that no candidate stands for.
    """
    candidates = [c for line in page.lines for word in line for c in word.candidates]
    boxes = [in_file(candidate.glyph.box, page) for candidate in candidates]
    places = {box: place for place, box in enumerate(boxes)}
    found = [
        places.get(character.box)
        for line in reading.lines
        for word in line.words
        for character in word.characters
    ]
    empty = np.zeros((SIDE, SIDE), np.uint8)
    kept = [empty if place is None else glyphs[place] for place in found]
    return np.array(kept, np.uint8).reshape(-1, SIDE, SIDE)
