"""The lexicon of the names: every label and names beside them; and the nearest entry to a text."""

import json
import subprocess
from collections.abc import Sequence

import numpy as np

from accuracy.rivals import HERE, PYTHON
from accuracy.scoring import norm
from pipeline.constraints.lexicon import folded

OTHERS, SEED = 5000, 62


def entries(labels: Sequence[str]) -> tuple[str, ...]:
    """The labels and 5,000 other names; empty where `faker` is not installed beside us."""
    others = _invented(2 * OTHERS)
    known = dict.fromkeys(labels)
    fresh = [name for name in others if name not in known and _is_readable(name)][:OTHERS]
    return (*known, *fresh) if len(fresh) == OTHERS else ()


def _is_readable(name: str) -> bool:
    """Whether all its letters are among the classes, accents put aside."""
    try:
        return bool(folded(name))
    except ValueError:
        return False


def _invented(count: int) -> list[str]:
    if not PYTHON.exists():
        return []
    command = [str(PYTHON), str(HERE / "invented.py"), str(count), str(SEED)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found: list[str] = json.loads(done.stdout) if done.returncode == 0 else []
    return found


class Nearest:
    """The entry with fewest edits: what a list can do for an engine that knows of none."""

    def __init__(self, listed: Sequence[str]) -> None:
        plain = [norm(entry) for entry in listed]
        longest = max(map(len, plain))
        self._listed = listed
        self._lengths = np.array([len(text) for text in plain])
        self._codes = np.array([list(text.ljust(longest).encode()) for text in plain])

    def __call__(self, text: str) -> str:
        """Of several as near, the first."""
        return self._listed[int(np.argmin(self._distances(text.encode())))]

    def _distances(self, text: bytes) -> np.ndarray:
        """Levenshtein's distances to all entries at once."""
        count, longest = self._codes.shape
        row = np.tile(np.arange(longest + 1), (count, 1))
        for i, code in enumerate(text, start=1):
            above, row = row, np.empty_like(row)
            row[:, 0] = i
            swapped = above[:, :-1] + (self._codes != code)
            for j in range(1, longest + 1):
                shorter = np.minimum(row[:, j - 1], above[:, j]) + 1
                row[:, j] = np.minimum(shorter, swapped[:, j - 1])
        distances: np.ndarray = row[np.arange(count), self._lengths]
        return distances
