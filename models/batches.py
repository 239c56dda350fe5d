"""Shuffled, augmented batches for Keras."""

from dataclasses import dataclass
from typing import Any

import keras
import numpy as np

from models.emnist import Glyphs
from models.synthesis import augment
from pipeline.classes import COUNT


def scale(x: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """uint8 [N,28,28] → float32 [N,*shape] in 0..1."""
    return (x.astype(np.float32) / 255.0).reshape(-1, *shape)


def widen(candidates: np.ndarray, outputs: int) -> np.ndarray:
    """Candidate sets for a network of so many outputs: bool [N,62 or 63] → float32 [N,outputs]."""
    return np.pad(candidates, ((0, 0), (0, outputs - candidates.shape[1]))).astype(np.float32)


@dataclass(frozen=True)
class Mix:
    """Candidates cut from composed words (`models.candidates`), so many in every batch."""

    candidates: Glyphs
    each: int

    def draw(self, seed: int) -> tuple[np.ndarray, np.ndarray]:
        """uint8 [each,28,28], half of them jittered, and their candidate sets, bool [each,63]."""
        chosen = np.random.default_rng(seed).integers(0, len(self.candidates), self.each)
        drawn = self.candidates[chosen]
        half = self.each // 2
        return np.concatenate(
            [augment(drawn.x[:half], seed, 0.0), drawn.x[half:]]
        ), drawn.candidates


class Batches(keras.utils.PyDataset):
    """One epoch after the other, each augmented anew; a thread prepares the next batches.

    Yields float32 [B,*shape] and the candidate sets, float32 [B,outputs].
    """

    def __init__(
        self,
        glyphs: Glyphs,
        shape: tuple[int, ...],
        batch: int,
        seed: int,
        degraded: float | None,
        outputs: int = COUNT,
        mix: Mix | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(workers=1, max_queue_size=32, **kwargs)
        self._glyphs, self._shape, self._batch = glyphs, shape, batch
        self._seed, self._degraded = seed, degraded
        self._outputs, self._mix = outputs, mix
        self.start(epoch=0)

    def __len__(self) -> int:
        return -(-len(self._order) // self._batch)

    def __getitem__(self, index: int) -> tuple[np.ndarray, np.ndarray]:
        chosen = self._order[index * self._batch : (index + 1) * self._batch]
        x, sets = self._glyphs.x[chosen], widen(self._glyphs.candidates[chosen], self._outputs)
        seed = hash((self._seed, self._epoch, self._first + index)) & 0xFFFFFFFF
        if self._degraded is not None:
            x = augment(x, seed, self._degraded)
        if self._mix is not None:
            more, theirs = self._mix.draw(seed)
            x = np.concatenate([x, more])
            sets = np.concatenate([sets, widen(theirs, self._outputs)])
        return scale(x, self._shape), sets

    def start(self, epoch: int, first: int = 0) -> None:
        """Shuffle for an epoch, by its number, and begin at batch `first`.

        So a run that resumes sees what it had yet to see.
        """
        self._epoch, self._first = epoch, first
        order = np.random.default_rng([self._seed, epoch]).permutation(len(self._glyphs))
        self._order = order[first * self._batch :]
