"""A sheet of paper photographed on something darker, laid flat.

Its edge is where the light ground ends. Where no four-cornered sheet stands out, nothing is done:
a scan has no edge, and a form's own fields are not darker around than the paper is.
"""

import functools

import cv2
import numpy as np

from pipeline.around import is_written_around
from pipeline.quad import BLURRED, DARKER, brightness_around, extent, stands_out, within

SIDE, LOW = 480, 48
"""Pixels: sheets are looked for at this size, and not in lower images: those show a line."""
STRAIGHT = 0.96
"""The share of the shape with four sides that the outline fills: they are as straight as that."""
LEVELS, DARKEST = 6, 0.05
"""So many thresholds are tried, from this quantile of the picture up to Otsu's."""
WRITING = 0.05
"""Of the size looked at: strokes as wide as this are closed."""
STREAK = 0.06
"""Of the same: light parts of a desk that are narrower are no part of a sheet."""
TALL, RIM = 150, 0.03
"""Pixels: in a picture as high, a sheet that is no lighter than what it lies on may be told by its
colour. Of its shorter side: so broad a rim shows what that is.
"""
COLOURED, FRINGED = np.array([0.35, 2.0, 2.0], np.float32), 0.38
"""How much lightness and colour (CIELAB) count then; and how blurred the step may be, since the
sheet's shadow is half of it."""
INSET = 0.006
"""Of the sheet's sides: so much of its edge is left out, with its shadow."""


def laid_flat(image: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
    """The sheet seen from above, if there is one and nothing is written around it; else the image.

    Args:
        image: uint8 [H,W,3] RGB or [H,W].

    Returns:
        The sheet, and the homography, float [3,3], from its pixels to the image's; None where
        nothing was changed.
    """
    corners = sheet(image)
    if corners is None or is_written_around(_grey(image), corners):
        return image, None
    width, height = extent(corners)
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    back = cv2.getPerspectiveTransform(flat, corners)
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    edge = cv2.BORDER_REPLICATE
    laid = cv2.warpPerspective(image, back, (width, height), flags=how, borderMode=edge)
    return np.asarray(laid), np.asarray(back)


def sheet(image: np.ndarray) -> np.ndarray | None:
    """The corners of a sheet, float32 [4,2], from the top left one clockwise; of the same."""
    if min(image.shape[:2]) < LOW:
        return None
    scale = min(1.0, SIDE / max(image.shape))
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    corners = _found(_least(small))
    if corners is not None and brightness_around(corners, _grey(small)) > DARKER:
        corners = None
    if corners is None and image.ndim > 2 and min(image.shape[:2]) >= TALL:
        corners = _found(_unlike(small), FRINGED)
    if corners is None:
        return None
    inner = corners + (corners.mean(axis=0) - corners) * 2 * INSET
    return np.asarray(inner / np.float32(scale), np.float32)


def _grey(image: np.ndarray) -> np.ndarray:
    return image if image.ndim == 2 else np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY))


def _least(image: np.ndarray) -> np.ndarray:
    """The least of a pixel's colours: of wood and skin, blue is less than of paper."""
    return image if image.ndim == 2 else np.asarray(functools.reduce(cv2.min, cv2.split(image)))


def _unlike(image: np.ndarray) -> np.ndarray:
    """How little a pixel of a picture in colour is like what lies along its border: uint8 [h,w]."""
    lab = cv2.cvtColor(image, cv2.COLOR_RGB2LAB).astype(np.float32) * COLOURED
    rim = max(2, round(RIM * min(image.shape[:2])))
    border = [lab[:rim], lab[-rim:], lab[:, :rim], lab[:, -rim:]]
    desk = np.median(np.concatenate([part.reshape(-1, 3) for part in border]), axis=0)
    return np.clip(np.linalg.norm(lab - desk, axis=2), 0, 255).astype(np.uint8)


def _found(small: np.ndarray, blurred: float = BLURRED) -> np.ndarray | None:
    """The corners in a small picture, uint8 [h,w]."""
    smooth = cv2.medianBlur(small, 5)
    darkest, lightest = np.quantile(smooth[::2, ::2], (DARKEST, 1 - DARKEST)).tolist()
    if darkest > DARKER * lightest:
        return None
    middle, _ = cv2.threshold(smooth, 0, 255, cv2.THRESH_OTSU)
    # Of a sheet half in shadow low levels show more; high ones show less of what lies beside it.
    levels = np.linspace(darkest, middle, LEVELS + 1)[1:]
    found = [each for level in levels if (each := _light_sheet(small, smooth > level, blurred))]
    return max(found, key=lambda each: each[0])[1] if found else None


def _light_sheet(
    small: np.ndarray, light: np.ndarray, blurred: float
) -> tuple[float, np.ndarray] | None:
    """How much of the largest light part is light, 0 to 1, and its corners, if it is a sheet."""
    light = _closed(light.view(np.uint8))
    for part in (light, _without_streaks(light)):
        outlines, _ = cv2.findContours(part, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        outline = max(outlines, key=cv2.contourArea, default=None)
        corners = None if outline is None else _corners(cv2.convexHull(outline))
        if corners is not None and stands_out(corners, small, part, blurred):
            return float((part[within(corners, small.shape)] > 0).mean()), corners
    return None


def _without_streaks(light: np.ndarray) -> np.ndarray:
    """What is light without the grain of wood and what else is narrow: uint8 [h,w]."""
    size = 2 * round(STREAK * max(light.shape) / 2) + 1
    return np.asarray(cv2.morphologyEx(light, cv2.MORPH_OPEN, np.ones((size, size), np.uint8)))


def _closed(light: np.ndarray) -> np.ndarray:
    """What is light, 1 or 0, with the writing on it and without specks beside it: uint8 [h,w]."""
    size = 2 * round(WRITING * max(light.shape) / 2) + 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    framed = cv2.copyMakeBorder(light, size, size, size, size, cv2.BORDER_REPLICATE)
    opened = cv2.morphologyEx(framed, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    closed = cv2.morphologyEx(opened, cv2.MORPH_CLOSE, kernel)
    return np.asarray(closed[size:-size, size:-size])


def _corners(hull: np.ndarray) -> np.ndarray | None:
    """The four that a hull nearly has, float32 [4,2]: from the top left one, clockwise."""
    if len(hull) < 4:
        return None
    around = cv2.approxPolyN(hull, 4, ensure_convex=True)
    found = np.asarray(around, np.float32).reshape(-1, 2)
    if len(found) != 4 or cv2.contourArea(hull) < STRAIGHT * cv2.contourArea(found):
        return None
    if cv2.contourArea(found, oriented=True) < 0:
        found = found[::-1]
    return np.roll(found, -int(found.sum(axis=1).argmin()), axis=0)
