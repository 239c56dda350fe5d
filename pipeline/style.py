"""Print beside handwriting: which words are set in type, and what a job reads of the two."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from pipeline.components import Component, letter_height
from pipeline.edges import is_cut
from pipeline.lines import SMALL
from pipeline.look import Look, looks
from pipeline.options import Wanted
from pipeline.typeset import LETTERS, evidence, hand_of, unlike

Row = list[Component]

PRINT = 0.5
"""From this probability on a word counts as print."""
WHOLE = 0.95
"""Print at the border lower than this share of the page's other print is cut."""


@dataclass(frozen=True, eq=False)
class Printed:
    """A word set in type, and how likely it is that it is type."""

    row: Row
    sure: float


@dataclass(frozen=True)
class Parted:
    """A line's components, as written by hand and as words set in type."""

    handwritten: Row = field(default_factory=list)
    words: list[Printed] = field(default_factory=list)

    @property
    def printed(self) -> Row:
        """All that is set in type."""
        return [c for word in self.words for c in word.row]


def part(rows: list[Row], height: int) -> list[Parted]:
    """Tell print from handwriting, line by line, on a page `height` pixels high."""
    found = [looks(row, height) for row in rows]
    every = [look for line in found for look in line]
    odds = {look: odds for look in every if (odds := evidence(look, every)) > 0}
    rest = [_parted(row, line, odds).handwritten for row, line in zip(rows, found, strict=True)]
    hand = hand_of(_heights(rest), [look for look in every if look not in odds])
    if hand:
        odds = {look: own for look in odds if (own := unlike(look, hand)) > 0}
    return [_parted(row, line, odds) for row, line in zip(rows, found, strict=True)]


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


def _heights(rows: list[Row]) -> list[int]:
    """Of letters, without marks."""
    sized = [(row, SMALL * letter_height(row)) for row in rows]
    return [c.height for row, least in sized for c in row if c.height >= least]


def _parted(row: Row, found: list[Look], odds: Mapping[Look, float]) -> Parted:
    """Whatever stands over, under or between a printed word's letters goes with it.

    So a word that another one's swash reaches around is part of that one.
    """
    rest, words = row, []
    for look in (look for look in found if look in odds):
        inside = [c for c in rest if look.left <= c.centre <= look.right]
        rest = [c for c in rest if not look.left <= c.centre <= look.right]
        if inside:
            words.append(Printed(inside, float(1 / (1 + np.exp(-odds[look])))))
    return Parted(rest, words)
