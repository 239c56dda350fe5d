"""The preset `paper`: the published pre-processing, kept so that it can be measured.

"Handwritten Text Recognition using CNN, EMNIST": resize (4:5), grey, normalise the intensity,
threshold, dilate, Gaussian blur, contours, a box around each character, crop, 28x28, classify,
join left to right. The paper's 4:5 is taken as four fifths of the size, which keeps the aspect
ratio; its threshold as Otsu's; its kernels, not given, as 3x3 and 5x5. Its photographs were
large, so a small image is enlarged first: else the kernels would fill every letter.
"""

from collections.abc import Callable

import cv2
import numpy as np

from pipeline.components import MARGIN, MOST, Component
from pipeline.lattice import Candidate, Lattice
from pipeline.page import Page

SCALE = 0.8
LEAST_SIDE, LONGEST_SIDE = 100, 2400
"""Pixels: what the shorter side is enlarged to, before the paper's own resize, unless that would
take the longer one further than this: an image may be one pixel high and a million wide."""
SPECK = 18
"""Pixels after resizing: boxes both narrower and lower are no character."""


def segment(image: np.ndarray, stage: Callable[[str], None]) -> Page:
    """uint8 [H,W,3] RGB → one line of one word whose only path is one glyph a contour."""
    stage("ink")
    height, width = image.shape[:2]
    room = LONGEST_SIDE / max(height, width)
    scale = SCALE * max(1.0, min(room, LEAST_SIDE / min(height, width)))
    ink = preprocess(image, scale)
    stage("segment")
    glyphs = _crop(ink, _boxes(ink))
    candidates = [Candidate(i, i + 1, glyph) for i, glyph in enumerate(glyphs)]
    word = Lattice(len(glyphs), candidates, em=float(ink.shape[0]))
    return Page(width, height, scale, [[word]] if glyphs else [], plain=True)


def preprocess(image: np.ndarray, scale: float = SCALE) -> np.ndarray:
    """uint8 [H,W,3] RGB → uint8 [scale x H, scale x W], ink 255, dilated and blurred."""
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    sized = cv2.resize(image, _size(image, scale), interpolation=how)
    grey = sized if sized.ndim == 2 else cv2.cvtColor(sized, cv2.COLOR_RGB2GRAY)
    even = cv2.normalize(grey, np.empty_like(grey), 0, 255, cv2.NORM_MINMAX)
    _, binary = cv2.threshold(even, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    dilated = cv2.dilate(binary, np.ones((3, 3), np.uint8))
    return np.asarray(cv2.GaussianBlur(dilated, (5, 5), 0))


def _size(image: np.ndarray, scale: float) -> tuple[int, int]:
    return max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale))


def _boxes(ink: np.ndarray) -> list[tuple[int, int, int, int]]:
    mask = (ink > 127).view(np.uint8)
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    boxes = [tuple(int(v) for v in cv2.boundingRect(contour)) for contour in contours]
    letters = [b for b in boxes if b[2] >= SPECK or b[3] >= SPECK]
    return sorted(sorted(letters, key=lambda b: -b[2] * b[3])[:MOST])  # type: ignore[arg-type]


def _crop(ink: np.ndarray, boxes: list[tuple[int, int, int, int]]) -> list[Component]:
    padded = np.pad(ink, MARGIN)
    return [
        Component((x, y, w, h), padded[y : y + h + 2 * MARGIN, x : x + w + 2 * MARGIN])
        for x, y, w, h in boxes
    ]
