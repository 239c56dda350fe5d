import pytest

from pipeline.constraints.compiler import compile_pattern
from pipeline.constraints.word_pattern import leaves_open, spells_words


@pytest.mark.parametrize(
    "pattern",
    [
        "[A-Z]+",
        "[A-Z]+( [A-Z]+)*",
        "[A-Z][a-z]+",
        "[A-Za-z]{2,20}",
        "[A-Z]{2,6}",
        r"\d+ [A-Z]+",
        "[A-Z'-]+",
        r"([A-Z]+|\d+)",
    ],
)
def test_letters_without_a_set_length_are_words(pattern: str) -> None:
    assert spells_words(compile_pattern(pattern))


@pytest.mark.parametrize(
    "pattern",
    [
        r"\d{5}",
        r"[A-Z]{2}-\d{3}-[A-Z]{2}",
        r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}",
        "[A-Z0-9]+",
        "[ABC]+",
        "[A-Z]{6}",
        "[A-Z]{3,6}",
        r"[A-Z]+\d?",
        "NOM|PRENOM",
    ],
)
def test_codes_and_choices_are_none(pattern: str) -> None:
    assert not spells_words(compile_pattern(pattern))


@pytest.mark.parametrize(
    ("pattern", "either"),
    [
        (r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}", True),
        ("[A-Z0-9]+", True),
        ("A|1", True),
        (r"[A-Z]{3}\d{3}", False),
        (r"\d{5}", False),
        ("[A-Z]+", False),
        (r"\d{2}/\d{2}", False),
    ],
)
def test_a_place_is_open_to_letters_and_digits(pattern: str, either: bool) -> None:
    assert leaves_open(compile_pattern(pattern)) == either
