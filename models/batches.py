"""Shuffled, augmented batches for Keras."""

from typing import Any

import keras
import numpy as np

from models.emnist import Glyphs
from models.synthesis import augment


def scale(x: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """uint8 [N,28,28] → float32 [N,*shape] in 0..1."""
    return (x.astype(np.float32) / 255.0).reshape(-1, *shape)


class Batches(keras.utils.PyDataset):
    """One epoch after the other, each augmented anew; a thread prepares the next batches.

    Yields float32 [B,*shape] and the candidate sets, float32 [B,62].
    """

    def __init__(
        self,
        glyphs: Glyphs,
        shape: tuple[int, ...],
        batch: int,
        seed: int,
        degraded: float | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(workers=1, max_queue_size=32, **kwargs)
        self._glyphs, self._shape, self._batch = glyphs, shape, batch
        self._seed, self._degraded = seed, degraded
        self.start(epoch=0)

    def __len__(self) -> int:
        return -(-len(self._order) // self._batch)

    def __getitem__(self, index: int) -> tuple[np.ndarray, np.ndarray]:
        chosen = self._order[index * self._batch : (index + 1) * self._batch]
        x = self._glyphs.x[chosen]
        if self._degraded is not None:
            at = (self._seed, self._epoch, self._first + index)
            x = augment(x, hash(at) & 0xFFFFFFFF, self._degraded)
        return scale(x, self._shape), self._glyphs.candidates[chosen].astype(np.float32)

    def start(self, epoch: int, first: int = 0) -> None:
        """Shuffle for an epoch, by its number, and begin at batch `first`.

        So a run that resumes sees what it had yet to see.
        """
        self._epoch, self._first = epoch, first
        order = np.random.default_rng([self._seed, epoch]).permutation(len(self._glyphs))
        self._order = order[first * self._batch :]
