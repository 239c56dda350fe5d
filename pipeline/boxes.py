"""The boxes and tables of forms taken out of the ink, from around the writing in them."""

import cv2
import numpy as np

from pipeline.ink import Ink, threshold
from pipeline.outline import AROUND, EDGE, UPRIGHT, outline, rejoined

LOWEST, NARROWEST = 14, 20
"""Pixels: no box is smaller."""
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
"""Times its height: what is so wide is a row of boxes, even if all in it touches it."""
BREAKS, TOOTH = (1, 3, 5), 2
"""Pixels: what is drawn finely or pale has breaks, which are closed by less than each of these, the
least first, since more joins boxes that stand close; and so far edges are jagged."""


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
    bar, outer = np.ones((1, breaks), np.uint8), breaks > 1
    level, steep = (
        cv2.morphologyEx(mask.view(np.uint8), cv2.MORPH_CLOSE, each) for each in (bar, bar.T)
    )
    _, labels, stats, _ = cv2.connectedComponentsWithStats(np.maximum(level, steep))
    large = (stats[:, 2] >= NARROWEST) & (stats[:, 3] >= LOWEST) & (stats[:, 3] <= highest)
    large &= stats[:, 4] < FULL * stats[:, 2] * stats[:, 3]
    large[0] = False
    owns = {k: _own(labels, stats, k) for k in np.flatnonzero(large).tolist()}
    drawn = {k: own for k, own in owns.items() if _is_drawn(own)}
    framing = {k for k, own in drawn.items() if _is_box(mask, stats[k], own, outer)}
    straight = [
        k for k, own in drawn.items() if not outer and all(_uprights(own, EDGE * own.shape[1]))
    ]
    found = [k for k in drawn if k in framing or _is_of_row(stats, k, framing, straight)]
    kept = mask.copy() if found else mask
    for label in found:
        window, own = _window(stats[label]), drawn[label]
        lines = outline(own & (level[window] > 0), own & (steep[window] > 0))
        if outer or label not in framing:
            border = _border(own.shape)
            lines = lines[0] & border, lines[1] & border
        kept[window] = _struck(kept[window], *lines)
    return kept


def _struck(ink: np.ndarray, across: np.ndarray, down: np.ndarray) -> np.ndarray:
    """The ink without lines, bool [h,w] all."""
    lines = across | down
    left = ink & ~lines
    left &= ~_jags(left, lines)
    return left | (ink & lines & rejoined(left, across, down))


def _border(shape: tuple[int, ...]) -> np.ndarray:
    """The band along the four sides, in which they are drawn: bool [h,w]."""
    band = np.ones(shape, bool)
    rows, columns = (min(max(4, round(EDGE * side)), AROUND) for side in shape)
    band[rows:-rows, columns:-columns] = False
    return band


def _jags(left: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """What is left of a box along its border, and reaches no further in than jags: bool [h,w]."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(left.view(np.uint8))
    near = cv2.dilate(lines.view(np.uint8), np.ones((2 * TOOTH + 1,) * 2, np.uint8)) > 0
    x, y, width, height, area = stats.T
    bordering = (x == 0) | (y == 0) | (x + width == left.shape[1]) | (y + height == left.shape[0])
    jags = bordering & (np.bincount(labels[near], minlength=len(stats)) == area)
    jags[0] = False
    return np.asarray(jags[labels])


def _window(stats: np.ndarray) -> tuple[slice, slice]:
    x, y, width, height = stats[:4].tolist()
    return np.s_[y : y + height, x : x + width]


def _own(labels: np.ndarray, stats: np.ndarray, label: int) -> np.ndarray:
    """A component's pixels in its bounding box: bool [h,w]."""
    return np.asarray(labels[_window(stats[label])] == label)


def _is_box(mask: np.ndarray, stats: np.ndarray, own: np.ndarray, outer: bool) -> bool:
    """Whether what is drawn along all sides is a box, and no letter and no word."""
    long = stats[2] >= LONG * stats[3] and not outer
    return (long and _is_closed(mask, stats, own)) or _frames(mask[_window(stats)])


def _is_closed(mask: np.ndarray, stats: np.ndarray, own: np.ndarray) -> bool:
    """Whether a row ends on both sides with an upright, or with the crop."""
    left, right = _uprights(own, EDGE * len(own))
    cut = stats[0] == 0, stats[0] + stats[2] == mask.shape[1]
    return bool((left or cut[0]) and (right or cut[1]))


def _uprights(own: np.ndarray, within: float) -> tuple[bool, bool]:
    """Whether a straight line runs down so near to the left side, and to the right: pixels."""
    band = max(4, round(within))
    bar = np.ones((round(UPRIGHT * len(own)) | 1, 1), np.uint8)
    left, right = (np.pad(s.view(np.uint8), bar.size) for s in (own[:, :band], own[:, -band:]))
    runs = [bool(cv2.morphologyEx(side, cv2.MORPH_OPEN, bar).any()) for side in (left, right)]
    return runs[0], runs[1]


def _is_of_row(stats: np.ndarray, one: int, framing: set[int], straight: list[int]) -> bool:
    """Whether enough boxes are as large and level with it: empty, or touched by its letter, it is
    one of them.
    """
    boxes = stats[sorted(framing)]
    many = one in straight and _like(stats[one], stats[straight], 0) >= MANY
    return many or _like(stats[one], boxes) >= ROW


def _like(one: np.ndarray, boxes: np.ndarray, alike: float = ALIKE) -> int:
    """How many boxes are as large and level with it."""
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
