"""A word's lattice of candidate glyphs, and the best path through it."""

from dataclasses import dataclass, field

import numpy as np

from pipeline.components import Component
from pipeline.reading import Style
from pipeline.strip import Framed

WIDTH_MEAN, WIDTH_SIGMA = 0.72, 0.45
"""A letter's width as a share of a letter's height: what the path prefers, loosely."""
CHARACTER_WEIGHT, CLASS_WEIGHT, WIDTH_WEIGHT = 1.0, 1.0, 0.25
"""Of each kind of evidence for a candidate: that it is a character at all (a row's sum), that it
is one of a certain class (the largest of row / sum), and its width."""
FLOOR = 1e-6
"""No probability counts for less."""


@dataclass(frozen=True, eq=False)
class Candidate:
    """A glyph that covers the pieces start..end of a word.

    prior: log odds that those pieces are one character, before its class is asked; cuts: how many
    of its two edges are cuts through a component; scrap: whether the strip network sees no
    character there.
    """

    start: int
    end: int
    glyph: Component
    prior: float = 0.0
    cuts: int = 0
    scrap: bool = False


@dataclass(frozen=True, eq=False)
class Lattice:
    """The candidates over `pieces` pieces, and the line's letter height in pixels.

    marks: small ink beside, over or under the letters that is part of none, left to right: what
    only a separator of a pattern or a lexicon can mean. style: print or hand, where it was asked.
    framed: what the strip network saw of the word, where there is one.
    """

    pieces: int
    candidates: list[Candidate]
    em: float
    marks: list[Component] = field(default_factory=list)
    style: Style | None = None
    framed: Framed | None = None

    @property
    def singles(self) -> list[Component]:
        """Each piece's own glyph, left to right."""
        pieces = [c for c in self.candidates if c.end == c.start + 1]
        return [c.glyph for c in sorted(pieces, key=lambda c: c.start)]


def best_path(lattice: Lattice, probabilities: np.ndarray) -> list[int]:
    """The candidates that cover every piece once, best by their evidence.

    Args:
        probabilities: float32 [len(candidates),62], a classifier's rows.

    Returns:
        Indices of the chosen candidates, left to right.
    """
    return _trace(lattice, forward(lattice, evidence(lattice, probabilities))[1])


def forward(lattice: Lattice, scores: np.ndarray) -> tuple[np.ndarray, list[int]]:
    """The best score of each boundary, float64 [pieces + 1], and the candidate that ends there."""
    best = np.full(lattice.pieces + 1, -np.inf)
    best[0], chosen = 0.0, [-1] * (lattice.pieces + 1)
    for index in sorted(range(len(scores)), key=lambda i: lattice.candidates[i].start):
        candidate = lattice.candidates[index]
        total = best[candidate.start] + scores[index]
        if total > best[candidate.end]:
            best[candidate.end], chosen[candidate.end] = total, index
    return best, chosen


def evidence(lattice: Lattice, probabilities: np.ndarray) -> np.ndarray:
    """How well each candidate stands for a character, whichever: float64 [candidates].

    Every piece weighs the same, so that neither few large nor many small glyphs are preferred.
    """
    spans = np.array([c.end - c.start for c in lattice.candidates])
    sums = np.maximum(probabilities.sum(axis=1, dtype=np.float64), FLOOR)
    classes = np.maximum(probabilities.max(axis=1) / sums, FLOOR)
    shape = CHARACTER_WEIGHT * np.log(sums) + CLASS_WEIGHT * np.log(classes)
    priors = np.array([c.prior for c in lattice.candidates])
    return np.asarray(spans * (shape + WIDTH_WEIGHT * _width_fit(lattice)) + priors)


def _width_fit(lattice: Lattice) -> np.ndarray:
    widths = np.array([c.glyph.width / max(lattice.em, c.glyph.height) for c in lattice.candidates])
    return np.asarray(-0.5 * ((widths - WIDTH_MEAN) / WIDTH_SIGMA) ** 2)


def _trace(lattice: Lattice, chosen: list[int]) -> list[int]:
    path: list[int] = []
    end = lattice.pieces
    while end > 0:
        path.append(chosen[end])
        end = lattice.candidates[chosen[end]].start
    return path[::-1]
