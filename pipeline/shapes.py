"""Classes that look alike once their size is gone."""

from functools import cache

import numpy as np

from pipeline.classes import CHARS, COUNT, INDEX

ALIKE = ("0Oo", "1Il", "Cc", "Kk", "Mm", "Pp", "Ss", "Uu", "Vv", "Ww", "Xx", "Yy", "Zz")


@cache
def alike(label: int) -> list[int]:
    """The classes that a normalised glyph of this class may equally be: [0..61]."""
    for group in ALIKE:
        if CHARS[label] in group:
            return [INDEX[char] for char in group]
    return [label]


@cache
def together() -> np.ndarray:
    """float32 [62,62]: 1 where two classes are alike, so that a row of beliefs times it is that of
    each class and of those like it.
    """
    same = np.zeros((COUNT, COUNT), np.float32)
    for label in range(COUNT):
        same[label, alike(label)] = 1.0
    return same


def taken_together(frames: np.ndarray) -> np.ndarray:
    """What frames say of each class, those that look alike taken together, and of none.

    float [n,63] → [n,63]: how a network shares 0, O and o means nothing.
    """
    return np.column_stack([frames[:, :COUNT] @ together(), frames[:, COUNT]])
