"""The label laid over a lattice."""

import numpy as np
from accuracy.alignment import align, case_free, top

from pipeline.classes import COUNT, INDEX
from tests.scripts.lattices import word

# An M that was cut in two, then an A: r, n and the whole.
MA = [(0, 1, "r"), (1, 2, "n"), (0, 2, "M"), (2, 3, "a")]


def test_the_candidates_of_the_label_are_found_whatever_was_chosen() -> None:
    found = align([word(3, MA, {0: "r", 1: "n", 3: "a"})], "MA")
    assert found is not None
    assert [(step.candidate, step.char) for step in found.steps] == [(2, "M"), (3, "A")]
    assert found.steps[0].belief > 0.9
    other = align([word(3, MA, {})], "RNA")
    assert other is not None
    assert [step.candidate for step in other.steps] == [0, 1, 3]


def test_words_beside_the_label_are_left_out_and_marks_inside_it_skipped() -> None:
    prompt = word(3, [(0, 1, "N"), (1, 2, "O"), (2, 3, "M")], {})
    dashed = word(3, [(0, 1, "L"), (1, 2, "1"), (2, 3, "A")], {})
    found = align([prompt, dashed], "LA")
    assert found is not None
    assert [(step.word, step.candidate, step.char) for step in found.steps] == [
        (1, 0, "L"),
        (1, 1, None),
        (1, 2, "A"),
    ]


def test_no_path_of_enough_pieces_is_none() -> None:
    assert align([word(1, [(0, 1, "A")], {})], "AB") is None
    assert align([], "A") is None


def test_beliefs_are_blind_to_case() -> None:
    row = np.zeros(COUNT)
    row[[INDEX["m"], INDEX["M"], INDEX["7"]]] = 0.3, 0.3, 0.4
    assert case_free(row, "M") == 0.6
    assert case_free(row, "7") == 0.4
    assert top(row) == "M"
