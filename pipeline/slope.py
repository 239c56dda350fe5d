"""How far the lines of a small image rise or fall: the skew that a few words do show.

Followed along the tops and the feet of neighbouring letters (Theil, 1950; Sen, 1968).
"""

import numpy as np

from pipeline.components import Component, letter_height
from pipeline.deskew import turned
from pipeline.ink import Ink

LEAST, MOST = 2.5, 16.0
"""Degrees: what slopes less is read as it is; no line slopes more."""
TALL = 0.6
"""Of a letter's height: lower letters and marks say nothing."""
NEAR, FAR = 1.0, 5.0
"""Of a letter's height, across: letters that stand nearer or further apart say nothing."""
FLATTER = 0.88
"""Of their height, lines are no higher once they are level, or they were so before."""


def slope(rows: list[list[Component]]) -> float:
    """Degrees by which lines rise to the right; 0 where that is little or unsure."""
    em = letter_height([letter for row in rows for letter in row])
    tall = [c for row in rows for c in row if c.height >= TALL * em]
    sides = np.array([(c.centre, c.y, c.bottom) for c in tall]).reshape(-1, 3)
    x, tops, feet = sides[np.argsort(sides[:, 0])].T
    first, second = np.nonzero(_near(x, em))
    across = np.concatenate([x[second] - x[first]] * 2)
    falls = np.concatenate([side[second] - side[first] for side in (tops, feet)])
    degrees = np.degrees(np.arctan2(falls, across))
    likely = np.abs(degrees) <= MOST
    found = _median(degrees[likely], across[likely])
    return found if abs(found) >= LEAST else 0.0


def level(ink: Ink, degrees: float) -> tuple[Ink, np.ndarray]:
    """The ink turned back, and the affine matrix, float [2,3], from its pixels to the given's."""
    grey, back = turned(ink.grey, degrees)
    mask, _ = turned(ink.mask.view(np.uint8) * 255, degrees)
    return Ink(grey, mask > 127), back


def flatter(after: list[list[Component]], before: list[list[Component]]) -> bool:
    """Whether lines are lower than they were."""
    return sum(map(_height, after)) <= FLATTER * sum(map(_height, before))


def _near(x: np.ndarray, em: float) -> np.ndarray:
    """Which letters stand how far to the right of which: bool [n,n]."""
    across = x[None, :] - x[:, None]
    return np.asarray((across > NEAR * em) & (across <= FAR * em))


def _median(values: np.ndarray, weights: np.ndarray) -> float:
    order = np.argsort(values)
    total = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(total, total[-1] / 2)]) if len(order) else 0.0


def _height(row: list[Component]) -> int:
    return max(c.bottom for c in row) - min(c.y for c in row) if row else 0
