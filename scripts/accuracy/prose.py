"""Plain text to compose pages of: letters and digits only, as the classes are."""

from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
WORDS = (HERE / "words.txt").read_text().split()
NAMES = (HERE / "names.txt").read_text().split()


def lines(rng: np.random.Generator, count: int, most: int = 6) -> list[str]:
    """Some lines of two to `most` words each: most small, some capitals, names and numbers."""
    return [_line(rng, most) for _ in range(count)]


def _line(rng: np.random.Generator, most: int) -> str:
    words = [_word(rng) for _ in range(rng.integers(2, most + 1))]
    if rng.random() < 0.4:
        words[0] = words[0].capitalize()
    text = " ".join(words)
    return text.upper() if rng.random() < 0.15 else text


def _word(rng: np.random.Generator) -> str:
    kind = rng.random()
    if kind < 0.1:
        return str(rng.integers(10, 10 ** int(rng.integers(2, 6))))
    return str(rng.choice(NAMES if kind < 0.22 else WORDS))
