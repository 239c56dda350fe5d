"""Components → lines of writing, top to bottom, each left to right."""

import numpy as np

from pipeline.components import Component, letter_height
from pipeline.edges import is_cut, tidy
from pipeline.fragments import join_fragments

Row = list[Component]

SMALL = 0.45
"""Below this share of a letter's height a component is a mark: a dot, an accent, a speck."""
OVERLAP = 0.4
"""Two letters stand on one line when they share this much of the lower one's height."""
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
    rows = _drop_cut([tidy(row, letters, width) for row in _chain(letters)], height)
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
    for letter in sorted(letters, key=lambda c: c.centre):
        best = max(rows, key=lambda row: _shared(row, letter), default=None)
        if best is not None and _shared(best, letter) >= OVERLAP:
            best.append(letter)
        else:
            rows.append([letter])
    return rows


def _shared(row: Row, letter: Component) -> float:
    last = row[-NEIGHBOURS:]
    top, bottom = np.median([c.y for c in last]), np.median([c.bottom for c in last])
    common = min(bottom, letter.bottom) - max(top, letter.y)
    return float(common / max(1, min(bottom - top, letter.height)))


def _drop_cut(rows: list[Row], height: int) -> list[Row]:
    """Drop lines that the top or bottom border cuts through, where a whole line is left."""
    whole = [row for row in rows if not is_cut(row, height)]
    return whole or rows


def _attach_marks(rows: list[Row], marks: list[Component]) -> None:
    """Give each dot, accent and broken stroke to the line in whose band it lies."""
    bands = [(row, letter_height(row)) for row in rows if row]
    for mark in marks:
        near = [(_distance(row, mark) / em, row) for row, em in bands]
        gap, row = min(near, key=lambda pair: pair[0], default=(np.inf, None))
        if row is not None and gap < 1:
            row.append(mark)


def _distance(row: Row, mark: Component) -> float:
    """Pixels from a mark to the band of the letters nearest to it; far more below than above."""
    near = sorted(row, key=lambda c: abs(c.centre - mark.centre))[:NEIGHBOURS]
    top, bottom = min(c.y for c in near), max(c.bottom for c in near)
    return float(max(ABOVE * (top - mark.bottom), BELOW * (mark.bottom - bottom), 0))


def _middle(row: Row) -> float:
    return float(np.mean([c.middle for c in row]))
