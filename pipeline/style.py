"""Print beside handwriting: which words are set in type, and what a job reads of the two.

Type keeps its line: its capitals share their top and bottom rows to the pixel, which a hand never
does for long. What of a form's prompt is overprinted or broken still leaves most of its letters.
"""

from dataclasses import replace

import numpy as np

from pipeline.components import Component
from pipeline.lattice import Lattice
from pipeline.options import Wanted
from pipeline.reading import Style

Words = list[Lattice]

PRINTED = 0.6
"""A word aligned at least so well is set in type,"""
PROMPT = 0.4
"""or so well, where a colon follows it."""
LETTERS = 3
"""Fewer letters stand on one line by chance; two do before a colon."""
TIGHT, LOOSE = 0.05, 0.06
"""Shares of a letter's height that a letter strays by: of type, but for half or a whole pixel."""


def with_style(words: Words) -> Words:
    """A line's words, each marked `printed` or `handwritten`."""
    return [replace(word, style=_style(word)) for word in words]


def wanted(lines: list[Words], style: Wanted) -> list[Words]:
    """What a job asked to read: `auto` leaves print out where handwriting stands beside it.

    A line of which nothing is left is kept, empty, so that lines keep their numbers.
    """
    if style == "any" or (style == "auto" and not _any(lines, "handwritten")):
        return lines
    kept: Style = "printed" if style == "printed" else "handwritten"
    return [[word for word in words if word.style == kept] for words in lines]


def _any(lines: list[Words], style: Style) -> bool:
    return any(word.style == style and word.pieces > 1 for words in lines for word in words)


def _style(word: Lattice) -> Style:
    letters = [c.glyph for c in word.candidates if c.end == c.start + 1]
    least, fewest = (PROMPT, LETTERS - 1) if _colon(word, letters) else (PRINTED, LETTERS)
    printed = len(letters) >= fewest and alignment(letters, word.em) >= least
    return "printed" if printed else "handwritten"


def alignment(letters: list[Component], em: float) -> float:
    """How many letters share the word's top and bottom rows, 0 to 1; the exact weigh double.

    em: pixels, a letter's height.
    """
    tops, bottoms = np.array([[c.y, c.bottom] for c in letters]).T
    strayed = np.maximum(np.abs(tops - np.median(tops)), np.abs(bottoms - np.median(bottoms)))
    exact = strayed <= max(0.5, TIGHT * em)
    near = strayed <= max(1.0, LOOSE * em)
    return float(np.mean(2 * exact + near) / 3)


def _colon(word: Lattice, letters: list[Component]) -> bool:
    """Whether two dots stand one over the other right of the last letter."""
    right = max(c.right for c in letters) - 1
    dots = [m for m in word.marks if m.x >= right and max(m.width, m.height) < 0.5 * word.em]
    return any(
        abs(a.centre - b.centre) < 0.2 * word.em and abs(a.middle - b.middle) > 0.25 * word.em
        for a in dots
        for b in dots
    )
