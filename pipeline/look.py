"""How a word looks before it is read: its size, its spacing and how well it keeps its line."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pipeline.components import Component, letter_height
from pipeline.edges import EDGE
from pipeline.segment import Group, groups

Row = list[Component]

TIGHT, LOOSE = 0.01, 0.02
"""Shares of a letter's height that type strays by, beyond the half or whole pixel of a scan."""


@dataclass(frozen=True, eq=False)
class Look:
    """How the letters of a word stand: their alignment, 0 to 1; the gaps between them, in letters'
    heights; whether a colon follows.
    """

    letters: Row
    alignment: float
    gaps: list[float]
    colon: bool

    @property
    def left(self) -> int:
        """Where its first letter begins."""
        return min(c.x for c in self.letters)

    @property
    def right(self) -> int:
        """Where the last to end does."""
        return max(c.right for c in self.letters)

    @property
    def height(self) -> float:
        """Of a typical letter, pixels."""
        return float(np.median([c.height for c in self.letters]))

    @property
    def tall(self) -> int:
        """Of its tallest."""
        return max(c.height for c in self.letters)

    @property
    def gap(self) -> float:
        """A typical one."""
        return float(np.median(self.gaps))


def looks(row: Row, height: int) -> list[Look]:
    """Of each word of two letters or more, and of a line's single letters as one spaced word.

    height: of the page, pixels.
    """
    em = letter_height(row)
    found = groups(row)
    words = [group for group in found if len(group.letters) > 1]
    single = [group for group in found if len(group.letters) == 1]
    if len(single) > 1:
        words.append(Group([c for g in single for c in g.letters], [], em))
    return [_look(group, em, height) for group in words]


def _look(group: Group, em: float, height: int) -> Look:
    letters = sorted(group.letters, key=lambda c: c.x)
    gaps = [max(right.x - left.right, 0) / em for left, right in pairwise(letters)]
    return Look(letters, alignment(letters, em, height), gaps, _has_colon(group, em))


def alignment(letters: Row, em: float, height: int) -> float:
    """How many letters share the word's top and bottom rows, 0 to 1; the exact weigh double.

    em: pixels, a letter's height; height: of the page, whose border may cut the letters.
    """
    tops, bottoms = np.array([[c.y, c.bottom] for c in letters]).T
    cut_top, cut_bottom = np.median(tops) <= EDGE, np.median(bottoms) >= height - EDGE
    above = 0.0 if cut_top else np.abs(tops - np.median(tops))
    below = 0.0 if cut_bottom else np.abs(bottoms - np.median(bottoms))
    strayed = np.maximum(above, below) + np.zeros(len(letters))
    exact = strayed <= 0.5 + TIGHT * em
    near = strayed <= 1.0 + LOOSE * em
    return float(np.mean(2.0 * exact + near) / 3)


def _has_colon(group: Group, em: float) -> bool:
    """Whether two dots stand one over the other right of the last letter."""
    right = max(c.right for c in group.letters) - 1
    dots = [m for m in group.marks if m.x >= right and max(m.width, m.height) < 0.5 * em]
    return any(
        abs(a.centre - b.centre) < 0.2 * em and abs(a.middle - b.middle) > 0.25 * em
        for a in dots
        for b in dots
    )
