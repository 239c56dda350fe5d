from pathlib import Path

import keras
import numpy as np
import pytest
from keras import layers

from models.networks import RECIPES, recipe
from pipeline.errors import ErrorCode, InkError

NETWORKS = sorted(RECIPES)
PARAMETERS = {"paper": 444_190, "compact": 420_511}
OUTPUTS = {"paper": 62, "compact": 63}
BYTES = 5_000_000


def test_the_networks_have_their_names() -> None:
    assert NETWORKS == ["compact", "paper"]
    assert [recipe(name).build().name for name in NETWORKS] == NETWORKS


@pytest.mark.parametrize("name", NETWORKS)
def test_the_networks_are_small(name: str, tmp_path: Path) -> None:
    model = recipe(name).build()
    assert model.count_params() == PARAMETERS[name] < 1_000_000
    model.save(tmp_path / "model.keras")
    assert (tmp_path / "model.keras").stat().st_size < BYTES


def test_the_paper_is_as_published() -> None:
    model = recipe("paper").build()
    assert isinstance(model, keras.Sequential)
    assert model.input_shape == (None, 784, 1)
    kinds = ["Reshape", "Conv2D", "Conv2D", "MaxPooling2D", "Flatten", "Dense", "Dropout", "Dense"]
    assert [type(layer).__name__ for layer in model.layers] == kinds
    convolutions = [layer for layer in model.layers if isinstance(layer, layers.Conv2D)]
    assert {(c.kernel_size, c.strides) for c in convolutions} == {((5, 5), (1, 1))}
    activated = [*convolutions, *(d for d in model.layers if isinstance(d, layers.Dense))]
    assert [a.activation.__name__ for a in activated] == ["relu", "relu", "relu", "softmax"]


def test_the_compact_normalises_its_batches() -> None:
    model = recipe("compact").build()
    assert model.input_shape == (None, 28, 28, 1)
    assert any(isinstance(layer, layers.BatchNormalization) for layer in model.layers)
    assert recipe("compact").degraded
    assert recipe("paper").degraded is None


@pytest.mark.parametrize("name", NETWORKS)
def test_every_answer_is_a_distribution(name: str) -> None:
    model = recipe(name).build()
    x = np.random.default_rng(0).random((3, *model.input_shape[1:]), np.float32)
    rows = np.asarray(model(x, training=False))
    assert rows.shape == (3, OUTPUTS[name])
    np.testing.assert_allclose(rows.sum(axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("name", NETWORKS)
def test_every_call_builds_anew(name: str) -> None:
    assert recipe(name).build() is not recipe(name).build()


def test_an_unknown_network_is_named_beside_the_known() -> None:
    with pytest.raises(InkError, match="known: compact, paper") as caught:
        recipe("papyrus")
    assert caught.value.code is ErrorCode.INVALID_JOB
    assert (caught.value.field, caught.value.value) == ("network", "papyrus")
