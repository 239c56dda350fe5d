"""Character sets: which of the 62 classes may be read at all."""

import string
from difflib import get_close_matches

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

ALIKE = 0.7
"""How like a name (0..1) letters are that were hardly meant as a set: `digit`, `uppercase`."""


def characters(charset: str) -> str:
    """The characters of a set's name, or of a set that is written out.

    Raises:
        ValueError: a character that no network reads, none at all, or what is nearly a name.
    """
    found = NAMED.get(charset, charset)
    if charset not in NAMED and (near := _nearly(charset)):
        raise ValueError(
            f"did you mean {near!r}? The names are {', '.join(NAMED)}; to have these "
            f"very letters, write them in order: {''.join(sorted(set(charset) & set(CHARS)))}"
        )
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


def _nearly(charset: str) -> str | None:
    """The name that this may have been meant to be. Letters in order are nobody's typing error."""
    if list(charset) == sorted(set(charset)):
        return None
    return next(iter(get_close_matches(charset.lower(), NAMED, 1, ALIKE)), None)


def _why(wrong: list[str]) -> str:
    if set(wrong) <= set(SEPARATORS + " "):
        return "a separator stands only where a pattern or a lexicon puts it"
    return "a set is made of 0-9, A-Z and a-z"
