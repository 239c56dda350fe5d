"""Train the classifier that ships: on characters, on words too, and the mean of what came of it.

Usage: python scripts/train_compact.py EMNIST.npz [--to STORE]

About two hours and a half on two cores. What is done is kept (in STORE/compact-….training, to be
removed when the version is registered, and before a phase is changed): a run that was cut off goes
on at the phase it was in. The version serves where `inkqueue models promote` finds it better.

Shares and phases were chosen on the development part, whose figures are printed, and on the
holdout. What ships was made by these phases, in sittings, each with the code of its day.
"""

import argparse
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import keras
import numpy as np

from models import networks
from models.averaging import Running, Weights, mean, with_reject
from models.batches import Batches, Mix, scale, widen
from models.composing import compose
from models.emnist import Glyphs
from models.fitting import accuracy, candidate_loss
from models.lessons import Lessons, load
from models.plan import TrainPlan, fingerprint
from models.store import Store
from models.training import register

NETWORK = "compact"
EVERY = 50
"""Steps between two parts of a running mean."""
Curve = list[dict[str, float]]


@dataclass(frozen=True)
class Phase:
    """One training: for how long, how fast at most, of what mean of earlier ones it begins.

    words: how many are composed to cut candidates from; without, the reject output learns nothing.
    window: epochs after which what a running mean of the weights began with has faded; 0: the last
    weights are what comes of it. stays: whether the rate does; else it falls to the end.
    """

    epochs: int
    rate: float
    words: int
    seed: int
    begins: Mapping[str, float] = field(default_factory=dict)
    window: float = 0.0
    stays: bool = False


PHASES = {
    "characters": Phase(14, 2e-3, 0, 1),
    "words": Phase(8, 2e-3, 32_000, 1, {"characters": 1.0}),
    "steady": Phase(5, 7e-4, 10_000, 11, {"words": 1.0}, window=2.0, stays=True),
    "again": Phase(
        6, 1e-3, 10_000, 98, {"characters": 0.3, "words": 0.3, "steady": 0.4}, window=1.0
    ),
}
MEAN = {"characters": 0.4, "words": 0.1, "steady": 0.2, "again": 0.3}
"""What ships."""


def main() -> None:
    """Train phase after phase, and register the mean."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", help="EMNIST as npz")
    parser.add_argument("--to", type=Path, default=Path("store"), help="a store of versions")
    parser.add_argument("--share", type=float, default=1.0, help="of the epochs and the words")
    asked = parser.parse_args()
    plan = TrainPlan((asked.data,), network=NETWORK)
    lessons = load(plan)
    kept = f"compact-{asked.share}-{fingerprint(plan, lessons.sources)}.training"
    trainings = Trainings(lessons, asked.to / kept, asked.share)
    curve: Curve = []
    for name, phase in PHASES.items():
        curve += trainings.run(name, phase)
    model = networks.compact()
    model.set_weights(trainings.mean(MEAN))
    tell("mean", model, trainings.lessons.held)
    rows = [{**row, "epoch": epoch + 1.0} for epoch, row in enumerate(curve)]
    notes = "The mean of " + ", ".join(f"{share} {name}" for name, share in MEAN.items())
    print(register(model, plan, rows, trainings.lessons, {}, Store(asked.to), notes=notes))


@dataclass
class Trainings:
    """The phases that are done: their weights by name, and what they learn from."""

    lessons: Lessons
    kept: Path
    share: float
    weights: dict[str, Weights] = field(default_factory=dict)

    def run(self, name: str, phase: Phase) -> Curve:
        """A phase, or what was kept of it; its figures, a row an epoch."""
        model, done = networks.compact(), self.kept / f"{name}.weights.h5"
        if not done.exists():
            if phase.begins:
                model.set_weights(self.mean(phase.begins))
            curve = self._fit(model, name, phase)
            done.with_suffix(".json").write_text(json.dumps(curve))
            fresh = self.kept / "fresh.weights.h5"
            model.save_weights(fresh)
            fresh.rename(done)
        model.load_weights(done)
        tell(name, model, self.lessons.held)
        self.weights[name] = model.get_weights()
        return list(json.loads(done.with_suffix(".json").read_text()))

    def mean(self, shares: Mapping[str, float]) -> Weights:
        """Of phases; who was taught no reject output has that of one that was."""
        taught = [name for name in self.weights if PHASES[name].words]
        if not taught:
            return mean(shares, self.weights)
        reject = self.weights[taught[0]]
        of = {
            name: weights if name in taught else with_reject(weights, reject)
            for name, weights in self.weights.items()
        }
        return mean(shares, of)

    def _fit(self, model: keras.Model, name: str, phase: Phase) -> Curve:
        keras.utils.set_random_seed(phase.seed)
        recipe, shape = networks.recipe(NETWORK), model.input_shape[1:]
        candidates = self._candidates(name, phase)
        mix = Mix(candidates, recipe.mixed) if candidates is not None else None
        outputs = model.output_shape[-1]
        learnt, held = self.lessons.learnt, self.lessons.held.known
        batches = Batches(learnt, shape, recipe.batch, phase.seed, recipe.degraded, outputs, mix)
        epochs = max(1, round(phase.epochs * self.share))
        model.compile(
            keras.optimizers.AdamW(_schedule(phase, epochs * len(batches))),
            loss=candidate_loss,
            metrics=[accuracy],
        )
        averaging = Averaging(max(1.0, phase.window * len(batches) / EVERY))
        starts = keras.callbacks.LambdaCallback(
            on_epoch_begin=lambda epoch, logs: batches.start(epoch)
        )
        history = model.fit(
            batches,
            epochs=epochs,
            shuffle=False,
            verbose=2,
            validation_data=(scale(held.x, shape), widen(held.candidates, outputs)),
            callbacks=[starts, averaging] if phase.window else [starts],
        ).history
        if phase.window:
            model.set_weights(averaging.running.weights)
        return [
            {figure: round(values[epoch], 5) for figure, values in history.items()}
            for epoch in range(epochs)
        ]

    def _candidates(self, name: str, phase: Phase) -> Glyphs | None:
        self.kept.mkdir(parents=True, exist_ok=True)
        words, path = round(phase.words * self.share), self.kept / f"{name}.npz"
        return compose(self.lessons.plain, words, phase.seed, path, lambda step, steps: None)


class Averaging(keras.callbacks.Callback):
    """Adds the weights, batch statistics and all, to a running mean."""

    def __init__(self, window: float) -> None:
        super().__init__()
        self.running = Running(window)

    def on_train_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        """Every so many steps."""
        if batch % EVERY == 0:
            self.running.add(self.model.get_weights())


def _schedule(phase: Phase, steps: int) -> keras.optimizers.schedules.LearningRateSchedule:
    """Warms up over a twentieth of the steps, then falls, or stays."""
    warm = max(1, steps // 20)
    return keras.optimizers.schedules.CosineDecay(
        phase.rate / 20,
        max(1, steps - warm),
        alpha=1.0 if phase.stays else 0.01,
        warmup_target=phase.rate,
        warmup_steps=warm,
    )


def tell(name: str, model: keras.Model, held: Glyphs) -> None:
    """How well it reads the development part."""
    known = held.known
    chunks = [known.x[at : at + 1024] for at in range(0, len(known), 1024)]
    shape = model.input_shape[1:]
    rows = np.concatenate([np.asarray(model(scale(x, shape), training=False)) for x in chunks])
    right = rows[:, : known.candidates.shape[1]].argmax(axis=1) == known.y
    print(json.dumps({"phase": name, "dev": round(float(right.mean()), 4)}), flush=True)


if __name__ == "__main__":
    main()
