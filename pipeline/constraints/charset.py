"""Character sets: which of the 62 classes may be read at all."""

import string

from pipeline.classes import CHARS
from pipeline.constraints.automaton import Automaton, build
from pipeline.symbols import INDEX, SEPARATORS

NAMED: dict[str, str] = {
    "digits": string.digits,
    "upper": string.ascii_uppercase,
    "lower": string.ascii_lowercase,
    "letters": string.ascii_letters,
    "alphanumeric": CHARS,
}


def characters(charset: str) -> str:
    """The characters of a set's name, or of a set that is written out.

    Raises:
        ValueError: a character that no network reads, or none at all.
    """
    found = NAMED.get(charset, charset)
    wrong = sorted(set(found) - set(CHARS))
    if wrong:
        shown = "".join(wrong[:20])
        raise ValueError(f"{shown!r}: {_why(wrong)}; the names are {', '.join(NAMED)}")
    if not found:
        raise ValueError("a set must hold at least one character")
    return "".join(char for char in CHARS if char in found)


def compile_charset(charset: str) -> Automaton:
    """One state that accepts any text over the set."""
    return build([{INDEX[char]: 0 for char in characters(charset)}], [0])


def _why(wrong: list[str]) -> str:
    if set(wrong) <= set(SEPARATORS + " "):
        return "a separator stands only where a pattern or a lexicon puts it"
    return "a set is made of 0-9, A-Z and a-z"
