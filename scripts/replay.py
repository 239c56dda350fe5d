"""Write the characters that every refresh sees again: some of each class, none held out.

usage: python scripts/replay.py TRAIN.npz

EMNIST (Cohen et al., 2017; from NIST Special Database 19, a work of the US government).
"""

import sys
from pathlib import Path

import numpy as np

from models.emnist import load_npz, parts
from models.refreshing import REPLAY
from pipeline.classes import COUNT

EACH = 110


def main(source: Path) -> None:
    """Keep the first so many glyphs of each class, of the parts to train and to calibrate on."""
    glyphs = load_npz(source).known
    glyphs = glyphs[parts(glyphs.x) != "holdout"]
    rows = np.concatenate([np.flatnonzero(glyphs.y == label)[:EACH] for label in range(COUNT)])
    kept = glyphs[np.sort(rows)]
    np.savez_compressed(REPLAY, x=kept.x, y=kept.y)
    print(f"{len(kept)} characters, {Path(REPLAY).stat().st_size} bytes: {Path(REPLAY).name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
