"""What words are like before any ink is seen: their kind, and by a language model their letters."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from pipeline.classes import COUNT as CLASSES
from pipeline.context import KINDS
from pipeline.symbols import BREAK, COUNT
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
    """Of n spellings: float [n, kinds] how likely each kind of word is; int64 [n] contexts."""

    kinds: np.ndarray
    contexts: np.ndarray
    fresh: np.ndarray

    def take(self, index: np.ndarray) -> "Memory":
        """Of some of them."""
        return Memory(self.kinds[index], self.contexts[index], self.fresh[index])

    def add(self, other: "Memory") -> "Memory":
        """Of both."""
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return Memory(*(np.concatenate(pair) for pair in pairs))


class Prior:
    """Of any spelling, nothing is known."""

    def start(self) -> Memory:
        """Before the first symbol."""
        return Memory(np.ones((1, 1)), np.zeros(1, np.int64), np.ones(1, bool))

    def bonus(self, memory: Memory) -> np.ndarray:
        """Log odds of each symbol next: float [n, COUNT]."""
        return np.zeros((len(memory.contexts), COUNT))

    def extend(self, memory: Memory, symbols: np.ndarray) -> Memory:
        """After one more symbol each; -1 is none."""
        return memory

    def end(self, memory: Memory) -> np.ndarray:
        """Log odds of the end: float [n]."""
        return np.zeros(len(memory.contexts))


def _table(first: bool) -> np.ndarray:
    """The likelihood of each symbol in each kind of word: float [kinds, COUNT]."""
    table = np.ones((len(KINDS), COUNT))
    for row, kind in zip(table, KINDS, strict=True):
        row[:CLASSES] = kind.each * (kind.first if first else kind.rest)
    return table


_FIRST, _REST = _table(True), _table(False)
_EXPECTED = np.stack([_REST.T, _FIRST.T])
"""float [2, COUNT, kinds]: in a word, and at its beginning."""
_LEAST = 1e-12
_LETTER = np.array(
    [ord(c.lower()) - 96 if c.isalpha() else 0 for c in SYMBOL] + [0] * (COUNT - BREAK)
)
"""int64 [COUNT]: 1..26 for a letter of either case, 0 for all else."""


class WordPrior(Prior):
    """The kinds of word of `context`, and in the kinds that are spelled with letters, which."""

    def __init__(self, letters: Letters | None = None) -> None:
        self._letters = letters

    def start(self) -> Memory:
        """Each kind by its prior."""
        kinds = np.array([[kind.prior for kind in KINDS]])
        return Memory(kinds / kinds.sum(), np.zeros(1, np.int64), np.ones(1, bool))

    def bonus(self, memory: Memory) -> np.ndarray:
        """The mixture over the kinds of what each expects."""
        mixed = np.where(memory.fresh[:, None], memory.kinds @ _FIRST, memory.kinds @ _REST)
        if self._letters is not None:
            factors = self._letters.factors(memory.contexts)
            factors[:, 0] = 1.0  # of digits and separators it knows nothing
            mixed = mixed * factors[:, _LETTER]
        return np.asarray(np.log(np.maximum(mixed, _LEAST)))

    def extend(self, memory: Memory, symbols: np.ndarray) -> Memory:
        """Weigh the kinds by what was read; whatever is no class begins a word anew."""
        read = symbols >= 0
        at = np.where(read, symbols, SYMBOL[" "])
        expected = _EXPECTED[memory.fresh.view(np.int8), at]
        kinds = np.maximum(memory.kinds * expected, _LEAST)
        contexts = memory.contexts
        if self._letters is not None:
            after = self._letters.advance(contexts, _LETTER[at])
            contexts = np.where(read, after, contexts)
        fresh = np.where(read, at >= CLASSES, memory.fresh)
        return Memory(kinds / kinds.sum(axis=1, keepdims=True), contexts, fresh)

    def end(self, memory: Memory) -> np.ndarray:
        """What the language model says of a word that ends here."""
        if self._letters is None:
            return np.zeros(len(memory.contexts))
        return np.asarray(np.log(self._letters.factors(memory.contexts)[:, 0]))
