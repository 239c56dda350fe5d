import pytest

from pipeline.options import Wanted
from pipeline.parted import Parted, Printed, Row
from pipeline.style import left_out, part, wanted, without_cut
from tests.pipeline.drawing import solid

PAGE = 200


def word(tops: list[int], x: int = 0, height: int = 20, space: int = 2) -> Row:
    """Solid letters 10 pixels wide whose tops are given."""
    return [solid(x + k * (10 + space), top, 10, height) for k, top in enumerate(tops)]


def colon(after: Row) -> Row:
    """Two dots right of a word."""
    return [solid(after[-1].right + 3, after[0].y + dy, 3, 3) for dy in (5, 14)]


TYPE = word([50, 50, 50, 50, 50])
HAND = word([44, 52, 57, 48, 53], x=150, height=26, space=8)


def printed(*rows: Row) -> list[int]:
    """How many of each line's components are set in type."""
    return [len(line.printed) for line in part(list(rows), PAGE)]


def test_type_beside_a_hand_is_told_apart() -> None:
    assert printed(TYPE, HAND) == [5, 0]
    assert printed([*TYPE, *HAND]) == [5]


def test_a_hand_alone_is_a_hand() -> None:
    assert printed(HAND) == [0]


def test_letters_written_apart_count_as_one_word() -> None:
    apart = word([44, 52, 57, 48, 53], x=300, height=26, space=30)
    assert printed([*TYPE, *apart]) == [5]


def test_a_colon_tells_a_prompt_and_goes_with_it() -> None:
    uneven = word([50, 47, 54, 50, 46], space=4)
    assert printed(uneven, HAND) == [0, 0]
    assert printed([*uneven, *colon(uneven)], HAND)[0] >= 5


def test_two_letters_keep_one_line_by_chance() -> None:
    assert printed(word([50, 50]), HAND) == [0, 0]


def test_a_single_letter_has_no_style_of_its_own() -> None:
    assert printed(word([50])) == [0]


@pytest.mark.parametrize(
    ("style", "left"),
    [("auto", [0, 5]), ("any", [5, 5]), ("handwritten", [0, 5]), ("printed", [5, 0])],
)
def test_a_job_reads_what_it_asked_for(style: Wanted, left: list[int]) -> None:
    lines = wanted(part([TYPE, HAND], PAGE), style)
    assert [len(line.handwritten) + len(line.printed) for line in lines] == left


def test_a_page_of_print_alone_is_read() -> None:
    lines = [Parted([], [Printed(TYPE, 0.9)])]
    assert wanted(lines, "auto") == lines
    assert wanted(lines, "handwritten") == [Parted()]


def test_what_is_less_sure_than_asked_stays() -> None:
    doubtful, clear = Printed(TYPE, 0.6), Printed(HAND, 0.9)
    lines = [Parted(HAND, [doubtful, clear])]
    assert left_out(lines, wanted(lines, "auto")) == [doubtful, clear]
    assert left_out(lines, wanted(lines, "auto", least=0.8)) == [clear]
    assert left_out(lines, wanted(lines, "handwritten", least=0.8)) == [doubtful, clear]


def test_two_words_in_one_even_hand_are_both_a_hands() -> None:
    loose = word([50, 50, 50, 52, 48], x=150, height=20, space=2)
    assert printed(TYPE, loose) == [0, 0]


def prompted(top: int, shown: int) -> Parted:
    """A line of print of which `shown` of 20 pixels are above the page's lower border."""
    return Parted(word([top + 3] * 4, x=150), [Printed(word([top] * 5, height=shown), 0.9)])


def test_a_line_whose_print_is_cut_goes() -> None:
    whole, cut = prompted(50, 20), prompted(PAGE - 12, 12)
    assert without_cut([whole, cut], PAGE) == [whole]
    assert without_cut([cut], PAGE) == [cut]


def test_small_print_inside_the_page_is_not_cut() -> None:
    lines = [prompted(50, 20), prompted(120, 12)]
    assert without_cut(lines, PAGE) == lines
