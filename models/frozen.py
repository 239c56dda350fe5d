"""A computation of a network with its weights as constants, run in the thread that asks for it."""

from collections.abc import Callable

import numpy as np
import tensorflow as tf
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2


class Frozen:
    """uint8 in, float32 out, of the one signature given; traced once, whatever the sizes.

    As constants, weights are laid out for the processor once instead of at every call, and batch
    normalisation is folded into the convolution before it. A `tf.function` is handed over to
    another thread, which both then wait for by spinning: for one word, a third of its time.
    """

    def __init__(
        self, run: Callable[[tf.Tensor], tf.Tensor], shape: tuple[int | None, ...]
    ) -> None:
        # There is no Python control flow to translate, and each translation would leave a file in
        # the temporary folder of every child that is killed.
        function = tf.function(run, autograph=False)
        traced = function.get_concrete_function(tf.TensorSpec(shape, tf.uint8))
        constant = convert_variables_to_constants_v2(traced)
        graph = tf.Graph()
        with graph.as_default():
            tf.import_graph_def(constant.graph.as_graph_def(), name="")
        session = tf.compat.v1.Session(graph=graph, config=_config())
        (fed,), (fetched,) = constant.inputs, constant.outputs
        self._call = session.make_callable(fetched.name, [fed.name])

    def __call__(self, batch: np.ndarray) -> np.ndarray:
        """From any thread, one at a time."""
        return np.asarray(self._call(batch))


def _config() -> tf.compat.v1.ConfigProto:
    """No thread but the caller's between operations; within one, as many as all of TensorFlow."""
    within = tf.config.threading.get_intra_op_parallelism_threads()
    return tf.compat.v1.ConfigProto(
        inter_op_parallelism_threads=-1, intra_op_parallelism_threads=within
    )
