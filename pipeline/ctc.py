"""How likely a whole text is by a word's frames: connectionist temporal classification.

Graves et al., 2006. A text is said by every way to spread it over the frames, each character over
one or several, with none between them or not, but between two that are the same.
"""

from collections.abc import Sequence

import numpy as np

from pipeline.classes import COUNT
from pipeline.shapes import taken_together

LEAST = 1e-4
"""No frame says less of a class."""


def log_likelihoods(frames: np.ndarray, texts: Sequence[Sequence[int]]) -> np.ndarray:
    """Of each text, classes 0..61, its log likelihood: float64 [texts].

    Args:
        frames: float32 [n,63], the last for no character. What looks alike is said together.
    """
    logs = np.log(np.maximum(taken_together(frames), LEAST), dtype=np.float64)
    labels, ends, skips = _spread(texts)
    ways = np.full(labels.shape, -np.inf)
    ways[:, :2] = logs[0, labels[:, :2]]
    for row in logs[1:]:
        after_one = np.pad(ways[:, :-1], ((0, 0), (1, 0)), constant_values=-np.inf)
        after_two = np.pad(ways[:, :-2], ((0, 0), (2, 0)), constant_values=-np.inf)
        ways = np.logaddexp(ways, after_one)
        ways = np.logaddexp(ways, np.where(skips, after_two, -np.inf)) + row[labels]
    rows = np.arange(len(texts))
    on_last = np.where(ends > 0, ways[rows, ends - 1], -np.inf)
    return np.asarray(np.logaddexp(ways[rows, ends], on_last))


def _spread(texts: Sequence[Sequence[int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Texts with none before, between and after their characters, int [texts, longest].

    And the last place of each, int [texts], and where the none before a place may be left out,
    bool [texts, longest].
    """
    longest = 2 * max(map(len, texts), default=0) + 1
    labels = np.full((len(texts), max(longest, 3)), COUNT)
    for row, text in zip(labels, texts, strict=True):
        row[1 : 2 * len(text) : 2] = text
    before = np.pad(labels[:, :-2], ((0, 0), (2, 0)), constant_values=COUNT)
    return labels, np.array([2 * len(text) for text in texts]), labels != before
