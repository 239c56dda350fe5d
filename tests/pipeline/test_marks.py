"""Dots that belong to a letter, and marks that belong to none."""

import pytest

from pipeline.components import Component, join
from pipeline.segment import lattices
from tests.pipeline.drawing import solid
from tests.pipeline.test_segment import letter, singles


def test_the_dot_joins_the_stem_under_it() -> None:
    row = [letter(10), solid(44, 22, 6, 28), solid(44, 10, 5, 5), letter(60)]
    (word,) = lattices(row)
    assert [c.box for c in singles(word)] == [row[0].box, (44, 10, 6, 40), row[3].box]


def test_a_dot_over_a_low_stem_is_a_letter_though_each_alone_is_a_mark() -> None:
    stem, dot = solid(46, 33, 6, 17), solid(45, 20, 8, 7)
    (word,) = lattices([letter(10), stem, dot, letter(66)])
    assert [c.box for c in singles(word)][1] == join([stem, dot]).box
    assert word.marks == []


def test_two_low_stems_side_by_side_have_a_dot_each() -> None:
    stems = [solid(46, 33, 6, 17), solid(58, 33, 6, 17)]
    dots = [solid(46, 20, 6, 6), solid(59, 20, 6, 6)]
    (word,) = lattices([letter(10), *stems, *dots, letter(76)])
    joined = [join([stem, dot]).box for stem, dot in zip(stems, dots, strict=True)]
    assert [c.box for c in singles(word)][1:3] == joined


def test_a_dot_stays_with_its_tall_stem_beside_a_comma() -> None:
    stem, dot, comma = solid(44, 24, 6, 26), solid(44, 10, 5, 5), solid(54, 44, 6, 14)
    (word,) = lattices([letter(10), stem, dot, comma, letter(76)])
    assert [c.box for c in singles(word)][1] == join([stem, dot]).box
    assert [mark.box for mark in word.marks] == [comma.box]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (solid(45, 22, 7, 7), solid(45, 42, 7, 7)),  # a colon
        (solid(45, 14, 6, 6), solid(45, 46, 4, 8)),  # a comma under a speck
        (solid(45, 30, 6, 4), solid(46, 35, 6, 14)),  # as low as a small letter's stem
        (solid(45, 24, 6, 6), solid(45, 44, 6, 14)),  # a semicolon
    ],
)
def test_two_marks_over_each_other_are_no_letter(upper: Component, lower: Component) -> None:
    (word,) = lattices([letter(10), upper, lower, letter(66)])
    assert word.pieces == 2
    assert len(word.marks) == 2


def test_marks_that_belong_to_no_letter_are_kept_aside() -> None:
    dash = solid(44, 30, 14, 4)
    (word,) = lattices([letter(10), dash, letter(68)])
    assert [c.box for c in singles(word)] == [letter(10).box, letter(68).box]
    assert word.marks == [dash]


@pytest.mark.parametrize(
    ("low", "is_mark"),
    [
        (solid(36, 38, 8, 21), True),  # a comma, half as high as a letter
        (solid(36, 24, 12, 26), False),  # a small letter on the line
        (solid(36, 30, 12, 26), False),  # one a little below it
        (solid(36, 26, 10, 36), False),  # one with a tail
        (solid(36, 38, 8, 30), False),  # too tall for a comma, wherever it hangs
        (solid(36, 36, 16, 20), False),  # a subscript
    ],
)
def test_what_hangs_low_and_is_not_tall_is_a_comma(low: Component, is_mark: bool) -> None:
    words = lattices([letter(10), low, letter(54), letter(80)])
    assert [mark.box for word in words for mark in word.marks] == [low.box] * is_mark


def test_small_letters_of_a_line_that_slopes_are_no_commas() -> None:
    row = [solid(34 * k, 24 + 2 * k, 12, 26) for k in range(40)]
    row[::2] = [solid(34 * k, 10 + 2 * k, 12, 40) for k in range(0, 40, 2)]
    assert sum(word.pieces for word in lattices(row)) == 40


def test_a_mark_goes_with_the_word_that_it_stands_in_or_after() -> None:
    before, between, after = solid(0, 30, 5, 5), solid(106, 45, 5, 5), solid(270, 45, 5, 5)
    words = lattices([before, *(letter(x) for x in (10, 44, 78)), between, letter(240), after])
    assert [word.marks for word in words] == [[before, between], [after]]
