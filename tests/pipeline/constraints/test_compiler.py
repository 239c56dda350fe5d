import re
import time

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from pipeline.constraints.compiler import compile_pattern

ATOMS = st.sampled_from(
    ["a", "B", "7", r"\d", "[a-c]", "[^0-9]", ".", "-", "/", r"\.", " ", "[X\\-]"]
)
SIGNS = st.sampled_from(["", "", "?", "*", "+", "{2}", "{1,}", "{0,2}", "{1,3}"])


def joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    grouped = st.tuples(parts.map("({})".format), SIGNS).map("".join)
    several = st.lists(grouped, min_size=1, max_size=3).map("".join)
    return several | st.tuples(several, several).map("|".join).map("({})".format)


PATTERNS = joined(st.recursive(ATOMS, joined, max_leaves=6).map("({})".format))
TEXTS = st.text(st.sampled_from("aBcX7-/. "), max_size=6)


def expected(pattern: str) -> re.Pattern[str]:
    """The same in Python's syntax, whose dot and inverted classes know more characters."""
    plain = pattern.replace(r"\.", "\0").replace(".", "[0-9A-Za-z]").replace("\0", r"\.")
    return re.compile(plain.replace("[^0-9]", "[A-Za-z]"))


@given(PATTERNS, TEXTS)
def test_it_accepts_what_python_would(pattern: str, text: str) -> None:
    try:
        found = compile_pattern(pattern).accepts(text)
    except ValueError as error:
        # Some of what is drawn is longer, or more work, than a job's pattern may be.
        if re.search("simplify it|has 1 to 200", str(error)):
            reject()
        raise
    assert found == bool(expected(pattern).fullmatch(text))


@pytest.mark.parametrize(
    ("pattern", "right", "wrong"),
    [
        (r"\d{5}", "75001", "7500"),
        (r"\d{2}/\d{2}/\d{4}", "24/06/1987", "24.06.1987"),
        (r"\d{1,3}(,\d{3})*\.\d{2}", "1,234.50", "1234.50"),
        (r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}", "SW1A 1AA", "SW1A1AA"),
        ("(Mr|Mrs) [A-Z][a-z]+", "Mrs Hudson", "Ms Hudson"),
    ],
)
def test_what_forms_ask_for(pattern: str, right: str, wrong: str) -> None:
    machine = compile_pattern(pattern)
    assert machine.accepts(right)
    assert not machine.accepts(wrong)


@pytest.mark.parametrize("nothing", ["()", "(|)", "a{0,0}"])
def test_a_pattern_matches_something(nothing: str) -> None:
    with pytest.raises(ValueError, match=r"matches no character|counts to less"):
        compile_pattern(nothing)


@pytest.mark.parametrize("hostile", ["(((.{64}){64}){64})", "(.?){64}" * 10, "(0|1)*1(0|1){14}"])
def test_a_hostile_pattern_is_refused_soon(hostile: str) -> None:
    began = time.process_time()
    with pytest.raises(ValueError, match="simplify it"):
        compile_pattern(hostile)
    assert time.process_time() - began < 5


def test_loops_in_loops_are_but_loops() -> None:
    assert len(compile_pattern("((.*)*)*" * 20)) == 2
