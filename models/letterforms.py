"""Letterforms that EMNIST has few of, drawn into its glyphs: as other schools teach to write.

EMNIST was written in the United States: a 1 is one stroke there, a 7 and a Z have no bar, a 0 no
slash, and a 4 is no bolt of lightning. Much of the world writes them so, and a network that never
saw a 1 with a flag reads a 7.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np

from models.emnist import Glyphs, join
from pipeline.classes import COUNT, INDEX
from pipeline.glyph import SIDE

LARGE = 4
"""Forms are drawn at four times a glyph's size."""
ROOM = 64
"""Pixels around it there."""
FITS = 24
"""Pixels of the longer side that a glyph has at most in its 28: EMNIST's leave as much."""
INK = 110
"""Grey from which on a pixel is ink."""
ONE_STROKE = 1.4
"""A 1 whose ink is more, of a pen's width times its height, has a flag or a foot as it is."""
ROOF = np.radians(58)
"""A flag that lies flatter makes a 7: so far from the vertical it goes at most."""
SHARP = np.radians(18)
"""A flag and its stem are at least so far apart, or they run into one."""
THICK = 0.2
"""Of its height: with such a pen more strokes would be a blot."""
Draw = Callable[["Drawn", np.random.Generator], np.ndarray]


@dataclass(frozen=True, eq=False)
class Drawn:
    """A large glyph: grey uint8 [H,W]; the box of its ink; pen: its stroke's width in pixels;
    line: the width of what is drawn into it.
    """

    grey: np.ndarray
    box: tuple[int, int, int, int]
    pen: float
    line: int

    def across(self, share: float) -> float:
        """The middle column of its ink, so far down its box."""
        left, top, width, height = self.box
        columns = np.flatnonzero(self.grey[top + min(round(share * height), height - 1)] > INK)
        return float(columns.mean()) if len(columns) else left + width / 2

    def lined(self, *points: tuple[float, float]) -> np.ndarray:
        """With a line through some points, x and y."""
        path = np.array(points).round().astype(np.int32)
        return cv2.polylines(self.grey.copy(), [path], False, 255, self.line, cv2.LINE_AA)


def varied(glyphs: Glyphs, seed: int) -> Glyphs:
    """The glyphs, and after them some characters' once more in other forms: see FORMS.

    In their place, they would teach that a plain stroke is a 1 less often than it is.
    """
    rng = np.random.default_rng(seed)
    drawn = [_drawn(glyphs, chars, *one, rng) for chars, forms in FORMS.items() for one in forms]
    return join([glyphs, *drawn])


def _drawn(
    glyphs: Glyphs, chars: str, draw: Draw, share: float, rng: np.random.Generator
) -> Glyphs:
    """A share of those that can be nothing but these characters, as far as another form suits."""
    others = np.setdiff1d(np.arange(COUNT), [INDEX[char] for char in chars])
    mine = np.flatnonzero(~glyphs.candidates[:, others].any(axis=1))
    taken = glyphs[mine[rng.random(len(mine)) < share]]
    x = taken.x.copy()
    for index, glyph in enumerate(taken.x):
        x[index] = form(glyph, draw, rng)
    fresh = (x != taken.x).any(axis=(1, 2))
    return replace(taken, x=x)[fresh]


def form(glyph: np.ndarray, draw: Draw, rng: np.random.Generator) -> np.ndarray:
    """A glyph in another form: uint8 [28,28] → uint8 [28,28]; as it is where it has no ink, or
    too thick a pen.
    """
    large = cv2.resize(glyph, None, fx=LARGE, fy=LARGE, interpolation=cv2.INTER_CUBIC)
    large = cv2.copyMakeBorder(large, ROOM, ROOM, ROOM, ROOM, cv2.BORDER_CONSTANT)
    mask = (large > INK).view(np.uint8)
    if not mask.any():
        return glyph
    pen = 4 * cv2.distanceTransform(mask, cv2.DIST_L2, 3)[mask > 0].mean()
    left, top, width, height = cv2.boundingRect(mask)
    if pen > THICK * height:
        return glyph
    line = max(3, round(pen * rng.uniform(0.7, 0.95)))
    drawn = Drawn(large, (left, top, width, height), pen, line)
    made = draw(drawn, rng)
    return glyph if made is large else _fitted(made)


def flagged(glyph: Drawn, rng: np.random.Generator) -> np.ndarray:
    """A 1 of one stroke with an upstroke before it; the steeper, the longer. Some with a foot.

    As it is where its stem leans so far that a flag would be a roof.
    """
    _, top, _, height = glyph.box
    if (glyph.grey > INK).sum() > ONE_STROKE * glyph.pen * height:
        return glyph.grey
    x, y = glyph.across(0.04), top + glyph.line / 2
    lean = np.arctan2(x - glyph.across(0.96), height)
    if lean + SHARP > ROOF:
        return glyph.grey
    steep = rng.uniform(0, 1)
    angle = min(lean + np.radians(58 - 36 * steep), ROOF)
    length = max(2.5 * glyph.line, height * rng.uniform(0.2, 0.35 + 0.45 * steep))
    end = x - length * np.sin(angle), y + length * np.cos(angle)
    bulge = rng.normal(0, 0.05) * length
    middle = (x + end[0]) / 2 + bulge, (y + end[1]) / 2 + bulge
    more = replace(glyph, grey=glyph.lined((x, y), middle, end))
    return _footed(more, rng) if rng.random() < 0.2 else more.grey


def _footed(glyph: Drawn, rng: np.random.Generator) -> np.ndarray:
    x, reach = glyph.across(0.96), glyph.box[3] * rng.uniform(0.15, 0.35)
    y = glyph.box[1] + glyph.box[3] - glyph.line / 2
    return glyph.lined((x - reach, y), (x + reach * rng.uniform(0.6, 1.2), y))


def crossed(glyph: Drawn, rng: np.random.Generator) -> np.ndarray:
    """A 7 or a Z with a bar through its middle."""
    _, top, width, height = glyph.box
    share = rng.uniform(0.4, 0.62)
    x, y = glyph.across(share) + rng.normal(0, 0.04) * width, top + share * height
    reach = rng.uniform(0.18, 0.42) * max(width, 0.5 * height)
    rise = reach * rng.normal(0.08, 0.15)
    return glyph.lined((x - reach, y + rise), (x + reach, y - rise))


def slashed(glyph: Drawn, rng: np.random.Generator) -> np.ndarray:
    """A 0 with a stroke through it, from lower left to upper right."""
    left, top, width, height = glyph.box
    x, y = left + width / 2, top + height / 2
    angle, reach = np.radians(rng.uniform(35, 65)), rng.uniform(0.65, 1.3)
    dx, dy = reach * width / 2 * np.cos(angle) * 1.3, reach * height / 2 * np.sin(angle)
    return glyph.lined((x - dx, y + dy), (x + dx, y - dy))


def bolt(glyph: Drawn, rng: np.random.Generator) -> np.ndarray:
    """A 4 as a bolt of lightning, open above, with a short stroke through its foot."""
    left, top, _, height = glyph.box
    wide = height * rng.uniform(0.5, 0.85)
    corner = rng.uniform(0.0, 0.12), rng.uniform(0.5, 0.72)
    head = rng.uniform(0.25, 0.6), 0.0
    middle = (head[0] + corner[0]) / 2 + rng.normal(0, 0.05), corner[1] / 2
    end = rng.uniform(0.85, 1.1), corner[1] - rng.uniform(-0.06, 0.1)
    above, foot = rng.uniform(0.55, 0.8), rng.uniform(0.4, 0.65)
    stem = (above, corner[1] - rng.uniform(0.06, 0.35)), (foot, 1.0)
    blank = replace(glyph, grey=np.zeros_like(glyph.grey))
    scaled = [(left + wide * x, top + height * y) for x, y in (head, middle, corner, end, *stem)]
    bent = replace(glyph, grey=blank.lined(*scaled[:4]))
    return bent.lined(*scaled[4:])


def hooked(glyph: Drawn, rng: np.random.Generator) -> np.ndarray:
    """A Z whose upper bar is the shorter, its stem the steeper; shorter yet, it would be a 2."""
    left, top, _, height = glyph.box
    narrow = rng.uniform(0.5, 0.8)
    ys, xs = np.mgrid[0 : glyph.grey.shape[0], 0 : glyph.grey.shape[1]].astype(np.float32)
    widths = np.clip(narrow + (1 - narrow) * (ys - top) / height, narrow, 1)
    return cv2.remap(glyph.grey, left + (xs - left) / widths, ys, cv2.INTER_LINEAR)


def _fitted(large: np.ndarray) -> np.ndarray:
    """At a glyph's size, its ink in the middle: uint8 [28,28]."""
    x, y, width, height = cv2.boundingRect((large > INK // 2).view(np.uint8))
    scale = min(1 / LARGE, FITS / max(width, height))
    middle = np.array([x + (width - 1) / 2, y + (height - 1) / 2])
    shift = (SIDE - 1) / 2 - scale * middle
    soft = cv2.GaussianBlur(large, (0, 0), 0.5 / scale / 2)
    matrix = np.array([[scale, 0, shift[0]], [0, scale, shift[1]]])
    return cv2.warpAffine(soft, matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR)


FORMS: dict[str, tuple[tuple[Draw, float], ...]] = {
    "0": ((slashed, 0.07),),
    "1": ((flagged, 0.3),),
    "4": ((bolt, 0.12),),
    "7": ((crossed, 0.2),),
    "Zz": ((crossed, 0.25), (hooked, 0.15)),
}
"""Of each character, whichever its case, the forms and the share of its glyphs that is taken for
each; some of these are not drawn anew, by a pen too thick or a stroke that is there already.
"""
