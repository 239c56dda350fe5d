"""Faint ruled lines taken out of a level page's contrast, before its ink is looked for.

Once ink is told from paper, a rule far paler than the writing is left in pieces between the
letters, some of which hang on to them; in the contrast it is one line.
"""

import cv2
import numpy as np

PIECE, REACH = 12, 3
"""Parts of the page's width: a rule runs on for a twelfth, and reaches over a third."""
TALL = 150
"""Pixels: in a lower image of a line or two, a row of letters looks like a rule."""
LEAST = 100
"""Pixels: a shorter run may be a letter's."""
THICK = 8
"""Pixels: what is thicker is a bar or a shadow."""
DARKER = 1.8
"""Ink is darker by this than a rule that is faint."""
GRAIN = 9
"""Pixels along a rule over which its grain is evened out."""


def without_faint(contrast: np.ndarray, floor: float) -> np.ndarray:
    """The contrast of a level page without rules that are paler than its ink.

    Args:
        contrast: float32 [H,W], as `ink.contrast_of` has it.
        floor: the contrast under which all is paper.

    A rule is what is left where every run of pixels is as pale as its palest: letters stand
    darker upon it, and stay.
    """
    if min(contrast.shape) < TALL:
        return contrast
    pale = palest(contrast)
    rules = far_reaching((pale > floor) & (pale < darkest(contrast, floor) / DARKER))
    near = cv2.dilate(pale * rules, np.ones((3, 1), np.uint8))
    return np.asarray(np.where(contrast > DARKER * near, contrast, 0), np.float32)


def darkest(contrast: np.ndarray, floor: float) -> float:
    """The contrast of a page's darkest ink; 0 where it has none."""
    inked = contrast[contrast > floor]
    return float(np.percentile(inked, 90)) if inked.size else 0.0


def palest(contrast: np.ndarray) -> np.ndarray:
    """The contrast of the palest pixel of a run along the row, where a rule may slope a little."""
    length = max(contrast.shape[1] // PIECE, LEAST) | 1
    even = cv2.dilate(cv2.blur(contrast, (GRAIN, 1)), np.ones((3, 1), np.uint8))
    return np.asarray(cv2.morphologyEx(even, cv2.MORPH_OPEN, np.ones((1, length), np.uint8)))


def far_reaching(mask: np.ndarray) -> np.ndarray:
    """The components that reach over a third of the width and are thin: uint8 [H,W]."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask.view(np.uint8))
    widths, areas = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_AREA]
    rules = (widths > mask.shape[1] / REACH) & (areas < THICK * widths)
    rules[0] = False
    return np.asarray(rules[labels].view(np.uint8))
