"""Spaces that the words themselves tell of, where their gaps mislead.

Gaps are measured before anything is read, and letters may stand as far apart as words: `MARI A`,
`BAKERROSA`. Where a language model knows what words are, both readings are spelled out, and the
far likelier one stands.
"""

from dataclasses import dataclass
from itertools import pairwise

from pipeline.components import usual_gap
from pipeline.constraints.constraint import Constraint
from pipeline.dropped import has_mark_between
from pipeline.prior import Prior
from pipeline.scored import Scored
from pipeline.spelling import Letter, Pair, spell_word

JOIN, PART = 4.0, 4.0
"""Log odds: two words are one where that is so much likelier, and one is two."""
FAR, SURER, FURTHEST = 0.5, 20.0, 1.0
"""Of a letter's height: of words that are further apart it has to be likelier still, by so many log
odds a height, since `MARY ANN` may be spelled as one and is two. Beyond the last no word is likely
enough, and none is spelled.
"""
NEAR, CONTRAST = 0.2, 1.7
"""Of a letter's height, and times the line's usual gap: letters nearer to each other are one word.
"""
LONGEST, TRIED = 32, 8
"""Letters: words that are longer stay as they are; of the gaps in one, so many are tried."""


@dataclass(frozen=True)
class Spacing:
    """What words are spelled with."""

    constraint: Constraint
    prior: Prior

    def of(self, pairs: list[Pair]) -> list[Pair]:
        """A line's words, parted where that is far likelier, and those of letters alone joined."""
        glyphs = [letter.glyph for _, spelling in pairs for letter in spelling.letters]
        usual = max(1.0, usual_gap(glyphs))
        parted = [part for pair in pairs for part in self._parted(pair, usual)]
        found: list[Pair] = []
        for pair in parted:
            while found and (both := self._joined(found[-1], pair)):
                found.pop()
                pair = both
            found.append(pair)
        return found

    def _joined(self, one: Pair, other: Pair) -> Pair | None:
        before, after = one[1], other[1]
        letters = [*before.letters, *after.letters]
        gap = _gap(before.letters[-1], after.letters[0]) / one[0].lattice.em
        if gap > FURTHEST or before.style != after.style or not _alphabetic(letters):
            return None
        if has_mark_between(before.letters[-1].glyph, after.letters[0].glyph, one[0].lattice):
            return None
        both = self._spelled(one[0].joined(other[0]))
        least = JOIN + SURER * max(0.0, gap - FAR)
        return both if both[1].score - before.score - after.score > least else None

    def _parted(self, pair: Pair, usual: float) -> list[Pair]:
        """At the widest of the gaps that part it, and further."""
        word, spelling = pair
        least = max(NEAR * word.lattice.em, CONTRAST * usual)
        if len(spelling.letters) > LONGEST or _numeric(spelling.letters):
            return [pair]
        gaps = [(_gap(*both), both[0]) for both in pairwise(spelling.letters)]
        wide = sorted((g for g in gaps if g[0] > least), key=lambda g: -g[0])
        for _, letter in wide[:TRIED]:
            end = word.boundary(letter.glyph)
            if end is None:
                continue
            parts = self._spelled(word.part(0, end)), self._spelled(word.part(end))
            pure = all(_alphabetic(p.letters) or _numeric(p.letters) for _, p in parts)
            if pure and sum(part[1].score for part in parts) - spelling.score > PART:
                return [each for part in parts for each in self._parted(part, usual)]
        return [pair]

    def _spelled(self, word: Scored) -> Pair:
        return word, spell_word(word, self.constraint, self.prior)


def _alphabetic(letters: list[Letter]) -> bool:
    return len(letters) <= LONGEST and all(letter.char.isalpha() for letter in letters)


def _numeric(letters: list[Letter]) -> bool:
    return all(letter.char.isdecimal() for letter in letters)


def _gap(one: Letter, other: Letter) -> int:
    return other.glyph.x - one.glyph.right
