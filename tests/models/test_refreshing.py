"""Refreshes learn without forgetting."""

import keras
import numpy as np
import pytest

from models import refreshing
from models.emnist import Glyphs, one_hot
from pipeline.classes import CHARS, INDEX
from tests.models.characters import characters


@pytest.mark.parametrize(("count", "times"), [(20, 9), (1, 40), (400, 1)])
def test_corrections_weigh_their_share_and_no_more(count: int, times: int) -> None:
    plain, corrected = characters(400), characters(count)
    found = refreshing.weighted(plain, corrected)
    assert len(found) == 400 + times * count
    np.testing.assert_array_equal(found.x[400 : 400 + count], corrected.x)


def test_no_more_is_seen_again_than_takes_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = characters(60)
    assert refreshing.drawn(plain, seed=1) is plain
    monkeypatch.setattr(refreshing, "REPLAYED", 20)
    one, same, other = (refreshing.drawn(plain, seed) for seed in (1, 1, 2))
    assert len(one) == 20
    np.testing.assert_array_equal(one.x, same.x)
    assert (one.x != other.x).any()


def test_a_correction_leaves_open_which_case_it_is_where_the_cases_look_alike() -> None:
    y = np.array([INDEX[char] for char in "OoA7"])
    found = refreshing.either_case(Glyphs(np.zeros((4, 28, 28), np.uint8), y, one_hot(y)))
    sets = ["".join(CHARS[at] for at in np.flatnonzero(row)) for row in found.candidates]
    assert sets == ["Oo", "Oo", "A", "7"]
    np.testing.assert_array_equal(found.y, y)


def model(value: float) -> keras.Model:
    made = keras.Sequential(
        [keras.layers.Input((2,)), keras.layers.BatchNormalization(), keras.layers.Dense(1)]
    )
    made.set_weights([np.full_like(weight, value) for weight in made.get_weights()])
    return made


@pytest.mark.parametrize(
    ("falls", "glyphs", "share"),
    [(0.0, 9000, 1.0), (0.0039, 9000, 0.5), (0.004, 1500, 1.0), (9.0, 9000, 0.25)],
    ids=["none", "some", "no more than by chance", "all"],
)
def test_the_weights_go_as_far_as_nothing_is_forgotten(
    falls: float, glyphs: int, share: float
) -> None:
    old, refreshed = model(0.0), model(1.0)
    refreshing.freeze(refreshed)
    assert [layer.trainable for layer in refreshed.layers] == [False, True]

    def accuracy() -> float:
        return 0.9 - falls * float(refreshed.get_weights()[0][0])

    refreshing.blend(refreshed, old.get_weights(), accuracy, glyphs)
    assert all(layer.trainable for layer in refreshed.layers)
    for weight in refreshed.get_weights():
        np.testing.assert_allclose(weight, share, atol=1e-6)


def test_no_class_is_likelier_for_having_been_corrected() -> None:
    keras.utils.set_random_seed(0)
    inputs = np.random.default_rng(0).normal(size=(500, 2)).astype(np.float32)
    layers = [keras.layers.Input((2,)), keras.layers.Dense(3, activation="softmax")]
    refreshed = keras.Sequential(layers)

    def rows() -> np.ndarray:
        return np.asarray(refreshed(inputs))

    weights, bias = refreshed.get_weights()
    before = rows().mean(axis=0)
    refreshed.set_weights([weights, np.add(bias, [0.0, 3.0, 0.0])])
    assert rows().mean(axis=0)[1] > before[1] + 0.2
    refreshing.level(refreshed, before, rows)
    np.testing.assert_allclose(rows().mean(axis=0), before, atol=0.02)
    np.testing.assert_array_equal(refreshed.get_weights()[0], weights)
