"""The images of the comparison: what is trained on, chosen by and tested on."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.emnist import Glyphs, load_npz, part

TEST = "test.npz"


@dataclass(frozen=True)
class Material:
    """train: all of certain class; drawn: rows of it, stratified by class and seeded.

    dev: what the best are chosen by; test: what the tables quote.
    """

    train: Glyphs
    drawn: np.ndarray
    dev: Glyphs
    test: Glyphs
    seed: int

    @classmethod
    def load(cls, data: Path, size: int, seed: int) -> "Material":
        """Of a folder that holds emnist/train.npz and emnist/validation.npz."""
        glyphs = load_npz(data / "emnist" / "train.npz")
        train, dev = part(glyphs, "train").known, part(glyphs, "dev").known
        test = load_npz(data / "emnist" / "validation.npz").known
        drawn = _stratified(np.arange(len(train)), train.y, size, seed)
        return cls(train, drawn, dev, test, seed)

    def learnt(self, share: float | None, everything: bool) -> tuple[Glyphs, Glyphs | None]:
        """What is trained on, and the rest of the images that were drawn, where some are left."""
        if everything:
            return self.train, None
        if share is None:
            return self.train[self.drawn], None
        rows = _stratified(self.drawn, self.train.y, round(share * len(self.drawn)), self.seed)
        return self.train[rows], self.train[np.setdiff1d(self.drawn, rows)]

    def keep_test(self, folder: Path) -> None:
        """Beside the rows, which quote its images by number."""
        if not (folder / TEST).exists():
            np.savez_compressed(folder / TEST, x=self.test.x, y=self.test.y)


def _stratified(rows: np.ndarray, y: np.ndarray, size: int, seed: int) -> np.ndarray:
    """So many of the rows, each class by its share: those that come first within their class.

    scikit-learn's refuses classes of one, which a small draw has.
    """
    shuffled = np.random.default_rng(seed).permutation(rows)
    classes = y[shuffled]
    counts, seen = np.bincount(classes), np.zeros(int(classes.max()) + 1)
    place = np.zeros(len(rows))
    for at, label in enumerate(classes):
        seen[label] += 1
        place[at] = (seen[label] - 0.5) / counts[label]
    return shuffled[np.argsort(place, kind="stable")[:size]]
