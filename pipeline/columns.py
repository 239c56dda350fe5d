"""Prompts too short to be told by themselves: they begin where longer ones of their size do."""

from pipeline.parted import Parted
from pipeline.runs import Run, runs

OTHERS = 2
"""So many prompts begin at one place, at least."""
PLACE = 0.6
"""Of their letters' height: so near, runs begin at one place."""
SIZE, CAPITALS = 1.25, 1.45
"""Nor is one so many times as high as another; or as the second says, where a few letters may be
capitals alone."""
LETTERS, KEPT = 3, 0.65
"""Of so many letters nothing is known; those of longer ones keep their foot and heights so well."""
ODDS = 2.0
"""Log odds that what stands so is a prompt."""


def in_column(line: Parted, above: Parted, prompts: list[Run], small: float) -> dict[Run, float]:
    """The run with which the hand of a line begins, and its log odds, if it is a prompt.

    A line by itself may as well be a short answer, but under one by hand.

    Args:
        line: one of a form's.
        above: the line before.
        prompts: what is known of its type, of all lines.
        small: pixels; no prompt is higher.
    """
    found = runs(line.handwritten)
    if not found or found[0].em > small or not _may_be(found[0]):
        return {}
    first, *rest = found
    beside = any(run.em > small for run in rest)
    under = not above.words and any(run.em > small for run in runs(above.handwritten))
    placed = beside or (under and not line.words)
    return {first: ODDS} if placed and _stands_with(first, prompts) else {}


def _may_be(run: Run) -> bool:
    return len(run.letters) <= LETTERS or run.kept >= KEPT


def _stands_with(run: Run, prompts: list[Run]) -> bool:
    return sum(_are_alike(run, prompt) for prompt in prompts) >= OTHERS


def _are_alike(one: Run, other: Run) -> bool:
    most = CAPITALS if len(one.letters) <= LETTERS else SIZE
    like = other.em <= SIZE * one.em and one.em <= most * other.em
    return like and abs(one.left - other.left) <= PLACE * max(one.em, other.em)
