"""The shipped strip network, behind the one call that a whole image takes."""

import functools
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from models.errors import unavailable
from pipeline.strip import HEIGHT, Strip

SHIPPED = Path(__file__).parent / "shipped" / "strip.keras"
ROUND = 64
"""Pixels: widths are rounded up to these, so that few shapes are met."""
MOST = 64
"""Strips a call, so that a page's memory is bounded."""


class StripReader:
    """Strips → what stands in each of their frames."""

    def __init__(self, model: keras.Model) -> None:
        self._run = _compiled(model)

    def __call__(self, strips: list[Strip]) -> list[np.ndarray]:
        """Of each strip, float32 [frames,63]."""
        found: list[np.ndarray] = []
        for start in range(0, len(strips), MOST):
            found += self._read(strips[start : start + MOST])
        return found

    def warm_up(self) -> None:
        """Trace the function and touch the sizes that words and lines bring."""
        for count, width in ((1, 64), (1, 128), (1, 192), (2, 256), (8, 256)):
            self([Strip(np.zeros((HEIGHT, width), np.uint8), 0.0, 1.0)] * count)

    def _read(self, strips: list[Strip]) -> list[np.ndarray]:
        widest = max(strip.image.shape[1] for strip in strips)
        batch = np.zeros((len(strips), HEIGHT, -(-widest // ROUND) * ROUND), np.uint8)
        for row, strip in zip(batch, strips, strict=True):
            row[:, : strip.image.shape[1]] = strip.image
        frames = self._run(batch).numpy()
        return [row[: strip.frames] for row, strip in zip(frames, strips, strict=True)]


@functools.cache
def shipped() -> StripReader:
    """The network that comes with inkqueue."""
    return load(SHIPPED)


def load(path: Path) -> StripReader:
    """A network from its file; `model_unavailable` where it is not one."""
    try:
        return StripReader(keras.saving.load_model(path, compile=False, safe_mode=True))
    except Exception as error:
        # Keras raises whatever the layer it stumbles over raises.
        raise unavailable(
            f"the strip network cannot be loaded: {error}", "strips", path.name
        ) from error


def _compiled(model: keras.Model) -> Any:
    def run(strips: tf.Tensor) -> tf.Tensor:
        return model(tf.cast(strips, tf.float32)[..., None] / 255.0, training=False)

    signature = [tf.TensorSpec([None, HEIGHT, None], tf.uint8)]
    return tf.function(run, input_signature=signature, autograph=False)
