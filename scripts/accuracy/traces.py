"""What the pipeline saw on its way: every lattice, its rows of beliefs and the chosen path."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import numpy as np

from pipeline import reader, tree
from pipeline.lattice import Lattice
from pipeline.reading import Line, Reading, Word


@dataclass(eq=False)
class WordTrace:
    """A word's lattice, the classifier's rows [candidates,62], and the candidates chosen."""

    lattice: Lattice
    rows: np.ndarray
    path: list[int]
    read: Word | None = None
    """The word of the result, unless its line was dropped afterwards."""


@dataclass
class Trace:
    """The lines of one image, those dropped at the end included."""

    lines: list[list[WordTrace]] = field(default_factory=list)

    def match(self, reading: Reading) -> "Trace":
        """Give each word its reading: kept lines stand in the same order in both."""
        waiting = iter(self.lines)
        for line in reading.lines:
            found = next((words for words in waiting if _fits(words, line)), [])
            for word, read in zip(found, line.words, strict=False):
                word.read = read
        return self

    @property
    def candidates(self) -> int:
        """Of all words."""
        return sum(len(word.lattice.candidates) for line in self.lines for word in line)


def _fits(words: list[WordTrace], line: Line) -> bool:
    return [len(w.path) for w in words] == [len(w.characters) for w in line.words]


@contextmanager
def tracing() -> Iterator[Trace]:
    """Watch one call of `pipeline.read`; the trace is whole when it has returned."""
    trace, chosen = Trace(), {}
    build: Any = vars(reader)["build"]
    best_path: Any = vars(tree)["best_path"]

    def watched_path(lattice: Lattice, rows: np.ndarray, *rest: Any, **more: Any) -> list[int]:
        path = best_path(lattice, rows, *rest, **more)
        chosen[id(lattice)] = WordTrace(lattice, rows, path)
        return path

    def watched_build(page: tree.Page, *rest: Any, **more: Any) -> Reading:
        reading = build(page, *rest, **more)
        trace.lines = [[chosen[id(w)] for w in line] for line in page.lines]
        return reading

    with (
        patch.object(reader, "build", watched_build),
        patch.object(tree, "best_path", watched_path),
    ):
        yield trace
