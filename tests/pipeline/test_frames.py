"""Frames as evidence: a candidate fits where its class is said once, and nothing beside it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.classes import COUNT
from pipeline.components import Component
from pipeline.frames import LEAST, bounds, evidence, fused, pruned
from pipeline.lattice import Candidate, Lattice, best_path
from pipeline.strip import Framed, Strip, Weights


def glyph(x: int, width: int) -> Component:
    return Component((x, 0, width, 28), np.full((30, width + 2), 200, np.uint8))


def lattice(framed: Framed | None = None) -> Lattice:
    """Two pieces, and both as one."""
    candidates = [
        Candidate(0, 1, glyph(0, 16)),
        Candidate(0, 2, glyph(0, 32)),
        Candidate(1, 2, glyph(16, 16)),
    ]
    return Lattice(2, candidates, 28.0, framed=framed)


def framed(*said: tuple[int, int], share: float = 0.98) -> Framed:
    """Eight frames over 32 columns; said: frame and class."""
    frames = np.full((8, COUNT + 1), (1 - share) / COUNT, np.float32)
    frames[:, COUNT] = share
    for frame, label in said:
        frames[frame] = (1 - share) / COUNT
        frames[frame, label] = share
    return Framed(Strip(np.zeros((32, 32), np.uint8), 0.0, 1.0), frames)


def even() -> np.ndarray:
    return np.full((3, COUNT), 1 / COUNT)


def test_pieces_share_the_frames_at_their_boundary() -> None:
    word = lattice()
    assert bounds(word, framed()) == (0, 4, 8)


@pytest.mark.parametrize(
    ("said", "boundary"),
    [
        ([3, 4], 5),
        ([1, 2, 3, 4], 5),
        ([3, 4, 5, 6], 3),
        ([4, 5], 4),
        ([1, 2, 3, 4, 5, 6], 4),
    ],
)
def test_a_cut_goes_beside_the_frames_of_a_character_that_it_would_part(
    said: list[int], boundary: int
) -> None:
    assert bounds(lattice(), framed(*((frame, 10) for frame in said))) == (0, boundary, 8)


def test_two_characters_said_are_two_pieces() -> None:
    word, rows = fused(lattice(framed((1, 10), (6, 20))), even())
    assert best_path(word, rows) == [0, 2]
    assert rows[0].argmax() == 10
    assert rows[2].argmax() == 20


def test_one_character_said_is_both_pieces_in_one() -> None:
    word, rows = fused(lattice(framed((3, 10), (4, 10))), even())
    assert best_path(word, rows) == [1]
    assert rows[1].argmax() == 10


def test_a_class_that_the_classifier_excludes_stays_out() -> None:
    rows = even()
    rows[:, 10] = 0
    assert fused(lattice(framed((1, 10), (6, 20))), rows)[1][0, 10] == 0


@pytest.mark.parametrize("belief", [1.0, 0.5, 0.0])
def test_belief_in_being_a_character_at_all_counts_as_much_as_is_said(belief: float) -> None:
    sums = np.array([0.9, 0.2, 0.7])
    seen = replace(framed((1, 10), (6, 20)), weights=Weights(belief=belief))
    after = fused(lattice(seen), even() * sums[:, None])[1]
    assert after.sum(axis=1) == pytest.approx(sums**belief)


def test_what_the_frames_contradict_is_not_asked_about() -> None:
    kept = pruned(lattice(framed((1, 10), (6, 20))))
    assert [(c.start, c.end) for c in kept.candidates] == [(0, 1), (1, 2)]


def test_what_the_frames_leave_open_stays() -> None:
    unsure = framed((1, 10), (6, 20), share=0.1)
    assert len(pruned(lattice(unsure)).candidates) == 3


def test_every_piece_stays_for_the_gaps_between_them() -> None:
    kept = pruned(lattice(framed((3, 10), (4, 10))))
    assert [c.box for c in kept.singles] == [(0, 0, 16, 28), (16, 0, 16, 28)]
    assert sorted((c.end - c.start, c.scrap) for c in kept.candidates) == [
        (1, True),
        (1, True),
        (2, False),
    ]


def test_pieces_that_nobody_needs_go_and_leave_their_bounds() -> None:
    word = lattice(framed((3, 10), (4, 10)))
    kept = pruned(word, pieces=False)
    assert [(c.start, c.end) for c in kept.candidates] == [(0, 2)]
    assert kept.framed is not None
    assert kept.framed.bounds == bounds(word, framed((3, 10), (4, 10)))
    assert len(fused(kept, even()[:1])[1]) == 1


def test_frames_count_by_their_weights() -> None:
    light, heavy = (
        fused(lattice(replace(framed((1, 10), (6, 20)), weights=Weights(1.0, by))), even())
        for by in (0.1, 2.0)
    )
    assert light[1][0, 10] < heavy[1][0, 10]


def test_frames_count_for_more_where_a_candidate_is_cut() -> None:
    apart = lattice(framed((1, 10), (6, 20)))
    parts = replace(apart, candidates=[replace(c, cuts=2) for c in apart.candidates])
    assert fused(apart, even())[1][0, 10] < fused(parts, even())[1][0, 10]


def test_without_frames_nothing_changes() -> None:
    word, rows = lattice(), even()
    assert fused(word, rows) == (word, rows)


def test_evidence_is_the_best_run_and_nothing_around_it() -> None:
    seen = framed((1, 10), (2, 10))
    found = evidence(lattice(), seen.frames, [0, 4, 8])
    none, said = np.log(seen.frames[0, COUNT]), np.log(seen.frames[1, 10])
    assert found[0, 10] == pytest.approx(2 * none + 2 * said, abs=1e-4)
    assert found[2].max() < found[0, 10]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.lists(st.integers(0, 8), min_size=3, max_size=3))
def test_evidence_is_a_finite_log_odd_whatever_the_frames_and_bounds(
    seed: int, places: list[int]
) -> None:
    frames = np.random.default_rng(seed).dirichlet(np.full(COUNT + 1, 0.05), 8).astype(np.float32)
    found = evidence(lattice(), frames, sorted(places))
    assert np.isfinite(found).all()
    assert (found <= 1e-5).all()
    assert (found >= 9 * np.log(LEAST)).all()
