"""Whether something is written around a sheet: then it is a field of something larger."""

import cv2
import numpy as np

from pipeline.components import Component, find
from pipeline.ink import contrast_of, floor_of, threshold
from pipeline.lines import find_lines

SIDE = 1200
"""Pixels: it is looked at no larger than this."""
BESIDE = 0.015
"""Of the longer side: so near to the sheet, ink is its edge or its shadow."""
WORD = 3
"""So many letters of one height in a row are a word: the grain of wood has none."""
LOW, NARROW, BROAD = 8, 0.15, 1.8
"""Of a letter, its least height in pixels, and the bounds of its width as a share of that."""
THIN, FULL = 0.12, 0.8
"""The bounds of the share of its box that is ink."""
LIKE = 1.5
"""How much higher one letter of a word may be than another."""


def is_written_around(grey: np.ndarray, corners: np.ndarray) -> bool:
    """Whether there is a word, dark or light, beside the sheet with these corners.

    Args:
        grey: uint8 [H,W].
        corners: float32 [4,2] of the sheet.
    """
    scale = min(1.0, SIDE / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    sheet: np.ndarray = np.zeros(small.shape, np.uint8)
    cv2.fillConvexPoly(sheet, (corners * scale).round().astype(np.int32), 1)
    reach = 2 * round(BESIDE * max(small.shape)) + 1
    hidden = cv2.dilate(sheet, np.ones((reach, reach), np.uint8)) > 0
    if hidden.all():
        return False
    around = np.where(hidden, np.uint8(np.median(small[~hidden])), small)
    return any(_has_word(each, hidden) for each in (around, 255 - around))


def _has_word(grey: np.ndarray, hidden: np.ndarray) -> bool:
    contrast = contrast_of(grey)
    # What is hidden has no grain, and would make little of what cloth or stone has.
    ink = threshold(contrast, floor_of(contrast[~hidden]))
    return any(_is_word(row) for row in find_lines(find(ink), *ink.mask.shape))


def _is_word(row: list[Component]) -> bool:
    heights = sorted(part.height for part in row if _is_letter(part))
    runs = zip(heights, heights[WORD - 1 :], strict=False)
    return any(high <= LIKE * low for low, high in runs)


def _is_letter(part: Component) -> bool:
    share = float((part.ink[1:-1, 1:-1] > 0).mean())
    broad = NARROW * part.height <= part.width <= BROAD * part.height
    return part.height >= LOW and broad and THIN <= share <= FULL
