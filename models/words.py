"""How sure the words of a new version are: fitted on composed words, before it is registered."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np

from models import confidence
from models.card import Card
from models.classifier import Classifier
from models.emnist import Glyphs
from models.strip_reader import shipped
from pipeline.classes import INDEX
from pipeline.errors import InkError

WORDS, SEED = 200, 5
"""Composed, and read in three ways: half a minute's work."""
BUDGET_S = 600.0
LEAST = 100
"""Development glyphs that words can be composed of."""
OnReading = Callable[[int, int], None]


class _EndedError(Exception):
    """Ends the fitting; no InkError, which to the fitting is a word that cannot be read."""


class _Told(Classifier):
    """A classifier that tells how often it was asked, which is once a reading."""

    def __init__(self, model: keras.Model, card: Card, told: OnReading) -> None:
        super().__init__(model, card, frames=shipped())
        self._told, self._readings, self._end = told, 0, time.monotonic() + BUDGET_S

    def __call__(self, glyphs: np.ndarray) -> np.ndarray:
        if time.monotonic() > self._end:
            raise _EndedError
        try:
            self._told(self._readings, 3 * WORDS)
        except InkError as error:
            raise _EndedError from error
        self._readings += 1
        return super().__call__(glyphs)


def fitted(model: keras.Model, card: Card, dev: Glyphs, told: OnReading) -> bytes | None:
    """The content of words.json; None where there is too little to compose of, or no time.

    Args:
        dev: glyphs of the development part, which nothing was trained on.
        told: is told the readings done and all there are; what it raises ends the fitting.
    """
    if len(dev) < LEAST or not (dev.y == INDEX["A"]).any():
        return None
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "dev.npz"
            np.savez(path, x=dev.x, y=dev.y)
            found = confidence.calibrate(_Told(model, card, told), str(path), WORDS, SEED)
    except _EndedError as error:
        if isinstance(error.__cause__, InkError):
            raise error.__cause__ from None
        return None
    return (found.model_dump_json(indent=2) + "\n").encode()
