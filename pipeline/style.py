"""Print beside handwriting: which words are set in type, and what a job reads of the two.

Type keeps its line, its size and its spacing, which a hand never does for long; beside a hand it
is the smaller and the better aligned of the two, and a prompt often ends in a colon. What of a
prompt is overprinted or broken still leaves most of its letters.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from pipeline.components import Component
from pipeline.lattice import Lattice
from pipeline.options import Wanted
from pipeline.reading import Style

Words = list[Lattice]

ALIGNMENT, COLON, SPACING = 5.5, 3.0, 5.0
"""Evidence for print, each by itself: how well the letters keep their line (0 to 1), a colon after
them, and, against it, the gap between them in letters' heights."""
CONTRAST, SIZE = 5.0, 5.0
"""And beside other words: how much better it keeps its line than the worst of them, and, against
it, its height as a share of the tallest's."""
BIAS, ALONE = 1.5, -3.7
"""What the evidence starts from, with other words beside it and without."""
LETTERS = 3
"""Fewer keep one line by chance."""
TIGHT, LOOSE = 0.05, 0.06
"""Shares of a letter's height that a letter strays by: of type, but for half or a whole pixel."""


@dataclass(frozen=True)
class Look:
    """How a word of two letters or more stands: its alignment, 0 to 1, and the typical height
    of a letter and gap between two, in pixels and in letters' heights.
    """

    alignment: float
    letters: int
    height: float
    gap: float
    colon: bool


def with_styles(lines: list[Words]) -> list[Words]:
    """The words of a page, each marked `printed` or `handwritten`."""
    looks = {id(word): _look(word) for words in lines for word in words if _letters(word)[1:]}
    styles = {key: _style(look, _others(looks, key)) for key, look in looks.items()}
    marked = [[replace(w, style=styles.get(id(w), "handwritten")) for w in ws] for ws in lines]
    return marked


def wanted(lines: list[Words], style: Wanted) -> list[Words]:
    """What a job asked to read: `auto` leaves print out where handwriting stands beside it.

    A line of which nothing is left is kept, empty, so that lines keep their numbers.
    """
    if style == "any" or (style == "auto" and not _any(lines, "handwritten")):
        return lines
    kept: Style = "printed" if style == "printed" else "handwritten"
    return [[word for word in words if word.style == kept] for words in lines]


def alignment(letters: list[Component], em: float) -> float:
    """How many letters share the word's top and bottom rows, 0 to 1; the exact weigh double.

    em: pixels, a letter's height.
    """
    tops, bottoms = np.array([[c.y, c.bottom] for c in letters]).T
    strayed = np.maximum(np.abs(tops - np.median(tops)), np.abs(bottoms - np.median(bottoms)))
    exact = strayed <= max(0.5, TIGHT * em)
    near = strayed <= max(1.0, LOOSE * em)
    return float(np.mean(2.0 * exact + near) / 3)


def _any(lines: list[Words], style: Style) -> bool:
    return any(word.style == style and word.pieces > 1 for words in lines for word in words)


def _style(look: Look, others: list[Look]) -> Style:
    evidence = ALIGNMENT * look.alignment + COLON * look.colon - SPACING * look.gap
    if others:
        contrast = look.alignment - min(other.alignment for other in others)
        size = look.height / max(other.height for other in others)
        evidence += BIAS + CONTRAST * contrast - SIZE * size
    else:
        evidence += ALONE
    few = look.letters < LETTERS and not look.colon
    return "printed" if evidence > 0 and not few else "handwritten"


def _others(looks: dict[int, Look], key: int) -> list[Look]:
    return [look for other, look in looks.items() if other != key]


def _look(word: Lattice) -> Look:
    letters = sorted(_letters(word), key=lambda c: c.x)
    gaps = [max(right.x - left.right, 0) for left, right in pairwise(letters)]
    return Look(
        alignment=alignment(letters, word.em),
        letters=len(letters),
        height=float(np.median([c.height for c in letters])),
        gap=float(np.median(gaps)) / word.em,
        colon=_colon(word, letters),
    )


def _letters(word: Lattice) -> list[Component]:
    return [c.glyph for c in word.candidates if c.end == c.start + 1]


def _colon(word: Lattice, letters: list[Component]) -> bool:
    """Whether two dots stand one over the other right of the last letter."""
    right = max(c.right for c in letters) - 1
    dots = [m for m in word.marks if m.x >= right and max(m.width, m.height) < 0.5 * word.em]
    return any(
        abs(a.centre - b.centre) < 0.2 * word.em and abs(a.middle - b.middle) > 0.25 * word.em
        for a in dots
        for b in dots
    )
