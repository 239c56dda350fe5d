"""The strip network: what character stands in the middle of each few columns of a word."""

import keras
from keras import layers

from models.strip_batches import FRAMES, SEQUENCE
from pipeline.classes import COUNT
from pipeline.strip import HEIGHT, STRIDE

DEEPER = "deeper"
"""How the names of layers begin that a network may have or not."""


def build(stride: int = STRIDE, further: tuple[int, ...] = (), deeper: int = 0) -> keras.Model:
    """Convolutions down to one row of frames, and three along it.

    Input (32, width, 1) of any width; output (width / stride, 63), the last for no character.
    stride: 4 or 2. The weights of one serve in the other, which says the same of every second
    frame and as much of those between (the algorithme à trous). further: more convolutions along
    the row, each with its frames so far apart; deeper: so many more before the row is one, at each
    of the last two sizes. They add next to nothing until they are trained.
    """
    apart = STRIDE // stride
    inputs = layers.Input((HEIGHT, None, 1))
    x = _active(layers.Conv2D(32, 5, strides=2, padding="same", use_bias=False)(inputs))
    x = layers.MaxPooling2D((2, 1))(_active(_square(40)(x)))
    x = _active(_square(64)(x))
    x = _deeper(x, deeper)
    x = layers.MaxPooling2D((2, 2), strides=(2, 2 // apart), padding="same")(x)
    x = _active(_square(96, apart)(x))
    x = _deeper(x, deeper, apart)
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


def _deeper(x: keras.KerasTensor, count: int, apart: int = 1) -> keras.KerasTensor:
    filters = x.shape[-1]
    for number in range(count):
        name = f"{DEEPER}_{filters}_{number}"
        more = _active(_square(filters, apart, name)(x), gain=0.1, name=f"{name}_even")
        x = x + more
    return x


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
    *mine, end = _usual(model)
    *theirs, their_end = _usual(other)
    deeper, their_deeper = _further(model), _further(other)
    if len(theirs) > len(mine) or not their_deeper.keys() <= deeper.keys():
        raise ValueError("the layers of a larger network do not go into a smaller one")
    pairs = [*zip(mine, theirs, strict=False), (end, their_end)]
    pairs += [(deeper[name], source) for name, source in their_deeper.items()]
    for layer, source in pairs:
        layer.set_weights(source.get_weights())


def _usual(model: keras.Model) -> list[keras.layers.Layer]:
    """The layers that have weights and that every network has, in their order."""
    return [layer for layer in model.layers if layer.weights and not layer.name.startswith(DEEPER)]


def _further(model: keras.Model) -> dict[str, keras.layers.Layer]:
    """By name, those that a network may have or not."""
    return {layer.name: layer for layer in model.layers if layer.name.startswith(DEEPER)}


def taught(model: keras.Model) -> keras.Model:
    """The same network with what it says named twice, since two losses teach it."""
    said = model.output
    return keras.Model(model.input, {name: layers.Identity()(said) for name in (FRAMES, SEQUENCE)})
