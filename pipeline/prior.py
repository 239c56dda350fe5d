"""What words are like before any ink is seen: their kind, and by a language model their letters."""

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from pipeline.classes import COUNT as CLASSES
from pipeline.context import DIGITS, KINDS, UPPER, Kind
from pipeline.symbols import BREAK, COUNT, SPACE
from pipeline.symbols import INDEX as SYMBOL


class Letters(Protocol):
    """A language model over a..z, blind to case, in contexts that are numbers."""

    def advance(self, contexts: np.ndarray, letters: np.ndarray) -> np.ndarray:
        """int64 [n] contexts, int64 [n] letters 1..26, or 0 for what is none → those after."""
        ...

    def factors(self, contexts: np.ndarray) -> np.ndarray:
        """How much likelier than by chance the word's end, or each letter, is: float [n,27]."""
        ...


@dataclass(frozen=True, eq=False)
class Memory:
    """Of n spellings: float [n, kinds] how likely each kind of word is; int64 [n] contexts of the
    language model; float [n] how likely the word is one that it knows; bool [n] at a beginning.
    """

    kinds: np.ndarray
    contexts: np.ndarray
    known: np.ndarray
    fresh: np.ndarray

    def take(self, index: np.ndarray) -> "Memory":
        """Of some of them."""
        return Memory(*(array[index] for array in vars(self).values()))

    def add(self, other: "Memory") -> "Memory":
        """Of both."""
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return Memory(*(np.concatenate(pair) for pair in pairs))


class Prior:
    """Of any spelling, nothing is known. spells: whether it is of which letters follow which;
    weighs: whether it likes some spellings better than others.
    """

    spells, weighs = False, False

    def start(self) -> Memory:
        """Before the first symbol."""
        return Memory(np.ones((1, 1)), np.zeros(1, np.int64), np.ones(1), np.ones(1, bool))

    def bonus(self, memory: Memory) -> np.ndarray:
        """Log odds of each symbol next: float [n, COUNT]."""
        return np.zeros((len(memory.contexts), COUNT))

    def extend(self, memory: Memory, symbols: np.ndarray) -> Memory:
        """After one more symbol each; -1 is none."""
        return memory

    def end(self, memory: Memory) -> np.ndarray:
        """Log odds of the end: float [n]."""
        return np.zeros(len(memory.contexts))


CODE, SWITCH = (Kind(0.025, 0.5, UPPER, UPPER), Kind(0.025, 0.5, DIGITS, DIGITS)), 0.2
"""A code, such as `KU1109` or `EH20 7CE`, has runs of capitals and of digits: it is in one of two
states, and after each character in the other with this probability."""
_KINDS = (*KINDS, *CODE)
_AFTER = np.eye(len(_KINDS))
_AFTER[-2:, -2:] = [[1 - SWITCH, SWITCH], [SWITCH, 1 - SWITCH]]
"""float [kinds, kinds]: how likely each is after a character more. All others stay as they are."""


def _table(first: bool) -> np.ndarray:
    """The likelihood of each symbol in each kind of word: float [kinds, COUNT]."""
    table = np.ones((len(_KINDS), COUNT))
    for row, kind in zip(table, _KINDS, strict=True):
        row[:CLASSES] = kind.each * (kind.first if first else kind.rest)
    return table


_FIRST, _REST = _table(True), _table(False)
_EXPECTED = np.stack([_REST.T, _FIRST.T])
"""float [2, COUNT, kinds]: in a word, and at its beginning."""
_LEAST = 1e-12
KNOWN = 0.9
"""How likely a word is one that the language model knows."""
SURE, TRUST = 0.98, 0.4
"""How much of each letter's probability is the model's, in a word that it knows and in another;
the rest is even."""
_LETTER = np.array(
    [ord(c.lower()) - 96 if c.isalpha() else 0 for c in SYMBOL] + [0] * (COUNT - BREAK)
)
"""int64 [COUNT]: 1..26 for a letter of either case, 0 for all else."""


class LetterPrior(Prior):
    """Which letters follow each other, by a language model.

    A word is one that the model knows, or it is not: a mixture of the two over the word, not over
    each letter, so that a name or a code that it never met costs little as a whole, and none of
    its letters is "corrected" for being unlikely.
    """

    spells, weighs = True, True

    def __init__(self, letters: Letters) -> None:
        self._letters = letters

    def start(self) -> Memory:
        """At the beginning of a word that may be known."""
        return replace(super().start(), known=np.full(1, KNOWN))

    def bonus(self, memory: Memory) -> np.ndarray:
        """Of letters, and of what parts words, that one ends. Of digits it knows nothing."""
        factors = _expected(memory.known[:, None], self._letters.factors(memory.contexts))
        ends = np.where(memory.contexts > 0, factors[:, 0], 1.0)
        factors[:, 0] = 1.0
        each = factors[:, _LETTER]
        each[:, CLASSES:] = ends[:, None]
        return np.asarray(np.log(each))

    def extend(self, memory: Memory, symbols: np.ndarray) -> Memory:
        """Weigh whether the word is a known one; whatever is no class begins a word anew."""
        read = symbols >= 0
        at = np.where(read, symbols, SPACE)
        letters = np.where(read, _LETTER[at], 0)
        known = self._weighed(memory, letters)
        known = np.where(read & (at >= CLASSES), KNOWN, known)
        contexts = self._letters.advance(memory.contexts, letters)
        return replace(memory, known=known, contexts=np.where(read, contexts, memory.contexts))

    def _weighed(self, memory: Memory, letters: np.ndarray) -> np.ndarray:
        """How likely the words are known ones after a letter more; 0 says nothing of it."""
        factors = self._letters.factors(memory.contexts)[np.arange(len(letters)), letters]
        weighed = memory.known * _in_known(factors) / _expected(memory.known, factors)
        return np.where(letters > 0, weighed, memory.known)

    def end(self, memory: Memory) -> np.ndarray:
        """Of a word that ends here."""
        ends = np.log(_expected(memory.known, self._letters.factors(memory.contexts)[:, 0]))
        # After a digit there is no context, and nothing is known of where a number ends.
        return np.asarray(np.where(memory.contexts > 0, ends, 0.0))


class WordPrior(Prior):
    """The kinds of word of `context`, and in the kinds that are spelled with letters, which."""

    def __init__(self, letters: Letters | None = None) -> None:
        self._letters = LetterPrior(letters) if letters is not None else Prior()

    def start(self) -> Memory:
        """Each kind by its prior."""
        kinds = np.array([[kind.prior for kind in _KINDS]])
        return replace(self._letters.start(), kinds=kinds / kinds.sum())

    def bonus(self, memory: Memory) -> np.ndarray:
        """The mixture over the kinds of what each expects."""
        mixed = np.where(memory.fresh[:, None], memory.kinds @ _FIRST, memory.kinds @ _REST)
        return np.asarray(np.log(np.maximum(mixed, _LEAST)) + self._letters.bonus(memory))

    def extend(self, memory: Memory, symbols: np.ndarray) -> Memory:
        """Weigh the kinds by what was read; whatever is no class begins a word anew."""
        read = symbols >= 0
        at = np.where(read, symbols, SPACE)
        expected = _EXPECTED[memory.fresh.view(np.int8), at]
        kinds = np.maximum(memory.kinds * expected, _LEAST)
        kinds = np.where((at < CLASSES)[:, None], kinds @ _AFTER, kinds)
        fresh = np.where(read, at >= CLASSES, memory.fresh)
        known = self._letters.extend(memory, symbols)
        return replace(known, kinds=kinds / kinds.sum(axis=1, keepdims=True), fresh=fresh)

    def end(self, memory: Memory) -> np.ndarray:
        """What the language model says of a word that ends here."""
        return self._letters.end(memory)


def _in_known(factors: np.ndarray) -> np.ndarray:
    return (1 - SURE) + SURE * factors


def _expected(known: np.ndarray, factors: np.ndarray) -> np.ndarray:
    """The mixture over words that are known and that are not."""
    return known * _in_known(factors) + (1 - known) * ((1 - TRUST) + TRUST * factors)
