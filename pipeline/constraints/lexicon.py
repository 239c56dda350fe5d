"""Lexicons: lists of what may be read, as a trie that is blind to case and accents."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.constraints.automaton import Arcs, Automaton, build
from pipeline.symbols import INDEX

LONGEST = 64
"""Characters an entry may have."""
MOST_LISTED = 20_000
"""Entries a job may list; a registered lexicon may have more."""
_PLAIN = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "–": "-"})


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The trie over folded spellings, and how each of their words is listed."""

    automaton: Automaton
    listed: dict[str, str]


def folded(entry: str) -> str:
    """An entry as it is looked for: capitals without accents, plain dashes, single spaces.

    Raises:
        ValueError: it is empty, too long, or holds what cannot be read.
    """
    plain = unicodedata.normalize("NFKD", entry.translate(_PLAIN))
    plain = " ".join("".join(c for c in plain if not unicodedata.combining(c)).split()).upper()
    if [*map(len, plain.split())] != [*map(len, _composed(entry).split())]:
        raise ValueError(f"{entry[:80]!r} holds a character that stands for several: write them")
    if not plain or len(plain) > LONGEST:
        raise ValueError(f"an entry has 1 to {LONGEST} characters, not {entry[:80]!r}")
    for char in plain:
        if char not in INDEX:
            raise ValueError(f"{char!r} in {entry[:80]!r} cannot be read: write it with others")
    return plain


def _composed(entry: str) -> str:
    return unicodedata.normalize("NFC", entry)


def compile_lexicon(entries: Sequence[str]) -> Lexicon:
    """The trie. Of entries that fold to the same, the first is the one that is returned."""
    found = {folded(entry): entry for entry in reversed(entries)}
    states: list[Arcs] = [{}]
    ends = [_add(states, plain) for plain in found]
    listed: dict[str, str] = {}
    for plain, entry in found.items():
        listed |= zip(plain.split(), _composed(entry).split(), strict=True)
    return Lexicon(build(states, ends), listed)


def _add(states: list[Arcs], plain: str) -> int:
    state = 0
    for char in plain:
        arcs = states[state]
        after = arcs.get(INDEX[char])
        if after is None:
            after = arcs[INDEX[char]] = len(states)
            states.append({})
        state = after
    return state
