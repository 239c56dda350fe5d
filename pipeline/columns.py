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


def in_column(line: Parted, prompts: list[Run], small: float) -> dict[Run, float]:
    """The run with which the hand of a line begins, and its log odds, if it is a prompt.

    Args:
        line: one of a form's.
        prompts: of all lines.
        small: pixels; no prompt is higher.
    """
    found = runs(line.handwritten)[:1]
    return {run: ODDS for run in found if run.em <= small and _is_prompt(run, prompts)}


def _is_prompt(run: Run, prompts: list[Run]) -> bool:
    may_be = len(run.letters) <= LETTERS or run.kept >= KEPT
    return may_be and sum(_are_alike(run, prompt) for prompt in prompts) >= OTHERS


def _are_alike(one: Run, other: Run) -> bool:
    most = CAPITALS if len(one.letters) <= LETTERS else SIZE
    like = other.em <= SIZE * one.em and one.em <= most * other.em
    return like and abs(one.left - other.left) <= PLACE * max(one.em, other.em)
