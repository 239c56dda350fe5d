"""Lines of boxes to tick, each with what it stands for in small type beside it."""

from pipeline.components import MARGIN, SOFT, Component
from pipeline.parted import Parted
from pipeline.runs import Run, runs

LEAST = 8
"""Pixels: no box is smaller."""
SQUARE = 1.25
"""It is no more times as wide as high, or as high as wide."""
DEEP, DRAWN = 0.12, 0.9
"""Of its side: so far in, and two pixels at least, ink lies along as much of each."""
FEWEST = 2
"""So many on a line are boxes; one may be a letter, but on a form."""
SURE, LIKELY = 3.0, 1.0
"""Log odds that such a line is type, and one with a single box."""


def ticks(line: Parted, small: float, form: bool) -> dict[Run, float]:
    """All runs of a line and their log odds, if it holds boxes to tick and nothing by hand.

    Args:
        line: of a page.
        small: pixels; no type beside a box is higher.
        form: whether the page is one for certain.
    """
    boxes = sum(map(_is_box, line.handwritten + line.printed))
    if boxes < (1 if form else FEWEST):
        return {}
    found = runs(line.handwritten)
    typed = all(run.em <= small for run in found if len(run.letters) > 1)
    return dict.fromkeys(found, SURE if boxes >= FEWEST else LIKELY) if typed else {}


def _is_box(part: Component) -> bool:
    """Whether a component is drawn along its four sides."""
    low, high = sorted((part.width, part.height))
    if low < LEAST or high > SQUARE * low:
        return False
    ink, deep = part.ink[MARGIN:-MARGIN, MARGIN:-MARGIN] > SOFT, max(2, round(DEEP * low))
    sides = (ink[:deep], ink[-deep:], ink[:, :deep].T, ink[:, -deep:].T)
    return all(bool(side.any(axis=0).mean() >= DRAWN) for side in sides)
