"""Candidates of composed words, made once a training: in steps that can be told and stopped."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from models.candidates import bank
from models.emnist import Glyphs, join
from models.files import sync_file

WORDS_A_STEP = 400
"""About ten seconds' work."""
GLYPHS_A_WORD = 7


def compose(
    glyphs: Glyphs, most: int, seed: int, kept: Path, on_step: Callable[[int, int], None]
) -> Glyphs | None:
    """Candidates of a word for every seven glyphs, at most `most` words; None for no words.

    Args:
        kept: a file that keeps them until the training is over, however often it is cut off.
        on_step: is told the steps done and all there are.
    """
    words = min(most, len(glyphs) // GLYPHS_A_WORD)
    if words == 0:
        return None
    if not kept.exists():
        _write(_composed(glyphs, words, seed, on_step), kept)
    with np.load(kept) as data:
        x, sets = data["x"], data["candidates"]
    return Glyphs(x, np.full(len(x), -1, np.int16), sets)


def _composed(glyphs: Glyphs, words: int, seed: int, on_step: Callable[[int, int], None]) -> Glyphs:
    starts = range(0, words, WORDS_A_STEP)
    parts: list[Glyphs] = []
    for step, start in enumerate(starts):
        on_step(step, len(starts))
        seeded = int(np.random.default_rng([seed, step]).integers(2**31))
        parts.append(bank(glyphs, min(WORDS_A_STEP, words - start), seeded))
    return join(parts)


def _write(composed: Glyphs, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    with fresh.open("wb") as file:
        np.savez_compressed(file, x=composed.x, candidates=composed.candidates)
    sync_file(fresh)
    fresh.rename(path)
