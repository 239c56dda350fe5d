"""The temperature that makes a network's confidence mean what it says (Guo et al., 2017)."""

import math
from collections.abc import Callable

import numpy as np

from pipeline.classes import COUNT

FLOOR = 1e-30
"""Probabilities below this count as this, so that their logarithm exists in float32."""
_LOW, _HIGH = math.log(0.05), math.log(20.0)
_GOLDEN = (math.sqrt(5.0) - 1.0) / 2.0
_TOLERANCE = 1e-4


def tempered(p: np.ndarray, temperature: float) -> np.ndarray:
    """p^(1/T) with every row's sum kept: [N,62] → float64 [N,62]."""
    logits = _logits(p) / temperature
    powers: np.ndarray = np.exp(logits - logits.max(axis=1, keepdims=True))
    powers *= p.sum(axis=1, keepdims=True) / powers.sum(axis=1, keepdims=True)
    return powers


def fit(p: np.ndarray, candidates: np.ndarray) -> float:
    """The temperature with the least negative log-likelihood.

    Fit it on the development part only: on what was trained on, confidence is too well earned.
    Glyphs of which only the letter is known, and not its case, count as well: without them the
    rest is easier than what is read, and confidence that suits it is too high.

    Args:
        p: probabilities at temperature 1, [N,62] or [N,63] with a reject output, which is left out.
        candidates: bool [N,62], the classes that each glyph may be; those of any class are left
            out.

    Returns:
        The temperature, between 0.05 and 20.
    """
    candidates = candidates[:, :COUNT].astype(bool)
    labelled = candidates.any(axis=1) & ~candidates.all(axis=1)
    if not labelled.any():
        raise ValueError("a temperature needs at least one glyph with a label")
    logits, sets = _logits(p[labelled, :COUNT]), candidates[labelled]
    return math.exp(_minimise(lambda log_t: _loss(logits / math.exp(log_t), sets), _LOW, _HIGH))


def _logits(p: np.ndarray) -> np.ndarray:
    logits: np.ndarray = np.log(np.maximum(p.astype(np.float64), FLOOR))
    return logits


def _loss(logits: np.ndarray, sets: np.ndarray) -> float:
    inside = np.where(sets, logits, -np.inf)
    return float((_total(logits) - _total(inside)).mean())


def _total(logits: np.ndarray) -> np.ndarray:
    best = logits.max(axis=1, keepdims=True)
    total: np.ndarray = best[:, 0] + np.log(np.exp(logits - best).sum(axis=1))
    return total


def _minimise(loss: Callable[[float], float], low: float, high: float) -> float:
    """Golden-section search, for one valley: with certain labels, the loss is convex in 1/T."""
    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_left, at_right = loss(left), loss(right)
    while high - low > _TOLERANCE:
        if at_left < at_right:
            high, right, at_right = right, left, at_left
            left = high - _GOLDEN * (high - low)
            at_left = loss(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + _GOLDEN * (high - low)
            at_right = loss(right)
    return (low + high) / 2
