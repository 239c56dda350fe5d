"""The label laid over a lattice: which candidates would have to be chosen to read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from accuracy.traces import WordTrace
from pipeline.classes import CHARS, INDEX

FLOOR = 1e-4
SKIP = float(np.log(1e-3))
"""Log odds against leaving out a candidate: a dash, a speck, a bit of a rule."""


@dataclass(frozen=True)
class Step:
    """A candidate of a word, and the character of the label that it stands for; none: left out."""

    word: int
    candidate: int
    char: str | None
    belief: float


@dataclass(frozen=True)
class Alignment:
    """The best way to read a label from a line; `score` is its log probability."""

    score: float
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class _Arc:
    start: int
    end: int
    word: int
    candidate: int


def align(line: Sequence[WordTrace], label: str) -> Alignment | None:
    """Lay a label (upper case, A-Z and 0-9) over a line's lattices, case put aside.

    Words before and after it may be left out whole, since forms print words beside the writing.
    None where no path has that many pieces.
    """
    offsets = [0, *accumulate(word.lattice.pieces for word in line)]
    arcs = sorted(_arcs(line, offsets), key=lambda arc: arc.start)
    beliefs = _beliefs(line, label)
    best = np.full((offsets[-1] + 1, len(label) + 1), -np.inf)
    best[offsets[:-1], 0] = 0.0
    back: dict[tuple[int, int], tuple[_Arc, bool]] = {}
    for arc in arcs:
        _advance(arc, beliefs[arc.word][arc.candidate], best, back)
    end = max(offsets[1:], key=lambda node: best[node, len(label)], default=0)
    score = float(best[end, len(label)]) if line else -np.inf
    return Alignment(score, _steps(end, label, back, beliefs)) if np.isfinite(score) else None


def case_free(row: np.ndarray, char: str) -> float:
    """The belief in a character in either case."""
    return float(sum(row[INDEX[each]] for each in {char.upper(), char.lower()}))


def top(row: np.ndarray) -> str:
    """The most likely character of a row, upper case, the beliefs of both cases added."""
    return max(set(CHARS.upper()), key=lambda char: (case_free(row, char), char))


def _arcs(line: Sequence[WordTrace], offsets: list[int]) -> list[_Arc]:
    return [
        _Arc(offsets[w] + c.start, offsets[w] + c.end, w, k)
        for w, word in enumerate(line)
        for k, c in enumerate(word.lattice.candidates)
    ]


def _beliefs(line: Sequence[WordTrace], label: str) -> list[np.ndarray]:
    """For each word, float [candidates, characters of the label]."""
    columns = [np.zeros((len(word.rows), len(label))) for word in line]
    for word, found in zip(line, columns, strict=True):
        for at, char in enumerate(label):
            cases = [INDEX[each] for each in {char.upper(), char.lower()}]
            found[:, at] = word.rows[:, cases].sum(axis=1)
    return columns


def _advance(
    arc: _Arc,
    beliefs: np.ndarray,
    best: np.ndarray,
    back: dict[tuple[int, int], tuple[_Arc, bool]],
) -> None:
    """Extend every state at the arc's start by one character of the label, or by none."""
    read = best[arc.start, :-1] + np.log(np.maximum(beliefs, FLOOR))
    for count, score in enumerate(read, start=1):
        if score > best[arc.end, count]:
            best[arc.end, count], back[arc.end, count] = score, (arc, True)
    for count, score in enumerate(best[arc.start] + SKIP):
        if score > best[arc.end, count] and (count or best[arc.end, 0] < 0):
            best[arc.end, count], back[arc.end, count] = score, (arc, False)


def _steps(
    node: int,
    label: str,
    back: dict[tuple[int, int], tuple[_Arc, bool]],
    beliefs: list[np.ndarray],
) -> tuple[Step, ...]:
    steps, count = [], len(label)
    while (node, count) in back:
        arc, reads = back[node, count]
        count -= reads
        char = label[count] if reads else None
        belief = float(beliefs[arc.word][arc.candidate][count]) if reads else 0.0
        steps.append(Step(arc.word, arc.candidate, char, belief))
        node = arc.start
    return tuple(reversed(steps))
