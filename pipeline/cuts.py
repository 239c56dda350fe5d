"""Where a component may hold more than one letter: cuts, over which the search decides."""

from itertools import pairwise
from math import ceil, floor

import numpy as np

from pipeline.components import MARGIN, Component, columns

OWN_HEIGHT = 0.8
"""Of its own height, by this share, where it is tall: capitals among small letters are wide too."""
APART, LOW = 0.22, 0.45
"""Of a letter's height: between two cuts where little ink is, and the most ink that is little."""
CLOSE = 0.1
"""Of a letter's height: between a cut and another that lies between two characters."""
MOST_CUTS = 60
"""No component is cut more often; what could be is a drawing."""


def cut(
    letter: Component, em: float, wide: float, gaps: list[tuple[float, float]]
) -> list[Component]:
    """The pieces of a component, left to right.

    Args:
        em: pixels, the height of the line's letters.
        wide: as a share of that, the width from which a component is cut where little ink stands.
        gaps: between two characters, the page's columns from which to which it is cut as well.
    """
    profile, inner = _profile(letter), list[int]()
    if letter.width >= wide * max(em, OWN_HEIGHT * letter.height):
        inner = _minima(profile, em)
    inner += _within(profile, [(a - letter.x, b - letter.x) for a, b in gaps], inner, em)
    if not inner:
        return [letter]
    cuts = [0, *sorted(inner), letter.width]
    parts = [columns(letter, a, b) for a, b in pairwise(cuts)]
    return [part for part in parts if part is not None] or [letter]


def _profile(letter: Component) -> np.ndarray:
    """The ink over each column, evened out a little: float [width]."""
    profile = letter.ink[:, MARGIN:-MARGIN].sum(axis=0) / 255.0
    edged = np.concatenate([profile[:1], profile, profile[-1:]])
    return np.convolve(edged, np.ones(3) / 3, mode="valid")


def _minima(profile: np.ndarray, em: float) -> list[int]:
    """Columns of least ink, at least a quarter of a letter apart from each other and the ends."""
    width, apart = len(profile), max(2, round(APART * em))
    found: list[int] = []
    for column in np.argsort(profile, kind="stable"):
        if profile[column] > LOW * em or len(found) == MOST_CUTS:
            break
        at = int(column)
        if apart <= at <= width - apart and all(abs(at - f) >= apart for f in found):
            found.append(at)
    return found


def _within(
    profile: np.ndarray, gaps: list[tuple[float, float]], cuts: list[int], em: float
) -> list[int]:
    """The column of least ink in each gap that lies within and where no cut is yet."""
    found: list[int] = []
    close, width = max(2, round(CLOSE * em)), len(profile)
    for first, last in ((ceil(a), floor(b)) for a, b in gaps):
        parted = any(first <= x <= last for x in cuts)
        if parted or not 0 < first <= last < width or len(cuts) + len(found) == MOST_CUTS:
            continue
        at = first + int(np.argmin(profile[first : last + 1]))
        if all(abs(at - edge) >= close for edge in (0, width, *found)):
            found.append(at)
    return found
