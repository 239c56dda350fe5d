"""What the image's border cuts: the ends of other lines, and print that runs along a margin."""

import numpy as np

from pipeline.components import MARGIN, SOFT, Component, columns, letter_height

Row = list[Component]

EDGE = 1
"""Pixels: ink this near to the image's border is taken as cut by it."""
MARGIN_SHARE = 0.4
"""What runs along a margin starts within this share of a letter's height from it."""

STRAY = 0.5
"""Of a letter's height: what is lower is no letter, and what is nearer to the border may be cut."""
WIDEST = 1.5
"""Of a letter's height: what is wider is a word in one piece."""
LINE = 3
"""So many letters make a line to go by."""
SLACK = 0.3
"""A letter of a line stands out of its neighbours' band by no more than this share of one."""
HANG = 1.2
"""Nor does it hang under it or rise over it, as p and d do, by more than so much."""
TALLER = 1.3
"""A margin's print stands over more than this many letters' heights."""


def is_cut(row: Row, height: int) -> bool:
    """Whether the top or bottom border of an image `height` pixels high runs through a line."""
    return sum(c.y <= EDGE or c.bottom >= height - EDGE for c in row) > len(row) / 2


def is_stray(row: Row, longest: Row, height: int, width: int) -> bool:
    """Whether a line is a single letter near the border of an image that holds a line of writing.

    Of another line, or of print in the margin, the border has left so much. The longest line is
    none, even if its letters are all joined in one.
    """
    if row is longest:
        return False
    em = letter_height(longest)
    letters = [c for c in row if c.height >= STRAY * em]
    single = len(letters) <= 1 and all(c.width <= WIDEST * em for c in row)
    return len(longest) >= LINE and single and _near(row, height, width, STRAY * em)


def _near(row: Row, height: int, width: int, reach: float) -> bool:
    left, top = min(c.x for c in row), min(c.y for c in row)
    right, bottom = width - max(c.right for c in row), height - max(c.bottom for c in row)
    return min(left, top, right, bottom) <= reach


def tidy(rows: list[Row], letters: Row, width: int) -> list[Row]:
    """Take off each line what stands along the left or right border above or below it too.

    Args:
        rows: the lines' components.
        letters: all of the page's.
        width: pixels of the page.
    """
    near = max(EDGE, MARGIN_SHARE * letter_height(letters))
    left = [c for c in letters if c.x <= near]
    right = [c for c in letters if c.right >= width - near]
    for margin in (_margin(letters, left), _margin(letters, right)):
        if _strays(margin, rows):
            rows = [_without(row, margin) for row in rows]
    return rows


def _margin(letters: Row, edge: Row) -> Row:
    """The components at a border, and those that stand over or under them."""
    if not edge:
        return []
    centres, halves = np.array([[e.centre, e.width / 2] for e in edge]).T
    return [c for c in letters if bool((np.abs(centres - c.centre) < halves).any())]


def _strays(margin: Row, rows: list[Row]) -> bool:
    """Whether a margin holds more than the first or last letters of lines."""
    lines = [inner for row in rows if len(inner := _others(row, margin)) >= LINE]
    return not all(any(_stands_on(c, line) for line in lines) for c in margin)


def _stands_on(part: Component, line: Row) -> bool:
    top, bottom = _band(line)
    em = letter_height(line)
    slack, far = SLACK * em, HANG * em
    hangs = top - slack <= part.y < (top + bottom) / 2 and part.bottom <= bottom + far
    rises = top - far <= part.y and (top + bottom) / 2 < part.bottom <= bottom + slack
    return hangs or rises


def _band(row: Row) -> tuple[int, int]:
    return min(c.y for c in row), max(c.bottom for c in row)


def _others(row: Row, margin: Row) -> Row:
    members = {id(c) for c in margin}
    return [c for c in row if id(c) not in members]


def _without(row: Row, margin: Row) -> Row:
    inner = _others(row, margin)
    if len(inner) < LINE or len(inner) == len(row):
        return row
    em = letter_height(inner)
    if max(c.bottom for c in margin) - min(c.y for c in margin) < TALLER * em:
        return row
    near = sorted(inner, key=lambda c: min(abs(c.x - m.x) for m in margin))[:LINE]
    kept = [_inside(c, *_band(near), em) for c in _others(row, inner)]
    return inner + [c for c in kept if c is not None]


def _inside(part: Component, top: int, bottom: int, em: float) -> Component | None:
    """What of a margin's component is a letter that touches it: the columns inside the line."""
    rows = np.arange(part.y - MARGIN, part.bottom + MARGIN)
    outside = (rows < top - 1) | (rows > bottom)
    strayed = np.flatnonzero((part.ink[outside] > SOFT).any(axis=0))
    if strayed.size == 0 or part.width < 0.6 * em:
        return None
    at_left = strayed.mean() < part.ink.shape[1] / 2
    start, end = (
        (int(np.max(strayed)) + 1, part.width) if at_left else (0, int(np.min(strayed)) - 1)
    )
    rest = columns(part, start, end) if end - start > 0.3 * em else None
    return rest if rest is not None and rest.height > 0.6 * em else None
