"""Dates that no pattern asks for: their slashes are no class of ours, and look like ones.

They are told from ones by where they stand, as in 3/10/86 or 03/10/1986, and by their height: a
slash is taller than the digits beside it, or leans far over. Like all punctuation that nobody
asked for they are left out, and part the word.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from statistics import median

from pipeline.constraints.constraint import Constraint, constraint_of
from pipeline.context import DIGITS
from pipeline.options import Options
from pipeline.prior import Prior
from pipeline.scored import Scored
from pipeline.separators import lean
from pipeline.spelling import Letter, Pair, Spelling, spell_word

STROKES = "1Il"
"""What a slash is read as."""
TALL, TALLER, LEANING = 1.1, 1.15, 0.75
"""Of the digits' height: a slash is no lower, and the higher of two is higher. What goes so far to
the right for each row up may be lower."""
_BEFORE, _YEAR = (1, 2), (2, 4)
"""How many digits a day or a month has, and a year."""
_LONGEST = 10
_ALONE = constraint_of(Options(charset="digits"))


def parted_dates(pairs: list[Pair], constraint: Constraint, prior: Prior) -> list[Spelling]:
    """The words of a line, those of dates parted at their slashes and spelled anew, as digits.

    constraint: what the words were spelled over; none is a date that may not hold every digit.
    """
    spelled = [spelling for _, spelling in pairs]
    slashes = _slashes(spelled) if constraint.allowed[DIGITS].all() else set()
    if not slashes:
        return spelled
    found: list[Spelling] = []
    for word, whole in pairs:
        parts = _parts(word, slashes)
        found += [whole] if parts is None else [spell_word(part, _ALONE, prior) for part in parts]
    return found


def _slashes(spelled: list[Spelling]) -> set[int]:
    """The identities of the slashes' glyphs."""
    found: set[int] = set()
    for start in range(len(spelled)):
        letters: list[Letter] = []
        for word in spelled[start:]:
            letters += word.letters
            if len(letters) > _LONGEST:
                break
            found |= _of_date(letters)
    return found


def _of_date(letters: list[Letter]) -> set[int]:
    """Of letters that are a date and nothing else; of several pairs, the tallest."""
    pairs = list(_pairs(letters))
    best = max(pairs, key=lambda pair: _height(letters, pair), default=())
    return {id(letters[place].glyph) for place in best}


def _pairs(letters: list[Letter]) -> Iterator[tuple[int, int]]:
    """Where two slashes may stand."""
    for first in _BEFORE:
        for second in (first + 1 + count for count in _BEFORE):
            if len(letters) - second - 1 in _YEAR and _is_date(letters, first, second):
                yield first, second


def _is_date(letters: list[Letter], *places: int) -> bool:
    rest = [letter for place, letter in enumerate(letters) if place not in places]
    if not all(letter.char.isdigit() for letter in rest):
        return False
    if not all(letters[place].char in STROKES for place in places):
        return False
    usual = median(letter.glyph.height for letter in rest)
    slashes = [letters[place].glyph for place in places]
    return max(glyph.height for glyph in slashes) >= TALLER * usual and all(
        glyph.height >= TALL * usual or lean(glyph) >= LEANING for glyph in slashes
    )


def _height(letters: list[Letter], places: tuple[int, int]) -> int:
    return sum(letters[place].glyph.height for place in places)


def _parts(word: Scored, slashes: set[int]) -> list[Scored] | None:
    """A word without its slashes; None where it has none."""
    cuts = [c for c in word.lattice.candidates if id(c.glyph) in slashes]
    if not cuts:
        return None
    cuts.sort(key=lambda candidate: candidate.start)
    ends = [0, *(end for cut in cuts for end in (cut.start, cut.end)), word.lattice.pieces]
    spans = list(pairwise(ends))[::2]
    parts = [word.part(start, end) for start, end in spans if start < end]
    return [replace(part, rows=_ALONE.restrict(part.rows)) for part in parts]
