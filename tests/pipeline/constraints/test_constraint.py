import numpy as np
import pytest

from pipeline.classes import COUNT, INDEX
from pipeline.constraints.constraint import constraint_of
from pipeline.errors import ErrorCode, InkError
from pipeline.options import Options


def row(**shares: float) -> np.ndarray:
    row = np.zeros((1, COUNT), np.float32)
    for char, share in shares.items():
        row[0, INDEX[char[-1]]] = share
    return row


def test_what_cannot_be_read_goes_to_what_looks_the_same() -> None:
    digits = constraint_of(Options(charset="digits")).restrict(row(O=0.3, _0=0.2, l=0.1, A=0.4))
    assert digits[0, INDEX["0"]] == pytest.approx(0.5)
    assert digits[0, INDEX["1"]] == pytest.approx(0.1)
    assert digits.sum() == pytest.approx(0.6)
    capitals = constraint_of(Options(charset="upper")).restrict(row(A=0.6, _1=0.1, _4=0.3))
    assert capitals[0, INDEX["A"]] == pytest.approx(0.6)
    assert capitals[0, INDEX["I"]] == pytest.approx(0.1)
    assert capitals.sum() == pytest.approx(0.7)


def test_of_one_case_the_other_may_be_on_the_paper() -> None:
    capitals = constraint_of(Options(charset="upper"))
    assert capitals.in_case("Anna l") == "ANNA L"
    believed = capitals.rows_in_case(capitals.restrict(row(a=0.6, A=0.1, l=0.2, _1=0.1)))
    assert believed[0, INDEX["A"]] == pytest.approx(0.7)
    assert believed[0, INDEX["L"]] == pytest.approx(0.2)
    assert believed[0, INDEX["I"]] == pytest.approx(0.1)
    mixed = constraint_of(Options(charset="Aab7"))
    assert mixed.in_case("AaBb7") == "Aabb7"
    assert constraint_of(Options(charset="digits")).in_case("aB") == "aB"


def test_without_a_constraint_nothing_changes() -> None:
    constraint = constraint_of(Options())
    beliefs = row(a=0.6, A=0.1)
    assert constraint.restrict(beliefs) is beliefs
    assert not constraint.whole_lines


def test_it_is_compiled_once() -> None:
    options = Options(lexicon=("Ann", "Bo"))
    assert constraint_of(options) is constraint_of(options.model_copy())


def test_a_name_must_have_been_resolved() -> None:
    with pytest.raises(InkError) as caught:
        constraint_of(Options(lexicon="cities"))
    error = caught.value
    assert (error.code, error.field, error.value) == (
        ErrorCode.INVALID_JOB,
        "options.lexicon",
        "cities",
    )


@pytest.mark.parametrize("pattern", ["()", "(.*a.{64}){30}", "(.*a.{12})"])
def test_a_pattern_that_cannot_be_compiled_is_the_jobs_mistake(pattern: str) -> None:
    with pytest.raises(InkError) as caught:
        constraint_of(Options(pattern=pattern))
    error = caught.value
    assert (error.code, error.field, error.value) == (
        ErrorCode.INVALID_JOB,
        "options.pattern",
        pattern,
    )
