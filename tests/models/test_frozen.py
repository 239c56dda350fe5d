"""A network's computation as constants, in the caller's thread."""

import os
import subprocess
import sys

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from models.frozen import Frozen

SHAPE = (None, 8, None)


@pytest.fixture(scope="module")
def model() -> keras.Model:
    """Normalised convolutions, with statistics as training leaves them."""
    keras.utils.set_random_seed(3)
    inputs = layers.Input((8, None, 1))
    x = layers.Conv2D(6, 3, padding="same", use_bias=False)(inputs)
    x = layers.Activation("relu")(layers.BatchNormalization()(x))
    model = keras.Model(inputs, layers.Dense(4, activation="softmax")(x))
    normalisation = model.layers[2]
    rng = np.random.default_rng(3)
    normalisation.set_weights([rng.uniform(0.5, 2, 6) for _ in range(4)])
    return model


def frozen(model: keras.Model) -> tuple[Frozen, list[None]]:
    traced: list[None] = []

    def run(batch: tf.Tensor) -> tf.Tensor:
        traced.append(None)
        return model(tf.cast(batch, tf.float32)[..., None] / 255.0, training=False)

    return Frozen(run, SHAPE), traced


def batch(count: int, width: int) -> np.ndarray:
    return np.random.default_rng(width).integers(0, 256, (count, 8, width), np.uint8)


@pytest.mark.parametrize(("count", "width"), [(1, 1), (3, 17), (20, 64)])
def test_it_answers_as_the_network_does(model: keras.Model, count: int, width: int) -> None:
    glyphs = batch(count, width)
    rows = frozen(model)[0](glyphs)
    assert rows.dtype == np.float32
    expected = model(glyphs[..., None].astype(np.float32) / 255, training=False)
    np.testing.assert_allclose(rows, np.asarray(expected), atol=1e-5)


def test_one_trace_serves_every_size(model: keras.Model) -> None:
    run, traced = frozen(model)
    for count in range(1, 9):
        assert run(batch(count, 4 * count)).shape == (count, 8, 4 * count, 4)
    assert run(batch(3, 8)[:, ::-1, ::2]).shape == (3, 8, 4, 4)
    assert len(traced) == 1


def test_it_stays_as_it_was_when_frozen(model: keras.Model) -> None:
    run, _ = frozen(model)
    before, kept = run(batch(2, 5)), model.get_weights()
    try:
        model.set_weights([weights + 1 for weights in kept])
        np.testing.assert_array_equal(run(batch(2, 5)), before)
    finally:
        model.set_weights(kept)


ALONE = """
import time
import numpy as np
import tensorflow as tf
from models.frozen import Frozen
weights = tf.Variable(np.ones((64, 64), np.float32))
run = Frozen(lambda x: tf.nn.softmax(tf.cast(x, tf.float32) @ weights), (None, 64))
rows = np.ones((500, 64), np.uint8)
run(rows)
process, thread = time.process_time(), time.thread_time()
for _ in range(50):
    run(rows)
print((time.thread_time() - thread) / (time.process_time() - process))
"""


def test_with_one_thread_no_other_is_waited_for() -> None:
    environment = os.environ | {"TF_NUM_INTRAOP_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", ALONE], env=environment, capture_output=True, text=True, check=True
    )
    assert float(done.stdout) > 0.9
