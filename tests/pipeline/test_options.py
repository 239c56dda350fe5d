from typing import Any

import pytest
from pydantic import ValidationError

from pipeline.options import Options


def test_the_defaults() -> None:
    assert Options().model_dump() == {"preset": "default", "alternatives": 3}


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
        ("preset", "Paper"),
        ("preset", None),
        ("presets", "paper"),
    ],
)
def test_anything_else_is_refused_by_name(field: str, value: Any) -> None:
    with pytest.raises(ValidationError) as caught:
        Options.model_validate({field: value})
    assert [error["loc"] for error in caught.value.errors()] == [(field,)]


def test_options_are_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Options().alternatives = 4  # type: ignore[misc]
