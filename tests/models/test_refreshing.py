"""Refreshes learn without forgetting."""

import keras
import numpy as np
import pytest

from models import refreshing
from tests.models.characters import characters


@pytest.mark.parametrize(("count", "times"), [(20, 5), (1, 40), (400, 1)])
def test_corrections_weigh_their_share_and_no_more(count: int, times: int) -> None:
    plain, corrected = characters(400), characters(count)
    found = refreshing.weighted(plain, corrected)
    assert len(found) == 400 + times * count
    np.testing.assert_array_equal(found.x[400 : 400 + count], corrected.x)


def model(value: float) -> keras.Model:
    made = keras.Sequential(
        [keras.layers.Input((2,)), keras.layers.BatchNormalization(), keras.layers.Dense(1)]
    )
    made.set_weights([np.full_like(weight, value) for weight in made.get_weights()])
    return made


@pytest.mark.parametrize(
    ("falls", "share"), [(0.0, 1.0), (0.01, 0.4), (9.0, 0.25)], ids=["none", "some", "all"]
)
def test_the_weights_go_as_far_as_nothing_is_forgotten(falls: float, share: float) -> None:
    old, refreshed = model(0.0), model(1.0)
    refreshing.freeze(refreshed)
    assert [layer.trainable for layer in refreshed.layers] == [False, True]

    def accuracy() -> float:
        return 0.9 - falls * float(refreshed.get_weights()[0][0])

    refreshing.blend(refreshed, old.get_weights(), accuracy)
    assert all(layer.trainable for layer in refreshed.layers)
    for weight in refreshed.get_weights():
        np.testing.assert_allclose(weight, share, atol=1e-6)
