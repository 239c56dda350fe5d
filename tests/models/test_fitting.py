import keras
import numpy as np
import pytest
from keras import layers

from models.batches import Batches
from models.checkpoints import Checkpoints
from models.emnist import Glyphs, one_hot
from models.fitting import OnProgress, Progress, fit
from models.networks import Recipe
from tests.models.characters import characters

GLYPHS = characters(500)
TRAIN, DEV = GLYPHS[:400], GLYPHS[400:]
STEPS = 7
"""Batches of 64 in 400 glyphs."""

Rows = list[dict[str, float]]


def tiny() -> keras.Model:
    return keras.Sequential(
        [layers.Input((28, 28, 1)), layers.Flatten(), layers.Dense(62, activation="softmax")]
    )


RECIPE = Recipe(tiny, "adam", 1e-2, batch=64, epochs=3, degraded=None)


def trained(
    *,
    train: Glyphs = TRAIN,
    epochs: int = 3,
    seed: int = 1,
    model: keras.Model | None = None,
    budget: float | None = None,
    checkpoints: Checkpoints | None = None,
    report: OnProgress | None = None,
) -> tuple[keras.Model, Rows]:
    return fit(
        RECIPE, train, DEV, epochs=epochs, seed=seed, model=model, budget_seconds=budget,
        checkpoints=checkpoints, on_progress=report,
    )  # fmt: skip


def weights(model: keras.Model) -> np.ndarray:
    return np.concatenate([w.ravel() for w in model.get_weights()])


def losses(rows: Rows) -> list[float]:
    return [row["loss"] for row in rows]


def test_the_loss_falls() -> None:
    _, rows = trained()
    assert [row["epoch"] for row in rows] == [1, 2, 3]
    assert losses(rows)[2] < losses(rows)[1] < losses(rows)[0] < 5
    assert {"loss", "accuracy", "val_loss", "val_accuracy"} < set(rows[0])


def test_partial_labels_teach() -> None:
    # Every label is of two classes, 31 apart: no glyph has a certain one.
    def paired(y: np.ndarray) -> np.ndarray:
        return np.asarray(one_hot(y) | one_hot((y + 31) % 62))

    partial = Glyphs(TRAIN.x, np.full(len(TRAIN), -1, np.int16), paired(TRAIN.y))
    model, rows = trained(train=partial, epochs=8)
    best = np.asarray(model(DEV.x[..., None].astype(np.float32) / 255)).argmax(axis=1)
    assert losses(rows)[-1] < losses(rows)[0] / 2
    # Chance is 2 of 62.
    assert paired(DEV.y)[np.arange(len(DEV)), best].mean() > 0.2


def test_the_seed_decides_the_network() -> None:
    first, again, other = (trained(epochs=1, seed=seed)[0] for seed in (1, 1, 2))
    np.testing.assert_allclose(weights(first), weights(again), atol=1e-5)
    assert np.abs(weights(first) - weights(other)).max() > 0.01


def test_training_goes_on_from_a_given_network() -> None:
    model, first = trained()
    same, second = trained(model=model)
    assert same is model
    assert losses(second)[0] < losses(first)[0] * 0.8


def test_the_rate_of_learning_ends_near_nothing() -> None:
    model, _ = trained()
    assert float(model.optimizer.learning_rate) == pytest.approx(1e-2 * 0.01, rel=0.5)
    assert int(model.optimizer.iterations) == 3 * STEPS


@pytest.mark.parametrize(("budget", "epochs"), [(0.0, 1), (600.0, 3), (None, 3)])
def test_a_spent_budget_ends_the_training_with_its_epoch(budget: float | None, epochs: int) -> None:
    _, rows = trained(budget=budget)
    assert len(rows) == epochs


def test_progress_tells_where_it_is() -> None:
    heard: list[Progress] = []
    trained(epochs=2, report=heard.append)
    places = [(p.stage, p.epoch, p.step) for p in heard]
    assert places == [
        ("fit", 1, 1), ("fit", 1, STEPS), ("epoch", 1, STEPS),
        ("fit", 2, 1), ("fit", 2, STEPS), ("epoch", 2, STEPS),
    ]  # fmt: skip
    assert {(p.epochs, p.steps) for p in heard} == {(2, STEPS)}
    assert all(p.eta_seconds > 0 for p in heard[:-2])
    assert heard[-1].eta_seconds == 0
    fits = [p for p in heard if p.stage == "fit"]
    assert fits[-1].loss < fits[0].loss
    assert 0 <= fits[-1].accuracy <= 1
    assert heard[-1].as_dict()["step"] == STEPS


def test_the_end_of_an_epoch_tells_how_it_does_on_the_held_out_part() -> None:
    heard: list[Progress] = []
    _, rows = trained(epochs=2, report=heard.append)
    told = [(p.loss, p.accuracy) for p in heard if p.stage == "epoch"]
    expected = [(row["val_loss"], row["val_accuracy"]) for row in rows]
    np.testing.assert_allclose(told, expected, atol=1e-4)


def test_every_epoch_has_batches_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []

    class Noted(Batches):
        def start(self, epoch: int, first: int = 0) -> None:
            started.append(epoch)
            super().start(epoch, first)

    monkeypatch.setattr("models.fitting.Batches", Noted)
    trained()
    assert started == [0, 0, 0, 1, 2]


def test_long_epochs_are_reported_every_twenty_batches() -> None:
    heard: list[int] = []
    many = GLYPHS[np.arange(64 * 45) % len(GLYPHS)]
    trained(train=many, epochs=1, report=lambda p: heard.append(p.step))
    assert heard == [1, 21, 41, 45, 45]
