import pytest

from pipeline.constraints.pattern import LONGEST, Repeat, Sequence, alphabet, parse
from pipeline.symbols import INDEX


def test_a_sign_repeats_what_is_just_before_it() -> None:
    tree = parse("ab{2,3}")
    assert isinstance(tree, Sequence)
    last = tree.parts[1]
    assert isinstance(last, Repeat)
    assert (last.least, last.most) == (2, 3)


@pytest.mark.parametrize(
    "wrong",
    [
        "", "(", ")", "(a", "[", "[]", "[^0-9A-Za-z]", "[z-a]", "[A-z]", "[0-Z]", "*", "a{", "a{x}",
        "a{3,2}", "a{65}", "a{1,999}", "a{0}", r"\w", r"\s", "\\", "^a", "a$", "a]", "ä", "a&b",
        "(" * 21 + "a" + ")" * 21, "a" * (LONGEST + 1), "[a-", "[0-\\d]", "a{-1}", "{2}",
        "a**", "a?+", "a{2}{2}",
    ],
)  # fmt: skip
def test_what_is_not_in_the_subset_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"pattern|at \d+ of"):
        parse(wrong)


def test_the_place_of_the_mistake_is_told() -> None:
    with pytest.raises(ValueError, match=r"'w' at 3 of 'ab\\\\w'"):
        parse(r"ab\w")


@pytest.mark.parametrize(
    ("pattern", "chars"),
    [(r"\d{2}", "0123456789"), ("(A|b)?C*", "ACb"), ("[x-z]-1", "xyz-1")],
)
def test_the_alphabet_is_all_that_a_match_may_hold(pattern: str, chars: str) -> None:
    assert alphabet(parse(pattern)) == {INDEX[char] for char in chars}
