"""Broken strokes put together again, before lines are looked for."""

import numpy as np

from pipeline.components import Component, join

REACH = 0.3
"""Pieces of one letter are no further apart, as a share of a tall letter's height."""
TALLEST, WIDEST = 1.15, 1.2
"""And together no larger than this."""


def join_fragments(components: list[Component]) -> list[Component]:
    """Join the pieces of faint or broken letters, which stand over one another, and dots of i.

    Two pieces are joined where one stands over the other, near enough, and both together are no
    taller than a letter, so that neighbours on a line and letters of two lines stay apart.
    """
    if len(components) < 2:
        return components
    tall = float(np.percentile([c.height for c in components if c.height > 3] or [1], 85))
    parts = sorted(components, key=lambda c: c.x)
    index = 0
    while index < len(parts):
        partner = _partner(parts, index, tall)
        if partner is None:
            index += 1
        else:
            other = parts.pop(partner)
            parts[index] = join([parts[index], other])
    return parts


def _partner(parts: list[Component], index: int, tall: float) -> int | None:
    """The index of the first piece after `index` that belongs to the same letter."""
    first = parts[index]
    for other in range(index + 1, len(parts)):
        if parts[other].x > first.right + 1:
            return None
        if _belong(first, parts[other], tall):
            return other
    return None


def _belong(a: Component, b: Component, tall: float) -> bool:
    common = min(a.right, b.right) - max(a.x, b.x)
    apart = max(a.y, b.y) - min(a.bottom, b.bottom)
    height = max(a.bottom, b.bottom) - min(a.y, b.y)
    width = max(a.right, b.right) - min(a.x, b.x)
    if _is_dot(a, tall) and _is_dot(b, tall):  # a colon
        return False
    over = common >= 0.5 * min(a.width, b.width)
    return over and apart <= REACH * tall and height <= TALLEST * tall and width <= WIDEST * tall


def _is_dot(part: Component, tall: float) -> bool:
    return max(part.width, part.height) < 0.35 * tall and part.ink.max() > 200
