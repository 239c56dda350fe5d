"""Write the list of glyphs that must stay right: plain ones, which no challenger may misread.

usage: python scripts/regressions.py

Out of the shipped holdout, those that every shipped version reads right as they are and jittered,
the surest few of each class; classes without any, whose cases look alike, are left out.
"""

import numpy as np

from models.classifier import load
from models.emnist import Glyphs, load_npz
from models.promotion import HOLDOUT, REGRESSIONS
from models.store import SHIPPED, Store
from models.synthesis import augment
from pipeline.classes import COUNT

EACH, JITTERS, SURE = 4, 6, 0.9


def main() -> None:
    """Choose and write them."""
    glyphs = load_npz(SHIPPED / HOLDOUT)
    sure = sureness(glyphs)
    chosen = [surest(glyphs.y, sure, label) for label in range(COUNT)]
    kept = glyphs[np.concatenate(chosen)]
    path = SHIPPED / REGRESSIONS
    np.savez_compressed(path, x=kept.x, y=kept.y)
    print(f"{len(kept)} glyphs of {len(set(kept.y))} classes, {path.stat().st_size} bytes")


def sureness(glyphs: Glyphs) -> np.ndarray:
    """The least probability that any version gives to the true class: float [N]."""
    store = Store(SHIPPED)
    versions = [load(store.folder(version)) for version in store.versions()]
    sets = [glyphs.x, *(augment(glyphs.x, seed, degraded=0.0) for seed in range(JITTERS))]
    rows = np.arange(len(glyphs))
    return np.min([version(x)[rows, glyphs.y] for version in versions for x in sets], axis=0)


def surest(y: np.ndarray, sure: np.ndarray, label: int) -> np.ndarray:
    """Rows of the class's surest glyphs, at most EACH."""
    rows = np.flatnonzero((y == label) & (sure >= SURE))
    return rows[np.argsort(-sure[rows], kind="stable")[:EACH]]


if __name__ == "__main__":
    main()
