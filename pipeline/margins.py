"""What is dark along a page's border painted over as paper: a copier's edge, a strip of desk.

It is looked for in the grey, before ink is: seen against its ground a broad band is hollow, and it
would turn the page with it and be the tallest letter on it.
"""

import cv2
import numpy as np

LEAST = 150
"""Pixels: in a lower image of a line or two, the stem of a letter runs along a border as well."""
RUN = 0.4
"""Of a side: a band runs along as much of it."""
DEEPEST = 0.15
"""Of the page across a band: it is no deeper."""
DARK = 0.5
"""Of the paper's light: a band is darker."""
SHARP = 1.5
"""So much lighter is the paper beside it: a shadow's edge is soft."""
SOFT = 4
"""Pixels: the edge of a band blurs into paper."""
BESIDE = 8
"""Pixels beyond that, in which its row shows how light the paper is."""
LETTER = 12
"""Part of the side: what reaches into the page over less of it is a letter that touches a band."""
HIGHER = 3
"""Times the height of a letter: what runs along less is the stem of one, in a crop of a word."""
SPECK = 8
"""Pixels: what is no higher is no letter."""
STEP = 4
"""Every such pixel is looked at, to know the paper."""


def without_margins(grey: np.ndarray) -> np.ndarray:
    """The page with the dark bands along its borders, askew or not, painted as the paper beside.

    Args:
        grey: uint8 [H,W], dark ink on light ground; it is not written to.
    """
    if min(grey.shape) < LEAST:
        return grey
    dark = DARK * float(np.median(grey[::STEP, ::STEP]))
    # Most pages have none; only their four borders are looked at.
    turns = [turn for turn in range(4) if _runs(np.rot90(grey, turn)[:, 0] < dark)]
    depths = [_depth(np.rot90(grey, turn), dark) for turn in turns]
    page = grey.copy() if depths else grey
    for turn, depth in zip(turns, depths, strict=True):
        # Where the dark has no end, this is no sheet with margins, and all stays.
        if depth is None:
            return grey
        if not _is_stem(np.rot90(page, turn) < dark, depth):
            _paint(np.rot90(page, turn), depth)
    return page


def _runs(rows: np.ndarray) -> bool:
    return bool(rows.mean() > RUN)


def _depth(page: np.ndarray, dark: float) -> np.ndarray | None:
    """How deep the band at the left border is in each row, int [H]; None where it has no end."""
    height, width = page.shape
    most = round(DEEPEST * width) + 1
    band = page[:, :most] < dark
    depth = np.where(band.all(axis=1), most, band.argmin(axis=1))
    # What is deeper is another side's band, or a bar that comes from far in the page.
    known = np.flatnonzero(depth < most)
    if not _runs(depth < most):
        return None
    filled = np.interp(np.arange(height), known, depth[known]).astype(np.float32)
    letters = np.ones((height // LETTER | 1, 1), np.uint8)
    return np.asarray(cv2.morphologyEx(filled, cv2.MORPH_OPEN, letters).ravel().astype(int))


def _is_stem(dark: np.ndarray, depth: np.ndarray) -> bool:
    """Whether the rest of the page's ink is nearly as high as a band is long.

    dark: bool [H,W].
    """
    beyond = dark & (np.arange(dark.shape[1]) >= depth[:, None] + SOFT)
    _, _, stats, _ = cv2.connectedComponentsWithStats(beyond.view(np.uint8))
    heights = stats[1:, cv2.CC_STAT_HEIGHT]
    letters = heights[heights > SPECK]
    return bool(letters.size and np.count_nonzero(depth) < HIGHER * np.median(letters))


def _paint(page: np.ndarray, depth: np.ndarray) -> None:
    """Paint a band at the left border of a page, where there is a sharp one, in place."""
    if not _runs(depth > 0):
        return
    rows = np.flatnonzero(depth)
    beside = page[rows[:, None], depth[rows, None] + np.arange(SOFT, SOFT + BESIDE)]
    # A stroke that touches the band would run on in it.
    light = cv2.dilate(beside.max(axis=1), np.ones((len(page) // LETTER, 1), np.uint8)).ravel()
    inner = page[rows, np.maximum(depth[rows] - SOFT, 0)]
    if np.median(light) < SHARP * np.median(inner):
        return
    for row, paper in zip(rows, light, strict=True):
        page[row, : depth[row] + SOFT] = paper
