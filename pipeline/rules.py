"""Ruled lines taken out of the ink, and the strokes that cross them kept."""

import cv2
import numpy as np

from pipeline.dashes import dashed
from pipeline.ink import Ink

PIECE, GAP, REACH = 12, 6, 3
"""Parts of the page's width: a rule shows in pieces of a twelfth, no further than a sixth apart,
and reaches over a third."""
LONGER = 1.2
"""Of a letter's height: a rule is no shorter than this; the bar of an A is."""
COVERED = 0.8
"""The pieces of a rule make up this share of it; the tops of a row of letters do not."""
ACROSS, WHOLE = 0.9, 0.95
"""Of the page's width, what reaches so far in pieces that make up this share of it is a rule; what
does not has to run on to be one, since the tops of a row of fives and sevens make a line too."""
RUNS, SLIM, LONG = 2.0, 24.0, 1.35
"""Such a rule has a row of pixels without a gap that is as long as the first number of letters is
high; or the last, where it is so many times longer than it is thick."""
THICK = 8
"""Pixels: what is thicker is a bar or a stroke."""


def without_rules(ink: Ink) -> Ink:
    """The ink of a level page without its ruled lines.

    Where more ink stands over or under a rule than the rule is thick, a stroke crosses it there
    and stays.
    """
    for find in (_rules, dashed):
        ink = _struck(ink, find(ink.mask.view(np.uint8)))
    return ink


def _struck(ink: Ink, rules: np.ndarray) -> Ink:
    """The ink without these rules, uint8 [H,W], and with the strokes that cross them."""
    mask, thickness = ink.mask.view(np.uint8), _thickness(rules)
    if not 0 < thickness <= THICK:
        return ink
    strokes = cv2.morphologyEx(mask, cv2.MORPH_OPEN, _upright((thickness + 2) | 1))
    near = cv2.dilate(rules, _upright(3))
    kept = ink.mask & ~(near.astype(bool) & ~strokes.astype(bool))
    return ink.within(kept)


def _rules(mask: np.ndarray) -> np.ndarray:
    """The pixels of rules, uint8 [H,W]; strokes upon them, and what of letters runs on, too."""
    width = mask.shape[1]
    pieces = cv2.morphologyEx(mask, cv2.MORPH_OPEN, _flat(max(width // PIECE, 15) | 1))
    if not pieces.any():
        return np.asarray(pieces)
    joined = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, _flat((width // GAP) | 1))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    long = stats[:, cv2.CC_STAT_WIDTH] > width / REACH
    long[0] = False
    if not long.any():
        return np.zeros_like(pieces)
    letter = _letter_height(mask)
    least = LONGER * letter
    for label in np.flatnonzero(long):
        x, y, wide, high = stats[label][:4]
        window = np.s_[y : y + high, x : x + wide]
        own = (labels[window] == label) & (pieces[window] > 0)
        covered = own.any(axis=0).mean()
        across = wide >= ACROSS * width and covered >= WHOLE
        long[label] = wide >= least and covered >= COVERED and (across or _runs_on(own, letter))
    return np.asarray(pieces * long[labels].view(np.uint8))


def _letter_height(mask: np.ndarray) -> float:
    """Pixels: the height of what is taller than a rule is thick, typically; 0 if nothing is."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask)
    heights = stats[1:, cv2.CC_STAT_HEIGHT]
    return float(np.median(heights[heights > THICK])) if (heights > THICK).any() else 0.0


def _runs_on(pieces: np.ndarray, letter: float) -> bool:
    """Whether one row of a joined row's pixels, bool [h,w], is as long as only a rule's is."""
    edges = np.diff(np.pad(pieces, ((0, 0), (1, 1))).view(np.int8), axis=1)
    starts, ends = np.nonzero(edges.ravel() > 0)[0], np.nonzero(edges.ravel() < 0)[0]
    longest = (ends - starts).max(initial=0)
    thick = pieces.sum() / max(pieces.any(axis=0).sum(), 1)
    return bool(longest >= min(RUNS * letter, max(LONG * letter, SLIM * thick)))


def _thickness(rules: np.ndarray) -> int:
    """Pixels of the typical rule; 0 where there is none."""
    if not rules.any():
        return 0
    _, _, stats, _ = cv2.connectedComponentsWithStats(rules)
    areas, widths = stats[1:, cv2.CC_STAT_AREA], stats[1:, cv2.CC_STAT_WIDTH]
    return int(np.ceil(np.median(areas / widths)))


def _flat(length: int) -> np.ndarray:
    """Odd, as the other: an even kernel's opening moves what it leaves by a pixel."""
    return np.ones((1, length), np.uint8)


def _upright(length: int) -> np.ndarray:
    return np.ones((length, 1), np.uint8)
