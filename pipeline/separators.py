"""Which separator a piece of ink may be, by its size, shape and place on the line."""

from dataclasses import dataclass

import numpy as np

from pipeline.components import SOFT, Component
from pipeline.symbols import SEPARATORS

WORST = -5.0
"""Log odds of the separator that a small mark resembles least."""
NARROW = 0.5
"""Of a letter's height: what is wider is a separator only where it looks just so."""


@dataclass(frozen=True)
class Band:
    """Where the letters of a line stand: pixels of the page."""

    top: float
    bottom: float

    @property
    def height(self) -> float:
        """Of a letter."""
        return max(self.bottom - self.top, 1.0)


def band_of(glyphs: list[Component]) -> Band:
    """The band of these letters."""
    return Band(
        float(np.median([g.y for g in glyphs])), float(np.median([g.bottom for g in glyphs]))
    )


def of_ink(ink: Component, band: Band) -> np.ndarray:
    """Log odds of each of SEPARATORS: float [6], 0 where it looks just so.

    What is narrow has WORST at least, since it is hardly anything else.
    """
    width, height = ink.width / band.height, ink.height / band.height
    top, bottom = (ink.y - band.top) / band.height, (ink.bottom - band.top) / band.height
    middle = (top + bottom) / 2
    long = np.log(max(ink.width, 1) / max(ink.height, 1))
    small = _over(max(width, height), 0.3)
    narrow = _over(width, 0.3)
    slant, breadth = _line(ink)
    costs = {
        "/": _under(height, 0.7) + _over(width, 0.9) + _under(slant, 0.2) + _over(breadth, 0.25),
        ".": small + _off(bottom, 1.0) + _over(abs(long), 0.7),
        ",": narrow + _over(height, 0.5) + _off(bottom, 1.15) + _under(-long, 0.2),
        "-": _over(height, 0.3) + _off(middle, 0.55) + _under(long, 0.5),
        "'": narrow + _over(height, 0.5) + _over(bottom, 0.5),
        ":": narrow + _off(middle, 0.6) + _under(height, 0.35) + 2 * _filled(ink),
    }
    odds = -np.array([costs[char] for char in SEPARATORS])
    return np.maximum(odds, WORST) if width < NARROW else odds


def lean(ink: Component) -> float:
    """How far a stroke goes to the right for each row up."""
    return _line(ink)[0]


def _over(value: float, limit: float) -> float:
    return 8.0 * max(0.0, value - limit)


def _under(value: float, limit: float) -> float:
    return 8.0 * max(0.0, limit - value)


def _off(value: float, target: float) -> float:
    return _over(abs(value - target), 0.15)


def _line(ink: Component) -> tuple[float, float]:
    """How far a stroke leans to the right, as a share of its height, and how broad it is across
    its own direction, as a share of how long: no more than a line is.
    """
    rows, columns = np.nonzero(ink.ink > SOFT)
    if len(rows) < 3 or np.ptp(rows) == 0:
        return 0.0, 0.0
    (high, both), (_, wide) = np.cov(rows, columns)
    longest = (high + wide) / 2 + float(np.hypot((high - wide) / 2, both))
    return -float(both / high), float(np.sqrt(max(high + wide - longest, 0.0) / longest))


def _filled(ink: Component) -> float:
    """Whether every row between the first and the last holds ink, as no colon's does."""
    rows = np.flatnonzero((ink.ink > SOFT).any(axis=1))
    return float(len(rows) > 0 and len(rows) == np.ptp(rows) + 1)
