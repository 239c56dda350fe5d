"""What composed words say: random characters of the kinds that forms hold."""

import numpy as np

from pipeline.classes import INDEX

LETTERS = "abcdefghijklmnopqrstuvwxyz"
COMMON = np.fromstring(
    "8 1.5 3 4 12 2 2 5 7 0.4 0.9 4.5 2.7 7 7 2 0.3 6.5 6 8 3 1.2 1.6 0.4 1.6 0.5", sep=" "
)
"""About how often each letter stands in European words: percent."""


class Wording:
    """Draws words as lists of class indices."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._share = 0.5 * COMMON / COMMON.sum() + 0.5 / len(LETTERS)

    def draw(self) -> list[int]:
        """2 to 9 classes: digits, capitals, small letters, a capital and small ones, or any."""
        rng = self._rng
        length = int(rng.integers(2, 10))
        kind = rng.choice(5, p=[0.17, 0.4, 0.15, 0.2, 0.08])
        if kind == 0:
            return [int(d) for d in rng.integers(0, 10, length)]
        if kind == 4:
            return [int(c) for c in rng.integers(0, 62, length)]
        word = "".join(rng.choice(list(LETTERS), length, p=self._share))
        return [INDEX[char] for char in (word.upper(), word, word.capitalize())[kind - 1]]
