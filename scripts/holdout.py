"""Write the characters that ship with the project: the holdout part, never trained on.

usage: python scripts/holdout.py TRAIN.npz

EMNIST (Cohen et al., 2017; from NIST Special Database 19, a work of the US government).
"""

import sys
from pathlib import Path

import numpy as np

from models.emnist import load_npz, part

TARGET = Path(__file__).parent.parent / "models" / "shipped" / "holdout.npz"


def main(source: Path) -> None:
    """Keep the holdout's glyphs of certain class."""
    glyphs = part(load_npz(source), "holdout").known
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(TARGET, x=glyphs.x, y=glyphs.y)
    print(f"{len(glyphs)} characters, {TARGET.stat().st_size} bytes: {TARGET.name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
