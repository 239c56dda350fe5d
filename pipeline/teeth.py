"""The teeth of a comb taken out of a level page's contrast, with the line that they stand on.

A tooth is an l or a 1 to a reader. What tells it is that others as high stand at one pitch on the
same line, drawn as it is, which begins and ends at such a place: a rule written on goes on.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.drawn import ALIKE, DRIFT, THICK, Lines, gone, lines_along, long, met
from pipeline.faint import DARKER
from pipeline.repeats import Marks, Row, rows

LOWEST = 9
"""Pixels: no tooth is lower. Odd, as `drawn.RUN` is."""
FEWEST = 3
"""So many make a comb."""
SPACED = 1.0
"""Of their height: teeth stand no closer."""
SEEN = 0.4
"""Of the places along its line, at so many a tooth is seen."""
INKED = 0.85
"""Of a tooth's height, as much has ink where a letter hides it."""
NEAR = 3
"""Pixels: so far from a tooth's place its line may end, and be higher or lower here and there."""
AROUND = 2
"""Pixels around a tooth that are its soft edges, and so near to its line it stands on it."""


def without_teeth(contrast: np.ndarray, floor: float) -> np.ndarray:
    """The contrast of a level page or crop without combs; strokes that cross them stay.

    Args:
        contrast: float32 [H,W], as `ink.contrast_of` has it.
        floor: the contrast under which all is paper.
    """
    mask = contrast > floor
    across = lines_along(contrast, mask)
    drawn = long(across, mask)
    if not drawn.any():
        return contrast
    upright = lines_along(contrast.T.copy(), mask.T.copy(), LOWEST)
    combs = _combs(upright, across, drawn, mask)
    if not combs:
        return contrast
    teeth = _teeth(combs, upright, contrast, mask)
    line = np.any([comb.line for comb in combs], axis=0)
    taken = teeth | gone(across, line, contrast, mask, teeth)
    return np.where(taken, np.float32(0), contrast)


@dataclass(frozen=True)
class Comb:
    """Where its teeth stand; which lines across are the pieces of its own, bool [n]; and at which
    of the teeth's places that begins and ends.
    """

    row: Row
    line: np.ndarray
    ends: tuple[float, float]


def _combs(upright: Lines, across: Lines, drawn: np.ndarray, mask: np.ndarray) -> list[Comb]:
    """upright: its rows are columns; drawn: which lines across run on, bool [n]; mask: the ink."""
    labels, feet = _standing(upright, across, drawn)
    found = []
    for row in rows(_marks(upright, labels), FEWEST):
        line = drawn & _along(across, row, feet[np.isin(labels, row.labels)])
        left, right = across.left[line].min(), (across.left + across.width)[line].max() - 1
        comb = Comb(row, line, ((left - row.x) / row.pitch, (right - row.x) / row.pitch))
        if row.pitch >= SPACED * row.size and _is_whole(comb, mask):
            found.append(comb)
    return found


def _standing(upright: Lines, across: Lines, drawn: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which uprights stand on a line that is drawn as they are, from left to right, and on which
    one each: labels, int [n].
    """
    thin = (upright.height <= THICK + DRIFT) & (upright.width >= LOWEST)
    labels = np.flatnonzero(thin[1:]) + 1
    middles = (upright.top + upright.height // 2)[labels]
    labels, middles = labels[np.argsort(middles)], np.sort(middles)
    feet = met(across, (upright.left + upright.width - 1)[labels], middles, AROUND)
    alike = upright.thick[labels] <= ALIKE * across.thick[feet] + 1
    alike &= upright.dark[labels] <= ALIKE * across.dark[feet]
    stands = drawn[feet] & alike
    return labels[stands], feet[stands]


def _marks(upright: Lines, labels: np.ndarray) -> Marks:
    x = (upright.top + (upright.height - 1) / 2)[labels]
    y = (upright.left + (upright.width - 1) / 2)[labels]
    size, thick = upright.width[labels].astype(float), upright.thick[labels]
    return Marks(labels, x, y, size, thick, size * thick)


def _along(across: Lines, row: Row, under: np.ndarray) -> np.ndarray:
    """Which lines across are as high as one of those under a row, and reach under it: bool [n]."""
    middle, right = across.top + across.height / 2, across.left + across.width
    level = (np.abs(middle[:, None] - middle[under]) <= NEAR).any(axis=1)
    (first, _), (last, _) = row.at(row.first), row.at(row.last)
    return np.asarray(level & (across.left <= last) & (right >= first))


def _is_whole(comb: Comb, mask: np.ndarray) -> bool:
    """Whether its line begins and ends with a tooth, which a letter may hide, or at one end with
    the crop, and many of the places between have one.
    """
    ends, row = np.array(comb.ends), comb.row
    places = np.round(ends)
    there = (np.abs(ends - places) * row.pitch <= NEAR) & [_inked(row, at, mask) for at in places]
    at = row.x + ends * row.pitch
    cut = (at < NEAR) | (at >= mask.shape[1] - NEAR)
    seen = len(row.labels) >= SEEN * (places[1] - places[0] + 1)
    return bool(seen and np.all(there | cut) and not np.all(cut))


def _inked(row: Row, place: float, mask: np.ndarray) -> bool:
    """Whether ink stands where a tooth would, as high as it."""
    x, y = row.at(place)
    top, bottom = max(0, round(y - row.size / 2)), max(0, round(y + row.size / 2))
    left, right = max(0, round(x) - AROUND), max(0, round(x) + AROUND + 1)
    window = mask[top:bottom, left:right]
    return bool(window.size and window.any(axis=1).mean() >= INKED)


def _teeth(combs: list[Comb], upright: Lines, contrast: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """The pixels of all teeth, of those behind letters too, but where strokes cross them: bool
    [H,W].
    """
    labels = [label for comb in combs for label in comb.row.labels]
    thick, dark = (float(np.median(of[labels])) for of in (upright.thick, upright.dark))
    stroke = np.ones((1, int(np.ceil(thick)) + DRIFT), np.uint8)
    pale = contrast <= DARKER * dark
    free = pale & (cv2.morphologyEx(mask.view(np.uint8), cv2.MORPH_OPEN, stroke) == 0)
    teeth = np.isin(upright.labels.T, labels) & pale
    for comb in combs:
        for place in range(round(comb.ends[0]), round(comb.ends[1]) + 1):
            high, wide = comb.row.size / 2 + AROUND, thick / 2 + AROUND
            window = _window(*comb.row.at(place), high, wide)
            teeth[window] |= free[window]
    return teeth


def _window(x: float, y: float, high: float, wide: float) -> tuple[slice, slice]:
    """So far above and below a place, and to its left and right."""
    sides = (y - high, y + high + 1, x - wide, x + wide + 1)
    top, bottom, left, right = (max(0, round(side)) for side in sides)
    return np.s_[top:bottom, left:right]
