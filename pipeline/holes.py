"""Punched holes along a page's borders, painted over as paper: to a reader they are an O or a D."""

from collections.abc import Iterator

import cv2
import numpy as np

LEAST = 150
"""Pixels: a lower image of a line or two shows none."""
NEAR = 0.1
"""Of the page across: holes lie no further in."""
SMALLEST, LARGEST = 16, 0.12
"""Pixels, and of the page's shorter side: bounds of a hole's diameter."""
DARKER = (0.6, 0.93)
"""Of the paper's light: holes over something dark are darker than the first, over something pale
than the second."""
EVEN = 0.9
"""A hole that the border does not cut is about as wide as high: this, as a share of each other."""
ROUND = 0.9
"""What it has in common with a disc of its height, as a share of both together."""
SHOWN = 0.4
"""Of its diameter: a hole that the border cuts shows as much."""
AROUND = 0.12
"""Of its diameter: its rim and its shadow reach so far."""

Disc = tuple[float, float, float]
"""The middle, x and y, and the diameter."""


def without_holes(grey: np.ndarray) -> np.ndarray:
    """The page with the holes along its borders painted as the paper is.

    Args:
        grey: uint8 [H,W], dark ink on light ground; it is not written to.
    """
    if min(grey.shape) < LEAST:
        return grey
    page, most = grey, LARGEST * min(grey.shape)
    for turn in range(4):
        strip = np.rot90(grey, turn)[:, : round(NEAR * grey.shape[1 - turn % 2])]
        paper = float(np.median(strip))
        for x, y, across in _discs(strip, paper, most):
            page = grey.copy() if page is grey else page
            reach = round((0.5 + AROUND) * across)
            side = np.ascontiguousarray(np.rot90(page, turn))
            cv2.circle(side, (round(x), round(y)), reach, paper, -1)
            page = np.ascontiguousarray(np.rot90(side, -turn))
    return page


def _discs(strip: np.ndarray, paper: float, most: float) -> Iterator[Disc]:
    """The discs in a strip along the left border, uint8 [h,w], of so many pixels at most."""
    for share in DARKER:
        dark = (strip < share * paper).view(np.uint8)
        _, labels, stats, _ = cv2.connectedComponentsWithStats(dark)
        x, _, width, height, _ = stats.T
        whole = (x + width < strip.shape[1]) & (height >= SMALLEST) & (height <= most)
        whole &= (width <= height / EVEN) & (width >= SHOWN * height)
        for label in np.flatnonzero(whole[1:]) + 1:
            left, top, wide, high = stats[label, :4].tolist()
            disc = left + wide - high / 2, top + (high - 1) / 2, float(high)
            own = labels[top : top + high, left : left + wide] == label
            if _is_like(own) and (left == 0 or wide >= EVEN * high):
                yield disc


def _is_like(own: np.ndarray) -> bool:
    """Whether a component, bool [h,w], is the right part of a disc h pixels across."""
    height, width = own.shape
    ideal: np.ndarray = np.zeros((height, max(width, height)), np.uint8)
    cv2.circle(ideal, (height // 2, height // 2), height // 2, 1, -1)
    part = ideal[:, -width:] > 0
    return bool((own & part).sum() >= ROUND * (own | part).sum())
