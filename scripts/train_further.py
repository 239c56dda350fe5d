"""Train a version further, in all its layers, on some of the glyphs, and register what comes of it.

Usage: python scripts/train_further.py EMNIST.npz VERSION [--to STORE] [--far 0.3]

What taught the shipped champion the letterforms of other schools (`models.letterforms`), in about
a quarter of an hour on two cores. A refresh is another thing: it learns what people corrected,
with its last layers alone (`models.refreshing`). Not all of the way: the surer a network is of
1s with a flag, the harder it learns from its corrections that a writer's are 7s.
"""

import argparse
from dataclasses import replace
from pathlib import Path

import keras

from models import averaging, lessons, networks, training
from models.checkpoints import Checkpoints
from models.composing import compose
from models.emnist import some
from models.fitting import fit
from models.plan import DEFAULT, TrainPlan
from models.store import MODEL, SHIPPED, Store

EPOCHS, RATE, SEED = 2, 3e-4, 4
DEGRADED = 0.8
"""The share of glyphs made to look scanned. With half, as in a training from the beginning, what
was learnt last was clean, and more was lost between paper and network."""
GLYPHS, WORDS = 65_000, 8_000
"""How many are learnt an epoch, the same in each, and how many words are composed beside them."""


def main() -> None:
    """Train, go so far, register."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", help="EMNIST as npz")
    parser.add_argument("version", help="whose weights to begin from")
    parser.add_argument("--to", type=Path, default=SHIPPED, help="the store of both")
    parser.add_argument("--far", type=float, default=0.3, help="of the way to the new weights")
    asked = parser.parse_args()
    store = Store(asked.to)
    plan = TrainPlan((asked.data,), DEFAULT, EPOCHS, SEED, asked.version)
    taught = lessons.load(plan)
    model = keras.models.load_model(store.folder(asked.version) / MODEL, compile=False)
    before = averaging.weights(model)
    model, curve = _fitted(model, taught, asked.to / "checkpoints" / "further")
    averaging.go(model, before, averaging.weights(model), asked.far)
    print(training.register(model, plan, curve, taught, {}, store))


def _fitted(
    model: keras.Model, taught: lessons.Lessons, kept: Path
) -> tuple[keras.Model, list[dict[str, float]]]:
    """Trained on, with its curve; a run that was cut off goes on from what it kept."""
    recipe = replace(networks.recipe(DEFAULT), learning_rate=RATE, words=WORDS, degraded=DEGRADED)
    composed = compose(taught.plain, WORDS, SEED, kept / "composed.npz", lambda _, __: None)
    return fit(
        recipe,
        some(taught.learnt, GLYPHS, SEED),
        taught.held,
        epochs=EPOCHS,
        seed=SEED,
        model=model,
        composed=composed,
        checkpoints=Checkpoints(kept),
    )


if __name__ == "__main__":
    main()
