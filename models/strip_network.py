"""The strip network: what character stands in the middle of each few columns of a word."""

import keras
from keras import layers

from pipeline.classes import COUNT
from pipeline.strip import HEIGHT


def build() -> keras.Model:
    """Convolutions down to one row of frames, and three along it.

    Input (32, width, 1) of any width; output (width / 4, 63), the last for no character.
    """
    inputs = layers.Input((HEIGHT, None, 1))
    x = _active(layers.Conv2D(32, 5, strides=2, padding="same", use_bias=False)(inputs))
    for filters, pool in ((40, (2, 1)), (64, (2, 2)), (96, (2, 1))):
        x = _active(layers.Conv2D(filters, 3, padding="same", use_bias=False)(x))
        x = layers.MaxPooling2D(pool)(x)
    x = layers.Reshape((-1, 2 * 96))(layers.Permute((2, 1, 3))(x))
    x = _active(layers.Conv1D(128, 3, padding="same", use_bias=False)(x))
    for _ in range(2):
        x = x + _active(layers.Conv1D(128, 5, padding="same", use_bias=False)(x))
    x = layers.Dropout(0.2)(x)
    return keras.Model(inputs, layers.Dense(COUNT + 1, activation="softmax")(x), name="strip")


def _active(x: keras.KerasTensor) -> keras.KerasTensor:
    return layers.Activation("relu")(layers.BatchNormalization()(x))
