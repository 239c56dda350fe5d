"""Words whose lattices and beliefs are known."""

import numpy as np
from accuracy.traces import Trace, WordTrace

from pipeline.classes import COUNT, INDEX
from pipeline.lattice import Candidate, Lattice
from tests.pipeline.drawing import solid

Arc = tuple[int, int, str]
"""First piece, last piece + 1, and the character that the classifier sees in it."""


def word(pieces: int, arcs: list[Arc], read: dict[int, str], sure: float = 0.9) -> WordTrace:
    """A word in a trace; `read` says what the result has for which arcs."""
    candidates = [Candidate(a, b, solid(10 * a, 0, 10 * (b - a), 10)) for a, b, _ in arcs]
    rows = np.full((len(arcs), COUNT), (1 - sure) / (COUNT - 1))
    for row, (_, _, char) in zip(rows, arcs, strict=True):
        row[INDEX[char]] = sure
    boxes = [candidate.glyph.box for candidate in candidates]
    return WordTrace(Lattice(pieces, candidates, 10.0), rows, boxes, read)


def trace(*words: WordTrace, kept: bool = True) -> Trace:
    """A trace of one line."""
    return Trace([list(words)], {0: [each.text for each in words]} if kept else {})
