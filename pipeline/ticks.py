"""Lines of boxes to tick, each with what it stands for in small type beside it."""

from pipeline.components import MARGIN, SOFT, Component
from pipeline.parted import Parted
from pipeline.runs import Run, runs

LEAST = 8
"""Pixels: no box is smaller."""
SQUARE = 1.25
"""It is no more times as wide as high, or as high as wide."""
DEEP, DRAWN = 0.2, 0.85
"""Of its side: so far in, ink lies along as much of each."""
FEWEST = 2
"""So many on a line are boxes; one may be a letter, but on a form."""
CORNER = 0.12
"""Of its side: so near each corner is ink, as of a round letter there is not."""
ODDS = 3.0
"""Log odds that such a line is type."""


def ticks(line: Parted, small: float, form: bool) -> dict[Run, float]:
    """All runs of a line and their log odds, if it holds boxes to tick and nothing by hand.

    small: pixels; no type beside a box is higher.
    """
    if sum(map(_is_box, line.handwritten + line.printed)) < (1 if form else FEWEST):
        return {}
    found = runs(line.handwritten)
    typed = all(run.em <= small for run in found if len(run.letters) > 1)
    return dict.fromkeys(found, ODDS) if typed else {}


def _is_box(part: Component) -> bool:
    """Whether a component is drawn along its four sides."""
    low, high = sorted((part.width, part.height))
    if low < LEAST or high > SQUARE * low:
        return False
    ink, deep = part.ink[MARGIN:-MARGIN, MARGIN:-MARGIN] > SOFT, max(1, round(DEEP * low))
    sides = (ink[:deep], ink[-deep:], ink[:, :deep].T, ink[:, -deep:].T)
    near = max(2, round(CORNER * low))
    corners = [part[:, :near] for part in (sides[0][:near], sides[1][-near:])]
    corners += [part[:, -near:] for part in (sides[0][:near], sides[1][-near:])]
    return bool(
        all(side.any(axis=0).mean() >= DRAWN for side in sides)
        and all(corner.any() for corner in corners)
    )
