"""A form's prompts: small type beside writing that is larger, which ends where a field begins.

`typeset` tells words of type by their line, among words of like size. What is small beside the
hand is judged here by its own size, run by run: type keeps its foot and its heights to the pixel,
stands closer than the hand, and the hand follows it on its line or soon after.
"""

import numpy as np

from pipeline.lines import Row
from pipeline.runs import Run, runs

SMALL = 0.75
"""Of the height of the hand: prompts are no higher."""
SHARE = 0.15
"""Of a page's letters: so many are of the hand at least. A title or a logo is less."""
BELOW = 4
"""Lines, with its own: on one of them the hand follows a prompt."""
LEAST = 0.65
"""What keeps its foot and heights worse is no type, however small."""
LOW = 6
"""Pixels: what is no higher is no type, but what a rule left."""
CLOSE, WIDE = 0.3, 0.5
"""In letters' heights: type stands no further apart; and a hand that does so by more says no more.
"""
APART = 0.55
"""In letters' heights: what follows stands further off, or is of the same word. On forms 1.1 was
the least."""
LETTERS, MANY = 3, 8
"""Fewer letters keep one foot by chance, or are too little of a hand to compare with; more than so
many say no more."""
KEPT, SMALLER, CLOSER, LETTER, FIRST, ALIKE = 18.8, 9.1, 11.6, 0.8, 3.3, -27.2
"""Log odds that a run is type: by how well it keeps its foot and heights (0 to 1), how much smaller
it is than the hand (in powers of e) and closer than that hand (in letters' heights), for
each letter, where it is the first of its line; and to begin with. Fitted on 180 composed forms, set
in the DejaVu family for the most part, against the lines of 90 composed pages by hand."""
PAGE, RARER = 8, 3.0
"""On a page of more runs a hand keeps its foot somewhere by chance: the odds are so much less."""


def prompts(rows: list[Row]) -> list[dict[Run, float]]:
    """Of each line, the runs that are small type, and the log odds of each, over 0."""
    lines = [[run for run in runs(row) if len(run.letters) > 1] for row in rows]
    every = [run for line in lines for run in line]
    large = hand_height(every)
    hand = [run for run in every if run.em > SMALL * large]
    written = [len(run.letters) for run in hand]
    if len(hand) == len(every) or sum(written) < LETTERS:
        return [{} for _ in rows]
    gap = float(np.average([run.gap for run in hand], weights=written))
    more = -RARER if len(every) > PAGE else 0.0
    followed = [any(run.em > SMALL * large for run in line) for line in lines]
    return [
        _of_line(line, large, gap, more) if any(followed[k : k + BELOW]) else {}
        for k, line in enumerate(lines)
    ]


def hand_height(every: list[Run]) -> float:
    """Pixels: what a share of the letters, the hand's, is as high as; 0 where there are none."""
    left = SHARE * sum(len(run.letters) for run in every)
    for run in sorted(every, key=lambda run: -run.em):
        left -= len(run.letters)
        if left <= 0:
            return run.em
    return 0.0


def _of_line(line: list[Run], large: float, gap: float, more: float) -> dict[Run, float]:
    """Type begins a line, or follows type."""
    found: dict[Run, float] = {}
    for place, run in enumerate(line):
        first = len(found) == place
        apart = run is line[-1] or line[place + 1].left - run.right >= APART * run.em
        if (
            apart
            and _may_be(run, large)
            and (odds := _odds(run, large, gap) + FIRST * first + more) > 0
        ):
            found[run] = odds
    return found


def _may_be(run: Run, large: float) -> bool:
    small = LOW < run.em <= SMALL * large
    return small and len(run.letters) >= LETTERS and run.gap <= CLOSE and run.kept >= LEAST


def _odds(run: Run, large: float, gap: float) -> float:
    """gap: a typical one of the hand, in its letters' heights."""
    return (
        ALIKE
        + KEPT * run.kept
        + SMALLER * float(np.log(large / run.em))
        + CLOSER * (min(gap, WIDE) - run.gap)
        + LETTER * min(len(run.letters), MANY)
    )
