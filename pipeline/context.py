"""What the rest of the word says of each character: digits or letters, and in which case."""

import numpy as np

from pipeline.classes import ALIKE, CHARS, INDEX

DIGITS = np.array([c.isdigit() for c in CHARS])
UPPER = np.array([c.isupper() for c in CHARS])
LOWER = np.array([c.islower() for c in CHARS])

KINDS: tuple[tuple[float, np.ndarray, np.ndarray], ...] = (
    (0.30, DIGITS, DIGITS),
    (0.30, UPPER, UPPER),
    (0.15, LOWER, LOWER),
    (0.15, UPPER, LOWER),
    (0.10, np.ones(len(CHARS), bool), np.ones(len(CHARS), bool)),
)
"""Kinds of word: prior, classes allowed first, classes allowed after. The last allows anything."""

MIXED_COST = 0.05
"""Likelihood of a character in a word of no kind, so that one strange glyph makes no code."""

TALL = 0.8
"""A letter below this share of the line's tallest is lower case, where its two cases look alike."""


def weigh(probabilities: np.ndarray, heights: np.ndarray, tall: float) -> np.ndarray:
    """Each character given the whole word.

    Args:
        probabilities: float [n,62], a word's characters, rows that sum to 1.
        heights: float [n], pixels.
        tall: pixels, the height of the line's tall letters.

    Returns:
        float [n,62], rows that sum to 1: the mixture over the kinds of word of what each allows.
    """
    sized = _by_size(probabilities, heights / max(tall, 1.0))
    allowed = np.stack([_allowed(kind, len(sized)) for kind in KINDS])
    within = sized[None] * allowed
    mass = np.maximum(within.sum(axis=2), 1e-9)
    evidence = np.log([prior for prior, _, _ in KINDS]) + np.log(mass).sum(axis=1)
    evidence[-1] += len(sized) * np.log(MIXED_COST)
    weight = np.exp(evidence - evidence.max())
    mixed = np.einsum("k,knc->nc", weight / weight.sum(), within / mass[:, :, None])
    return np.asarray(mixed / mixed.sum(axis=1, keepdims=True))


def _allowed(kind: tuple[float, np.ndarray, np.ndarray], length: int) -> np.ndarray:
    _, first, rest = kind
    return np.stack([first] + [rest] * (length - 1))


def _by_size(probabilities: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Move probability between the cases of letters that look alike, by relative height."""
    sized = probabilities.astype(np.float64)
    upper = 1 / (1 + np.exp(-12 * (share - TALL)))
    for letter in ALIKE.replace("P", "").replace("J", ""):
        pair = [INDEX[letter], INDEX[letter.lower()]]
        both = sized[:, pair].sum(axis=1)
        sized[:, pair[0]], sized[:, pair[1]] = both * upper, both * (1 - upper)
    return sized
