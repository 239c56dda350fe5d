"""A word's lattice → the graph that is searched for its best spellings."""

import numpy as np

from pipeline.classes import COUNT as CLASSES
from pipeline.context import DIGITS
from pipeline.lattice import Lattice, evidence, forward
from pipeline.search import Graph
from pipeline.symbols import COUNT, DIGIT_LIKE, INDEX, OTHER_CASE

CLASS_FLOOR = 1e-4
"""No class of a glyph is less likely than this: networks err with certainty."""


def word_graph(lattice: Lattice, probabilities: np.ndarray, rows: np.ndarray) -> Graph:
    """Nodes are the boundaries of pieces, arcs the candidates by their starts.

    Args:
        probabilities: float [candidates,62], the classifier's.
        rows: float [candidates,62], the same given the sizes and shapes around; rows sum to 1.
            What is below CLASS_FLOOR is not followed, where no pattern asks for it.
    """
    order = by_start(lattice)
    starts = np.array([lattice.candidates[i].start for i in order], dtype=np.int64)
    ends = np.array([lattice.candidates[i].end for i in order], dtype=np.int64)
    scores = letter_scores(lattice, probabilities, rows)
    scores[:, :CLASSES][rows < CLASS_FLOOR] = -np.inf
    # What a charset leaves out has given its share away already, look-alikes and all.
    scores[:, COUNT : COUNT + CLASSES][:, DIGITS] = scores[:, :CLASSES][:, DIGITS]
    scores = scores[order]
    return Graph(lattice.pieces + 1, starts, ends, scores, np.full(len(order), -np.inf))


def by_start(lattice: Lattice) -> list[int]:
    """The candidates in the order in which a graph's arcs stand for them."""
    return sorted(range(len(lattice.candidates)), key=lambda i: lattice.candidates[i].start)


def letter_scores(
    lattice: Lattice, probabilities: np.ndarray, rows: np.ndarray, small: float = 0.5
) -> np.ndarray:
    """Log odds of each symbol on each candidate against the best path: [candidates, 2 COUNT].

    The best path through the lattice, read as it looks, scores 0; whatever else, less.
    small: how likely the word's letters are small ones, where either case may be on the paper.
    """
    scores = np.full((len(lattice.candidates), 2 * COUNT), -np.inf)
    if not len(scores):
        return scores
    base = _behind(lattice, probabilities) - np.log(np.maximum(rows.max(axis=1), CLASS_FLOOR))
    for first, likely in ((0, rows), (COUNT, rows @ _either(small))):
        seen = np.log(np.maximum(likely, CLASS_FLOOR))
        scores[:, first : first + CLASSES] = seen + base[:, None]
    return scores


def _either(small: float) -> np.ndarray:
    """Which classes count as each letter where either case may be on the paper: float [62,62].

    A stroke alone is an l in small letters, in capitals an I; where there is no l to choose it is
    as much a one, and a ring without an o as much a zero.
    """
    either = _CASES.copy()
    for stroke, letters in (("l", "LI"), ("I", "li")):
        either[INDEX[stroke], [INDEX[letter] for letter in letters]] = small, 1 - small
    for letter, digit in DIGIT_LIKE:
        either[INDEX[letter], INDEX[digit]] = 1.0
    return either


_CASES = np.eye(CLASSES)
_CASES[np.arange(CLASSES), OTHER_CASE[:CLASSES]] = 1.0


def _behind(lattice: Lattice, probabilities: np.ndarray) -> np.ndarray:
    """How far each candidate is behind the best path over the same pieces; 0 on the path."""
    scores = evidence(lattice, probabilities)
    best, _ = forward(lattice, scores)
    starts = np.array([c.start for c in lattice.candidates])
    ends = np.array([c.end for c in lattice.candidates])
    return np.asarray(scores + best[starts] - best[ends])
