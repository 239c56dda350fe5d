"""A form's title: its first line, in type as large as the hand, and so no prompt by its size."""

import numpy as np

from pipeline.parted import Parted
from pipeline.runs import Run, runs

LETTERS, FEW = 7, 3
"""A title has so many at least; a run of the hand with fewer keeps its foot by chance."""
KEPT, BETTER = 0.88, 0.1
"""How well its letters keep their foot and heights (0 to 1), and how much better than the hand."""
ODDS = 1.0
"""Log odds: no more than likely, since it may be a value written over its prompt."""


def title(first: Parted, others: list[Parted]) -> dict[Run, float]:
    """The runs of a form's first line, and their log odds, if it is a title."""
    own = runs(first.handwritten)
    hand = [run for line in others for run in runs(line.handwritten) if len(run.letters) >= FEW]
    if first.words or not hand or sum(len(run.letters) for run in own) < LETTERS:
        return {}
    enough = max(KEPT, _kept(hand) + BETTER)
    return dict.fromkeys(own, ODDS) if _kept(own) >= enough else {}


def _kept(found: list[Run]) -> float:
    return float(np.average([run.kept for run in found], weights=[len(r.letters) for r in found]))
