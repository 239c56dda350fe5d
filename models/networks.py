"""The networks by name, and the recipe that each is trained by."""

from collections.abc import Callable
from dataclasses import dataclass

import keras
from keras import layers

from pipeline.classes import COUNT
from pipeline.errors import ErrorCode, InkError
from pipeline.glyph import SIDE


def paper() -> keras.Model:
    """The network of "Handwritten Text Recognition using CNN, EMNIST", as published.

    Sequential: Input (784,1), Reshape (28,28,1), two Conv2D 5x5 stride 1 ReLU, MaxPool, Flatten,
    Dense ReLU, Dropout, Dense 62 softmax. The paper gives no filters, units or rate; chosen here:
    32 and 32 filters, pooling 2x2, 128 units, rate 0.5 (444,190 parameters).
    """
    return keras.Sequential(
        [
            layers.Input((SIDE * SIDE, 1)),
            layers.Reshape((SIDE, SIDE, 1)),
            layers.Conv2D(32, 5, activation="relu"),
            layers.Conv2D(32, 5, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(128, activation="relu"),
            layers.Dropout(0.5),
            layers.Dense(COUNT, activation="softmax"),
        ],
        name="paper",
    )


def compact() -> keras.Model:
    """Four convolutions with batch normalisation, about as fast as `paper` (420,511 parameters).

    Its last output is the probability of being no character at all: part of one, or two in one.
    """
    inputs = layers.Input((SIDE, SIDE, 1))
    x = _convolve(inputs, 32, kernel=5, strides=2)
    x = layers.MaxPooling2D(2)(_convolve(x, 64))
    x = layers.MaxPooling2D(2)(_convolve(_convolve(x, 96), 128))
    x = layers.Dense(192, use_bias=False)(layers.Flatten()(x))
    x = layers.Activation("relu")(layers.BatchNormalization()(x))
    x = layers.Dropout(0.4)(x)
    return keras.Model(inputs, layers.Dense(COUNT + 1, activation="softmax")(x), name="compact")


def _convolve(
    x: keras.KerasTensor, filters: int, kernel: int = 3, strides: int = 1
) -> keras.KerasTensor:
    x = layers.Conv2D(filters, kernel, strides=strides, padding="same", use_bias=False)(x)
    return layers.Activation("relu")(layers.BatchNormalization()(x))


@dataclass(frozen=True)
class Recipe:
    """How a network is built and trained.

    degraded: share of each epoch's glyphs that `synthesis.degrade` makes look scanned; None
    trains on the glyphs as they are. words: words composed to cut candidates from, characters and
    none (`models.candidates`); mixed: how many of those join every batch.
    """

    build: Callable[[], keras.Model]
    optimiser: str
    learning_rate: float
    batch: int
    epochs: int
    degraded: float | None
    words: int = 0
    mixed: int = 0


RECIPES: dict[str, Recipe] = {
    "paper": Recipe(paper, "adam", 1e-3, batch=256, epochs=5, degraded=None),
    "compact": Recipe(
        compact, "adamw", 2e-3, batch=160, epochs=14, degraded=0.5, words=32_000, mixed=128
    ),
}


def recipe(name: str) -> Recipe:
    """The recipe by network name; `invalid_job` names an unknown one."""
    if name not in RECIPES:
        known = ", ".join(sorted(RECIPES))
        raise InkError(
            ErrorCode.INVALID_JOB, f"unknown network {name!r}; known: {known}", "network", name
        )
    return RECIPES[name]
