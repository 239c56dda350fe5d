"""Connected components of the ink, and which of them can be writing."""

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from statistics import median

import cv2
import numpy as np

from pipeline.ink import Ink
from pipeline.reading import Box

MARGIN = 1
"""Pixels around a component's box that its ink keeps: the soft edge of thin strokes."""

SPECK_AREA = 3
"""Pixels: smaller components are grain."""
MOST, LARGEST = 4000, 1500
"""No page holds more components; what does is mostly noise, which must not take for ever: of it,
so many of the largest are writing, if any are."""
_AROUND = np.ones((3, 3), np.uint8)
SOFT = 100
"""Ink up to this is a stroke's soft edge, and no part of a box."""


@dataclass(frozen=True, eq=False)
class Component:
    """One piece of ink.

    box: in pixels of the page; ink: uint8 [h+2,w+2], the box and its margin, 0 where the ink
    belongs to another component.
    """

    box: Box
    ink: np.ndarray

    x: int = field(init=False)
    """Left, in pixels of the page."""
    y: int = field(init=False)
    """Top."""
    width: int = field(init=False)
    """Of the box."""
    height: int = field(init=False)
    """Of the box."""
    right: int = field(init=False)
    """The first column beyond the box."""
    bottom: int = field(init=False)
    """The first row beyond the box."""
    middle: float = field(init=False)
    """Halfway from top to bottom."""
    centre: float = field(init=False)
    """Halfway from left to right."""

    def __post_init__(self) -> None:
        x, y, width, height = self.box
        # Kept: they are asked for a hundred times as often as components are made.
        vars(self).update(x=x, y=y, width=width, height=height)
        vars(self).update(right=x + width, bottom=y + height)
        vars(self).update(middle=y + height / 2, centre=x + width / 2)


def join(parts: list[Component]) -> Component:
    """One component that holds the ink of several."""
    left, top = min(p.x for p in parts), min(p.y for p in parts)
    right, bottom = max(p.right for p in parts), max(p.bottom for p in parts)
    ink = np.zeros((bottom - top + 2 * MARGIN, right - left + 2 * MARGIN), np.uint8)
    for p in parts:
        y, x = p.y - top, p.x - left
        view = ink[y : y + p.ink.shape[0], x : x + p.ink.shape[1]]
        np.maximum(view, p.ink, out=view)
    return Component((left, top, right - left, bottom - top), ink)


def columns(component: Component, start: int, end: int) -> Component | None:
    """The ink in the columns start..end of a component's box; None where there is none."""
    first = start + MARGIN if start else 0
    last = end + MARGIN if end < component.width else component.width + 2 * MARGIN
    ink = np.zeros_like(component.ink)
    ink[:, first:last] = component.ink[:, first:last]
    x, y, width, height = cv2.boundingRect((ink > SOFT).view(np.uint8))
    if width == 0:
        return None
    edged = cv2.copyMakeBorder(ink, *(MARGIN,) * 4, cv2.BORDER_CONSTANT)
    window = edged[y : y + height + 2 * MARGIN, x : x + width + 2 * MARGIN]
    return Component((component.x + x - MARGIN, component.y + y - MARGIN, width, height), window)


def find(ink: Ink) -> list[Component]:
    """The connected components (8-neighbours), in no order."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink.mask.view(np.uint8))
    edges = (MARGIN,) * 4
    grey = cv2.copyMakeBorder(ink.grey, *edges, cv2.BORDER_CONSTANT)
    labels = cv2.copyMakeBorder(labels, *edges, cv2.BORDER_CONSTANT)
    return [_component(grey, labels, stats[k], k) for k in _worth(stats)]


def letter_height(components: list[Component]) -> float:
    """Pixels: a letter's typical height, by the ink's own weight so that specks count little."""
    if not components:
        return 0.0
    sizes = sorted((c.height, max(c.width, c.height)) for c in components)
    reached = list(accumulate(weight for _, weight in sizes))
    return float(sizes[bisect_left(reached, reached[-1] / 2)][0])


def usual_gap(row: list[Component]) -> float:
    """Pixels between neighbours, which stand left to right; 0 where there are none."""
    return median([max(right.x - left.right, 0) for left, right in pairwise(row)] or [0.0])


def _worth(stats: np.ndarray) -> list[int]:
    """Labels of what is more than grain; on a page of noise, of its largest components only."""
    area = stats[:, cv2.CC_STAT_AREA]
    found = np.flatnonzero(area >= SPECK_AREA)
    found = found[found > 0]
    if len(found) > MOST:
        found = np.sort(found[np.argsort(-area[found], kind="stable")[:LARGEST]])
    return [int(label) for label in found]


def _component(grey: np.ndarray, labels: np.ndarray, stats: np.ndarray, label: int) -> Component:
    x, y, width, height = (int(v) for v in stats[:4])
    window = (slice(y, y + height + 2 * MARGIN), slice(x, x + width + 2 * MARGIN))
    inside = labels[window]
    own = (inside == label).view(np.uint8)
    near = cv2.dilate(own, _AROUND) * (own | (inside == 0))
    return Component((x, y, width, height), grey[window] * near)
