"""A sheet of paper photographed on something darker, laid flat.

Its edge is where the light ground ends. Where no four-cornered sheet stands out, nothing is done:
a scan has no edge, and a form's own fields are not darker around than the paper is.
"""

import functools
from itertools import pairwise

import cv2
import numpy as np

from pipeline.around import is_written_around

SIDE, LOW = 480, 48
"""Pixels: sheets are looked for at this size, and not in lower images: those show a line."""
LEAST, MOST = 0.12, 0.96
"""The share of the picture that a sheet fills."""
DARKER = 0.7
"""What lies around is at most so bright, as a share of the sheet."""
STRAIGHT = 0.96
"""The share of the shape with four sides that the outline fills: they are as straight as that."""
LEVELS, DARKEST = 6, 0.05
"""So many thresholds are tried, from this quantile of the picture up to Otsu's."""
FILLED, ELSEWHERE = 0.94, 0.15
"""The share of the four-cornered shape that is light, once its writing is closed; at most so much
of what lies around is: where several fields of a form are light, all of them are read."""
INSIDE = 3
"""So many of its sides at least are in the picture: the edge of a shadow is one, or two."""
SHORTEST = 0.2
"""Of the picture's shorter side: no side of a sheet is shorter."""
WRITING = 0.05
"""Of the size looked at: strokes as wide as this are closed."""
STREAK = 0.06
"""Of the same: light parts of a desk that are narrower are no part of a sheet."""
SHARP, STEP, ACROSS = 0.75, 3, 8
"""This share of the step across a side is made within STEP pixels, of ACROSS to either side."""
DARKEST_SHADE, BLURRED = 0.5, 0.55
"""What lies around is darker than any shade if it is no brighter than this share of the sheet: then
the step may be as blurred as the second number says."""
TALL, RIM = 150, 0.03
"""Pixels: in a picture as high, a sheet that is no lighter than what it lies on may be told by its
colour. Of its shorter side: so broad a rim shows what that is.
"""
COLOURED, FRINGED = np.array([0.35, 2.0, 2.0], np.float32), 0.38
"""How much lightness and colour (CIELAB) count then; and how blurred the step may be, since the
sheet's shadow is half of it."""
EDGE, BEYOND = 3, 0.06
"""Pixels of the size looked at: so near, a corner lies on the border. And a share of its shorter
side: no corner lies further beyond it."""
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
    width, height = _size(corners)
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
    if corners is not None and _around(corners, _grey(small)) > DARKER:
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
        if corners is not None and _stands_out(corners, small, part, blurred):
            return float((part[_covered(corners, small.shape)] > 0).mean()), corners
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


def _stands_out(corners: np.ndarray, small: np.ndarray, light: np.ndarray, blurred: float) -> bool:
    """Whether the four corners are a sheet's: large, filled, and much darker around."""
    inside = _covered(corners, small.shape)
    closed = [*corners, corners[0]]
    sides = [float(np.linalg.norm(b - a)) for a, b in pairwise(closed)]
    return (
        LEAST <= inside.mean() <= MOST
        and min(sides) >= SHORTEST * min(small.shape)
        and float((light[inside] > 0).mean()) >= FILLED
        and float((light[~inside] > 0).mean()) <= ELSEWHERE
        and (around := _around(corners, small)) <= DARKER
        and _has_edges(corners, small, blurred if around <= DARKEST_SHADE else SHARP)
    )


def _covered(corners: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    covered: np.ndarray = np.zeros(shape, np.uint8)
    return cv2.fillConvexPoly(covered, corners.round().astype(np.int32), 1) > 0


def _around(corners: np.ndarray, small: np.ndarray) -> float:
    """How bright it is around the corners, as a share of how bright it is between them."""
    inside = _covered(corners, small.shape)
    return float(np.median(small[~inside]) / max(float(np.median(small[inside])), 1.0))


def _has_edges(corners: np.ndarray, small: np.ndarray, sharp: float) -> bool:
    """Whether enough sides lie inside the picture, and light ends at them all at once.

    A shadow's edge is softer than paper's. A sheet that leaves the picture with a corner has none.
    """
    last = np.array(small.shape[::-1]) - 1
    beyond = BEYOND * min(small.shape)
    if (corners < -beyond).any() or (corners > last + beyond).any():
        return False
    # Of each corner: whether it lies at the left, the top, the right, the bottom.
    at = np.hstack([corners <= EDGE, corners >= last - EDGE])
    sides = zip(pairwise([*corners, corners[0]]), pairwise([*at, at[0]]), strict=True)
    inside = [side for side, (a, b) in sides if not (a & b).any()]
    return len(inside) >= INSIDE and all(_sharpness(small, *side) >= sharp for side in inside)


def _sharpness(small: np.ndarray, start: np.ndarray, end: np.ndarray) -> float:
    """The share of the step across a side that happens within a few pixels."""
    along = (end - start) / np.linalg.norm(end - start)
    points = start + np.linspace(0.1, 0.9, 40)[:, None] * (end - start)
    offsets = np.arange(-ACROSS, ACROSS + 1)[:, None, None] * along[::-1] * (1, -1)
    across = (points + offsets).round().astype(int)
    columns, rows = (across[..., i].clip(0, small.shape[1 - i] - 1) for i in (0, 1))
    profile = np.median(small[rows, columns].astype(float), axis=1)
    within = profile[:-STEP] - profile[STEP:]
    return float(np.abs(within).max() / max(np.ptp(profile), 1.0))


def _size(corners: np.ndarray) -> tuple[int, int]:
    """Width and height of a sheet: of its longer opposite sides."""
    top, right, bottom, left = (
        float(np.linalg.norm(b - a)) for a, b in pairwise([*corners, corners[0]])
    )
    return max(1, round(max(top, bottom))), max(1, round(max(left, right)))
