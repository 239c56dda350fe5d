"""What a reading is spelled with: the 62 classes, separators, space; two marks of the search."""

import numpy as np

from pipeline.classes import CHARS

SEPARATORS = "/.,-':"
"""Read only where a pattern or a lexicon puts them: they are no class of any network."""
SYMBOLS: str = CHARS + SEPARATORS + " "
INDEX: dict[str, int] = {symbol: index for index, symbol in enumerate(SYMBOLS)}
SPACE = INDEX[" "]
BREAK = len(SYMBOLS)
"""The space between two matches on one line, which is part of neither."""
SKIP = BREAK + 1
"""Ink that is part of no match: prompts, debris."""
COUNT = SKIP + 1

_SWAPPED = "".join(SYMBOLS).swapcase()
OTHER_CASE: np.ndarray = np.array([INDEX[c] for c in _SWAPPED] + [BREAK, SKIP], dtype=np.int64)
"""int64 [COUNT]: the same letter in its other case; itself for all else."""
DIGIT_LIKE = (("l", "1"), ("o", "0"))
"""Small letters, and the digits that look like them."""
ALIKE: np.ndarray = OTHER_CASE.copy()
"""The same, but of those digits the letter."""
for _letter, _digit in DIGIT_LIKE:
    ALIKE[INDEX[_digit]] = INDEX[_letter]


def spell(symbols: list[int]) -> str:
    """Symbols as text; what was skipped, and a break, is a space."""
    text = "".join(SYMBOLS[s] if s < BREAK else " " for s in symbols)
    return " ".join(text.split())
