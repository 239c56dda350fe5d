"""How sure the words of a new version are: fitted on composed words, before it is registered."""

import logging
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
from models.strip_reader import shipped, shipped_digits
from pipeline.classes import INDEX

_log = logging.getLogger(__name__)

WORDS, SEED = 200, 5
"""Composed, and read in every way: less than a minute's work."""
BUDGET_S = 600.0
LEAST = 100
"""Development glyphs that words can be composed of."""
OnReading = Callable[[int, int], None]


class _EndedError(Exception):
    """Ends the fitting, by its cause; no InkError, which there is a word that cannot be read."""


class _Told(Classifier):
    """A classifier that tells how often it was asked, which is once a reading."""

    def __init__(self, model: keras.Model, card: Card, told: OnReading) -> None:
        super().__init__(model, card, frames=shipped(), digits=shipped_digits())
        self._told, self._readings, self._end = told, 0, time.monotonic() + BUDGET_S
        self._planned = confidence.WAYS * WORDS

    def __call__(self, glyphs: np.ndarray) -> np.ndarray:
        if time.monotonic() > self._end:
            raise _EndedError
        try:
            # Where nothing matches, what was left out as print is read too: a second reading.
            self._told(min(self._readings, self._planned), self._planned)
        except Exception as error:
            raise _EndedError from error
        self._readings += 1
        return super().__call__(glyphs)


def fitted(model: keras.Model, card: Card, dev: Glyphs, told: OnReading) -> bytes | None:
    """The content of words.json; None where it cannot be had.

    There is too little to compose of, no time, or no strip network to read with: a version does
    without words.json, and hours of training are not lost for it.

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
        if error.__cause__ is not None:
            raise error.__cause__ from None
        return None
    except Exception:
        _log.warning("how sure words are cannot be fitted", exc_info=True)
        return None
    return (found.model_dump_json(indent=2) + "\n").encode()
