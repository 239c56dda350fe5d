"""Characters as scans and photos would show them: corrupted, binarised and normalised, by a seed.

Each image independently: height, stroke width, shear and contrast are drawn, and one in five
loses a tenth of its ink's box at one side. Only for measuring: `models.synthesis` is what
networks are trained on, and shares nothing with this but `normalise`.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.glyph import normalise
from pipeline.ink import binarise, to_grey

LARGE = 8
"""Strokes are scaled and sheared so many times enlarged, where a pixel is a fraction of one."""
MARGIN = 0.5
"""Paper around the ink, as a share of its height; PAPER pixels at least."""
PAPER = 8
INKED = 128


@dataclass(frozen=True)
class Corruption:
    """What happens to one character.

    height: pixels of its ink; stroke: times its width; shear: degrees; contrast: of ink on white
    paper, 1 is black; cut: the side that loses a tenth, counted from the top clockwise, or None.
    """

    height: float
    stroke: float
    shear: float
    contrast: float
    cut: int | None

    @classmethod
    def draw(cls, rng: np.random.Generator) -> "Corruption":
        """Factors are drawn evenly on a logarithmic scale, differences evenly."""
        return cls(
            height=float(np.exp(rng.uniform(np.log(12), np.log(200)))),
            stroke=float(2 ** rng.uniform(-1, 1)),
            shear=float(rng.uniform(-25, 25)),
            contrast=float(rng.uniform(0.2, 1.0)),
            cut=int(rng.integers(4)) if rng.random() < 0.2 else None,
        )


def corrupted(x: np.ndarray, seed: int) -> np.ndarray:
    """Each glyph corrupted by itself, then as a worker would see it: uint8 [N,28,28], the same."""
    drawn = [Corruption.draw(np.random.default_rng([seed, row])) for row in range(len(x))]
    return np.stack([seen(page(glyph, how)) for glyph, how in zip(x, drawn, strict=True)])


def seen(image: np.ndarray) -> np.ndarray:
    """A page of one character, uint8 [H,W], binarised by the default preset and normalised."""
    return normalise(binarise(to_grey(image)).grey)


def page(glyph: np.ndarray, how: Corruption) -> np.ndarray:
    """The character on white paper: uint8 [28,28], white on black → uint8 [H,W], dark on light."""
    ink = _boxed(_shear(_restroke(glyph, how.stroke), how.shear))
    ink = _cut(_scale(ink, how.height), how.cut)
    margin = max(PAPER, round(MARGIN * how.height))
    ink = cv2.copyMakeBorder(ink, *(margin,) * 4, cv2.BORDER_CONSTANT, value=0)
    return np.round(255.0 * (1.0 - how.contrast * (ink / 255.0))).astype(np.uint8)


def _restroke(glyph: np.ndarray, factor: float) -> np.ndarray:
    """Move every stroke's edge by half of what its width changes; the ink, much enlarged."""
    large = cv2.resize(glyph, None, fx=LARGE, fy=LARGE, interpolation=cv2.INTER_CUBIC)
    large = cv2.copyMakeBorder(large, *(8 * LARGE,) * 4, cv2.BORDER_CONSTANT, value=0)
    mask = (large >= INKED).astype(np.uint8)
    inside = cv2.distanceTransform(mask, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    outside = cv2.distanceTransform(1 - mask, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    # From the middle of a stroke to its edge, distances average half of half its width.
    half = 2 * float(inside[mask > 0].mean()) if mask.any() else 0.0
    kept = inside - outside > (1 - factor) * half
    return kept.astype(np.uint8) * 255 if kept.any() else mask * 255


def _shear(ink: np.ndarray, degrees: float) -> np.ndarray:
    """Lean it to the right, or for negative angles to the left; nothing falls off the edges."""
    height, width = ink.shape
    slope = float(np.tan(np.radians(degrees)))
    room = round(abs(slope) * height / 2) + 1
    matrix = np.array([[1.0, -slope, room + slope * (height - 1) / 2], [0.0, 1.0, 0.0]])
    return cv2.warpAffine(ink, matrix, (width + 2 * room, height), flags=cv2.INTER_LINEAR)


def _boxed(ink: np.ndarray) -> np.ndarray:
    x, y, width, height = cv2.boundingRect((ink >= INKED).view(np.uint8))
    return ink[y : y + height, x : x + width]


def _scale(ink: np.ndarray, height: float) -> np.ndarray:
    scale = height / len(ink)
    size = (max(1, round(ink.shape[1] * scale)), max(1, round(height)))
    return cv2.resize(ink, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)


def _cut(ink: np.ndarray, side: int | None) -> np.ndarray:
    if side is None:
        return ink
    height, width = ink.shape
    dy, dx = round(height / 10), round(width / 10)
    return (ink[dy:], ink[:, : width - dx], ink[: height - dy], ink[:, dx:])[side]
