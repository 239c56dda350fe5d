"""Batches of strips, several side by side in every row, each warped anew."""

from typing import Any

import cv2
import keras
import numpy as np

from models.sequence import MOST, sequence
from models.strips import UNSURE, Labelled, Strips
from pipeline.classes import COUNT
from pipeline.shapes import alike
from pipeline.strip import HEIGHT, STRIDE

WIDTH = 256
"""Pixels of a row."""
CORE = 0.22
"""This share of a character's width to either side of its middle may be read as it, or as none."""
GROUND = 0.1
"""What a frame counts that no strip covers."""


Row = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, float]
"""Image, candidate sets and weights of its frames, characters from left to right, and how much
those count: not at all where it is not known what all of them are.
"""
FRAMES, SEQUENCE = "frames", "sequence"
"""The names of what is taught: frame by frame, and as a whole."""


class StripBatches(keras.utils.PyDataset):
    """Yields float32 [B,32,256,1], and by name targets and their weights.

    Of the frames: candidate sets, float32 [B,256/stride,63], and float32 [B,256/stride]; of the
    sequence: int32 [B,MOST] and float32 [B]. bent: how far strips are warped, as a share of all.
    """

    def __init__(
        self,
        strips: Strips,
        rows: int,
        steps: int,
        seed: int,
        stride: int = STRIDE,
        bent: float = 1.0,
        **kwargs: Any,
    ) -> None:
        super().__init__(workers=1, max_queue_size=16, **kwargs)
        self._strips, self._rows, self._steps, self._seed = strips, rows, steps, seed
        self._stride, self._bent, self._epoch = stride, bent, 0

    def __len__(self) -> int:
        return self._steps

    def __getitem__(
        self, index: int
    ) -> tuple[np.ndarray, dict[str, np.ndarray], dict[str, np.ndarray]]:
        rng = np.random.default_rng([self._seed, self._epoch, index])
        rows = [_row(self._strips, self._stride, self._bent, rng) for _ in range(self._rows)]
        images, sets, weights, labels, known = (np.stack(each) for each in zip(*rows, strict=True))
        return (
            images[..., None].astype(np.float32) / 255,
            {FRAMES: sets, SEQUENCE: labels},
            {FRAMES: weights, SEQUENCE: known.astype(np.float32)},
        )

    def start(self, epoch: int) -> None:
        """Draw as in that epoch, so that a run that resumes sees what it had yet to see."""
        self._epoch = epoch


def _row(strips: Strips, stride: int, bent: float, rng: np.random.Generator) -> Row:
    image: np.ndarray = np.zeros((HEIGHT, WIDTH), np.uint8)
    sets: np.ndarray = np.zeros((WIDTH // stride, COUNT + 1), np.float32)
    weights: np.ndarray = np.full(WIDTH // stride, GROUND, np.float32)
    sets[:, COUNT] = 1.0
    at, said = 0, list[int]()
    for _ in range(8):
        drawn = warped(strips[int(rng.integers(len(strips)))], rng, bent)
        width = drawn.image.shape[1]
        if at + width <= WIDTH:
            image[:, at : at + width] = drawn.image
            _label(sets, weights, drawn, at, stride)
            said += drawn.labels[np.argsort(drawn.spans[:, 1])].tolist()
            at += width + int(rng.integers(0, 24))
    known = UNSURE not in said and len(said) <= MOST
    return image, sets, weights, sequence(said if known else []), float(known)


def warped(strip: Labelled, rng: np.random.Generator, bent: float = 1.0) -> Labelled:
    """Stretched, shrunk, slanted, and paler or bolder; the characters' columns with it."""
    stretch = np.exp(bent * rng.normal(0.03, 0.22))
    tall, shear = 1 + bent * rng.uniform(-0.2, 0.06), bent * rng.normal(0, 0.12)
    width = max(STRIDE, round(strip.image.shape[1] * stretch))
    spare = (1 - tall) * HEIGHT
    over = spare / 2 + rng.uniform(-0.5, 0.5) * abs(spare)
    across = stretch * np.array([1.0, shear])
    matrix = np.array([[across[0], across[1], -across[1] * HEIGHT / 2], [0, tall, over]])
    image = cv2.warpAffine(strip.image, matrix, (width, HEIGHT))
    image = np.clip(
        image * (1 + bent * rng.uniform(-0.3, 0.4)) + bent * rng.uniform(-30, 10), 0, 255
    )
    grain = bent * rng.normal(0, rng.uniform(0, 12), image.shape)
    noisy = image + grain * (rng.random() < 0.3)
    return Labelled(
        np.clip(noisy, 0, 255).astype(np.uint8), strip.labels, strip.spans * np.float32(stretch)
    )


def _label(sets: np.ndarray, weights: np.ndarray, strip: Labelled, at: int, stride: int) -> None:
    """The frames of a strip that begins at column `at`."""
    weights[at // stride : -(-(at + strip.image.shape[1]) // stride)] = 1.0
    taken: set[int] = set()
    for label, span in zip(strip.labels, strip.spans, strict=True):
        left, middle, right = (float(column) + at for column in span)
        if label == UNSURE:
            weights[int(left // stride) : int(right // stride) + 1] = 0.0
            continue
        reach = CORE * (right - left)
        for frame in range(int((middle - reach) // stride), int((middle + reach) // stride) + 1):
            if frame not in taken:
                sets[frame, alike(int(label))] = 1.0
        core = int(middle // stride)
        core += core in taken
        if core < len(sets):
            taken.add(core)
            sets[core] = 0.0
            sets[core, alike(int(label))] = 1.0
