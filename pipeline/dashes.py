"""Thin rules of which a threshold leaves dashes: a faint line that lies askew fades in and out."""

import cv2
import numpy as np

from pipeline.faint import TALL

THIN = 3
"""Pixels: a dash is no higher."""
GAP, REACH, SHORT = 8, 3, 24
"""Parts of the page's width: dashes are no further apart than the first, and some rule of a page
reaches over the second. On that page a shorter one may, of which letters hide most, over the last.
"""
COVERED = 0.2
"""The dashes of a rule make up this share of it; the dots of a line's letters do not."""
FEWEST, FEW = 5, 3
"""So many dashes make a rule, and a shorter one; fewer may be the hand's."""
BESIDE = 0.5
"""In a low image, such a share of a rule's dashes has writing over or under it: hyphens have none.
"""
DRIFT, THICK = 3, 8
"""Pixels: dashes this high, in place of what they are, share a row with the next; and by how much
one end of a rule may lie higher than the other."""


def dashed(mask: np.ndarray) -> np.ndarray:
    """The pixels of rules in dashes, and of what touches them: uint8 [H,W], 1 or 0.

    mask: of a level page, uint8 [H,W], 1 or 0.
    """
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    flat = stats[:, cv2.CC_STAT_HEIGHT] <= THIN
    flat[0] = False
    width = mask.shape[1]
    if stats[flat, cv2.CC_STAT_WIDTH].sum() < COVERED * width / REACH:
        return np.zeros_like(mask)
    dashes = np.asarray(flat[labels].view(np.uint8))
    thick = cv2.dilate(dashes, np.ones((DRIFT, 1), np.uint8))
    joined = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones((1, (width // GAP) | 1), np.uint8))
    _, lines, found, _ = cv2.connectedComponentsWithStats(joined)
    written = _written(labels, stats) if min(mask.shape) < TALL else np.ones(width, bool)
    return np.asarray(mask * _rules(dashes, lines, found, written)[lines].view(np.uint8))


def _written(labels: np.ndarray, stats: np.ndarray) -> np.ndarray:
    """The columns in which something stands that is higher than a rule: bool [W]."""
    high = stats[:, cv2.CC_STAT_HEIGHT] > THICK
    high[0] = False
    return np.asarray(high[labels].any(axis=0))


def _rules(
    dashes: np.ndarray, lines: np.ndarray, found: np.ndarray, written: np.ndarray
) -> np.ndarray:
    """Which of the joined lines are rules, bool [lines]: there is a long one among them."""
    width = dashes.shape[1]
    widths, heights = found[:, cv2.CC_STAT_WIDTH], found[:, cv2.CC_STAT_HEIGHT]
    long = widths > width / REACH
    rules = (widths > width / SHORT) & (heights <= THICK + DRIFT)
    rules[0] = False
    for label in np.flatnonzero(rules):
        x, y, wide, high = found[label][:4]
        window = np.s_[y : y + high, x : x + wide]
        own = (dashes[window] > 0) & (lines[window] == label)
        fewest = FEWEST if long[label] else FEW
        rules[label] = _is_rule(own.any(axis=0), written[x : x + wide], fewest)
    return np.asarray(rules & (rules & long).any())


def _is_rule(dashes: np.ndarray, written: np.ndarray, fewest: int) -> bool:
    """Whether the dashes of one line are many, long and by writing enough: columns, bool [w]."""
    count = np.count_nonzero(np.diff(dashes.view(np.int8), prepend=0) > 0)
    enough = count >= fewest and dashes.mean() >= COVERED
    return bool(enough and written[dashes].mean() >= BESIDE)
