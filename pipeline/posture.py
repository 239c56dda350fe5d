"""The lines of a page set level, and their strokes upright."""

import numpy as np

from pipeline.components import Component, find
from pipeline.ink import Ink
from pipeline.lines import find_lines
from pipeline.slant import slant, upright
from pipeline.slope import flatter, level, slope

Rows = list[list[Component]]

FEW = 6
"""The skew of a page with more lines is known before."""


def straightened(ink: Ink, turn: np.ndarray | None) -> tuple[Ink, Rows, np.ndarray | None]:
    """The ink with its lines level and its strokes upright, and those lines.

    turn: the affine matrix, float [2,3], from the ink's pixels to the page's, None where they are
    the same; the last of what is returned is that of the straightened ink.
    """
    rows = _lines(ink)
    if len(rows) <= FEW and (degrees := slope(rows)):
        flat, back = level(ink, degrees)
        again = _lines(flat)
        if flatter(again, rows):
            ink, rows, turn = flat, again, _after(back, turn)
    if shear := slant(rows):
        ink, back = upright(ink, shear)
        rows, turn = _lines(ink), _after(back, turn)
    return ink, rows, turn


def _lines(ink: Ink) -> Rows:
    return find_lines(find(ink), *ink.mask.shape)


def _after(back: np.ndarray, turn: np.ndarray | None) -> np.ndarray:
    """Both ways back, one after the other."""
    return back if turn is None else np.asarray(turn @ np.vstack([back, (0.0, 0.0, 1.0)]))
