"""Where a component may hold more than one letter: cuts, over which the search decides."""

from itertools import pairwise

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


def cut(letter: Component, em: float, wide: float, middles: list[float]) -> list[Component]:
    """The pieces of a component, left to right.

    Args:
        em: pixels, the height of the line's letters.
        wide: as a share of that, the width from which a component is cut where little ink stands.
        middles: the page's columns of characters' middles; between any two it is cut as well.
    """
    profile, inner = _profile(letter), list[int]()
    if letter.width >= wide * max(em, OWN_HEIGHT * letter.height):
        inner = _minima(profile, em)
    inner += _between(profile, [x - letter.x for x in middles], inner, em)
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


def _between(profile: np.ndarray, middles: list[float], cuts: list[int], em: float) -> list[int]:
    """The column of least ink between two characters' middles, where no cut is yet."""
    found: list[int] = []
    close = max(2, round(CLOSE * em))
    for left, right in pairwise(x for x in middles if 0 <= x < len(profile)):
        first, last = round(left + (right - left) / 4), round(right - (right - left) / 4)
        if len(cuts) + len(found) == MOST_CUTS or any(left < x < right for x in cuts):
            continue
        at = first + int(np.argmin(profile[first : last + 1]))
        edges = [0, len(profile), *found]
        if all(abs(at - edge) >= close for edge in edges):
            found.append(at)
    return found
