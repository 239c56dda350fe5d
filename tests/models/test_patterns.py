import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.patterns import asked
from pipeline.constraints.constraint import constraint_of
from pipeline.options import Options

CODES = st.from_regex(r"[A-Z]{1,4}[0-9]{1,4}[A-Z]{0,4}", fullmatch=True)


@given(CODES, st.integers(0, 1000))
def test_every_pattern_is_one_that_a_job_may_ask_for(code: str, seed: int) -> None:
    assert not constraint_of(Options(pattern=asked(code, seed))).words


def test_most_patterns_are_of_the_shape_of_the_code() -> None:
    shapes = [asked("AB123", seed) for seed in range(400)]
    assert shapes.count(r"[A-Z]{2}\d{3}") > 80
    assert any(r"[A-Z\d]" in shape for shape in shapes)
    assert any("{3,4}" in shape for shape in shapes)
    assert any("{2,3}" in shape for shape in shapes)


@pytest.mark.parametrize("code", ["7", "AB123"])
def test_a_pattern_is_the_same_again(code: str) -> None:
    assert asked(code, 3) == asked(code, 3)
