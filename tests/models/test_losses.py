"""The loss over candidate sets, and what it teaches."""

import keras
import numpy as np
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from models.emnist import one_hot
from models.fitting import accuracy, candidate_loss


@st.composite
def beliefs(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Logits [3,62], and candidate sets with something in them."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    candidates = rng.random((3, 62)) < draw(st.sampled_from([0.02, 0.3, 1.0]))
    candidates[[0, 1, 2], rng.integers(0, 62, 3)] = True
    return rng.normal(0, 2, (3, 62)).astype(np.float32), candidates.astype(np.float32)


@settings(deadline=None)
@given(beliefs())
def test_the_loss_is_minus_the_log_of_the_candidates_probability(
    case: tuple[np.ndarray, np.ndarray],
) -> None:
    logits, candidates = case
    p = np.asarray(tf.nn.softmax(logits))
    inside = (p * candidates).sum(axis=1)
    np.testing.assert_allclose(candidate_loss(candidates, p), -np.log(inside), atol=1e-4)


@settings(deadline=None)
@given(beliefs())
def test_the_gradient_moves_belief_into_the_set_and_not_about_in_it(
    case: tuple[np.ndarray, np.ndarray],
) -> None:
    logits, candidates = case
    variable = tf.Variable(logits)
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(candidate_loss(candidates, tf.nn.softmax(variable)))
    gradient = np.asarray(tape.gradient(loss, variable))
    p = np.asarray(tf.nn.softmax(logits))
    given_the_set = p * candidates / (p * candidates).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(gradient, p - given_the_set, atol=1e-4)


def test_one_candidate_is_the_usual_cross_entropy() -> None:
    p = np.asarray(tf.nn.softmax(np.random.default_rng(0).normal(0, 2, (5, 62))))
    classes = np.array([3, 1, 4, 1, 5])
    usual = keras.losses.sparse_categorical_crossentropy(classes, p)
    ours = candidate_loss(one_hot(classes).astype(np.float64), p)
    np.testing.assert_allclose(ours, usual, rtol=1e-5)


def test_a_glyph_is_right_when_its_best_class_is_a_candidate() -> None:
    p = np.eye(62, dtype=np.float32)[[3, 4, 5]]
    candidates = np.zeros((3, 62), np.float32)
    candidates[0, 3] = candidates[1, [4, 30]] = candidates[2, 6] = 1
    np.testing.assert_array_equal(accuracy(candidates, p), [1, 1, 0])
