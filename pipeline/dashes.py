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
DRIFT, THICK = 3, 8
"""Pixels: dashes this high, in place of what they are, share a row with the next; and by how much
one end of a rule may lie higher than the other."""


def dashed(mask: np.ndarray) -> np.ndarray:
    """The pixels of rules in dashes, and of what touches them: uint8 [H,W], 1 or 0.

    mask: of a level page, uint8 [H,W], 1 or 0. In a low one, of a line or two, hyphens and minus
    signs may be as many, and nothing is found.
    """
    if min(mask.shape) < TALL:
        return np.zeros_like(mask)
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
    return np.asarray(mask * _rules(dashes, lines, found)[lines].view(np.uint8))


def _rules(dashes: np.ndarray, lines: np.ndarray, found: np.ndarray) -> np.ndarray:
    """Which of the joined lines are rules, bool [lines]: there is a long one among them."""
    width = dashes.shape[1]
    widths, heights = found[:, cv2.CC_STAT_WIDTH], found[:, cv2.CC_STAT_HEIGHT]
    long = widths > width / REACH
    rules = (widths > width / SHORT) & (heights <= THICK + DRIFT)
    rules[0] = False
    for label in np.flatnonzero(rules):
        x, y, wide, high = found[label][:4]
        window = np.s_[y : y + high, x : x + wide]
        fewest = FEWEST if long[label] else FEW
        rules[label] = _is_rule((dashes[window] > 0) & (lines[window] == label), fewest)
    return np.asarray(rules & (rules & long).any())


def _is_rule(dashes: np.ndarray, fewest: int) -> bool:
    """Whether those of one line, bool [h,w], are many and long enough."""
    covered = dashes.any(axis=0)
    count = np.count_nonzero(np.diff(covered.view(np.int8), prepend=0) > 0)
    return bool(count >= fewest and covered.mean() >= COVERED)
