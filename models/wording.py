"""What composed words say: random characters of the kinds that forms hold, or likely words."""

from typing import Protocol

import numpy as np

from pipeline.classes import INDEX
from pipeline.language import LETTERS as OUTCOMES
from pipeline.language import Ngrams

LETTERS = "abcdefghijklmnopqrstuvwxyz"
COMMON = np.fromstring(
    "8 1.5 3 4 12 2 2 5 7 0.4 0.9 4.5 2.7 7 7 2 0.3 6.5 6 8 3 1.2 1.6 0.4 1.6 0.5", sep=" "
)
"""About how often each letter stands in European words: percent."""
SHARE = 0.5 * COMMON / COMMON.sum() + 0.5 / len(LETTERS)
"""That, and every letter as often as any other: half and half."""


MIXED_KINDS, JOINED_KINDS = (0.6, 0.3, 0.1), (0.05, 0.35, 0.6)
"""Shares of all capitals, of a capital and small letters, and of small ones."""


SHORTEST_CODE = 3
"""Characters: fewer say too little to be asked for by a pattern."""


class Words(Protocol):
    """Where words come from."""

    def draw(self) -> list[int]:
        """One word's classes."""
        ...


class Wording:
    """Draws words as lists of class indices."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng

    def draw(self) -> list[int]:
        """2 to 9 classes: digits, capitals, small letters, a capital and small ones, or any."""
        rng = self._rng
        length = int(rng.integers(2, 10))
        kind = rng.choice(5, p=[0.17, 0.4, 0.15, 0.2, 0.08])
        if kind == 0:
            return [int(d) for d in rng.integers(0, 10, length)]
        if kind == 4:
            return [int(c) for c in rng.integers(0, 62, length)]
        word = "".join(rng.choice(list(LETTERS), length, p=SHARE))
        return [INDEX[char] for char in (word.upper(), word, word.capitalize())[kind - 1]]


class Likely:
    """Draws words that the language model thinks likely, rather than by chance."""

    def __init__(
        self, model: Ngrams, seed: int, kinds: tuple[float, float, float] = MIXED_KINDS
    ) -> None:
        self._model, self._rng, self._kinds = model, np.random.default_rng(seed), kinds

    def draw(self) -> list[int]:
        """The classes of one word."""
        word = self.word()
        kind = self._rng.choice(3, p=self._kinds)
        return [INDEX[char] for char in (word.upper(), word.capitalize(), word)[kind]]

    def word(self) -> str:
        """2 to 12 letters."""
        while True:
            word = self._word()
            if 2 <= len(word) <= 12:
                return word

    def _word(self) -> str:
        context, word = np.zeros(1, np.int64), ""
        while len(word) <= 12:
            odds = self._model.probabilities(context)[0]
            letter = int(self._rng.choice(OUTCOMES, p=odds / odds.sum()))
            if letter == 0:
                break
            word += chr(96 + letter)
            context = self._model.advance(context, np.array([letter]))
        return word


class Coded:
    """Draws what boxes for numbers and codes hold, and capitals, some with a dotted i."""

    def __init__(self, seed: int) -> None:
        self._rng = np.random.default_rng(seed)

    def draw(self) -> list[int]:
        """1 to 10 classes: digits; digits and capitals in any order; or capitals."""
        rng = self._rng
        length = int(rng.integers(1, 11))
        kind = rng.choice(3, p=[0.7, 0.15, 0.15])
        if kind < 2:
            return [int(label) for label in rng.integers(0, (10, 36)[kind], length)]
        dotted = rng.random() < 0.7
        letters = rng.choice(list(LETTERS), length, p=SHARE)
        return [INDEX["i" if dotted and char == "i" else char.upper()] for char in letters]


class Runs:
    """Draws codes: letters and digits by turns, as plates, postcodes and numbers of parts have."""

    def __init__(self, seed: int) -> None:
        self._rng = np.random.default_rng(seed)

    def draw(self) -> list[int]:
        """3 to 12 classes in one run to three, of up to four capitals or digits each."""
        rng = self._rng
        while True:
            lengths = rng.integers(1, 5, int(rng.integers(1, 4)))
            if lengths.sum() >= SHORTEST_CODE:
                break
        first = int(rng.integers(2))
        runs = [_run(rng, length, (first + turn) % 2) for turn, length in enumerate(lengths)]
        return [label for run in runs for label in run]


def _run(rng: np.random.Generator, length: int, kind: int) -> list[int]:
    """Of digits or of capitals, all of them as often."""
    low, high = ((0, 10), (10, 36))[kind]
    return [int(label) for label in rng.integers(low, high, length)]


class Digits:
    """Draws numbers of digits alone, all of them as often."""

    def __init__(self, seed: int) -> None:
        self._rng = np.random.default_rng(seed)

    def draw(self) -> list[int]:
        """1 to 8 digits."""
        return [int(label) for label in self._rng.integers(0, 10, int(self._rng.integers(1, 9)))]
