"""Whether words part where they should: F1 of word boundaries on composed lines, unread.

One hand a line: its letters stand some way apart, unevenly, and its words further. Half of the
lines are one word, whose widest gap must part nothing. Run it as
`python -m accuracy.spaces DATA` in scripts/.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from handwriting import Hand

from accuracy import prose
from accuracy.writers import Writers
from pipeline.components import find
from pipeline.ink import Ink
from pipeline.lines import find_lines
from pipeline.segment import groups

LINES, SEED = 400, 1962
WIDEST, UNEVEN = 0.45, 0.3
"""The usual gap between letters is up to this share of a capital, and varies by this of itself."""
CLEAR, FURTHER = 1.5, 0.9
"""Words stand apart by the line's widest gap between letters times the first, and up to the second,
as a share of a capital, further."""
LEAST = 0.35
"""Of a capital: no word gap is narrower."""


@dataclass(frozen=True)
class Spaced:
    """A line's ink, bool [H,W], and the columns between its words: the last ink and the next."""

    ink: np.ndarray
    spaces: list[tuple[int, int]]


def line(writers: Writers, rng: np.random.Generator) -> Spaced:
    """One line of one to four words, all small letters or all capitals."""
    height = int(rng.integers(24, 41))
    hand = writers.hand(rng, height, rng.uniform(0.07, 0.13))
    words = rng.choice(prose.WORDS, int(rng.integers(2, 5)) if rng.random() < 0.5 else 1)
    text = " ".join(str(word).upper() if rng.random() < 0.5 else str(word) for word in words)
    usual = rng.uniform(0.08, WIDEST)
    gaps = np.maximum(usual * rng.normal(1, UNEVEN, len(text)), 0.04)
    widest = max(LEAST, CLEAR * gaps.max())
    wide = np.where([char == " " for char in text], widest + rng.uniform(0, FURTHER, len(text)), 0)
    return _set(hand, text, np.round(gaps * height), np.round(wide * height))


def _set(hand: Hand, text: str, gaps: np.ndarray, wide: np.ndarray) -> Spaced:
    canvas = np.zeros((3 * hand.height, 3 * hand.height * len(text)), bool)
    right, spaces, after = hand.height, [], 0
    for char, gap, space in zip(text, gaps, wide, strict=True):
        if char == " ":
            after = int(space)
            continue
        ink = hand.character(char) > 0.5
        left = right + (after or int(gap))
        spaces += [(right, left)] if after else []
        top, after = 2 * hand.height - ink.shape[0], 0
        canvas[top : top + ink.shape[0], left : left + ink.shape[1]] |= ink
        right = left + ink.shape[1]
    return Spaced(canvas[:, : right + hand.height], spaces)


def found(spaced: Spaced) -> list[float]:
    """The middles of the gaps at which the pipeline parts words."""
    ink = Ink(spaced.ink.astype(np.uint8) * 255, spaced.ink)
    rows = find_lines(find(ink), *spaced.ink.shape)
    middles = []
    for row in rows:
        words = groups(row)
        ends = [max(c.right for c in word.letters) for word in words]
        starts = [min(c.x for c in word.letters) for word in words]
        middles += [(a + b) / 2 for a, b in zip(ends[:-1], starts[1:], strict=True)]
    return middles


def figures(lines: list[Spaced]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the boundaries of all lines."""
    right = wanted = given = 0
    for spaced in lines:
        middles = found(spaced)
        right += sum(any(a <= m <= b for m in middles) for a, b in spaced.spaces)
        wanted, given = wanted + len(spaced.spaces), given + len(middles)
    return right / max(1, given), right / max(1, wanted), 2 * right / max(1, wanted + given)


def main(data: str) -> None:
    """Print the figures."""
    writers = Writers.of(Path(data), "dev")
    lines = [line(writers, np.random.default_rng([SEED, n])) for n in range(LINES)]
    precision, recall, f1 = figures(lines)
    print(f"{LINES} lines: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")


if __name__ == "__main__":
    main(sys.argv[1])
