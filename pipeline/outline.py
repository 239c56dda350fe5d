"""The straight lines of a box or table, from which strokes are told that cross them."""

import cv2
import numpy as np

EDGE = 0.12
"""Of its width or height: a box's sides lie so near to its border, if it is a little crooked."""
AROUND = 16
"""Pixels: no line of a box is thicker."""
GAP = 1
"""Pixels: so much further than lines are thick, a stroke that they cut is looked for."""
RUN, UPRIGHT = 0.3, 0.7
"""Of its width and of its height: a line across and one down run on for as much; one across for no
less than a line down does, but at the border, where in a long row it may be no longer than that.
"""


def outline(level: np.ndarray, upright: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The straight lines of a box across and down, and their edges, but where as much ink
    stands on them: bool [h,w] each.

    level, upright: its ink, bool [h,w], with the breaks of lines across and down closed.
    """
    height, width = level.shape
    # Beyond its border, OpenCV takes an image to be all ink.
    flat, steep = (np.pad(each.view(np.uint8), AROUND) for each in (level, upright.T))
    down = _runs(steep, round(UPRIGHT * height)).T
    across = _runs(flat, round(max(RUN * width, UPRIGHT * min(height, width))))
    short = _runs(flat, round(min(RUN * width, UPRIGHT * height)))
    band = max(4, round(EDGE * height))
    short[AROUND + band : -AROUND - band] = False
    across |= short
    crossed = _crossed(flat, across) & ~down, _crossed(steep, down.T.copy()).T & ~across
    found = (across & ~crossed[0], down & ~crossed[1])
    return found[0][AROUND:-AROUND, AROUND:-AROUND], found[1][AROUND:-AROUND, AROUND:-AROUND]


def rejoined(left: np.ndarray, across: np.ndarray, down: np.ndarray, gap: int = GAP) -> np.ndarray:
    """Where strokes went on through lines that were taken out: bool [h,w].

    left: what is left of the ink, bool [h,w]; across, down: the lines; gap: pixels, so much further
    than lines are thick, a stroke's other end is looked for.
    """
    return _bridged(left, across & ~down, gap) | _bridged(left.T, (down & ~across).T, gap).T


def _bridged(left: np.ndarray, lines: np.ndarray, gap: int) -> np.ndarray:
    """Of lines across, what lies between ink over and ink under them: bool."""
    reach = (_thick(lines) + gap) | 1
    falling = np.eye(reach, dtype=np.uint8)
    ink, found = np.pad(left.view(np.uint8), AROUND), np.zeros_like(lines)
    for way in (np.ones((reach, 1), np.uint8), falling, falling[::-1].copy()):
        closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, way)
        found |= closed[AROUND:-AROUND, AROUND:-AROUND] > 0
    return np.asarray(found & lines)


def _runs(mask: np.ndarray, length: int) -> np.ndarray:
    """What runs on across for so many pixels, and the pixels next to it: bool."""
    # An even kernel would move what is left by a pixel.
    opened = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, length | 1), np.uint8))
    return np.asarray(cv2.dilate(opened, np.ones((3, 1), np.uint8)) > 0)


def _crossed(mask: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """Where as much ink stands over or under a line as it is thick with its edges: bool."""
    upright = np.ones((_thick(lines) | 1, 1), np.uint8)
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, upright) > 0)


def _thick(lines: np.ndarray) -> int:
    """Pixels, of lines across; 1 where there are none."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(lines.view(np.uint8))
    return int(np.ceil(np.median(stats[1:, 4] / stats[1:, 2]))) if len(stats) > 1 else 1
