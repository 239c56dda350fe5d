"""The strip network: what character stands in the middle of each few columns of a word."""

import keras
from keras import layers

from models.strip_batches import FRAMES, SEQUENCE
from pipeline.classes import COUNT
from pipeline.strip import HEIGHT, STRIDE

DEEPER = "deeper"
"""How the names of layers begin that a network may have or not."""


def build(stride: int = STRIDE, further: tuple[int, ...] = (), deeper: bool = False) -> keras.Model:
    """Convolutions down to one row of frames, and three along it.

    Input (32, width, 1) of any width; output (width / stride, 63), the last for no character.
    stride: 4 or 2. The weights of one serve in the other, which says the same of every second
    frame and as much of those between (the algorithme à trous). further: more convolutions along
    the row, each with its frames so far apart; deeper: one more before the row is one, at each of
    the last two sizes. They add next to nothing until they are trained.
    """
    apart = STRIDE // stride
    inputs = layers.Input((HEIGHT, None, 1))
    x = _active(layers.Conv2D(32, 5, strides=2, padding="same", use_bias=False)(inputs))
    x = layers.MaxPooling2D((2, 1))(_active(_square(40)(x)))
    x = _active(_square(64)(x))
    x = _deeper(x) if deeper else x
    x = layers.MaxPooling2D((2, 2), strides=(2, 2 // apart), padding="same")(x)
    x = _active(_square(96, apart)(x))
    x = _deeper(x, apart) if deeper else x
    x = layers.MaxPooling2D((2, 1))(x)
    x = layers.Reshape((-1, 2 * 96))(layers.Permute((2, 1, 3))(x))
    x = _active(_along(3, apart)(x))
    for _ in range(2):
        x = x + _active(_along(5, apart)(x))
    for frames in further:
        x = x + _active(_along(5, frames)(x), gain=0.1)
    x = layers.Dropout(0.2)(x)
    return keras.Model(inputs, layers.Dense(COUNT + 1, activation="softmax")(x), name="strip")


def _square(filters: int, apart: int = 1, name: str | None = None) -> keras.layers.Layer:
    return layers.Conv2D(
        filters, 3, padding="same", use_bias=False, dilation_rate=(1, apart), name=name
    )


def _deeper(x: keras.KerasTensor, apart: int = 1) -> keras.KerasTensor:
    filters = x.shape[-1]
    more = _square(filters, apart, name=f"{DEEPER}_{filters}")(x)
    return x + _active(more, gain=0.1, name=f"{DEEPER}_{filters}_even")


def _along(kernel: int, apart: int) -> keras.layers.Layer:
    return layers.Conv1D(128, kernel, padding="same", use_bias=False, dilation_rate=apart)


def _active(x: keras.KerasTensor, gain: float = 1.0, name: str | None = None) -> keras.KerasTensor:
    gamma = keras.initializers.Constant(gain)
    even = layers.BatchNormalization(gamma_initializer=gamma, name=name)
    return layers.Activation("relu")(even(x))


def begin(model: keras.Model, other: keras.Model) -> None:
    """Take over the weights of the same network, or of one with fewer convolutions.

    Raises:
        ValueError: the other has more.
    """
    *mine, end = _trained(model)
    *theirs, their_end = _trained(other)
    deeper, their_deeper = _trained(model, deeper=True), _trained(other, deeper=True)
    if len(theirs) > len(mine) or len(their_deeper) > len(deeper):
        raise ValueError("the layers of a larger network do not go into a smaller one")
    pairs = [*zip(mine, theirs, strict=False), *zip(deeper, their_deeper, strict=False)]
    for layer, source in [*pairs, (end, their_end)]:
        layer.set_weights(source.get_weights())


def _trained(model: keras.Model, deeper: bool = False) -> list[keras.layers.Layer]:
    """The layers that have weights, in their order: those beyond the usual, or the others."""
    trained = [layer for layer in model.layers if layer.weights]
    return [layer for layer in trained if layer.name.startswith(DEEPER) == deeper]


def taught(model: keras.Model) -> keras.Model:
    """The same network with what it says named twice, since two losses teach it."""
    said = model.output
    return keras.Model(model.input, {name: layers.Identity()(said) for name in (FRAMES, SEQUENCE)})
