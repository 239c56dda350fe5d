import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.components import Component
from pipeline.edges import is_cut, is_stray, tidy
from tests.pipeline.drawing import solid

WORD = [solid(x, 30, 20, 40) for x in range(60, 241, 30)]

rows = st.lists(
    st.builds(
        solid, st.integers(0, 99), st.integers(0, 99), st.integers(1, 60), st.integers(1, 60)
    ),
    min_size=1,
    max_size=10,
)


def test_a_line_in_the_middle_is_not_cut() -> None:
    assert not is_cut(WORD, height=100)


def test_a_line_at_the_border_is_cut() -> None:
    assert is_cut(WORD, height=70)
    assert is_cut([solid(c.x, 0, c.width, 15) for c in WORD], height=100)


def test_one_long_tail_does_not_cut_a_line() -> None:
    assert not is_cut([solid(60, 30, 20, 70), *WORD[1:]], height=100)


def test_a_line_alone_stays_whole() -> None:
    assert tidy([WORD], WORD, width=320) == [WORD]
    from_the_border = [solid(0, 30, 20, 40), solid(30, 30, 20, 40), *WORD]
    assert tidy([from_the_border], from_the_border, width=320) == [from_the_border]


def test_print_along_the_margin_is_taken_off_the_line() -> None:
    margin = [solid(0, y, 12, 18) for y in range(2, 90, 22)]
    row = [margin[1], *WORD]
    assert tidy([row], margin + WORD, width=320) == [WORD]


@pytest.mark.parametrize("letter", [solid(0, 30, 16, 80), solid(0, 0, 16, 70)])
def test_a_first_letter_that_hangs_or_rises_is_no_margin(letter: Component) -> None:
    row = [letter, *WORD]
    assert tidy([row], row, width=320) == [row]


@given(rows, st.integers(0, 9))
def test_tidying_adds_no_ink(row: list[Component], others: int) -> None:
    (kept,) = tidy([row[others:]], row, width=160)
    assert len(kept) <= len(row[others:])
    assert all(
        any(p.x <= c.x and p.right >= c.right and p.y <= c.y and p.bottom >= c.bottom for p in row)
        for c in kept
    )


def test_first_letters_of_lines_are_no_margin() -> None:
    lines = [[solid(x, y, 20, 40) for x in range(0, 181, 30)] for y in (0, 70, 140)]
    assert tidy(lines, [c for line in lines for c in line], width=320) == lines


LINE_OF_LETTERS = [solid(40 + 20 * k, 60, 12, 20) for k in range(5)]


@pytest.mark.parametrize(
    ("row", "stray"),
    [
        ([solid(60, 0, 12, 8)], True),
        ([solid(2, 60, 12, 20)], True),
        ([solid(60, 92, 12, 8), solid(90, 94, 3, 3)], True),
        ([solid(60, 30, 12, 20)], False),
        ([solid(60, 0, 90, 20)], False),
        ([solid(60, 0, 12, 18), solid(80, 0, 12, 18)], False),
    ],
)
def test_a_single_letter_near_the_border_is_another_lines(
    row: list[Component], stray: bool
) -> None:
    assert is_stray(row, LINE_OF_LETTERS, 100, 200) == stray


def test_a_single_letter_that_is_all_there_is_stays() -> None:
    (letter,) = row = [solid(60, 0, 12, 20)]
    assert not is_stray(row, [letter], 100, 200)


def test_a_word_in_one_piece_with_its_dots_stays() -> None:
    row = [solid(2, 2, 90, 80), solid(30, 10, 6, 6), solid(60, 10, 6, 6)]
    assert not is_stray(row, row, 100, 100)
