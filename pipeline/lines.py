"""Components → lines of writing, top to bottom, each left to right."""

from functools import cached_property
from statistics import median

import numpy as np

from pipeline.components import Component, letter_height
from pipeline.edges import is_cut, tidy
from pipeline.fragments import join_fragments

Row = list[Component]

SMALL = 0.45
"""Below this share of a letter's height a component is a mark: a dot, an accent, a speck."""
FULL = 0.6
"""Letters at least this tall, as a share of a letter's height, make the lines; lower ones join."""
OVERLAP = 0.4
"""Two letters stand on one line when they share this much of the lower one's height."""
CUT_HEIGHT = 0.9
"""A line at the border that is lower than this share of the others is cut by it."""
EDGE = 1.5
"""Of a letter's height: what runs from border to border of an image so much higher is no letter."""
ABOVE, BELOW, HANGING = 2.0, 5.0, 2.5
"""A mark belongs to a line within half a letter's height above it, or a fifth below; two fifths
where it begins above the line's foot, as a comma does."""
FEW = 2
"""So many letters are no line where they stand in another's band, where its tall letters would."""
TALL = 85
"""Percent of a line's letters are no taller than its tall ones."""
NEIGHBOURS = 3
"""A line's height at its end is that of its last letters, so a sloping line stays one."""


def find_lines(components: list[Component], height: int, width: int) -> list[Row]:
    """Group the components of a page of height x width pixels into lines of writing.

    Frames, rules, specks and print cut by the border are left out.
    """
    em = letter_height(components)
    writing = join_fragments([c for c in components if not _is_rule(c, em, height)])
    em = letter_height(writing)
    letters = [c for c in writing if c.height >= SMALL * em]
    rows = _drop_cut(tidy(_chain(letters, em), letters, width), height)
    _attach_marks(rows, [c for c in writing if c.height < SMALL * em])
    return sorted((sorted(row, key=lambda c: c.x) for row in rows if row), key=_middle)


def _is_rule(component: Component, em: float, height: int) -> bool:
    """A rule, a frame, or the edge of a shadow or a fold from the top border to the bottom."""
    flat = component.width > 3 * em and component.height < 0.6 * em
    tall = component.height > 4 * em and component.width < 0.6 * em
    edge = component.height == height > EDGE * em and component.width < 0.5 * em
    frame = component.height > 4 * em and component.ink.astype(bool).mean() < 0.08
    return flat or tall or edge or frame


def _chain(letters: list[Component], em: float) -> list[Row]:
    """The rows of letters: first of those of full height, then of what is lower.

    A part of a broken letter that stands too high or low for its line would draw others after it.
    """
    rows = _follow([c for c in letters if c.height >= FULL * em])
    rest = _join_rows(rows, [c for c in letters if c.height < FULL * em])
    return _merged(rows + _follow(rest))


def _follow(letters: list[Component]) -> list[Row]:
    """Walk from left to right, adding each letter to the line that it fits best."""
    rows: list[Row] = []
    bands = np.zeros((len(letters), 2))
    for letter in sorted(letters, key=lambda c: c.centre):
        best = _best(bands[: len(rows)], letter)
        if best is None:
            best = len(rows)
            rows.append([])
        rows[best].append(letter)
        last = rows[best][-NEIGHBOURS:]
        bands[best] = median(c.y for c in last), median(c.bottom for c in last)
    return rows


def _best(bands: np.ndarray, letter: Component) -> int | None:
    """Of the bands [n,2] that share enough with a letter, the one that is most like it."""
    tops, bottoms = bands.T
    common = np.minimum(bottoms, letter.bottom) - np.maximum(tops, letter.y)
    shares = common / np.maximum(1, np.minimum(bottoms - tops, letter.height))
    either = np.maximum(bottoms, letter.bottom) - np.minimum(tops, letter.y)
    alike = np.where(shares >= OVERLAP, common / np.maximum(1, either), 0)
    return int(np.argmax(alike)) if alike.size and alike.max() > 0 else None


def _join_rows(rows: list[Row], parts: list[Component]) -> list[Component]:
    """Add each part to the row that it stands in, and return those that stand in none."""
    bands = [_Band(row) for row in rows]
    rest = []
    for part in parts:
        near = min(bands, key=lambda band: band.distance(part), default=None)
        if near is not None and near.distance(part) < 1:
            near.row.append(part)
        else:
            rest.append(part)
    return rest


def _merged(rows: list[Row]) -> list[Row]:
    """Rows that stand in one another's place are one line: the shorter joins the longer."""
    kept: list[_Band] = []
    for row in sorted(rows, key=len, reverse=True):
        near = (k for k, band in enumerate(kept) if band.reaches(row) and _is_part(row, band))
        home = next(near, None)
        if home is None:
            kept.append(_Band(row))
        else:
            kept[home] = _Band(kept[home].row + row)
    return [band.row for band in kept]


def _is_part(row: Row, band: "_Band") -> bool:
    few = len(row) <= FEW
    return median(band.share(letter, tall=few) for letter in row) >= OVERLAP


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
        self.row, self._letters = row, list(row)  # what joins the row is no measure of it
        self._centres = np.array([c.centre for c in row])
        self._tops, self._bottoms = np.array([[c.y, c.bottom] for c in row]).T

    @cached_property
    def _em(self) -> float:
        return letter_height(self._letters)

    @cached_property
    def _tall(self) -> float:
        return float(np.percentile([c.height for c in self._letters], TALL))

    def reaches(self, row: Row) -> bool:
        """Whether a row overlaps the line's rows of pixels at all: most do not, on a page."""
        top = min(self._tops.min(), self._bottoms.min() - self._tall)
        return bool(
            max(c.bottom for c in row) > top and min(c.y for c in row) < self._bottoms.max()
        )

    def distance(self, mark: Component) -> float:
        """Letters' heights from a mark to the band near it; far more below than above."""
        near = np.argsort(np.abs(self._centres - mark.centre))[:NEIGHBOURS]
        above = ABOVE * (self._tops[near].min() - mark.bottom)
        foot = self._bottoms[near].max()
        below = (HANGING if mark.y < foot else BELOW) * (mark.bottom - foot)
        return float(max(above, below, 0) / self._em)

    def share(self, letter: Component, tall: bool) -> float:
        """How much of the lower one's height a letter shares with the band near it.

        tall: the band reaches as high as the line's tall letters, and as low as the lowest near.
        """
        near = np.argsort(np.abs(self._centres - letter.centre))[:NEIGHBOURS]
        top, bottom = np.median(self._tops[near]), np.median(self._bottoms[near])
        if tall:
            top, bottom = min(top, bottom - self._tall), self._bottoms[near].max()
        common = min(bottom, letter.bottom) - max(top, letter.y)
        return float(common / max(1, min(bottom - top, letter.height)))


def _middle(row: Row) -> float:
    return float(np.mean([c.middle for c in row]))
