"""What the pipeline saw on its way: every lattice, its rows of beliefs and the chosen path."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import numpy as np

from pipeline import reader
from pipeline.lattice import Lattice
from pipeline.page import Page, in_file
from pipeline.reading import Box, Character, Reading


@dataclass(eq=False)
class WordTrace:
    """A word's lattice, the classifier's rows [candidates,62], and what was read of it.

    boxes: of the candidates, in the file's pixels; read: the candidates chosen, left to right, and
    the character of the result that each became. Empty where the word is in no line of the result.
    """

    lattice: Lattice
    rows: np.ndarray
    boxes: list[Box]
    read: dict[int, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """As read."""
        return "".join(self.read.values())

    def take(self, character: Character) -> bool:
        """Whether it is one of this word's: of candidates in one box, that which goes on best."""
        same = [k for k, box in enumerate(self.boxes) if box == character.box]
        if not same:
            return False
        ends = [self.lattice.candidates[k].end for k in self.read]
        best = min(same, key=lambda k: abs(self.lattice.candidates[k].start - max(ends, default=0)))
        self.read[best] = character.char
        return True


@dataclass
class Trace:
    """The lines of one image, those dropped at the end included."""

    lines: list[list[WordTrace]] = field(default_factory=list)
    kept: dict[int, list[str]] = field(default_factory=dict)
    """For each line of the result by its place in `lines`: the texts of its words."""

    def match(self, reading: Reading) -> None:
        """Say of each candidate what it became; every character has the box of its candidate."""
        for line in reading.lines:
            characters = [c for word in line.words for c in word.characters]
            found = [k for k in range(len(self.lines)) if self._take(k, characters)]
            for place in found[:1]:
                self.kept[place] = [word.text for word in line.words]

    def only(self, place: int) -> "Trace":
        """One line of it."""
        return Trace([self.lines[place]], {0: self.kept[place]})

    def _take(self, place: int, characters: list[Character]) -> bool:
        words = [word for word in self.lines[place] if not word.read]
        return any([any(word.take(c) for word in words) for c in characters])

    @property
    def candidates(self) -> int:
        """Of all words."""
        return sum(len(word.lattice.candidates) for line in self.lines for word in line)


@contextmanager
def tracing() -> Iterator[Trace]:
    """Watch one call of `pipeline.read`; the trace has its lattices however the call ends."""
    trace = Trace()
    build: Any = vars(reader)["build"]

    def watched(page: Page, probabilities: np.ndarray, *rest: Any, **more: Any) -> Reading:
        trace.lines = list(_words(page, probabilities))
        reading: Reading = build(page, probabilities, *rest, **more)
        trace.match(reading)
        return reading

    with patch.object(reader, "build", watched):
        yield trace


def _words(page: Page, probabilities: np.ndarray) -> Iterator[list[WordTrace]]:
    rest = iter(probabilities)
    for line in page.lines:
        yield [_word(word, rest, page) for word in line]


def _word(lattice: Lattice, rows: Iterator[np.ndarray], page: Page) -> WordTrace:
    own = [next(rows) for _ in lattice.candidates]
    boxes = [in_file(candidate.glyph.box, page) for candidate in lattice.candidates]
    return WordTrace(lattice, np.array(own).reshape(len(own), -1), boxes)
