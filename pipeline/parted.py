"""A line's components, told apart: what is written by hand, and words set in type."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from pipeline.components import Component
from pipeline.look import Look
from pipeline.runs import Run

BEHIND, DOT = 0.8, 0.35
"""Of a word's height: how far behind it a dot is its own, and how large at most."""

Row = list[Component]
Type = Iterable[tuple[Look | Run, float]]
"""Words or runs that are type, each with its log odds."""


@dataclass(frozen=True, eq=False)
class Printed:
    """A word set in type, and how likely it is that it is type."""

    row: Row
    sure: float


@dataclass(frozen=True)
class Parted:
    """A line's components, as written by hand and as words set in type."""

    handwritten: Row = field(default_factory=list)
    words: list[Printed] = field(default_factory=list)

    @property
    def printed(self) -> Row:
        """All that is set in type."""
        return [c for word in self.words for c in word.row]


def parted(row: Row, words: Type) -> Parted:
    """The words of a row that are print, each with its log odds, and the rest of it.

    Whatever stands over, under or between a printed word's letters goes with it, so that a word
    that another one's swash reaches around is part of that one; and so do the dots behind it.
    """
    rest, printed = row, []
    for word, odds in words:
        inside, beside = list[Component](), list[Component]()
        for part in rest:
            (inside if _belongs(part, word) else beside).append(part)
        rest = beside
        if inside:
            printed.append(Printed(inside, float(1 / (1 + np.exp(-odds)))))
    return Parted(rest, printed)


def _belongs(part: Component, word: Look | Run) -> bool:
    """Whether it stands where a word does, or is a dot of the colon or full stop behind it."""
    if word.left <= part.centre <= word.right:
        return True
    tall = max(letter.height for letter in word.letters)
    near = word.right <= part.x <= word.right + BEHIND * tall
    level = any(letter.y <= part.middle <= letter.bottom for letter in word.letters)
    return near and level and max(part.width, part.height) <= DOT * tall


def further(line: Parted, words: Type) -> Parted:
    """With more words that are type, of what was the hand's."""
    more = parted(line.handwritten, words)
    return Parted(more.handwritten, line.words + more.words)
