"""A line's components → words, and each word's lattice of candidate glyphs."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.components import Component, join, letter_height, usual_gap
from pipeline.cuts import cut
from pipeline.lattice import Candidate, Lattice
from pipeline.lines import SMALL, Row
from pipeline.marks import place_marks, share
from pipeline.reading import Style
from pipeline.strip import Framed

WORD_GAP = 0.7
"""A gap of this share of a letter's height parts two words, if it also stands out in its line."""
GAP_CONTRAST = 2.2
"""As it does where it is so many times the usual gap."""
CLOSE_GAP, CLOSE_CONTRAST = 0.45, 2.8
"""And in a line whose letters stand close, a narrower gap that stands out more."""
WIDE = 0.85
"""A component wider than this share of a letter's height may hold more than one letter."""
WIDEST = 1.9
"""No letter is wider than this share of a letter's height."""
CUT_COST, JOIN_COST = 4.0, 2.0
"""Log odds against a cut through a component, since a part of a letter often looks like a letter,
and against a letter of two components: what is assumed where the strip network says nothing."""
NEAR = 0.12
"""Pieces of one letter are no further apart than this share of a letter's height."""
LOW, HIGH, WRITTEN = 0.15, 0.2, 0.45
"""Of a tall loop's height: letters beside it are no lower, the highest of them is higher than a
dot, and together they are no narrower."""
DASH = 2.0
"""A low one by itself that is so many times as wide as high is a dash."""
TOWERS = 2
"""So many of them tower at most."""
X_HEIGHT = 0.6
"""Of a letter's height: that of low ones."""
SPAN = 8
"""At most so many neighbouring pieces are tried as one letter."""


@dataclass(frozen=True)
class Group:
    """A word's ink: its letters, dots and all, and the marks that are part of none.

    em: pixels, the height of the line's letters; style: the hand or type that it is known to be of.
    """

    letters: Row
    marks: Row
    em: float
    style: Style | None = None


def groups(row: Row, style: Style | None = None) -> list[Group]:
    """A line's components as words, left to right."""
    em = _height(row)
    letters, marks = place_marks(row, em)
    words = _words(_join_overlapping(letters, em), em)
    shared = zip(words, share(marks, words), strict=True)
    return [Group(word, own, em, style) for word, own in shared]


def _height(row: Row) -> float:
    """Pixels: of a line's letters; beside a loop or two that tower over them, of the low ones."""
    em = letter_height(row)
    tall = [c for c in row if c.height >= SMALL * em]
    low = [c for c in row if LOW * em <= c.height < SMALL * em and not _is_over(c, tall)]
    broad = sum(c.width for c in low) >= WRITTEN * em
    high = max((c.height for c in low), default=0) >= HIGH * em
    dash = len(low) == 1 and low[0].width > DASH * low[0].height
    if not (broad and high) or dash or not 0 < len(tall) <= min(TOWERS, len(low)):
        return em
    return min(em, letter_height(low) / X_HEIGHT)


def _is_over(mark: Component, letters: Row) -> bool:
    """Whether a mark stands over or under one of the letters, or rises or hangs out of them."""
    beside = [c for c in letters if c.y < mark.middle < c.bottom]
    stacked = any(min(c.right, mark.right) - max(c.x, mark.x) > mark.width / 2 for c in letters)
    return stacked or not beside


def _join_overlapping(letters: Row, em: float) -> Row:
    """Join the parts of a broken letter: those that stand over one another."""
    joined: Row = []
    for letter in sorted(letters, key=lambda c: c.x):
        if joined and _stacked(joined[-1], letter, em):
            joined[-1] = join([joined[-1], letter])
        else:
            joined.append(letter)
    return joined


def _stacked(left: Component, right: Component, em: float) -> bool:
    common = min(left.right, right.right) - max(left.x, right.x)
    width = max(left.right, right.right) - left.x
    return common > 0.6 * min(left.width, right.width) and width < WIDEST * em


def lattices(row: Row, wide: float = WIDE) -> list[Lattice]:
    """The words of a line, left to right, each with every candidate for its letters."""
    return [lattice(group, wide) for group in groups(row)]


def _words(letters: Row, em: float) -> list[Row]:
    if not letters:
        return []
    gaps = [right.x - left.right for left, right in pairwise(letters)]
    usual = usual_gap(letters)
    close = max(CLOSE_GAP * em, CLOSE_CONTRAST * usual)
    limit = min(close, max(WORD_GAP * em, GAP_CONTRAST * usual))
    words: list[Row] = [[letters[0]]]
    for gap, letter in zip(gaps, letters[1:], strict=True):
        if gap > limit:
            words.append([])
        words[-1].append(letter)
    return words


def lattice(word: Group, wide: float = WIDE, framed: Framed | None = None) -> Lattice:
    """Cut what is wide, then try every run of neighbouring pieces that a letter could fill.

    wide: as a share of a letter's height, the width from which a component is cut.
    framed: what the strip network saw, which cuts wherever it saw two characters in one component.
    """
    em, gaps = word.em, [] if framed is None else framed.gaps()
    parts = [cut(letter, em, wide, gaps) for letter in word.letters]
    pieces = [piece for part in parts for piece in part]
    inside = [k > 0 for part in parts for k in range(len(part))] + [False]
    runs = [(a, b) for a, b in _runs(pieces, inside) if b == a + 1 or _fits(pieces[a:b], em)]
    candidates = [_candidate(pieces, inside, a, b, framed is None) for a, b in runs]
    return Lattice(len(pieces), candidates, em, word.marks, word.style, framed)


def _runs(pieces: Row, inside: list[bool]) -> Iterator[tuple[int, int]]:
    """Every run of up to SPAN pieces, and every component whole, however many its pieces."""
    starts = [k for k, within in enumerate(inside) if not within]
    whole = set(pairwise(starts))
    short = {
        (a, b) for a in range(len(pieces)) for b in range(a + 1, min(a + SPAN, len(pieces)) + 1)
    }
    yield from sorted(whole | short)


def _fits(run: Row, em: float) -> bool:
    """Whether neighbouring pieces stand near enough, and together are narrow enough."""
    if any(b.x - a.right > NEAR * em for a, b in pairwise(run)):
        return False
    height = max(p.bottom for p in run) - min(p.y for p in run)
    width = max(p.right for p in run) - min(p.x for p in run)
    return width <= WIDEST * max(em, height)


def _candidate(pieces: Row, inside: list[bool], start: int, end: int, costly: bool) -> Candidate:
    """inside: for each piece, whether the boundary before it is a cut through a component."""
    glyph = pieces[start] if end == start + 1 else join(pieces[start:end])
    cuts = inside[start] + inside[end]
    joins = sum(not within for within in inside[start + 1 : end])
    prior = -costly * (CUT_COST / 2 * cuts + JOIN_COST * joins)
    return Candidate(start, end, glyph, prior, cuts)
