"""Print beside handwriting: which words are set in type, and what a job reads of the two.

Type keeps its line, its size and its spacing, which a hand never does for long; beside a hand it
is the smaller and the better aligned of the two, and a prompt often ends in a colon. What of a
prompt is overprinted or broken still leaves most of its letters.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pipeline.components import Component, letter_height
from pipeline.edges import EDGE, is_cut
from pipeline.options import Wanted
from pipeline.segment import Group, groups

Row = list[Component]

ALIGNMENT, COLON, SPACING = 5.5, 3.0, 5.0
"""Evidence for print, each by itself: how well the letters keep their line (0 to 1), a colon after
them, and, against it, the gap between them in letters' heights."""
CONTRAST, SIZE = 5.0, 5.0
"""And beside other words: how much better it keeps its line than the worst of them, and, against
it, its height as a share of the tallest's."""
BIAS, ALONE = 2.0, -3.7
"""What the evidence starts from, with other words beside it and without."""
ALIGNED, SURE, MANY = 0.68, 0.9, 8
"""Without a colon, type keeps its line so well; and better, on a page of so many words, one of
which any hand sets level by chance."""
TYPICAL = 20
"""Percent: the other words' alignment and height are those of about the lowest and tallest fifth,
so that on a page of many words no odd one is the measure."""
LETTERS, CLOSE = 3, 0.16
"""Without a colon, fewer letters keep one line by chance, and type stands no further apart than
this share of a letter's height."""
WHOLE = 0.95
"""Print at the border lower than this share of the page's other print is cut."""
TIGHT, LOOSE = 0.01, 0.02
"""Shares of a letter's height that type strays by, beyond the half or whole pixel of a scan."""


@dataclass(frozen=True, eq=False)
class Look:
    """How the letters of a word stand: their alignment, 0 to 1; their typical height, pixels, and
    gap, in letters' heights; whether a colon follows.
    """

    letters: Row
    alignment: float
    height: float
    gap: float
    colon: bool


@dataclass(frozen=True)
class Parted:
    """A line's components, as written by hand and as set in type."""

    handwritten: Row
    printed: Row


def part(rows: list[Row], height: int) -> list[Parted]:
    """Tell print from handwriting, line by line, on a page `height` pixels high."""
    looks = [_looks(row, height) for row in rows]
    every = [look for line in looks for look in line]
    return [
        _parted(row, [look for look in line if _is_print(look, every)])
        for row, line in zip(rows, looks, strict=True)
    ]


def wanted(lines: list[Parted], style: Wanted) -> list[Parted]:
    """What a job asked to read: `auto` leaves print out where handwriting stands beside it."""
    if style == "any" or (style == "auto" and not any(_written(line) for line in lines)):
        return lines
    if style == "printed":
        return [Parted([], line.printed) for line in lines]
    return [Parted(line.handwritten, []) for line in lines]


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


def alignment(letters: Row, em: float, height: int) -> float:
    """How many letters share the word's top and bottom rows, 0 to 1; the exact weigh double.

    em: pixels, a letter's height; height: of the page, whose border may cut the letters.
    """
    tops, bottoms = np.array([[c.y, c.bottom] for c in letters]).T
    cut_top, cut_bottom = np.median(tops) <= EDGE, np.median(bottoms) >= height - EDGE
    above = 0.0 if cut_top else np.abs(tops - np.median(tops))
    below = 0.0 if cut_bottom else np.abs(bottoms - np.median(bottoms))
    strayed = np.maximum(above, below) + np.zeros(len(letters))
    exact = strayed <= 0.5 + TIGHT * em
    near = strayed <= 1.0 + LOOSE * em
    return float(np.mean(2.0 * exact + near) / 3)


def _written(line: Parted) -> bool:
    return len(line.handwritten) > 1


def _looks(row: Row, height: int) -> list[Look]:
    """Of each word of two letters or more, and of a line's single letters as one spaced word."""
    em = letter_height(row)
    found = groups(row)
    words = [group for group in found if len(group.letters) > 1]
    single = [group for group in found if len(group.letters) == 1]
    if len(single) > 1:
        words.append(Group([c for g in single for c in g.letters], [], em))
    return [_look(group, em, height) for group in words]


def _look(group: Group, em: float, height: int) -> Look:
    letters = sorted(group.letters, key=lambda c: c.x)
    gaps = [max(right.x - left.right, 0) for left, right in pairwise(letters)]
    return Look(
        letters=letters,
        alignment=alignment(letters, em, height),
        height=float(np.median([c.height for c in letters])),
        gap=float(np.median(gaps)) / em,
        colon=_has_colon(group, em),
    )


def _is_print(look: Look, every: list[Look]) -> bool:
    evidence = ALIGNMENT * look.alignment + COLON * look.colon - SPACING * look.gap
    others = [other for other in every if other is not look]
    if others:
        contrast = look.alignment - float(np.percentile([o.alignment for o in others], TYPICAL))
        size = look.height / float(np.percentile([o.height for o in others], 100 - TYPICAL))
        evidence += BIAS + CONTRAST * contrast - SIZE * size
    else:
        evidence += ALONE
    least = ALIGNED if len(others) < MANY else SURE
    alike = len(look.letters) >= LETTERS and look.gap <= CLOSE and look.alignment >= least
    return evidence > 0 and (look.colon or alike)


def _parted(row: Row, printed: list[Look]) -> Parted:
    """Whatever stands over, under or between a printed word's letters goes with it."""
    spans = [(look.letters[0].x, max(c.right for c in look.letters)) for look in printed]
    inside = [any(left <= c.centre <= right for left, right in spans) for c in row]
    return Parted(
        [c for c, within in zip(row, inside, strict=True) if not within],
        [c for c, within in zip(row, inside, strict=True) if within],
    )


def _has_colon(group: Group, em: float) -> bool:
    """Whether two dots stand one over the other right of the last letter."""
    right = max(c.right for c in group.letters) - 1
    dots = [m for m in group.marks if m.x >= right and max(m.width, m.height) < 0.5 * em]
    return any(
        abs(a.centre - b.centre) < 0.2 * em and abs(a.middle - b.middle) > 0.25 * em
        for a in dots
        for b in dots
    )
