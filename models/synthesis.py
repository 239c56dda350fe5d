"""Training glyphs as scans and photos show them, made from EMNIST's clean ones.

EMNIST's glyphs are thick, blurred and large; a scanned form's are thin, grey, slanted and 12 to
25 pixels tall. A network that saw only the first misreads the second, so every degraded glyph
goes through the same `normalise` as a worker's crop.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.glyph import SIDE, normalise

_UP = 2


@dataclass(frozen=True)
class Range:
    """A closed interval to draw from."""

    low: float
    high: float

    def draw(self, rng: np.random.Generator) -> float:
        """A number of it, evenly."""
        return float(rng.uniform(self.low, self.high))

    def draw_log(self, rng: np.random.Generator) -> float:
        """A number of it, evenly on a logarithmic scale."""
        return float(np.exp(rng.uniform(np.log(self.low), np.log(self.high))))


@dataclass(frozen=True)
class Degradation:
    """How far a glyph is taken from the clean one."""

    shear: Range = Range(-0.45, 0.45)
    rotation: Range = Range(-9.0, 9.0)
    aspect: Range = Range(0.72, 1.3)
    stroke: Range = Range(0.45, 1.6)
    height: Range = Range(11.0, 72.0)
    bend: Range = Range(0.0, 1.1)
    contrast: Range = Range(0.2, 1.0)
    noise: Range = Range(0.0, 0.05)
    threshold: Range = Range(0.2, 0.55)
    cut_probability: float = 0.12


def jitter(glyph: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A clean glyph moved, turned, sheared and scaled a little: uint8 [28,28] → uint8 [28,28]."""
    matrix = _affine(
        SIDE,
        angle=rng.normal(0, 5),
        shear=rng.normal(0, 0.1),
        scale_x=float(np.exp(rng.normal(0, 0.07))),
        scale_y=float(np.exp(rng.normal(0, 0.07))),
    )
    matrix[:, 2] += rng.normal(0, 0.7, 2)
    return cv2.warpAffine(glyph, matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR)


def degrade(
    glyph: np.ndarray, rng: np.random.Generator, how: Degradation = Degradation()
) -> np.ndarray:
    """A clean glyph as a form would show it, normalised: uint8 [28,28] → uint8 [28,28]."""
    ink = _bend(_warp(_restroke(glyph, how.stroke.draw_log(rng)), rng, how), rng, how)
    ink = _scan(_shrink(ink, how.height.draw_log(rng)), rng, how)
    if rng.random() < how.cut_probability:
        ink = _cut(ink, rng)
    degraded = normalise(ink)
    return degraded if degraded.any() else glyph


def augment(glyphs: np.ndarray, seed: int, degraded: float = 0.5) -> np.ndarray:
    """One epoch's worth: a share `degraded` of uint8 [N,28,28] degraded, the rest jittered."""
    rng = np.random.default_rng(seed)
    chosen = rng.random(len(glyphs)) < degraded
    return np.stack(
        [
            degrade(glyph, rng) if hard else jitter(glyph, rng)
            for glyph, hard in zip(glyphs, chosen, strict=True)
        ]
    )


def _affine(side: int, angle: float, shear: float, scale_x: float, scale_y: float) -> np.ndarray:
    centre = (side - 1) / 2
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    linear = np.array([[cos, -sin], [sin, cos]]) @ np.array([[scale_x, shear], [0.0, scale_y]])
    offset = np.array([centre, centre]) - linear @ np.array([centre, centre])
    return np.column_stack([linear, offset])


def _restroke(glyph: np.ndarray, factor: float) -> np.ndarray:
    """Scale the stroke's width by the distance to its edge; enlarges to twice the side."""
    large = cv2.resize(glyph, None, fx=_UP, fy=_UP, interpolation=cv2.INTER_CUBIC)
    large = cv2.copyMakeBorder(large, 8, 8, 8, 8, cv2.BORDER_CONSTANT)
    mask = (large > 110).astype(np.uint8)
    inside = cv2.distanceTransform(mask, cv2.DIST_L2, 3)
    half_width = 2 * float(inside[mask > 0].mean()) if mask.any() else 1.0
    if factor < 1:
        kept = inside > (1 - factor) * half_width
    else:
        kept = cv2.distanceTransform(1 - mask, cv2.DIST_L2, 3) < 0.5 + (factor - 1) * half_width
    return kept.astype(np.uint8) * 255


def _warp(ink: np.ndarray, rng: np.random.Generator, how: Degradation) -> np.ndarray:
    aspect = how.aspect.draw_log(rng)
    matrix = _affine(len(ink), how.rotation.draw(rng), how.shear.draw(rng), 0.85 * aspect, 0.85)
    return cv2.warpAffine(ink, matrix, ink.shape[::-1], flags=cv2.INTER_LINEAR)


def _bend(ink: np.ndarray, rng: np.random.Generator, how: Degradation) -> np.ndarray:
    side = len(ink)
    field: np.ndarray = rng.normal(0, how.bend.draw(rng) * _UP, (4, 4, 2)).astype(np.float32)
    field = cv2.resize(field, (side, side), interpolation=cv2.INTER_LINEAR)
    xs, ys = np.meshgrid(np.arange(side, dtype=np.float32), np.arange(side, dtype=np.float32))
    return cv2.remap(ink, xs + field[..., 0], ys + field[..., 1], cv2.INTER_LINEAR)


def _shrink(ink: np.ndarray, height: float) -> np.ndarray:
    *_, tall = cv2.boundingRect((ink > 64).view(np.uint8))
    scale = height / max(tall, 1)
    size = (max(3, round(ink.shape[1] * scale)), max(3, round(ink.shape[0] * scale)))
    return cv2.resize(ink, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)


def _scan(ink: np.ndarray, rng: np.random.Generator, how: Degradation) -> np.ndarray:
    """Blur, dim, add grain, and keep what lies near a threshold set too high or too low."""
    contrast = how.contrast.draw(rng)
    blurred = cv2.GaussianBlur(ink, (0, 0), rng.uniform(0.2, 0.9))
    grey: np.ndarray = blurred.astype(np.float32) / 255 * contrast
    grey += rng.normal(0, how.noise.draw(rng) * contrast, grey.shape).astype(np.float32)
    mask = (grey > how.threshold.draw(rng) * grey.max()).astype(np.uint8)
    if rng.random() < 0.7:
        return (np.clip(grey, 0, 1) * 255 * cv2.dilate(mask, np.ones((3, 3)))).astype(np.uint8)
    return mask * 255


def _cut(ink: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Lose up to a tenth of the ink's box at one side, as at the border of a form's field."""
    x, y, width, height = cv2.boundingRect((ink > 64).view(np.uint8))
    box = ink[y : y + height, x : x + width]
    dx, dy = (max(1, round(side * rng.uniform(0.03, 0.1))) for side in (width, height))
    sides = (box[dy:], box[:-dy], box[:, dx:], box[:, :-dx])
    cut = sides[rng.integers(4)]
    return cut if cut.size else box
