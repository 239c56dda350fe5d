import numpy as np
import pytest

from pipeline.options import Options
from pipeline.prompts import PAGE, prompts
from pipeline.reader import read
from tests.pipeline.drawing import Sheet, even, solid
from tests.pipeline.test_runs import HAND, LOW, NAME, Row, typed

UNEVEN = typed([(52, 73), (60, 77), (57, 72), (61, 79)])


def small(*rows: Row) -> list[list[int]]:
    """Of each line, where the runs that are small type begin."""
    return [[run.left for run in line] for line in prompts(list(rows))]


def test_small_type_before_a_hand_is_a_prompt() -> None:
    assert small([*NAME, *HAND]) == [[0]]


def test_the_first_letters_of_a_word_by_hand_are_none() -> None:
    joined = [solid(c.x - 26, c.y, c.width, c.height) for c in HAND]
    assert small([*NAME, *joined]) == [[]]


def test_so_it_is_on_the_line_above() -> None:
    assert small(NAME, HAND) == [[0], []]


def test_small_letters_by_hand_are_none() -> None:
    assert small([*UNEVEN, *HAND]) == [[]]


def test_of_one_size_nothing_is_small() -> None:
    assert small(NAME, NAME) == [[], []]
    assert small(HAND) == [[]]
    assert small([], []) == [[], []]


def test_two_letters_keep_one_foot_by_chance() -> None:
    assert small([*NAME[:2], *HAND]) == [[]]


def test_beside_two_letters_there_is_no_hand_to_compare_with() -> None:
    assert small([*NAME, *HAND[:2]]) == [[]]


def test_letters_far_apart_are_no_type() -> None:
    assert small([*typed([LOW] * 4, space=7), *HAND]) == [[]]


def test_type_follows_type() -> None:
    further = typed([LOW] * 5, x=130)
    hand = [solid(c.x + 180, c.y, c.width, c.height) for c in HAND]
    assert small([*NAME, *typed([LOW] * 3, x=70), *further, *hand]) == [[0, 70, 130]]


def test_under_a_title_a_small_hand_stays() -> None:
    title = [solid(10 + 90 * k, 0, 70, 100) for k in range(7)]
    feet = np.random.default_rng(0).integers(-2, 3, (8, 30)).tolist()
    body = [
        [solid(10 + 14 * k, 200 + 60 * n + foot, 10, 22 + foot) for k, foot in enumerate(line)]
        for n, line in enumerate(feet)
    ]
    assert small(title, *body) == [[]] * 9


def test_far_from_any_hand_nothing_is_a_prompt() -> None:
    assert small(HAND, *[NAME] * 2) == [[], [], []]


def test_the_more_there_is_the_less_one_run_says() -> None:
    odds = [
        max(line[0].values())
        for line in (prompts([[*NAME, *HAND], *[HAND] * more]) for more in (1, PAGE))
    ]
    assert odds[1] < odds[0]


@pytest.mark.parametrize("size", [0.7, 0.9])
def test_a_form_is_read_without_its_prompt(size: float) -> None:
    sheet = Sheet(120, 700)
    sheet.write("Surname", 20, 90, size, space=3, thick=2)
    for place, char in enumerate("OSCAR"):
        sheet.write(char, 260 + 70 * place, 92 - 5 * (place % 3), size=2 + 0.15 * (place % 2))
    assert len(read(sheet.image, even, Options()).text.replace(" ", "")) == 5
    assert len(read(sheet.image, even, Options(style="any")).text.replace(" ", "")) > 9
