import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.constraints.charset import NAMED, characters, compile_charset


@pytest.mark.parametrize("name", NAMED)
def test_a_name_stands_for_its_characters(name: str) -> None:
    machine = compile_charset(name)
    assert machine.accepts(NAMED[name])
    assert machine.accepts("")
    others = set(NAMED["alphanumeric"]) - set(NAMED[name])
    assert not any(machine.accepts(char) for char in others)


def test_a_set_is_what_it_holds() -> None:
    assert characters("BA0A") == "0AB"


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("", "at least one"),
        ("0123.", "only where|stands only"),
        ("äb", "0-9, A-Z and a-z"),
        ("Digits!", "names are digits"),
    ],
)
def test_what_cannot_be_read_is_refused(wrong: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        characters(wrong)


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("digit", "digits"),
        ("Digits", "digits"),
        ("digts", "digits"),
        ("uppercase", "upper"),
        ("Lower", "lower"),
        ("letter", "letters"),
        ("alphanum", "alphanumeric"),
        ("alpha-numeric", "alphanumeric"),
    ],
)
def test_what_is_nearly_a_name_is_no_set(wrong: str, meant: str) -> None:
    with pytest.raises(ValueError, match=f"did you mean '{meant}'"):
        characters(wrong)


@pytest.mark.parametrize(
    "letters", ["dgit", "elopr", "ABCDEF", "xyz", "IVXLCDM", "MF", "0123456789"]
)
def test_letters_in_order_and_letters_unlike_any_name_are_a_set(letters: str) -> None:
    assert set(characters(letters)) == set(letters)


@given(st.sets(st.sampled_from(NAMED["alphanumeric"]), min_size=1))
def test_any_set_can_be_written_in_order(letters: set[str]) -> None:
    assert set(characters("".join(sorted(letters)))) == letters
