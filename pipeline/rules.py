"""Ruled lines taken out of the ink, and the strokes that cross them kept."""

import cv2
import numpy as np

from pipeline.ink import Ink

PIECE, GAP, REACH = 12, 6, 3
"""Parts of the page's width: a rule shows in pieces of a twelfth, no further than a sixth apart,
and reaches over a third."""
LONGER = 1.2
"""Of a letter's height: a rule is no shorter than this; the bar of an A is."""
COVERED = 0.8
"""The pieces of a rule make up this share of it; the tops of a row of letters do not."""
THICK = 8
"""Pixels: what is thicker is a bar or a stroke."""


def without_rules(ink: Ink) -> Ink:
    """The ink of a level page without its ruled lines.

    Where more ink stands over or under a rule than the rule is thick, a stroke crosses it there
    and stays.
    """
    mask = ink.mask.view(np.uint8)
    rules = _rules(mask)
    thickness = _thickness(rules)
    if not 0 < thickness <= THICK:
        return ink
    strokes = cv2.morphologyEx(mask, cv2.MORPH_OPEN, _upright((thickness + 2) | 1))
    near = cv2.dilate(rules, _upright(3))
    kept = ink.mask & ~(near.astype(bool) & ~strokes.astype(bool))
    soft = cv2.dilate(kept.view(np.uint8), np.ones((3, 3), np.uint8))
    return Ink((ink.grey * soft).astype(np.uint8), kept)


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
    least = LONGER * _letter_height(mask)
    for label in np.flatnonzero(long):
        long[label] = (
            stats[label, cv2.CC_STAT_WIDTH] >= least
            and _covered(pieces, labels, stats[label], int(label)) >= COVERED
        )
    return np.asarray(pieces * long[labels].view(np.uint8))


def _letter_height(mask: np.ndarray) -> float:
    """Pixels: the height of what is taller than a rule is thick, typically; 0 if nothing is."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask)
    heights = stats[1:, cv2.CC_STAT_HEIGHT]
    return float(np.median(heights[heights > THICK])) if (heights > THICK).any() else 0.0


def _covered(pieces: np.ndarray, labels: np.ndarray, stats: np.ndarray, label: int) -> float:
    """The share of a joined row's columns in which a piece is."""
    x, y, width, height = stats[:4]
    window = np.s_[y : y + height, x : x + width]
    own = (labels[window] == label) & (pieces[window] > 0)
    return float(own.any(axis=0).mean())


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
