from typing import Any

import pytest
from pydantic import ValidationError

from pipeline.options import Options


def test_the_defaults() -> None:
    assert Options().model_dump() == {
        "preset": "default",
        "style": "auto",
        "page": None,
        "alternatives": 3,
        "readings": 3,
        "charset": None,
        "pattern": None,
        "lexicon": None,
        "matches": "one",
        "language": True,
    }


@pytest.mark.parametrize("alternatives", [0, 10])
def test_the_bounds_of_alternatives_are_allowed(alternatives: int) -> None:
    assert Options(alternatives=alternatives).alternatives == alternatives


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("alternatives", -1),
        ("alternatives", 11),
        ("alternatives", "3"),
        ("alternatives", 3.0),
        ("alternatives", True),
        ("page", -1),
        ("page", 10_000),
        ("page", "1"),
        ("page", 1.0),
        ("page", True),
        ("preset", "Paper"),
        ("preset", None),
        ("presets", "paper"),
        ("readings", 11),
        ("charset", ""),
        ("charset", "aä"),
        ("charset", "0123.,"),
        ("pattern", ""),
        ("pattern", "[a-"),
        ("pattern", 7),
        ("lexicon", []),
        ("lexicon", ""),
        ("lexicon", 7),
        ("lexicon", ["A", 7]),
        ("lexicon", {"A": 1}),
        ("lexicon", ["A", ""]),
        ("lexicon", ["A & B"]),
        ("lexicon", ["A"] * 20_001),
        ("matches", "all"),
        ("language", 3),
    ],
)
def test_anything_else_is_refused_by_name(field: str, value: Any) -> None:
    with pytest.raises(ValidationError) as caught:
        Options.model_validate({field: value})
    assert [error["loc"] for error in caught.value.errors()] == [(field,)]


def test_options_are_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Options().alternatives = 4  # type: ignore[misc]


def test_a_wrong_entry_of_a_lexicon_is_named() -> None:
    with pytest.raises(ValidationError, match="entry 2: '&' in 'A & B' cannot be read"):
        Options(lexicon=("MARIE", "Léa", "A & B"))


def test_a_job_is_constrained_in_one_way() -> None:
    with pytest.raises(ValidationError, match="charset and pattern: give one of them"):
        Options(charset="digits", pattern="A+")
