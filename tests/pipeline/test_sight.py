"""Which strip network is asked of a word."""

import numpy as np
import pytest

from pipeline.classes import COUNT, INDEX
from pipeline.frames import DIGITS
from pipeline.options import Options
from pipeline.sight import beliefs, sight_of
from pipeline.strip import WEIGHTS, Frames, Strip


class Networks:
    """A classifier's, as far as they are asked for."""

    def __init__(self, frames: Frames | None = None, digits: Frames | None = None) -> None:
        self.frames, self.digits = frames, digits


def spelling(*words: str) -> tuple[Frames, list[list[Strip]]]:
    """A network that spells the strips so, in turn, and what it was asked."""
    asked: list[list[Strip]] = []
    told = iter(words)

    def read(strips: list[Strip]) -> list[np.ndarray]:
        asked.append(strips)
        return [frames(next(told)) for _ in strips]

    return read, asked


def frames(word: str) -> np.ndarray:
    """Every second frame says a character."""
    rows = np.full((2 * len(word) + 1, COUNT + 1), 0.001, np.float32)
    rows[::2, COUNT] = 0.9
    for at, char in enumerate(word):
        rows[2 * at + 1, INDEX[char]] = 0.9
    return rows


def strips(count: int) -> list[Strip]:
    return [Strip(np.zeros((32, 40), np.uint8), 0.0, 1.0) for _ in range(count)]


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        (Options(charset="digits"), True),
        (Options(charset="357"), True),
        (Options(charset="letters"), False),
        (Options(charset="0123456789A"), False),
        (Options(lexicon=("75001",)), False),
        (Options(), False),
    ],
)
def test_where_only_digits_can_be_read_all_words_are_numbers(
    options: Options, numbers: bool
) -> None:
    (any_word, asked), (digits, asked_digits) = spelling("AB", "12"), spelling("78", "12")
    sight = sight_of(Networks(any_word, digits), options)
    assert sight is not None
    seen = sight(strips(2))
    assert [word.weights for word in seen] == [DIGITS if numbers else WEIGHTS] * 2
    assert (len(asked), len(asked_digits)) == ((0, 1) if numbers else (1, 0))


@pytest.mark.parametrize("pattern", [r"\d{4}", r"\d{2}/\d{2}", r"(\d{2} ?)+", r"\d+[.,]\d"])
def test_where_a_pattern_holds_only_numbers_the_words_that_are_numbers_are(pattern: str) -> None:
    (any_word, _), (digits, asked) = spelling("NUMBER", "1O5S", "HOUSE"), spelling("1055")
    sight = sight_of(Networks(any_word, digits), Options(pattern=pattern))
    assert sight is not None
    seen = sight(strips(3))
    assert [word.weights for word in seen] == [WEIGHTS, DIGITS, WEIGHTS]
    assert [len(each) for each in asked] == [1]
    assert seen[1].said() == [1, 0, 5, 5]


def test_where_none_is_the_network_for_numbers_is_not_asked() -> None:
    (any_word, _), (digits, asked) = spelling("NUMBER", ""), spelling()
    sight = sight_of(Networks(any_word, digits), Options(pattern=r"\d{4}"))
    assert sight is not None
    assert [word.weights for word in sight(strips(2))] == [WEIGHTS] * 2
    assert asked == []


@pytest.mark.parametrize("pattern", [r"[-/]", r"[A-Z]\d+", r"\d+|[A-Z]"])
def test_a_pattern_that_holds_more_is_read_by_the_other(pattern: str) -> None:
    (any_word, _), (digits, asked) = spelling("1234"), spelling()
    sight = sight_of(Networks(any_word, digits), Options(pattern=pattern))
    assert sight is not None
    assert sight(strips(1))[0].weights == WEIGHTS
    assert asked == []


def test_where_there_is_no_network_for_numbers_the_other_reads_them() -> None:
    any_word, _ = spelling("12")
    sight = sight_of(Networks(any_word), Options(charset="digits"))
    assert sight is not None
    assert sight(strips(1))[0].weights == WEIGHTS
    assert sight_of(object(), Options(charset="digits")) is None


def test_what_is_no_number_is_no_belief() -> None:
    assert beliefs(np.array([np.nan, np.inf, -1.0, 0.5])).tolist() == [0.0, 0.0, 0.0, 0.5]
