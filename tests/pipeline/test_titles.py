from pipeline.lines import Row
from pipeline.parted import Parted, Printed
from pipeline.titles import title
from tests.pipeline.test_runs import HAND, HIGH, LOW, NAME, typed

TITLE = typed([HIGH, LOW, LOW, HIGH, LOW, LOW, LOW, HIGH, LOW])
VALUES = [Parted(HAND, [Printed(NAME, 0.9)]), Parted(HAND)]


def begin(row: Row, others: list[Parted]) -> list[int]:
    """Where the runs of the title begin."""
    return [run.left for run in title(Parted(row), others)]


def test_a_line_of_type_over_a_hand_is_a_title() -> None:
    assert begin(TITLE, VALUES) == [0]


def test_so_it_is_in_words_far_apart() -> None:
    assert begin([*TITLE, *typed([HIGH, LOW, LOW], x=400)], VALUES) == [0, 400]


def test_a_line_by_hand_is_none() -> None:
    uneven = typed([(52, 73), (60, 77), (57, 72), (61, 79), (50, 74), (62, 80), (55, 71)])
    assert begin(uneven, VALUES) == []


def test_over_a_hand_as_even_as_type_nothing_is_a_title() -> None:
    assert begin(TITLE, [Parted(TITLE)]) == []


def test_a_few_letters_are_even_by_chance() -> None:
    assert begin(TITLE[:6], VALUES) == []


def test_a_line_with_a_prompt_is_no_title() -> None:
    assert title(Parted(TITLE, [Printed(NAME, 0.9)]), VALUES) == {}


def test_without_a_hand_there_is_nothing_to_go_by() -> None:
    assert begin(TITLE, [Parted([], [Printed(NAME, 0.9)])]) == []
    assert begin([], VALUES) == []
