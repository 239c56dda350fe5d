"""A whole line's lattices → the graph in which a pattern or a lexicon looks for its match.

Between two pieces stands a boundary of two nodes: there, a separator or a space may be, on a mark
or in a gap. What is part of no match is skipped, at a cost: a match must be better than that.
"""

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from pipeline.classes import COUNT as CLASSES
from pipeline.components import Component, join
from pipeline.context import DIGITS, small
from pipeline.graph import CLASS_FLOOR, letter_scores
from pipeline.lattice import WIDTH_MEAN, Candidate, Lattice, best_path
from pipeline.search import Graph
from pipeline.separators import Band, band_of, of_ink
from pipeline.symbols import BREAK, COUNT, INDEX, OTHER_CASE, SEPARATORS, SKIP, SPACE

SKIP_COST, PART_COST = 3.0, 7.0
"""Log odds, a letter's width, of whole words and of parts of a word that are no part of a match: a
match that is worse than the first on each letter is not near."""
SMALL_SKIPS = 3.0
"""The cost goes by this power of the height, since prompts are printed smaller than is written."""
DROP_COST, DROP_FROM_WORD = 7.0, 10.0
"""Log odds, a letter's width, of ink inside a match that is no part of it; the second where a
language model is asked, which may gain by it."""
MARK_COST = 2.0
"""Of a mark inside a match that is no separator of it."""
NO_INK, GAP_HELP = -4.5, 3.0
"""A separator that was not written, and how much a gap of a letter's height speaks for it."""
SPACE_GAP, SPACE_SLOPE = 0.6, 0.12
"""A gap of this share of a letter's height is as likely a space as none."""
_FIRST, _LAST = INDEX[SEPARATORS[0]], SPACE


@dataclass
class LineGraph:
    """The arcs in the making, and for each the ink it covers, if any.

    rows, seen: and what classes it may be, given the line around, and as the classifier said.
    spelled: whether a language model is asked. It would make words of scraps, so that letters are
    read only where they are likely.
    """

    separates: bool
    spelled: bool
    tall: float
    """Pixels: the height of the page's tall letters. What is smaller costs less to skip."""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    scores: list[np.ndarray] = field(default_factory=list)
    free: list[float] = field(default_factory=list)
    ink: list[Component | None] = field(default_factory=list)
    rows: list[np.ndarray | None] = field(default_factory=list)
    seen: list[np.ndarray | None] = field(default_factory=list)
    skipped: float = 0.0
    """The score of a line that matches nothing."""
    node: int = 0

    def graph(self) -> Graph:
        """The arcs by their starts; `ink` and `rows` are put into the same order."""
        order = np.argsort(self.starts, kind="stable")
        self.ink = [self.ink[i] for i in order]
        self.rows = [self.rows[i] for i in order]
        self.seen = [self.seen[i] for i in order]
        starts, ends = np.array(self.starts)[order], np.array(self.ends)[order]
        scores, free = np.stack(self.scores)[order], np.array(self.free)[order]
        return Graph(self.node + 1, starts, ends, scores, free)

    def add_word(self, lattice: Lattice, probabilities: np.ndarray, rows: np.ndarray) -> None:
        """A word's arcs, after what there is."""
        pieces = lattice.singles
        path = best_path(lattice, probabilities)
        scores = letter_scores(lattice, probabilities, rows, small(rows[path]))
        if self.spelled:
            scores[_unlikely(lattice, rows)] = -np.inf
        band = band_of(pieces)
        found = zip(lattice.candidates, scores, rows, probabilities, strict=True)
        for candidate, own, row, seen in found:
            self._candidate(candidate, own, row, band)
            self.seen[-1] = seen
        self._skip(pieces, band)
        gaps = [0.0, *((b.x - a.right) / lattice.em for a, b in pairwise(pieces)), 0.0]
        for boundary, marks in enumerate(_placed(lattice.marks, pieces)):
            self._boundary(self.node + 2 * boundary, gaps[boundary], marks, band)
        self.node += 2 * lattice.pieces + 1

    def add_gap(self, gap: float, blank: float) -> None:
        """What parts two words, and of it what is blank: as shares of a letter's height.

        A comma after the first word leaves less of it blank, so that a sum may go on after it.
        """
        likely = _space(gap)
        row = _empty()
        row[[SPACE, BREAK]], row[SKIP] = np.log(likely), 0.0
        self._arc(self.node, self.node + 1, row, float(np.log(1 - _space(blank))))
        self.node += 1

    def _candidate(
        self, candidate: Candidate, scores: np.ndarray, row: np.ndarray, band: Band
    ) -> None:
        glyph, free = candidate.glyph, -np.inf
        if candidate.end == candidate.start + 1:
            scores[SKIP] = -PART_COST * self._weight(glyph, band)
            free = -(DROP_FROM_WORD if self.spelled else DROP_COST) * _letters(glyph, band)
        if self.separates:
            scores[_FIRST:_LAST] = of_ink(glyph, band) - 1.0
        first, last = self.node + 2 * candidate.start + 1, self.node + 2 * candidate.end
        self._arc(first, last, scores, free, glyph, row)

    def _skip(self, pieces: list[Component], band: Band) -> None:
        """Past the whole word."""
        row = _empty()
        row[SKIP] = -SKIP_COST * self._word_weight(pieces, band)
        self.skipped += float(row[SKIP])
        self._arc(self.node, self.node + 2 * len(pieces) + 1, row, -np.inf)

    def _word_weight(self, pieces: list[Component], band: Band) -> float:
        """A word is a letter at least, if only a one."""
        whole = max(self._size(piece) for piece in pieces)
        return max(whole, sum(self._weight(piece, band) for piece in pieces))

    def _weight(self, glyph: Component, band: Band) -> float:
        return _letters(glyph, band) * self._size(glyph)

    def _size(self, glyph: Component) -> float:
        return float(min(glyph.height / self.tall, 1.0) ** SMALL_SKIPS)

    def _boundary(self, node: int, gap: float, marks: list[Component], band: Band) -> None:
        row = _empty()
        row[SKIP] = 0.0
        if self.separates:
            row[_FIRST:_LAST] = NO_INK + GAP_HELP * min(max(gap, 0.0), 1.0)
            row[SPACE] = np.log(_space(gap))
        self._arc(node, node + 1, row, -MARK_COST * len(marks))
        if marks and self.separates:
            ink, row = join(marks), _empty()
            row[_FIRST:_LAST] = of_ink(ink, band)
            self._arc(node, node + 1, row, -np.inf, ink)

    def _arc(
        self,
        start: int,
        end: int,
        scores: np.ndarray,
        free: float,
        ink: Component | None = None,
        row: np.ndarray | None = None,
    ) -> None:
        scores[COUNT + _FIRST :] = scores[_FIRST:COUNT]
        self.starts.append(start)
        self.ends.append(end)
        self.scores.append(scores)
        self.free.append(free)
        self.ink.append(ink)
        self.rows.append(row)
        self.seen.append(None)


def _placed(marks: list[Component], pieces: list[Component]) -> list[list[Component]]:
    """The marks at each boundary: before, between and after the pieces."""
    places: list[list[Component]] = [[] for _ in range(len(pieces) + 1)]
    for mark in marks:
        places[sum(piece.centre < mark.centre for piece in pieces)].append(mark)
    return places


def _unlikely(lattice: Lattice, rows: np.ndarray) -> np.ndarray:
    """Letters where none stands, and those that stand nowhere: bool [candidates, 2 COUNT]."""
    scraps = np.array([candidate.scrap for candidate in lattice.candidates])
    unlikely = np.maximum(rows, rows[:, OTHER_CASE[:CLASSES]]) < CLASS_FLOOR
    unlikely |= scraps[:, None]
    unlikely[:, DIGITS] = False
    return np.tile(np.pad(unlikely, ((0, 0), (0, COUNT - CLASSES))), 2)


def _letters(glyph: Component, band: Band) -> float:
    """How many letters wide it is, within bounds."""
    return min(max(glyph.width / (WIDTH_MEAN * band.height), 0.3), 2.0)


def _space(gap: float) -> float:
    share = 1 / (1 + np.exp(-(gap - SPACE_GAP) / SPACE_SLOPE))
    return float(np.clip(share, 1e-3, 0.95))


def _empty() -> np.ndarray:
    return np.full(2 * COUNT, -np.inf)
