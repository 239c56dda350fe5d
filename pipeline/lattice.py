"""A word's lattice of candidate glyphs, and the best path through it."""

from dataclasses import dataclass

import numpy as np

from pipeline.components import Component

WIDTH_MEAN, WIDTH_SIGMA = 0.72, 0.45
"""A letter's width as a share of a letter's height: what the path prefers, loosely."""


@dataclass(frozen=True, eq=False)
class Candidate:
    """A glyph that covers the pieces start..end of a word.

    prior: log odds that those pieces are one character, before its class is asked.
    """

    start: int
    end: int
    glyph: Component
    prior: float = 0.0


@dataclass(frozen=True, eq=False)
class Lattice:
    """The candidates over `pieces` pieces, and the line's letter height in pixels."""

    pieces: int
    candidates: list[Candidate]
    em: float


def best_path(lattice: Lattice, probabilities: np.ndarray) -> list[int]:
    """The candidates that cover every piece once, best by class evidence and width.

    Every piece weighs the same, so that neither few large nor many small glyphs are preferred.

    Args:
        probabilities: float32 [len(candidates),62], a classifier's rows.

    Returns:
        Indices of the chosen candidates, left to right.
    """
    scores = _scores(lattice, probabilities)
    best = np.full(lattice.pieces + 1, -np.inf)
    best[0], chosen = 0.0, [-1] * (lattice.pieces + 1)
    for index in sorted(range(len(scores)), key=lambda i: lattice.candidates[i].start):
        candidate = lattice.candidates[index]
        total = best[candidate.start] + scores[index]
        if total > best[candidate.end]:
            best[candidate.end], chosen[candidate.end] = total, index
    return _trace(lattice, chosen)


def _scores(lattice: Lattice, probabilities: np.ndarray) -> np.ndarray:
    spans = np.array([c.end - c.start for c in lattice.candidates])
    widths = np.array([c.glyph.width / max(lattice.em, c.glyph.height) for c in lattice.candidates])
    fit = -0.5 * ((widths - WIDTH_MEAN) / WIDTH_SIGMA) ** 2
    evidence = np.log(np.maximum(probabilities.max(axis=1), 1e-6))
    priors = np.array([c.prior for c in lattice.candidates])
    return np.asarray(spans * (evidence + 0.25 * fit) + priors)


def _trace(lattice: Lattice, chosen: list[int]) -> list[int]:
    path: list[int] = []
    end = lattice.pieces
    while end > 0:
        path.append(chosen[end])
        end = lattice.candidates[chosen[end]].start
    return path[::-1]
