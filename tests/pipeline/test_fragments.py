from hypothesis import given
from hypothesis import strategies as st

from pipeline.components import Component
from pipeline.fragments import join_fragments
from pipeline.reading import Box
from tests.pipeline.drawing import solid

LETTERS = [solid(x, 10, 20, 40) for x in (0, 30, 60)]

pieces = st.lists(
    st.builds(
        solid, st.integers(0, 99), st.integers(0, 99), st.integers(1, 30), st.integers(1, 30)
    ),
    max_size=12,
)


def boxes(parts: list[Component]) -> list[Box]:
    return sorted(part.box for part in parts)


def test_whole_letters_stay_apart() -> None:
    assert boxes(join_fragments(LETTERS)) == boxes(LETTERS)


def test_a_broken_letter_is_put_together() -> None:
    top, foot = solid(100, 10, 18, 15), solid(102, 29, 16, 21)
    assert boxes(join_fragments([*LETTERS, top, foot])) == [*boxes(LETTERS), (100, 10, 18, 40)]


def test_the_dot_of_an_i_joins_its_stem() -> None:
    stem, dot = solid(100, 24, 6, 26), solid(100, 12, 6, 6)
    assert boxes(join_fragments([*LETTERS, stem, dot])) == [*boxes(LETTERS), (100, 12, 6, 38)]


def test_letters_of_two_lines_stay_apart() -> None:
    below = [solid(x, 54, 20, 40) for x in (0, 30, 60)]
    assert boxes(join_fragments(LETTERS + below)) == boxes(LETTERS + below)


def test_the_dots_of_a_colon_stay_apart() -> None:
    dots = [solid(100, 20, 6, 6), solid(100, 34, 6, 6)]
    assert boxes(join_fragments(LETTERS + dots)) == boxes(LETTERS + dots)


@given(pieces)
def test_no_ink_is_lost(parts: list[Component]) -> None:
    joined = join_fragments(parts)
    assert len(joined) <= len(parts)
    for part in parts:
        assert any(
            whole.x <= part.x
            and whole.y <= part.y
            and whole.right >= part.right
            and whole.bottom >= part.bottom
            for whole in joined
        )
