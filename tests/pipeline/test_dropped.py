"""Letters that a match leaves out, and the marks of numbers."""

import pytest

from pipeline.components import Component
from pipeline.dropped import has_dropped, has_mark
from pipeline.lattice import Candidate, Lattice
from tests.pipeline.drawing import solid

LETTERS = [solid(x, 10, 18, 30) for x in (0, 30, 60, 90)]


def word(pieces: list[Component]) -> Lattice:
    return Lattice(len(pieces), [Candidate(k, k + 1, p) for k, p in enumerate(pieces)], 30.0)


@pytest.mark.parametrize(
    ("read", "dropped"),
    [
        ([0, 1, 2, 3], False),
        ([0, 1, 3], True),
        ([0, 3], True),
        ([0, 1, 2], True),
        ([1, 2, 3], True),
        ([], False),
    ],
)
def test_a_letter_of_a_word_is_missed(read: list[int], dropped: bool) -> None:
    assert has_dropped([word(LETTERS)], [LETTERS[k] for k in read]) == dropped


def test_specks_are_not() -> None:
    pieces = [LETTERS[0], solid(22, 30, 4, 5), LETTERS[1]]
    assert not has_dropped([word(pieces)], LETTERS[:2])


def test_nor_is_what_was_read_as_part_of_a_letter() -> None:
    assert not has_dropped([word(LETTERS)], [LETTERS[0], solid(28, 10, 60, 30), LETTERS[3]])


def test_words_are_looked_at_together() -> None:
    first, last = word(LETTERS[:2]), word(LETTERS[2:])
    assert has_dropped([first, last], [LETTERS[0], LETTERS[3]])
    assert has_dropped([first, word([solid(120, 10, 18, 30)]), last], LETTERS)
    # What stands before or after is a prompt, or another field.
    assert not has_dropped([first, last], LETTERS[:2])
    assert not has_dropped([first, last], LETTERS[2:])


def marked(*marks: Component) -> Lattice:
    return Lattice(4, [], 30.0, list(marks))


POINT, COMMA, DASH = solid(52, 36, 4, 4), solid(52, 34, 4, 12), solid(50, 25, 8, 3)


@pytest.mark.parametrize("mark", [POINT, COMMA, DASH])
def test_a_mark_between_digits_is_missed(mark: Component) -> None:
    assert has_mark("3627", LETTERS, marked(mark))


@pytest.mark.parametrize("text", ["AB36", "36AB", "3AB6", "3A62"])
def test_between_letters_it_is_not(text: str) -> None:
    assert not has_mark(text, LETTERS, marked(POINT))


@pytest.mark.parametrize(
    "mark",
    [
        pytest.param(solid(-8, 36, 4, 4), id="before the first"),
        pytest.param(solid(112, 36, 4, 4), id="after the last"),
        pytest.param(solid(53, 39, 1, 1), id="a speck"),
        pytest.param(solid(40, 10, 30, 15), id="a smear"),
        pytest.param(solid(50, 0, 4, 4), id="a dot over them"),
    ],
)
def test_what_is_no_separator_there_is_not(mark: Component) -> None:
    assert not has_mark("3627", LETTERS, marked(mark))


def test_a_word_without_marks_misses_none() -> None:
    assert not has_mark("3627", LETTERS, marked())
    assert not has_mark("", [], marked(POINT))
