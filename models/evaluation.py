"""Score a classifier on labelled glyphs."""

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np

from models.figures import Figures
from pipeline.classes import COUNT, MERGED, MERGED_COUNT
from pipeline.errors import ErrorCode, InkError

Classify = Callable[[np.ndarray], np.ndarray]

_BATCH = 1024
_BINS = 15
_DIGITS, _UPPER, _LOWER = slice(0, 10), slice(10, 36), slice(36, 62)
_MERGING = np.eye(MERGED_COUNT, dtype=np.float64)[MERGED]


@dataclass(frozen=True)
class Verdicts:
    """What became of every glyph, [N] each: all that the figures need of N times 62 numbers.

    y: int, true class; confidence: float, of the likeliest class; the rest bool. `digit` is
    meaningful for true digits only.
    """

    y: np.ndarray
    confidence: np.ndarray
    right: np.ndarray
    merged: np.ndarray
    top3: np.ndarray
    digit: np.ndarray


def evaluate(classify: Classify, x: np.ndarray, y: np.ndarray) -> Figures:
    """Figures over the glyphs whose class is certain, in batches of bounded memory.

    Args:
        classify: uint8 [N,28,28] → [N,62], entries ≥ 0; every row is divided by its sum first.
        x: uint8 [N,28,28].
        y: int [N], 0..61; -1, unknown, is left out.

    Raises:
        InkError: `invalid_job` where shapes or labels are not so, or no class is certain.
    """
    _check(x, y)
    known = np.flatnonzero(np.asarray(y, np.int64) >= 0)
    batches = [known[start : start + _BATCH] for start in range(0, len(known), _BATCH)]
    parts = [judge(classify(x[batch]), y[batch]) for batch in batches]
    return _figures(_joined(parts), getattr(classify, "version", None))


def judge(rows: np.ndarray, y: np.ndarray) -> Verdicts:
    """Compare a classifier's rows [N,62] with the true classes, int [N]."""
    y = y.astype(np.int64)
    sums = rows.sum(axis=1, keepdims=True, dtype=np.float64)
    # A row without any belief names no class, so it is wrong everywhere.
    p = np.divide(rows, sums, out=np.zeros(rows.shape), where=sums > 0)
    some = sums[:, 0] > 0
    likeliest = np.argsort(-p, axis=1, kind="stable")[:, :3]
    return Verdicts(
        y=y,
        confidence=p.max(axis=1),
        right=some & (likeliest[:, 0] == y),
        merged=some & ((p @ _MERGING).argmax(axis=1) == MERGED[y]),
        top3=some & (likeliest == y[:, None]).any(axis=1),
        digit=some & (p[:, _DIGITS].argmax(axis=1) == y),
    )


def expected_calibration_error(confidence: np.ndarray, right: np.ndarray) -> float:
    """Gap between confidence and accuracy, averaged over 15 bins (0,1/15], (1/15,2/15], ..."""
    bins = np.clip(np.ceil(confidence * _BINS).astype(int) - 1, 0, _BINS - 1)
    gaps = np.bincount(bins, weights=right - confidence, minlength=_BINS)
    return float(np.abs(gaps).sum() / len(confidence))


def macro_recall(y: np.ndarray, right: np.ndarray) -> float:
    """Mean over the classes present of the share of their glyphs that were read right."""
    images = np.bincount(y, minlength=COUNT)
    hits = np.bincount(y, weights=right, minlength=COUNT)
    return float((hits[images > 0] / images[images > 0]).mean())


def _figures(verdicts: Verdicts, model: str | None) -> Figures:
    digits = _within(verdicts.y, _DIGITS)
    return Figures(
        model=model,
        images=len(verdicts.y),
        accuracy=float(verdicts.right.mean()),
        accuracy_merged=float(verdicts.merged.mean()),
        top3=float(verdicts.top3.mean()),
        accuracy_digits=_share(verdicts.right[digits]),
        accuracy_upper=_share(verdicts.right[_within(verdicts.y, _UPPER)]),
        accuracy_lower=_share(verdicts.right[_within(verdicts.y, _LOWER)]),
        digits_only=_share(verdicts.digit[digits]),
        macro_recall=macro_recall(verdicts.y, verdicts.right),
        ece=expected_calibration_error(verdicts.confidence, verdicts.right),
    )


def _within(y: np.ndarray, group: slice) -> np.ndarray:
    inside: np.ndarray = (y >= group.start) & (y < group.stop)
    return inside


def _share(right: np.ndarray) -> float | None:
    return float(right.mean()) if len(right) else None


def _joined(parts: list[Verdicts]) -> Verdicts:
    return Verdicts(
        *(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Verdicts))
    )


def _check(x: np.ndarray, y: np.ndarray) -> None:
    if len(x) != len(y) or y.ndim != 1:
        raise _invalid(f"{x.shape} glyphs do not go with {y.shape} labels", "y", str(y.shape))
    if not (np.asarray(y, np.int64) >= 0).any():
        raise _invalid("there is no glyph of a certain class to judge by", "y", f"{len(y)} labels")
    if y.max() >= COUNT:
        raise _invalid(f"labels go from 0 to {COUNT - 1}, or -1", "y", str(y.max()))


def _invalid(message: str, field: str, value: str) -> InkError:
    return InkError(ErrorCode.INVALID_JOB, message, field, value)
