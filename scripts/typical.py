"""Which of a character's glyphs to show: typical ones, that are like no other character."""

import cv2
import numpy as np

from models.emnist import Glyphs
from pipeline.classes import ALIKE, CHARS, INDEX

_NEIGHBOURS = 5
_KEPT = 0.25
_FEWEST = 4
_HALF_WIDTH = 1.3
"""Mean distance of ink to its edge, in EMNIST's pixels, of a stroke neither thick nor thin."""
_INK = 100


def alphabet(glyphs: Glyphs, text: str) -> dict[str, np.ndarray]:
    """The chosen glyphs of every character that a text needs, uint8 [K,28,28] each."""
    return {char: choose(glyphs, char) for char in sorted(set(text) & set(CHARS))}


def pieces(ink: np.ndarray) -> int:
    """Connected components of a mask."""
    return int(cv2.connectedComponents(ink.astype(np.uint8))[0]) - 1


def choose(glyphs: Glyphs, char: str) -> np.ndarray:
    """The quarter of a character's glyphs that look most like it and least like any other.

    Nearest neighbours decide, not a network, so that no network's taste is in the samples.
    """
    own, others = _is(glyphs, char), _differs(glyphs, char)
    features = _features(glyphs.x)
    near = np.sort(_distances(features[own], features[own]), axis=1)[:, 1 : 1 + _NEIGHBOURS]
    far = np.sort(_distances(features[own], features[others]), axis=1)[:, :_NEIGHBOURS]
    oddity = near.mean(axis=1) / far.mean(axis=1) * _unlike_pen(glyphs.x[own])
    kept = max(_FEWEST, round(_KEPT * own.sum()))
    return glyphs.x[own][np.argsort(oddity)[:kept]]


def _is(glyphs: Glyphs, char: str) -> np.ndarray:
    if char in "ij":
        # Their case is rarely known, but a dot tells it.
        own = glyphs.candidates[:, INDEX[char]].copy()
        own[own] = [_has_dot(x) for x in glyphs.x[own]]
        return own
    own = np.equal(glyphs.y, INDEX[char])
    own[own] = [pieces(x > _INK) == 1 for x in glyphs.x[own]]
    return own


def _differs(glyphs: Glyphs, char: str) -> np.ndarray:
    """The glyphs to keep away from: not the other case where it looks the same (m's does not)."""
    same = char.upper() + char.lower() if char.upper() in ALIKE.replace("M", "") else char
    differs: np.ndarray = ~glyphs.candidates[:, [INDEX[each] for each in set(same)]].any(axis=1)
    return differs


def _unlike_pen(x: np.ndarray) -> np.ndarray:
    """How many times too thick or too thin the strokes are, [N], 1 or more."""
    inside = [cv2.distanceTransform((glyph > _INK).astype(np.uint8), cv2.DIST_L2, 5) for glyph in x]
    half_widths = np.array([distance[distance > 0].mean() for distance in inside])
    unlike: np.ndarray = np.exp(np.abs(np.log(half_widths / _HALF_WIDTH)))
    return unlike


def _has_dot(glyph: np.ndarray) -> bool:
    count, _, boxes, _ = cv2.connectedComponentsWithStats((glyph > _INK).astype(np.uint8))
    if count != 3:
        return False
    upper, lower = sorted(boxes[1:], key=lambda box: box[cv2.CC_STAT_TOP])
    below = lower[cv2.CC_STAT_TOP] >= upper[cv2.CC_STAT_TOP] + upper[cv2.CC_STAT_HEIGHT]
    return bool(below and 3 < upper[cv2.CC_STAT_AREA] < lower[cv2.CC_STAT_AREA])


def _features(x: np.ndarray) -> np.ndarray:
    small = [cv2.resize(cv2.GaussianBlur(glyph, (0, 0), 1.0), (14, 14)) for glyph in x]
    return np.stack(small).reshape(len(x), -1).astype(np.float32) / 255


def _distances(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    squares = (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1) - 2 * a @ b.T
    distances: np.ndarray = np.sqrt(np.maximum(squares, 0))
    return distances
