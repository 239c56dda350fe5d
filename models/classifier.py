"""A version of the store as the callable that the pipeline asks: one frozen computation."""

import logging
import threading
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

from models.calibration import FLOOR
from models.card import Card
from models.errors import unavailable
from models.frozen import Frozen
from models.store import MODEL, Store, read_card
from models.strip_reader import StripReader, shipped_digits
from models.strip_reader import shipped as shipped_strips
from pipeline.classes import COUNT
from pipeline.confidence import DEFAULT, WORDS, Calibration
from pipeline.errors import InkError
from pipeline.glyph import SIDE

_log = logging.getLogger(__name__)

BATCH = 1024
"""Glyphs classified at a time: what bounds the memory of a crowded page."""
WARM = 48
"""Glyphs: few words bring more."""


class Classifier:
    """uint8 [N,28,28], white ink on black → float32 [N,62], entries ≥ 0.

    A row's sum is the probability that the glyph is a character at all: 1 for a network without
    a reject output. Calls from several threads run one after the other. `words` is the
    calibration of the words read with it; `frames` reads their strips beside it, `digits` those of
    numbers.
    """

    def __init__(
        self,
        model: keras.Model,
        card: Card,
        words: Calibration = DEFAULT,
        frames: StripReader | None = None,
        digits: StripReader | None = None,
    ) -> None:
        self.card = card
        self.words = words
        self.frames, self.digits = frames, digits
        self._run = _frozen(model, card.temperature)
        self._lock = threading.Lock()

    @property
    def version(self) -> str:
        """The version's name, as results quote it."""
        return self.card.version

    def __call__(self, glyphs: np.ndarray) -> np.ndarray:
        """ValueError where the glyphs are not uint8 [N,28,28]."""
        if glyphs.dtype != np.uint8 or glyphs.ndim != 3 or glyphs.shape[1:] != (SIDE, SIDE):
            raise ValueError(
                f"glyphs must be uint8 [N,{SIDE},{SIDE}], not {glyphs.dtype} {glyphs.shape}"
            )
        # No empty batch: oneDNN's fused convolutions fail on it. None too large: 100 KB a glyph.
        batches = [glyphs[at : at + BATCH] for at in range(0, len(glyphs), BATCH)]
        with self._lock:
            rows = [self._run(batch) for batch in batches]
        return np.concatenate(rows) if rows else np.zeros((0, COUNT), np.float32)

    def warm_up(self) -> None:
        """Touch the sizes that words bring: a new one takes as long again as ten glyphs."""
        for size in range(WARM + 1):
            self(np.zeros((size, SIDE, SIDE), np.uint8))
        for strips in (self.frames, self.digits):
            if strips is not None:
                strips.warm_up()


def load(folder: Path) -> Classifier:
    """Load a version's folder; `model_unavailable` where anything about it is not as it says."""
    card = read_card(folder)
    return Classifier(
        _model(folder / MODEL, card),
        card,
        _words(folder, card),
        shipped_strips(),
        shipped_digits(),
    )


def load_champion(store: Store) -> Classifier:
    """Load the champion, or the version before it where the champion does not load."""
    pointer = store.champion()
    try:
        return load(store.folder(pointer.version))
    except InkError as error:
        if pointer.previous is None:
            raise
        _log.error("%s; serving the previous version, %s", error.message, pointer.previous)
        return load(store.folder(pointer.previous))


def _model(path: Path, card: Card) -> keras.Model:
    try:
        model = keras.saving.load_model(path, compile=False, safe_mode=True)
        _check(model, card)
    except InkError:
        raise
    except Exception as error:
        # Keras raises whatever the layer it stumbles over raises.
        raise unavailable(
            f"{card.version} cannot be loaded: {error}", "version", card.version
        ) from error
    return model


def _words(folder: Path, card: Card) -> Calibration:
    """What was fitted for the version, or what does for any."""
    try:
        return Calibration.model_validate_json((folder / WORDS).read_bytes())
    except FileNotFoundError:
        return DEFAULT
    except ValueError as error:
        raise unavailable(f"{WORDS} of {card.version}: {error}", "version", card.version) from error


def _check(model: keras.Model, card: Card) -> None:
    inputs, outputs = model.input_shape[1:], model.output_shape[1:]
    if int(np.prod(inputs)) != SIDE * SIDE:
        raise unavailable(f"{card.version} reads {inputs}, not 28x28", "version", card.version)
    if outputs not in ((COUNT,), (COUNT + 1,)):
        raise unavailable(
            f"{card.version} has {outputs} outputs, not {COUNT} or {COUNT + 1}",
            "version",
            card.version,
        )


def _frozen(model: keras.Model, temperature: float) -> Frozen:
    shape = model.input_shape[1:]

    def run(glyphs: tf.Tensor) -> tf.Tensor:
        scaled = tf.cast(glyphs, tf.float32) / 255.0
        characters = model(tf.reshape(scaled, (-1, *shape)), training=False)[:, :COUNT]
        sharpened = tf.nn.softmax(tf.math.log(tf.maximum(characters, FLOOR)) / temperature)
        # The temperature moves belief between characters, not between character and none.
        return sharpened * tf.reduce_sum(characters, axis=1, keepdims=True)

    return Frozen(run, (None, SIDE, SIDE))
