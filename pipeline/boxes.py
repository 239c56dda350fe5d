"""The boxes and tables of forms taken out of the ink, from around the writing in them."""

import cv2
import numpy as np

from pipeline.ink import Ink

LOWEST, NARROWEST = 14, 20
"""Pixels: no box is smaller."""
EDGE = 0.12
"""Of its width or height: a box's sides lie so near to its border, if it is a little crooked."""
DRAWN = 0.85
"""Of each side, as much is seen."""
CONTENT = 8
"""Pixels: what stands in a box, and is no speck, is at least so high."""
LONG = 2.5
"""Times its height: what is so wide is no letter, even if all in it touches it."""
AROUND = 16
"""Pixels: no line of a box is thicker."""
RUN, UPRIGHT = 0.3, 0.7
"""Of its width and of its height: a line of a box or table runs on for as much."""


def without_boxes(ink: Ink) -> Ink:
    """The ink without what frames other ink; letters that touch a frame stay, but their bars on it.

    A frame is one component that is drawn along all four sides of its own bounding box.
    """
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink.mask.view(np.uint8))
    large = (stats[:, 2] >= NARROWEST) & (stats[:, 3] >= LOWEST)
    found = [k for k in np.flatnonzero(large) if k and _is_box(labels, stats, int(k))]
    if not found:
        return ink
    kept = ink.mask.copy()
    for label in found:
        x, y, width, height = stats[label, :4]
        window = np.s_[y : y + height, x : x + width]
        own = labels[window] == label
        kept[window] &= ~(own & _lines(own))
    soft = cv2.dilate(kept.view(np.uint8), np.ones((3, 3), np.uint8))
    return Ink((ink.grey * soft).astype(np.uint8), kept)


def _is_box(labels: np.ndarray, stats: np.ndarray, label: int) -> bool:
    x, y, width, height, _ = stats[label]
    own = labels[y : y + height, x : x + width] == label
    return _is_drawn(own) and (width >= LONG * height or _frames(stats, label))


def _is_drawn(own: np.ndarray) -> bool:
    """Whether ink lies along all four sides."""
    rows, columns = (max(4, round(EDGE * side)) for side in own.shape)
    sides = (
        own[:rows].any(axis=0), own[-rows:].any(axis=0),
        own[:, :columns].any(axis=1), own[:, -columns:].any(axis=1),
    )  # fmt: skip
    return all(bool(side.mean() >= DRAWN) for side in sides)


def _frames(stats: np.ndarray, label: int) -> bool:
    """Whether something that may be a letter stands inside."""
    x, y, width, height, _ = stats[label]
    left, top, wide, high, _ = stats.T
    inside = (left > x) & (top > y) & (left + wide < x + width) & (top + high < y + height)
    return bool((inside & (high >= CONTENT)).any())


def _lines(own: np.ndarray) -> np.ndarray:
    """The straight lines of a box and their edges, but where a stroke crosses them: bool."""
    height, width = own.shape
    # Beyond its border, OpenCV takes an image to be all ink.
    mask = np.pad(own.view(np.uint8), AROUND)
    across = _runs(mask, round(RUN * width))
    down = _runs(mask.T.copy(), round(UPRIGHT * height)).T
    crossed = _crossed(mask, across), _crossed(mask.T.copy(), down.T.copy()).T
    found = (across & down) | (across & ~crossed[0]) | (down & ~crossed[1])
    return np.asarray(found[AROUND:-AROUND, AROUND:-AROUND])


def _runs(mask: np.ndarray, length: int) -> np.ndarray:
    """What runs on across for so many pixels, and the pixels next to it: bool."""
    opened = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    return np.asarray(cv2.dilate(opened, np.ones((3, 1), np.uint8)) > 0)


def _crossed(mask: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """Where more ink stands over or under a line than the lines are thick: bool."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(lines.view(np.uint8))
    thick = np.median(stats[1:, 4] / stats[1:, 2]) if len(stats) > 1 else 0.0
    upright = np.ones((int(np.ceil(thick)) + 1, 1), np.uint8)
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, upright) > 0)
