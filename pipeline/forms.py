"""What else of a form is type, once its prompts are known."""

from itertools import pairwise

from pipeline.columns import in_column
from pipeline.parted import Parted, further
from pipeline.prompts import SMALL, hand_height
from pipeline.runs import Run, runs
from pipeline.ticks import ticks
from pipeline.titles import title

LINES, PROMPTED = 3, 2
"""What has so many lines may be a form; with so many that hold prompts it is one."""


def as_form(lines: list[Parted]) -> list[Parted]:
    """The lines of a page, of a form with its title, short prompts and boxes to tick as type."""
    if len(lines) < LINES:
        return lines
    prompts = [Run(word.row) for line in lines for word in line.words]
    hand = [run for line in lines for run in runs(line.handwritten) if len(run.letters) > 1]
    small = SMALL * hand_height(hand)
    form = sum(bool(line.words) for line in lines) >= PROMPTED
    if form:
        lines = [further(lines[0], title(lines[0], lines[1:]).items()), *lines[1:]]
    lines = [further(line, ticks(line, small, form).items()) for line in lines]
    if form:
        pairs = pairwise([Parted(), *lines])
        lines = [further(b, in_column(b, a, prompts, small).items()) for a, b in pairs]
    return lines
