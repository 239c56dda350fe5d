"""Components → lines of writing, top to bottom, each left to right."""

from statistics import median

import numpy as np

from pipeline.components import Component, letter_height
from pipeline.edges import is_cut, tidy
from pipeline.fragments import join_fragments

Row = list[Component]

SMALL = 0.45
"""Below this share of a letter's height a component is a mark: a dot, an accent, a speck."""
OVERLAP = 0.4
"""Two letters stand on one line when they share this much of the lower one's height."""
CUT_HEIGHT = 0.9
"""A line at the border that is lower than this share of the others is cut by it."""
ABOVE, BELOW = 2.0, 5.0
"""A mark belongs to a line within half a letter's height above it, or a fifth below."""
NEIGHBOURS = 3
"""A line's height at its end is that of its last letters, so a sloping line stays one."""


def find_lines(components: list[Component], height: int, width: int) -> list[Row]:
    """Group the components of a page of height x width pixels into lines of writing.

    Frames, rules, specks and print cut by the border are left out.
    """
    em = letter_height(components)
    writing = join_fragments([c for c in components if not _is_rule(c, em)])
    em = letter_height(writing)
    letters = [c for c in writing if c.height >= SMALL * em]
    rows = _drop_cut(tidy(_chain(letters), letters, width), height)
    _attach_marks(rows, [c for c in writing if c.height < SMALL * em])
    return sorted((sorted(row, key=lambda c: c.x) for row in rows if row), key=_middle)


def _is_rule(component: Component, em: float) -> bool:
    flat = component.width > 3 * em and component.height < 0.6 * em
    tall = component.height > 4 * em and component.width < 0.6 * em
    frame = component.height > 4 * em and component.ink.astype(bool).mean() < 0.08
    return flat or tall or frame


def _chain(letters: list[Component]) -> list[Row]:
    """Walk from left to right, adding each letter to the line that it overlaps most."""
    rows: list[Row] = []
    bands = np.zeros((len(letters), 2))
    for letter in sorted(letters, key=lambda c: c.centre):
        shares = _shared(bands[: len(rows)], letter)
        best = int(np.argmax(shares)) if rows else 0
        if not rows or shares[best] < OVERLAP:
            best = len(rows)
            rows.append([])
        rows[best].append(letter)
        last = rows[best][-NEIGHBOURS:]
        bands[best] = median(c.y for c in last), median(c.bottom for c in last)
    return rows


def _shared(bands: np.ndarray, letter: Component) -> np.ndarray:
    """How much of the lower one's height a letter shares with each band: [n,2] → [n]."""
    tops, bottoms = bands.T
    common = np.minimum(bottoms, letter.bottom) - np.maximum(tops, letter.y)
    return np.asarray(common / np.maximum(1, np.minimum(bottoms - tops, letter.height)))


def _drop_cut(rows: list[Row], height: int) -> list[Row]:
    """Drop lines that the top or bottom border cuts through, where a whole line is left.

    A line that only touches the border is as tall as the others, and stays.
    """
    whole = [row for row in rows if not is_cut(row, height)]
    if not whole:
        return rows
    least = CUT_HEIGHT * median(letter_height(row) for row in whole)
    return [row for row in rows if row in whole or letter_height(row) >= least]


def _attach_marks(rows: list[Row], marks: list[Component]) -> None:
    """Give each dot, accent and broken stroke to the line in whose band it lies."""
    bands = [_Band(row) for row in rows if row]
    for mark in marks:
        near = min(bands, key=lambda band: band.distance(mark), default=None)
        if near is not None and near.distance(mark) < 1:
            near.row.append(mark)


class _Band:
    """A line's letters as arrays: where its band runs at each place."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self._em = letter_height(row)
        self._centres = np.array([c.centre for c in row])
        self._tops, self._bottoms = np.array([[c.y, c.bottom] for c in row]).T

    def distance(self, mark: Component) -> float:
        """Letters' heights from a mark to the band near it; far more below than above."""
        near = np.argsort(np.abs(self._centres - mark.centre))[:NEIGHBOURS]
        above = ABOVE * (self._tops[near].min() - mark.bottom)
        below = BELOW * (mark.bottom - self._bottoms[near].max())
        return float(max(above, below, 0) / self._em)


def _middle(row: Row) -> float:
    return float(np.mean([c.middle for c in row]))
