"""Train the shipped strip network on words composed of EMNIST and of the shipped typefaces.

Usage: python scripts/train_strips.py EMNIST.npz [--to models/shipped/strip.keras]

About an hour and a half on two cores: minutes to compose the words, which are kept beside the
network until it is done, and the rest to fit; a run that was cut off goes on at its last epoch.
Nothing is chosen by the development part; its figures are printed an epoch.
"""

import argparse
import json
from pathlib import Path

import keras
import numpy as np

from models.datasets import load as load_glyphs
from models.emnist import part
from models.fitting import accuracy, candidate_loss
from models.strip_batches import StripBatches
from models.strip_network import build
from models.strip_reader import SHIPPED
from models.strips import Strips, bank, load, merged, save
from pipeline.classes import COUNT

BANKS, WORDS, DEV_WORDS = (201, 202), 20_000, 1_200
"""Seeds of the banks, composed words of each, and of the development part."""
ROWS, STEPS, EPOCHS, RATE = 32, 400, 40, 2e-3
SEED = 1


def main() -> None:
    """Compose, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", help="EMNIST as npz")
    parser.add_argument("--to", type=Path, default=SHIPPED)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--steps", type=int, default=STEPS, help="batches an epoch")
    parser.add_argument("--words", type=int, default=WORDS, help="of each bank")
    asked = parser.parse_args()
    kept = asked.to.with_suffix(".training")
    kept.mkdir(parents=True, exist_ok=True)
    banks = [_bank(asked.data, "train", asked.words, seed, kept) for seed in BANKS]
    dev = _bank(asked.data, "dev", min(DEV_WORDS, asked.words), 11, kept)
    model = fit(merged(banks), held(dev), asked.epochs, asked.steps, kept)
    model.save(asked.to, include_optimizer=False)
    print(f"{asked.to}: {asked.to.stat().st_size} bytes, {model.count_params()} parameters")


def fit(
    strips: Strips, dev: tuple[np.ndarray, ...], epochs: int, steps: int, kept: Path
) -> keras.Model:
    """The network, from nothing or from where it was cut off."""
    keras.utils.set_random_seed(SEED)
    model, total = build(), epochs * steps
    schedule = keras.optimizers.schedules.CosineDecay(
        RATE / 20, total - total // 20, alpha=0.01, warmup_target=RATE, warmup_steps=total // 20
    )
    optimiser = keras.optimizers.AdamW(schedule, weight_decay=0.01, clipnorm=2.0)
    model.compile(optimiser, loss=candidate_loss, weighted_metrics=[accuracy])
    batches = StripBatches(strips, ROWS, steps, SEED)
    model.fit(
        batches,
        epochs=epochs,
        shuffle=False,
        verbose=2,
        validation_data=dev,
        callbacks=[
            keras.callbacks.BackupAndRestore(kept / "state"),
            keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: _tell(model, dev)),
        ],
    )
    return model


def held(dev: Strips) -> tuple[np.ndarray, ...]:
    """Eight batches of the development part: images, candidate sets, weights."""
    batches = StripBatches(dev, ROWS, 1, 9)
    parts = zip(*(batches[index] for index in range(8)), strict=True)
    return tuple(np.concatenate(part) for part in parts)


def _tell(model: keras.Model, dev: tuple[np.ndarray, ...]) -> None:
    """How many of the characters are said where they stand."""
    images, sets, _ = dev
    best = model.predict(images, verbose=0).argmax(axis=-1)
    right = np.take_along_axis(sets, best[..., None], axis=-1)[..., 0] > 0
    middle = sets[..., COUNT] == 0
    print(json.dumps({"characters": round(float(right[middle].mean()), 4)}), flush=True)


def _bank(data: str, which: str, words: int, seed: int, kept: Path) -> Strips:
    path = kept / f"{which}-{seed}-{words}.npz"
    if not path.exists():
        glyphs = part(load_glyphs(data), "dev" if which == "dev" else "train")
        save(bank(glyphs, words, seed), path)
    return load(path)


if __name__ == "__main__":
    main()
