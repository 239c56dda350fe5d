"""Words composed of single glyphs, as a form's scan would show them, with whose ink is whose.

Glyphs come from EMNIST or from one typeface; they touch, slant, thin out, shrink and fade, and
stand beside rules, specks and print, so that what the pipeline cuts out of such an image is what
it cuts out of real ones.
"""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from models.diacritics import accents, dotted, tall_i
from models.emnist import Glyphs
from models.hand import Hand, pen, press
from models.manner import FORMS, Manner
from models.scanning import LEGIBLE, NOBODY, SMALLEST, litter, scan, underline, warp
from models.typefaces import BASELINE, CAPITAL, Typeface, typefaces
from models.wording import Wording, Words
from pipeline.classes import CHARS, INDEX

TALL = frozenset("bdfhklt")
HANGING = frozenset("gpqy")
KEYSTONE = 0.2
"""A letter's foot is narrower than its head by about this share, or wider: a Z with a small hook
for its top is one still."""
_PAD = 24
BASE = 2.6 * CAPITAL
"""Pixels from the top of a word's picture to its baseline."""


@dataclass(frozen=True)
class Composed:
    """image: uint8 [H,W], dark on light; owner: int16 [H,W], the index into text, or NOBODY or
    DEBRIS; text: the characters from left to right, spaces left out; printed: set in type.
    """

    image: np.ndarray
    owner: np.ndarray
    text: str
    printed: bool = False


class Composer:
    """Composes words from EMNIST's glyphs of known class and from the shipped typefaces."""

    def __init__(self, emnist: Glyphs, seed: int, manner: Manner = FORMS) -> None:
        self._manner = manner
        known = emnist.known
        self._x = known.x
        self._of = [np.flatnonzero(known.y == label) for label in range(62)]
        self._rng = np.random.default_rng(seed)
        self._hand = [face for face in typefaces() if face.style == "handwritten"]
        self._joined = [face for face in typefaces() if face.joined]
        self._print = [face for face in typefaces() if face.printed]
        self._wording = Wording(self._rng)

    def compose(self, words: Words | None = None) -> Composed:
        """One more word, of `words` or of this composer's own."""
        rng = self._rng
        face = self._source()
        labels = [label for label in (words or self._wording).draw() if self._has(face, label)] or [
            10
        ]
        printed = face is not None and face.printed
        dots = not printed and self._has(face, INDEX["i"]) and rng.random() < self._manner.dotted
        labels = dotted(labels) if dots else labels
        hand = press(rng) if printed else self._manner.of(pen(rng), rng)
        glyphs = [self._glyph(face, label, hand, dots) for label in labels]
        gaps = self._gaps(face, labels, hand)
        ink, owner = _layout(glyphs, hand, gaps, rng)
        text = "".join(CHARS[label] for label in labels)
        if rng.random() < self._manner.accented:
            accents(ink, owner, text, rng)
        if not self._manner.steady:
            litter(ink, owner, rng)
        if rng.random() < self._manner.ruled:
            underline(ink, owner, BASE, rng)
        ink, owner = warp(ink, owner, hand, rng)
        least = LEGIBLE if self._manner.steady else SMALLEST
        return Composed(*scan(ink, owner, rng, least), text, printed)

    def _source(self) -> Typeface | None:
        """A typeface, or None for EMNIST's glyphs."""
        kind, manner = self._rng.random(), self._manner
        if kind < manner.emnist:
            return None
        if kind >= manner.emnist + manner.typefaces:
            faces = self._print
        else:
            faces = self._joined if self._rng.random() < manner.joined else self._hand
        return faces[self._rng.integers(len(faces))]

    def _gaps(self, face: Typeface | None, labels: list[int], hand: Hand) -> list[float] | None:
        """Pixels before each glyph as the typeface has them; None where the hand decides."""
        if face is None or not face.joined or self._rng.random() >= self._manner.natural:
            return None
        inner = [face.bearings[a, 1] + face.bearings[b, 0] for a, b in pairwise(labels)]
        even = self._rng.normal(0, 1.0)
        return [0.0] + [hand.aspect * float(gap) + even for gap in inner]

    def _has(self, face: Typeface | None, label: int) -> bool:
        return bool(len(self._of[label])) if face is None else face.has(label)

    def _glyph(
        self, face: Typeface | None, label: int, hand: Hand, dots: bool
    ) -> tuple[np.ndarray, int]:
        """A mask, bool [h,w], and how far its bottom stands above the baseline.

        dots: whether an i stands among capitals.
        """
        if face is None:
            mask, up = _emnist(self._x[self._rng.choice(self._of[label])], CHARS[label])
        else:
            mask, up = _typed(face.glyphs[label])
        if dots and CHARS[label] == "i":
            mask = tall_i(mask, self._rng)
        if hand.unrest:
            mask = _jitter(mask, hand, self._rng)
        return _restroke(mask, hand.stroke), up


def _emnist(glyph: np.ndarray, char: str) -> tuple[np.ndarray, int]:
    """EMNIST forgot the size of its glyphs: give each that of its class."""
    x, y, width, height = cv2.boundingRect((glyph > 90).view(np.uint8))
    box = glyph[y : y + height, x : x + width]
    tall = char.isupper() or char.isdigit() or char in TALL
    share = 1.0 if tall or char in HANGING else 0.85 if char in "ij" else 0.66
    scale = share * CAPITAL / max(height, 1)
    size = (max(3, round(width * scale)), max(3, round(height * scale)))
    mask = cv2.resize(box, size, interpolation=cv2.INTER_CUBIC) > 100
    return mask, -round(0.33 * CAPITAL) if char in HANGING else 0


def _typed(glyph: np.ndarray) -> tuple[np.ndarray, int]:
    x, y, width, height = cv2.boundingRect(glyph.view(np.uint8))
    return glyph[y : y + height, x : x + width], BASELINE - (y + height)


def _jitter(mask: np.ndarray, hand: Hand, rng: np.random.Generator) -> np.ndarray:
    """A letter of one hand differs from the next: size, proportion, slant."""
    height, width = mask.shape
    side = int(1.5 * (height + width))
    angle = np.radians(rng.normal(0, 3))
    scale = np.exp(rng.normal(0, hand.unrest, 2)) * (hand.aspect, 1.0)
    linear = np.array([[np.cos(angle), rng.normal(0, 0.08)], [np.sin(angle), np.cos(angle)]])
    linear = linear @ np.diag(scale)
    matrix = _moved(side / 2, side / 2) @ _keystone(rng.normal(0, KEYSTONE) / max(height, 1))
    matrix[:, :2] = matrix[:, :2] @ linear
    matrix = matrix @ _moved(-width / 2, -height / 2)
    moved = cv2.warpPerspective(mask.view(np.uint8) * 255, matrix, (side, side)) > 127
    x, y, width, height = cv2.boundingRect(moved.view(np.uint8))
    return moved[y : y + height, x : x + width] if width else mask


def _moved(x: float, y: float) -> np.ndarray:
    return np.array([[1.0, 0.0, x], [0.0, 1.0, y], [0.0, 0.0, 1.0]])


def _keystone(narrower: float) -> np.ndarray:
    """Narrower by this share for each row further down; wider further up."""
    return np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, narrower, 1.0]])


def _restroke(mask: np.ndarray, factor: float) -> np.ndarray:
    """Thin or thicken the pen, but never away."""
    padded = np.pad(mask, 6).view(np.uint8)
    inside = cv2.distanceTransform(padded, cv2.DIST_L2, 3)
    half = 2 * float(inside[padded > 0].mean()) if mask.any() else 1.0
    if factor < 1:
        return inside > (1 - factor) * half
    reach = min(0.5 + (factor - 1) * half, 5.0)
    return cv2.distanceTransform(1 - padded, cv2.DIST_L2, 3) < reach


def _layout(
    glyphs: list[tuple[np.ndarray, int]],
    hand: Hand,
    gaps: list[float] | None,
    rng: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray]:
    """Side by side on a wavering line: ink bool [H,W], owner int16 [H,W].

    gaps: before each glyph, instead of the hand's, which then neither strays from the line.
    """
    height = 4 * CAPITAL
    width = sum(mask.shape[1] for mask, _ in glyphs) + (len(glyphs) + 2) * 2 * CAPITAL
    ink, owner = np.zeros((height, width), bool), np.full((height, width), NOBODY, np.int16)
    right, base, end = float(_PAD), BASE, 0.0
    for index, (mask, up) in enumerate(glyphs):
        unrest = hand.unrest if gaps is None else 0.25 * hand.unrest
        bottom = round(base + rng.normal(0, unrest / 2) * CAPITAL) - up
        gap = (hand.gap if gaps is None else gaps[index]) + rng.normal(0, unrest) * CAPITAL
        if gaps is None and rng.random() < hand.touching:
            gap = _meeting(owner == index - 1, mask, bottom) - right
            gap -= rng.uniform(0, hand.overlap) if hand.overlap else 0.0
        left = max(0, round(right + gap)) if index else _PAD
        right = _put(ink, owner, mask, left, bottom, index)
        end = max(end, right + _PAD)
    return ink[:, : round(end)], owner[:, : round(end)]


def _meeting(before: np.ndarray, mask: np.ndarray, bottom: int) -> float:
    """The left edge at which a mask's ink meets the ink before it, on whichever row comes first."""
    mask = mask[:, np.flatnonzero(mask.any(axis=0))[0] :] if mask.any() else mask
    top = max(0, bottom - mask.shape[0])
    rows = before[top : top + mask.shape[0]]
    mask = mask[: len(rows)]
    both = rows.any(axis=1) & mask.any(axis=1)
    ends = rows.shape[1] - np.argmax(rows[both, ::-1], axis=1)
    starts = np.argmax(mask[both], axis=1)
    columns = np.flatnonzero(before.any(axis=0))
    return float((ends - starts).max(initial=columns[0] if len(columns) else 0) - 1)


def _put(
    ink: np.ndarray, owner: np.ndarray, mask: np.ndarray, left: int, bottom: int, index: int
) -> float:
    """Write a mask's ink and return its right edge; the margin that restroking adds is no ink."""
    x, y, width, height = cv2.boundingRect(mask.view(np.uint8))
    mask = mask[y : y + height, x : x + width]
    top = max(0, min(bottom - height, ink.shape[0] - height))
    window = np.s_[top : top + height, left : left + width]
    mask = mask[: ink[window].shape[0], : ink[window].shape[1]]
    ink[window] |= mask
    owner[window][mask] = index
    return float(left + width)
