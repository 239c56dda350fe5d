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
