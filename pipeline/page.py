"""A segmented page, and where what is read in it stands in the file."""

from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.lattice import Lattice
from pipeline.reading import Box, Polygon

SURE = 0.8
"""From this probability on it is clear that a word is print."""


@dataclass(frozen=True)
class Print:
    """A word taken for print that is not read: its box in the pixels read, and how likely it is."""

    box: Box
    sure: float

    @property
    def doubtful(self) -> bool:
        """Whether it may well be handwriting."""
        return self.sure < SURE


@dataclass(frozen=True)
class Page:
    """A segmented page: its size in the file's pixels, the scale it was read at, its lines."""

    width: int
    height: int
    scale: float
    lines: list[list[Lattice]]
    plain: bool = False
    """Without context: every character by itself, as the paper reads them."""
    border: tuple[bool, ...] = ()
    """Which lines are at the top or bottom border: cut by it, they read far worse than others."""
    turn: np.ndarray | None = None
    """Of a page that was turned level: float [2,3], from the pixels it was read in to its own."""
    left_out: tuple[Print, ...] = ()
    """The print that stands beside what is read."""
    sheet: np.ndarray | None = None
    """Of a sheet that was laid flat: float [3,3], from its pixels to the photograph's."""


def in_file(box: Box, page: Page) -> Box:
    """A box in the pixels that were read → the file's pixels, inside the page."""
    corners = np.array(_corners(box, page))
    left, top = (max(0, int(side)) for side in corners.min(axis=0))
    right, bottom = corners.max(axis=0)
    right, bottom = min(page.width, round(right)), min(page.height, round(bottom))
    return left, top, max(1, right - left), max(1, bottom - top)


def polygon(boxes: list[Box], page: Page) -> Polygon | None:
    """The corners of what stands in the boxes, on a page that was turned level or laid flat."""
    if page.turn is None and page.sheet is None:
        return None
    corners = _corners(around(boxes), page).round().clip(0, (page.width, page.height))
    (a, b), (c, d), (e, f), (g, h) = corners.astype(int).tolist()
    return (a, b), (c, d), (e, f), (g, h)


def around(boxes: list[Box]) -> Box:
    """The box around all."""
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, bottom = max(b[0] + b[2] for b in boxes), max(b[1] + b[3] for b in boxes)
    return left, top, right - left, bottom - top


def _corners(box: Box, page: Page) -> np.ndarray:
    """Of a box in the pixels that were read, in the file's: float [4,2], in reading order."""
    x, y, width, height = box
    corners = np.array([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], float)
    if page.turn is not None:
        corners = corners @ page.turn[:, :2].T + page.turn[:, 2]
    if page.sheet is not None:
        corners = cv2.perspectiveTransform(corners[None], page.sheet)[0]
    return np.asarray(corners / page.scale)
