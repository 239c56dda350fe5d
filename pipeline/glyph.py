"""The one normalisation of a glyph, for trainer and worker alike."""

import cv2
import numpy as np

SIDE = 28
"""Pixels of a normalised glyph's side."""
INNER = 24
"""Pixels of the longer side of its ink, which leaves EMNIST's border of two."""
GROUND = 64
"""Stretched ink below this is ground: where EMNIST's own blurred edges measure 24 pixels."""
BLUR_SIGMA = 0.6


def normalise(ink: np.ndarray) -> np.ndarray:
    """Make a crop look as EMNIST's glyphs do (Cohen et al., 2017, figure 1).

    Stretch the contrast, crop to the ink, scale the longer side to 24 pixels with the aspect
    ratio kept, centre on 28x28, blur, and stretch again, since thin strokes fade.

    Args:
        ink: uint8 [h,w], 0 = ground, larger = more ink; grey or binary, any size.

    Returns:
        uint8 [28,28], 255 = ink; all zero where the crop holds no ink.
    """
    canvas = np.zeros((SIDE, SIDE), np.uint8)
    if ink.size == 0 or not ink.any():
        return canvas
    cropped = _crop(_stretch(ink))
    height, width = _fit(*cropped.shape)
    top, left = (SIDE - height) // 2, (SIDE - width) // 2
    canvas[top : top + height, left : left + width] = _resize(cropped, height, width)
    return _stretch(cv2.GaussianBlur(canvas, (0, 0), BLUR_SIGMA))


def normalise_all(inks: list[np.ndarray]) -> np.ndarray:
    """Normalise every crop: list of uint8 [h,w] → uint8 [N,28,28]."""
    if not inks:
        return np.zeros((0, SIDE, SIDE), np.uint8)
    return np.stack([normalise(ink) for ink in inks])


def _stretch(ink: np.ndarray) -> np.ndarray:
    return cv2.convertScaleAbs(ink, alpha=255 / int(ink.max()))


def _crop(ink: np.ndarray) -> np.ndarray:
    x, y, width, height = cv2.boundingRect((ink >= GROUND).view(np.uint8))
    return ink[y : y + height, x : x + width]


def _fit(height: int, width: int) -> tuple[int, int]:
    scale = INNER / max(height, width)
    return max(1, round(height * scale)), max(1, round(width * scale))


def _resize(ink: np.ndarray, height: int, width: int) -> np.ndarray:
    shrinks = height < ink.shape[0] or width < ink.shape[1]
    return cv2.resize(
        ink, (width, height), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    )
