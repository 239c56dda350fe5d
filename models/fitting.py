"""Fit a network to candidate sets: the loss, the schedule and the loop."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import keras
from keras import ops

from models.batches import Batches, scale
from models.emnist import Glyphs
from models.files import write_atomically
from models.networks import Recipe

OnProgress = Callable[["Progress"], None]
ROWS = "rows.json"
"""Beside a checkpoint's weights: the figures of the epochs behind it."""


@dataclass(frozen=True)
class Progress:
    """Where a training run is. `step` counts batches of this epoch; `eta_seconds` to the end."""

    stage: str
    epoch: int
    epochs: int
    step: int
    steps: int
    loss: float
    accuracy: float
    eta_seconds: float

    def as_dict(self) -> dict[str, Any]:
        """The fields, for JSON."""
        return asdict(self)


@keras.saving.register_keras_serializable("inkqueue")
def candidate_loss(candidates: Any, probabilities: Any) -> Any:
    """-log of the probability given to the candidate set: a partial label still teaches."""
    inside = ops.sum(candidates * probabilities, axis=-1)
    return -ops.log(ops.clip(inside, 1e-7, 1.0))


@keras.saving.register_keras_serializable("inkqueue")
def accuracy(candidates: Any, probabilities: Any) -> Any:
    """Share of glyphs whose best class is one of the candidates."""
    best = ops.one_hot(ops.argmax(probabilities, axis=-1), ops.shape(probabilities)[-1])
    return ops.sum(candidates * best, axis=-1)


def fit(
    recipe: Recipe,
    train: Glyphs,
    dev: Glyphs,
    *,
    epochs: int,
    seed: int,
    model: keras.Model | None = None,
    budget_seconds: float | None = None,
    checkpoints: Path | None = None,
    on_progress: OnProgress | None = None,
) -> tuple[keras.Model, list[dict[str, float]]]:
    """Train a network, from `model`'s weights where one is given.

    Resumes from `checkpoints` after a crash, removes them at the end, and stops at the end of the
    epoch in which the budget is spent. Returns the network and one row of figures an epoch.
    """
    keras.utils.set_random_seed(seed)
    model = model or recipe.build()
    shape = model.input_shape[1:]
    batches = Batches(train, shape, recipe.batch, seed, recipe.degraded)
    optimiser = _optimiser(recipe, epochs * len(batches))
    model.compile(optimiser, loss=candidate_loss, metrics=[accuracy])
    watch = _Watch(epochs, batches, budget_seconds, checkpoints, on_progress)
    callbacks: list[keras.callbacks.Callback] = [watch]
    if checkpoints is not None:
        checkpoints.mkdir(parents=True, exist_ok=True)
        callbacks.append(keras.callbacks.BackupAndRestore(str(checkpoints)))
    known = dev.known
    held = (scale(known.x, shape), known.candidates.astype("float32"))
    model.fit(
        batches,
        epochs=epochs,
        verbose=0,
        shuffle=False,  # the batches do it themselves
        callbacks=callbacks,
        validation_data=held,
        validation_batch_size=512,
    )
    return model, watch.rows


def _optimiser(recipe: Recipe, steps: int) -> keras.optimizers.Optimizer:
    schedule = keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=recipe.learning_rate / 20,
        decay_steps=max(steps - steps // 20, 1),
        alpha=0.01,
        warmup_target=recipe.learning_rate,
        warmup_steps=max(steps // 20, 1),
    )
    config = {"learning_rate": schedule}
    return keras.optimizers.get({"class_name": recipe.optimiser, "config": config})


class _Watch(keras.callbacks.Callback):
    """Starts each epoch's batches, reports progress, keeps the rows, and stops at the budget."""

    def __init__(
        self,
        epochs: int,
        batches: Batches,
        budget: float | None,
        checkpoints: Path | None,
        report: OnProgress | None,
    ) -> None:
        super().__init__()
        self._epochs, self._batches, self._budget, self._report = epochs, batches, budget, report
        self._file = None if checkpoints is None else checkpoints / ROWS
        self._start, self._epoch, self._done = time.monotonic(), 0, 0
        self.rows: list[dict[str, float]] = []

    def on_epoch_begin(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        if epoch and not self.rows and self._file and self._file.exists():
            self.rows = json.loads(self._file.read_text())[:epoch]
        self._epoch = epoch
        self._batches.start(epoch)

    def on_train_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        self._done += 1
        if self._report and (batch % 20 == 0 or batch + 1 == len(self._batches)):
            self._report(self._progress(batch + 1, logs or {}))

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        self.rows.append({"epoch": epoch + 1, **{k: round(v, 5) for k, v in (logs or {}).items()}})
        if self._file:
            write_atomically(self._file, json.dumps(self.rows))
        if self._budget is not None and time.monotonic() - self._start > self._budget:
            self.model.stop_training = True

    def _progress(self, step: int, logs: dict[str, float]) -> Progress:
        steps = len(self._batches)
        pace = (time.monotonic() - self._start) / self._done
        return Progress(
            stage="fit",
            epoch=self._epoch + 1,
            epochs=self._epochs,
            step=step,
            steps=steps,
            loss=logs.get("loss", 0.0),
            accuracy=logs.get("accuracy", 0.0),
            eta_seconds=pace * ((self._epochs - self._epoch) * steps - step),
        )
