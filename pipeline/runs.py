"""Runs of a line's components that stand close, each judged by its own size, before words are.

A line's words are found by the height of its letters, of which a form's small print beside large
handwriting falls short: there its low letters would be marks.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from pipeline.components import Component, letter_height
from pipeline.lines import Row

CLOSE, AFTER = 0.55, 0.8
"""Of its letters' height: what stands so near its end goes on a run, and so near what is no
letter of it but a mark."""
LETTER = 0.5
"""Of the same: letters are no lower."""
TALLER = 1.55
"""Of the same: no capital or ascender of a typeface is so much higher."""
PARTED, OVER = 0.35, 1.15
"""What stands further from a run than this share of its letters' height, and is so many times as
high as its tallest, is the hand's that follows."""
SPACE, ALIKE = 1.1, 1.25
"""A space of type is no wider, as a share of its letters' height; nor is a word of it, for its
capitals alone, so many times as high as its neighbour."""
TIGHT, LOOSE = 0.015, 0.02
"""Shares of a letter's height that type strays by, beyond the half or whole pixel of a scan."""
TILT, SLOPED = 0.03, 4
"""Pixels a pixel: so far type may still slope on a page turned level; and of so many letters the
slope is known."""
HIGHER = (1.0, 1.25, 1.3, 1.35, 1.4, 1.45)
"""How many times as high as its low letters the capitals and ascenders of a typeface may be."""
DEEPER = (0.0, 0.25, 0.3, 0.35, 0.4)
"""Of its letters' height: how far its descenders may hang."""
NEAR, MOST = 40, 200
"""A run's end is that of so many parts, and its slope that of so many letters: there may be
thousands."""
FAR = 4.0
"""Pixels: what strays further is no worse."""


@dataclass(frozen=True, eq=False)
class Run:
    """parts: of a line, left to right."""

    parts: Row

    @cached_property
    def em(self) -> float:
        """Pixels: the height of its letters."""
        return letter_height(self.parts)

    @cached_property
    def letters(self) -> Row:
        """Without dots, accents and specks."""
        return [part for part in self.parts if part.height >= LETTER * self.em]

    @cached_property
    def left(self) -> int:
        """Where its first part begins."""
        return min(part.x for part in self.parts)

    @cached_property
    def right(self) -> int:
        """Where the last to end does."""
        return max(part.right for part in self.parts)

    @cached_property
    def gap(self) -> float:
        """A typical one between its letters, in letters' heights; 0 where there is none."""
        gaps = [max(right.x - left.right, 0) for left, right in pairwise(self.letters)]
        return float(np.median(gaps)) / self.em if gaps else 0.0

    @cached_property
    def kept(self) -> float:
        """How well its letters keep one foot but for descenders, and one or two heights: 0 to 1."""
        feet, heights = _level(self.letters)
        ends = _nearest(feet, self.em * np.array(DEEPER))
        tops = [_nearest(heights, low * np.array(HIGHER)) for low in np.unique(heights.round())]
        best = min(tops, key=lambda strays: float(np.minimum(strays, FAR).mean()))
        return (self._near(ends) + self._near(best)) / 2

    def _near(self, strays: np.ndarray) -> float:
        exact = strays <= 0.5 + TIGHT * self.em
        near = strays <= 1.0 + LOOSE * self.em
        return float(np.mean(2.0 * exact + near) / 3)


def runs(row: Row) -> list[Run]:
    """A line's components as runs, left to right."""
    found: list[Row] = []
    for part in sorted(row, key=lambda c: c.x):
        if found and _continues(found[-1], part):
            found[-1].append(part)
        else:
            found.append([part])
    return _joined([Run(parts) for parts in found])


def _continues(run: Row, part: Component) -> bool:
    near = run[-NEAR:]
    em, gap = letter_height(near), part.x - max(c.right for c in near)
    reach = CLOSE if part.height >= LETTER * em else AFTER
    parted = gap > PARTED * em and part.height > OVER * max(c.height for c in near)
    return gap <= reach * em and part.height <= TALLER * em and not parted


def _joined(found: list[Run]) -> list[Run]:
    """Words of one size, a space apart, as one: the more letters, the surer what they keep."""
    whole: list[Run] = []
    for run in found:
        if whole and _goes_on(whole[-1], run):
            whole[-1] = Run(whole[-1].parts + run.parts)
        else:
            whole.append(run)
    return whole


def _goes_on(left: Run, right: Run) -> bool:
    low, high = sorted((left.em, right.em))
    return high <= ALIKE * low and right.left - left.right <= SPACE * low


def _level(letters: Row) -> tuple[np.ndarray, np.ndarray]:
    """Pixels of each below the common foot, and from that to its top: float64 [letters] each."""
    places, tops, bottoms = np.array([(c.centre, c.y, c.bottom) for c in letters], float).T
    along = foot_slope(places, bottoms) * places
    foot = np.median(bottoms - along)
    return bottoms - along - foot, foot - (tops - along)


def foot_slope(places: np.ndarray, bottoms: np.ndarray) -> float:
    """The median of all pairs' (Theil, 1950): descenders count little."""
    if len(places) < SLOPED:
        return 0.0
    step = -(-len(places) // MOST)
    places, bottoms = places[::step], bottoms[::step]
    one, other = np.triu_indices(len(places), 1)
    apart = np.maximum(places[other] - places[one], 1.0)
    slope = float(np.median((bottoms[other] - bottoms[one]) / apart))
    return min(max(slope, -TILT), TILT)


def _nearest(values: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """How far each value is from the first level, or another, the same for all: the best one."""
    strays = np.abs(values[:, None] - levels)
    either = np.minimum(strays, strays[:, :1])
    best = int(np.minimum(either, FAR).mean(axis=0).argmin())
    return np.asarray(either[:, best])
