import pytest

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
