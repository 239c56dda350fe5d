"""A word's lattice with what is believed of its glyphs, before it is spelled."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from pipeline.classes import CHARS
from pipeline.components import Component
from pipeline.context import look_alikes
from pipeline.lattice import Lattice, best_path
from pipeline.runs import foot_slope

STANDING, FOOT = 5, 30
"""So many letters say where the line is that they stand on: at this percentile of their feet, since
half of a word may hang below it.
"""


@dataclass(frozen=True, eq=False)
class Scored:
    """A word's lattice with the classifier's rows, and the same rows given the line around.

    context: whether the word as a whole says anything of its characters.
    """

    lattice: Lattice
    probabilities: np.ndarray
    rows: np.ndarray
    context: bool

    def boundary(self, glyph: Component) -> int | None:
        """After which piece a candidate ends; None where others go on beyond it."""
        candidates = self.lattice.candidates
        end = next((c.end for c in candidates if c.glyph is glyph), None)
        return None if end is None or any(c.start < end < c.end for c in candidates) else end

    def part(self, start: int, end: int | None = None) -> Self:
        """The pieces start..end, or to the last, as a word of their own.

        What the frames say of the whole word they do not say of a part.
        """
        end = self.lattice.pieces if end is None else end
        within = [start <= c.start and c.end <= end for c in self.lattice.candidates]
        kept = [c for c, inside in zip(self.lattice.candidates, within, strict=True) if inside]
        moved = [replace(c, start=c.start - start, end=c.end - start) for c in kept]
        whole = self.lattice
        lattice = replace(whole, pieces=end - start, candidates=moved, marks=[], framed=None)
        rows = self.rows[within]
        return replace(self, lattice=lattice, probabilities=self.probabilities[within], rows=rows)

    def joined(self, other: Self) -> Self:
        """With the next word of the line behind it, as one."""
        before, after = self.lattice, other.lattice
        first = before.pieces
        moved = [replace(c, start=c.start + first, end=c.end + first) for c in after.candidates]
        lattice = replace(
            before,
            pieces=first + after.pieces,
            candidates=[*before.candidates, *moved],
            marks=[*before.marks, *after.marks],
            framed=None,
        )
        probabilities = np.concatenate([self.probabilities, other.probabilities])
        rows = np.concatenate([self.rows, other.rows])
        return replace(self, lattice=lattice, probabilities=probabilities, rows=rows)


def line_of(words: list[Lattice], probabilities: list[np.ndarray], plain: bool) -> list[Scored]:
    """The words of one line, their rows weighed by the height of its tall letters.

    plain: every character by itself, without look-alikes shared.
    """
    shares = [_normalised(rows) for rows in probabilities]
    if not plain:
        heights = [np.array([c.glyph.height for c in word.candidates]) for word in words]
        tall = float(np.percentile(_chosen(words, probabilities, heights), 85))
        hangs = _hangs(words, probabilities)
        sized = zip(shares, heights, hangs, strict=True)
        shares = [look_alikes(rows, height, tall, hang) for rows, height, hang in sized]
    scored = zip(words, probabilities, shares, strict=True)
    return [Scored(*word, context=not plain) for word in scored]


def _chosen(
    words: list[Lattice], probabilities: list[np.ndarray], heights: list[np.ndarray]
) -> np.ndarray:
    """Of what is known of candidates, such as their heights, that of each word's best path."""
    scored = zip(words, probabilities, heights, strict=True)
    return np.concatenate([height[best_path(word, rows)] for word, rows, height in scored])


def _hangs(words: list[Lattice], probabilities: list[np.ndarray]) -> list[np.ndarray | None]:
    """How far each candidate hangs below the line that letters stand on, pixels; None for all of
    a line with too few.
    """
    places = [np.array([(c.glyph.centre, c.glyph.bottom) for c in w.candidates]) for w in words]
    x, bottoms = _chosen(words, probabilities, places).T
    if len(x) < STANDING:
        return [None] * len(words)
    slope = foot_slope(x, bottoms)
    foot = float(np.percentile(bottoms - slope * x, FOOT))
    return [place[:, 1] - slope * place[:, 0] - foot for place in places]


def _normalised(probabilities: np.ndarray) -> np.ndarray:
    """Rows divided by their sums (the reject output aside); even where there is no belief."""
    rows = probabilities.astype(np.float64)
    sums = rows.sum(axis=1, keepdims=True)
    return np.divide(rows, sums, out=np.full_like(rows, 1 / len(CHARS)), where=sums > 0)
