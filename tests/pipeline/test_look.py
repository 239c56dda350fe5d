import pytest

from pipeline.look import Row, alignment, looks
from tests.pipeline.drawing import solid

PAGE = 200


def word(tops: list[int], height: int = 20, space: int = 2) -> Row:
    """Solid letters 10 pixels wide whose tops are given."""
    return [solid(k * (10 + space), top, 10, height) for k, top in enumerate(tops)]


def test_letters_on_one_line_are_aligned() -> None:
    assert alignment(word([50] * 5), 20.0, PAGE) == pytest.approx(1.0)
    assert alignment(word([44, 52, 57, 48, 53], height=26, space=8), 26.0, PAGE) < 0.5


def test_what_the_border_cuts_is_judged_by_its_other_side() -> None:
    cut = [solid(c.x, c.y, c.width, PAGE - c.y) for c in word([181, 178, 184, 179, 182])]
    assert alignment(cut, 20.0, PAGE) < 0.5


def test_a_look_tells_size_spacing_and_place() -> None:
    (look,) = looks(word([50] * 5, space=4), PAGE)
    assert (look.left, look.right, look.height, look.colon) == (0, 66, 20, False)
    assert look.gap == pytest.approx(4 / 20)


def test_a_single_letter_is_no_word() -> None:
    assert looks(word([50]), PAGE) == []
