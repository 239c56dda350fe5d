"""The paper's network, and what the paper suggests to try instead."""

import keras
from keras import layers

from pipeline.classes import COUNT
from pipeline.glyph import SIDE


def network(convolutions: int = 2, units: int = 128, normalised: bool = False) -> keras.Model:
    """`models.networks.paper`, with more convolutions, a wider dense layer or normalised batches.

    Every convolution is 5x5, 32 filters, before the one pooling.
    """
    stack = [layers.Input((SIDE * SIDE, 1)), layers.Reshape((SIDE, SIDE, 1))]
    for _ in range(convolutions):
        stack += _convolution(normalised)
    stack += [layers.MaxPooling2D(2), layers.Flatten()]
    stack += [layers.Dense(units, activation="relu"), layers.Dropout(0.5)]
    return keras.Sequential([*stack, layers.Dense(COUNT, activation="softmax")])


def _convolution(normalised: bool) -> list[keras.Layer]:
    if not normalised:
        return [layers.Conv2D(32, 5, activation="relu")]
    return [layers.Conv2D(32, 5), layers.BatchNormalization(), layers.Activation("relu")]
