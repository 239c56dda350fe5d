"""One experiment run: trained, timed and tested."""

import pickle
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from sklearn.exceptions import ConvergenceWarning

from classifiers.estimators import ESTIMATORS
from classifiers.experiments import Experiment
from classifiers.material import Material
from classifiers.row import Row
from classifiers.shapes import network
from models.emnist import Glyphs

BATCH, TIMED_GLYPHS, TIMED_CALLS, AT_ONCE = 128, 64, 15, 1024


@dataclass(frozen=True)
class Trained:
    """What training gives: [N,784] float32 in 0..1 → classes [N], and what it weighs."""

    read: Callable[[np.ndarray], np.ndarray]
    bytes: int
    parameters: int | None = None
    learning_rate: float | None = None
    curve: tuple[dict[str, float], ...] = ()


def run(experiment: Experiment, material: Material, epochs: int) -> Row:
    """Train it on its images, and test it."""
    everything = experiment.group == "everything"
    learnt, rest = material.learnt(experiment.share, everything)
    train = _estimator if experiment.estimator else _network
    begun = time.process_time()
    trained = train(experiment, learnt, material, epochs)
    seconds = time.process_time() - begun
    read = _read(trained, material.test)
    return Row(
        name=experiment.name,
        group=experiment.group,
        title=experiment.title,
        images=len(learnt),
        epochs=len(trained.curve) or None,
        learning_rate=trained.learning_rate,
        accuracy=_share(read, material.test),
        dev=_share(_read(trained, material.dev), material.dev),
        rest=None if rest is None else _share(_read(trained, rest), rest),
        seconds=seconds,
        milliseconds=_milliseconds(trained),
        bytes=trained.bytes,
        parameters=trained.parameters,
        curve=list(trained.curve),
        read=read.tolist(),
    )


def pixels(x: np.ndarray) -> np.ndarray:
    """uint8 [N,28,28] → float32 [N,784] in 0..1."""
    return x.reshape(len(x), -1).astype(np.float32) / 255


def _network(experiment: Experiment, learnt: Glyphs, material: Material, epochs: int) -> Trained:
    keras.utils.set_random_seed(material.seed)
    model = network(**experiment.network)
    name, config = experiment.optimiser
    optimiser = keras.optimizers.get({"class_name": name, "config": config})
    model.compile(optimiser, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    held = (pixels(material.dev.x), material.dev.y)
    history = model.fit(
        pixels(learnt.x), learnt.y, batch_size=BATCH, epochs=epochs, verbose=0,
        validation_data=held, validation_batch_size=AT_ONCE,
    ).history  # fmt: skip
    curve = tuple(
        {key: round(float(values[epoch]), 5) for key, values in history.items()}
        for epoch in range(epochs)
    )
    rate = float(keras.ops.convert_to_numpy(optimiser.learning_rate))
    return Trained(_compiled(model), _saved(model), model.count_params(), rate, curve)


def _compiled(model: keras.Model) -> Callable[[np.ndarray], np.ndarray]:
    call = tf.function(
        lambda x: tf.argmax(model(x, training=False), axis=1),
        input_signature=[tf.TensorSpec([None, model.input_shape[1]], tf.float32)],
        autograph=False,
    )
    return lambda x: np.asarray(call(tf.constant(x)))


def _saved(model: keras.Model) -> int:
    """Bytes without what only the optimiser wants."""
    bare = type(model).from_config(model.get_config())
    bare.set_weights(model.get_weights())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.keras"
        bare.save(path)
        return path.stat().st_size


def _estimator(experiment: Experiment, learnt: Glyphs, material: Material, epochs: int) -> Trained:
    estimator = ESTIMATORS[experiment.estimator or ""](material.seed, epochs)
    with warnings.catch_warnings():
        # Three epochs, or a hundred steps, are what is asked: not that it converges.
        warnings.simplefilter("ignore", ConvergenceWarning)
        estimator.fit(pixels(learnt.x), learnt.y)
    return Trained(estimator.predict, len(pickle.dumps(estimator)))


def _read(trained: Trained, glyphs: Glyphs) -> np.ndarray:
    starts = range(0, len(glyphs), AT_ONCE)
    parts = [trained.read(pixels(glyphs.x[at : at + AT_ONCE])) for at in starts]
    return np.concatenate(parts)


def _share(read: np.ndarray, glyphs: Glyphs) -> float:
    return float((read == glyphs.y).mean())


def _milliseconds(trained: Trained) -> float:
    glyphs = np.random.default_rng(0).random((TIMED_GLYPHS, 784), np.float32)
    taken = []
    for _ in range(TIMED_CALLS):
        begun = time.process_time()
        trained.read(glyphs)
        taken.append(time.process_time() - begun)
    return 1000 * statistics.median(taken[1:])
