import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.components import Component, join
from pipeline.cuts import MOST_CUTS
from pipeline.lattice import Lattice
from pipeline.segment import lattices
from tests.pipeline.drawing import solid

rows = st.lists(
    st.builds(
        solid, st.integers(0, 250), st.integers(0, 30), st.integers(1, 80), st.integers(1, 50)
    ),
    min_size=1,
    max_size=12,
)


def letter(x: int, width: int = 24) -> Component:
    """Two stems and a bar, 40 tall: no column of it is empty, none is full but the stems."""
    return join([solid(x, 10, 6, 40), solid(x, 28, width, 5), solid(x + width - 6, 10, 6, 40)])


def singles(lattice: Lattice) -> list[Component]:
    """Its pieces, left to right."""
    single = [c for c in lattice.candidates if c.end == c.start + 1]
    return [c.glyph for c in sorted(single, key=lambda c: c.start)]


def test_letters_side_by_side_are_a_word() -> None:
    letters = [letter(x) for x in (10, 44, 78, 112)]
    (word,) = lattices(letters)
    assert word.pieces == 4
    assert [c.box for c in singles(word)] == [c.box for c in letters]


def test_a_wide_gap_parts_two_words() -> None:
    words = lattices([letter(x) for x in (10, 44, 78, 180, 214)])
    assert [word.pieces for word in words] == [3, 2]


def test_one_letter_is_a_word() -> None:
    (word,) = lattices([letter(10)])
    assert [(c.start, c.end) for c in word.candidates] == [(0, 1)]


def test_touching_letters_are_cut_and_their_whole_is_offered_too() -> None:
    pair = join([letter(20), solid(40, 46, 20, 3), letter(54)])
    (word,) = lattices([pair])
    assert word.pieces >= 2
    assert {c.glyph.box for c in word.candidates} > {c.box for c in singles(word)}
    cut = next(c.glyph for c in word.candidates if c.start == 0)
    assert cut.right <= 56


def test_a_drawing_is_not_cut_for_ever() -> None:
    comb = join([solid(0, 50, 4000, 2), *(solid(x, 10, 3, 40) for x in range(0, 4000, 20))])
    (word,) = lattices([comb])
    assert MOST_CUTS < word.pieces <= MOST_CUTS + 1


@pytest.mark.parametrize("x", [0, 37])
def test_the_letters_height_goes_with_the_word(x: int) -> None:
    (word,) = lattices([letter(x), letter(x + 34)])
    assert word.em == 40


@given(rows)
def test_every_piece_can_stand_alone_and_no_candidate_leaves_the_word(
    row: list[Component],
) -> None:
    for word in lattices(row):
        alone = [c.start for c in word.candidates if c.end == c.start + 1]
        assert sorted(alone) == list(range(word.pieces))
        assert all(0 <= c.start < c.end <= word.pieces for c in word.candidates)
        assert len({(c.start, c.end) for c in word.candidates}) == len(word.candidates)
        for candidate in word.candidates:
            assert candidate.glyph.box[2] > 0
            assert candidate.glyph.ink.any()


def test_a_narrower_gap_parts_words_whose_letters_stand_close() -> None:
    close = [letter(x) for x in (10, 38, 66, 112, 140)]
    assert [word.pieces for word in lattices(close)] == [3, 2]


def test_a_gap_among_uneven_ones_parts_nothing() -> None:
    uneven = [letter(x) for x in (10, 44, 90, 126, 172)]
    assert [word.pieces for word in lattices(uneven)] == [5]


def test_low_letters_beside_a_loop_that_towers_over_them_are_letters() -> None:
    row = [letter(10), solid(40, 34, 16, 14), solid(62, 36, 12, 12)]
    (word,) = lattices(row)
    assert word.em < 40
    assert word.marks == []
    assert max(c.glyph.right for c in word.candidates) == 74


@pytest.mark.parametrize(
    "mark",
    [
        solid(40, 30, 30, 4),
        solid(40, 28, 18, 8),
        solid(40, 42, 8, 10),
        solid(12, -4, 20, 9),
        solid(40, 44, 5, 6),
    ],
)
def test_dashes_commas_accents_and_dots_beside_one_letter_are_none(mark: Component) -> None:
    (word,) = lattices([letter(10), mark])
    assert word.em == 40
    assert word.marks == [mark]
