"""Train the classifier that ships: on characters, on words, on letterforms, and the mean of it all.

Usage: python scripts/train_compact.py EMNIST.npz [--to STORE]

Hours on two cores. What is done is kept (in STORE/compact.training, to be removed when the version
is registered, and before a phase is changed): a run that was cut off goes on at the phase it was
in. The version serves where `inkqueue models promote` finds it better.

The phases and their shares are `compact_plans`. What ships was made by them, in sittings, each with
the code of its day.
"""

import argparse
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import keras
import numpy as np
from compact_plans import MEAN, PHASES, Phase

from models import averaging, lessons, networks, training
from models.averaging import Running
from models.batches import Batches, Mix, scale, widen
from models.composing import compose
from models.emnist import Glyphs, some
from models.fitting import accuracy, candidate_loss, schedule
from models.plan import TrainPlan, fingerprint
from models.store import Store

NETWORK = "compact"
EVERY = 50
"""Steps between two parts of a running mean."""
Arrays = list[np.ndarray]
Curve = list[dict[str, float]]
SETTLING, SETTLED = 250, 0.5
"""Batches that a mean's statistics are taken of, and how far it goes towards these: with all of the
way real words of even number and 1s with a flag lost what dev gained."""


def main() -> None:
    """Train phase after phase, and register the mean."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", help="EMNIST as npz")
    parser.add_argument("--to", type=Path, default=Path("store"), help="a store of versions")
    asked = parser.parse_args()
    plan = TrainPlan((asked.data,), NETWORK)
    taught = lessons.load(plan)
    kept = asked.to / "compact.training" / fingerprint(plan, taught.sources)
    trainings = Trainings(taught, kept)
    curve: Curve = []
    for name, phase in PHASES.items():
        curve += trainings.run(name, phase)
    model = trainings.settled(trainings.mean(MEAN), "again")
    tell("mean", model, taught.held)
    rows = [{**row, "epoch": epoch + 1.0} for epoch, row in enumerate(curve)]
    notes = "The mean of " + ", ".join(f"{share:g} {name}" for name, share in MEAN.items())
    print(training.register(model, plan, rows, taught, {}, Store(asked.to), notes=notes))


@dataclass
class Trainings:
    """The phases that are done: their weights by name, and what they learn from."""

    taught: lessons.Lessons
    kept: Path
    weights: dict[str, Arrays] = field(default_factory=dict)

    def run(self, name: str, phase: Phase) -> Curve:
        """A phase, or what was kept of it; its figures, a row an epoch."""
        keras.utils.set_random_seed(phase.seed)
        model, done = networks.compact(), self.kept / f"{name}.weights.h5"
        if not done.exists():
            if phase.begins:
                model.set_weights(self.mean(phase.begins))
            curve = self._fit(model, name, phase)
            done.with_suffix(".json").write_text(json.dumps(curve))
            fresh = self.kept / f"{name}.new.weights.h5"
            model.save_weights(fresh)
            fresh.rename(done)
        model.load_weights(done)
        tell(name, model, self.taught.held)
        self.weights[name] = model.get_weights()
        return list(json.loads(done.with_suffix(".json").read_text()))

    def mean(self, shares: Mapping[str, float]) -> Arrays:
        """Of phases; who was taught no reject output has that of one that was."""
        taught = [name for name in self.weights if PHASES[name].words]
        if not taught:
            return averaging.mean(shares, self.weights)
        reject = self.weights[taught[0]]
        of = {
            name: weights if name in taught else averaging.with_reject(weights, reject)
            for name, weights in self.weights.items()
        }
        return averaging.mean(shares, of)

    def settled(self, mean: Arrays, name: str) -> keras.Model:
        """The network of a mean, its batch statistics half its own: of what that phase learns."""
        model = networks.compact()
        model.set_weights(mean)
        before, batches = averaging.weights(model), self._batches(model, name, PHASES[name])
        few = range(min(SETTLING, len(batches)))
        averaging.settle(model, (batches[index][0] for index in few))
        averaging.go(model, before, averaging.weights(model), SETTLED)
        return model

    def _fit(self, model: keras.Model, name: str, phase: Phase) -> Curve:
        batches, held = self._batches(model, name, phase), self.taught.held.known
        model.compile(
            keras.optimizers.AdamW(
                schedule(phase.rate, phase.epochs * len(batches), 1.0 if phase.stays else 0.01)
            ),
            loss=candidate_loss,
            metrics=[accuracy],
        )
        mean = Averaging(max(1.0, phase.window * len(batches) / EVERY))
        history = model.fit(
            batches,
            epochs=phase.epochs,
            shuffle=False,
            verbose=2,
            validation_data=(
                scale(held.x, model.input_shape[1:]),
                widen(held.candidates, model.output_shape[-1]),
            ),
            callbacks=[Starting(batches), mean] if phase.window else [Starting(batches)],
        ).history
        if phase.window:
            model.set_weights(mean.running.weights)
        return [
            {figure: round(values[epoch], 5) for figure, values in history.items()}
            for epoch in range(phase.epochs)
        ]

    def _batches(self, model: keras.Model, name: str, phase: Phase) -> Batches:
        learnt = some(self.taught.learnt, phase.glyphs, phase.seed)
        recipe, candidates = networks.recipe(NETWORK), self._candidates(name, phase)
        return Batches(
            learnt,
            model.input_shape[1:],
            recipe.batch,
            phase.seed,
            phase.degraded,
            model.output_shape[-1],
            Mix(candidates, recipe.mixed) if candidates is not None else None,
        )

    def _candidates(self, name: str, phase: Phase) -> Glyphs | None:
        self.kept.mkdir(parents=True, exist_ok=True)
        kept = self.kept / f"{name}.npz"
        return compose(self.taught.plain, phase.words, phase.seed, kept, lambda step, steps: None)


class Starting(keras.callbacks.Callback):
    """Shuffles each epoch's batches anew."""

    def __init__(self, batches: Batches) -> None:
        super().__init__()
        self._batches = batches

    def on_epoch_begin(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        """By the epoch's number."""
        self._batches.start(epoch)


class Averaging(keras.callbacks.Callback):
    """Adds the weights, batch statistics and all, to a running mean."""

    def __init__(self, window: float) -> None:
        super().__init__()
        self.running = Running(window)

    def on_train_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        """Every so many steps."""
        if batch % EVERY == 0:
            self.running.add(self.model.get_weights())


def tell(name: str, model: keras.Model, held: Glyphs) -> None:
    """How well it reads the development part."""
    dev = training.accuracy(model, held.known)
    print(json.dumps({"phase": name, "dev": round(dev, 4)}), flush=True)


if __name__ == "__main__":
    main()
