from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.classes import COUNT
from pipeline.lattice import Candidate, Lattice, best_path, evidence
from tests.pipeline.drawing import solid


@st.composite
def lattices(draw: st.DrawFn) -> Lattice:
    """Every piece by itself, and some longer runs, in any order."""
    pieces = draw(st.integers(1, 6))
    runs = [(a, b) for a in range(pieces) for b in range(a + 2, pieces + 1)]
    longer = draw(st.lists(st.sampled_from(runs), unique=True)) if runs else []
    spans = draw(st.permutations([(a, a + 1) for a in range(pieces)] + longer))
    widths = draw(st.lists(st.integers(1, 60), min_size=len(spans), max_size=len(spans)))
    candidates = [
        Candidate(a, b, solid(0, 0, width, 20)) for (a, b), width in zip(spans, widths, strict=True)
    ]
    return Lattice(pieces, candidates, em=20.0)


def beliefs(lattice: Lattice, seed: int) -> np.ndarray:
    rows = np.random.default_rng(seed).random((len(lattice.candidates), COUNT)) ** 8
    return rows.astype(np.float32)


def paths(lattice: Lattice, start: int = 0) -> Iterator[list[int]]:
    """Every way to cover the pieces from `start` on."""
    if start == lattice.pieces:
        yield []
    for index, candidate in enumerate(lattice.candidates):
        if candidate.start == start:
            yield from ([index, *rest] for rest in paths(lattice, candidate.end))


@given(lattices(), st.integers(0, 1000))
def test_the_path_covers_every_piece_once(lattice: Lattice, seed: int) -> None:
    path = best_path(lattice, beliefs(lattice, seed))
    covered = [
        k for i in path for k in range(lattice.candidates[i].start, lattice.candidates[i].end)
    ]
    assert covered == list(range(lattice.pieces))


@given(lattices(), st.integers(0, 1000))
def test_no_other_path_scores_higher(lattice: Lattice, seed: int) -> None:
    scores = evidence(lattice, beliefs(lattice, seed))
    best = max(scores[path].sum() for path in paths(lattice))
    path = best_path(lattice, beliefs(lattice, seed))
    assert scores[path].sum() == pytest.approx(best)


@given(lattices())
def test_a_classifier_without_any_belief_still_gets_a_path(lattice: Lattice) -> None:
    path = best_path(lattice, np.zeros((len(lattice.candidates), COUNT), np.float32))
    assert path in list(paths(lattice))


@pytest.mark.parametrize(("whole", "parts", "path"), [(0.9, 0.1, [2]), (0.1, 0.9, [0, 1])])
def test_the_classifier_decides_what_is_a_letter(
    whole: float, parts: float, path: list[int]
) -> None:
    halves = [solid(0, 0, 14, 20), solid(15, 0, 14, 20)]
    candidates = [Candidate(0, 1, halves[0]), Candidate(1, 2, halves[1])]
    lattice = Lattice(2, [*candidates, Candidate(0, 2, solid(0, 0, 29, 20))], em=20.0)
    rows = np.zeros((3, COUNT), np.float32)
    rows[:, 5] = parts, parts, whole
    assert best_path(lattice, rows) == path
