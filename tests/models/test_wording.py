import re

import numpy as np

from models.wording import Coded, Digits, Runs, Wording
from pipeline.classes import CHARS


def test_words_are_of_every_kind() -> None:
    wording = Wording(np.random.default_rng(1))
    words = ["".join(CHARS[label] for label in wording.draw()) for _ in range(300)]
    assert all(2 <= len(word) <= 9 for word in words)
    for kind in (str.isdigit, str.isupper, str.islower, str.istitle):
        assert sum(map(kind, words)) > 20


def test_codes_are_digits_or_hold_capitals() -> None:
    coded = Coded(2)
    words = ["".join(CHARS[label] for label in coded.draw()) for _ in range(300)]
    assert all(1 <= len(word) <= 10 for word in words)
    assert sum(map(str.isdigit, words)) > 150
    assert all(char.isdigit() or char.isupper() or char == "i" for word in words for char in word)
    assert any("i" in word for word in words)


def test_codes_go_from_letters_to_digits_and_back() -> None:
    runs = Runs(4)
    codes = ["".join(CHARS[label] for label in runs.draw()) for _ in range(300)]
    assert all(re.fullmatch(r"[A-Z]{0,4}(\d{1,4}[A-Z]{1,4})?\d{0,4}", code) for code in codes)
    assert {len(code) for code in codes} == set(range(3, 13))
    assert sum(map(str.isalpha, codes)) > 5
    assert sum(map(str.isdigit, codes)) > 5


def test_numbers_hold_nothing_but_digits() -> None:
    numbers = Digits(3)
    drawn = [numbers.draw() for _ in range(300)]
    assert {len(each) for each in drawn} == set(range(1, 9))
    assert {label for each in drawn for label in each} == set(range(10))
