"""How far writing leans to the right, and the page sheared until it stands upright.

The shear is the one at which the ink of each line stands highest in its columns, as upright
strokes do (after Vinciarelli and Luettin, 2001). What seems to lean to the left is mostly a loop.
"""

import cv2
import numpy as np

from pipeline.components import SOFT, Component, letter_height
from pipeline.ink import Ink
from pipeline.lines import SMALL

SHEARS = np.arange(13) / 10
"""Columns to the right for each row up."""
LEAST = 0.3
"""What leans less is read as it is."""
GAIN = 1.15
"""So many times as high the ink must stand as on the page as it is."""
FEW, BROAD = 2, 1.25
"""Of so many letters there may be no upright; of a component that is broader than so much of its
height there is one, since it is joined writing."""
POINTS = 4000
"""About so many pixels of a line are looked at."""


def slant(rows: list[list[Component]]) -> float:
    """Columns by which the strokes of a page's lines lean to the right a row; 0 where unsure."""
    points = [_points(row) for row in rows if row and _has_uprights(row)]
    if not points:
        return 0.0
    standing = [sum(_standing(line, shear) for line in points) for shear in SHEARS]
    best = int(np.argmax(standing))
    leans = SHEARS[best] >= LEAST and standing[best] > GAIN * standing[0]
    return float(SHEARS[best]) if leans else 0.0


def upright(ink: Ink, shear: float) -> tuple[Ink, np.ndarray]:
    """The ink sheared back, and the affine matrix, float [2,3], from its pixels to the given's."""
    height, width = ink.mask.shape
    matrix = np.array([[1.0, shear, 0.0], [0.0, 1.0, 0.0]])
    size = (width + int(np.ceil(shear * height)), height)
    grey = cv2.warpAffine(ink.grey, matrix, size)
    mask = cv2.warpAffine(ink.mask.view(np.uint8) * 255, matrix, size) > 127
    return Ink(np.asarray(grey), np.asarray(mask)), cv2.invertAffineTransform(matrix)


def _has_uprights(row: list[Component]) -> bool:
    em = letter_height(row)
    letters = [c for c in row if c.height >= SMALL * em]
    return len(letters) > FEW or any(c.width > BROAD * c.height for c in letters)


def _points(row: list[Component]) -> tuple[np.ndarray, np.ndarray]:
    """The columns and the rows of a line's ink, of every so many rows: two float [n]."""
    step = 1 + sum(c.width * c.height for c in row) // (4 * POINTS)
    found = [np.nonzero(c.ink[::step] > SOFT) for c in row]
    ys = [ys * step + c.y for (ys, _), c in zip(found, row, strict=True)]
    xs = [xs + c.x for (_, xs), c in zip(found, row, strict=True)]
    return np.concatenate(xs).astype(float), np.concatenate(ys).astype(float)


def _standing(points: tuple[np.ndarray, np.ndarray], shear: float) -> float:
    """The sum of the squares of the ink's height in each column, once it is sheared."""
    xs, ys = points
    columns = np.floor(xs + shear * ys).astype(np.int64)
    heights = np.bincount(columns - columns.min(initial=0)).astype(float)
    return float((heights * heights).sum())
