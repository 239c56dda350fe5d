"""Write the characters that every refresh sees again: a sample of what they learnt from.

usage: python scripts/replay.py TRAIN.npz

EMNIST (Cohen et al., 2017; from NIST Special Database 19, a work of the US government).
"""

import sys
from pathlib import Path

import numpy as np

from models.emnist import Glyphs, Part, join, load_npz, part
from models.refreshing import REPLAY

COUNTS: dict[Part, int] = {"train": 5000, "dev": 1800}
"""By chance, so that every class is as frequent as in what the networks were trained on."""


def main(source: Path) -> None:
    """Keep so many glyphs of the parts to train and to calibrate on, those of unknown case too."""
    glyphs, rng = load_npz(source), np.random.default_rng(0)
    kept = join([drawn(part(glyphs, name), count, rng) for name, count in COUNTS.items()])
    packed = np.packbits(kept.candidates, axis=1)
    np.savez_compressed(REPLAY, x=kept.x, y=kept.y, candidates=packed)
    print(f"{len(kept)} characters, {Path(REPLAY).stat().st_size} bytes: {Path(REPLAY).name}")


def drawn(glyphs: Glyphs, count: int, rng: np.random.Generator) -> Glyphs:
    """So many of them."""
    return glyphs[np.sort(rng.permutation(len(glyphs))[:count])]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
