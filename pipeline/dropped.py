"""Letters that a match leaves out: what a pattern or a lexicon was made to fit."""

from pipeline.components import Component
from pipeline.lattice import Lattice

LETTER = 0.6
"""Ink of at least this share of a letter's height was written for something."""


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


def _is_read(piece: Component, read: list[Component]) -> bool:
    return any(ink.x <= piece.centre <= ink.right for ink in read)
