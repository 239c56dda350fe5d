import keras
import numpy as np
import pytest

from models import averaging


def model() -> keras.Model:
    return keras.Sequential(
        [keras.layers.Input((2,)), keras.layers.BatchNormalization(), keras.layers.Dense(1)]
    )


def set_to(network: keras.Model, value: float) -> averaging.Weights:
    network.set_weights([np.full_like(weight, value) for weight in network.get_weights()])
    return averaging.weights(network)


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_every_weight_goes_its_share_of_the_way(share: float) -> None:
    network = model()
    before, after = set_to(network, 2.0), set_to(network, 6.0)
    averaging.go(network, before, after, share)
    for weight in network.get_weights():
        np.testing.assert_allclose(weight, 2.0 + 4.0 * share)
    assert all((value == 6.0).all() for value in after.values())


def test_what_is_frozen_meanwhile_is_no_other_weight() -> None:
    network = model()
    before = set_to(network, 1.0)
    network.layers[0].trainable = False
    after = averaging.weights(network)
    network.layers[0].trainable = True
    assert before.keys() == after.keys()


def test_statistics_are_taken_anew_and_nothing_else_moves() -> None:
    network = model()
    before = set_to(network, 1.0)
    batch = np.random.default_rng(0).normal([5.0, -3.0], [2.0, 0.5], (4000, 2)).astype(np.float32)
    averaging.settle(network, [batch] * 200)
    after = averaging.weights(network)
    moved = {path.rpartition("/")[2] for path in before if (before[path] != after[path]).any()}
    assert moved == {"moving_mean", "moving_variance"}
    of = {path.rpartition("/")[2]: value for path, value in after.items()}
    np.testing.assert_allclose(of["moving_mean"], [5.0, -3.0], atol=0.1)
    np.testing.assert_allclose(of["moving_variance"], [4.0, 0.25], rtol=0.1)
    assert network.layers[0].momentum == keras.layers.BatchNormalization().momentum


def layer(value: float, outputs: int = 63) -> list[np.ndarray]:
    return [np.full((4, outputs), value, np.float32), np.full(outputs, -value, np.float32)]


def test_each_counts_by_its_share() -> None:
    of = {"a": layer(1.0), "b": layer(3.0), "c": layer(9.0)}
    found = averaging.mean({"a": 0.25, "b": 0.75}, of)
    np.testing.assert_allclose(found[0], 2.5)
    np.testing.assert_allclose(found[1], -2.5)
    assert {array.dtype for array in found} == {np.dtype(np.float32)}


def test_of_what_was_trained_on_only_the_new_counts() -> None:
    of = {"begun": layer(1.0), "begun and more": layer(3.0), "other": layer(5.0)}
    found = averaging.mean({"other": 1.0, "begun and more": 0.5, "begun": -0.5}, of)
    np.testing.assert_allclose(found[0], 6.0)


def test_shares_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match=r"sum to 0\.9"):
        averaging.mean({"a": 0.5, "b": 0.4}, {"a": layer(1.0), "b": layer(2.0)})


def test_networks_of_two_kinds_have_no_mean() -> None:
    with pytest.raises(ValueError, match="no mean"):
        averaging.mean({"a": 0.5, "b": 0.5}, {"a": layer(1.0), "b": layer(1.0, outputs=62)})


@pytest.mark.parametrize("outputs", [62, 63])
def test_the_reject_output_is_of_the_one_that_was_taught_it(outputs: int) -> None:
    kernel, bias = averaging.with_reject(layer(1.0, outputs), layer(5.0))
    assert kernel.shape == (4, 63)
    np.testing.assert_array_equal(kernel[0], [1.0] * 62 + [5.0])
    np.testing.assert_array_equal(bias, [-1.0] * 62 + [-5.0])


def test_a_running_mean_is_plain_at_first_and_then_forgets() -> None:
    running = averaging.Running(window=4)
    for value in (2.0, 4.0):
        running.add(layer(value))
    np.testing.assert_allclose(running.weights[0], 3.0)
    for _ in range(60):
        running.add(layer(10.0))
    np.testing.assert_allclose(running.weights[0], 10.0, atol=1e-3)
