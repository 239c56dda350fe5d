"""The 62 classes of EMNIST ByClass, in the order of every classifier's columns."""

import string

import numpy as np

CHARS: str = string.digits + string.ascii_uppercase + string.ascii_lowercase
COUNT: int = len(CHARS)
INDEX: dict[str, int] = {char: index for index, char in enumerate(CHARS)}

# EMNIST ByMerge: the letters whose two cases look alike (Cohen et al., 2017, section III-A).
ALIKE: str = "CIJKLMOPSUVWXYZ"


def _merge_index() -> np.ndarray:
    merged = {char: char.upper() for char in ALIKE.lower()}
    kept = [char for char in CHARS if char not in merged]
    return np.array([kept.index(merged.get(char, char)) for char in CHARS], dtype=np.int64)


MERGED: np.ndarray = _merge_index()
"""int64 [62]: the column of the 47-class ByMerge set to which each class belongs."""
MERGED_COUNT: int = int(MERGED.max()) + 1
