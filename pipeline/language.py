"""A character language model: interpolated n-grams over a..z, blind to case.

How much it counts is for `pipeline.prior` to say.
"""

from functools import cached_property
from threading import Lock

import numpy as np

LETTERS = 27
"""The end of a word, or what is no letter, is 0; a..z are 1..26."""
_AT_HAND = 3
"""Letters: what so short a context says is computed once for all of them."""
_MOST_ROWS = 50_000
"""Contexts whose probabilities are kept at hand."""


class Ngrams:
    """Witten-Bell interpolation of n-grams up to an order.

    A context is the number whose digits, to the base 27, are the last order - 1 letters.
    """

    def __init__(self, order: int, codes: np.ndarray, counts: np.ndarray) -> None:
        """Args: codes: int64 [n], ascending, context x 27 + letter; all orders' behind each other.

        counts: [n]. The code of a shorter n-gram has a leading 1 at its own length, so that all
        lengths are apart: 27^n + its digits.
        """
        self.order, self.codes, self.counts = order, codes, counts
        self._size = LETTERS ** (order - 1)
        self._row_of: dict[int, int] = {}
        self._rows = np.zeros((1024, LETTERS), np.float32)
        self._lock = Lock()

    def advance(self, contexts: np.ndarray, letters: np.ndarray) -> np.ndarray:
        """The contexts after one more letter; what is no letter begins a word."""
        return np.where(letters > 0, (contexts * LETTERS + letters) % self._size, 0)

    def factors(self, contexts: np.ndarray) -> np.ndarray:
        """How much likelier than by chance the word's end, or each letter, is: float [n,27].

        From any thread.
        """
        asked = contexts.tolist()
        with self._lock:
            if not all(context in self._row_of for context in asked):
                self._add(asked)
            return np.asarray(self._rows[[self._row_of[context] for context in asked]])

    def _add(self, asked: list[int]) -> None:
        if len(self._row_of) > _MOST_ROWS:
            self._row_of.clear()
        first = len(self._row_of)
        new = sorted({context for context in asked if context not in self._row_of})
        last = first + len(new)
        while last > len(self._rows):
            self._rows = np.concatenate([self._rows, self._rows])
        self._rows[first:last] = LETTERS * self.probabilities(np.array(new, np.int64))
        self._row_of.update(zip(new, range(first, last), strict=True))

    def probabilities(self, contexts: np.ndarray) -> np.ndarray:
        """Of each letter next: float64 [n,27].

        From the shortest context to the longest, each mended by the shorter.
        """
        found = self._shorter[contexts % len(self._shorter)]
        for length in range(self._at_hand + 1, self.order):
            found = self._mended(contexts % LETTERS**length, length, found)
        return np.asarray(found)

    @property
    def _at_hand(self) -> int:
        return min(self.order - 1, _AT_HAND)

    @cached_property
    def _shorter(self) -> np.ndarray:
        """Of every context that is so short as to be at hand: float64 [contexts,27]."""
        found = np.full((1, LETTERS), 1 / LETTERS)
        for length in range(self._at_hand + 1):
            contexts = np.arange(LETTERS**length)
            found = self._mended(contexts, length, found[contexts % len(found)])
        return found

    def _mended(self, contexts: np.ndarray, length: int, shorter: np.ndarray) -> np.ndarray:
        """What the contexts' last letters, so many, say; where they say little, what fewer say."""
        counts = self._counts(contexts, length)
        kinds = (counts > 0).sum(axis=1, keepdims=True)
        total = counts.sum(axis=1, keepdims=True) + kinds
        return np.where(total > 0, (counts + kinds * shorter) / np.maximum(total, 1), shorter)

    def _counts(self, contexts: np.ndarray, length: int) -> np.ndarray:
        """float64 [n,27]: how often each letter came after a context of this length."""
        codes = LETTERS ** (length + 1) + contexts * LETTERS
        first, last = np.searchsorted(self.codes, np.stack([codes, codes + LETTERS]))
        of = np.repeat(np.arange(len(codes)), last - first)
        at = np.arange(len(of)) + (first - np.cumsum(last - first) + last - first)[of]
        found = np.zeros((len(codes), LETTERS))
        found[of, self.codes[at] - codes[of]] = self.counts[at]
        return found


def count(words: dict[str, float], order: int, least: float) -> Ngrams:
    """Count the n-grams of weighted words, a..z; of three letters and more, rare ones go.

    A word's beginning is padded with order - 1 ends.
    """
    totals: dict[int, float] = {}
    for word, weight in words.items():
        letters = [0] * (order - 1) + [ord(c) - 96 for c in word] + [0]
        for end in range(order - 1, len(letters)):
            for length in range(order):
                code = 1
                for letter in letters[end - length : end + 1]:
                    code = code * LETTERS + letter
                totals[code] = totals.get(code, 0.0) + weight
    kept = {c: n for c, n in totals.items() if n >= least or c < LETTERS**3}
    codes = np.array(sorted(kept), dtype=np.int64)
    return Ngrams(order, codes, np.array([kept[int(c)] for c in codes]))
