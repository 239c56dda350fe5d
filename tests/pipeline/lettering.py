"""Pages rendered in the shipped typefaces: set in type, or written by a hand even as type."""

from dataclasses import dataclass

import cv2
import numpy as np

from models.typefaces import BASELINE, CAPITAL, Typeface, typefaces
from pipeline.classes import INDEX

ROOM = 2 * CAPITAL
"""Rows above a line's baseline, and below it, before it is scaled."""
DOTS = (4, 20)
"""Rows above the baseline at which a colon has its dots."""


def face(name: str) -> Typeface:
    """A typeface by its package's name."""
    (found,) = (each for each in typefaces() if each.name == name)
    return found


@dataclass(frozen=True)
class Written:
    """A text in a typeface: height of a capital in pixels, gap between letters in such heights;
    unrest, by how much letters stray from their line and their place, in such heights.
    """

    text: str
    face: str
    height: int = 32
    gap: float = 0.16
    unrest: float = 0.0


def page(lines: list[list[Written]], seed: int = 7) -> np.ndarray:
    """Lines of texts side by side, on paper with a little grain: uint8 [H,W,3] RGB."""
    rng = np.random.default_rng(seed)
    rows = [_row(line, rng) for line in lines]
    width = max(row.shape[1] for row in rows)
    ink = np.vstack([np.pad(row, ((0, 0), (30, 30 + width - row.shape[1]))) for row in rows])
    grey = 245 - 205 * cv2.GaussianBlur(ink, (0, 0), 0.6) + rng.normal(0, 2, ink.shape)
    return np.repeat(grey.clip(0, 255).astype(np.uint8)[..., None], 3, axis=2)


def _row(line: list[Written], rng: np.random.Generator) -> np.ndarray:
    """On one baseline, a capital's height apart."""
    tall = max(each.height for each in line)
    parts = [_scaled(_text(each, rng), each.height, tall) for each in line]
    return np.hstack([np.pad(part, ((0, 0), (0, tall))) for part in parts])


def _scaled(ink: np.ndarray, height: int, tall: int) -> np.ndarray:
    scale = height / CAPITAL
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    small = np.asarray(cv2.resize(ink, None, fx=scale, fy=scale, interpolation=way)).clip(0, 1)
    room = round(ROOM * tall / CAPITAL)
    above = room - round(ROOM * scale)
    return np.pad(small, ((above, 2 * room - above - len(small)), (0, 0)))


def _text(written: Written, rng: np.random.Generator) -> np.ndarray:
    glyphs, x = face(written.face).glyphs, 0.0
    ink = np.zeros((2 * ROOM, 64 * (len(written.text) + 1)), np.float32)
    for char in written.text:
        if char == " ":
            x += 0.75 * CAPITAL
            continue
        mask = _dots() if char == ":" else _letter(glyphs[INDEX[char]])
        top = ROOM - BASELINE + round(rng.normal(0, written.unrest) * CAPITAL)
        place = ink[top : top + len(mask), round(x) : round(x) + mask.shape[1]]
        np.maximum(place, mask, out=place)
        x += mask.shape[1] + CAPITAL * (written.gap + rng.normal(0, written.unrest))
    return ink[:, : round(x)]


def _letter(glyph: np.ndarray) -> np.ndarray:
    columns = np.flatnonzero(glyph.any(axis=0))
    return glyph[:, columns[0] : columns[-1] + 1].astype(np.float32)


def _dots() -> np.ndarray:
    mask = np.zeros((64, 5), np.float32)
    for up in DOTS:
        mask[BASELINE - up - 2 : BASELINE - up + 3] = 1
    return mask
