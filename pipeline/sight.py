"""Which strip network is asked of each word: the one for numbers where a word is a number."""

from collections.abc import Callable

import numpy as np

from pipeline.frames import DIGITS
from pipeline.options import Options
from pipeline.strip import Framed, Frames, Strip

Sight = Callable[[list[Strip]], list[Framed]]
"""Strips → each with what its network says."""
NUMERIC = 0.5
"""A word is a number where this share of its characters are, as the network for any word has it;
`Ill` is one too, since a one looks like both its letters."""
_DIGITS = 10


def sight_of(classify: object, options: Options) -> Sight | None:
    """By the strip networks of a classifier, if it has any, and by what the job may hold.

    Where nothing but digits can be read, all are numbers; where a pattern holds nothing else, it
    may stand beside other words.
    """
    frames: Frames | None = getattr(classify, "frames", None)
    digits: Frames | None = getattr(classify, "digits", None)
    if digits is not None and options.digits_only:
        return lambda strips: _numbers(digits, strips)
    if frames is None:
        return None
    if digits is not None and options.digits_match:
        return lambda strips: _mended(_words(frames, strips), digits)
    return lambda strips: _words(frames, strips)


def beliefs(rows: np.ndarray) -> np.ndarray:
    """Probabilities, whatever a broken network answers: what is no number is no belief."""
    return np.asarray(np.nan_to_num(rows, nan=0.0, posinf=0.0, neginf=0.0).clip(0.0, 1.0))


def _words(frames: Frames, strips: list[Strip]) -> list[Framed]:
    return [Framed(*each) for each in zip(strips, map(beliefs, frames(strips)), strict=True)]


def _numbers(digits: Frames, strips: list[Strip]) -> list[Framed]:
    rows = map(beliefs, digits(strips))
    return [Framed(*each, DIGITS) for each in zip(strips, rows, strict=True)]


def _mended(seen: list[Framed], digits: Frames) -> list[Framed]:
    """The words that are numbers read by the network that knows nothing else."""
    numbers = [word for word in seen if _numeric(word)]
    again = iter(_numbers(digits, [word.strip for word in numbers]) if numbers else [])
    return [next(again) if _numeric(word) else word for word in seen]


def _numeric(word: Framed) -> bool:
    said = word.said()
    return bool(said) and sum(label < _DIGITS for label in said) >= NUMERIC * len(said)
