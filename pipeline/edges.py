"""What the image's border cuts: the ends of other lines, and print that runs along a margin."""

import numpy as np

from pipeline.components import MARGIN, SOFT, Component, columns, letter_height

Row = list[Component]

EDGE = 1
"""Pixels: ink this near to the image's border is taken as cut by it."""
MARGIN_SHARE = 0.4
"""What runs along a margin starts within this share of a letter's height from it."""


def is_cut(row: Row, height: int) -> bool:
    """Whether the top or bottom border of an image `height` pixels high runs through a line."""
    return sum(c.y <= EDGE or c.bottom >= height - EDGE for c in row) > len(row) / 2


def tidy(rows: list[Row], letters: Row, width: int) -> list[Row]:
    """Take off each line what stands along the left or right border above or below it too.

    Args:
        rows: the lines' components.
        letters: all of the page's.
        width: pixels of the page.
    """
    near = max(EDGE, MARGIN_SHARE * letter_height(letters))
    left = _margin(letters, [c for c in letters if c.x <= near])
    right = _margin(letters, [c for c in letters if c.right >= width - near])
    return [_without(_without(row, left), right) for row in rows]


def _margin(letters: Row, edge: Row) -> Row:
    """The components at a border, and those that stand over or under them."""
    if not edge:
        return []
    centres, halves = np.array([[e.centre, e.width / 2] for e in edge]).T
    return [c for c in letters if bool((np.abs(centres - c.centre) < halves).any())]


def _without(row: Row, margin: Row) -> Row:
    members = {id(c) for c in margin}
    inner = [c for c in row if id(c) not in members]
    if len(inner) < 3 or len(inner) == len(row):
        return row
    em = letter_height(inner)
    if max(c.bottom for c in margin) - min(c.y for c in margin) < 1.3 * em:
        return row
    near = sorted(inner, key=lambda c: min(abs(c.x - m.x) for m in margin))[:3]
    top, bottom = min(c.y for c in near), max(c.bottom for c in near)
    kept = [_inside(c, top, bottom, em) for c in row if id(c) in members]
    return inner + [c for c in kept if c is not None]


def _inside(part: Component, top: int, bottom: int, em: float) -> Component | None:
    """What of a margin's component is a letter that touches it: the columns inside the line."""
    rows = np.arange(part.y - MARGIN, part.bottom + MARGIN)
    outside = (rows < top - 1) | (rows > bottom)
    strayed = np.flatnonzero((part.ink[outside] > SOFT).any(axis=0))
    if strayed.size == 0 or part.width < 0.6 * em:
        return None
    at_left = strayed.mean() < part.ink.shape[1] / 2
    start, end = (int(strayed.max()) + 1, part.width) if at_left else (0, int(strayed.min()) - 1)
    rest = columns(part, start, end) if end - start > 0.3 * em else None
    return rest if rest is not None and rest.height > 0.6 * em else None
