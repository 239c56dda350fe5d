"""The boxes and tables of forms taken out of the ink, from around the writing in them."""

import cv2
import numpy as np

from pipeline.ink import Ink, threshold

LOWEST, NARROWEST = 14, 20
"""Pixels: no box is smaller."""
EDGE = 0.12
"""Of its width or height: a box's sides lie so near to its border, if it is a little crooked."""
DRAWN = 0.85
"""Of each side, as much is seen."""
CONTENT = 8
"""Pixels: what stands in a box, and is no speck, is at least so high."""
ROW, ALIKE, LEVEL = 2, 0.12, 0.5
"""So many boxes make a row, since an O may look like one. They are of one size but for such a
share, and no higher or lower than the last share of their height.
"""
MANY = 4
"""So many of the very same size make one, whatever stands in them."""
FULL = 0.55
"""Of its own bounding box, what is inked so is a word in bold capitals."""
LONG = 2.5
"""Times its height: what is so wide is no letter, even if all in it touches it."""
AROUND = 16
"""Pixels: no line of a box is thicker."""
BREAKS, TOOTH = (1, 3, 5), 2
"""Pixels: what is drawn finely or pale has breaks, which are closed by less than each of these, the
least first, since more joins boxes that stand close; and so far edges are jagged."""
RUN, UPRIGHT = 0.3, 0.7
"""Of its width and of its height: a line of a box or table runs on for as much."""


def without_boxes(ink: Ink) -> Ink:
    """The ink without what frames other ink, and what is drawn so beside it and empty; letters that
    touch a frame stay, but their bars on it.

    A frame is one component that is drawn along all four sides of its own bounding box.
    """
    kept = without_frames(ink.mask)
    return ink if kept is ink.mask else ink.within(kept)


def without_frames(mask: np.ndarray, highest: int | None = None) -> np.ndarray:
    """The same of ink alone, bool [H,W]; the very mask where there are no boxes.

    highest: pixels, of the boxes that are looked for.
    """
    for breaks in BREAKS:
        mask = _without(mask, breaks, highest or len(mask))
    return mask


def unboxed(contrast: np.ndarray, floor: float) -> np.ndarray:
    """The contrast of a page without its boxes, float32 [H,W], as `ink.contrast_of` has it."""
    ink = threshold(contrast, floor)
    kept = without_boxes(ink).mask
    gone = cv2.dilate((ink.mask & ~kept).view(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return np.asarray(np.where(gone & ~kept, 0, contrast), np.float32)


def _without(mask: np.ndarray, breaks: int, highest: int) -> np.ndarray:
    """The mask, bool [H,W], without boxes.

    breaks: pixels, closed where a line has shorter ones; 1 for none. Where any are, only the band
    along the four sides goes, since letters that stand near are one with them, and something has
    to stand inside.
    """
    flat, outer = np.ones((1, breaks), np.uint8), breaks > 1
    across, down = (
        cv2.morphologyEx(mask.view(np.uint8), cv2.MORPH_CLOSE, each) for each in (flat, flat.T)
    )
    _, labels, stats, _ = cv2.connectedComponentsWithStats(np.maximum(across, down))
    large = (stats[:, 2] >= NARROWEST) & (stats[:, 3] >= LOWEST) & (stats[:, 3] <= highest)
    large &= stats[:, 4] < FULL * stats[:, 2] * stats[:, 3]
    large[0] = False
    drawn = [k for k in np.flatnonzero(large).tolist() if _is_drawn(_own(labels, stats, k))]
    framing = {k for k in drawn if _is_box(mask, stats[k], outer)}
    boxes = stats[sorted(framing)]
    found = [
        k
        for k in drawn
        if k in framing
        or _in_row(stats[k], boxes) >= ROW
        or _in_row(stats[k], stats[drawn], 0) >= MANY
    ]
    kept = mask.copy() if found else mask
    for label in found:
        window, own = _window(stats[label]), _own(labels, stats, label)
        lines = _lines(own & (across[window] > 0), own & (down[window] > 0))
        if outer or label not in framing:
            lines &= _border(own.shape)
        kept[window] &= ~lines
        kept[window] &= ~_teeth(kept[window], lines)
    return kept


def _border(shape: tuple[int, ...]) -> np.ndarray:
    """The band along the four sides, in which they are drawn: bool [h,w]."""
    band = np.ones(shape, bool)
    rows, columns = (min(max(4, round(EDGE * side)), AROUND) for side in shape)
    band[rows:-rows, columns:-columns] = False
    return band


def _teeth(left: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """What is left of a box along its border, and reaches no further in than teeth: bool [h,w]."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(left.view(np.uint8))
    near = cv2.dilate(lines.view(np.uint8), np.ones((2 * TOOTH + 1,) * 2, np.uint8)) > 0
    x, y, width, height, area = stats.T
    bordering = (x == 0) | (y == 0) | (x + width == left.shape[1]) | (y + height == left.shape[0])
    teeth = bordering & (np.bincount(labels[near], minlength=len(stats)) == area)
    teeth[0] = False
    return np.asarray(teeth[labels])


def _window(stats: np.ndarray) -> tuple[slice, slice]:
    x, y, width, height = stats[:4].tolist()
    return np.s_[y : y + height, x : x + width]


def _own(labels: np.ndarray, stats: np.ndarray, label: int) -> np.ndarray:
    """A component's pixels in its bounding box: bool [h,w]."""
    return np.asarray(labels[_window(stats[label])] == label)


def _is_box(mask: np.ndarray, stats: np.ndarray, outer: bool) -> bool:
    """Whether what is drawn along all sides is a box, and no letter."""
    long = stats[2] >= LONG * stats[3] and not outer
    return bool(long or _frames(mask[_window(stats)]))


def _in_row(one: np.ndarray, boxes: np.ndarray, alike: float = ALIKE) -> int:
    """How many boxes are as large and level with it: empty, or touched by its letter, it is one of
    them.
    """
    off = np.abs(boxes[:, 2:4] - one[2:4])
    large = (off <= np.maximum(TOOTH, alike * one[2:4])).all(axis=1)
    level = np.abs(boxes[:, 1] - one[1]) <= LEVEL * one[3]
    return int(np.count_nonzero(large & level))


def _is_drawn(own: np.ndarray) -> bool:
    """Whether ink lies along all four sides."""
    rows, columns = (max(4, round(EDGE * side)) for side in own.shape)
    sides = (
        own[:rows].any(axis=0), own[-rows:].any(axis=0),
        own[:, :columns].any(axis=1), own[:, -columns:].any(axis=1),
    )  # fmt: skip
    return all(bool(side.mean() >= DRAWN) for side in sides)


def _frames(window: np.ndarray) -> bool:
    """Whether something that may be a letter stands inside a box: bool [h,w]."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(window.view(np.uint8))
    left, top, wide, high, _ = stats.T
    height, width = window.shape
    inside = (left > 0) & (top > 0) & (left + wide < width) & (top + high < height)
    return bool((inside & (high >= CONTENT)).any())


def _lines(level: np.ndarray, upright: np.ndarray) -> np.ndarray:
    """The straight lines of a box and their edges, but where a stroke crosses them: bool [h,w].

    level, upright: its ink, bool [h,w], with the breaks of lines across and down closed.
    """
    height, width = level.shape
    # Beyond its border, OpenCV takes an image to be all ink.
    flat, steep = (np.pad(each.view(np.uint8), AROUND) for each in (level, upright.T))
    down = _runs(steep, round(UPRIGHT * height)).T
    across = _runs(flat, round(RUN * width))
    short = _runs(flat, round(min(RUN * width, UPRIGHT * height)))
    band = max(4, round(EDGE * height))
    short[AROUND + band : -AROUND - band] = False
    across |= short
    crossed = _crossed(flat, across), _crossed(steep, down.T.copy()).T
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
