from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np
import pytest
from keras import layers

from models.calibration import tempered
from models.classifier import Classifier, load, load_champion
from models.store import Store
from pipeline.errors import ErrorCode, InkError

FLAT, IMAGE = (784, 1), (28, 28, 1)
Add = Callable[..., str]


def tiny(shape: tuple[int, ...], outputs: int = 62) -> keras.Model:
    keras.utils.set_random_seed(1)
    return keras.Sequential(
        [
            layers.Input(shape),
            layers.Flatten(),
            layers.Dense(outputs, activation="softmax"),
        ]
    )


@pytest.fixture
def add_model(store: Store, tmp_path: Path, make_draft) -> Add:
    def add(model: keras.Model, **fields: object) -> str:
        path = tmp_path / "trained.keras"
        model.save(path)
        return store.register(path, make_draft(**fields))

    return add


@pytest.fixture
def glyphs() -> np.ndarray:
    return np.random.default_rng(2).integers(0, 256, (5, 28, 28), np.uint8)


def expected(model: keras.Model, glyphs: np.ndarray) -> np.ndarray:
    scaled = glyphs.astype(np.float32) / 255
    return np.asarray(model(scaled.reshape(-1, *model.input_shape[1:]), training=False))


@pytest.mark.parametrize("shape", [FLAT, IMAGE])
def test_it_answers_as_the_network_does(store, add_model, glyphs, shape):
    model = tiny(shape)
    version = add_model(model)
    classifier = load(store.folder(version))
    rows = classifier(glyphs)
    assert (rows.shape, rows.dtype) == ((5, 62), np.float32)
    np.testing.assert_allclose(rows, expected(model, glyphs), atol=1e-5)
    assert (classifier.version, classifier.card.network) == (version, "tiny")


def test_the_temperature_of_the_card_is_applied(store, add_model, glyphs):
    model = tiny(IMAGE)
    rows = load(store.folder(add_model(model, temperature=2.5)))(glyphs)
    np.testing.assert_allclose(rows, tempered(expected(model, glyphs), 2.5), atol=1e-5)
    assert rows.max() < expected(model, glyphs).max()


def test_a_reject_output_becomes_what_a_row_lacks_to_one(store, add_model, glyphs):
    model = tiny(IMAGE, outputs=63)
    whole = expected(model, glyphs)
    rows = load(store.folder(add_model(model, temperature=0.7)))(glyphs)
    assert rows.shape == (5, 62)
    np.testing.assert_allclose(rows.sum(axis=1), 1 - whole[:, 62], atol=1e-5)
    np.testing.assert_allclose(rows, tempered(whole[:, :62], 0.7), atol=1e-5)


def test_every_size_is_served(store, add_model, glyphs):
    classifier = load(store.folder(add_model(tiny(FLAT))))
    classifier.warm_up()
    for size in (0, 1, 2, 3, 100):
        assert classifier(np.zeros((size, 28, 28), np.uint8)).shape == (size, 62)
    assert classifier(glyphs[:, ::-1]).shape == (5, 62)


def test_an_empty_batch_is_answered_though_stacked_convolutions_fail_on_it(store, add_model):
    model = keras.Sequential(
        [
            layers.Input(IMAGE),
            layers.Conv2D(8, 5, activation="relu"),
            layers.Conv2D(8, 5, activation="relu"),
            layers.Flatten(),
            layers.Dense(62, activation="softmax"),
        ]
    )
    rows = load(store.folder(add_model(model)))(np.zeros((0, 28, 28), np.uint8))
    assert (rows.shape, rows.dtype) == ((0, 62), np.float32)


@pytest.mark.parametrize(
    "wrong",
    [
        np.zeros((28, 28), np.uint8),
        np.zeros((1, 28, 28), np.float32),
        np.zeros((1, 32, 32), np.uint8),
        np.zeros((1, 28, 28, 1), np.uint8),
    ],
)
def test_wrong_arrays_are_refused_with_what_they_are(store, add_model, wrong):
    classifier = load(store.folder(add_model(tiny(IMAGE))))
    with pytest.raises(ValueError, match=str(wrong.dtype)):
        classifier(wrong)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: tiny(IMAGE, outputs=61), "outputs"),
        (lambda: tiny((32, 32, 1)), "not 28x28"),
        (lambda: keras.Sequential([layers.Input(IMAGE), layers.Conv2D(62, 28)]), "outputs"),
    ],
)
def test_a_network_of_another_shape_is_refused(store, add_model, build, message):
    version = add_model(build())
    with pytest.raises(InkError, match=message) as caught:
        load(store.folder(version))
    assert caught.value.code is ErrorCode.MODEL_UNAVAILABLE
    assert caught.value.value == version


def test_a_file_that_is_no_network_is_refused(store, add):
    version = add(b"whole, but no network")
    with pytest.raises(InkError, match="cannot be loaded") as caught:
        load(store.folder(version))
    assert (caught.value.field, caught.value.value) == ("version", version)


def test_code_in_a_model_file_is_not_run(store, add_model):
    model = keras.Sequential([layers.Input(IMAGE), layers.Lambda(lambda x: x), layers.Flatten()])
    with pytest.raises(InkError, match="cannot be loaded"):
        load(store.folder(add_model(model)))


def test_a_changed_byte_is_noticed(store, add_model):
    folder = store.folder(add_model(tiny(IMAGE)))
    model_file = folder / "model.keras"
    model_file.chmod(0o644)
    model_file.write_bytes(model_file.read_bytes()[:-1] + b"?")
    with pytest.raises(InkError, match="corrupt"):
        load(folder)


def test_the_champion_is_loaded(store, add_model):
    version = add_model(tiny(IMAGE))
    store.promote(version, "ann", "test")
    assert load_champion(store).version == version


def test_the_previous_version_serves_where_the_champion_does_not_load(
    store, add_model, add, caplog
):
    good, bad = add_model(tiny(IMAGE)), add(b"no network")
    store.promote(good, "ann", "good")
    store.promote(bad, "ann", "never tried")
    classifier = load_champion(store)
    assert isinstance(classifier, Classifier)
    assert classifier.version == good
    assert bad in caplog.text


def test_without_a_previous_version_the_champions_fault_is_told(store):
    with pytest.raises(InkError, match="cannot be loaded") as caught:
        load_champion(store)
    assert caught.value.value == store.champion().version
