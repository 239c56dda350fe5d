"""Train the shipped strip networks on words composed of EMNIST and of the shipped typefaces.

Usage: python scripts/train_strips.py EMNIST.npz [--numbers] [--to models/shipped/strip.keras]

About four hours on two cores: minutes to compose the words, which are kept beside the network (in
NAME.training, to be removed when it is done, and before words are composed in another way), and
the rest to fit: first on words as forms hold them, then on joined-up writing, on digits that run
together and script that leans, and twice on more of all. A run that was cut off goes on at its
last epoch. Nothing is chosen by the development part; its figures are printed. The network for
numbers goes on from the other's weights, with numbers alone, twice the frames and two more layers;
then each row is taught as a whole too, and at last, with two more layers again and once more, neat
numbers whose digits touch (`neat_numbers`): 45, 32 and 60 minutes, those three, beside other work.
What ships met letterforms of other schools (`models.letterforms`) in the last phase of each
alone, and the network for words some flags as flat as roofs, which are drawn no more; a training
from the beginning meets them in all.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import keras
import neat_numbers
import numpy as np
from strip_plans import ANY, NUMBERS, BankKind, Phase, Plan

from models import averaging
from models.datasets import load as load_glyphs
from models.emnist import Glyphs, part
from models.fitting import accuracy, candidate_loss
from models.letterforms import varied
from models.sequence import sequence_loss
from models.strip_batches import FRAMES, SEQUENCE, StripBatches
from models.strip_network import begin, build, taught
from models.strips import Strips, bank, gather, harvest, load, merged, save
from pipeline.classes import COUNT

ROWS, STEPS = 32, 400
Batch = tuple[np.ndarray, dict[str, np.ndarray], dict[str, np.ndarray]]
"""Images, and by name targets and their weights: as `StripBatches` has them."""


def main() -> None:
    """Compose, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", help="EMNIST as npz")
    parser.add_argument("--numbers", action="store_true", help="the network for numbers")
    parser.add_argument("--to", type=Path, help="default: where it is shipped")
    parser.add_argument("--steps", type=int, default=STEPS, help="batches an epoch")
    parser.add_argument("--share", type=float, default=1.0, help="of the words and the epochs")
    asked = parser.parse_args()
    plan = NUMBERS if asked.numbers else ANY
    to = asked.to or plan.to
    kept = to.with_suffix(".training")
    kept.mkdir(parents=True, exist_ok=True)
    banks = Banks(asked.data, kept, asked.share)
    dev = held(banks.made("dev", *plan.dev), plan.stride)
    model = _begun(plan)
    for number, phase in enumerate(plan.phases):
        done = kept / f"phase-{number}.weights.h5"
        # A network of its own each, since Keras keeps in it at which epoch it was cut off.
        model, before = _network(plan, phase.deeper), model
        begin(model, before)
        start = averaging.weights(model)
        if done.exists():
            model.load_weights(done)
            continue
        strips = merged([banks.made("train", *each) for each in phase.banks])
        pace = Pace(asked.steps, asked.share)
        batches = StripBatches(strips, ROWS, pace.steps, phase.seed, plan.stride, phase.bent)
        fit(model, phase, batches, dev, pace, kept / f"phase-{number}")
        averaging.go(model, start, averaging.weights(model), phase.far)
        model.save_weights(done)
    model.save(to, include_optimizer=False)
    print(f"{to}: {to.stat().st_size} bytes, {model.count_params()} parameters")


def _network(plan: Plan, deeper: int = 0) -> keras.Model:
    return build(plan.stride, plan.further, deeper)


def _begun(plan: Plan) -> keras.Model:
    """A network as it begins."""
    model = _network(plan)
    if plan.start is not None:
        begin(model, keras.saving.load_model(plan.start, compile=False))
    return model


@dataclass(frozen=True)
class Banks:
    """Composed words, each bank made once."""

    data: str
    kept: Path
    share: float

    def made(self, which: str, kind: BankKind, seed: int, words: int) -> Strips:
        """A bank from its file, or composed and kept."""
        words = max(1, round(words * self.share))
        path = self.kept / f"{which}-{kind}-{seed}-{words}.npz"
        if not path.exists():
            glyphs = part(load_glyphs(self.data), "dev" if which == "dev" else "train")
            glyphs = varied(glyphs, seed)
            save(_composed(glyphs, words, seed, kind), path)
        return load(path)


def _composed(glyphs: Glyphs, words: int, seed: int, kind: BankKind) -> Strips:
    if kind != "neat":
        return bank(glyphs, words, seed, kind)
    rng = np.random.default_rng(seed)
    of = {str(digit): glyphs.x[glyphs.y == digit] for digit in range(10)}
    numbers = (neat_numbers.number(of, rng) for _ in range(words))
    return gather([strip for number in numbers for strip in harvest(number)])


@dataclass(frozen=True)
class Pace:
    """steps: batches an epoch; share: of the epochs."""

    steps: int
    share: float

    def optimiser(self, phase: Phase) -> keras.optimizers.Optimizer:
        """Its rate warms up over a twentieth of the steps, then falls over the rest."""
        total = round(phase.planned * self.share * self.steps)
        schedule = keras.optimizers.schedules.CosineDecay(
            phase.rate / 20,
            max(1, total - total // 20),
            alpha=0.01,
            warmup_target=phase.rate,
            warmup_steps=total // 20,
        )
        return keras.optimizers.AdamW(schedule, weight_decay=0.01, clipnorm=2.0)


def fit(
    model: keras.Model,
    phase: Phase,
    batches: StripBatches,
    dev: Batch,
    pace: Pace,
    kept: Path,
) -> None:
    """One phase, from its beginning or from where it was cut off."""
    keras.utils.set_random_seed(phase.seed)
    # Named twice even where the row as a whole counts nothing: batches bring both targets.
    twofold = taught(model)
    twofold.compile(
        pace.optimiser(phase),
        loss={FRAMES: candidate_loss, SEQUENCE: sequence_loss if phase.sequence else None},
        loss_weights={FRAMES: 1.0, SEQUENCE: phase.sequence},
        weighted_metrics={FRAMES: accuracy},
        jit_compile=False,
    )
    twofold.fit(
        batches,
        epochs=max(1, round(phase.epochs * pace.share)),
        shuffle=False,
        verbose=2,
        validation_data=dev,
        callbacks=[
            keras.callbacks.BackupAndRestore(kept, delete_checkpoint=False),
            keras.callbacks.LambdaCallback(
                on_epoch_begin=lambda epoch, logs: batches.start(epoch),
                on_epoch_end=lambda epoch, logs: _tell(model, dev),
            ),
        ],
    )


def held(dev: Strips, stride: int) -> Batch:
    """Eight batches of the development part as one."""
    batches = StripBatches(dev, ROWS, 1, 9, stride)
    images, targets, weights = zip(*(batches[index] for index in range(8)), strict=True)
    return np.concatenate(images), _joined(targets), _joined(weights)


def _joined(parts: Sequence[dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _tell(model: keras.Model, dev: Batch) -> None:
    """How many of the characters are said where they stand."""
    images, targets, _ = dev
    sets = targets[FRAMES]
    # Not `predict`, which compiles the network once more for a single batch.
    best = np.asarray(model(images, training=False)).argmax(axis=-1)
    right = np.take_along_axis(sets, best[..., None], axis=-1)[..., 0] > 0
    middle = sets[..., COUNT] == 0
    print(json.dumps({"characters": round(float(right[middle].mean()), 4)}), flush=True)


if __name__ == "__main__":
    main()
