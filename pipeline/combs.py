"""Dotted rules, and the ticks between the letters of a comb or of boxes, taken out of the ink."""

import cv2
import numpy as np

from pipeline.ink import Ink
from pipeline.outline import rejoined
from pipeline.repeats import FINE, Marks, Row, rows

DOT, TICK = 6, 7
"""Pixels: a dot of a rule is no larger; a tick of a comb is no lower."""
DASH = 12
"""Pixels: what is as low as `FINE`, as no letter is, may be of any shape, a dash so long too."""
ROUND, FULL = 1.5, 0.7
"""A dot is no wider than so many times its height, and fills this share of its box."""
SLIM, SOLID = 0.3, 0.8
"""A tick is no wider than this share of its height, and fills this share of its box, but for a
column, since it may lean."""
DOTS, TICKS = 8, 5
"""So many make a row."""
SPACED = 0.6
"""Of their height: ticks stand no closer, as there are letters between them; l and 1 do."""
STRUCK = 4
"""Pixels: what is struck out behind a letter is less than so much broader than a tick."""
WHOLE = 0.85
"""A tick behind a letter is there where ink covers this share of its height."""


def without_combs(ink: Ink) -> Ink:
    """The ink without dotted rules and ticks, but the strokes that cross the ticks."""
    _, labels, stats, centres = cv2.connectedComponentsWithStats(ink.mask.view(np.uint8))
    widths, heights, areas = stats[:, 2], stats[:, 3], stats[:, 4]
    full = areas >= FULL * widths * heights
    dots = (heights <= DOT) & (widths <= ROUND * heights) & full
    dots |= (heights <= FINE) & (widths <= DASH)
    ticks = (heights >= TICK) & (widths <= np.maximum(SLIM * heights, 2))
    ticks &= areas >= SOLID * heights * np.maximum(widths - 1, 1)
    dotted = rows(_marks(dots, stats, centres), DOTS)
    found = rows(_marks(ticks, stats, centres), TICKS)
    combs = [row for row in found if row.pitch >= SPACED * row.size]
    if not dotted and not combs:
        return ink
    kept = ink.mask & ~np.isin(labels, [label for row in dotted + combs for label in row.labels])
    for row in combs:
        _strike(kept, row, int(np.median(widths[row.labels])))
    lost = ink.mask & ~kept
    return ink.within(kept | rejoined(kept, np.zeros_like(lost), lost, STRUCK))


def _marks(chosen: np.ndarray, stats: np.ndarray, centres: np.ndarray) -> Marks:
    labels = np.flatnonzero(chosen)
    labels = labels[labels > 0]
    labels = labels[np.argsort(centres[labels, 0], kind="stable")]
    x, y = centres[labels].T
    widths, heights, areas = stats[labels, 2:5].T.astype(float)
    return Marks(labels, x, y, heights, widths, areas)


def _strike(mask: np.ndarray, row: Row, width: int) -> None:
    """Take the ticks that touch letters out of the mask, where no stroke crosses them."""
    crossing = cv2.morphologyEx(
        mask.view(np.uint8), cv2.MORPH_OPEN, np.ones((1, width + 3), np.uint8)
    )
    for x, y in map(row.at, range(row.first - 1, row.last + 2)):  # and the next to either side
        top, bottom = max(0, round(y - row.size / 2)), round(y + row.size / 2) + 1
        left, right = max(0, round(x - width / 2) - 1), round(x + width / 2) + 2
        window = mask[top : max(0, bottom), left : max(0, right)]
        if window.size and window.any(axis=1).mean() >= WHOLE:
            window &= crossing[top : max(0, bottom), left : max(0, right)].astype(bool)
