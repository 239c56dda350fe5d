"""The shipped language model, and its file: n-gram codes and counts."""

import functools
from pathlib import Path

import numpy as np

from pipeline.language import Ngrams

SHIPPED = Path(__file__).parent / "shipped" / "language.npz"


@functools.cache
def shipped() -> Ngrams:
    """The model that comes with inkqueue. Raises OSError, ValueError or KeyError."""
    return load(SHIPPED)


def load(path: Path) -> Ngrams:
    """A model from its file."""
    with np.load(path) as data:
        codes = np.cumsum(data["gaps"], dtype=np.int64)
        return Ngrams(int(data["order"]), codes, data["counts"].astype(np.float64))


def save(model: Ngrams, path: Path) -> None:
    """Write a model; counts are kept as whole numbers. ValueError where n-grams are too long."""
    gaps = np.diff(model.codes, prepend=0)
    if gaps.max(initial=0) > np.iinfo(np.uint32).max:
        raise ValueError(f"n-grams of {model.order} letters are too long for the file")
    counts = np.maximum(np.round(model.counts), 1).astype(np.uint32)
    np.savez_compressed(path, order=model.order, gaps=gaps.astype(np.uint32), counts=counts)
