"""Composed ink as a form shows it: littered, warped and scanned, and whose each pixel is."""

import cv2
import numpy as np

from models.hand import Hand
from models.typefaces import CAPITAL

NOBODY, DEBRIS = -1, -2
"""Owners of a pixel that is no glyph's: paper, and ink that is no character."""
SMALLEST, LEGIBLE = 11, 20
"""Pixels of a capital: as small as any is scanned, and as small as is still easily read."""


def litter(ink: np.ndarray, owner: np.ndarray, rng: np.random.Generator) -> None:
    """Rules, strokes and specks beside the word, sometimes through it."""
    debris: np.ndarray = np.zeros(ink.shape, np.uint8)
    width = ink.shape[1]
    if rng.random() < 0.12:
        y = int(rng.uniform(1.4, 2.8) * CAPITAL)
        cv2.line(debris, (0, y), (width, y + int(rng.integers(-2, 3))), 1, int(rng.integers(1, 4)))
    for _ in range(rng.poisson(0.5)):
        start = rng.uniform((0, CAPITAL), (width, 3.2 * CAPITAL)).astype(int)
        end = start + rng.normal(0, rng.uniform(1, 16), 2).astype(int)
        cv2.line(debris, start.tolist(), end.tolist(), 1, int(rng.integers(2, 6)))
    _add(debris, ink, owner)


def underline(ink: np.ndarray, owner: np.ndarray, base: float, rng: np.random.Generator) -> None:
    """A rule on which the word stands, or that runs through its foot."""
    debris: np.ndarray = np.zeros(ink.shape, np.uint8)
    left, right = (round(end) for end in rng.uniform((0, 0.8), (0.2, 1.0)) * ink.shape[1])
    y = round(base + rng.uniform(-0.12, 0.3) * CAPITAL)
    end = right, y + int(rng.integers(-2, 3))
    cv2.line(debris, (left, y), end, 1, int(rng.integers(1, 5)))
    _add(debris, ink, owner)


def _add(debris: np.ndarray, ink: np.ndarray, owner: np.ndarray) -> None:
    fresh = (debris > 0) & ~ink
    ink |= fresh
    owner[fresh] = DEBRIS


def warp(
    ink: np.ndarray, owner: np.ndarray, hand: Hand, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Slant, slope and waver the whole: grey uint8 [H,W], owner int16 [H,W]."""
    height, width = ink.shape
    ys, xs = np.mgrid[0:height, 0 : width + 40].astype(np.float32)
    field = rng.normal(0, hand.waver, (2, 5, 3 + width // 40)).astype(np.float32)
    dx, dy = (cv2.resize(each, xs.shape[::-1], interpolation=cv2.INTER_CUBIC) for each in field)
    map_x = xs - 20 + hand.shear * (ys - height / 2) + dx
    map_y = ys + hand.slope * (xs - width / 2) + dy
    maps = map_x.astype(np.float32), map_y.astype(np.float32)
    grey = cv2.remap(ink.view(np.uint8) * 255, *maps, cv2.INTER_LINEAR)
    owners = cv2.remap(owner, *maps, cv2.INTER_NEAREST, borderValue=NOBODY)
    return grey, owners


def scan(
    grey: np.ndarray, owner: np.ndarray, rng: np.random.Generator, least: float = SMALLEST
) -> tuple[np.ndarray, np.ndarray]:
    """Shrink, blur and dim onto paper, with grain; crop to the ink and some paper around it.

    least: pixels that a capital has at least.
    """
    scale = float(np.exp(rng.uniform(np.log(least), np.log(60)))) / CAPITAL
    size = (max(8, round(grey.shape[1] * scale)), max(8, round(grey.shape[0] * scale)))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = cv2.GaussianBlur(cv2.resize(grey, size, interpolation=how), (0, 0), _blur(rng))
    owner = cv2.resize(owner, size, interpolation=cv2.INTER_NEAREST)
    paper, contrast = rng.uniform(150, 255), rng.uniform(0.25, 1.0)
    image = paper * (1 - contrast * small / 255) + rng.normal(0, rng.uniform(0, 5), small.shape)
    x, y, width, height = cv2.boundingRect((owner != NOBODY).view(np.uint8))
    edge = max(2, round(rng.uniform(0.1, 0.8) * CAPITAL * scale))
    rows = slice(max(0, y - edge), y + height + edge)
    columns = slice(max(0, x - edge), x + width + edge)
    return np.clip(image, 0, 255).astype(np.uint8)[rows, columns], owner[rows, columns]


def _blur(rng: np.random.Generator) -> float:
    return float(rng.uniform(0.25, 1.0))
