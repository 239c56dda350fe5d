import pytest

from pipeline.columns import in_column
from pipeline.lines import Row
from pipeline.parted import Parted, Printed
from pipeline.runs import Run
from tests.pipeline.test_runs import HAND, HIGH, LOW, NAME, typed

SMALL = 25.0
PROMPTS = [Run(NAME), Run(typed([HIGH, LOW, LOW, LOW, LOW], x=3))]
ANSWER = typed([(40, 75)] * 4, x=120)
BEFORE = Parted(HAND)


def begin(row: Row, prompts: list[Run] = PROMPTS, above: Parted = BEFORE) -> list[int]:
    return [run.left for run in in_column(Parted(row), above, prompts, SMALL)]


@pytest.mark.parametrize("letters", [[LOW], [HIGH, LOW], [HIGH, LOW, LOW, LOW, LOW]])
def test_what_begins_where_prompts_do_is_one(letters: list[tuple[int, int]]) -> None:
    assert begin(typed(letters)) == [0]
    assert begin([*typed(letters), *ANSWER], above=Parted()) == [0]


@pytest.mark.parametrize("above", [Parted(), Parted([], [Printed(NAME, 0.9)])])
def test_by_itself_under_no_hand_it_may_be_an_answer(above: Parted) -> None:
    assert begin(typed([HIGH, LOW, LOW]), above=above) == []


def test_what_begins_elsewhere_is_none() -> None:
    assert begin([*typed([LOW, LOW], x=40), *ANSWER]) == []


def test_one_prompt_makes_no_column() -> None:
    assert begin([*typed([LOW, LOW]), *ANSWER], PROMPTS[:1]) == []
    assert begin([*typed([LOW, LOW]), *ANSWER], []) == []


def test_a_hand_larger_than_the_prompts_is_none() -> None:
    assert begin([*typed([(52, 75)] * 4), *ANSWER]) == []
    assert begin(typed([(40, 75)] * 3)) == []


def test_a_longer_word_by_hand_is_none_though_it_is_small() -> None:
    uneven = typed([(56, 71), (63, 82), (55, 68), (66, 84), (59, 77)])
    assert begin([*uneven, *ANSWER]) == []


def test_a_line_without_a_hand_has_none() -> None:
    assert begin([]) == []
    assert begin(HAND) == []
