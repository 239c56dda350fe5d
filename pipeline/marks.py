"""Small ink on a line: the dots of i and j, which belong to a letter, and what belongs to none."""

from bisect import bisect_right
from statistics import median

from pipeline.components import Component, join
from pipeline.lines import SMALL, Row

STEM, DOTTED, FOOT = 0.3, 0.6, 0.12
"""Of a letter's height: an i's stem is no lower, nor are stem and dot together, as a colon is; and
it ends no further below the feet of the others, as a comma does."""
SUNK, SUNK_HEIGHT, SUNK_WIDTH = 0.4, 0.7, 0.35
"""Of a letter's height: what begins so near to the feet of the others, or below, is none, unless it
is taller or wider: a comma may be half as high as a letter."""
BESIDE = 3
"""Letters to either side that a comma is compared with."""


def place_marks(row: Row, em: float) -> tuple[Row, Row]:
    """Join the dots of i and j to their stem: the letters, and the marks that are left.

    Accents, commas and dashes are no class of ours: marks, as whatever else is small.
    """
    spare: Row = []
    row = _short_stems(row, em)
    letters = _tall(row, em)
    stems = {id(letter): [letter] for letter in letters}
    for mark in (c for c in row if id(c) not in stems):
        under = [c for c in letters if _is_dot_of(mark, c, em)]
        if under:
            stem = min(under, key=lambda c: abs(c.centre - mark.centre))
            stems[id(stem)].append(mark)
        else:
            spare.append(mark)
    return [join(parts) for parts in stems.values()], spare


def _tall(row: Row, em: float) -> Row:
    """What is too tall for a mark, and does not hang as low as a comma."""
    tall = sorted((c for c in row if c.height >= SMALL * em), key=lambda c: c.centre)
    return [
        c
        for place, c in enumerate(tall)
        if c.height > SUNK_HEIGHT * em
        or c.width > SUNK_WIDTH * em
        or c.y < _foot(tall, place) - SUNK * em
    ]


def _foot(row: Row, place: int) -> float:
    """Of the letters around a place, since a line may slope."""
    return median(c.bottom for c in row[max(0, place - BESIDE) : place + BESIDE + 1])


def _short_stems(row: Row, em: float) -> Row:
    """With each dot over a low stroke as the i that both are; either by itself is but a mark.

    Not a dot that a taller letter has, nor over what hangs below the line as a comma does.
    """
    tall = [c for c in row if c.height >= SMALL * em]
    low = [c for c in row if c.height < SMALL * em]
    foot = median(c.bottom for c in tall) + FOOT * em if tall else 0.0
    stems = [c for c in low if STEM * em <= c.height > c.width and c.bottom <= foot]
    pairs: dict[int, Component] = {}
    for dot in (c for c in low if not any(_is_dot_of(c, letter, em) for letter in tall)):
        free = [c for c in stems if id(c) not in pairs and c.height > dot.height]
        under = [c for c in free if _is_dot_of(dot, c, em)]
        stem = min(under, key=lambda c: abs(c.centre - dot.centre), default=None)
        if stem is not None and id(dot) not in pairs and stem.bottom - dot.y >= DOTTED * em:
            pairs[id(dot)] = pairs[id(stem)] = join([stem, dot])
    letters = {id(letter): letter for letter in pairs.values()}
    return [c for c in row if id(c) not in pairs] + list(letters.values())


def share(marks: Row, words: list[Row]) -> list[Row]:
    """Each mark to the word that it stands in or after; what stands before all, to the first."""
    starts = [min(letter.x for letter in word) for word in words]
    shares: list[Row] = [[] for _ in words]
    for mark in sorted(marks, key=lambda m: m.centre):
        if shares:
            shares[max(0, bisect_right(starts, mark.centre) - 1)].append(mark)
    return shares


def _is_dot_of(mark: Component, stem: Component, em: float) -> bool:
    above = mark.bottom <= stem.y + 0.25 * stem.height
    near = stem.x - 0.3 * em <= mark.centre <= stem.right + 0.3 * em
    return above and near and stem.width < 0.5 * em and mark.width < 0.5 * em
