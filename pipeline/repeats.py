"""Marks that repeat at one pitch, as dots of a rule and ticks of a comb do, and no hand does."""

from dataclasses import dataclass

import numpy as np

AHEAD = 6
"""The second of a row is looked for among so many."""
STEPS = 8
"""Letters hide no more than so many less one of a row."""
SEEN = 0.4
"""Of a row's places, as many are seen at least."""
LOOSE = 0.06
"""Of the pitch, and a pixel: by so much a place may be missed."""
NARROWEST = 3
"""Pixels: no pitch is less."""
MOST = 3000
"""Marks on a page: more are grain."""


@dataclass(frozen=True)
class Marks:
    """From left to right: their labels, int [n], their middles and heights, float [n]."""

    labels: np.ndarray
    x: np.ndarray
    y: np.ndarray
    size: np.ndarray

    def alike(self, others: np.ndarray, one: int) -> np.ndarray:
        """Which of others are as high as one is: bool."""
        size = self.size[one]
        return np.asarray(np.abs(self.size[others] - size) <= np.maximum(1.0, 0.1 * size))


@dataclass(frozen=True)
class Row:
    """Labels of marks, and where their places are: x + k * pitch, y + k * rise; their height."""

    labels: list[int]
    x: float
    y: float
    pitch: float
    rise: float
    size: float


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
    for ahead in range(1, min(AHEAD, len(marks.x) - 1) + 1):
        first = np.arange(len(marks.x) - ahead)
        across = marks.x[first + ahead] - marks.x[first]
        level = np.abs(marks.y[first + ahead] - marks.y[first]) <= 1 + 0.1 * across
        alike = np.abs(marks.size[first + ahead] - marks.size[first]) <= 1 + 0.1 * marks.size[first]
        fits = level & alike & (across >= NARROWEST)
        pairs += [(float(across[k]), int(k), int(k) + ahead) for k in np.flatnonzero(fits)]
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
    return chain | {int(places[k]): int(k) for k in np.flatnonzero(fits)}


def _row(marks: Marks, chain: dict[int, int]) -> Row:
    places, members = np.array(list(chain)), np.array(list(chain.values()))
    pitch, left = np.polyfit(places, marks.x[members], 1)
    rise, top = np.polyfit(places, marks.y[members], 1)
    labels = [int(label) for label in marks.labels[members]]
    return Row(labels, left, top, pitch, rise, float(np.median(marks.size[members])))
