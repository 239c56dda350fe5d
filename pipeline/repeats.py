"""Marks that repeat at one pitch, as dots of a rule and ticks of a comb do, and no hand does."""

from dataclasses import dataclass

import numpy as np

AHEAD = 6
"""The second of a row is looked for among so many that are level with the first."""
STEPS = 8
"""Letters hide no more than so many less one of a row."""
SEEN = 0.4
"""Of a row's places, as many are seen at least."""
LOOSE = 0.06
"""Of the pitch, and a pixel: by so much a place may be missed."""
NARROWEST = 3
"""Pixels: no pitch is less."""
FINE = 3
"""Pixels: of marks as low, a scan leaves shorter or longer ones of a row."""
MOST = 4000
"""Marks on a page: more are grain."""


@dataclass(frozen=True)
class Marks:
    """From left to right: their labels, int [n], their middles, heights, widths and inked pixels,
    float [n].
    """

    labels: np.ndarray
    x: np.ndarray
    y: np.ndarray
    size: np.ndarray
    width: np.ndarray
    area: np.ndarray

    def alike(self, others: np.ndarray, one: int) -> np.ndarray:
        """Which of others are as high as one is and, unless that is little, as wide, as inked."""
        sides = (self.size, self.width)
        off = [np.abs(s[others] - s[one]) <= np.maximum(1.0, 0.1 * s[one]) for s in sides]
        own = self.area[one]
        inked = np.abs(self.area[others] - own) <= np.maximum(4.0, 0.35 * own)
        return np.asarray(off[0] & ((off[1] & inked) | (self.size[others] <= FINE)))


@dataclass(frozen=True)
class Row:
    """Labels of marks, and where their places are: x + k * pitch, y + k * rise, for k from the
    first place to the last; their height.
    """

    labels: list[int]
    first: int
    last: int
    x: float
    y: float
    pitch: float
    rise: float
    size: float

    def at(self, place: float) -> tuple[float, float]:
        """The middle of the mark at a place: x, y."""
        return self.x + place * self.pitch, self.y + place * self.rise


def rows(marks: Marks, least: int) -> list[Row]:
    """The rows of at least so many marks, those of the narrowest pitch first."""
    found: list[Row] = []
    free: np.ndarray = np.ones(len(marks.x), bool)
    if least <= len(marks.x) <= MOST:
        for first, second in _pairs(marks):
            if free[first] and free[second]:
                chain = _chain(marks, first, second, free)
                if len(chain) >= least:
                    chain = _grown(marks, chain, free)
                    free[list(chain.values())] = False
                    found.append(_row(marks, chain))
    return found


def _pairs(marks: Marks) -> list[tuple[int, int]]:
    """Two that may begin a row: level, alike and near; the nearest first."""
    pairs = []
    for first in range(len(marks.x)):
        later = np.arange(first + 1, len(marks.x))
        across = marks.x[later] - marks.x[first]
        level = np.abs(marks.y[later] - marks.y[first]) <= 1 + 0.1 * across
        level = later[level & (across >= NARROWEST)][:AHEAD]
        alike = level[marks.alike(level, first)]
        pairs += [(float(marks.x[k] - marks.x[first]), first, int(k)) for k in alike]
    return [(first, second) for _, first, second in sorted(pairs)]


def _chain(marks: Marks, first: int, second: int, free: np.ndarray) -> dict[int, int]:
    """The row that two begin, as far as it goes to the right: the mark at each place."""
    chain, last = {0: first, 1: second}, 1
    pitch = float(marks.x[second] - marks.x[first])
    while (after := _next(marks, chain[last], pitch, free)) is not None:
        index, steps = after
        last += steps
        chain[last] = index
        pitch = float(marks.x[index] - marks.x[first]) / last
    return chain if len(chain) > SEEN * (last + 1) else {}


def _next(marks: Marks, last: int, pitch: float, free: np.ndarray) -> tuple[int, int] | None:
    """The next of a row, and how many places further it stands."""
    end = np.searchsorted(marks.x, marks.x[last] + (STEPS + 0.5) * pitch)
    later = np.arange(last + 1, int(end))
    across = marks.x[later] - marks.x[last]
    steps = np.round(across / pitch)
    fits = (steps >= 1) & (np.abs(across - steps * pitch) <= 1 + LOOSE * pitch)
    fits &= np.abs(marks.y[later] - marks.y[last]) <= 1 + 0.1 * across
    fits &= marks.alike(later, last) & free[later]
    return (int(later[fits][0]), int(steps[fits][0])) if fits.any() else None


def _grown(marks: Marks, chain: dict[int, int], free: np.ndarray) -> dict[int, int]:
    """All marks at a chain's places, to its left too."""
    row = _row(marks, chain)
    places = np.round((marks.x - row.x) / row.pitch).astype(int)
    near = np.abs(marks.x - row.x - places * row.pitch) <= 1 + LOOSE * row.pitch
    level = np.abs(marks.y - row.y - places * row.rise) <= 2
    fits = near & level & free & marks.alike(np.arange(len(marks.x)), chain[0])
    fits[list(chain.values())] = False
    return {int(places[k]): int(k) for k in np.flatnonzero(fits)} | chain


def _row(marks: Marks, chain: dict[int, int]) -> Row:
    places, members = np.array(list(chain)), np.array(list(chain.values()))
    pitch, left = np.polyfit(places, marks.x[members], 1)
    rise, top = np.polyfit(places, marks.y[members], 1)
    labels = [int(label) for label in marks.labels[members]]
    size = float(np.median(marks.size[members]))
    return Row(labels, int(places.min()), int(places.max()), left, top, pitch, rise, size)
