"""What stands over letters: the dots that some give to a capital I, and accents.

Accents are no class, and a reader drops them: they are ink, but nobody's, neither a character's
nor debris to be told from one.
"""

import cv2
import numpy as np

from models.typefaces import CAPITAL
from pipeline.classes import CHARS, INDEX

ACCENTED = frozenset("AEIOUCNaeouc")
RING, SHARE = 0.5, 0.4
"""Of dots that are drawn as a small ring, and of letters in a word with accents that have one."""
_LARGE_I, _SMALL_I = INDEX["I"], INDEX["i"]


def dotted(labels: list[int]) -> list[int]:
    """Capitals with each I as an i: as tall as they are, and dotted."""
    capitals = all(not CHARS[label].islower() for label in labels)
    return [_SMALL_I if capitals and label == _LARGE_I else label for label in labels]


def tall_i(mask: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """An i, bool [h,w], as tall as a capital or a little taller, some with a ring for its dot."""
    height, width = mask.shape
    tall = rng.uniform(0.95, 1.3) * CAPITAL
    broad = max(3, round(width * (tall / height) ** 0.6))
    grown = cv2.resize(mask.view(np.uint8) * 255, (broad, round(tall))) > 127
    return _ringed(grown, rng) if rng.random() < RING else grown


def _ringed(mask: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """With a ring in place of the topmost part, where that stands apart."""
    count, parts, stats, _ = cv2.connectedComponentsWithStats(mask.view(np.uint8))
    if count < 3:
        return mask
    top = 1 + int(np.argmin(stats[1:, cv2.CC_STAT_TOP]))
    x, y, width, height, _ = stats[top].tolist()
    axes = (rng.uniform(0.06, 0.15, 2) * CAPITAL).round().astype(int)
    over, beside = (
        max(0, int(axis) + 3 - room) for axis, room in zip(axes[::-1], (y, x), strict=True)
    )
    drawn = np.pad(mask & (parts != top), ((over, 0), (beside, beside))).astype(np.uint8)
    centre = x + width // 2 + beside, y + height // 2 + over
    cv2.ellipse(
        drawn, centre, axes.tolist(), rng.uniform(0, 180), 0, 360, 1, int(rng.integers(2, 4))
    )
    return drawn.astype(bool)


def accents(ink: np.ndarray, owner: np.ndarray, text: str, rng: np.random.Generator) -> None:
    """Over some of the letters that have one in some language; `ink` is drawn on."""
    for index, char in enumerate(text):
        if char in ACCENTED and rng.random() < SHARE:
            x, y, width, _ = cv2.boundingRect((owner == index).view(np.uint8))
            foot = round(y - rng.uniform(0.06, 0.25) * CAPITAL)
            _accent(ink, (x + width // 2, foot), rng)


def _accent(ink: np.ndarray, foot: tuple[int, int], rng: np.random.Generator) -> None:
    """An acute, a grave, a circumflex, a diaeresis or a bar whose lower edge stands at `foot`."""
    (x, y), drawn = foot, ink.view(np.uint8)
    wide, tall = (rng.uniform((0.08, 0.1), (0.22, 0.35)) * CAPITAL).round().astype(int).tolist()
    pen = int(rng.integers(2, 5))
    strokes = (
        [((x - wide, y), (x + wide, y - tall))],
        [((x + wide, y), (x - wide, y - tall))],
        [((x - wide, y), (x, y - tall)), ((x, y - tall), (x + wide, y))],
        [((x - wide, y), (x - wide, y - 1)), ((x + wide, y), (x + wide, y - 1))],
        [((x - wide, y), (x + wide, y))],
    )
    for start, end in strokes[rng.choice(5, p=(0.4, 0.2, 0.15, 0.2, 0.05))]:
        cv2.line(drawn, start, end, 1, pen)
