"""What a job's options allow, compiled once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from pipeline.classes import CHARS
from pipeline.classes import COUNT as CLASSES
from pipeline.constraints.automaton import Automaton, within_line
from pipeline.constraints.charset import characters, compile_charset
from pipeline.constraints.compiler import compile_pattern
from pipeline.constraints.lexicon import compile_lexicon
from pipeline.constraints.word_pattern import leaves_open, spells_words
from pipeline.errors import ErrorCode, InkError
from pipeline.options import Options
from pipeline.symbols import OTHER_CASE

_LOOK_ALIKE = ("0Oo", "1Il")


@dataclass(frozen=True, eq=False)
class Constraint:
    """An automaton over words, or over whole lines where a pattern or a lexicon is given.

    field, value: the option that a line was asked to satisfy, for the error where none does;
    listed: how a lexicon lists what is spelled; cases: of each letter that may be on the paper and
    not in the answer, its other case, as code points; words: whether it spells words, of which a
    language model knows something; open: whether a pattern has a letter or a digit in one place.
    """

    automaton: Automaton
    whole_lines: bool = False
    field: str = ""
    value: str = ""
    listed: Mapping[str, str] | None = None
    cases: Mapping[int, int] | None = None
    words: bool = False
    open: bool = False

    @cached_property
    def allowed(self) -> np.ndarray:
        """The classes that can be read at all: bool [62]."""
        allowed = np.zeros(CLASSES, bool)
        allowed[self.automaton.symbols[self.automaton.symbols < CLASSES]] = True
        return allowed

    @property
    def separates(self) -> bool:
        """Whether a separator or a space may be read anywhere."""
        return self.automaton.separates

    def as_listed(self, spelled: str) -> str:
        """A word as the lexicon lists it; itself where there is none."""
        return (self.listed or {}).get(spelled, spelled)

    def in_case(self, text: str) -> str:
        """What is on the paper, in the case that is asked for."""
        return text.translate(self.cases or {})

    def rows_in_case(self, rows: np.ndarray) -> np.ndarray:
        """What is believed of glyphs, likewise: float [n,62] → [n,62]."""
        return rows @ self._cased if self.cases else rows

    @cached_property
    def _cased(self) -> np.ndarray:
        read = [CHARS.index(self.in_case(char)) for char in CHARS]
        return np.eye(CLASSES)[read]

    def restrict(self, probabilities: np.ndarray) -> np.ndarray:
        """Give what cannot be read to what looks the same, or away: float [n,62] → [n,62]."""
        if self.allowed.all():
            return probabilities
        return probabilities @ self._moves

    @cached_property
    def _moves(self) -> np.ndarray:
        moves = np.diag(self.allowed.astype(np.float32))
        for source in np.flatnonzero(~self.allowed):
            other = OTHER_CASE[source]
            alike = [g for g in _LOOK_ALIKE if CHARS[source] in g]
            targets = [other] if self.allowed[other] else []
            targets += [CHARS.index(c) for c in "".join(alike) if self.allowed[CHARS.index(c)]]
            moves[source, targets[:1]] = 1.0
        return moves


def constraint_of(options: Options) -> Constraint:
    """Compile what the options ask.

    Raises:
        InkError: invalid_job, where a lexicon is but a name, or a pattern cannot be compiled.
    """
    if isinstance(options.lexicon, str):
        message = "the lexicon's name was not resolved to its entries"
        raise InkError(ErrorCode.INVALID_JOB, message, "options.lexicon", options.lexicon)
    each = options.matches == "each"
    try:
        return _compiled(options.charset, options.pattern, options.lexicon, each)
    except ValueError as error:
        # A pattern may be well-formed, and yet too large or match nothing.
        message, value = str(error), options.pattern
        raise InkError(ErrorCode.INVALID_JOB, message, "options.pattern", value) from None


@lru_cache(maxsize=8)
def _compiled(
    charset: str | None, pattern: str | None, lexicon: tuple[str, ...] | None, each: bool
) -> Constraint:
    if pattern is not None:
        match = compile_pattern(pattern)
        line, spells = within_line(match, each), spells_words(match)
        either = leaves_open(match)
        return Constraint(line, True, "options.pattern", pattern, words=spells, open=either)
    if lexicon is not None:
        words = compile_lexicon(lexicon)
        line = within_line(words.automaton, each)
        return Constraint(line, True, "options.lexicon", f"{len(lexicon)} entries", words.listed)
    asked = characters(charset or "alphanumeric")
    cases = {ord(char.swapcase()): ord(char) for char in asked if char.swapcase() not in asked}
    written = "".join(char for char in CHARS if char in asked or ord(char) in cases)
    return Constraint(compile_charset(written), cases=cases)
