"""Paper and ink: what turns a mask of strokes into a photo or scan of a page."""

from dataclasses import dataclass

import cv2
import numpy as np

Colour = tuple[int, int, int]

BLACK: Colour = (38, 36, 40)
BLUE: Colour = (36, 52, 128)
WHITE: Colour = (243, 241, 236)
CREAM: Colour = (240, 231, 208)
GREY: Colour = (214, 214, 212)
KRAFT: Colour = (205, 180, 144)


@dataclass(frozen=True)
class Sheet:
    """A piece of paper under a light.

    light: how much darker the dark side is, 0..1, and from where; grain: standard deviation of
    the paper's tooth, in grey levels.
    """

    paper: Colour = WHITE
    ink: Colour = BLACK
    light: float = 0.1
    angle: float = 0.6
    grain: float = 2.0

    @classmethod
    def scrap(cls, rng: np.random.Generator) -> "Sheet":
        """Light paper and a dark pen, for a word or a number."""
        return cls(
            paper=(WHITE, CREAM, GREY)[rng.integers(3)],
            ink=(BLACK, BLUE)[rng.integers(2)],
            light=rng.uniform(0.0, 0.2),
            grain=rng.uniform(1.0, 4.0),
        )

    def write(self, strokes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """Strokes, float [H,W] 0..1 → uint8 [H,W,3] RGB."""
        cover = _uneven(cv2.GaussianBlur(strokes, (0, 0), 0.7), rng)[..., None]
        page = np.array(self.paper) * (1 - cover) + np.array(self.ink) * cover
        page = page * self._lit(strokes.shape, rng)[..., None]
        page += rng.normal(0, self.grain, strokes.shape)[..., None]
        return np.clip(page, 0, 255).astype(np.uint8)

    def _lit(self, shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
        ys, xs = np.mgrid[0 : shape[0], 0 : shape[1]]
        slope = xs / shape[1] * np.cos(self.angle) + ys / shape[0] * np.sin(self.angle)
        slope = (slope - slope.min()) / (slope.max() - slope.min())
        lit: np.ndarray = 1 - self.light * slope + 0.012 * _clouds(shape, 5, rng)
        return lit


def _uneven(strokes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A pen gives more ink here and less there."""
    flow: np.ndarray = strokes * np.clip(0.9 + 0.08 * _clouds(strokes.shape, 24, rng), 0.6, 1.0)
    return flow


def _clouds(shape: tuple[int, ...], across: int, rng: np.random.Generator) -> np.ndarray:
    """Smooth noise with about `across` waves along the longer side."""
    height, width = shape
    cells = (max(2, across * width // max(shape)), max(2, across * height // max(shape)))
    noise = rng.normal(0, 1, cells[::-1]).astype(np.float32)
    return cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC)
