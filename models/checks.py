"""Refuse arrays that are not labelled glyphs, naming the array and what it is instead."""

import numpy as np

from pipeline.classes import COUNT
from pipeline.errors import ErrorCode, InkError
from pipeline.glyph import SIDE


def invalid(message: str, field: str, value: object) -> InkError:
    """Data that cannot be trained on or measured with."""
    return InkError(ErrorCode.INVALID_JOB, message, field, str(value))


def describe(array: np.ndarray) -> str:
    """Its dtype and shape, as in `float32 [10, 28, 28]`."""
    return f"{array.dtype} {list(array.shape)}"


def check_images(x: np.ndarray) -> None:
    """At least one glyph, uint8 [N,28,28]."""
    if x.dtype != np.uint8 or x.ndim != 3 or x.shape[1:] != (SIDE, SIDE):
        raise invalid(f"x must be uint8 [N,{SIDE},{SIDE}], not {describe(x)}", "x", describe(x))
    if len(x) == 0:
        raise invalid("x holds no glyphs", "x", describe(x))


def check_labels(y: np.ndarray, count: int, lowest: int, highest: int) -> None:
    """One whole number a glyph, int [count] in lowest..highest."""
    if y.dtype.kind not in "iu" or y.shape != (count,):
        raise invalid(f"y must be whole numbers [{count}], not {describe(y)}", "y", describe(y))
    for label in (y.min(), y.max()):
        if not lowest <= label <= highest:
            raise invalid(f"y must lie in {lowest}..{highest}, not {label}", "y", label)


def check_packed(packed: np.ndarray, count: int) -> None:
    """The packed bits of the 62 classes, uint8 [count,8]."""
    columns = -(-COUNT // 8)
    if packed.dtype != np.uint8 or packed.shape != (count, columns):
        raise invalid(
            f"candidates must be uint8 [{count},{columns}], not {describe(packed)}",
            "candidates",
            describe(packed),
        )


def check_candidates(candidates: np.ndarray, y: np.ndarray) -> None:
    """Of bool [N,62], every set holds the label where it is known, and some class where not."""
    rows = np.arange(len(y))
    agree = np.where(y >= 0, candidates[rows, y], candidates.any(axis=1))
    if not agree.all():
        row = int(np.flatnonzero(~agree)[0])
        raise invalid(
            f"candidates of row {row} do not hold its label, {y[row]}", "candidates", f"row {row}"
        )
