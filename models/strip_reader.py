"""The shipped strip networks, behind the one call that a whole image takes."""

import functools
import threading
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

from models.errors import unavailable
from models.frozen import Frozen
from pipeline.classes import COUNT
from pipeline.strip import HEIGHT, Strip

SHIPPED = Path(__file__).parent / "shipped" / "strip.keras"
DIGITS = SHIPPED.with_name("digits.keras")
"""Trained on numbers alone: for what can hold nothing else."""
ROUND = 32
"""Pixels: widths are rounded up to these, so that few shapes are met."""
BEYOND = 32
"""Pixels of ground after every strip at least, so that it reads the same in any company."""
WARM = 512
"""Pixels: few words are wider."""
SHAPES = (None, HEIGHT, None, 1), (None, None, COUNT + 1)
COLUMNS = 16_384
"""Of strips, in one call: so that a crowded page's memory is bounded."""


class StripReader:
    """Strips → what stands in each of their frames. One thread at a time runs the network."""

    def __init__(self, model: keras.Model) -> None:
        self._run = _frozen(model)
        self._lock = threading.Lock()

    def __call__(self, strips: list[Strip]) -> list[np.ndarray]:
        """Of each strip, float32 [frames,63]; those of like widths are read together."""
        order = sorted(range(len(strips)), key=lambda index: strips[index].image.shape[1])
        found: dict[int, np.ndarray] = {}
        while order:
            width = _padded(strips[order[-1]])
            batch = [order.pop() for _ in range(min(len(order), max(1, COLUMNS // width)))]
            found.update(zip(batch, self._read([strips[i] for i in batch], width), strict=True))
        return [found[index] for index in range(len(strips))]

    def warm_up(self) -> None:
        """Touch the sizes that one word or two bring: a new one takes as long again."""
        for count in (1, 2):
            for width in range(ROUND, WARM + 1, ROUND):
                self([Strip(np.zeros((HEIGHT, width), np.uint8), 0.0, 1.0)] * count)

    def _read(self, strips: list[Strip], width: int) -> list[np.ndarray]:
        batch = np.zeros((len(strips), HEIGHT, width), np.uint8)
        for row, strip in zip(batch, strips, strict=True):
            row[:, : strip.image.shape[1]] = strip.image
        with self._lock:
            frames = self._run(batch)
        stride = width // frames.shape[1]
        pairs = zip(frames, strips, strict=True)
        return [row[: -(-strip.image.shape[1] // stride)] for row, strip in pairs]


def _padded(strip: Strip) -> int:
    return -(-(strip.image.shape[1] + BEYOND) // ROUND) * ROUND


@functools.cache
def shipped() -> StripReader:
    """The network that comes with inkqueue."""
    return load(SHIPPED)


@functools.cache
def shipped_digits() -> StripReader:
    """The one that comes with it for numbers."""
    return load(DIGITS)


def load(path: Path) -> StripReader:
    """A network from its file; `model_unavailable` where it is not one."""
    try:
        model = keras.saving.load_model(path, compile=False, safe_mode=True)
        if (model.input_shape, model.output_shape) != SHAPES:
            raise ValueError(f"{model.input_shape} to {model.output_shape}, not {SHAPES}")
        return StripReader(model)
    except Exception as error:
        # Keras raises whatever the layer it stumbles over raises.
        raise unavailable(
            f"the strip network cannot be loaded: {error}", "strips", path.name
        ) from error


def _frozen(model: keras.Model) -> Frozen:
    def run(strips: tf.Tensor) -> tf.Tensor:
        return model(tf.cast(strips, tf.float32)[..., None] / 255.0, training=False)

    return Frozen(run, (None, HEIGHT, None))
