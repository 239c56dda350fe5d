"""Each word's lattice → its spellings, the best with the glyphs that spell it."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from pipeline.classes import INDEX
from pipeline.components import Component
from pipeline.constraints.constraint import Constraint
from pipeline.context import by_kind
from pipeline.dropped import has_mark
from pipeline.graph import by_start, word_graph
from pipeline.lattice import FLOOR
from pipeline.prior import Letters, Prior, WordPrior
from pipeline.reading import Style
from pipeline.scored import Scored
from pipeline.search import Found, search
from pipeline.symbols import spell
from pipeline.whole import weighed

WIDTH = 24
"""Spellings of a word that are followed side by side."""


@dataclass(frozen=True)
class Letter:
    """A character as chosen.

    row: float [62], what is believed of its glyph; a separator has none.
    symbol: as it was read, where a lexicon lists it in another case or with an accent.
    """

    char: str
    glyph: Component
    row: np.ndarray | None
    symbol: str

    @property
    def believed(self) -> float:
        """How much of the row the symbol has."""
        return 1.0 if self.row is None else float(self.row[INDEX[self.symbol]])


@dataclass(frozen=True)
class Spelling:
    """A word: its letters, and its best texts with the share of belief that each has.

    legibility: the mean log probability of its glyphs to be characters of a certain class.
    fit: log odds, a letter, against the ink as it looks by itself: what kinds of word, a language
    model or a constraint made of it. style: the hand or type of its line's ink, where it is known.
    dropped: whether a pattern or a lexicon left out a letter of its line, between others, or a
    number a mark between its digits.
    """

    letters: list[Letter]
    readings: list[tuple[str, float]]
    legibility: float
    fit: float
    style: Style | None = None
    dropped: bool = False

    @property
    def score(self) -> float:
        """Log odds, of the whole word, as `fit` is of a letter."""
        return self.fit * len(self.letters)


Pair = tuple[Scored, Spelling]
"""A word and its spelling."""


def spell_word(word: Scored, constraint: Constraint, prior: Prior) -> Spelling:
    """The best spelling of one word over the constraint's characters."""
    graph = word_graph(word.lattice, word.probabilities, word.rows)
    order = by_start(word.lattice)
    arcs = [word.lattice.candidates[place] for place in order]
    found = weighed(search(graph, constraint.automaton, prior, WIDTH), word.lattice, arcs)
    path = [order[step.arc] for step in found[0].steps]
    rows = by_kind(word.rows[path]) if word.context else word.rows[path]
    rows = constraint.rows_in_case(rows)
    glyphs = [word.lattice.candidates[i].glyph for i in path]
    text = constraint.in_case(spell(list(found[0].symbols)))
    letters = [Letter(*letter) for letter in zip(text, glyphs, rows, text, strict=True)]
    fit = found[0].score / max(len(letters), 1)
    legible = legibility(word.probabilities[path])
    readings = merged((constraint.in_case(read), share) for read, share in shares(found))
    dropped = has_mark(text, glyphs, word.lattice)
    return Spelling(letters, readings, legible, fit, word.lattice.style, dropped)


def legibility(probabilities: np.ndarray) -> float:
    """Of a word's glyphs: float [n,62] as the classifier has them."""
    return float(np.log(np.maximum(probabilities.max(axis=1, initial=0.0), FLOOR)).mean())


def shares(found: list[Found]) -> list[tuple[str, float]]:
    """Each text, and its share of what is believed of all that were found."""
    scores = np.array([f.score for f in found])
    weights = np.exp(scores - scores.max())
    weights /= weights.sum()
    return [(spell(list(f.symbols)), float(w)) for f, w in zip(found, weights, strict=True)]


def merged(readings: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    """Each text once, the first one first, then by what is believed of it."""
    table: dict[str, float] = {}
    for text, share in readings:
        table[text] = table.get(text, 0.0) + share
    first = next(iter(table))
    return sorted(table.items(), key=lambda item: (item[0] != first, -item[1]))


def prior_of(plain: bool, letters: Letters | None) -> Prior:
    """What is expected of words; nothing where every character stands by itself."""
    return Prior() if plain else WordPrior(letters)
