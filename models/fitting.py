"""Fit a network to candidate sets: the loss, the schedule and the loop."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import keras
from keras import ops

from models.batches import Batches, Mix, scale, widen
from models.checkpoints import Checkpoints, State
from models.emnist import Glyphs
from models.networks import Recipe

OnProgress = Callable[["Progress"], None]
SAVE_STEPS = 200
"""Batches between checkpoints: what a killed training loses at most."""


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
    composed: Glyphs | None = None,
    budget_seconds: float | None = None,
    checkpoints: Checkpoints | None = None,
    on_progress: OnProgress | None = None,
) -> tuple[keras.Model, list[dict[str, float]]]:
    """Train a network, from `model`'s weights where one is given.

    Goes on from `checkpoints` where it was cut off, at the batch, and stops at the end of the
    epoch in which the budget is spent. Returns the network and one row of figures an epoch.
    """
    keras.utils.set_random_seed(seed)
    model = model or recipe.build()
    shape, outputs = model.input_shape[1:], model.output_shape[-1]
    mix = Mix(composed, recipe.mixed) if composed is not None and len(composed) else None
    batches = Batches(train, shape, recipe.batch, seed, recipe.degraded, outputs, mix)
    optimiser = _optimiser(recipe, epochs * len(batches))
    model.compile(optimiser, loss=candidate_loss, metrics=[accuracy])
    state = State() if checkpoints is None else checkpoints.restore(model)
    watch = _Watch(epochs, batches, budget_seconds, checkpoints, on_progress, state)
    known = dev.known
    held = (scale(known.x, shape), widen(known.candidates, outputs))
    for first, last in _spans(state, epochs):
        if watch.spent and state.rows and not state.step:
            break
        batches.start(first, state.step)
        model.fit(
            batches,
            initial_epoch=first,
            epochs=last,
            verbose=0,
            shuffle=False,  # the batches do it themselves
            callbacks=[watch],
            validation_data=held,
            validation_batch_size=512,
        )
    return model, state.rows


def _spans(state: State, epochs: int) -> list[tuple[int, int]]:
    """Epochs from and to: what is left of one that was cut off has fewer steps than the others."""
    if state.step:
        return [(state.epoch, state.epoch + 1), (state.epoch + 1, epochs)]
    return [(state.epoch, epochs)]


def schedule(
    rate: float, steps: int, last: float = 0.01
) -> keras.optimizers.schedules.LearningRateSchedule:
    """Warms up to the rate over a twentieth of the steps; then a cosine to `last` times it."""
    return keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=rate / 20,
        decay_steps=max(steps - steps // 20, 1),
        alpha=last,
        warmup_target=rate,
        warmup_steps=max(steps // 20, 1),
    )


def _optimiser(recipe: Recipe, steps: int) -> keras.optimizers.Optimizer:
    config = {"learning_rate": schedule(recipe.learning_rate, steps)}
    return keras.optimizers.get({"class_name": recipe.optimiser, "config": config})


class _Watch(keras.callbacks.Callback):
    """Starts each epoch's batches, reports progress, keeps the state, and stops at the budget."""

    def __init__(
        self,
        epochs: int,
        batches: Batches,
        budget: float | None,
        checkpoints: Checkpoints | None,
        report: OnProgress | None,
        state: State,
    ) -> None:
        super().__init__()
        self._epochs, self._batches, self._budget, self._report = epochs, batches, budget, report
        self._checkpoints, self._state = checkpoints, state
        self._steps = len(batches)
        self._start, self._before, self._done = time.monotonic(), state.seconds, 0

    @property
    def spent(self) -> bool:
        """Whether the budget is used up."""
        return self._budget is not None and self._seconds() > self._budget

    def on_epoch_begin(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        self._first = self._state.step
        self._batches.start(epoch, self._first)

    def on_train_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        self._done += 1
        step = self._first + batch + 1
        if self._report and (batch % 20 == 0 or step == self._steps):
            self._report(self._progress(step, logs or {}))
        if step % SAVE_STEPS == 0 and step < self._steps:
            self._save(self._state.epoch, step)

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        figures = {k: round(v, 5) for k, v in (logs or {}).items()}
        self._state.rows.append({"epoch": epoch + 1, **figures})
        self._save(epoch + 1, 0)
        if self._report:
            self._report(self._progress(self._steps, logs or {}, "epoch"))
        if self.spent:
            self.model.stop_training = True

    def _save(self, epoch: int, step: int) -> None:
        self._state.epoch, self._state.step = epoch, step
        self._state.seconds = self._seconds()
        if self._checkpoints:
            self._checkpoints.save(self.model, self._state)

    def _seconds(self) -> float:
        return self._before + time.monotonic() - self._start

    def _progress(self, step: int, logs: dict[str, float], stage: str = "fit") -> Progress:
        """Of stage `epoch`, which ends one, loss and accuracy are those on the held-out part."""
        held, done = "val_" if stage == "epoch" else "", len(self._state.rows)
        pace = (time.monotonic() - self._start) / max(self._done, 1)
        epoch = done if stage == "epoch" else done + 1
        return Progress(
            stage=stage,
            epoch=epoch,
            epochs=self._epochs,
            step=step,
            steps=self._steps,
            loss=logs.get(f"{held}loss", 0.0),
            accuracy=logs.get(f"{held}accuracy", 0.0),
            eta_seconds=pace * ((self._epochs - epoch + 1) * self._steps - step),
        )
