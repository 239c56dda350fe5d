"""Page → ink: the grey strokes and their mask, with paper, light and shadow taken out."""

from dataclasses import dataclass

import cv2
import numpy as np

LOCAL_SHARE = 0.36
"""A pixel is ink above this share of the strongest contrast near by."""
FLOOR_SHARE = 0.15
"""And above this share of the page's own ink (Otsu's upper class)."""
NOISE_SIGMAS = 5.0
AROUND = 8
"""A part of a page's shorter side: so far around itself ink is compared."""
GROUND_SIDE = 500
"""Pixels: the ground of a page is looked for at this size, since light changes slowly."""
BLACK = 150.0
"""A contrast that is ink's, however coarse the grain."""
NARROW = 8.0
"""Pixels: what is around is blurred by no less."""


@dataclass(frozen=True)
class Ink:
    """grey: uint8 [H,W], 0 = ground, 255 = the strongest ink near by; mask: bool [H,W]."""

    grey: np.ndarray
    mask: np.ndarray

    def within(self, kept: np.ndarray) -> "Ink":
        """What a smaller mask leaves of it, with the soft edges of that: bool [H,W]."""
        soft = cv2.dilate(kept.view(np.uint8), np.ones((3, 3), np.uint8))
        return Ink((self.grey * soft).astype(np.uint8), kept)


def to_grey(image: np.ndarray) -> np.ndarray:
    """uint8 [H,W,3] RGB or [H,W] → uint8 [H,W], ink dark on light ground whichever it was."""
    grey = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    return 255 - grey if _polarity(grey) > 0 else grey


def _polarity(grey: np.ndarray) -> float:
    """Below 0 for dark ink on light ground: ink is rare, and strays far from what is around it.

    Around it, since half of a page may lie in shadow.
    """
    step = max(1, min(grey.shape) // GROUND_SIDE)
    small = grey[::step, ::step].astype(np.float32)
    around = _blurred(small, max(NARROW, min(small.shape) / AROUND))
    strays = small - around
    return float(np.mean(strays * strays * strays))  # a power is ten times slower


def _blurred(grey: np.ndarray, sigma: float) -> np.ndarray:
    """By a Gaussian: a broad one is that of a smaller image."""
    step = sigma / NARROW
    if step <= 1:
        return cv2.GaussianBlur(grey, (0, 0), sigma)
    less = cv2.resize(grey, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    blurred = cv2.GaussianBlur(less, (0, 0), NARROW)
    return cv2.resize(blurred, grey.shape[::-1], interpolation=cv2.INTER_LINEAR)


def binarise(grey: np.ndarray) -> Ink:
    """The ink of a page as it lies, its rules with it."""
    contrast = contrast_of(grey)
    return threshold(contrast, floor_of(contrast))


def threshold(contrast: np.ndarray, floor: float) -> Ink:
    """Threshold by local contrast, after the ground's own brightness is taken out.

    A pixel is ink where its contrast comes near the strongest in its neighbourhood, so faint
    pencil beside bold print survives, and blurred strokes of two letters part.

    Args:
        contrast: of a page, as `contrast_of` has it.
        floor: the contrast under which all is paper.
    """
    reach = _odd(min(max(min(contrast.shape) // 4, 7), 41))
    peak = cv2.blur(cv2.dilate(contrast, _disc(reach)), (reach, reach))
    mask = (contrast > LOCAL_SHARE * peak) & (contrast > floor)
    near = cv2.dilate(mask.view(np.uint8), np.ones((3, 3), np.uint8))
    strength = np.minimum(contrast / np.maximum(peak, 1.0), 1.0) * 255 * near
    return Ink(strength.astype(np.uint8), mask)


def contrast_of(grey: np.ndarray) -> np.ndarray:
    """float32 [H,W], 0..255: how much darker than its ground a pixel is, in equal light.

    The ground is the closing of the page: dark strokes vanish in it.
    """
    ground = _ground(grey).astype(np.float32)
    return np.clip((ground - grey) / np.maximum(ground, 32.0) * 255, 0, 255).astype(np.float32)


def _ground(grey: np.ndarray) -> np.ndarray:
    """uint8 [H,W]: the page without its dark strokes; large pages are seen from further away."""
    step = max(1, min(grey.shape) // GROUND_SIDE)
    small = grey[::step, ::step]
    size = _odd(min(max(min(small.shape) // 3, 9), max(61 // step, 15)))
    padded = cv2.copyMakeBorder(small, size, size, size, size, cv2.BORDER_REPLICATE)
    ground = cv2.morphologyEx(padded, cv2.MORPH_CLOSE, _disc(size))
    ground = cv2.GaussianBlur(ground, (0, 0), size / 4)[size:-size, size:-size]
    return cv2.resize(ground, grey.shape[::-1], interpolation=cv2.INTER_LINEAR)


def floor_of(contrast: np.ndarray) -> float:
    """The contrast under which all is paper: by Otsu's split, and by the paper's own grain."""
    level, _ = cv2.threshold(contrast.astype(np.uint8), 0, 255, cv2.THRESH_OTSU)
    inked = contrast[contrast > level]
    typical = float(np.median(inked)) if inked.size else 255.0
    # Of the whole page, most of which is paper: where ink is rare, Otsu splits the grain itself.
    middle = float(np.median(contrast))
    grain = 1.4826 * float(np.median(np.abs(contrast - middle)))
    return max(FLOOR_SHARE * typical, min(middle + NOISE_SIGMAS * grain, BLACK), 12.0)


def _disc(size: int) -> np.ndarray:
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))


def _odd(size: int) -> int:
    return size | 1
