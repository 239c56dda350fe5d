"""EMNIST as arrays: our .npz layout and the split that keeps development characters apart."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

import numpy as np

from models.checks import check_candidates, check_images, check_labels, check_packed, invalid
from pipeline.classes import COUNT

Part = Literal["train", "dev", "holdout"]
_PARTS = 32


@dataclass(frozen=True)
class Glyphs:
    """Labelled glyphs.

    x: uint8 [N,28,28], white ink on black, upright; y: int16 [N], 0..61, -1 where the case is
    unknown; candidates: bool [N,62], the classes that the true label may be.
    """

    x: np.ndarray
    y: np.ndarray
    candidates: np.ndarray

    def __len__(self) -> int:
        return len(self.x)

    def __getitem__(self, index: np.ndarray | slice) -> "Glyphs":
        return Glyphs(self.x[index], self.y[index], self.candidates[index])

    @property
    def known(self) -> "Glyphs":
        """Only the glyphs whose class is certain."""
        return self[self.y >= 0]


def join(sets: Sequence[Glyphs]) -> Glyphs:
    """All glyphs of one or more sets, in order."""
    return Glyphs(
        np.concatenate([each.x for each in sets]),
        np.concatenate([each.y for each in sets]),
        np.concatenate([each.candidates for each in sets]),
    )


def some(glyphs: Glyphs, most: int, seed: int) -> Glyphs:
    """So many of these at most, drawn by the seed, in their order."""
    if len(glyphs) <= most:
        return glyphs
    chosen = np.random.default_rng(seed).choice(len(glyphs), most, replace=False)
    return glyphs[np.sort(chosen)]


def one_hot(y: np.ndarray) -> np.ndarray:
    """Candidate sets of labels: int [N] → bool [N,62]; -1 may be any class."""
    sets: np.ndarray = np.eye(COUNT, dtype=bool)[y] | (y < 0)[:, None]
    return sets


def load_npz(file: Path | BinaryIO) -> Glyphs:
    """Read `x`, `y` and, where present, `candidates` (packed bits of the 62 classes).

    `invalid_job` names the array that is missing or is not labelled glyphs.
    """
    with np.load(file) as data:
        missing = {"x", "y"} - set(data.files)
        if missing:
            raise invalid(f"no array {min(missing)} in it", min(missing), ", ".join(data.files))
        x, y = data["x"], data["y"]
        packed = data["candidates"] if "candidates" in data.files else None
    check_images(x)
    check_labels(y, len(x), lowest=-1, highest=COUNT - 1)
    y = y.astype(np.int16)
    return Glyphs(x, y, one_hot(y) if packed is None else _unpacked(packed, y))


def _unpacked(packed: np.ndarray, y: np.ndarray) -> np.ndarray:
    check_packed(packed, len(y))
    candidates = np.unpackbits(packed, axis=1)[:, :COUNT].astype(bool)
    check_candidates(candidates, y)
    return candidates


def sha1(glyph: np.ndarray) -> bytes:
    """By which glyphs are told apart: uint8 [28,28] → 20 bytes."""
    return hashlib.sha1(glyph.tobytes()).digest()


def parts(x: np.ndarray) -> np.ndarray:
    """Split by content, so that a glyph's part never depends on its file or its order.

    uint8 [N,28,28] → str [N]: `dev` (1/32, for temperature and choices), `holdout` (1/32, the
    gate between champion and challenger), `train` (the rest).
    """
    buckets = np.array([sha1(glyph)[0] % _PARTS for glyph in x])
    return np.where(buckets == 0, "dev", np.where(buckets == 1, "holdout", "train"))


def part(glyphs: Glyphs, name: Part) -> Glyphs:
    """The glyphs of one part of the split."""
    return glyphs[parts(glyphs.x) == name]
