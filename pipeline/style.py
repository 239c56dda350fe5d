"""Print beside handwriting: which words are set in type, and what a job reads of the two."""

from collections.abc import Mapping

from pipeline.components import letter_height
from pipeline.edges import is_cut
from pipeline.forms import as_form
from pipeline.lines import SMALL
from pipeline.look import Look, looks
from pipeline.options import Wanted
from pipeline.parted import Parted, Printed, Row, parted
from pipeline.prompts import prompts
from pipeline.typeset import LETTERS, evidence, hand_of, unlike

PRINT = 0.5
"""From this probability on a word counts as print."""
WHOLE = 0.95
"""Print at the border lower than this share of the page's other print is cut."""


def part(rows: list[Row], height: int) -> list[Parted]:
    """Tell print from handwriting, line by line, on a page `height` pixels high."""
    found = [looks(row, height) for row in rows]
    every = [look for line in found for look in line]
    odds = {look: own for look in every if (own := evidence(look, every)) > 0}
    rest = [parted(row, _known(line, odds)) for row, line in zip(rows, found, strict=True)]
    hand = hand_of(_heights(rest), [look for look in every if look not in odds])
    if hand:
        odds = {look: own for look in odds if (own := unlike(look, hand)) > 0}
    lines = zip(rows, prompts(rows), found, strict=True)
    return as_form(
        [parted(row, [*small.items(), *_known(line, odds)]) for row, small, line in lines]
    )


def wanted(lines: list[Parted], style: Wanted, least: float = PRINT) -> list[Parted]:
    """What a job asked to read: `auto` leaves print out where handwriting stands beside it.

    least: how likely it must be print for `auto` to leave it out.
    """
    if style == "any" or (style == "auto" and not any(_written(line) for line in lines)):
        return lines
    if style == "printed":
        return [Parted([], line.words) for line in lines]
    least = least if style == "auto" else PRINT
    return [Parted(line.handwritten, [w for w in line.words if w.sure < least]) for line in lines]


def left_out(lines: list[Parted], read: list[Parted]) -> list[Printed]:
    """The print of these lines that is not among what is read of them."""
    kept = {word for line in read for word in line.words}
    return [word for line in lines for word in line.words if word not in kept]


def without_cut(lines: list[Parted], height: int) -> list[Parted]:
    """Without the lines of which the border of a page `height` pixels high leaves a part.

    A form's prompts are of one size: where less is seen of them, less is seen of their line.
    """
    sizes = [letter_height(line.printed) if len(line.printed) >= LETTERS else 0.0 for line in lines]
    whole = max(sizes, default=0.0)
    return [
        line
        for line, size in zip(lines, sizes, strict=True)
        if not (0 < size < WHOLE * whole and is_cut(line.printed, height))
    ]


def _written(line: Parted) -> bool:
    return len(line.handwritten) > 1


def _heights(lines: list[Parted]) -> list[int]:
    """Of letters by hand, without marks."""
    sized = [(line.handwritten, SMALL * letter_height(line.handwritten)) for line in lines]
    return [c.height for row, least in sized for c in row if c.height >= least]


def _known(line: list[Look], odds: Mapping[Look, float]) -> list[tuple[Look, float]]:
    return [(look, odds[look]) for look in line if look in odds]
