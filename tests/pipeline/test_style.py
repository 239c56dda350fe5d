import numpy as np
import pytest

from pipeline.lattice import Candidate, Lattice
from pipeline.style import alignment, wanted, with_styles
from tests.pipeline.drawing import solid


def word(
    tops: list[int], x: int = 0, height: int = 20, space: int = 4, colon: bool = False
) -> Lattice:
    """A word of solid letters 10 pixels wide whose tops are given."""
    letters = [solid(x + k * (10 + space), top, 10, height) for k, top in enumerate(tops)]
    candidates = [Candidate(k, k + 1, letter) for k, letter in enumerate(letters)]
    right = letters[-1].right + 3
    marks = [solid(right, tops[0] + dy, 3, 3) for dy in (5, 15)] if colon else []
    return Lattice(len(letters), candidates, float(height), marks)


TYPE = word([50, 50, 50, 50, 50])
HAND = word([44, 52, 57, 48, 53], x=150, height=26, space=8)


def styles(*words: Lattice) -> list[str | None]:
    return [each.style for (each,) in with_styles([[word] for word in words])]


def test_letters_on_one_line_are_aligned() -> None:
    letters = [c.glyph for c in TYPE.candidates]
    assert alignment(letters, 20.0) == pytest.approx(1.0)
    assert alignment([c.glyph for c in HAND.candidates], 26.0) < 0.5


def test_type_beside_a_hand_is_told_apart() -> None:
    assert styles(TYPE, HAND) == ["printed", "handwritten"]


def test_a_hand_alone_is_a_hand() -> None:
    assert styles(HAND) == ["handwritten"]


def test_a_colon_tells_a_prompt() -> None:
    uneven = [50, 47, 54, 50, 46]
    assert styles(word(uneven), HAND) == ["handwritten", "handwritten"]
    assert styles(word(uneven, colon=True), HAND) == ["printed", "handwritten"]


def test_two_letters_keep_one_line_by_chance() -> None:
    assert styles(word([50, 50]), HAND)[0] == "handwritten"


@pytest.mark.parametrize(
    ("style", "left"),
    [("auto", [0, 1]), ("any", [1, 1]), ("handwritten", [0, 1]), ("printed", [1, 0])],
)
def test_a_job_reads_what_it_asked_for(style: str, left: list[int]) -> None:
    lines = with_styles([[TYPE], [HAND]])
    assert [len(words) for words in wanted(lines, style)] == left  # type: ignore[arg-type]


def test_a_page_of_print_alone_is_read() -> None:
    lines = with_styles([[TYPE], [word([90, 90, 90, 90, 90])]])
    assert wanted(lines, "auto") == lines
    assert wanted(lines, "handwritten") == ([[], []] if lines[0][0].style == "printed" else lines)


def test_marks_and_single_letters_have_a_style() -> None:
    assert np.all([each == "handwritten" for each in styles(word([50]))])
