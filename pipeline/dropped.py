"""What a reading leaves out: letters of what was made to fit a pattern or a lexicon, and the marks
in a number that was read without either: `362.73` is no 36273.
"""

from itertools import pairwise

from pipeline.components import Component
from pipeline.lattice import Lattice
from pipeline.separators import band_of, of_ink
from pipeline.symbols import SEPARATORS

LETTER = 0.6
"""Ink of at least this share of a letter's height was written for something."""
LIKELY = -1.0
"""Log odds: from here on a mark is taken for the separator that it resembles most."""
WRITTEN = [SEPARATORS.index(char) for char in ".,-:/"]
"""Those that stand between characters, not over them."""
SPECK = 0.06
"""Of a letter's height: what is smaller, both ways, was not written."""


def has_dropped(words: list[Lattice], read: list[Component]) -> bool:
    """Whether a letter is part of no character read, in a word of which others are, or between.

    Args:
        words: a line's, left to right.
        read: the ink of the match's characters and separators.
    """
    matched = [any(_is_read(piece, read) for piece in word.singles) for word in words]
    if not any(matched):
        return False
    first, last = matched.index(True), len(matched) - matched[::-1].index(True)
    return any(
        piece.height >= LETTER * word.em and not _is_read(piece, read)
        for word in words[first:last]
        for piece in word.singles
    )


def has_mark(text: str, glyphs: list[Component], lattice: Lattice) -> bool:
    """Whether a separator stands between two digits of a word that were read as neighbours.

    Args:
        text: the word's characters; glyphs: the ink of each.
    """
    digits = [
        both
        for (a, b), both in zip(pairwise(text), pairwise(glyphs), strict=True)
        if a.isdigit() and b.isdigit()
    ]
    return any(has_mark_between(*both, lattice) for both in digits)


def has_mark_between(one: Component, other: Component, lattice: Lattice) -> bool:
    """Whether a separator stands between two characters; what is over them may be of either."""
    band, least = band_of([one, other]), SPECK * lattice.em
    return any(
        of_ink(mark, band)[WRITTEN].max() >= LIKELY
        for mark in lattice.marks
        if one.centre < mark.centre < other.centre and max(mark.width, mark.height) >= least
    )


def _is_read(piece: Component, read: list[Component]) -> bool:
    return any(ink.x <= piece.centre <= ink.right for ink in read)
